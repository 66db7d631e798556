"""What the catalog knows of copies: who holds which bag, when it was last read, and which receipts there are for the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.catalog.catalog import Catalog

BAGS = "bags:"
"""Begins the name of a place that is no target: a folder that holds bags, or the file of a serialized one."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """One receipt: `name` is its file's, `checked_at` when the copy was last read, at its deposit or later."""

    name: str
    bag: str
    location: str
    version: str | None
    size: int
    taken_at: str
    checked_at: str | None


def deposits_at(catalog: Catalog, target: str) -> Iterator[Deposit]:
    """Every receipt of this target, in order of name."""
    rows = catalog.query(
        "SELECT r.name, r.bag, r.location, r.version, r.size, r.taken_at, c.at AS checked_at FROM receipts r"
        " LEFT JOIN checks c ON c.target = r.target AND c.bag = r.bag AND c.key = r.key"
        " WHERE r.target = :target ORDER BY r.name",
        {"target": target},
    )
    return (Deposit(**row) for row in rows)


def checks_at(catalog: Catalog, place: str) -> dict[str, str]:
    """When each thing at this place was last checked, whatever its key was then."""
    rows = catalog.query(
        "SELECT bag, max(at) AS at FROM checks WHERE target = :place GROUP BY bag", {"place": place}
    )
    return {row["bag"]: row["at"] for row in rows}


def checks_of_bags(catalog: Catalog, path: str) -> dict[str, tuple[str, str]]:
    """Of bags on disk at or below this path: by where each is, its name and when it was last checked, whatever its key was then."""
    rows = catalog.query(
        "SELECT location, bag, max(at) AS at FROM checks WHERE substr(target, 1, :length) = :bags"
        " AND (location = :path OR substr(location, 1, length(:path) + 1) = :path || '/') GROUP BY location, bag ORDER BY location",
        {"bags": BAGS, "length": len(BAGS), "path": path},
    )
    return {row["location"]: (row["bag"], row["at"]) for row in rows}


def deposited_keys(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """The keys of all that was deposited under each bag's name."""
    found: dict[str, tuple[str, ...]] = {}
    for row in catalog.query("SELECT DISTINCT bag, key FROM receipts ORDER BY bag, key"):
        found[row["bag"]] = (*found.get(row["bag"], ()), row["key"])
    return found


def receipts_elsewhere(
    catalog: Catalog,
    but: str,
    *,
    bag: str | None = None,
    key: str | None = None,
    identifier: str | None = None,
) -> list[str]:
    """The names of receipts, of every target but one, for the bag of this name, key or identifier."""
    rows = catalog.query(
        "SELECT name FROM receipts WHERE target <> :but"
        " AND (bag = :bag OR key = :key OR identifier = :identifier) ORDER BY name",
        {"but": but, "bag": bag, "key": key, "identifier": identifier},
    )
    return [row["name"] for row in rows]


def receipts_of(catalog: Catalog, bag: str, key: str) -> list[str]:
    """The names of the receipts for this bag."""
    rows = catalog.query(
        "SELECT name FROM receipts WHERE bag = :bag AND key = :key ORDER BY name", {"bag": bag, "key": key}
    )
    return [row["name"] for row in rows]


def undescribed(catalog: Catalog) -> list[tuple[str, str]]:
    """Name and key of each deposited bag of which the catalog knows no more."""
    rows = catalog.query(
        "SELECT b.bag, b.key FROM bags b WHERE NOT b.described"
        " AND EXISTS (SELECT 1 FROM receipts r WHERE r.bag = b.bag AND r.key = b.key) ORDER BY b.bag, b.key"
    )
    return [(row["bag"], row["key"]) for row in rows]


def sizes(catalog: Catalog) -> dict[str, int]:
    """How many bags, receipts and events there are."""
    row = next(
        catalog.query(
            "SELECT (SELECT count(*) FROM bags) AS bags, (SELECT count(*) FROM receipts) AS receipts,"
            " (SELECT count(*) FROM events) AS events"
        )
    )
    return dict(row)
