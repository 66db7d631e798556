"""The hardened read: what it gives back, and what it refuses to open."""

import os
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import SourceError
from archive.sources.file import _drain, hidden, read_inside, shown
from archive.sources.folder import read_file


def _code(path, limit=100):
    with pytest.raises(SourceError) as caught:
        read_file(path, limit)
    return caught.value.code


def test_a_regular_file(tmp_path):
    """The bytes come back as they are, at the limit too."""
    (tmp_path / "a").write_bytes(b"\r\n\x00" * 30)
    assert read_file(tmp_path / "a", 90) == b"\r\n\x00" * 30


def test_a_large_file_in_many_reads(tmp_path):
    """A file of several chunks comes back whole."""
    data = os.urandom(1000) * 3000
    (tmp_path / "a").write_bytes(data)
    assert read_file(tmp_path / "a", 1 << 30) == data


def test_what_is_no_regular_file(tmp_path):
    """Links, FIFOs, sockets, devices and directories are told apart, and none of them is waited for."""
    (tmp_path / "file").write_text("a")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    where = os.open(tmp_path, os.O_RDONLY)
    there = os.open(".", os.O_RDONLY)
    server = socket.socket(socket.AF_UNIX)
    try:
        os.fchdir(where)  # a socket's path is at most 107 bytes long
        server.bind("socket")
    finally:
        os.fchdir(there)
        server.close()
        os.close(where)
        os.close(there)
    assert _code(tmp_path / "link") == "E0102"
    assert _code(tmp_path / "loop") == "E0102"
    assert _code(tmp_path / "fifo") == "E0103"
    assert _code(tmp_path / "socket") == "E0103"
    assert _code(Path(os.devnull)) == "E0103"
    assert _code(tmp_path / "folder") == "E0104"
    assert _code(tmp_path / "none") == "E0101"
    assert _code(tmp_path / "file" / "below") == "E0101"
    assert _code(tmp_path / ("x" * 300)) == "E0109"
    assert _code(tmp_path / "a\0b") == "E0109"


def test_permission(tmp_path):
    """A file that may not be read is E0105."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "a").write_text("a")
    (tmp_path / "a").chmod(0)
    assert _code(tmp_path / "a") == "E0105"


def test_too_large(tmp_path):
    """A file over the limit is refused before it is read."""
    with (tmp_path / "a").open("wb") as file:
        file.truncate(1 << 40)
    assert _code(tmp_path / "a") == "E0106"


@pytest.mark.parametrize("change", ["grow", "shrink", "rewrite"])
def test_changed_while_read(tmp_path, monkeypatch, change):
    """A file that grows, shrinks or is rewritten between opening and closing is E0107."""
    path = tmp_path / "a"
    path.write_bytes(b"0123456789")
    read = os.read
    done = []

    def reading(descriptor, size):
        if not done:
            done.append(True)
            if change == "grow":
                path.write_bytes(b"0123456789more")
            elif change == "shrink":
                os.truncate(path, 4)
            else:
                path.write_bytes(b"9876543210")
                os.utime(path, ns=(1, 1))
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", reading)
    assert _code(path) == "E0107"


def test_short_reads():
    """A pipe gives its bytes in pieces; all of them come back."""
    reader, writer = os.pipe()
    thread = threading.Thread(target=lambda: [os.write(writer, b"ab") for _ in range(5)] and os.close(writer))
    thread.start()
    try:
        assert _drain(reader, 10, "pipe") == b"ab" * 5
    finally:
        thread.join()
        os.close(reader)


@pytest.mark.parametrize("path", ["../a", "/etc/passwd", "b/../a", "./a", "b//a", "", "a\0", "b/.."])
def test_nothing_outside(tmp_path, path):
    """A path that could leave its folder is not even looked at."""
    (tmp_path / "a").write_text("a")
    with pytest.raises(SourceError) as caught:
        read_inside(tmp_path, path, 100)
    assert caught.value.code == "E0113"


def test_no_link_on_the_way(tmp_path):
    """A folder on the way that is a link is refused, wherever it leads; plain folders are passed."""
    root = tmp_path / "root"
    (root / "sub" / "deep").mkdir(parents=True)
    (root / "sub" / "deep" / "a").write_text("a")
    (root / "link").symlink_to("sub")
    assert read_inside(root, "sub/deep/a", 100) == b"a"
    for path, code in (("link/deep/a", "E0102"), ("sub/none/a", "E0101"), ("sub/deep/a/b", "E0101")):
        with pytest.raises(SourceError) as caught:
            read_inside(root, path, 100)
        assert caught.value.code == code


def test_no_descriptor_is_left(tmp_path):
    """Reading, well or not, leaves no file open."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a").write_text("a")
    before = _lowest_free()
    for path in ("b/a", "b/none", "none/a", "b"):
        try:
            read_inside(tmp_path, path, 100)
        except SourceError:
            continue
    assert _lowest_free() == before


def _lowest_free():
    """The number that the next file to be opened gets."""
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.close(descriptor)
    return descriptor


@given(st.text(st.characters() | st.sampled_from("\\u00e9\n\udcff\u200f"), max_size=12))
def test_shown_paths_lead_back(path):
    """What is shown of a path is printable, one line, and leads back to it."""
    assert shown(path).isprintable()
    assert hidden(shown(path)) == path
