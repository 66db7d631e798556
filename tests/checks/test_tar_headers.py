"""Headers of tar files that foreign programs write, or that lead a reader astray: made byte by byte."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from tests.checks.test_archives import codes, members, tar_bytes

GNU, USTAR = b"ustar  \0", b"ustar\00000"
END = bytes(1024)


def header(name: bytes, *, size: bytes = b"%011o\0" % 0, kind: bytes = b"0", magic: bytes = USTAR) -> bytes:
    head = b"".join(
        [name.ljust(100, b"\0"), b"0000644\0", b"0000000\0" * 2, size, b"00000000000\0", b" " * 8, kind]
    )
    head = (head.ljust(257, b"\0") + magic).ljust(512, b"\0")
    return summed(head)


def summed(head: bytes) -> bytes:
    head = head[:148] + b" " * 8 + head[156:]
    return head[:148] + b"%06o\0 " % sum(head) + head[156:]


def below_zero(size: int) -> bytes:
    return (256**12 + size).to_bytes(12, "big")


def packed() -> bytes:
    """Our bag without the blocks that end an archive."""
    data = tar_bytes(members(), shape=tarfile.GNU_FORMAT)
    return data[: len(data.rstrip(b"\0")) + 511 & ~511]


@pytest.mark.parametrize("kind", [b"0", b"5", b"Q", b"V", b"D", b"S", b"L", b"x"])
@pytest.mark.parametrize("size", [-512, -1024, -(1 << 40), -(1 << 90)])
def test_a_size_below_zero_leads_nowhere(size: int, kind: bytes, tmp_path: Path) -> None:
    """Such a header can lead back to itself: the archive is damaged, and is read to its end all the same."""
    data = packed() + header(b"bag/data/z", size=below_zero(size), kind=kind) + END
    assert "B0709" in codes(tmp_path, "bag.tar", data)


@pytest.mark.parametrize("size", [b"-512", b"-1024", b"-1"])
def test_nor_does_one_of_a_pax_header(size: bytes, tmp_path: Path) -> None:
    """A pax header can say it too."""
    record = b"%d size=%s\n" % (len(size) + 9, size)
    extended = header(b"pax", size=b"%011o\0" % len(record), kind=b"x") + record.ljust(512, b"\0")
    data = packed() + extended + header(b"bag/data/z") + END
    assert "B0709" in codes(tmp_path, "bag.tar", data)


@pytest.mark.parametrize(
    "size", [b"+0000000001\0", b"0000_000001\0", b"0000000001\r\0", b"-0000000001\0", b"00000000018\0"]
)
def test_a_size_is_octal_digits_and_nothing_else(size: bytes, tmp_path: Path) -> None:
    """What Python takes for a number other programs do not."""
    data = packed() + header(b"bag/data/z", size=size) + b"x".ljust(512, b"\0") + END
    assert "B0709" in codes(tmp_path, "bag.tar", data)


@pytest.mark.parametrize(
    "records",
    [
        b"99 path=x\n",
        b"8 path=x\n",
        b"-10 path=x\n",
        b"path=x\n",
        b"10 path x\n",
        b"0 path=x\n",
        b"10 path=x\n10 path=y\0",
        b"10 path=x\nx",
    ],
)
@pytest.mark.parametrize("kind", [b"x", b"g"])
def test_records_of_pax_are_read_to_their_end_or_not_at_all(
    kind: bytes, records: bytes, tmp_path: Path
) -> None:
    """Where a record is none some programs stop, and others go on: they see other names."""
    extended = header(b"pax", size=b"%011o\0" % len(records), kind=kind) + records.ljust(512, b"\0")
    data = packed() + extended + header(b"bag/data/z") + END
    assert "B0709" in codes(tmp_path, "bag.tar", data)


def sparse(pieces: list[tuple[int, int]], size: int, data: bytes) -> bytes:
    """A file as GNU keeps one with holes: which bytes of it are there, then those bytes."""
    head = bytearray(header(b"bag/data/z", kind=b"S", magic=GNU, size=b"%011o\0" % len(data)))
    listed = b"".join(b"%011o\0%011o\0" % piece for piece in pieces)
    head[386 : 386 + len(listed)] = listed
    head[483:495] = b"%011o\0" % size
    return summed(bytes(head)) + data + bytes(-len(data) % 512)


@pytest.mark.parametrize(
    ("pieces", "size", "data", "expected"),
    [
        ([(0, 1), (100, 0)], 100, b"1", {"B0303"}),
        ([(0, 2), (50, 50)], 100, b"1" * 52, {"B0303"}),
        ([(0, 2), (1, 2)], 100, b"1" * 4, {"B0709"}),
        ([(50, 2), (0, 2)], 100, b"1" * 4, {"B0709"}),
        ([(0, 200)], 100, b"1" * 200, {"B0709"}),
        ([(0, 1)], 100, b"1" * 600, {"B0709"}),
        ([(0, 600)], 600, b"1" * 20, {"B0709"}),
    ],
)
def test_the_map_of_a_file_with_holes_is_of_its_bytes(
    pieces: list[tuple[int, int]], size: int, data: bytes, expected: set[str], tmp_path: Path
) -> None:
    """Pieces one after the other, within the file, and no byte more or less than is kept: else it is damaged."""
    assert codes(tmp_path, "bag.tar", packed() + sparse(pieces, size, data) + END) == expected


def test_the_label_of_an_archive_is_no_member(tmp_path: Path) -> None:
    """`tar --label` names the archive in a header of its own; with bytes behind it, it would hide them."""
    assert codes(tmp_path, "bag.tar", header(b"Box 17", kind=b"V", magic=GNU) + packed() + END) == set()
    hiding = header(b"Box 17", kind=b"V", magic=GNU, size=b"%011o\0" % 5) + b"bytes".ljust(512, b"\0")
    assert codes(tmp_path, "bag.tar", hiding + packed() + END) == {"B0701"}


def test_an_incremental_archive_is_read(tmp_path: Path) -> None:
    """`tar --listed-incremental` keeps times where ustar has the beginning of a name, and lists each folder's names."""
    data, at, shown = packed(), 0, b""
    for folder in (b"bag/", b"bag/data/", b"bag/data/sub/"):
        names = b"Ya.txt\0\0"
        shown += header(folder, kind=b"D", magic=GNU, size=b"%011o\0" % len(names)) + names.ljust(512, b"\0")
    while at < len(data):
        head, size = data[at : at + 512], int(data[at + 124 : at + 135], 8)
        timed = head[:345] + b"15300645755\0" * 2 + head[369:]
        end = at + 512 + (size + 511 & ~511)
        shown += summed(timed) + data[at + 512 : end]
        at = end
    assert codes(tmp_path, "bag.tar", shown + END) == set()
    prefixed = bytearray(shown)
    at = shown.index(b"bag/bagit.txt")
    prefixed[at + 345 : at + 351] = b"other\0"
    prefixed[at : at + 512] = summed(bytes(prefixed[at : at + 512]))
    assert "B0701" in codes(tmp_path, "bag.tar", bytes(prefixed) + END)
