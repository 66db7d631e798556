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
