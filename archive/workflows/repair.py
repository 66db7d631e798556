"""Who has the right bytes of what is damaged: looked for, read, compared, and told. Nothing is ever mended by itself."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.bag.identity import bag_key
from archive.bag.reader import bags_in, open_bag
from archive.bag.reading import read_bag
from archive.catalog import Catalog
from archive.catalog.copies import receipts_elsewhere
from archive.checks import Level, judge_bag
from archive.errors import ArchiveError, BagError
from archive.fixity import measure
from archive.paths import folder_at
from archive.receipt import Receipt
from archive.receipts import FOLDER, read_receipt
from archive.workflows.copies import Checked, Kept
from archive.workflows.holdings import Doors, holding_of


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was read just now and has the right bytes: of the whole bag, or of the files that are damaged.

    `command` is what a person may run, once the cause is known; None where there is no command for it.
    """

    where: str
    whole: bool
    command: str | None


@dataclass(frozen=True, slots=True)
class Remedies:
    """`copies` are right; `others` are copies that should be and are not, or could not be read, each with why."""

    copies: tuple[Copy, ...]
    others: tuple[tuple[str, str], ...] = ()


def remedies(checked: Checked, catalog: Catalog, doors: Doors, bags: Path) -> Remedies:
    """The copies that have what this one lacks: bags at hand, and what other repositories gave receipts for."""
    copies: list[Copy] = []
    others: list[tuple[str, str]] = []
    for path in _at_hand(bags, checked):
        try:
            copies.append(_bag(path, checked))
        except ArchiveError as error:
            others.append((str(path), error.detail))
    for receipt in _receipts(checked, catalog):
        where = f"{receipt.target} {receipt.location}"
        try:
            copies.append(_held(receipt, checked, doors))
        except ArchiveError as error:
            others.append((where, error.detail))
    return Remedies(tuple(copies), tuple(others))


def _at_hand(bags: Path, checked: Checked) -> Iterator[Path]:
    """Bags of the same name in the folder of bags, but the damaged one itself."""
    if not folder_at(bags):
        return
    own = (
        Path(os.path.normpath(Path(checked.unit.path).absolute())) if checked.unit.kind is Kept.BAG else None
    )
    for path in bags_in(bags):
        if path.name == checked.unit.name and Path(os.path.normpath(path.absolute())) != own:
            yield path


def _bag(path: Path, checked: Checked) -> Copy:
    """Raises BagError if it is not the bag that is damaged, or is damaged too."""
    with open_bag(path) as bag:
        if checked.key is not None and bag_key(read_bag(bag)) != checked.key:
            raise BagError("E0421", str(path), "it is another bag: its tag manifest differs")
        if not judge_bag(bag, level=Level.BAG).valid:
            raise BagError("E0421", str(path), "it is not valid itself")
    if checked.unit.kind is not Kept.RECEIPT:
        return Copy(str(path), True, None)
    return Copy(
        str(path),
        True,
        f"python -m archive deposit {shlex.quote(str(path))} --to {shlex.quote(checked.unit.place)}",
    )


def _receipts(checked: Checked, catalog: Catalog) -> Iterator[Receipt]:
    """The receipts for the same bag from others; of a bag on disk, whose key may be damaged too, all under its name."""
    unit = checked.unit
    match unit.kind:
        case Kept.OBJECT:
            names = receipts_elsewhere(catalog, unit.place, identifier=checked.identifier)
        case Kept.BAG:
            names = receipts_elsewhere(catalog, unit.place, bag=checked.bag or unit.name)
        case Kept.RECEIPT:
            names = receipts_elsewhere(catalog, unit.place, key=checked.key)
    for name in names:
        try:
            yield read_receipt(catalog.state / FOLDER / name)
        except ArchiveError:
            continue  # told by the audit of that receipt


def _held(receipt: Receipt, checked: Checked, doors: Doors) -> Copy:
    """Raises ArchiveError if that target does not give back the right bytes of what is damaged."""
    wanted = {kept.place: kept.fixity for kept in receipt.files}
    some = {place: wanted[place] for place in checked.damaged if place in wanted}
    if len(some) != len(checked.damaged) or not some:
        some = wanted  # kept in another form there: then all of it is read
    seen = {}
    for place, chunks in doors.by_receipt(receipt.target).read_back(holding_of(receipt), tuple(some)):
        if place in some:
            seen[place] = measure(chunks, [algorithm for algorithm, _ in some[place].digests])
    if seen != some:
        wrong = sum(seen.get(place) != fixity for place, fixity in some.items())
        raise BagError(
            "E0405", receipt.location, f"{wrong} of {len(some)} files read there are not right either"
        )
    return Copy(f"{receipt.target} {receipt.location}", some == wanted, None)
