"""Tar files, plain or compressed, read as they stream; nothing is unpacked (POSIX.1-2001 pax, GNU, ustar)."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

from archive.bag.archives import Member
from archive.bag.bag import Kind, Limits
from archive.bag.zst import Rewindable, open_zst
from archive.errors import BagError
from archive.findings import Finding

_CHUNK = 1 << 18
_LARGEST_HEADER = 1 << 20  # of a header's extension, which tarfile takes into memory whole
_DIGITS = re.compile(rb"[0-9]+")
_SIZE = re.compile(rb" *[0-7]*[ \0]*|[\x80-\xff].{11}", re.DOTALL)
_TIMES = re.compile(rb"[0-7 \0]*")  # GNU's fields, in octal
_RECORD = re.compile(rb"([0-9]{1,9}) [^=]+=")  # of pax
_EXTENSIONS = frozenset({b"x", b"g", b"X", b"L", b"K"})
_LONGEST_NUMBER = (
    255  # some releases of tarfile take quadratic time over a run of digits; a name has no longer one
)
_LABEL, _LISTING = b"V", b"D"  # GNU's: the name of an archive; a folder with the names in it
_HELD = 1 << 23
_STRIDE = 1 << 26
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
        self._stream = _Metered(fd, packing, where, limits)
        self._tar: tarfile.TarFile | None = None

    def members(self) -> Iterator[Member]:
        try:
            yield from self._listed()
            self._tail()
        except _BombError as error:
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
        except (*_BROKEN, _BombError) as error:
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


class _BombError(Exception):
    """More bytes than the archive's own size makes likely."""

    def __init__(self, allowed: str, found: str) -> None:
        super().__init__(f"{found}, where {allowed}")
        self.allowed, self.found = allowed, found


class _Metered(io.RawIOBase):
    """A stream that counts what it unpacks. `block` is what was read last of a header, of which not any size is taken."""

    def __init__(self, fd: int, packing: str, where: str, limits: Limits) -> None:
        super().__init__()
        self.packed = max(os.fstat(fd).st_size, 1)
        self.block = b""
        self._in_header = False
        self._extends = b""  # what kind of extension the next bytes are: `x` and `g` are pax's records
        self._limits = limits
        self._raw = os.fdopen(os.dup(fd), "rb")
        self._raw.seek(0)
        self._inner = _unpacking(self._raw, packing, where)

    def header(self, following: Callable[[], tarfile.TarInfo | None]) -> tarfile.TarInfo | None:
        """The next member's header, as tarfile's own function reads it from here."""
        self._in_header, self._extends = True, b""
        try:
            return following()
        finally:
            self._in_header = False

    def read(self, size: int = -1) -> bytes:
        if size < 0 or (self._in_header and size > _LARGEST_HEADER):
            raise tarfile.ReadError(f"a header of {size} bytes")
        data: bytes = self._inner.read(size)
        self._judge(self._inner.tell())
        if self._in_header:
            if self._extends in {b"x", b"g", b"X"} and not _are_records(data):
                raise tarfile.ReadError("pax records that are none")
            self._extends = data[156:157] if not self._extends and data[156:157] in _EXTENSIONS else b""
            self.block = data
            if size > 512 and max(map(len, _DIGITS.findall(data)), default=0) > _LONGEST_NUMBER:
                raise tarfile.ReadError("a header with a number of too many digits")
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        # Forward in steps, so that a bomb is noticed while it unpacks and not after.
        while self._inner is not self._raw and offset - (here := self.tell()) > _STRIDE:
            self._judge(self._inner.seek(here + _STRIDE))
            if self.tell() == here:
                break
        at: int = self._inner.seek(offset, whence)
        self._judge(at)
        return at

    def tell(self) -> int:
        at: int = self._inner.tell()
        return at

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            self._raw.close()
        super().close()

    def _judge(self, at: int) -> None:
        limits = self._limits
        if at > limits.unpacked or (at > limits.calm and at > limits.ratio * self.packed):
            raise _BombError(f"at most {limits.ratio} bytes from one", f"{at} bytes from {self.packed}")


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


def _unpacking(raw: io.BufferedReader, packing: str, where: str) -> Any:
    """The tar within, as a binary stream. Raises BagError E0423 where no library unpacks it."""
    if packing == "":
        return raw
    if packing == "gz":
        return gzip.GzipFile(fileobj=raw, mode="rb")
    if packing == "bz2":
        return Rewindable(raw, _bunzip2)
    try:
        return open_zst(raw)
    except ImportError as error:
        raw.close()
        raise BagError("E0423", where, "zstd needs Python 3.14, or the package zstandard") from error


def _bunzip2(raw: io.BufferedReader) -> Iterator[bytes]:
    """What bzip2 packed, stream after stream. Unlike the library's own reader it does not pass over what follows."""
    packed = raw.read(_CHUNK)
    while packed:
        unpacker = bz2.BZ2Decompressor()
        while not unpacker.eof:
            if unpacker.needs_input and not packed:
                raise EOFError("the archive ends within its compressed data")
            yield unpacker.decompress(packed, _CHUNK)
            packed = raw.read(_CHUNK) if unpacker.needs_input and not unpacker.eof else b""
        packed = unpacker.unused_data or raw.read(_CHUNK)


def _are_records(data: bytes) -> bool:
    """Whether the bytes of a pax header are `length key=value` lines to their end, where readers go on differently."""
    at = 0
    while data[at : at + 1] not in {b"", b"\0"}:
        match = _RECORD.match(data, at)
        if (
            match is None
            or not match.end() <= (end := at + int(match[1])) - 1
            or data[end - 1 : end] != b"\n"
        ):
            return False
        at = end
    return True


def _is_shallow(name: str) -> bool:
    return name.removeprefix("./").count("/") <= 1
