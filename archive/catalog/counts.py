"""What can be counted of deposits and their checks: so many of so many. Nothing is weighed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Measure:
    """A count: so many of so many, and where a person sees it."""

    name: str
    sentence: str
    count: int
    total: int
    shown_by: str


@dataclass(frozen=True, slots=True)
class _Count:
    """How a measure is taken: `part` and `whole` are SELECTs of one number; `since` is when a check is too old."""

    sentence: str
    part: str
    whole: str
    shown_by: str


_RECEIPTS = "SELECT count(*) AS n FROM receipts"
_DEPOSITED = "SELECT count(*) AS n FROM (SELECT DISTINCT bag, key FROM receipts)"
_OF_DEPOSITED = "SELECT count(*) AS n FROM (SELECT DISTINCT bag, key FROM receipts) r"
_EVENT = "SELECT 1 FROM events e WHERE e.bag = r.bag AND e.key = r.key AND e.target = r.target"
_AUDITED = f"EXISTS ({_EVENT} AND e.type = 'fix' AND e.at > r.taken_at)"
_CHECKED_WELL = (
    "SELECT 1 FROM checks c WHERE c.target = r.target AND c.bag = r.bag AND c.key = r.key"
    " AND c.outcome <> 'fai' AND c.at >= :oldest"
)
_COUNTS: Mapping[str, _Count] = {
    "digests_kept": _Count(
        "receipts that keep a digest of every file", f"{_RECEIPTS} WHERE files > 0", _RECEIPTS, "catalog list receipts"
    ),
    "read_back": _Count(
        "deposits of which every byte was read back and digested anew",
        f"{_RECEIPTS} r WHERE EXISTS ({_EVENT} AND e.type = 'fix' AND e.outcome = 'suc' AND e.at = r.taken_at)",
        _RECEIPTS,
        "catalog list events --type fix",
    ),
    "judged_before": _Count(
        "deposits judged valid, at the level that the receipt names, before they were sent",
        f"{_RECEIPTS} r WHERE EXISTS ({_EVENT} AND e.type = 'val')",
        _RECEIPTS,
        "catalog list events --type val",
    ),
    "receipts_kept": _Count("deposits that ended in a receipt",
        "SELECT count(*) AS n FROM deposits WHERE state = 'verified'", "SELECT count(*) AS n FROM deposits",
        "catalog list deposits"),
    "transfers_logged": _Count(
        "deposits whose transfer is logged",
        f"{_RECEIPTS} r WHERE EXISTS ({_EVENT} AND e.type = 'tra')",
        _RECEIPTS,
        "catalog list events --type tra",
    ),
    "checks_logged": _Count(
        "deposits read whole again after they were made, with the result logged",
        f"{_RECEIPTS} r WHERE {_AUDITED}",
        _RECEIPTS,
        "catalog list events --type fix",
    ),
    "checked_in_time": _Count(
        "deposits whose last check found them well and is not older than it should be",
        f"{_RECEIPTS} r WHERE EXISTS ({_CHECKED_WELL})",
        _RECEIPTS,
        "catalog list receipts",
    ),
    "located": _Count(
        "bags known here of which it is recorded where they are kept",
        "SELECT count(*) AS n FROM bags b WHERE EXISTS (SELECT 1 FROM receipts r WHERE r.bag = b.bag AND r.key = b.key)",
        "SELECT count(*) AS n FROM bags",
        "catalog list bags",
    ),
    "several_copies": _Count(
        "deposited bags that are held by more than one target",
        "SELECT count(*) AS n FROM (SELECT 1 FROM receipts GROUP BY bag, key HAVING count(DISTINCT target) > 1)",
        _DEPOSITED,
        "catalog list bags",
    ),
    "accessioned": _Count(
        "deposited bags whose accession and original are recorded",
        f"{_OF_DEPOSITED} JOIN bags b USING (bag, key) JOIN seeds s ON s.identifier = b.identifier AND s.sha256 = b.seed"
        " WHERE s.accession IS NOT NULL",
        _DEPOSITED,
        "catalog list seeds",
    ),
    "described": _Count(
        "deposited bags with a descriptive record",
        f"{_OF_DEPOSITED} JOIN bags b USING (bag, key) WHERE b.title IS NOT NULL AND b.seed IS NOT NULL",
        _DEPOSITED,
        "catalog list bags",
    ),
    "formats_known": _Count(
        "deposited bags whose original's format is identified",
        f"{_OF_DEPOSITED} JOIN bags b USING (bag, key) JOIN seeds s ON s.identifier = b.identifier AND s.sha256 = b.seed"
        " WHERE s.format <> ''",
        _DEPOSITED,
        "catalog list seeds",
    ),
    "identified": _Count(
        "identifiers that name one document alone",
        "SELECT count(*) AS n FROM (SELECT identifier FROM bags GROUP BY identifier HAVING count(DISTINCT seed) <= 1)",
        "SELECT count(DISTINCT identifier) AS n FROM bags",
        "catalog list bags",
    ),
}  # fmt: skip


NAMES = tuple(_COUNTS)


def measured(catalog: Catalog, name: str, oldest: str) -> Measure:
    """One of NAMES, counted today; a check from before `oldest`, a UTC stamp, is too old. Raises KeyError for another name."""
    count = _COUNTS[name]
    part, whole = (
        next(catalog.query(statement, {"oldest": oldest}))["n"] for statement in (count.part, count.whole)
    )
    return Measure(name, count.sentence, part, whole, count.shown_by)
