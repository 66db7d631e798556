"""Batches worked at by Dask: a scheduler and its workers, here or on hosts of their own (docs/scale.md). Its one home."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from threading import Lock, current_thread, main_thread
from typing import Any

from archive.errors import ArchiveError, SettingsError
from archive.executors.protocol import R, T, batches, died
from archive.version import VERSION

_LOOK = 2  # seconds between looks at whether there are workers still
_AHEAD = 2  # batches under way, to a thread of the workers


@dataclass(frozen=True, slots=True)
class Dask:
    """The workers of the scheduler at `address`; where that is None, of DASK_SCHEDULER_ADDRESS, or else started here.

    Seeds and output lie on paths that every worker sees. A batch whose workers die again and again is tried item by
    item. Raises SettingsError E0505 if no scheduler or worker answers, E0506 if Dask is not installed or a worker cannot
    do our work; ArchiveError E0507 if scheduler or workers are lost on the way and none comes for `patience` seconds.
    """

    address: str | None = None
    patience: float = 30.0

    def run(
        self,
        work: Callable[[Sequence[T]], list[R]],
        items: Iterable[T],
        *,
        batch: int,
        lost: Callable[[T, ArchiveError], R],
    ) -> Iterator[R]:
        groups = batches(items, batch)
        ahead: deque[tuple[Sequence[T], Any]] = deque()
        with _client(self.address, self.patience) as client:
            desk = _Desk(client, partial(at_one_version, VERSION, work), self.patience)
            try:
                while True:
                    ahead.extend(
                        (group, desk.submit(group)) for group in islice(groups, desk.room(len(ahead)))
                    )
                    if not ahead:
                        return
                    group, future = ahead[0]
                    results = desk.results(future)
                    if results is None:
                        results = list(desk.alone(group, lost))
                    ahead.popleft()
                    yield from results
            finally:
                client.cancel([future for _, future in ahead], force=True)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is said to the scheduler, and what it says, in our words."""

    client: Any
    task: Callable[[Sequence[Any]], list[Any]]
    patience: float

    def submit(self, group: Sequence[Any]) -> Any:
        return self.client.submit(self.task, group, pure=False)

    def room(self, under_way: int) -> int:
        """How many more batches may be begun: workers come and go, so it is asked each time."""
        return max(0, _AHEAD * max(1, sum(_asked(self.client).values())) - under_way)

    def results(self, future: Any) -> list[Any] | None:
        """What a batch came to; None where every worker that took it died."""
        from distributed import KilledWorker
        from distributed import TimeoutError as NotYet
        from distributed.client import FutureCancelledError

        without = 0.0
        while True:
            begun = time.monotonic()
            try:
                found: list[Any] = future.result(timeout=_LOOK)
            except NotYet:
                without = 0.0 if _asked(self.client) else without + time.monotonic() - begun
                if without >= self.patience:
                    raise ArchiveError(
                        "E0507", _where(self.client), f"no worker for {self.patience:.0f} s"
                    ) from None
            except KilledWorker:
                return None
            except (FutureCancelledError, OSError) as error:
                raise ArchiveError("E0507", _where(self.client), str(error)[:200]) from error
            except ArchiveError:
                raise
            except Exception as error:  # work catches its own errors: this is a worker that cannot do it
                raise SettingsError(
                    "E0506", _where(self.client), f"{type(error).__name__}: {error}"[:300]
                ) from error
            else:
                return found

    def alone(self, group: Sequence[T], lost: Callable[[T, ArchiveError], R]) -> Iterator[R]:
        """The batch again, item by item: the one that kills its workers is known by name."""
        for item in group:
            results = self.results(self.submit([item]))
            yield from [lost(item, died(item))] if results is None else results


def at_one_version(version: str, work: Callable[[Sequence[T]], list[R]], group: Sequence[T]) -> list[R]:
    """A worker's task: the batch, unless the worker's program is of another version, which would make other bags.

    A worker of many threads takes one batch at a time: the work holds the interpreter's lock, and its libraries' caches
    are made for one thread. Raises SettingsError E0506.
    """
    if version != VERSION:
        raise SettingsError("E0506", "a worker", f"it has version {VERSION}, and {version} asks")
    with _turn():
        return work(group)


@cache
def _turn() -> Lock:
    return Lock()


@contextmanager
def _client(address: str | None, patience: float) -> Iterator[Any]:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise SettingsError("E0506", "--executor dask", f"{error.name} is not installed here") from error
    address = address or dask.config.get("scheduler-address", None)
    cluster = None
    try:
        if address is None:
            # A batch that kills its worker is tried alone at once: here nobody else's fault can have killed it.
            with dask.config.set({"distributed.scheduler.allowed-failures": 0}), _unheard_interrupts():
                cluster = LocalCluster(  # type: ignore[no-untyped-call]
                    threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50, host="127.0.0.1"
                )
        try:
            client = Client(cluster or address, timeout=patience, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise SettingsError("E0505", address or "dask", str(error)[:200]) from error
        try:
            client.wait_for_workers(1, timeout=patience)
        except OSError as error:
            client.close(timeout=2)  # type: ignore[no-untyped-call]
            raise SettingsError("E0505", address or "dask", f"no worker within {patience:.0f} s") from error
        try:
            yield client
        finally:
            client.close(timeout=5)  # type: ignore[no-untyped-call]
    finally:
        if cluster is not None:
            cluster.close(timeout=5)


@contextmanager
def _unheard_interrupts() -> Iterator[None]:
    """Processes that are started meanwhile pass over Ctrl-C, which reaches the whole process group: only we answer it."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _asked(client: Any) -> dict[str, int]:
    """The threads of each worker, or none if the scheduler does not answer."""
    try:
        found: dict[str, int] = client.nthreads()
    except (OSError, RuntimeError, ValueError):
        return {}
    return found


def _where(client: Any) -> str:
    return str(client.scheduler.address) if client.scheduler is not None else "dask"
