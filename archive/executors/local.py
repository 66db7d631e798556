"""Batches worked at one after the other in this process, or in several processes of this machine."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING

from archive.errors import ArchiveError
from archive.executors.protocol import R, T, batches, died

if TYPE_CHECKING:  # what starts processes is loaded only where some are started
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess


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
        for group in batches(items, batch):
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

        groups = batches(items, batch)
        pool = _pool(self.workers)
        ahead: deque[tuple[Sequence[T], Future[list[R]]]] = deque()
        try:
            for group in islice(groups, 2 * self.workers):
                ahead.append((group, _begun(pool, work, group)))
            while ahead:
                group, future = ahead.popleft()
                try:
                    results = future.result()
                except BrokenProcessPool:
                    pool.shutdown(cancel_futures=True)
                    results = self._alone(work, group, lost)
                    pool = _pool(self.workers)
                    ahead = deque(
                        (waiting, begun if _well(begun) else _begun(pool, work, waiting))
                        for waiting, begun in ahead
                    )
                ahead.extend((later, _begun(pool, work, later)) for later in islice(groups, 1))
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
                    results.extend(_begun(pool, work, [item]).result())
                except BrokenProcessPool:
                    results.append(lost(item, died(item)))
        return results


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_serve)


def _begun(
    pool: ProcessPoolExecutor, work: Callable[[Sequence[T]], list[R]], group: Sequence[T]
) -> Future[list[R]]:
    """The batch submitted. A process that this starts is deaf to Ctrl-C from the first, and not only once it is set up.

    Nor does it run the caller's script again, as a spawned process would: it needs nothing of it, and one that does not ask for its
    `__name__` would begin the whole job anew in every worker.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        return pool.submit(work, group)
    finally:
        sys.modules["__main__"] = script
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _well(future: Future[list[R]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _serve() -> None:
    """What a worker does first. Ctrl-C reaches the whole process group, and only the parent answers it; no worker outlives the parent."""
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """Waits for the parent's end; a worker whose parent was killed would wait for work for ever."""
    parent.join()
    os._exit(1)
