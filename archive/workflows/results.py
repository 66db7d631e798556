"""What the commands' work comes to, for whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from archive.outcome import Outcome

if TYPE_CHECKING:  # whoever shows a judgement needs nothing of what made it
    from archive.accession import Accession
    from archive.checks import Judged


class Status(StrEnum):
    PACKAGED = "packaged"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Packaged:
    """A seed whose bag stands under its name, what a reader wants to know of it, and how it was judged if it is new."""

    seed: str
    status: Status
    bag: str
    title: str | None
    created: str | None
    files: int
    size: int
    judged: Judged | None


@dataclass(frozen=True, slots=True)
class PackageRun:
    """A run that has begun: drain `outcomes`, one a seed, in the source's order; each `Done` is on disk."""

    accession: Accession
    total: int
    outcomes: Iterator[Outcome[Packaged]]


@dataclass(frozen=True, slots=True)
class Validated:
    """A bag, as it was named, and the judgement on it."""

    bag: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class ValidateRun:
    """A run that has begun: drain `outcomes`, one a bag, in the order in which they were named and lie."""

    total: int
    outcomes: Iterator[Outcome[Validated]]
