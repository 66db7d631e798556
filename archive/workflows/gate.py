"""The gate of a deposit: each bag judged, in workers, before anything of it is sent; and how what became of it is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from archive.bag.bag import Bag
from archive.bag.identity import bag_key
from archive.bag.profiles import BagProfile
from archive.bag.reader import open_bag
from archive.bag.reading import read_bag
from archive.checks import Judged, Level, judge_bag
from archive.errors import ArchiveError, Rejected
from archive.executors import Executor
from archive.findings import Finding
from archive.outcome import Done, Failed, Outcome, unforeseen
from archive.record.profile import Profile
from archive.targets.parcel import Parcel
from archive.targets.protocol import Holding
from archive.workflows.results import Deposited, DepositStatus, Sending

T = TypeVar("T")
log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # silent unless whoever debugs sets up a log

BATCH = 16


@dataclass(frozen=True, slots=True)
class GateJob:
    """All that a worker knows."""

    level: Level
    profile: Profile | None
    bag_profile: BagProfile | None


@dataclass(frozen=True, slots=True)
class Gated:
    """A bag as it was judged; `key` is that of its parcel, None for a bag that will not be sent."""

    bag: str
    judged: Judged
    key: str | None


def gate(bags: Sequence[str], job: GateJob, executor: Executor) -> Iterator[Outcome[Gated]]:
    """Each bag as it was judged, in their order."""
    return executor.run(partial(gate_batch, job=job), bags, batch=BATCH, lost=Failed)


def gate_batch(bags: Sequence[str], job: GateJob) -> list[Outcome[Gated]]:
    """Each bag judged. A bag with an error goes no further."""
    return [_gate(bag, job) for bag in bags]


def attempted(bag: str, work: Callable[[Bag], T]) -> Outcome[T]:
    """What `work` makes of the bag, or the error that ended it; no other bag's work is ended by it."""
    try:
        with open_bag(Path(bag)) as opened:
            return Done(work(opened))
    except ArchiveError as error:
        return Failed(bag, error)
    except Exception as error:
        log.exception("%s", bag)
        return unforeseen(bag, bag, error)


def same(parcel: Parcel, gated: Gated) -> Parcel:
    """The parcel, if it is the bag that was judged. Raises Rejected E0604."""
    if parcel.key != gated.key:
        raise Rejected("E0604", gated.bag, "its tag manifest is not the one that was judged")
    return parcel


def deposited(
    gated: Gated,
    status: DepositStatus,
    findings: tuple[Finding, ...] = (),
    *,
    holding: Holding | None = None,
    receipt: Path | None = None,
    sending: Sending | None = None,
) -> Deposited:
    """What became of a bag, for whoever asked; `findings` are the target's."""
    judged = gated.judged
    return Deposited(
        bag=gated.bag,
        status=status,
        level=judged.level.value,
        findings=(*judged.findings, *findings),
        files=judged.files,
        size=judged.size,
        key=gated.key,
        location=holding.location if holding else None,
        version=holding.version if holding else None,
        persistent=holding.persistent if holding else None,
        receipt=str(receipt) if receipt else None,
        sending=sending,
    )


def refused(gated: Gated, findings: tuple[Finding, ...]) -> Deposited:
    """A bag that was kept back."""
    return deposited(gated, DepositStatus.REFUSED, findings)


def _gate(bag: str, job: GateJob) -> Outcome[Gated]:
    def judged(opened: Bag) -> Gated:
        found = judge_bag(opened, level=job.level, profile=job.profile, bag_profile=job.bag_profile)
        return Gated(bag, found, bag_key(read_bag(opened)) if found.valid else None)

    return attempted(bag, judged)
