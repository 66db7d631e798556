"""The rows of the catalog: what each thing that is known becomes in its tables. The same things give the same rows in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from archive.catalog.database import Connection
from archive.catalog.events import Happening
from archive.catalog.facts import AccessionFacts, Facts, SeedFacts, folded
from archive.receipt import Receipt

Values = Mapping[str, object]


class Tables:
    """Writes rows through a connection, within a transaction that others begin and end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def knows(self, event: Happening) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM events WHERE id = ?", (event.id,)).fetchone())

    def event(self, event: Happening) -> None:
        """One that is there already is left as it is."""
        row = {
            "id": event.id, "at": event.at, "type": event.type.value, "outcome": event.outcome.value, "bag": event.bag,
            "key": event.key, "identifier": event.identifier, "target": event.target, "location": event.location,
            "version": event.version, "detail": event.detail, "files": event.files, "size": event.size,
            "software": event.software,
        }  # fmt: skip
        if self.knows(event):
            return
        if event.key is not None:
            self._bag(event.bag, event.key, event.identifier or "")
        self.put("events", row)
        for number, finding in enumerate(event.findings):
            self.put("findings", {
                "event": event.id, "number": number, "code": finding.code, "place": finding.where,
                "expected": finding.expected, "found": finding.found,
            })  # fmt: skip

    def receipt(self, receipt: Receipt, name: str) -> None:
        """One whose file has the same name gives way to it."""
        self._bag(receipt.bag, receipt.key, receipt.identifier)
        self.put("receipts", {
            "name": name, "bag": receipt.bag, "key": receipt.key, "identifier": receipt.identifier,
            "target": receipt.target, "location": receipt.location, "version": receipt.version,
            "persistent_identifier": receipt.persistent,
            "taken_at": receipt.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "level": receipt.level,
            "files": len(receipt.files), "size": receipt.size, "lost": "\n".join(receipt.lost),
            "software": receipt.software,
        }, ("name",))  # fmt: skip

    def deposit(self, tree: dict[str, Any]) -> None:
        """A line of the journal. Raises KeyError, TypeError or AttributeError on another."""
        self._bag(tree["bag"], tree["key"], tree["identifier"])
        columns = ("target", "key", "bag", "identifier", "state", "at")
        row = {
            **{name: tree[name] for name in columns},
            "reason": tree.get("reason"),
            "again": tree.get("again"),
        }
        self.put("deposits", row, ("target", "key"))

    def _bag(self, bag: str, key: str, identifier: str) -> None:
        """A bag of which no more is known than its names; what it says of itself stays where it is known."""
        row = {"bag": bag, "key": key, "identifier": identifier, "words": folded((bag, identifier))}
        self.put("bags", row, ("bag", "key"), keep=True)

    def describe(self, facts: Facts) -> None:
        """What a bag says of itself, with its accession and its seed."""
        if facts.accession:
            self._accession(facts.accession)
        if facts.seed:
            self._seed(facts, facts.seed)
        self.put("bags", {
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
        known = self._connection.execute(
            "SELECT opened_at, title, agent, acquired FROM accessions WHERE collection = :collection AND number = :number",
            {key: sql_value(value) for key, value in row.items()},
        ).fetchone()
        told = (facts.opened_at, facts.title, facts.agent, facts.acquired)
        if known is None or _ordered(map(sql_value, told)) < _ordered(known):
            self.put("accessions", row, ("collection", "number"))

    def _seed(self, facts: Facts, seed: SeedFacts) -> None:
        accession = facts.accession
        row = {
            "identifier": facts.identifier, "sha256": seed.sha256, "original": seed.original, "size": seed.size,
            "format": seed.format, "collection": accession.collection if accession else None,
            "accession": accession.number if accession else None,
        }  # fmt: skip
        known = self._connection.execute(
            "SELECT original, size, format, collection, accession FROM seeds"
            " WHERE identifier = :identifier AND sha256 = :sha256",
            {key: sql_value(value) for key, value in row.items()},
        ).fetchone()
        told = list(row.values())[2:]
        if known is None or _ordered(map(sql_value, told)) < _ordered(known):
            self.put("seeds", row, ("identifier", "sha256"))

    def put(self, table: str, row: Values, key: tuple[str, ...] = (), *, keep: bool = False) -> None:
        """A row of ours into a table of ours; where its key is there already, in its place, or with `keep` not at all."""
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        again = ""
        if key:
            new = ", ".join(f"{name} = excluded.{name}" for name in row if name not in key)
            again = f" ON CONFLICT ({', '.join(key)}) DO " + ("NOTHING" if keep else f"UPDATE SET {new}")
        values = {name: sql_value(value) for name, value in row.items()}
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks}){again}"  # noqa: S608 - every name in it is ours
        self._connection.execute(statement, values)


def sql_value(value: object) -> object:
    """A value as SQLite can hold it: what is no Unicode in a name is written as an escape."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _ordered(values: Iterable[object]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in values)
