"""Zip files, read member by member, with every header held against the other (PKWARE APPNOTE 6.3)."""

from __future__ import annotations

import bz2
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from archive.bag.archives import Member
from archive.bag.bag import Kind, Limits
from archive.errors import BagError
from archive.findings import Finding

_CHUNK = 1 << 18
_LOCAL = struct.Struct("<4s5H3I2H")
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    struct.error,
    UnicodeError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
)
_DESCRIPTOR = 24
_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_IN_ZIP64 = 0xFFFF  # stands for a number that the older record has no room for


class Zip:
    """The members of a zip file by its central directory; `seen` tells where the file itself says something else."""

    def __init__(self, fd: int, limits: Limits) -> None:
        self._fd, self._limits = fd, limits
        self._seen: list[Finding] = []
        self._starts: dict[int, int] = {}
        self._refused: dict[int, str] = {}
        self._size = os.fstat(fd).st_size
        self._infos: list[zipfile.ZipInfo] = []
        self._directory_at = 0
        try:
            with os.fdopen(os.dup(fd), "rb") as stream, zipfile.ZipFile(stream) as opened:
                self._infos = opened.infolist()
                self._directory_at = opened.start_dir
        except _BROKEN as error:
            self._seen.append(Finding("B0709", "", "a whole zip file", str(error)))

    def members(self) -> Iterator[Member]:
        if len(self._infos) > self._limits.entries:
            self._seen.append(
                Finding("B0806", "", f"at most {self._limits.entries} members", f"{len(self._infos)}")
            )
            return
        for number, info in enumerate(self._infos):
            self._compare(number, info)
        self._spans()
        if self._infos and sum(info.file_size for info in self._infos) > self._limits.unpacked:
            self._seen.append(Finding("B0711", "", f"at most {self._limits.unpacked} bytes in all"))
            self._refused.update(dict.fromkeys(range(len(self._infos)), "the archive unpacks to too much"))
        for number, info in enumerate(self._infos):
            yield self._member(number, info)

    def whole(self, _number: int) -> bytes | None:
        return None

    def sweep(self, numbers: Iterable[int]) -> Iterator[tuple[int, Iterator[bytes]]]:
        for number in numbers:
            yield number, self._chunks(number)

    def seen(self) -> tuple[Finding, ...]:
        return tuple(self._seen)

    def close(self) -> None:
        os.close(self._fd)

    def _member(self, number: int, info: zipfile.ZipInfo) -> Member:
        name = self._name(info)
        mode = info.external_attr >> 16 if info.create_system == 3 else 0
        if name.endswith("/"):
            return Member(number, name, Kind.DIRECTORY)
        if stat.S_ISLNK(mode):
            return Member(number, name, Kind.LINK, 0, self._target(number, info))
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
            return Member(number, name, Kind.DIRECTORY if stat.S_ISDIR(mode) else Kind.OTHER)
        self._judge(number, info, name)
        return Member(number, name, Kind.FILE, info.file_size)

    def _name(self, info: zipfile.ZipInfo) -> str:
        name = info.orig_filename
        if info.flag_bits & _UTF8:
            return name
        if told := _unicode_path(info):
            return told
        if name.isascii():
            return name
        # Without the UTF-8 flag a name is code page 437 by the book, and UTF-8 by many programs' practice.
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            pass
        self._seen.append(Finding("B0713", name, "a name flagged as UTF-8", "no flag"))
        return name

    def _target(self, number: int, info: zipfile.ZipInfo) -> str:
        if info.file_size > 4096:
            return ""
        try:
            return b"".join(self._chunks(number)).decode("utf-8", "surrogateescape")
        except BagError:
            return ""

    def _judge(self, number: int, info: zipfile.ZipInfo, name: str) -> None:
        """B0706, B0707 and B0711: what makes a member impossible, or unwise, to read."""
        limits = self._limits
        if info.flag_bits & 0x41:
            self._seen.append(Finding("B0706", name, "an open member", "an encrypted one"))
            self._refused[number] = "encrypted"
        elif info.compress_type not in _PACKINGS:
            self._seen.append(
                Finding("B0707", name, "stored, deflated or bzip2", f"method {info.compress_type}")
            )
            self._refused[number] = f"compression method {info.compress_type}"
        elif info.file_size > limits.calm and info.file_size > limits.ratio * max(info.compress_size, 1):
            self._seen.append(
                Finding(
                    "B0711",
                    name,
                    f"at most {limits.ratio} to 1",
                    f"{info.file_size} bytes from {info.compress_size}",
                )
            )
            self._refused[number] = "unpacks to too much"

    def _compare(self, number: int, info: zipfile.ZipInfo) -> None:
        """B0708 where a member's own header says otherwise than the central directory."""
        name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
        head = os.pread(self._fd, _LOCAL.size + len(name), max(info.header_offset, 0))
        if info.header_offset < 0 or len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
            self._differs(info, "a member's header", "none where the directory says")
            self._refused[number] = "no header where the directory says"
            return
        _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack(
            head[: _LOCAL.size]
        )
        self._starts[number] = info.header_offset + _LOCAL.size + name_size + extra_size
        if name_size != len(name) or head[_LOCAL.size :] != name:
            self._differs(info, info.orig_filename, head[_LOCAL.size :].decode("utf-8", "replace"))
        elif method != info.compress_type or (flags ^ info.flag_bits) & 0x41:
            self._differs(info, f"method {info.compress_type}", f"method {method}")
        elif not flags & 8:
            for said, own, what in (
                (info.CRC, crc, "CRC"),
                (info.compress_size, packed, "packed size"),
                (info.file_size, size, "size"),
            ):
                if own not in {said, 0xFFFFFFFF}:
                    self._differs(info, f"{what} {said}", f"{what} {own}")

    def _differs(self, info: zipfile.ZipInfo, said: str, own: str) -> None:
        self._seen.append(Finding("B0708", info.orig_filename, said, own))

    def _spans(self) -> None:
        """B0708 where members lie over each other, B0710 where bytes lie that belong to none."""
        at = 0
        for number in sorted(self._starts, key=lambda number: self._infos[number].header_offset):
            info = self._infos[number]
            if info.header_offset < at:
                self._differs(info, "members one after the other", "lies over another member")
                self._refused[number] = "lies over another member"
            elif info.header_offset - at > (_DESCRIPTOR if at else 0):
                self._seen.append(
                    Finding("B0710", "", "members without gaps", f"{info.header_offset - at} bytes at {at}")
                )
            at = max(at, self._starts[number] + info.compress_size)
        if self._infos and self._directory_at - at > _DESCRIPTOR:
            self._seen.append(
                Finding("B0710", "", "members without gaps", f"{self._directory_at - at} bytes at {at}")
            )
        tail_at = max(0, self._size - 22 - 0xFFFF)
        tail = os.pread(self._fd, self._size - tail_at, tail_at)
        end = tail.rfind(b"PK\5\6")
        if end >= 0 and len(tail) >= end + 22:
            self._counted(*struct.unpack_from("<4H", tail, end + 4))
            after = len(tail) - end - 22 - int.from_bytes(tail[end + 20 : end + 22], "little")
            if after > 0:
                self._seen.append(Finding("B0710", "", "nothing after the archive", f"{after} bytes"))
            elif after < 0:
                self._seen.append(
                    Finding("B0709", "", "a whole zip file", f"its comment ends {-after} bytes early")
                )

    def _counted(self, disk: int, first: int, here: int, total: int) -> None:
        """B0708 where the end of the directory counts other members than are there, B0709 for a part of several."""
        if {disk, first} - {0, _IN_ZIP64}:
            self._seen.append(Finding("B0709", "", "a whole zip file", f"part {disk + 1} of several"))
        elif any(count not in {len(self._infos) & 0xFFFF, _IN_ZIP64} for count in (here, total)):
            self._seen.append(Finding("B0708", "", f"{max(here, total)} members", f"{len(self._infos)}"))

    def _chunks(self, number: int) -> Iterator[bytes]:
        info = self._infos[number]
        if number in self._refused:
            raise BagError("E0405", info.filename, self._refused[number])
        crc = size = 0
        try:
            for chunk in _unpacked(self._fd, self._starts[number], info):
                size += len(chunk)
                if size > info.file_size:
                    raise BagError(
                        "E0405", info.filename, f"longer than the {info.file_size} bytes that its header says"
                    )
                crc = zlib.crc32(chunk, crc)
                yield chunk
        except (zlib.error, OSError, EOFError, ValueError) as error:
            raise BagError("E0405", info.filename, str(error)) from error
        if size != info.file_size:
            raise BagError("E0405", info.filename, f"{size} bytes, where its header says {info.file_size}")
        if crc != info.CRC:
            raise BagError("E0405", info.filename, "its CRC differs: the archive is damaged")


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """The name in UTF-8 that Info-ZIP's extra field 0x7075 gives for the one in the header (APPNOTE 4.6.9); None without one."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        data, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and size > 5 and data[0] == 1:
            plain = info.orig_filename.encode("cp437", "replace")
            if int.from_bytes(data[1:5], "little") == zlib.crc32(plain):
                try:
                    return data[5:].decode()
                except UnicodeDecodeError:
                    return None
    return None


def _unpacked(fd: int, start: int, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes; never more than a chunk in memory, whatever it unpacks to."""
    left, at = info.compress_size, start
    unpacker: Any = _PACKINGS[info.compress_type]()
    while left > 0:
        packed = os.pread(fd, min(left, _CHUNK), at)
        if not packed:
            raise EOFError("the archive ends within this member")
        left -= len(packed)
        at += len(packed)
        while packed:
            data = unpacker.decompress(packed, _CHUNK)
            if data:
                yield data
            if unpacker.eof:
                if unpacker.unused_data or left:
                    raise ValueError("bytes after the member's own end")
                return
            packed = unpacker.unconsumed_tail if hasattr(unpacker, "unconsumed_tail") else b""
            if not packed and not getattr(unpacker, "needs_input", True):
                while not unpacker.needs_input and not unpacker.eof:
                    more = unpacker.decompress(b"", _CHUNK)
                    if more:
                        yield more
    if info.compress_type and not unpacker.eof:
        raise EOFError("the member ends too early")


class _Stored:
    """A member that is not compressed."""

    eof = False
    unconsumed_tail = b""

    def decompress(self, data: bytes, _limit: int) -> bytes:
        return data


_PACKINGS: dict[int, Any] = {
    zipfile.ZIP_STORED: _Stored,
    zipfile.ZIP_DEFLATED: lambda: zlib.decompressobj(-15),
    zipfile.ZIP_BZIP2: bz2.BZ2Decompressor,
}
