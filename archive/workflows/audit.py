"""Audit: copies read whole again, oldest check first, and every result kept as an event. Nothing that is audited is written to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import partial
from pathlib import Path

from archive.catalog import Catalog, Happening, open_catalog
from archive.catalog.copies import deposited_keys
from archive.errors import CatalogError
from archive.executors import FEW, Executor, Serial, open_executor
from archive.findings import Finding
from archive.outcome import Done, Failed, Outcome
from archive.premis import EventOutcome, EventType
from archive.settings import Option, apart, load_settings
from archive.version import VERSION
from archive.workflows.auditing import AuditJob, attempt, audit_batch, lost
from archive.workflows.copies import Checked, Kept, State, Unit
from archive.workflows.holdings import Doors
from archive.workflows.planning import NO_BUDGET, Budget, Plan, late, plan, units_of
from archive.workflows.repair import Remedies, remedies

BATCH = 16
KEPT_AT_ONCE = 64  # events written by one sync
SOON = 1.0  # seconds after which they are written, however few
_DETAILS = {
    Kept.BAG: "Every file of the bag was read and held against its manifests.",
    Kept.RECEIPT: "Every file was read back from the repository and held against the receipt.",
    Kept.OBJECT: "The OCFL object was held against its inventories.",
}


@dataclass(frozen=True, slots=True)
class AuditOrder:
    """What a user asked for. `subjects` are targets, bags, folders of bags, OCFL roots; `state` None takes the settings' folder.

    `share` of the copies is read at most; `since` leaves those checked at or after it; `every` is how old a check may be.
    `bags` is where whole copies are looked for when something is damaged. `seconds` is a clock for budgets.
    """

    subjects: tuple[str, ...]
    clock: Callable[[], datetime]
    environ: Mapping[str, str]
    share: Fraction = Fraction(1)
    budget: Budget = NO_BUDGET
    since: datetime | None = None
    every: timedelta = timedelta(days=365)
    state: Path | None = None
    config: Path | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    bags: Path = Path("bags")
    executor: str | None = None
    seconds: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Audited:
    """One copy: as it was found, `at` (None: it was not read), the event that says so, and where the right bytes are."""

    checked: Checked
    at: str | None = None
    event: str | None = None
    late: bool = False
    remedies: Remedies | None = None


@dataclass(frozen=True, slots=True)
class AuditRun:
    """A run that has begun: drain `outcomes`; those read come first, each once its event is on disk, then those that were not.

    `kinds` says how many of the `total` are deposits, bags, OCFL objects, storage roots. `catalog` is open as long as the run
    is; `every` is what the run calls late.
    """

    kinds: Mapping[str, int]
    total: int
    planned: int
    outcomes: Iterator[Outcome[Audited]]
    catalog: Catalog
    every: timedelta


@contextmanager
def open_audit(order: AuditOrder) -> Iterator[AuditRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin."""
    begun = order.seconds()
    settings = load_settings(order.config)
    state = apart(order.state or settings.state)
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogError("E0724", str(state), error.strerror or str(error)) from error
    with Doors(settings, order.environ, order.options) as doors, open_catalog(state, wait=True) as catalog:
        units = units_of(order.subjects, settings, catalog, doors)
        since = _stamp(order.since) if order.since else None
        planned = plan(units, share=order.share, budget=order.budget, since=since)
        deadline = None if order.budget.seconds is None else begun + order.budget.seconds
        job = AuditJob(
            state,
            settings,
            dict(order.environ),
            dict(order.options),
            deposited_keys(catalog),
            order.seconds,
            deadline,
        )
        executor = open_executor(order.executor, many=_heavy(planned.due))
        desk = _Desk(order, catalog, doors, planned)
        yield AuditRun(
            planned.kinds,
            planned.total,
            len(planned.due),
            desk.outcomes(job, executor),
            catalog,
            order.every,
        )


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where results become events, and are told once they are kept."""

    order: AuditOrder
    catalog: Catalog
    doors: Doors
    plan: Plan

    def outcomes(self, job: AuditJob, executor: Executor) -> Iterator[Outcome[Audited]]:
        for error in self.catalog.unread:
            yield Failed(error.where, error)
        if isinstance(executor, Serial):  # one at a time, so that what is interrupted loses one at most
            silent: dict[str, int] = {}
            found: Iterator[Outcome[Checked]] = (
                attempt(unit, job, self.doors, silent) for unit in self.plan.due
            )
        else:
            found = executor.run(partial(audit_batch, job=job), self.plan.due, batch=BATCH, lost=lost)
        yield from self._kept(found)
        now = self.order.clock()
        for unit in self.plan.large:
            yield Done(
                Audited(
                    Checked(unit, State.UNREAD, (Finding("K0107", "", None, _size(unit)),)),
                    late=self._late(unit, now),
                )
            )
        for unit in self.plan.rest:
            yield Done(self._unread(Checked(unit, State.UNREAD), now))

    def _kept(self, found: Iterable[Outcome[Checked]]) -> Iterator[Outcome[Audited]]:
        """The same in the same order, in groups: first the group's events are on disk, then it is told."""
        waiting: list[Outcome[Audited]] = []
        events: list[Happening] = []
        begun = self.order.seconds()
        try:
            for outcome in found:
                waiting.append(self._judged(outcome, events))
                if len(waiting) >= KEPT_AT_ONCE or self.order.seconds() - begun > SOON:
                    self._keep(events)
                    yield from waiting
                    waiting.clear()
                    begun = self.order.seconds()
        finally:  # an interrupted run keeps what it has seen
            self._keep(events)
        yield from waiting

    def _keep(self, events: list[Happening]) -> None:
        self.catalog.add(events)
        events.clear()

    def _judged(self, outcome: Outcome[Checked], events: list[Happening]) -> Outcome[Audited]:
        if isinstance(outcome, Failed):
            return outcome
        checked = outcome.value
        now = self.order.clock()
        if checked.state is State.UNREAD:
            return Done(self._unread(checked, now))
        event = happened(checked, _stamp(now))
        events.append(event)
        found = (
            remedies(checked, self.catalog, self.doors, self.order.bags)
            if checked.state is not State.WELL
            else None
        )
        return Done(Audited(checked, event.at, event.id, self._late(checked.unit, now), found))

    def _unread(self, checked: Checked, now: datetime) -> Audited:
        """One that was not read in this run, with what is to be said of that."""
        unit, is_late = checked.unit, self._late(checked.unit, now)
        findings: tuple[Finding, ...] = ()
        if is_late:
            findings = (
                Finding("K0105", "", f"a check within {self.order.every.days} days", unit.checked_at),
            )
        elif not unit.audited:
            findings = (
                Finding(
                    "K0106", "", None, unit.checked_at and f"read back at its deposit, {unit.checked_at}"
                ),
            )
        return Audited(Checked(unit, State.UNREAD, findings, size=checked.size), late=is_late)

    def _late(self, unit: Unit, now: datetime) -> bool:
        return late(unit, now, self.order.every)


