"""What the commands' work comes to, for whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from archive.findings import Finding
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
    """A seed whose bag stands under its name, what a reader wants to know of it, and how it was judged if it is new.

    `findings` are those of the judgement on a new bag; of one that stood already they are what a person has still to say
    of the document, so that the same seeds come to the same exit status however often they are packaged. `said` are the
    identifiers that people state of it.
    """

    seed: str
    status: Status
    bag: str
    title: str | None
    created: str | None
    files: int
    size: int
    findings: tuple[Finding, ...]
    judged: Judged | None
    said: tuple[str, ...] = ()


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


class DepositStatus(StrEnum):
    DEPOSITED = "deposited"  # taken now, and every byte read back
    PRESENT = "present"  # already there; nothing was changed
    PLANNED = "planned"  # a dry run
    REFUSED = "refused"  # kept back for its findings; nothing was sent


@dataclass(frozen=True, slots=True)
class Sending:
    """What a target is told and given of one bag: its files by place and size, its fields, and what it does not keep."""

    items: tuple[tuple[str, int], ...]
    description: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deposited:
    """What became of one bag at a target. `findings` are those of the gate, then those of the target's preflight.

    `location` and `receipt` are None for a bag that was refused or only planned; `sending` stands for a dry run alone.
    """

    bag: str
    status: DepositStatus
    level: str
    findings: tuple[Finding, ...]
    files: int
    size: int
    key: str | None = None
    location: str | None = None
    version: str | None = None
    persistent: str | None = None
    receipt: str | None = None
    sending: Sending | None = None


@dataclass(frozen=True, slots=True)
class DepositRun:
    """A run that has begun: drain `outcomes`, one a bag, in order; each `Done` that was deposited has its receipt on disk."""

    target: str
    total: int
    outcomes: Iterator[Outcome[Deposited]]
