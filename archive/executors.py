"""Work done over many items, in batches: in this process, or in several. Results come in the order of the items."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from archive.errors import ArchiveError, SettingsError

if TYPE_CHECKING:  # what starts processes is loaded only where some are started
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
R = TypeVar("R")

FEW = 150  # below this many small documents one process is faster than starting others


class Executor(Protocol):
    """`work` takes a batch and gives one result an item; it catches its own errors. A lost worker loses its batch only."""

    def run(
        self,
        work: Callable[[Sequence[T]], list[R]],
        items: Iterable[T],
        *,
        batch: int,
        lost: Callable[[T, ArchiveError], R],
    ) -> Iterator[R]:
        """One result an item, in order; `lost` makes one for an item whose worker died (ArchiveError E0502)."""


@dataclass(frozen=True, slots=True)
class Serial:
    def run(
        self,
        work: Callable[[Sequence[T]], list[R]],
        items: Iterable[T],
        *,
        batch: int,
        lost: Callable[[T, ArchiveError], R],  # noqa: ARG002 - this process does not outlive its own death
    ) -> Iterator[R]:
        for group in _batches(items, batch):
            yield from work(group)


@dataclass(frozen=True, slots=True)
class Processes:
    """`workers` processes; never more than twice as many batches are under way, so items may be endless."""

    workers: int

    def run(
        self,
        work: Callable[[Sequence[T]], list[R]],
        items: Iterable[T],
        *,
        batch: int,
        lost: Callable[[T, ArchiveError], R],
    ) -> Iterator[R]:
        from concurrent.futures.process import BrokenProcessPool

        groups = _batches(items, batch)
        pool = _pool(self.workers)
        ahead: deque[tuple[Sequence[T], Future[list[R]]]] = deque()
        try:
            for group in islice(groups, 2 * self.workers):
                ahead.append((group, pool.submit(work, group)))
            while ahead:
                group, future = ahead.popleft()
                try:
                    results = future.result()
                except BrokenProcessPool:
                    pool.shutdown(cancel_futures=True)
                    results = self._alone(work, group, lost)
                    pool = _pool(self.workers)
                    ahead = deque(
                        (waiting, begun if _well(begun) else pool.submit(work, waiting))
                        for waiting, begun in ahead
                    )
                ahead.extend((later, pool.submit(work, later)) for later in islice(groups, 1))
                yield from results
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _alone(
        self, work: Callable[[Sequence[T]], list[R]], group: Sequence[T], lost: Callable[[T, ArchiveError], R]
    ) -> list[R]:
        """The batch again, item by item in a process of its own: the one that kills its worker is known by name."""
        from concurrent.futures.process import BrokenProcessPool

        results: list[R] = []
        for item in group:
            with _pool(1) as pool:
                try:
                    results.extend(pool.submit(work, [item]).result())
                except BrokenProcessPool:
                    results.append(lost(item, ArchiveError("E0502", str(item), "its worker process died")))
        return results


def open_executor(spec: str | None, *, many: bool) -> Executor:
    """The executor that `spec` names (`serial`, `processes`, `processes:N`); without one, processes for many items.

    Raises SettingsError E0503 for another name.
    """
    match (spec or ("processes" if many else "serial")).split(":"):
        case ["serial"]:
            return Serial()
        case ["processes"]:
            return Processes(
                len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
            )
        case ["processes", number] if number.isdecimal() and int(number) > 0:
            return Processes(int(number))
        case _:
            raise SettingsError(
                "E0503", "--executor", f"{spec!r} is neither serial nor processes nor processes:N"
            )


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)


def _well(future: Future[list[R]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _batches(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group


def _ignore_interrupts() -> None:
    """Ctrl-C reaches the whole process group; only the parent answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
