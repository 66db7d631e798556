"""The changes of one step of a large text, kept on disk: alike ones together, as the change list has them, and in order as undoing wants them."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import merge
from pathlib import Path
from tempfile import TemporaryFile

from archive.errors import TextError
from archive.text.text import Change

_HELD = 1 << 18  # offsets of one step in memory
_KINDS = 1 << 16  # different changes of one step
_LETTERS = 1 << 23  # characters of them together
_WIDE = 8


class Spool:
    """A file without a name that only grows; it is gone when it is closed, and when the process ends."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._end = 0

    def put(self, data: bytes) -> int:
        """Keeps these bytes; where they begin. Raises OSError."""
        start = self._end
        rest = memoryview(data)
        while rest:
            written = os.pwrite(self._fd, rest, self._end)
            self._end += written
            rest = rest[written:]
        return start

    def get(self, start: int, length: int) -> bytes:
        found = os.pread(self._fd, length, start)
        while len(found) < length:
            more = os.pread(self._fd, length - len(found), start + len(found))
            if not more:
                raise OSError(0, "a temporary file became shorter")
            found += more
        return found


@contextmanager
def open_spool(folder: Path | None = None) -> Iterator[Spool]:
    """A spool in this folder, or where the system keeps temporary files. Raises OSError."""
    with TemporaryFile(dir=folder, buffering=0) as file:
        yield Spool(file.fileno())


@dataclass(slots=True)
class _Kind:
    """The places of one change: those in `held` come after those in the spool, whose `blocks` are pairs of place and length."""

    held: array[int] = field(default_factory=lambda: array("Q"))
    blocks: array[int] = field(default_factory=lambda: array("Q"))


class StoredStep:
    """One step and what it changed, as `Step`, its offsets in a spool."""

    def __init__(self, name: str, spool: Spool) -> None:
        self.name = name
        self.count = 0
        self._spool = spool
        self._kinds: dict[tuple[str, str], _Kind] = {}
        self._letters = self._held = 0

    def add(self, changes: Sequence[Change], shift: int = 0) -> None:
        """Keeps these changes, `shift` further on. Raises TextError E0210 if too many of them are different."""
        for change in changes:
            kind = self._kinds.get((change.was, change.now))
            (kind or self._begun(change.was, change.now)).held.append(change.start + shift)
        self._kept(len(changes))

    def extend(self, was: str, now: str, places: Iterable[int]) -> None:
        """Keeps one change at many places. Raises TextError E0210."""
        kind = self._kinds.get((was, now)) or self._begun(was, now)
        before = len(kind.held)
        kind.held.extend(places)
        self._kept(len(kind.held) - before)

    def groups(self) -> Iterator[tuple[str, str, Iterator[array[int]]]]:
        """Each change with its places in pieces; the change that came first is first."""
        for (was, now), kind in self._kinds.items():
            yield was, now, self._pieces(kind, _HELD)

    def changes(self) -> Iterator[tuple[int, str, str]]:
        """(place, was, now) of each change, in order of place."""
        room = max(64, _HELD // max(1, len(self._kinds)))
        streams = [self._stream(was, now, kind, room) for (was, now), kind in self._kinds.items()]
        return streams[0] if len(streams) == 1 else merge(*streams)

    def _stream(self, was: str, now: str, kind: _Kind, room: int) -> Iterator[tuple[int, str, str]]:
        for piece in self._pieces(kind, room):
            for place in piece:
                yield place, was, now

    def _pieces(self, kind: _Kind, room: int) -> Iterator[array[int]]:
        for number in range(0, len(kind.blocks), 2):
            start, left = kind.blocks[number], kind.blocks[number + 1]
            while left:
                taken = min(left, room)
                yield array("Q", self._spool.get(start, taken * _WIDE))
                start, left = start + taken * _WIDE, left - taken
        if kind.held:
            yield kind.held

    def _begun(self, was: str, now: str) -> _Kind:
        self._letters += len(was) + len(now)
        if len(self._kinds) >= _KINDS or self._letters > _LETTERS:
            raise TextError(
                "E0210", "", f"too many different changes in the step {self.name}: {len(self._kinds)}"
            )
        return self._kinds.setdefault((was, now), _Kind())

    def _kept(self, count: int) -> None:
        self.count += count
        self._held += count
        if self._held >= _HELD:
            for kind in self._kinds.values():
                if kind.held:
                    kind.blocks.extend((self._spool.put(kind.held.tobytes()), len(kind.held)))
                    kind.held = array("Q")
            self._held = 0
