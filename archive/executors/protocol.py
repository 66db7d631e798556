"""What every executor can do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from archive.errors import ArchiveError

T = TypeVar("T")
R = TypeVar("R")


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


def batches(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """The items in groups of `size`, the last one smaller; drawn as they are asked for."""
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group


def died(item: object) -> ArchiveError:
    """What an item is told whose worker did not come back."""
    return ArchiveError("E0502", str(item), "its worker process died")
