"""What describing comes to, seed by seed, for whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from archive.outcome import Outcome
from archive.record.model import Record, Statement
from archive.record.profile import Judgement

if TYPE_CHECKING:  # whoever shows a description needs nothing of what made it
    from archive.accession import Accession


class Act(StrEnum):
    """What was done with one seed's description."""

    DESCRIBED = "described"
    DRAFTED = "drafted"
    STANDS = "stands"
    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    EXPORTED = "exported"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Change:
    """What an import does to one property: the values before and after."""

    property: str
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A seed's record and the judgement on it; `file` is its path below the seeds, `said` are the properties of which people speak.

    `proposed` are headings that an index of authorities has for its names and topics, none of them in the record;
    `files` are those that were written, `kept` what an old sidecar is called now, `losses` what each export no longer tells.
    """

    seed: str
    file: str
    record: Record
    judgement: Judgement
    said: frozenset[str]
    sidecars: tuple[str, ...]
    act: Act = Act.DESCRIBED
    files: tuple[str, ...] = ()
    kept: str | None = None
    changes: tuple[Change, ...] = ()
    proposed: tuple[Statement, ...] = ()
    losses: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class DescribeRun:
    """A run that has begun: drain `outcomes`, one a seed, in the source's order."""

    accession: Accession
    total: int
    outcomes: Iterator[Outcome[Described]]
