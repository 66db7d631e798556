"""One copy read whole and held against what is known of it: a bag on disk, a deposit by its receipt, an object of an OCFL root."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from archive.bag.bag import Kind
from archive.bag.identity import bag_identifier, bag_key, described
from archive.bag.reader import open_bag
from archive.bag.reading import Reading, read_bag
from archive.checks import Level, judge_bag
from archive.errors import BagError, OcflError, Rejected, Unavailable
from archive.findings import Finding, errors
from archive.fixity import Fixity, measure
from archive.ocfl.faults import Faults
from archive.ocfl.objects import judge_object
from archive.ocfl.roots import objects_in, root_claims
from archive.paths import absent, folder_at
from archive.receipt import Receipt
from archive.targets.opening import folder_of
from archive.targets.protocol import Target
from archive.workflows.copies import Checked, State, Unit
from archive.workflows.holdings import holding_of
from archive.workflows.metering import Meter, Metered

_MISSING = frozenset({"K0101", "K0103", "K0108", "K0109", "B0301", "B0310"})  # something is gone
_ALTERED = frozenset({"K0102", "B0312", "F0092", "F0093"})  # bytes are not what they were


def check_bag(unit: Unit, meter: Meter, known: Mapping[str, tuple[str, ...]]) -> Checked:
    """A bag by its manifests (RFC 8493); `known` are the keys of all that was deposited under each name. Raises BagError.

    K0104 where it is none of them. A bag whose key is known and whose manifests hold is, byte for byte, what was deposited.
    K0109 for one that was audited before, and is gone; of what may not be looked at nobody knows that: then E0422.
    """
    try:
        gone = unit.audited and absent(unit.path)
    except OSError as error:
        raise BagError("E0422", unit.path, error.strerror or str(error)) from error
    if gone:
        return Checked(
            unit, State.LOST, (Finding("K0109", "", unit.path, None),), location=_absolute(unit.path)
        )
    with open_bag(Path(unit.path)) as opened:
        bag = replace(opened, container=Metered(opened.container, meter))
        found = errors(judge_bag(bag, level=Level.BAG).findings)
        reading = read_bag(bag)
        key = _key(reading)
        keys = known.get(bag.name, ())
        if keys and key not in keys:
            found = (
                *found,
                Finding("K0104", "", " or ".join(sorted(one[:16] for one in keys)), (key or "none")[:16]),
            )
        files = [path for path, entry in bag.entries.items() if entry.kind is Kind.FILE]
        return Checked(
            unit,
            _state(found),
            found,
            bag=bag.name,
            key=key,
            identifier=bag_identifier(reading, described(bag, reading)[0]),
            location=_absolute(unit.path),
            files=len(files),
            size=bag.total(files),
        )


def check_receipt(unit: Unit, receipt: Receipt, target: Target, meter: Meter) -> Checked:
    """What the target gives back, every byte, against its receipt: K0101 to K0103, K0108. Raises DepositError, E0731."""
    _reach(target)
    wanted = {kept.place: kept.fixity for kept in receipt.files}
    seen: dict[str, Fixity] = {}
    refused: dict[str, Rejected] = {}
    for place, chunks in target.read_back(holding_of(receipt), tuple(wanted)):
        if place in wanted:
            try:
                seen[place] = measure(meter.read(chunks), [name for name, _ in wanted[place].digests])
            except Rejected as error:  # the file is there and cannot be had; the others are read nevertheless
                refused[place] = error
    found = tuple(_compared(wanted, seen, refused, receipt))
    return Checked(
        unit,
        _state(found),
        found,
        bag=receipt.bag,
        key=receipt.key,
        identifier=receipt.identifier,
        location=receipt.location,
        version=receipt.version,
        files=len(seen),
        size=sum(fixity.size for fixity in seen.values()),
        damaged=tuple(place for place, fixity in wanted.items() if seen.get(place) != fixity),
    )


def check_object(unit: Unit, meter: Meter) -> Checked:
    """An OCFL object by its inventories, or, without a name, the root itself: declaration, layout, folders.

    Raises OcflError E0717 for a root that cannot be listed: of what is in it nothing is known then.
    """
    root = Path(unit.path)
    if not unit.name:
        _listable(root)
        faults = Faults()
        root_claims(root, faults)
        for _ in objects_in(root, faults):
            pass
        found = errors(faults.found)
        return Checked(unit, _state(found), found, location=unit.path)
    judged = judge_object(root / unit.name, where=unit.name, fixity=unit.content)
    found = errors(judged.findings)
    files, size = weigh(root / unit.name) if unit.content else (0, 0)
    meter.size += size
    return Checked(
        unit,
        _state(found),
        found,
        identifier=judged.identifier,
        location=str(root / unit.name),
        files=files,
        size=size,
    )


def _listable(root: Path) -> None:
    try:
        with os.scandir(root):
            pass
    except OSError as error:
        raise OcflError("E0717", str(root), error.strerror or str(error)) from error


def weigh(path: Path) -> tuple[int, int]:
    """How many files there are at or under `path`, and their bytes, as far as they can be seen; no link is followed."""
    if not folder_at(path):
        try:
            return 1, path.stat().st_size
        except OSError:
            return 0, 0
    files = size = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                size += os.lstat(Path(folder, name)).st_size
            except OSError:
                continue
            files += 1
    return files, size


def _reach(target: Target) -> None:
    """A share that is not mounted, whose folder is then empty if it is there, is no loss of all that is on it. Raises Unavailable E0731."""
    folder = folder_of(target)
    if folder is None:
        return
    if not folder_at(folder):
        raise Unavailable("E0731", target.where, "no folder is there")
    try:
        with os.scandir(folder) as listing:
            empty = next(listing, None) is None
    except OSError:
        return  # told by whoever reads what is in it
    if empty:
        raise Unavailable("E0731", target.where, "nothing at all is in it, as where a share is not mounted")


def _compared(
    wanted: Mapping[str, Fixity],
    seen: Mapping[str, Fixity],
    refused: Mapping[str, Rejected],
    receipt: Receipt,
) -> Iterator[Finding]:
    if wanted and not seen and not refused:
        yield Finding("K0103", receipt.location, f"{len(wanted)} files", "none")
        return
    for place, fixity in wanted.items():
        got = seen.get(place)
        if place in refused:
            yield Finding("K0108", place, _told(fixity), refused[place].detail)
        elif got is None:
            yield Finding("K0101", place, _told(fixity), None)
        elif got != fixity:
            yield Finding("K0102", place, _told(fixity), _told(got))


def _told(fixity: Fixity) -> str:
    algorithm, digest = fixity.digests[-1]
    return f"{fixity.size} bytes, {algorithm} {digest}"


def _absolute(path: str) -> str:
    return os.path.normpath(Path.cwd() / path)


def _key(reading: Reading) -> str | None:
    try:
        return bag_key(reading) if reading.tags else None
    except BagError:
        return None


def _state(found: Iterable[Finding]) -> State:
    """What these errors come to; a fault of OCFL's content that found nothing says that it is missing."""
    wrong = errors(found)
    if any(one.code in _MISSING or (one.code in _ALTERED and one.found is None) for one in wrong):
        return State.LOST
    if any(one.code in _ALTERED for one in wrong):
        return State.CHANGED
    return State.INVALID if wrong else State.WELL
