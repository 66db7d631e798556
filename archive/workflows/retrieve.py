"""Retrieve: what a repository took, brought back from there, each byte held against the receipt before anything is shown."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.bag.bag import Kind
from archive.bag.drafts import clear_drafts, draft_folder
from archive.bag.reader import Directory
from archive.bag.syscalls import rename_new, sync_tree
from archive.errors import ArchiveError, BagError, DepositError, Rejected, SettingsError
from archive.fixity import measure
from archive.outcome import Done, Failed, Outcome, unforeseen
from archive.paths import portable_name, something_at
from archive.receipt import Receipt
from archive.receipts import receipts_in
from archive.settings import Option, load_settings, outside_of_bags
from archive.targets.protocol import Target
from archive.workflows.holdings import Doors, holding_of

_DRAFT = "retrieved"
log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class RetrieveOrder:
    """What a user asked for: `wanted` are names or identifiers of bags, none for all that the target has receipts of.

    `every` brings back each version that has a receipt, and not the latest alone.
    """

    target: str
    out: Path
    environ: Mapping[str, str]
    wanted: tuple[str, ...] = ()
    every: bool = False
    state: Path | None = None
    config: Path | None = None
    options: Mapping[str, Option] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A bag that came back: where it stands now, as a folder of `files` files with the places that the target gave them.

    `status` is `retrieved`, or `present` where an earlier run had brought back every byte of it.
    """

    bag: str
    path: str
    location: str
    version: str | None
    files: int
    size: int
    status: str = "retrieved"


@dataclass(frozen=True, slots=True)
class RetrieveRun:
    """A run that has begun: drain `outcomes`, one a bag; each `Done` stands whole in its place."""

    target: str
    total: int
    outcomes: Iterator[Outcome[Retrieved]]


