"""A file that is too large to be held in memory: read in pieces, from the beginning as often as it is asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

LARGE = 16 * 1024 * 1024
"""The size in bytes above which a seed is streamed and never held. A constant of the program, so that no bag depends on a machine."""

LARGEST = 4 * 1024 * 1024 * 1024
"""The size in bytes above which a seed is refused."""

PIECE = 1 << 18
"""Bytes read at a time."""

Chunks = Callable[[], Iterator[bytes]]
"""Gives the bytes of one file from the beginning, each time it is called."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of ours that nobody else changes; `piece` is how many bytes are read at a time."""

    path: Path
    size: int
    piece: int = PIECE

    def chunks(self) -> Iterator[bytes]:
        return self.chunks_from(0)

    def chunks_from(self, start: int) -> Iterator[bytes]:
        """The bytes from `start` on."""
        fd = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.lseek(fd, start, os.SEEK_SET)
            while chunk := os.read(fd, self.piece):
                yield chunk
        finally:
            os.close(fd)

    def at(self, start: int, length: int) -> bytes:
        """At most so many bytes from `start` on."""
        fd = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            return os.pread(fd, length, start)
        finally:
            os.close(fd)
