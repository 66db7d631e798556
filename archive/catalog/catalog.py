"""The catalog of a state folder: always as far as its receipts, its journal and its log of events; never further.

One process writes, under the lock of the log of events; whoever else comes reads what is there and does not wait.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from archive.catalog import database
from archive.catalog.events import EventLog, Happening, of_receipt, read_lines
from archive.catalog.facts import AccessionFacts, Facts, SeedFacts, folded
from archive.errors import ArchiveError, CatalogError
from archive.receipt import Receipt
from archive.receipts import FOLDER, read_receipt

T = TypeVar("T")

JOURNAL = "journal.jsonl"
BATCH = 1000
Values = Mapping[str, object]


@contextmanager
def open_catalog(state: Path, *, wait: bool = False) -> Iterator[Catalog]:
    """The catalog of this state folder, brought up to its sources; as it is, where another process writes and `wait` is not set.

    Raises CatalogError E0720 to E0725, and E0728 where there is no such folder.
    """
    if not state.is_dir():
        raise CatalogError("E0728", str(state), "no such folder")
    with _opened(state) as catalog:
        catalog.catch_up(wait=wait)
        yield catalog


@contextmanager
def recording(state: Path) -> Iterator[Callable[[Receipt, Facts | None], None]]:
    """A function that writes what a receipt proves to the log of events and to the catalog, with the facts of the bag that was sent.

    The same receipt again changes nothing. It raises CatalogError E0720 to E0725: the deposit stands nevertheless, and whoever opens
    the catalog next makes up for it, but for the facts, which `catalog rebuild` reads again. Nothing is opened before the first.
    """
    with ExitStack() as stack:
        opened: list[Catalog] = []

        def record(receipt: Receipt, facts: Facts | None = None) -> None:
            if not opened:
                opened.append(stack.enter_context(_opened(state)))
            with database.told(state / database.NAME):
                opened[0].take(receipt, facts)

        yield record


def record_deposit(state: Path, receipt: Receipt, facts: Facts | None = None) -> None:
    """The same for one receipt alone."""
    with recording(state) as record:
        record(receipt, facts)


@contextmanager
def rebuilding(state: Path) -> Iterator[Catalog]:
    """A new catalog of this state folder, which takes the old one's place when the `with` block ends well.

    Raises CatalogError E0720, E0723 to E0725, E0728.
    """
    if not state.is_dir():
        raise CatalogError("E0728", str(state), "no such folder")
    with database.alone(state / database.NAME) as new:
        with _opened(state, new) as catalog:
            catalog.catch_up(wait=True)
            yield catalog
        with catalog.log.locked():  # what was added meanwhile; then nobody writes until the names are changed
            with _opened(state, new) as catalog:
                catalog.take_sources()
                database.settle(catalog.connection)
            database.put_in_place(new, state / database.NAME)


@contextmanager
def _opened(state: Path, path: Path | None = None) -> Iterator[Catalog]:
    path = path or state / database.NAME
    connection = database.connect(path)
    try:
        with database.told(path):
            yield Catalog(state, connection)
    finally:
        connection.close()


class Catalog:
    """An open catalog. What it is asked raises CatalogError E0720, E0721, E0725.

    `unread` are the receipts that cannot be read: nothing of them is in the catalog.
    """

    def __init__(self, state: Path, connection: sqlite3.Connection) -> None:
        self.state = state
        self.log = EventLog(state)
        self.connection = connection
        self.unread: tuple[ArchiveError, ...] = ()

    def query(self, statement: str, values: Values | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a SELECT of ours, one at a time; what a user says stands in `values`, never in the statement."""
        cursor = self.connection.execute(
            statement, {key: _sql(value) for key, value in (values or {}).items()}
        )
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def columns(self, statement: str) -> list[str]:
        """The names of the columns that this SELECT of ours gives."""
        return [column[0] for column in self.connection.execute(f"{statement} LIMIT 0").description]

    def catch_up(self, *, wait: bool) -> None:
        """Takes what receipts, journal and log say since the last time. Without `wait`, leaves it to a process that is at it."""
        with self.log.locked(wait=wait) as mine:
            if mine:
                self.take_sources()

    def take_sources(self) -> None:
        """The same for whoever holds the lock of the log."""
        self._take_log()
        self._take_receipts()
        self._take_journal()

    def take(self, receipt: Receipt, facts: Facts | None) -> None:
        """One new receipt, its events, and what its bag says."""
        with self.log.locked():
            self._take_log()
            with database.transaction(self.connection):
                if facts is not None:
                    self._describe(facts)
                self._receipt(receipt)
            self._happen(of_receipt(receipt))
            self._take_journal()

    def add(self, events: Iterable[Happening]) -> None:
        """New events: first to the log, on disk, then to the catalog. Raises CatalogError E0724."""
        with self.log.locked():
            self._take_log()
            self._happen(events)

    def describe(self, facts: Iterable[Facts]) -> None:
        """What bags say of themselves."""
        with self.log.locked(), database.transaction(self.connection):
            for one in facts:
                self._describe(one)

    # From the sources

    def _take_log(self) -> None:
        events = self.log.read(self._position(self.log.path.name))
        while batch := _some(events):
            with database.transaction(self.connection):
                for _, event in batch:
                    self._event(event)
                self._put("sources", {"name": self.log.path.name, "position": batch[-1][0]}, ("name",))

    def _take_receipts(self) -> None:
        """Reads the receipts that are new, or newer, if any came since; those that cannot be read are tried every time."""
        folder = self.state / FOLDER
        before = self._position(FOLDER)
        try:
            changed = folder.stat().st_mtime_ns
            paths = _newer(folder, before, self._names()) if changed != before else []
        except FileNotFoundError:
            return
        except OSError as error:
            raise CatalogError("E0724", str(folder), error.strerror or str(error)) from error
        unread: list[ArchiveError] = []
        receipts = _read(paths, unread)
        while batch := _some(receipts):
            with database.transaction(self.connection):
                for receipt in batch:
                    self._receipt(receipt)
            self._happen(event for receipt in batch for event in of_receipt(receipt))
        self.unread = tuple(unread)
        if not unread:
            with database.transaction(self.connection):
                self._put("sources", {"name": FOLDER, "position": changed}, ("name",))

    def _take_journal(self) -> None:
        path = self.state / JOURNAL
        entries = read_lines(path, self._position(JOURNAL))
        while batch := _some(entries):
            with database.transaction(self.connection):
                for _, tree in batch:
                    try:
                        self._deposit(tree)
                    except (KeyError, TypeError, AttributeError) as error:
                        raise CatalogError("E0723", str(path), f"{type(error).__name__}: {error}") from error
                self._put("sources", {"name": JOURNAL, "position": batch[-1][0]}, ("name",))

    def _position(self, name: str) -> int:
        row = self.connection.execute("SELECT position FROM sources WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def _names(self) -> set[str]:
        return {row[0] for row in self.connection.execute("SELECT name FROM receipts")}

    def _knows(self, event: Happening) -> bool:
        return bool(self.connection.execute("SELECT 1 FROM events WHERE id = ?", (event.id,)).fetchone())

    # Into the tables

    def _happen(self, events: Iterable[Happening]) -> None:
        """Events that are new here, to the log and then to the tables; the log's position goes with them."""
        new = [event for event in events if not self._knows(event)]
        self.log.add(new)
        self._take_log()

    def _event(self, event: Happening) -> None:
        row = {
            "id": event.id, "at": event.at, "type": event.type.value, "outcome": event.outcome.value, "bag": event.bag,
            "key": event.key, "identifier": event.identifier, "target": event.target, "location": event.location,
            "version": event.version, "detail": event.detail, "files": event.files, "size": event.size,
            "software": event.software,
        }  # fmt: skip
        if self._knows(event):
            return
        if event.key is not None:
            self._bag(event.bag, event.key, event.identifier or "")
        self._put("events", row)
        for number, finding in enumerate(event.findings):
            self._put("findings", {
                "event": event.id, "number": number, "code": finding.code, "place": finding.where,
                "expected": finding.expected, "found": finding.found,
            })  # fmt: skip

    def _receipt(self, receipt: Receipt) -> None:
        self._bag(receipt.bag, receipt.key, receipt.identifier)
        self._put("receipts", {
            "name": receipt.name, "bag": receipt.bag, "key": receipt.key, "identifier": receipt.identifier,
            "target": receipt.target, "location": receipt.location, "version": receipt.version,
            "taken_at": receipt.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "level": receipt.level,
            "files": len(receipt.files), "size": receipt.size, "lost": "\n".join(receipt.lost),
            "software": receipt.software,
        }, ("name",))  # fmt: skip

    def _deposit(self, tree: dict[str, Any]) -> None:
        self._bag(tree["bag"], tree["key"], tree["identifier"])
        columns = ("target", "key", "bag", "identifier", "state", "at")
        row = {
            **{name: tree[name] for name in columns},
            "reason": tree.get("reason"),
            "again": tree.get("again"),
        }
        self._put("deposits", row, ("target", "key"))

    def _bag(self, bag: str, key: str, identifier: str) -> None:
        """A bag of which no more is known than its names; what it says of itself stays where it is known."""
        row = {"bag": bag, "key": key, "identifier": identifier, "words": folded((bag, identifier))}
        self._put("bags", row, ("bag", "key"), keep=True)

    def _describe(self, facts: Facts) -> None:
        if facts.accession:
            self._accession(facts.accession)
        if facts.seed:
            self._seed(facts, facts.seed)
        self._put("bags", {
            "bag": facts.bag, "key": facts.key, "identifier": facts.identifier, "title": facts.title,
            "created": facts.created, "bagged_on": facts.bagged_on, "organization": facts.organization,
            "software": facts.software, "collection": facts.collection,
            "seed": facts.seed.sha256 if facts.seed else None, "files": facts.files, "size": facts.size,
            "words": facts.words, "described": 1,
        }, ("bag", "key"))  # fmt: skip

    def _accession(self, facts: AccessionFacts) -> None:
        row = {
            "collection": facts.collection, "number": facts.number, "title": facts.title, "opened_at": facts.opened_at,
            "agent": facts.agent, "acquired": facts.acquired,
        }  # fmt: skip
        # Bags of one accession that tell of it differently: the same one is taken, in whichever order they come.
        known = self.connection.execute(
            "SELECT opened_at, title, agent, acquired FROM accessions WHERE collection = :collection AND number = :number",
            {key: _sql(value) for key, value in row.items()},
        ).fetchone()
        told = (facts.opened_at, facts.title, facts.agent, facts.acquired)
        if known is None or _ordered(map(_sql, told)) < _ordered(known):
            self._put("accessions", row, ("collection", "number"))

    def _seed(self, facts: Facts, seed: SeedFacts) -> None:
        accession = facts.accession
        row = {
            "identifier": facts.identifier, "sha256": seed.sha256, "original": seed.original, "size": seed.size,
            "format": seed.format, "collection": accession.collection if accession else None,
            "accession": accession.number if accession else None,
        }  # fmt: skip
        known = self.connection.execute(
            "SELECT original, size, format, collection, accession FROM seeds"
            " WHERE identifier = :identifier AND sha256 = :sha256",
            {key: _sql(value) for key, value in row.items()},
        ).fetchone()
        told = list(row.values())[2:]
        if known is None or _ordered(map(_sql, told)) < _ordered(known):
            self._put("seeds", row, ("identifier", "sha256"))

    def _put(self, table: str, row: Values, key: tuple[str, ...] = (), *, keep: bool = False) -> None:
        """A row of ours into a table of ours; where its key is there already, in its place, or with `keep` not at all."""
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        again = ""
        if key:
            new = ", ".join(f"{name} = excluded.{name}" for name in row if name not in key)
            again = f" ON CONFLICT ({', '.join(key)}) DO " + ("NOTHING" if keep else f"UPDATE SET {new}")
        values = {name: _sql(value) for name, value in row.items()}
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks}){again}"  # noqa: S608 - every name in it is ours
        self.connection.execute(statement, values)


def _newer(folder: Path, since: int, known: set[str]) -> list[Path]:
    """The receipts that are not known, or were put there after `since`, in order of name. Raises OSError."""
    with os.scandir(folder) as listing:
        found = [
            item.name
            for item in listing
            if item.name.endswith(".json")
            and not item.name.startswith(".")
            and (item.name not in known or item.stat(follow_symlinks=False).st_mtime_ns > since)
        ]
    return [folder / name for name in sorted(found)]


def _read(paths: Iterable[Path], unread: list[ArchiveError]) -> Iterator[Receipt]:
    for path in paths:
        try:
            yield read_receipt(path)
        except ArchiveError as error:
            unread.append(error)


def _some(items: Iterator[T]) -> list[T]:
    return list(islice(items, BATCH))


def _sql(value: object) -> object:
    """A value as SQLite can hold it: what is no Unicode in a name is written as an escape."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _ordered(values: Iterable[object]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in values)
