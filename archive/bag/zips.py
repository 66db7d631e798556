"""Zip files, read member by member, with every header held against the other (PKWARE APPNOTE 6.3)."""

from __future__ import annotations

import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from archive.bag.archives import Member
from archive.bag.bag import Kind, Limits
from archive.bag.zip_headers import (
    ENCRYPTED,
    PATCH,
    UTF8,
    Local,
    contradictions,
    described,
    plain_name,
    read_local,
    recorded,
    recorded_at,
    unicode_path,
)
from archive.bag.zip_packing import can_unpack, unpacked
from archive.errors import BagError
from archive.findings import Finding

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
_UNIX = frozenset({3, 19})  # systems whose members bear a Unix mode: Unix, and macOS
_DOS_FOLDER = 0x10
_END = struct.Struct("<4s4H2IH")
_LARGE = 0xFFFFFFFF
_IN_ZIP64 = 0xFFFF  # stands for a number that the older record has no room for


class Zip:
    """The members of a zip file by its central directory; `seen` tells where the file itself says something else."""

    def __init__(self, fd: int, limits: Limits) -> None:
        self._fd, self._limits = fd, limits
        self._seen: list[Finding] = []
        self._locals: dict[int, Local] = {}
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
        mode = info.external_attr >> 16 if info.create_system in _UNIX else 0
        kind = stat.S_IFMT(mode)
        if name.endswith("/") or kind == stat.S_IFDIR or (not kind and info.external_attr & _DOS_FOLDER):
            if info.file_size:
                self._seen.append(Finding("B0710", name, "a folder without bytes", f"{info.file_size} bytes"))
            return Member(number, name, Kind.DIRECTORY)
        if kind not in {0, stat.S_IFREG, stat.S_IFLNK}:
            return Member(number, name, Kind.OTHER)
        self._judge(number, info, name)
        if kind == stat.S_IFLNK:
            return Member(number, name, Kind.LINK, 0, self._target(number, info))
        return Member(number, name, Kind.FILE, info.file_size)

    def _name(self, info: zipfile.ZipInfo) -> str:
        name = info.orig_filename
        if info.flag_bits & UTF8:
            return name
        if told := unicode_path(info):
            if (
                name.isascii() and told.isascii() and told != name
            ):  # nothing kept the one from being the other
                self._differs(info, name, told)
            return told
        if name.isascii():
            return name
        # Without the UTF-8 flag a name is code page 437 by the book, and UTF-8 by many programs' practice.
        try:
            name = plain_name(info).decode()
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
        if info.flag_bits & ENCRYPTED:
            self._seen.append(Finding("B0706", name, "an open member", "an encrypted one"))
            self._refused[number] = "encrypted"
        elif info.flag_bits & PATCH or not can_unpack(info.compress_type):
            self._seen.append(
                Finding("B0707", name, "stored, deflated, bzip2 or LZMA", f"method {info.compress_type}")
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
        local = read_local(self._fd, info)
        if local is None:
            self._differs(info, "a member's header", "none where the directory says")
            self._refused[number] = "no header where the directory says"
            return
        self._locals[number] = local
        for said, own in contradictions(info, local):
            self._differs(info, said, own)

    def _differs(self, info: zipfile.ZipInfo, said: str, own: str) -> None:
        self._seen.append(Finding("B0708", info.orig_filename, said, own))

    def _spans(self) -> None:
        """B0708 where members lie over each other, B0710 where bytes lie that belong to none."""
        at, before = 0, None
        for number in sorted(self._locals, key=lambda number: self._infos[number].header_offset):
            info = self._infos[number]
            if info.header_offset < at:
                self._differs(info, "members one after the other", "lies over another member")
                self._refused[number] = "lies over another member"
            else:
                self._gap(before, at, info.header_offset)
            if self._locals[number].start + info.compress_size > at:
                at, before = self._locals[number].start + info.compress_size, number
        if self._infos and self._directory_at > at:
            self._gap(before, at, self._directory_at)
        self._end()

    def _end(self) -> None:
        """B0710 and B0709 where the end of the directory is not the end of the file."""
        tail_at = max(0, self._size - _END.size - 0xFFFF)
        tail = os.pread(self._fd, self._size - tail_at, tail_at)
        end = tail.rfind(b"PK\5\6")
        if end < 0 or len(tail) < end + _END.size:
            return
        _, disk, first, here, total, size, _, comment = _END.unpack_from(tail, end)
        self._counted(disk, first, here, total, size)
        after = len(tail) - end - _END.size - comment
        if after > 0:
            self._seen.append(Finding("B0710", "", "nothing after the archive", f"{after} bytes"))
        elif after < 0:
            self._seen.append(
                Finding("B0709", "", "a whole zip file", f"its comment ends {-after} bytes early")
            )

    def _gap(self, before: int | None, at: int, end: int) -> None:
        """B0710 for bytes after a member that are not its descriptor, B0708 for a descriptor that says otherwise."""
        if at == end:
            return
        right = None
        if before is not None:
            right = described(self._fd, self._infos[before], self._locals[before], end - at)
        if right is None:
            self._seen.append(Finding("B0710", "", "members without gaps", f"{end - at} bytes at {at}"))
        elif not right:
            self._differs(
                self._infos[before or 0], "the sizes and the CRC of the directory", "others after its bytes"
            )

    def _counted(self, disk: int, first: int, here: int, total: int, size: int) -> None:
        """B0708 where the directory's end counts otherwise than its records do, B0709 for a part of several."""
        count, length = len(self._infos), sum(map(recorded, self._infos))
        if {disk, first, *(info.volume for info in self._infos)} - {0, _IN_ZIP64}:
            self._seen.append(Finding("B0709", "", "a whole zip file", "a part of several"))
        elif any(number not in {count & _IN_ZIP64, _IN_ZIP64} for number in (here, total)):
            self._seen.append(Finding("B0708", "", f"{max(here, total)} members", f"{count}"))
        elif self._infos:
            # Of the last record too much could be told: the library takes what is left of the directory.
            last = recorded(self._infos[-1])
            told = recorded_at(self._fd, self._directory_at + length - last)
            if size not in {length, _LARGE} or told != last:
                own = length - last + (told or 0)
                self._seen.append(Finding("B0708", "", f"a directory of {size} bytes", f"{own}"))

    def _chunks(self, number: int) -> Iterator[bytes]:
        info = self._infos[number]
        if number in self._refused:
            raise BagError("E0405", info.filename, self._refused[number])
        crc = size = 0
        try:
            begin = self._locals[number].start
            for chunk in unpacked(self._fd, begin, info.compress_size, info.compress_type):
                size += len(chunk)
                if size > info.file_size:
                    raise BagError(
                        "E0405", info.filename, f"longer than the {info.file_size} bytes that its header says"
                    )
                crc = zlib.crc32(chunk, crc)
                yield chunk
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            raise BagError("E0405", info.filename, str(error)) from error
        if size != info.file_size:
            raise BagError("E0405", info.filename, f"{size} bytes, where its header says {info.file_size}")
        if crc != info.CRC:
            raise BagError("E0405", info.filename, "its CRC differs: the archive is damaged")
