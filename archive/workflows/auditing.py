"""The work of an audit where it is done: copies read one after the other, each by itself, in this process or in a worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveError, Unavailable
from archive.outcome import Done, Failed, Outcome, unforeseen
from archive.receipts import FOLDER, read_receipt
from archive.settings import Option, Settings
from archive.workflows.checking import check_bag, check_object, check_receipt
from archive.workflows.copies import Checked, Kept, State, Unit
from archive.workflows.holdings import Doors
from archive.workflows.metering import Meter, OutOfTime

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())

TRIES = 3  # of a target that does not answer, before the rest of a batch is not asked for


@dataclass(frozen=True, slots=True)
class AuditJob:
    """All that a worker knows. `keys` are those deposited under each bag's name."""

    state: Path
    settings: Settings
    environ: Mapping[str, str]
    options: Mapping[str, Option]
    keys: Mapping[str, tuple[str, ...]]
    seconds: Callable[[], float]
    deadline: float | None


def audit_batch(units: Sequence[Unit], job: AuditJob) -> list[Outcome[Checked]]:
    """Each unit read, as far as there is time."""
    silent: dict[str, int] = {}
    with Doors(job.settings, job.environ, job.options) as doors:
        return [attempt(unit, job, doors, silent) for unit in units]


def attempt(unit: Unit, job: AuditJob, doors: Doors, silent: dict[str, int]) -> Outcome[Checked]:
    """What reading this one came to; `silent` counts how often each target did not answer in a row."""
    meter = Meter(job.seconds, job.deadline)
    if meter.over():
        return Done(Checked(unit, State.UNREAD))
    try:
        if silent.get(unit.place, 0) >= TRIES:
            return Failed(str(unit), Unavailable("E0730", unit.place, f"it was silent {TRIES} times"))
        checked = _check(unit, job, doors, meter)
    except OutOfTime:
        return Done(Checked(unit, State.UNREAD, size=meter.size))
    except ArchiveError as error:
        if isinstance(error, Unavailable):
            silent[unit.place] = silent.get(unit.place, 0) + 1
        return Failed(str(unit), error)
    except Exception as error:
        log.exception("%s", unit.name)
        return unforeseen(str(unit), unit.name, error)
    silent.pop(unit.place, None)
    return Done(checked)


def _check(unit: Unit, job: AuditJob, doors: Doors, meter: Meter) -> Checked:
    match unit.kind:
        case Kept.BAG:
            return check_bag(unit, meter, job.keys)
        case Kept.OBJECT:
            return check_object(unit, meter)
        case Kept.RECEIPT:
            receipt = read_receipt(job.state / FOLDER / unit.receipt)
            return check_receipt(unit, receipt, doors.by_receipt(receipt.target), meter)


def lost(unit: Unit, error: ArchiveError) -> Outcome[Checked]:
    return Failed(str(unit), error)
