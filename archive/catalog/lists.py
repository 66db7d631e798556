"""What can be listed of the catalog: a SELECT each, what its rows can be chosen by, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.catalog.catalog import Catalog
from archive.catalog.facts import folded
from archive.errors import CatalogError

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class List:
    """`filters` are the columns to choose by, as SQL; `time` the one that --since and --until look at."""

    select: str
    order: str
    filters: Mapping[str, str]
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows: `where` by column, words that all must be found (bags only), times as UTC stamps, at most `limit`."""

    where: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int | None = None


_BAG = {"bag": "b.bag", "identifier": "b.identifier", "key": "b.key", "collection": "b.collection"}

LISTS: Mapping[str, List] = {
    "bags": List(
        "SELECT b.bag, b.identifier, b.title, b.created, b.collection, s.accession, b.organization, b.bagged_on,"
        " b.software, b.files, b.size, (SELECT count(*) FROM receipts r WHERE r.bag = b.bag AND r.key = b.key) AS copies,"
        " (SELECT max(at) FROM checks c WHERE c.bag = b.bag AND c.key = b.key) AS checked_at, b.key"
        " FROM bags b LEFT JOIN seeds s ON s.identifier = b.identifier AND s.sha256 = b.seed",
        "b.bag, b.key",
        {**_BAG, "accession": "s.accession"},
        "b.bagged_on || 'T00:00:00Z'",
    ),
    "seeds": List(
        "SELECT b.identifier, b.original, b.size, b.format, b.sha256, b.collection, b.accession FROM seeds b",
        "b.identifier, b.sha256",
        {"identifier": "b.identifier", "collection": "b.collection", "accession": "b.accession"},
    ),
    "accessions": List(
        "SELECT b.collection, b.number, b.title, b.opened_at, b.agent, b.acquired, (SELECT count(*) FROM seeds s"
        " WHERE s.collection = b.collection AND s.accession = b.number) AS seeds FROM accessions b",
        "b.collection, b.number",
        {"collection": "b.collection", "accession": "b.number"},
        "b.opened_at",
    ),
    "deposits": List(
        "SELECT d.at, d.bag, d.target, d.state, d.reason, d.again, d.identifier, d.key FROM deposits d",
        "d.at, d.target, d.key",
        {"bag": "d.bag", "identifier": "d.identifier", "key": "d.key", "target": "d.target", "outcome": "d.state"},
        "d.at",
    ),
    "receipts": List(
        "SELECT r.taken_at, r.bag, r.target, r.location, r.version, r.persistent_identifier, r.level, r.files, r.size, r.lost, c.at AS checked_at,"
        " c.outcome AS checked, r.identifier, r.key, r.software, r.name FROM receipts r"
        " LEFT JOIN checks c ON c.target = r.target AND c.bag = r.bag AND c.key = r.key",
        "r.taken_at, r.name",
        {"bag": "r.bag", "identifier": "r.identifier", "key": "r.key", "target": "r.target", "outcome": "c.outcome"},
        "r.taken_at",
    ),
    "events": List(
        "SELECT e.at, e.type, e.outcome, e.bag, e.target, e.location, e.version, e.detail, e.files, e.size, e.identifier,"
        " e.key, e.software, e.id FROM events e",
        "e.at, e.id",
        {
            "bag": "e.bag", "identifier": "e.identifier", "key": "e.key", "target": "e.target", "type": "e.type",
            "outcome": "e.outcome",
        },
        "e.at",
    ),
    "findings": List(
        "SELECT e.at, e.bag, e.target, f.code, f.place, f.expected, f.found, e.type, e.key, f.event FROM findings f"
        " JOIN events e ON e.id = f.event",
        "e.at, f.event, f.number",
        {
            "bag": "e.bag", "identifier": "e.identifier", "key": "e.key", "target": "e.target", "type": "e.type",
            "outcome": "e.outcome", "code": "f.code",
        },
        "e.at",
    ),
}  # fmt: skip
"""In the order in which an export gives them."""

FILTERS = ("bag", "identifier", "key", "collection", "accession", "target", "type", "outcome", "code")


def listed(catalog: Catalog, kind: str, choice: Choice) -> Iterator[Row]:
    """The rows chosen, in their order, each with the same columns. Raises CatalogError E0727 for a choice it does not know."""
    one = LISTS[kind]
    clauses: list[str] = []
    values: dict[str, object] = {}
    for name, value in choice.where.items():
        if name not in one.filters:
            raise CatalogError("E0727", f"--{name}", f"{kind} can be chosen by {', '.join(one.filters)}")
        clauses.append(f"{one.filters[name]} = :{name}")
        values[name] = value
    for name, stamp, sign in (("since", choice.since, ">="), ("until", choice.until, "<")):
        if stamp is None:
            continue
        if one.time is None:
            raise CatalogError("E0727", f"--{name}", f"{kind} have no time of their own")
        clauses.append(f"{one.time} {sign} :{name}")
        values[name] = stamp
    for number, word in enumerate(choice.words):
        clauses.append(f"instr(b.words, :word{number}) > 0")
        values[f"word{number}"] = folded((word,))
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    limit = " LIMIT :limit" if choice.limit is not None else ""
    values["limit"] = choice.limit
    return catalog.query(f"{one.select}{where} ORDER BY {one.order}{limit}", values)
