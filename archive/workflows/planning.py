"""What an audit is of: every copy that receipts, folders of bags and OCFL roots name, the one least lately checked first."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil
from pathlib import Path

from archive.bag.archives import is_serialized
from archive.bag.reader import bags_in
from archive.catalog import Catalog
from archive.catalog.copies import BAGS, checks_at, checks_of_bags, deposited_keys, deposits_at
from archive.errors import CatalogError
from archive.ocfl.faults import Faults
from archive.ocfl.roots import objects_in
from archive.paths import file_at, folder_at, something_at
from archive.settings import Settings
from archive.targets.opening import KINDS
from archive.workflows.checking import weigh
from archive.workflows.copies import Kept, Unit
from archive.workflows.holdings import Doors


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one run may take; None is without end."""

    seconds: float | None = None
    size: int | None = None


NO_BUDGET = Budget()


@dataclass(frozen=True, slots=True)
class Plan:
    """`due` are to be read, in this order; `rest` are left for another time; `large` exceed the whole budget by themselves."""

    due: tuple[Unit, ...]
    rest: tuple[Unit, ...]
    large: tuple[Unit, ...]

    @property
    def total(self) -> int:
        return len(self.due) + len(self.rest) + len(self.large)

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many there are of each kind, in the words of `Unit.called`."""
        found = Counter(unit.called for part in (self.due, self.rest, self.large) for unit in part)
        return {kind: found[kind] for kind in sorted(found)}


def units_of(subjects: Iterable[str], settings: Settings, catalog: Catalog, doors: Doors) -> tuple[Unit, ...]:
    """Every copy that these targets and paths name, each once. Raises SettingsError, DepositError, CatalogError E0726."""
    found: dict[tuple[str, str, str], Unit] = {}
    for subject in subjects:
        for unit in _units(subject, settings, catalog, doors):
            found.setdefault((unit.place, unit.name, unit.receipt), unit)
    return tuple(found.values())


def plan(units: Iterable[Unit], *, share: Fraction, budget: Budget, since: str | None) -> Plan:
    """Which to read now. Those checked at or after `since` (a UTC stamp) are left; of the others at most `share` of all."""
    ordered = sorted(units, key=lambda unit: (unit.checked_at or "", unit.place, unit.name, unit.receipt))
    fresh = [unit for unit in ordered if since is not None and unit.checked_at and unit.checked_at >= since]
    chosen = [unit for unit in ordered if since is None or not unit.checked_at or unit.checked_at < since]
    at_most = ceil(share * len(ordered))
    taken, rest = chosen[:at_most], chosen[at_most:]
    due: list[Unit] = []
    large: list[Unit] = []
    room = budget.size
    for place, unit in enumerate(taken):
        size = unit.size or 0
        if budget.size is not None and size > budget.size:
            large.append(unit)
            continue
        if room is not None:
            if size > room:
                rest = [*taken[place:], *rest]
                break
            room -= size
        due.append(unit)
    return Plan(tuple(due), (*rest, *fresh), tuple(large))


def late(unit: Unit, now: datetime, every: timedelta) -> bool:
    """Whether it was checked, but longer ago than it should be."""
    return unit.checked_at is not None and unit.checked_at < (now - every).astimezone(UTC).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )


def _units(subject: str, settings: Settings, catalog: Catalog, doors: Doors) -> Iterator[Unit]:
    kind, colon, _ = subject.partition(":")
    path = Path(subject)
    if subject in settings.targets or (
        colon and (kind in KINDS or "://" in subject) and not something_at(path)
    ):
        yield from _deposited(subject, catalog, doors)
    elif folder_at(path) and any(name.startswith("0=ocfl_1.") for name in _listed(path) or ()):
        yield from _deposited(f"ocfl:{subject}", catalog, doors)
    else:
        yield from _bags(path, catalog)


def _deposited(spec: str, catalog: Catalog, doors: Doors) -> Iterator[Unit]:
    target = doors.by_name(spec)
    versions: dict[str, set[str | None]] = {}
    for deposit in deposits_at(catalog, target.where):
        versions.setdefault(deposit.location, set()).add(deposit.version)
        yield Unit(
            Kept.RECEIPT,
            target.where,
            deposit.bag,
            receipt=deposit.name,
            size=deposit.size,
            checked_at=deposit.checked_at,
            audited=deposit.checked_at is not None and deposit.checked_at > deposit.taken_at,
        )
    if target.kind == "ocfl" and folder_at(root := Path(target.where.partition(":")[2])):
        yield from _objects(target.where, root, versions, catalog)
    elif not versions:
        raise CatalogError("E0726", target.where, f"{catalog.state} has no receipt of it")


def _objects(
    place: str, root: Path, versions: dict[str, set[str | None]], catalog: Catalog
) -> Iterator[Unit]:
    """The root, then each object. Content of which every version has a receipt is read by these, and not twice."""
    checks = checks_at(catalog, place)
    for name in ("", *objects_in(root, Faults())):
        held = versions.get(str(root / name), set())
        there = (
            _listed(root / name) if name else ()
        )  # what cannot be listed is read, and told by whoever reads it
        content = bool(name) and (
            there is None or not {item for item in there if item.startswith("v")} <= held
        )
        size = weigh(root / name)[1] if content else 0
        checked_at = checks.get(name)
        yield Unit(
            Kept.OBJECT, place, name, path=str(root), content=content, size=size, checked_at=checked_at,
            audited=checked_at is not None,
        )  # fmt: skip


def _listed(folder: Path) -> list[str] | None:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names alone
    except OSError:
        return None


def _bags(path: Path, catalog: Catalog) -> Iterator[Unit]:
    """The bags at or under `path`; then those audited there before that are gone, if nobody holds a receipt for them."""
    above = os.path.normpath(Path.cwd() / path)
    known = checks_of_bags(catalog, above)
    there: set[str] = set()
    for bag in bags_in(path):
        whole = os.path.normpath(Path.cwd() / bag)
        there.add(whole)
        yield Unit(
            Kept.BAG,
            f"{BAGS}{whole if file_at(bag) else os.path.dirname(whole)}",  # noqa: PTH120 - a text already
            bag.name,
            path=str(bag),
            size=weigh(bag)[1],
            checked_at=known.get(whole, ("", None))[1],
            audited=whole in known,
        )
    deposited = deposited_keys(catalog)
    for whole, (name, checked_at) in known.items():
        if (
            whole not in there
            and whole.startswith(f"{above}/")
            and not something_at(whole)
            and name not in deposited
        ):
            place = BAGS + (whole if is_serialized(whole) else os.path.dirname(whole))  # noqa: PTH120
            yield Unit(Kept.BAG, place, name, path=whole, checked_at=checked_at, audited=True)
