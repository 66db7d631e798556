"""The methods by which a zip member can be packed, each unpacked in pieces (PKWARE APPNOTE 4.4.5)."""

from __future__ import annotations

import bz2
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

_CHUNK = 1 << 18
_LARGEST_DICTIONARY = 1 << 26  # bytes, which LZMA takes into memory whole


def can_unpack(method: int) -> bool:
    return method in _PACKINGS


def unpacked(fd: int, start: int, packed_size: int, method: int) -> Iterator[bytes]:
    """The bytes of the member that lies at `start`; never more than a chunk in memory, whatever it unpacks to.

    Raises EOFError, ValueError, zlib.error, OSError or LZMAError on what is not packed so.
    """
    left, at = packed_size, start
    unpacker: Any = _PACKINGS[method]()
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
    if not unpacker.eof and not getattr(unpacker, "endless", False):
        raise EOFError("the member ends too early")


class _Stored:
    """A member that is not compressed."""

    eof = False
    endless = True  # its size alone tells where it ends
    unconsumed_tail = b""

    def decompress(self, data: bytes, _limit: int) -> bytes:
        return data


class _Lzma:
    """LZMA behind the header that zip gives it: a version, the size of the properties, the properties (APPNOTE 5.8.8)."""

    endless = True  # the mark at its end may be left out

    def __init__(self) -> None:
        self._head = b""
        self._inner: lzma.LZMADecompressor | None = None

    @property
    def eof(self) -> bool:
        return self._inner is not None and self._inner.eof

    @property
    def needs_input(self) -> bool:
        return self._inner is None or self._inner.needs_input

    @property
    def unused_data(self) -> bytes:
        return b"" if self._inner is None else self._inner.unused_data

    def decompress(self, data: bytes, limit: int) -> bytes:
        if self._inner is None:
            self._head += data
            if len(self._head) < 9:
                return b""
            self._inner, data = _lzma(self._head[:9]), self._head[9:]
        return self._inner.decompress(data, limit)


def _lzma(head: bytes) -> lzma.LZMADecompressor:
    settings, dictionary = head[4], int.from_bytes(head[5:9], "little")
    if head[2:4] != b"\5\0" or settings >= 9 * 5 * 5:
        raise ValueError("no properties of LZMA")
    if dictionary > _LARGEST_DICTIONARY:
        raise ValueError(f"a dictionary of {dictionary} bytes, where {_LARGEST_DICTIONARY} are held at most")
    how = {
        "id": lzma.FILTER_LZMA1,
        "dict_size": max(dictionary, 1 << 12),
        "lc": settings % 9,
        "lp": settings // 9 % 5,
        "pb": settings // 45,
    }
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[how])


_PACKINGS: dict[int, Any] = {
    zipfile.ZIP_STORED: _Stored,
    zipfile.ZIP_DEFLATED: lambda: zlib.decompressobj(-15),
    zipfile.ZIP_BZIP2: bz2.BZ2Decompressor,
    zipfile.ZIP_LZMA: _Lzma,
}
