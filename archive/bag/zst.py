"""Zstandard, where the interpreter (3.14 on) or the package `zstandard` unpacks it."""

from __future__ import annotations

import importlib
import io
from typing import Any


def open_zst(raw: io.BufferedReader) -> Any:
    """The stream within `raw`, which can be rewound. Raises ImportError where nothing unpacks zstd."""
    try:
        zstd: Any = importlib.import_module("compression.zstd")
    except ImportError:
        return _Rewound(raw, importlib.import_module("zstandard"))
    return zstd.ZstdFile(raw)


class _Rewound(io.RawIOBase):
    """`zstandard` reads forward only: going back begins again."""

    def __init__(self, raw: io.BufferedReader, library: Any) -> None:
        super().__init__()
        self._raw, self._library = raw, library
        self._begin()

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._reader.read(size)
        except self._library.ZstdError as error:
            raise OSError(str(error)) from error
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence or offset < self._at:
            self._begin()
        while self._at < offset and self.read(min(offset - self._at, 1 << 18)):
            pass
        return self._at

    def tell(self) -> int:
        return self._at

    def _begin(self) -> None:
        self._raw.seek(0)
        self._reader = self._library.ZstdDecompressor().stream_reader(
            self._raw, read_across_frames=True, closefd=False
        )
        self._at = 0
