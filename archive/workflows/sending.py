"""One parcel brought to one target, from whatever point an earlier run had reached; deposited is what was read back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from archive.errors import ArchiveError, DepositError, Rejected
from archive.findings import Finding, errors
from archive.fixity import Fixity, measure
from archive.journal import Entry, Journal, State, reached
from archive.receipt import Kept
from archive.targets.parcel import Parcel
from archive.targets.protocol import Holding, Shipment, Target, Ticket, listed

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # silent unless whoever debugs sets up a log

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """What the target holds now, `fresh` if this run or one that was broken off brought it; `kept` is what it gave back."""

    holding: Holding
    fresh: bool
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Nothing was sent: the target's preflight found errors."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Errand:
    """One parcel's way to one target, with the journal that remembers it.

    `taken` are the places at the target that bags of the same run have, each with its bag.
    """

    parcel: Parcel
    shipment: Shipment
    target: Target
    journal: Journal
    clock: Clock
    taken: Mapping[str, str] = field(default_factory=dict)

    def entry(self, state: State, ticket: Ticket | None = None) -> Entry:
        parcel = self.parcel
        return Entry(
            self.stamp(), self.target.where, parcel.identifier, parcel.key, parcel.name, state, ticket
        )

    def stamp(self) -> str:
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def send(errand: Errand) -> Sent | Withheld:
    """The parcel deposited, or found to be there, and read back whole; or why it was kept back.

    Raises Rejected or Unavailable; what was staged is then taken back, or stands in the journal to be taken back later.
    """
    holding, fresh = _resumed(errand)
    if holding is None:
        findings = errand.target.preflight(errand.parcel)
        if errors(findings):
            return Withheld(findings)
        holding = _brought(errand)
        fresh = True
    try:
        return Sent(holding, fresh, read_back(errand.target, holding, errand.shipment))
    except DepositError as error:
        _failed(errand, error, None)
        raise


def read_back(target: Target, holding: Holding, shipment: Shipment) -> tuple[Kept, ...]:
    """Every file of the shipment as the target gives it, digested anew. Raises Rejected E0605 with each that is not as sent."""
    wanted = {item.place: item.fixity for item in shipment.items}
    seen: dict[str, Fixity] = {}
    for place, chunks in target.read_back(holding, listed(shipment.items)):
        expected = wanted.get(place)
        algorithms = [algorithm for algorithm, _ in expected.digests] if expected else []
        seen[place] = measure(chunks, algorithms)
    wrong = [
        (place, _told(fixity, seen.get(place)))
        for place, fixity in wanted.items()
        if seen.get(place) != fixity
    ]
    if wrong:
        where = f"{holding.location} {wrong[0][0]}"
        raise Rejected("E0605", where, wrong[0][1], tuple(wrong[1:]))
    return tuple(Kept(place, fixity) for place, fixity in wanted.items())


def _resumed(errand: Errand) -> tuple[Holding | None, bool]:
    """What the target holds of this parcel already, and whether a run that was broken off brought it there."""
    target, parcel, journal = errand.target, errand.parcel, errand.journal
    last = journal.last(target.where, parcel.key)
    under_way = last is not None and last.open
    found = target.find(parcel)
    if found is not None and found.key == parcel.key:
        _tidy(errand, State.COMMITTED)
        return found, under_way
    if found is not None and found.location in errand.taken:
        # Run again, each of the two would be sent again, as the next version of the other.
        raise Rejected("E0613", parcel.name, f"{found.location} is {errand.taken[found.location]}")
    if last is not None and last.ticket and last.state in {State.STAGED, State.COMMITTED}:
        try:
            return target.commit(parcel, last.ticket), True
        except Rejected as error:
            log.info("%s: begun anew, for it cannot be committed: %s", parcel.name, error)
    _tidy(errand, State.FAILED)
    return None, False


def _tidy(errand: Errand, own: State) -> None:
    """Takes back what broken off runs left of this object, which changes nothing that was committed; this very bag is `own` then."""
    for left in errand.journal.open_entries(errand.target.where, errand.parcel.identifier):
        if left.ticket:
            errand.target.rollback(left.ticket)
            state = own if left.key == errand.parcel.key else State.FAILED
            reason = "taken back" if state is State.FAILED else None
            errand.journal.add(replace(left, at=errand.stamp(), state=state, ticket=None, reason=reason))


def _brought(errand: Errand) -> Holding:
    """The parcel staged and committed, each state in the journal before the next."""
    target, parcel, journal = errand.target, errand.parcel, errand.journal
    journal.add(errand.entry(State.PLANNED), errand.entry(State.PREFLIGHTED))
    noted: list[Ticket] = []

    def note(ticket: Ticket) -> None:
        noted.append(ticket)
        journal.add(errand.entry(State.STAGING, ticket))

    try:
        ticket = target.stage(parcel, target.find(parcel), note)
        noted.append(ticket)
        staged = errand.entry(State.STAGED, ticket)
        journal.add(staged)
        holding = target.commit(parcel, ticket)
        journal.add(reached(staged, State.COMMITTED, errand.stamp()))
    except (DepositError, KeyboardInterrupt) as error:
        _take_back(errand, error, noted[-1] if noted else None)
        raise
    return holding


def _take_back(errand: Errand, error: BaseException, ticket: Ticket | None) -> None:
    """Rolls back; where even that fails, the ticket stays in the journal for the next run."""
    left = ticket
    if ticket is not None:
        try:
            errand.target.rollback(ticket)
            left = None
        except ArchiveError as second:
            log.warning("%s: what was staged could not be taken back yet: %s", errand.parcel.name, second)
    _failed(errand, error, left)


def _failed(errand: Errand, error: BaseException, ticket: Ticket | None) -> None:
    entry = errand.entry(State.FAILED, ticket)
    reason = str(error) or type(error).__name__
    errand.journal.add(replace(entry, reason=reason, again=not isinstance(error, Rejected)))


def _told(wanted: Fixity, got: Fixity | None) -> str:
    if got is None:
        return f"is missing, where {wanted.size} bytes were sent"
    if got.size != wanted.size:
        return f"{got.size} bytes came back, where {wanted.size} were sent"
    algorithm, digest = wanted.digests[0]
    return f"{algorithm} {got[algorithm]} came back, where {digest} was sent"
