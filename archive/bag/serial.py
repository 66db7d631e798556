"""A bag as one file: zip, tar or tar.gz, streamed, the same bytes on every machine (RFC 8493 §4).

Nothing is compressed: what a compressor gives differs between its versions, and one flipped bit spoils all that follows it.
A .tar.gz holds deflate's stored blocks, which every reader of gzip takes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain
from typing import Protocol, assert_never

from archive.bag.writer import folders_of
from archive.errors import BagError
from archive.fixity import Fixity

_FOLDER = 0o40755
_REGULAR = 0o100644
_BLOCK = 512
_RECORD = 20 * _BLOCK
_OCTAL_LIMIT = 8**11  # a size field of ustar holds eleven octal digits
_MAX16 = 0xFFFF
_MAX32 = 0xFFFFFFFF
_ZIP_VERSION = 20
_ZIP64_VERSION = 45
_UNIX = 3
_UTF8_NAMES = 0x800


class Serialization(StrEnum):
    """How a bag is kept: a folder (`none`), or one file that holds it."""

    NONE = "none"
    TAR = "tar"
    TAR_GZ = "tar.gz"
    ZIP = "zip"

    @property
    def suffix(self) -> str:
        """What the bag's name gets: `.tar.gz`; nothing for a folder."""
        return "" if self is Serialization.NONE else f".{self}"


class Content(Protocol):
    """A file of a bag, wherever its bytes are: a SIP's, or one read from a bag that stands."""

    @property
    def path(self) -> str: ...

    @property
    def fixity(self) -> Fixity: ...

    def chunks(self) -> Iterator[bytes]:
        """The bytes from the beginning, each time it is asked; for a zip that is twice."""


@dataclass(frozen=True, slots=True)
class _Member:
    """One member to be: a folder has no `chunks`; `size` is bytes."""

    path: str
    size: int = 0
    chunks: Callable[[], Iterator[bytes]] | None = None


def serialize(
    files: Sequence[Content], name: str, kind: Serialization, opened_at: datetime
) -> Iterator[bytes]:
    """The chunks of the bag `name` as one file: a single top folder of that name, members sorted, each dated `opened_at`.

    Folders are 0755, files 0644, owned by nobody in particular. Raises ValueError for `none`, which is no file.
    Of a file whose bytes are not of the size that its fixity says, BagError E0414.
    """
    members = sorted(
        [
            _Member(f"{name}/"),
            *(_Member(f"{name}/{path}/") for path in folders_of(file.path for file in files)),
        ]
        + [_Member(f"{name}/{file.path}", file.fixity.size, file.chunks) for file in files],
        key=lambda member: member.path,
    )
    seconds = max(0, int(opened_at.timestamp()))
    match kind:
        case Serialization.TAR:
            return _tar(members, seconds)
        case Serialization.TAR_GZ:
            return _gzip(_tar(members, seconds))
        case Serialization.ZIP:
            return _zip(members, _dos_time(opened_at.astimezone(UTC)))
        case Serialization.NONE:
            raise ValueError("a bag that is not serialized has no bytes of its own")
        case _:
            assert_never(kind)


def _content(member: _Member) -> Iterator[bytes]:
    """The member's bytes, as many as its header says. Raises BagError E0414."""
    size = 0
    for chunk in member.chunks() if member.chunks else ():
        size += len(chunk)
        if size > member.size:
            break
        yield chunk
    if size != member.size:
        raise BagError("E0414", member.path, f"{size} bytes or more, where {member.size} were measured")


def _tar(members: Iterable[_Member], mtime: int) -> Iterator[bytes]:
    """POSIX.1-2001: ustar, with a pax record before a member whose path or size ustar cannot hold."""
    written = 0
    for member in members:
        for chunk in chain(_tar_headers(member, mtime), _content(member), (bytes(-member.size % _BLOCK),)):
            written += len(chunk)
            yield chunk
    yield bytes(2 * _BLOCK + -(written + 2 * _BLOCK) % _RECORD)


def _tar_headers(member: _Member, mtime: int) -> Iterator[bytes]:
    path, size = member.path, member.size
    split = _ustar_name(path)
    records = b""
    if split is None:
        records += _pax_record("path", path)
    if size >= _OCTAL_LIMIT:
        records += _pax_record("size", str(size))
    if records:
        yield _ustar(("", "pax-header"), b"x", _REGULAR, len(records), mtime)
        yield records + bytes(-len(records) % _BLOCK)
    mode, kind = (_FOLDER, b"5") if member.chunks is None else (_REGULAR, b"0")
    yield _ustar(split or ("", path[:100]), kind, mode, 0 if size >= _OCTAL_LIMIT else size, mtime)


