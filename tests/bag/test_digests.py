"""Digests of a long stream, taken side by side, are those taken one after the other."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator

import pytest

from archive.bag import digests as module
from archive.bag.digests import LONG, digests, digests_of_many
from archive.errors import BagError

BEGINS = (hashlib.sha256, hashlib.sha512, hashlib.md5)
CHUNK = 1 << 20


def chunks(size: int) -> Iterator[bytes]:
    for at in range(0, size, CHUNK):
        yield bytes([at // CHUNK % 251]) * min(CHUNK, size - at)


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("size", [0, 1, CHUNK, LONG, LONG + 1, 2 * LONG + 12_345])
def test_digests_are_the_same_on_any_number_of_cores(
    size: int, cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below and above the length from which threads are used, in the order in which the algorithms were named."""
    monkeypatch.setattr(module, "cores", lambda: cores)
    whole = b"".join(chunks(size))
    assert digests(chunks(size), BEGINS) == (size, [begin(whole).hexdigest() for begin in BEGINS])


def test_no_thread_outlives_a_stream_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the stream raises is raised, and every thread has ended."""
    monkeypatch.setattr(module, "cores", lambda: 2)

    def broken() -> Iterator[bytes]:
        yield from chunks(2 * LONG)
        raise OSError("the disk is gone")

    before = threading.active_count()
    with pytest.raises(OSError, match="the disk is gone"):
        digests(broken(), BEGINS)
    assert threading.active_count() == before


def test_without_algorithms_bytes_are_counted() -> None:
    """A file that only a manifest of an unknown algorithm lists has a length and no digest."""
    assert digests(chunks(2 * LONG), ()) == (2 * LONG, [])


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_many_streams_digested_at_once_are_each_digested_alone(
    cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by its name with its own algorithms, of whatever lengths; one that breaks off gives its error, the others their digests."""
    monkeypatch.setattr(module, "cores", lambda: cores)

    def broken() -> Iterator[bytes]:
        yield from chunks(3 * CHUNK)
        raise BagError("E0405", "b", "the disk is gone")

    sizes = {"a": 5 * CHUNK, "c": 0, "d": 2 * CHUNK + 1, "e": 9 * CHUNK}
    streams = [(name, chunks(size), BEGINS[: 1 + size % 2]) for name, size in sizes.items()]
    streams.insert(1, ("b", broken(), BEGINS))
    before = threading.active_count()
    found = {name: (length, got) for name, length, got in digests_of_many(streams)}
    assert isinstance(found["b"][1], BagError)
    assert {name: got for name, got in found.items() if name != "b"} == {
        name: digests(chunks(size), BEGINS[: 1 + size % 2]) for name, size in sizes.items()
    }
    assert threading.active_count() == before


def test_many_streams_left_in_the_middle_leave_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops listening, as at an interrupt, has nothing running behind."""
    monkeypatch.setattr(module, "cores", lambda: 2)
    before = threading.active_count()
    found = digests_of_many([("a", chunks(CHUNK), BEGINS), ("b", chunks(9 * LONG), BEGINS)])
    assert next(found)[0] == "a"
    found.close()
    assert threading.active_count() == before
