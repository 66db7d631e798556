"""Compressed streams that can only be read forward, and Zstandard, where the interpreter or `zstandard` unpacks it."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterator
from typing import Any

_CHUNK = 1 << 18


def open_zst(raw: io.BufferedReader) -> Any:
    """The stream within `raw`, which can be rewound. Raises ImportError where nothing unpacks zstd (Python before 3.14)."""
    try:
        zstd: Any = importlib.import_module("compression.zstd")
    except ImportError:
        library: Any = importlib.import_module("zstandard")
        return Rewindable(raw, lambda stream: _unzstd(stream, library))
    return zstd.ZstdFile(raw)


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


def _unzstd(raw: io.BufferedReader, library: Any) -> Iterator[bytes]:
    reader = library.ZstdDecompressor().stream_reader(raw, read_across_frames=True, closefd=False)
    try:
        while chunk := reader.read(_CHUNK):
            yield chunk
    except library.ZstdError as error:
        raise OSError(str(error)) from error
