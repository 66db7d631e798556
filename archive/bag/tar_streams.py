"""The bytes of a tar file, unpacked as they are read: metered, and its headers looked at before tarfile takes them."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from typing import Any

from archive.bag.bag import Limits
from archive.bag.zst import Rewindable, open_zst
from archive.errors import BagError

_CHUNK = 1 << 18
_STRIDE = 1 << 26
_BLOCK = 512
_LARGEST_HEADER = 1 << 20  # of a header's extension, which tarfile takes into memory whole
_LONGEST_NUMBER = (
    255  # some releases of tarfile take quadratic time over digits; a name has no longer run of them
)
_DIGITS = re.compile(rb"[0-9]+")
_RECORD = re.compile(rb"([0-9]{1,9}) [^=]+=")
_HEAD = b""
_RECORDS = frozenset({b"x", b"g", b"X"})  # pax's, for a member or for all that follow, and Solaris'
_EXTENSIONS = _RECORDS | {b"L", b"K"}  # GNU's, a long name or a long target


class BombError(Exception):
    """More bytes than the archive's own size makes likely."""

    def __init__(self, allowed: str, found: str) -> None:
        super().__init__(f"{found}, where {allowed}")
        self.allowed, self.found = allowed, found


class Metered(io.RawIOBase):
    """A stream that counts what it unpacks. `block` is what was read last of a header, of which not any size is taken."""

    def __init__(self, fd: int, packing: str, where: str, limits: Limits) -> None:
        super().__init__()
        self.packed = max(os.fstat(fd).st_size, 1)
        self.block = b""
        self._in_header = False
        self._awaited: bytes | None = None
        self._limits = limits
        self._raw = os.fdopen(os.dup(fd), "rb")
        self._raw.seek(0)
        self._inner = _unpacking(self._raw, packing, where)

    def header(self, following: Callable[[], tarfile.TarInfo | None]) -> tarfile.TarInfo | None:
        """The next member's header, as tarfile's own function reads it from here."""
        self._in_header, self._awaited = True, _HEAD
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
            self._look(data)
            self.block = data
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

    def _look(self, data: bytes) -> None:
        """Raises tarfile.ReadError on pax records that are none. What is awaited after a member's own header is not looked at."""
        if self._awaited in _RECORDS and not _are_records(data):
            raise tarfile.ReadError("pax records that are none")
        if len(data) > _BLOCK and max(map(len, _DIGITS.findall(data)), default=0) > _LONGEST_NUMBER:
            raise tarfile.ReadError("a header with a number of too many digits")
        if len(data) < _BLOCK:
            return  # tarfile asks whether the byte before a header is there
        if self._awaited == _HEAD:
            kind = data[156:157]
            self._awaited = kind if kind in _EXTENSIONS else None
        elif self._awaited is not None:
            self._awaited = _HEAD

    def _judge(self, at: int) -> None:
        limits = self._limits
        if at > limits.unpacked or (at > limits.calm and at > limits.ratio * self.packed):
            raise BombError(f"at most {limits.ratio} bytes from one", f"{at} bytes from {self.packed}")


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
