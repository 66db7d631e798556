"""The catalog for others: CSV of one list, JSON of all of them, and PREMIS of what happened to each bag after it was packed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from uuid import uuid5

from archive.catalog.catalog import Catalog
from archive.catalog.events import EVENTS
from archive.catalog.lists import LISTS, Choice, Row, listed
from archive.errors import CatalogError
from archive.premis import Event, EventOutcome, EventType, PremisAgent, Representation, Role
from archive.premis.writing import pieces
from archive.record.model import AgentKind
from archive.xml import forbidden

FORMAT = "archive-catalog/1"
_SEPARATOR = chr(31)
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(catalog: Catalog, kind: str, choice: Choice) -> Iterator[str]:
    """One list as CSV (RFC 4180), with a heading also where it has no row. Raises CatalogError E0727.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it; JSON has it as it is.
    """
    rows = listed(catalog, kind, choice)
    columns = catalog.columns(LISTS[kind].select)
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line([_cell(row[column]) for column in columns])


def as_json(catalog: Catalog, choice: Choice) -> Iterator[str]:
    """The whole catalog as one JSON object, a list each, in a fixed order. Raises CatalogError E0727 for any choice."""
    if choice != Choice():
        raise CatalogError(
            "E0727", "--format json", "it is of everything; choose with --format csv or premis"
        )
    yield f'{{"format": {json.dumps(FORMAT)}'
    for kind in LISTS:
        yield f',\n"{kind}": ['
        for number, row in enumerate(listed(catalog, kind, Choice())):
            yield (",\n " if number else "\n ") + json.dumps(row, ensure_ascii=False)
        yield "\n]"
    yield "}\n"


def as_premis(catalog: Catalog, choice: Choice) -> Iterator[str]:
    """Each bag with the places that hold it, each event, and the programs that did them: PREMIS 3 (schemas/archive-premis-events.rng).

    Of chosen bags, by name, identifier or key. Raises CatalogError E0727 for another choice.
    """
    other = sorted({*choice.where} - {"bag", "identifier", "key"})
    if other or (choice.since, choice.until, choice.limit) != (None, None, None):
        what = f"--{other[0]}" if other else "--format premis"
        raise CatalogError("E0727", what, "it is of whole bags; choose by bag, identifier or key")
    software = (
        str(row["software"])
        for row in catalog.query("SELECT DISTINCT software FROM events ORDER BY software")
    )
    return pieces(
        representations=_representations(catalog, choice.where),
        events=map(_event, listed(catalog, "events", choice)),
        agents=map(_agent, software),
    )


def _csv_line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value


def _representations(catalog: Catalog, where: Mapping[str, str]) -> Iterator[Representation]:
    """Each bag, with its receipts, which come in the same order."""
    receipts = catalog.query(
        "SELECT b.bag, b.key, b.identifier, r.target, r.location, r.version, r.persistent_identifier FROM bags b"
        " LEFT JOIN receipts r ON r.bag = b.bag AND r.key = b.key"
        " WHERE ifnull(b.bag = :bag, 1) AND ifnull(b.identifier = :identifier, 1) AND ifnull(b.key = :key, 1)"
        " ORDER BY b.bag, b.key, r.name",
        {"bag": None, "identifier": None, "key": None, **where},
    )
    bag: Row | None = None
    places: list[tuple[str, str]] = []
    for row in receipts:
        if bag is not None and (row["bag"], row["key"]) != (bag["bag"], bag["key"]):
            yield _representation(bag, places)
            places = []
        bag = row
        if row["target"] is not None:
            version = f" (version {row['version']})" if row["version"] else ""
            places.append((_xml(row["target"]), _xml(row["location"]) + version))
            if row["persistent_identifier"]:
                places.append(("persistent identifier", _xml(row["persistent_identifier"])))
    if bag is not None:
        yield _representation(bag, places)


def _representation(bag: Row, places: Iterable[tuple[str, str]]) -> Representation:
    return Representation(
        _object_id(bag["bag"], bag["key"]), _xml(bag["bag"]), _xml(bag["identifier"]) or None, tuple(places)
    )


def _event(row: Row) -> Event:
    read = f"{row['files']} files, {row['size']} bytes." if row["files"] else ""
    where = f" In {row['target']}." if row["target"] else ""
    return Event(
        identifier=row["id"],
        type=EventType(row["type"]),
        at=row["at"],
        detail=_xml(f"{row['detail']}{where}"),
        note=read or None,
        agents=((_agent_id(row["software"]), Role.EXECUTING_PROGRAM),),
        objects=((_object_id(row["bag"], row["key"]), Role.SOURCE),) if row["key"] else (),
        outcome=EventOutcome(row["outcome"]),
    )


def _agent(software: str) -> PremisAgent:
    name, _, version = software.partition(" ")
    return PremisAgent(
        _agent_id(software), AgentKind.SOFTWARE, _xml(name) or "unknown", _xml(version) or None
    )


def _object_id(bag: str, key: str) -> str:
    return f"urn:uuid:{uuid5(EVENTS, _SEPARATOR.join(('bag', bag, key)))}"


def _agent_id(software: str) -> str:
    return f"urn:uuid:{uuid5(EVENTS, _SEPARATOR.join(('agent', software)))}"


def _xml(text: str) -> str:
    """Text that XML can hold; what it cannot hold is written as an escape."""
    return (
        "".join(ascii(char)[1:-1] if forbidden(char) else char for char in text) if forbidden(text) else text
    )
