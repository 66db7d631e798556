"""What came of one item's work: a value, or the error that ended it. Only this leaves a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from archive.errors import ArchiveError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class Failed:
    """`item` names the seed or bag; the error says why it alone was ended."""

    item: str
    error: ArchiveError


Outcome = Done[T] | Failed


def unforeseen(item: str, where: str, error: Exception) -> Failed:
    """The end of an item by what no door turned into its own error: E0508 where the system refused something, else E0599, our fault."""
    if isinstance(error, OSError | MemoryError):
        detail = str(error) or "there is no memory left for it"
        return Failed(item, ArchiveError("E0508", where, detail))
    return Failed(item, ArchiveError("E0599", where, f"{type(error).__name__}: {error}"))
