"""Reading that is counted, and that stops when the time of an audit is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive.bag.bag import Container, Entry
from archive.findings import Finding


class OutOfTime(Exception):
    """The budget ended while a unit was read."""


@dataclass(slots=True)
class Meter:
    """Counts what is read, and stops reading when the time is over; `deadline` None is never. Seconds, by `clock`."""

    clock: Callable[[], float]
    deadline: float | None = None
    size: int = 0

    def read(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks. Raises OutOfTime."""
        for chunk in chunks:
            self.spend(len(chunk))
            yield chunk

    def spend(self, size: int) -> None:
        self.size += size
        if self.over():
            raise OutOfTime

    def over(self) -> bool:
        return self.deadline is not None and self.clock() >= self.deadline


class Metered:
    """A Container whose bytes are counted as they are read."""

    def __init__(self, inner: Container, meter: Meter) -> None:
        self._inner, self._meter = inner, meter

    def entries(self) -> Mapping[str, Entry]:
        return self._inner.entries()

    def chunks(self, path: str) -> Iterator[bytes]:
        return self._meter.read(self._inner.chunks(path))

    def size(self, path: str) -> int:
        return self._inner.size(path)

    def whole(self, path: str, *, once: bool = False) -> bytes | None:
        data = self._inner.whole(path, once=once)
        self._meter.spend(len(data) if data is not None else 0)
        return data

    def sweep(self, paths: Iterable[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        for path, chunks in self._inner.sweep(paths):
            yield path, self._meter.read(chunks)

    def seen(self) -> tuple[Finding, ...]:
        return self._inner.seen()

    def close(self) -> None:
        self._inner.close()
