"""Where the frames of a Zstandard file end, held against the library that writes them."""

from __future__ import annotations

import io
import random

import pytest

from archive.bag.zst import open_zst, whole_frames

zstandard = pytest.importorskip("zstandard", reason="the package zstandard is not installed")

DATA = random.Random(7).randbytes(300_000) + bytes(300_000) + b"a line of text\n" * 9000
PASSED_OVER = b"\x5a\x2a\x4d\x18\x05\0\0\0bytes"


def frame(data: bytes = DATA, **how: bool) -> bytes:
    packed: bytes = zstandard.ZstdCompressor(**how).compress(data)
    return packed


def streamed(data: bytes = DATA) -> bytes:
    """A frame whose header does not tell its size."""
    packer = zstandard.ZstdCompressor(write_checksum=True).compressobj()
    return bytes(packer.compress(data)) + bytes(packer.flush())


def ends(data: bytes) -> tuple[int, str]:
    return whole_frames(io.BufferedReader(io.BytesIO(data)))


FRAMES = {
    "with a checksum": frame(write_checksum=True),
    "without": frame(write_checksum=False),
    "without its size": frame(write_content_size=False),
    "streamed": streamed(),
    "empty": frame(b""),
    "of one byte": frame(b"x"),
    "small": frame(b"small " * 20),
    "of 300 bytes": frame(random.Random(1).randbytes(300)),
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_ends_where_its_writer_ended_it(name: str) -> None:
    """Alone, twice, and with frames that are passed over, the last frame ends with the file."""
    for data in (FRAMES[name], FRAMES[name] * 2, PASSED_OVER + FRAMES[name] + PASSED_OVER):
        assert ends(data) == (len(data), "")


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_that_is_cut_anywhere_is_no_whole_one(name: str) -> None:
    """After each byte but the last something is missing, and what stood before it is still whole."""
    data = FRAMES[name]
    cuts = {*range(1, min(len(data), 40)), len(data) // 2, *range(max(1, len(data) - 9), len(data))}
    for cut in sorted(cuts):
        for before in (b"", PASSED_OVER, FRAMES["small"]):
            end, fault = ends(before + data[:cut])
            assert (end, bool(fault)) == (len(before), True), cut


def test_what_follows_the_last_frame_is_told() -> None:
    """Zeros too: nothing pads a zstd file."""
    for after in (b"x", b"\0", bytes(512), b"\x28\xb5\x2f"):
        assert ends(FRAMES["small"] + after) == (len(FRAMES["small"]), "bytes that are no frame of zstd")


@pytest.mark.parametrize("after", [b"junk", FRAMES["streamed"][:-1], FRAMES["streamed"][:9]])
def test_what_the_whole_frames_hold_is_read_before_the_fault_is_raised(after: bytes) -> None:
    """The bytes before a fault are had, however few the reads."""
    stream = open_zst(io.BufferedReader(io.BytesIO(FRAMES["small"] + after)))
    assert stream.read(len(b"small " * 20)) == b"small " * 20
    with pytest.raises((EOFError, OSError)):
        stream.read(1 << 24)


def test_it_can_be_read_twice() -> None:
    """Going back begins again at the first frame."""
    stream = open_zst(io.BufferedReader(io.BytesIO(PASSED_OVER + FRAMES["streamed"])))
    assert [stream.read(len(DATA)), stream.seek(0), stream.read(len(DATA))] == [DATA, 0, DATA]