def _ustar(name: tuple[str, str], kind: bytes, mode: int, size: int, mtime: int) -> bytes:
    head = struct.pack(
        "100s8s8s8s12s12s8s1s100s6s2s32s32s8s8s155s12x",
        name[1].encode("ascii", "replace"),
        *(b"%07o\0" % number for number in (mode & 0o777, 0, 0)),
        *(b"%011o\0" % number for number in (size, mtime)),
        b" " * 8,
        kind,
        b"",
        b"ustar\0",
        b"00",
        b"",
        b"",
        b"%07o\0" % 0,
        b"%07o\0" % 0,
        name[0].encode("ascii", "replace"),
    )
    return head[:148] + b"%06o\0 " % sum(head) + head[156:]


def _ustar_name(path: str) -> tuple[str, str] | None:
    """Prefix and name of a path as ustar's two fields take it, or None where they cannot."""
    if not path.isascii():
        return None
    if len(path) <= 100:
        return "", path
    at = path.find("/", len(path) - 101, len(path) - 1)
    return (path[:at], path[at + 1 :]) if 0 < at <= 155 else None


def _pax_record(key: str, value: str) -> bytes:
    """One `length key=value` line, whose length counts its own digits."""
    rest = f" {key}={value}\n".encode()
    size = len(rest)
    while size != len(rest) + len(str(size)):
        size = len(rest) + len(str(size))
    return b"%d%s" % (size, rest)


def _gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 1952 with the stored blocks of RFC 1951 §3.2.4: no name, no time, no system; blocks do not follow the chunks."""
    yield b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    crc = size = 0
    waiting = bytearray()
    for chunk in chunks:
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
        rest = memoryview(chunk)
        while rest:
            taken = rest[: _MAX16 - len(waiting)]
            waiting += taken
            rest = rest[len(taken) :]
            if len(waiting) == _MAX16:
                yield _stored(waiting, last=False)
                waiting.clear()
    yield _stored(waiting, last=True) + struct.pack("<II", crc, size & _MAX32)


def _stored(data: bytearray, *, last: bool) -> bytes:
    return struct.pack("<BHH", last, len(data), len(data) ^ _MAX16) + data


@dataclass(frozen=True, slots=True)
class _ZipMember:
    """What a zip's two headers of one member are made of; sizes and the local header's offset are bytes."""

    path: str
    folder: bool
    size: int
    crc: int
    offset: int
    stamp: tuple[int, int]

    def local(self) -> bytes:
        extra = struct.pack("<HHQQ", 1, 16, self.size, self.size) if self.size >= _MAX32 else b""
        return b"PK\3\4" + self._shared(extra) + self.path.encode() + extra

    def central(self) -> bytes:
        large = [number for number in (self.size, self.size, self.offset) if number >= _MAX32]
        extra = struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large) if large else b""
        mode = (_FOLDER << 16 | 0x10) if self.folder else _REGULAR << 16
        made_by = struct.pack("<H", _UNIX << 8 | (_ZIP64_VERSION if extra else _ZIP_VERSION))
        place = struct.pack("<3H2I", 0, 0, 0, mode, min(self.offset, _MAX32))
        return b"PK\1\2" + made_by + self._shared(extra) + place + self.path.encode() + extra

    def _shared(self, extra: bytes) -> bytes:
        version = _ZIP64_VERSION if extra else _ZIP_VERSION
        size = min(self.size, _MAX32)
        how = struct.pack("<5H", version, _UTF8_NAMES, 0, *self.stamp)
        return how + struct.pack("<3I2H", self.crc, size, size, len(self.path.encode()), len(extra))


def _zip(members: Iterable[_Member], stamp: tuple[int, int]) -> Iterator[bytes]:
    """PKZIP APPNOTE 6.3: stored members, sizes in the local headers, ZIP64 fields where a number needs them and only there."""
    directory = []
    offset = 0
    for member in members:
        crc = 0
        for chunk in _content(member):
            crc = zlib.crc32(chunk, crc)
        header = _ZipMember(member.path, member.chunks is None, member.size, crc, offset, stamp)
        directory.append(header.central())
        yield (local := header.local())
        yield from _content(member)
        offset += len(local) + member.size
    listing = b"".join(directory)
    yield listing
    yield _zip_end(len(directory), len(listing), offset)


def _zip_end(count: int, size: int, offset: int) -> bytes:
    end = b""
    if count >= _MAX16 or size >= _MAX32 or offset >= _MAX32:
        made_by = _UNIX << 8 | _ZIP64_VERSION
        counts = (0, 0, count, count, size, offset)
        end += struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, made_by, _ZIP64_VERSION, *counts)
        end += struct.pack("<4sIQI", b"PK\6\7", 0, offset + size, 1)
    counts16 = (min(count, _MAX16), min(count, _MAX16))
    return end + struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, *counts16, min(size, _MAX32), min(offset, _MAX32), 0
    )


def _dos_time(moment: datetime) -> tuple[int, int]:
    """Time and date as zip has them: steps of two seconds from 1980 to 2107; what lies outside gets the nearer end."""
    if moment.year < 1980:
        return 0, 1 << 5 | 1
    if moment.year > 2107:
        return 23 << 11 | 59 << 5 | 29, 127 << 9 | 12 << 5 | 31
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, (moment.year - 1980) << 9 | moment.month << 5 | moment.day
