"""Tar files, plain or compressed, read as they stream; nothing is unpacked (POSIX.1-2001 pax, GNU, ustar)."""

from __future__ import annotations

import lzma
import os
import re
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Self

from archive.bag.archives import Member
from archive.bag.bag import Kind, Limits
from archive.bag.tar_streams import BombError, Metered
from archive.errors import BagError
from archive.findings import Finding

_CHUNK = 1 << 18
_SIZE = re.compile(rb" *[0-7]*[ \0]*|[\x80-\xff].{11}", re.DOTALL)
_TIMES = re.compile(rb"[0-7 \0]*")  # GNU's fields, in octal
_LABEL, _LISTING = b"V", b"D"  # GNU's: the name of an archive; a folder with the names in it
_HELD = 1 << 23
_BROKEN = (
    tarfile.TarError,
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
    ValueError,
    OverflowError,
    ArithmeticError,
    IndexError,
    KeyError,
)


class Tar:
    """The members of a tar file. Compressed, it is read once to list it and once to sweep it, never backwards between."""

    def __init__(self, fd: int, packing: str, where: str, limits: Limits) -> None:
        self._fd, self._packing, self._limits = fd, packing, limits
        self._seen: list[Finding] = []
        self._infos: list[tarfile.TarInfo] = []
        self._held: dict[int, bytes] = {}
        self._stream = Metered(fd, packing, where, limits)
        self._tar: tarfile.TarFile | None = None

    def members(self) -> Iterator[Member]:
        try:
            yield from self._listed()
            self._tail()
        except BombError as error:
            self._seen.append(Finding("B0711", "", error.allowed, error.found))
        except RecursionError:
            self._seen.append(Finding("B0709", "", "a whole tar file", "headers within headers"))
        except _BROKEN as error:
            self._seen.append(Finding("B0709", "", "a whole tar file", str(error) or type(error).__name__))

    def whole(self, number: int) -> bytes | None:
        return self._held.get(number)

    def sweep(self, numbers: Iterable[int]) -> Iterator[tuple[int, Iterator[bytes]]]:
        for number in numbers:
            held = self._held.get(number)
            yield number, self._chunks(number) if held is None else iter((held,))

    def seen(self) -> tuple[Finding, ...]:
        return tuple(self._seen)

    def close(self) -> None:
        self._stream.close()
        os.close(self._fd)

    def _listed(self) -> Iterator[Member]:
        room = _HELD
        stream: Any = self._stream
        opened: Any = tarfile.TarFile(
            fileobj=stream, tarinfo=_Header, encoding="utf-8", errors="surrogateescape"
        )
        self._tar = opened
        while (info := stream.header(opened.next)) is not None:
            opened.members = []  # else tarfile keeps every header twice
            if (
                info.size < 0 or opened.offset < info.offset_data
            ):  # some releases of tarfile would turn in a circle
                raise tarfile.ReadError("a header that leads back")
            if info.issparse() and not _is_whole(info, opened.offset - info.offset_data):
                raise tarfile.ReadError("a sparse file whose map is not of its bytes")
            if info.type == _LABEL and info.size == 0:  # GNU's name of the whole archive is no member
                continue
            number = len(self._infos)
            if number >= self._limits.entries:
                self._seen.append(Finding("B0806", info.name, f"at most {self._limits.entries} members"))
                return
            self._infos.append(info)
            # Tag files lie at the top: held, they need no second run through the archive.
            if info.isreg() and not info.issparse() and info.size <= room and _is_shallow(info.name):
                self._held[number] = stream.read(info.size)
                if len(self._held[number]) < info.size:
                    raise EOFError("the archive ends within this member")
                room -= info.size
            yield _member(number, info)
        # tarfile takes a header that it cannot read for the end.
        if stream.block.strip(b"\0"):
            raise tarfile.ReadError("a header that cannot be read")

    def _tail(self) -> None:
        """B0710 for bytes after the end, B0714 if there is no end: two blocks of zeros."""
        zeros = False
        at = self._stream.tell()
        while chunk := self._stream.read(_CHUNK):
            zeros = True
            if chunk.strip(b"\0"):
                self._seen.append(Finding("B0710", "", "zeros to the end", f"other bytes after {at}"))
                return
        if not zeros:
            self._seen.append(Finding("B0714", "", "two blocks of zeros at the end", "the end of the file"))

    def _chunks(self, number: int) -> Iterator[bytes]:
        info = self._infos[number]
        try:
            if info.issparse():
                yield from self._sparse(info)
                return
            self._stream.seek(info.offset_data)
            left = info.size
            while left:
                chunk = self._stream.read(min(left, _CHUNK))
                if not chunk:
                    raise EOFError("the archive ends within this member")
                left -= len(chunk)
                yield chunk
        except (*_BROKEN, BombError) as error:
            raise BagError("E0405", info.name, str(error) or type(error).__name__) from error

    def _sparse(self, info: tarfile.TarInfo) -> Iterator[bytes]:
        if self._tar is None or (
            info.size > self._limits.calm and info.size > self._limits.ratio * self._stream.packed
        ):
            raise BagError("E0405", info.name, f"a sparse file of {info.size} bytes")
        reader = self._tar.extractfile(info)
        while reader is not None and (chunk := reader.read(_CHUNK)):
            yield chunk


class _Header(tarfile.TarInfo):
    """A header whose name is read as GNU writes it too: incremental archives keep times where ustar has the name's prefix."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        info = super().frombuf(buf, encoding, errors)
        if not _SIZE.fullmatch(buf, 124, 136):  # tarfile takes for a number whatever Python does
            raise tarfile.ReadError("a header whose size is no octal number")
        if (
            buf[257:265] == tarfile.GNU_MAGIC
            and info.type not in tarfile.GNU_TYPES
            and _TIMES.fullmatch(buf, 345, 500)
        ):
            name = bytes(buf[:100]).partition(b"\0")[0].decode(encoding, errors)
            info.name = name.rstrip("/") if info.isdir() else name
        return info


def _member(number: int, info: tarfile.TarInfo) -> Member:
    if info.isdir() or info.type == _LISTING:
        return Member(number, info.name, Kind.DIRECTORY)
    if info.isreg():
        return Member(number, info.name, Kind.FILE, info.size)
    if info.issym():
        return Member(number, info.name, Kind.LINK, 0, info.linkname)
    if info.islnk():
        return Member(number, info.name, Kind.LINK, 0, "\0" + info.linkname)
    return Member(number, info.name, Kind.OTHER)


def _is_whole(info: tarfile.TarInfo, stored: int) -> bool:
    """Whether the pieces of a sparse file follow each other within it, and are the bytes that are `stored`, in whole blocks."""
    end = held = 0
    pieces: Any = info.sparse
    for offset, size in pieces:
        if size < 0 or (size and offset < end):
            return False
        end = max(end, offset + size)
        held += size
    return end <= info.size and -(-held // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE == stored


def _is_shallow(name: str) -> bool:
    return name.removeprefix("./").count("/") <= 1
