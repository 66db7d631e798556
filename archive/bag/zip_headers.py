"""What a zip member says of itself, in its own header and after its bytes, held against the directory (APPNOTE 4.3, 4.5)."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

UTF8 = 0x800
ENCRYPTED = 0x2041  # a member, strongly, or the headers themselves
PATCH = 0x20  # the bytes say how another file is changed
_DESCRIBED = 0x8  # the sizes stand after the member's bytes
_FIXED = struct.Struct("<4s5H3I2H")
_RECORD = 46  # bytes of a member's record, without its name, its fields and its comment
_AHEAD = 64  # bytes of extra fields that most headers have no more of
_LARGE = 0xFFFFFFFF  # stands for a number that is in the field of ZIP64
_ZIP64, _UNICODE_PATH = 0x0001, 0x7075
_DESCRIPTORS = ("<3I", "<4s3I", "<IQQ", "<4sIQQ")


@dataclass(frozen=True, slots=True)
class Local:
    """A member's own header; its bytes begin at `start`."""

    flags: int
    method: int
    crc: int
    packed: int
    size: int
    name: bytes
    extra: bytes
    start: int


def read_local(fd: int, info: zipfile.ZipInfo) -> Local | None:
    """The header where the directory says that it is; None if none is there."""
    at = info.header_offset
    if at < 0:
        return None
    head = os.pread(fd, _FIXED.size + len(plain_name(info)) + _AHEAD, at)
    if len(head) < _FIXED.size or head[:4] != b"PK\3\4":
        return None
    _, _, flags, method, _, _, crc, packed, size, named, extra = _FIXED.unpack_from(head)
    end = _FIXED.size + named + extra
    if len(head) < end:
        head = os.pread(fd, end, at)
    name = head[_FIXED.size : _FIXED.size + named]
    return Local(flags, method, crc, packed, size, name, head[_FIXED.size + named : end], at + end)


def plain_name(info: zipfile.ZipInfo) -> bytes:
    """A member's name as its bytes stand in the directory."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & UTF8 else "cp437", "replace")


def recorded(info: zipfile.ZipInfo) -> int:
    """The bytes of a member's record in the directory."""
    return _RECORD + len(plain_name(info)) + len(info.extra) + len(info.comment)


def recorded_at(fd: int, at: int) -> int | None:
    """The bytes of the record that begins at `at`, as it says itself; None if none does."""
    head = os.pread(fd, _RECORD, at)
    if len(head) < _RECORD or head[:4] != b"PK\1\2":
        return None
    name, extra, comment = struct.unpack_from("<3H", head, 28)
    return _RECORD + int(name + extra + comment)


def contradictions(info: zipfile.ZipInfo, local: Local) -> Iterator[tuple[str, str]]:
    """What the directory says and the member's own header does not, as (said, own)."""
    if local.name != plain_name(info):
        yield info.orig_filename, local.name.decode("utf-8", "replace")
    elif local.method != info.compress_type:
        yield f"method {info.compress_type}", f"method {local.method}"
    elif (local.flags ^ info.flag_bits) & ENCRYPTED:
        yield _locked(info.flag_bits), _locked(local.flags)
    elif not local.flags & _DESCRIBED:
        size, packed = _sizes(local)
        for what, said, own in (
            ("CRC", info.CRC, local.crc),
            ("packed size", info.compress_size, packed),
            ("size", info.file_size, size),
        ):
            if own != said:
                yield f"{what} {said}", f"{what} {own}"
    if any(end > len(local.extra) for _, _, end in _spans(local.extra)):
        yield "fields within the header", "one that leads beyond it"


def described(fd: int, info: zipfile.ZipInfo, local: Local, length: int) -> bool | None:
    """Whether the `length` bytes after a member are its descriptor and agree with the directory; None if they are none."""
    if not (local.flags | info.flag_bits) & _DESCRIBED:
        return None
    form = next((form for form in _DESCRIPTORS if struct.calcsize(form) == length), None)
    if form is None:
        return None
    told = struct.unpack(form, os.pread(fd, length, local.start + info.compress_size))
    numbers = (info.CRC, info.compress_size, info.file_size)
    # Where ZIP64 is not used, a size beyond it is cut by those that write it all the same.
    return told[-3:] == (numbers if length >= 20 else tuple(number & _LARGE for number in numbers))


def unicode_path(info: zipfile.ZipInfo) -> str | None:
    """The name in UTF-8 that Info-ZIP's extra field 0x7075 gives for the one in the header (APPNOTE 4.6.9); None without one."""
    for kind, data in _fields(info.extra):
        if (
            kind == _UNICODE_PATH
            and len(data) > 5
            and data[0] == 1
            and int.from_bytes(data[1:5], "little") == zlib.crc32(plain_name(info))
        ):
            try:
                return data[5:].decode()
            except UnicodeDecodeError:
                return None
    return None


def _locked(flags: int) -> str:
    return "encrypted" if flags & ENCRYPTED else "not encrypted"


def _sizes(local: Local) -> tuple[int, int]:
    """Size and packed size, from the field of ZIP64 where the header itself has no room for them."""
    numbers: Iterator[int] = iter(())
    if _LARGE in {local.size, local.packed}:
        data = next((data for kind, data in _fields(local.extra) if kind == _ZIP64), b"")
        numbers = (number for (number,) in struct.iter_unpack("<Q", data[: len(data) & ~7]))
    size, packed = (next(numbers, own) if own == _LARGE else own for own in (local.size, local.packed))
    return size, packed


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    for kind, at, end in _spans(extra):
        yield kind, extra[at:end]


def _spans(extra: bytes) -> Iterator[tuple[int, int, int]]:
    """The kind of each extra field, and where its data begin and end."""
    end = 0
    while (at := end + 4) <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, end)
        end = at + size
        yield kind, at, end