@contextmanager
def open_retrieve(order: RetrieveOrder) -> Iterator[RetrieveRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin; E0615 for a bag that no receipt names."""
    settings = load_settings(order.config)
    with Doors(settings, order.environ, order.options) as doors:
        target = doors.by_name(order.target)
        outside_of_bags(order.out, f"--out {order.out}")
        chosen = _chosen(order, target.where, order.state or settings.state)
        try:
            order.out.mkdir(parents=True, exist_ok=True)
            clear_drafts(order.out, _DRAFT)
        except OSError as error:
            raise SettingsError("E0616", str(order.out), error.strerror or str(error)) from error
        yield RetrieveRun(
            target.where, len(chosen), (_attempt(name, one, target, order.out) for name, one in chosen)
        )


def _chosen(order: RetrieveOrder, where: str, state: Path) -> Sequence[tuple[str, Receipt]]:
    """The receipts asked for, each with the name that it gets, the oldest first; of one identifier the latest, if not every."""
    found = [
        receipt
        for _, receipt in receipts_in(state)
        if isinstance(receipt, Receipt) and receipt.target == where
    ]
    if not found:
        raise DepositError("E0615", where, f"{state} has no receipt of this target")
    found.sort(key=lambda receipt: (receipt.taken_at, receipt.bag, receipt.key))
    wanted = [one for one in found if not order.wanted or {one.bag, one.identifier} & set(order.wanted)]
    missing = set(order.wanted) - {name for one in wanted for name in (one.bag, one.identifier)}
    if missing:
        causes = tuple((name, f"no receipt in {state} says that {where} took it") for name in sorted(missing))
        raise DepositError("E0615", *causes[0], causes=causes[1:])
    latest = {one.identifier: one for one in wanted}
    times = Counter((one.bag, one.key) for one in wanted if latest[one.identifier] is not one)
    return [
        (one.bag if latest[one.identifier] is one else _earlier(one, times[one.bag, one.key]), one)
        for one in wanted
        if order.every or latest[one.identifier] is one
    ]


def _earlier(receipt: Receipt, times: int) -> str:
    """The name of a bag that is not the latest; a state that was there more than once has its version in the name."""
    name = f"{receipt.bag}-{receipt.key[:16]}"
    return name if times == 1 or receipt.version is None else f"{name}-{portable_name(receipt.version)}"


def _attempt(name: str, receipt: Receipt, target: Target, out: Path) -> Outcome[Retrieved]:
    try:
        return Done(retrieve(name, receipt, target, out))
    except ArchiveError as error:
        return Failed(receipt.bag, error)
    except OSError as error:
        return Failed(receipt.bag, DepositError("E0616", str(out / name), error.strerror or str(error)))
    except Exception as error:
        log.exception("%s", receipt.bag)
        return unforeseen(receipt.bag, receipt.bag, error)


def retrieve(name: str, receipt: Receipt, target: Target, out: Path) -> Retrieved:
    """The bag of this receipt at `out/name`, staged beside, held against the receipt, synced, renamed; nothing is replaced.

    Where the bag stands already, byte for byte, it is left. Raises DepositError E0616 if something else stands there, Rejected E0605 for each file that is not what was deposited.
    """
    place = out / name
    if "/" in name or name in {"", ".", ".."}:
        raise DepositError("E0616", name, "no name for a folder")
    came = Retrieved(
        receipt.bag, str(place), receipt.location, receipt.version, len(receipt.files), receipt.size
    )
    if something_at(place):
        return _stood(came, place, receipt)
    with draft_folder(out, _DRAFT) as draft:
        _fill(draft, receipt, target)
        sync_tree(draft)
        try:
            rename_new(draft, place)
        except FileExistsError:  # another run was faster
            return _stood(came, place, receipt)
    return came


def _stood(came: Retrieved, place: Path, receipt: Receipt) -> Retrieved:
    """What came back before. Raises DepositError E0616 where anything but what the receipt says stands there."""
    wanted = {kept.place: kept.fixity for kept in receipt.files}
    try:
        inside = Directory(place, str(place))
        try:
            kinds = {
                path: entry.kind
                for path, entry in inside.entries().items()
                if entry.kind is not Kind.DIRECTORY
            }
            same = kinds == dict.fromkeys(wanted, Kind.FILE) and all(
                measure(inside.chunks(path), [algorithm for algorithm, _ in fixity.digests]) == fixity
                for path, fixity in wanted.items()
            )
        finally:
            inside.close()
    except (BagError, OSError) as error:
        raise DepositError("E0616", str(place), "something stands there that cannot be looked at") from error
    if not same:
        raise DepositError("E0616", str(place), "something else stands there already")
    return replace(came, status="present")


def _fill(draft: Path, receipt: Receipt, target: Target) -> None:
    wanted = {kept.place: kept.fixity for kept in receipt.files}
    left = dict(wanted)
    wrong: list[tuple[str, str]] = []
    for place, chunks in target.read_back(holding_of(receipt), tuple(wanted)):
        path = _inside(draft, place)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            got = measure(
                _written(chunks, file.fileno()), [algorithm for algorithm, _ in wanted[place].digests]
            )
        if got != left.pop(place):
            wrong.append(
                (place, f"{got.size} bytes with other digests, where {wanted[place].size} were deposited")
            )
    wrong += [(place, "is missing") for place in left]
    if wrong:
        raise Rejected("E0605", f"{receipt.location} {wrong[0][0]}", wrong[0][1], tuple(wrong[1:]))


def _written(chunks: Iterator[bytes], fd: int) -> Iterator[bytes]:
    for chunk in chunks:
        rest = memoryview(chunk)
        while rest:
            rest = rest[os.write(fd, rest) :]
        yield chunk


def _inside(draft: Path, place: str) -> Path:
    """The path for this place below `draft`. Raises DepositError E0612: a receipt may come from anywhere."""
    parts = place.split("/")
    if any(part in {"", ".", ".."} or "\0" in part for part in parts):
        raise DepositError("E0612", place, "a place that leads out of its folder")
    return draft.joinpath(*parts)
