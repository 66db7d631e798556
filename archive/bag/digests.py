"""Several digests of one stream of bytes, in one pass; long streams use every core.

hashlib lets go of the interpreter while it digests a chunk, so threads truly run at once: of one stream each algorithm in a
thread of its own, of many each stream.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from queue import Queue
from threading import Thread

from archive.bag.algorithms import Hasher
from archive.errors import BagError

Begins = Sequence[Callable[..., Hasher]]

LONG = 1 << 23  # bytes, after which threads are worth their start
_AHEAD = 8  # chunks that a thread may lag behind, so that memory stays bounded


def digests(chunks: Iterable[bytes], begins: Begins) -> tuple[int, list[str]]:
    """How many bytes came, and their hexadecimal digest in each algorithm. Raises what `chunks` raises."""
    hashers = [begin() for begin in begins]
    length = 0
    coming = iter(chunks)
    for chunk in coming:
        length += len(chunk)
        for hasher in hashers:
            hasher.update(chunk)
        if length > LONG and len(hashers) > 1 and cores() > 1:
            length += _side_by_side(coming, hashers)
    return length, [hasher.hexdigest() for hasher in hashers]


def _side_by_side(chunks: Iterable[bytes], hashers: list[Hasher]) -> int:
    """How many more bytes came."""
    length = 0
    lanes: list[tuple[Queue[bytes | None], Thread]] = []
    try:
        for hasher in hashers[1:]:
            queue: Queue[bytes | None] = Queue(_AHEAD)
            thread = Thread(target=_digest, args=(queue, hasher), daemon=True)
            thread.start()
            lanes.append((queue, thread))
        for chunk in chunks:
            length += len(chunk)
            for queue, _ in lanes:
                queue.put(chunk)
            hashers[0].update(chunk)
    finally:
        for queue, _ in lanes:
            queue.put(None)
        for _, thread in lanes:
            thread.join()
    return length


def _digest(queue: Queue[bytes | None], *hashers: Hasher) -> None:
    while (chunk := queue.get()) is not None:
        for hasher in hashers:
            hasher.update(chunk)


def digests_of_many(
    streams: Iterable[tuple[str, Iterator[bytes], Begins]],
) -> Iterator[tuple[str, int, list[str] | BagError]]:
    """The same for each named stream, a stream a core; streams are read here, in turns, and come as they end.

    What a stream raises is given in place of its digests. All must be open to reading at the same time.
    """
    waiting = iter(streams)
    lanes: list[_Lane] = []
    try:
        while True:
            while len(lanes) < cores() and (coming := next(waiting, None)):
                lanes.append(_Lane(*coming))
            if not lanes:
                return
            for lane in [lane for lane in lanes if not lane.feed()]:
                lanes.remove(lane)
                yield lane.name, lane.length, lane.end()
    finally:
        for lane in lanes:
            lane.end()


@dataclass(slots=True)
class _Lane:
    """One stream on its way into its hashers, which a thread of its own feeds."""

    name: str
    chunks: Iterator[bytes]
    begins: Begins
    length: int = 0
    error: BagError | None = None
    hashers: list[Hasher] = field(init=False)
    queue: Queue[bytes | None] = field(init=False)
    thread: Thread = field(init=False)

    def __post_init__(self) -> None:
        self.hashers = [begin() for begin in self.begins]
        self.queue = Queue(_AHEAD)
        self.thread = Thread(target=_digest, args=(self.queue, *self.hashers), daemon=True)
        self.thread.start()

    def feed(self) -> bool:
        """Whether there was one more chunk."""
        try:
            chunk = next(self.chunks, None)
        except BagError as error:
            self.error, chunk = error, None
        if chunk is None:
            return False
        self.length += len(chunk)
        self.queue.put(chunk)
        return True

    def end(self) -> list[str] | BagError:
        self.queue.put(None)
        self.thread.join()
        return self.error or [hasher.hexdigest() for hasher in self.hashers]


@cache
def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
