"""Deposit: each bag judged at the gate, sent to the target, read back byte for byte, and given its receipt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from pathlib import Path

from archive.bag.bag import Bag
from archive.bag.reader import bags_in
from archive.catalog import Facts, facts_of, recording
from archive.checks import Level
from archive.errors import ArchiveError
from archive.executors import FEW, Executor, open_executor
from archive.journal import Entry, Journal, State
from archive.outcome import Done, Failed, Outcome
from archive.receipt import Receipt, receipt_name
from archive.receipts import keep, kept_for, read_receipt
from archive.settings import Option, apart, load_settings, outside_of_bags
from archive.targets.opening import folder_of, open_target
from archive.targets.parcel import Parcel, parcel_of
from archive.targets.protocol import Holding, Shipment, Target
from archive.version import VERSION
from archive.workflows.gate import Gated, GateJob, attempted, deposited, gate, refused, same
from archive.workflows.rehearsing import planned
from archive.workflows.results import Deposited, DepositRun, DepositStatus
from archive.workflows.sending import Clock, Errand, Sent, Withheld, send
from archive.workflows.validate import read_profiles

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # silent unless whoever debugs sets up a log


@dataclass(frozen=True, slots=True)
class DepositOrder:
    """What a user asked for. `target` is a name of archive.toml or `kind:location`; `state` None takes the settings' folder.

    `clock` gives the time of receipts, `environ` the secrets; `options` go before those of the settings.
    """

    bags: tuple[Path, ...]
    target: str
    clock: Clock
    environ: Mapping[str, str]
    level: Level = Level.DEPOSIT
    state: Path | None = None
    config: Path | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    profiles: tuple[Path, ...] = ()
    dry_run: bool = False
    executor: str | None = None


@contextmanager
def open_deposit_run(order: DepositOrder) -> Iterator[DepositRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin; the journal is locked while it lasts."""
    settings = load_settings(order.config)
    job = GateJob(order.level, *read_profiles(order.profiles))
    target = open_target(order.target, settings, order.environ, order.options)
    try:
        if folder := folder_of(target):
            outside_of_bags(folder, target.where, "E0603")
        bags = [str(bag) for path in order.bags for bag in bags_in(path)]
        executor = open_executor(order.executor, many=len(bags) > FEW)
        if order.dry_run:
            yield DepositRun(target.where, len(bags), planned(bags, job, executor, target))
            return
        state = apart(order.state or settings.state)
        with Journal(state) as journal, recording(state) as record:
            desk = _Desk(target, journal, state, order.clock, record)
            yield DepositRun(target.where, len(bags), desk.deposits(bags, job, executor))
    finally:
        target.close()


def _proves(receipt: Receipt, parcel: Parcel, target: str, found: Holding) -> bool:
    """Whether the receipt, whatever name it has, is of this bag, there, as the target holds it now."""
    proved = (receipt.bag, receipt.key, receipt.target, receipt.location, receipt.version, receipt.key)
    return proved == (parcel.name, parcel.key, target, found.location, found.version, found.key)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where bags that came through the gate are sent, one after the other."""

    target: Target
    journal: Journal
    state: Path
    clock: Clock
    record: Callable[[Receipt, Facts | None, str], None]

    def deposits(self, bags: Sequence[str], job: GateJob, executor: Executor) -> Iterator[Outcome[Deposited]]:
        taken: dict[str, str] = {}
        for outcome in gate(bags, job, executor):
            if isinstance(outcome, Failed):
                yield outcome
            elif not outcome.value.judged.valid:
                yield Done(refused(outcome.value, ()))
            else:
                sent = attempted(outcome.value.bag, partial(self._deposit, outcome.value, taken))
                if isinstance(sent, Done) and sent.value.location:
                    taken[sent.value.location] = sent.value.bag
                yield sent

    def _deposit(self, gated: Gated, taken: Mapping[str, str], bag: Bag) -> Deposited:
        parcel = same(parcel_of(bag), gated)
        shipment = self.target.shipment(parcel)
        errand = Errand(parcel, shipment, self.target, self.journal, self.clock, taken)
        known = self._known(parcel)
        if known is not None:
            return deposited(gated, DepositStatus.PRESENT, holding=known[0], receipt=known[1])
        sent = send(errand)
        if isinstance(sent, Withheld):
            return refused(gated, sent.findings)
        receipt = self._receipt(parcel, gated, shipment, sent)
        path = keep(receipt, self.state)
        self.journal.add(errand.entry(State.VERIFIED))
        self._catalogue(receipt, parcel, path.name)
        status = DepositStatus.DEPOSITED if sent.fresh else DepositStatus.PRESENT
        return deposited(gated, status, holding=sent.holding, receipt=path)

    def _catalogue(self, receipt: Receipt, parcel: Parcel, name: str) -> None:
        """Tells the catalog. Whoever opens it next makes up for what it could not be told; the deposit stands all the same."""
        try:
            self.record(receipt, facts_of(parcel.bag), name)
        except ArchiveError as error:
            log.warning("%s: not in the catalog yet: %s", parcel.name, error)

    def _known(self, parcel: Parcel) -> tuple[Holding, Path] | None:
        """What the target holds of a bag whose receipt we have: asked for, and not read again, which is what audit does."""
        paths = list(kept_for(self.state, receipt_name(parcel.name, parcel.key, self.target.where)))
        last = self.journal.last(self.target.where, parcel.key)
        left = self.journal.open_entries(self.target.where, parcel.identifier)
        if left or not paths:
            return None
        found = self.target.find(parcel)
        if found is None:
            return None
        path = next((path for path in paths if self._proved(path, parcel, found)), None)
        if path is None:
            return None
        if last is None or last.state is not State.VERIFIED:
            self.journal.add(self._verified(parcel))
        return found, path

    def _proved(self, path: Path, parcel: Parcel, found: Holding) -> bool:
        try:
            return _proves(read_receipt(path), parcel, self.target.where, found)
        except ArchiveError as error:
            log.warning("%s", error)  # the bag is read back, and the receipt written anew
            return False

    def _verified(self, parcel: Parcel) -> Entry:
        stamp = self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Entry(stamp, self.target.where, parcel.identifier, parcel.key, parcel.name, State.VERIFIED)

    def _receipt(self, parcel: Parcel, gated: Gated, shipment: Shipment, sent: Sent) -> Receipt:
        return Receipt(
            bag=parcel.name,
            identifier=parcel.identifier,
            key=parcel.key,
            target=self.target.where,
            location=sent.holding.location,
            version=sent.holding.version,
            taken_at=self.clock().replace(microsecond=0),
            level=gated.judged.level.value,
            findings=tuple((finding.code, finding.where) for finding in gated.judged.findings),
            files=sent.kept,
            lost=shipment.lost,
            software=f"archive {VERSION}",
            persistent=sent.holding.persistent,
        )
