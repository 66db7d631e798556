"""The catalog made again: from receipts, journal and events, from bags at hand, and from the repositories for all other bags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from archive.bag.reader import bags_in, open_bag
from archive.catalog import Catalog, Facts, facts_of, rebuilding
from archive.catalog.copies import receipts_of, undescribed
from archive.errors import ArchiveError, CatalogError
from archive.outcome import Done, Failed, Outcome
from archive.paths import folder_at, something_at
from archive.receipt import Receipt
from archive.receipts import FOLDER, read_receipt
from archive.settings import Option, load_settings
from archive.workflows.holdings import Doors, described_by

BATCH = 256


@dataclass(frozen=True, slots=True)
class RebuildOrder:
    """What a user asked for: `bags` None takes those in `bags/`, if it is there; `state` None takes the settings' folder."""

    environ: Mapping[str, str]
    bags: tuple[Path, ...] | None = None
    state: Path | None = None
    config: Path | None = None
    options: Mapping[str, Option] = field(default_factory=dict)


class Source(StrEnum):
    BAG = "bag"
    STORE = "store"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Described:
    """A bag that the catalog now tells of, and where from: a path, or a target and the location there."""

    bag: str
    key: str
    source: Source
    where: str


@dataclass(frozen=True, slots=True)
class RebuildRun:
    """A run that has begun: drain `outcomes`, one a bag that was looked at; the catalog takes its place at the end."""

    state: Path
    catalog: Catalog
    outcomes: Iterator[Outcome[Described]]


@contextmanager
def open_rebuild(order: RebuildOrder) -> Iterator[RebuildRun]:
    """The run that `order` asks for. Raises ArchiveError where it cannot begin; the old catalog then stays."""
    settings = load_settings(order.config)
    state = order.state or settings.state
    named = (
        order.bags if order.bags is not None else tuple(path for path in (Path("bags"),) if folder_at(path))
    )
    bags = [bag for path in named for bag in bags_in(path)]
    if bags and not something_at(state):
        try:
            state.mkdir(parents=True)
        except OSError as error:
            raise CatalogError("E0720", str(state), error.strerror or str(error)) from error
    with Doors(settings, order.environ, order.options) as doors, rebuilding(state) as catalog:
        outcomes = _outcomes(catalog, bags, doors)
        yield RebuildRun(state, catalog, outcomes)
        for _ in outcomes:
            pass


def _outcomes(catalog: Catalog, bags: list[Path], doors: Doors) -> Iterator[Outcome[Described]]:
    for error in catalog.unread:
        yield Failed(error.where, error)
    for begin in range(0, len(bags), BATCH):
        facts: list[Facts] = []
        outcomes = [_of_bag(path, facts) for path in bags[begin : begin + BATCH]]
        catalog.describe(facts)
        yield from outcomes
    for name, key in undescribed(catalog):
        yield _of_store(catalog, name, key, doors)


def _of_bag(path: Path, facts: list[Facts]) -> Outcome[Described]:
    try:
        with open_bag(path) as bag:
            one = facts_of(bag)
    except ArchiveError as error:
        return Failed(str(path), error)
    facts.append(one)
    return Done(Described(one.bag, one.key, Source.BAG, str(path)))


def _of_store(catalog: Catalog, bag: str, key: str, doors: Doors) -> Outcome[Described]:
    """What a repository tells of a bag that is not at hand: the first that can, or why none could."""
    last: ArchiveError | None = None
    for name in receipts_of(catalog, bag, key):
        try:
            receipt = read_receipt(catalog.state / FOLDER / name)
            facts = _held(receipt, doors)
        except ArchiveError as error:
            last = error
            continue
        catalog.describe((facts,))
        return Done(Described(bag, key, Source.STORE, f"{receipt.target} {receipt.location}"))
    return Failed(bag, last or CatalogError("E0729", bag, "no receipt of it can be read"))


def _held(receipt: Receipt, doors: Doors) -> Facts:
    with described_by(doors.by_receipt(receipt.target), receipt) as bag:
        facts = facts_of(bag)
    if facts.key != receipt.key:
        raise CatalogError(
            "E0729", f"{receipt.target} {receipt.location}", f"its key is {facts.key}, not {receipt.key}"
        )
    return facts
