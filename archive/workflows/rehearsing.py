"""A dry run of a deposit: what would be sent of each bag, and what speaks against it. Nothing is changed, here or there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from archive.bag.bag import Bag
from archive.errors import Rejected
from archive.executors import Executor
from archive.findings import errors
from archive.outcome import Done, Failed, Outcome
from archive.targets.opening import known_as
from archive.targets.parcel import parcel_of
from archive.targets.protocol import Target
from archive.workflows.gate import Gated, GateJob, attempted, deposited, gate, refused, same
from archive.workflows.results import Deposited, DepositStatus, Sending


def planned(
    bags: Sequence[str], job: GateJob, executor: Executor, target: Target
) -> Iterator[Outcome[Deposited]]:
    """What a deposit of each bag would come to.

    E0613 for the second of two bags that the target would take for one object, as the deposit itself will have it.
    """
    taken: dict[str, Gated] = {}
    for outcome in gate(bags, job, executor):
        if isinstance(outcome, Failed):
            yield outcome
        elif not outcome.value.judged.valid:
            yield Done(refused(outcome.value, ()))
        else:
            yield attempted(outcome.value.bag, partial(_plan, outcome.value, target, taken))


def _plan(one: Gated, target: Target, taken: dict[str, Gated], bag: Bag) -> Deposited:
    parcel = same(parcel_of(bag), one)
    findings = target.preflight(parcel)
    found = None
    if not errors(findings):
        found = target.find(parcel)
        place = found.location if found else known_as(target, parcel)
        first = taken.setdefault(place, one)
        if first.key != parcel.key:
            raise Rejected("E0613", parcel.name, f"{place} is {first.bag}")
    if found is not None and found.key == parcel.key:
        return deposited(one, DepositStatus.PRESENT, findings, holding=found)
    shipment = target.shipment(parcel)
    items = tuple((item.place, item.fixity.size) for item in shipment.items)
    sending = Sending(items, shipment.description, shipment.lost)
    status = DepositStatus.REFUSED if errors(findings) else DepositStatus.PLANNED
    return deposited(one, status, findings, sending=sending)
