"""The catalog of a state folder: always as far as its receipts, its journal and its log of events; never further.

One process writes, under the lock of the log of events; whoever else comes reads what is there and does not wait.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from archive.catalog import database
from archive.catalog.events import EventLog, Happening, of_receipt, read_lines
from archive.catalog.facts import Facts
from archive.catalog.tables import Tables, Values, sql_value
from archive.errors import ArchiveError, CatalogError
from archive.paths import folder_at
from archive.receipt import Receipt
from archive.receipts import FOLDER, read_receipt

T = TypeVar("T")

JOURNAL = "journal.jsonl"
BATCH = 1000


@contextmanager
def open_catalog(state: Path, *, wait: bool = False) -> Iterator[Catalog]:
    """The catalog of this state folder, brought up to its sources; as it is, where another process writes and `wait` is not set.

    Raises CatalogError E0720 to E0725, and E0728 where there is no such folder.
    """
    if not folder_at(state):
        raise CatalogError("E0728", str(state), "no such folder")
    with _opened(state) as catalog:
        catalog.catch_up(wait=wait)
        yield catalog


@contextmanager
def recording(state: Path) -> Iterator[Callable[[Receipt, Facts | None, str], None]]:
    """A function that writes what a receipt proves to the log of events and to the catalog, with the facts of the bag that was sent.

    It is told the name of the receipt's file, too. The same receipt again changes nothing. It raises CatalogError E0720 to E0725: the
    deposit stands nevertheless, and whoever opens the catalog next makes up for it, but for the facts, which `catalog rebuild` reads
    again. Nothing is opened before the first.
    """
    with ExitStack() as stack:
        opened: list[Catalog] = []

        def record(receipt: Receipt, facts: Facts | None, name: str) -> None:
            if not opened:
                opened.append(stack.enter_context(_opened(state)))
            with database.told(state / database.NAME):
                opened[0].take(receipt, facts, name)

        yield record


@contextmanager
def rebuilding(state: Path) -> Iterator[Catalog]:
    """A new catalog of this state folder, which takes the old one's place when the `with` block ends well.

    Raises CatalogError E0720, E0723 to E0725, E0728.
    """
    if not folder_at(state):
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

    def __init__(self, state: Path, connection: database.Connection) -> None:
        self.state = state
        self.log = EventLog(state)
        self.connection = connection
        self._tables = Tables(connection)
        self.unread: tuple[ArchiveError, ...] = ()

    def query(self, statement: str, values: Values | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a SELECT of ours, one at a time; what a user says stands in `values`, never in the statement."""
        cursor = self.connection.execute(
            statement, {key: sql_value(value) for key, value in (values or {}).items()}
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

    def take(self, receipt: Receipt, facts: Facts | None, name: str) -> None:
        """One new receipt, its events, and what its bag says."""
        with self.log.locked():
            self._take_log()
            with database.transaction(self.connection):
                if facts is not None:
                    self._tables.describe(facts)
                self._tables.receipt(receipt, name)
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
                self._tables.describe(one)

    # From the sources

    def _take_log(self) -> None:
        events = self.log.read(self._read_of(self.log.path))
        while batch := _some(events):
            with database.transaction(self.connection):
                for _, event in batch:
                    self._tables.event(event)
                self._tables.put("sources", {"name": self.log.path.name, "position": batch[-1][0]}, ("name",))

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
                for name, receipt in batch:
                    self._tables.receipt(receipt, name)
            self._happen(event for _, receipt in batch for event in of_receipt(receipt))
        self.unread = tuple(unread)
        if not unread:
            with database.transaction(self.connection):
                self._tables.put("sources", {"name": FOLDER, "position": changed}, ("name",))

    def _take_journal(self) -> None:
        path = self.state / JOURNAL
        entries = read_lines(path, self._read_of(path))
        while batch := _some(entries):
            with database.transaction(self.connection):
                for _, tree in batch:
                    try:
                        self._tables.deposit(tree)
                    except (KeyError, TypeError, AttributeError) as error:
                        raise CatalogError("E0723", str(path), f"{type(error).__name__}: {error}") from error
                self._tables.put("sources", {"name": JOURNAL, "position": batch[-1][0]}, ("name",))

    def _read_of(self, path: Path) -> int:
        """How much of this log was taken. Raises CatalogError E0721 where more was than there is: it is another log, or cut."""
        position = self._position(path.name)
        size = path.stat().st_size if path.exists() else 0
        if size < position:
            raise CatalogError("E0721", str(path), f"{size} bytes, of which {position} were taken before")
        return position

    def _position(self, name: str) -> int:
        row = self.connection.execute("SELECT position FROM sources WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def _names(self) -> set[str]:
        return {row[0] for row in self.connection.execute("SELECT name FROM receipts")}

    def _happen(self, events: Iterable[Happening]) -> None:
        """Events that are new here, to the log and then to the tables; the log's position goes with them."""
        new = [event for event in events if not self._tables.knows(event)]
        self.log.add(new)
        self._take_log()


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


def _read(paths: Iterable[Path], unread: list[ArchiveError]) -> Iterator[tuple[str, Receipt]]:
    for path in paths:
        try:
            yield path.name, read_receipt(path)
        except ArchiveError as error:
            unread.append(error)


def _some(items: Iterator[T]) -> list[T]:
    return list(islice(items, BATCH))
