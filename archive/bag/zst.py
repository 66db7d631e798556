"""Compressed streams that can only be read forward, and Zstandard, where the interpreter or `zstandard` unpacks it."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterator
from typing import Any

_CHUNK = 1 << 18
_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPED = frozenset(bytes([0x50 + low]) + b"\x2a\x4d\x18" for low in range(16))
MAGICS = (_MAGIC, *sorted(_SKIPPED))
"""How a Zstandard file can begin: with a frame, or with one that readers pass over (RFC 8878 §3.1)."""


def open_zst(raw: io.BufferedReader) -> Any:
    """The stream within `raw`, which can be rewound. Raises ImportError where nothing unpacks zstd (Python before 3.14)."""
    try:
        zstd: Any = importlib.import_module("compression.zstd")
    except ImportError:
        library: Any = importlib.import_module("zstandard")
        end, fault = whole_frames(raw)
        return Rewindable(raw, lambda stream: _unzstd(stream, library, end, fault))
    return zstd.ZstdFile(raw)


def whole_frames(raw: io.BufferedReader) -> tuple[int, str]:
    """Where the last whole frame of `raw` ends, and what is wrong with what follows, "" if nothing does.

    Reads headers alone (RFC 8878 §3.1): `zstandard` takes a frame that is cut short for a whole one.
    """
    size = raw.seek(0, io.SEEK_END)
    at = 0
    while at < size:
        raw.seek(at)
        magic = raw.read(4)
        if magic in _SKIPPED:
            end = at + 8 + int.from_bytes(raw.read(4), "little")
        elif magic == _MAGIC:
            end = _frame_end(raw, at + 4)
        else:
            return at, "bytes that are no frame of zstd"
        if end > size:
            return at, "the archive ends within its compressed data"
        at = end
    return at, ""


class Rewindable(io.RawIOBase):
    """What `unpack` gives of `raw`, with seek and tell; going back begins again."""

    def __init__(
        self, raw: io.BufferedReader, unpack: Callable[[io.BufferedReader], Iterator[bytes]]
    ) -> None:
        super().__init__()
        self._raw, self._unpack = raw, unpack
        self._chunks: Iterator[bytes] = iter(())
        self._ready, self._taken, self._at = b"", 0, 0
        self._begin()

    def read(self, size: int = -1) -> bytes:
        parts: list[bytes] = []
        left = size
        while left > 0:
            if self._taken == len(self._ready):
                ready = next(self._chunks, None)
                if ready is None:
                    break
                self._ready, self._taken = ready, 0
                continue
            part = self._ready[self._taken : self._taken + left]
            self._taken += len(part)
            parts.append(part)
            left -= len(part)
        self._at += size - left
        return b"".join(parts)

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence or offset < self._at:
            self._begin()
        while self._at < offset and self.read(min(offset - self._at, _CHUNK)):
            pass
        return self._at

    def tell(self) -> int:
        return self._at

    def _begin(self) -> None:
        self._raw.seek(0)
        self._chunks = self._unpack(self._raw)
        self._ready, self._taken, self._at = b"", 0, 0


class _Until(io.RawIOBase):
    """The bytes of `raw` up to `end`."""

    def __init__(self, raw: io.BufferedReader, end: int) -> None:
        super().__init__()
        self._raw, self._left = raw, end

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data


def _unzstd(raw: io.BufferedReader, library: Any, end: int, fault: str) -> Iterator[bytes]:
    """What the whole frames hold, then what can be had of one that is cut short; `fault` is raised after both."""
    for source in (_Until(raw, end), raw) if fault else (_Until(raw, end),):
        reader = library.ZstdDecompressor().stream_reader(source, read_across_frames=True, closefd=False)
        try:
            while chunk := reader.read(_CHUNK):
                yield chunk
        except library.ZstdError as error:
            raise OSError(fault or str(error)) from error
    if fault:
        raise EOFError(fault)


def _frame_end(raw: io.BufferedReader, at: int) -> int:
    """The first byte after the frame whose magic number ends at `at`; one beyond the file if it is cut short."""
    beyond = raw.seek(0, io.SEEK_END) + 1
    raw.seek(at)
    described = raw.read(1)
    if not described:
        return beyond
    flags = described[0]
    single = flags >> 5 & 1
    content = (single, 2, 4, 8)[flags >> 6]
    at += 1 + (1 - single) + (0, 1, 2, 4)[flags & 3] + content
    while True:
        raw.seek(at)
        head = raw.read(3)
        if len(head) < 3:
            return beyond
        block = int.from_bytes(head, "little")
        at += 3 + (1 if block >> 1 & 3 == 1 else block >> 3)
        if block & 1:
            return at + 4 * (flags >> 2 & 1)
