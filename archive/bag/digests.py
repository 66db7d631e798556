"""Several digests of one stream of bytes, in one pass; of a long one, each in a thread of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from queue import Queue
from threading import Thread

from archive.bag.algorithms import Hasher

LONG = 1 << 23  # bytes, after which threads are worth their start
_AHEAD = 8  # chunks that a thread may lag behind, so that memory stays bounded


def digests(chunks: Iterable[bytes], begins: Iterable[Callable[..., Hasher]]) -> tuple[int, list[str]]:
    """How many bytes came, and their hexadecimal digest in each algorithm. Raises what `chunks` raises."""
    hashers = [begin() for begin in begins]
    length = 0
    coming = iter(chunks)
    for chunk in coming:
        length += len(chunk)
        for hasher in hashers:
            hasher.update(chunk)
        if length > LONG and len(hashers) > 1 and _cores() > 1:
            length += _side_by_side(coming, hashers)
    return length, [hasher.hexdigest() for hasher in hashers]


def _side_by_side(chunks: Iterable[bytes], hashers: list[Hasher]) -> int:
    """How many more bytes came: hashlib lets go of the interpreter while it digests a chunk, so that these truly run at once."""
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


def _digest(queue: Queue[bytes | None], hasher: Hasher) -> None:
    while (chunk := queue.get()) is not None:
        hasher.update(chunk)


@cache
def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