def happened(checked: Checked, at: str) -> Happening:
    """The event that says what was found."""
    unit = checked.unit
    well = EventOutcome.WARNING if checked.findings else EventOutcome.SUCCESS
    detail = _DETAILS[unit.kind]
    if unit.kind is Kept.OBJECT:
        detail += (
            " All its content was read." if unit.content
            else " Its content was not read, for every version has a receipt that is audited by itself." if unit.name
            else " This is the storage root itself."
        )  # fmt: skip
    return Happening(
        at=at,
        type=EventType.FIXITY_CHECK,
        outcome=well if checked.state is State.WELL else EventOutcome.FAIL,
        bag=unit.name if checked.bag is None else checked.bag,
        key=checked.key,
        identifier=checked.identifier,
        detail=detail,
        software=f"archive {VERSION}",
        target=unit.place,
        location=checked.location,
        version=checked.version,
        files=checked.files,
        size=checked.size,
        findings=checked.findings,
    )


def _heavy(units: Sequence[Unit]) -> bool:
    """Whether there is much to be read, and all of it on disks of ours: servers are asked one thing after the other."""
    return len(units) > FEW and all(unit.place.startswith(("bags:", "ocfl:", "folder:")) for unit in units)


def _size(unit: Unit) -> str:
    return "a size that is not known" if unit.size is None else f"{unit.size} bytes"


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
