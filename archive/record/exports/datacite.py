"""A record as DataCite metadata in JSON (DataCite Metadata Schema 4.5), as repositories with DOIs take it.

What the schema demands and the record does not state is written as DataCite's own words for unknown values (4.5, appendix 3): `:unav`,
or `:unkn` where a person looked and the document does not say. The publication year is that of the issue, else of the making, else of
the description. A date that is more than W3CDTF can say keeps its EDTF in `dateInformation`.
"""

from __future__ import annotations

import json
from typing import Any

from archive.record.exports.datacite_rows import (
    CONTRIBUTORS,
    DATES,
    DESCRIPTIONS,
    RELATIONS,
    agent_row,
    contributor_rows,
    date_row,
    doi_of,
    filled,
    identifier_rows,
    is_dcmi_type,
    once,
    publisher_row,
    relation_row,
    right_row,
    subject_row,
    title_rows,
    type_row,
    unknown,
)
from archive.record.exports.dates import date_or_range, last_year
from archive.record.exports.losses import tally
from archive.record.model import Record, Statement

SCHEMA_VERSION = "http://datacite.org/schema/kernel-4"

Row = dict[str, Any]


def to_datacite(record: Record) -> bytes:
    """The bytes of a datacite.json, valid against DataCite's JSON schema 4.5 whatever the record holds."""
    return (json.dumps(datacite(record), ensure_ascii=False, indent=2) + "\n").encode()


def datacite(record: Record) -> Row:
    """The same as a tree, for whoever sends it as part of something larger."""
    tree: Row = {
        "doi": next((v for s in record.of("identifier") if (v := doi_of(s.value or ""))), None),
        "alternateIdentifiers": identifier_rows(record),
        "creators": [agent_row(s) for s in record.of("creator")] or [{"name": unknown(record, "creator")}],
        "titles": title_rows(record),
        "publisher": publisher_row(record),
        "publicationYear": publication_year(record),
        "types": type_row(record),
        "subjects": [subject_row(s) for s in record.of("subject")],
        "contributors": contributor_rows(record),
        "dates": [row for s in record.of(*DATES) if (row := date_row(s))],
        "language": record.value("language"),
        "relatedIdentifiers": [row for s in record.of(*RELATIONS) if (row := relation_row(s))],
        "sizes": [s.value for s in record.of("extent")],
        "formats": [s.value for s in record.of("format", "medium")],
        "rightsList": [right_row(s) for s in record.of("rights", "license", "accessRights")],
        "descriptions": [
            filled(description=s.value, descriptionType=DESCRIPTIONS[s.property], lang=s.lang)
            for s in record.of(*DESCRIPTIONS)
        ],
        "geoLocations": [{"geoLocationPlace": s.value} for s in record.of("spatial", "coverage")],
        "schemaVersion": SCHEMA_VERSION,
    }
    return {key: once(value) if isinstance(value, list) else value for key, value in tree.items() if value}


def publication_year(record: Record) -> str:
    """Four digits: the last year of the first date that has one, the issue's before the making's; else that of the description.

    A copyright year is none: a notice is renewed year by year.
    """
    years = (
        last_year(statement.value or "")
        for name in ("issued", "available", "created", "date")
        for statement in record.of(name)
    )
    return next((year for year in years if year), f"{record.description.created_at.year:04d}")


def losses(record: Record) -> tuple[str, ...]:
    """What DataCite's schema no longer tells of this record, and what it had to be told instead."""
    remarks = [
        f"{label}: not stated, written as {unknown(record, name)}"
        for name, label in (("creator", "creators"), ("title", "titles"), ("publisher", "publisher"))
        if not record.of(name)
    ]
    if not any(last_year(s.value or "") for s in record.of("issued", "available")):
        remarks.append(f"publicationYear: no date of issue is stated, written as {publication_year(record)}")
    for statement in record.of(*DATES):
        lost = date_or_range(statement.value or "").lost
        if lost:
            where = "kept as dateInformation only" if date_row(statement) else "not written"
            remarks.append(f"{statement.property} {statement.value}: {', '.join(lost)}; {where}")
    many = record.of("language")[1:]
    if many:
        remarks.append(f"language: all but the first ({', '.join(s.value or '' for s in many)})")
    if record.of("publisher")[1:]:
        remarks.append("publisher: all but the first")
    named = [
        s for s in record.of(*RELATIONS) if (row := relation_row(s)) and row["relatedIdentifier"] != s.value
    ]
    if named:
        remarks.append(
            f"the words beside a related resource's identifier: {', '.join(s.value or '' for s in named)}"
        )
    return tally(record, _kept, *dict.fromkeys(remarks))


_WHOLE = frozenset({"scheme", "uri", "lang"})
_KEEPS = {
    "identifier": frozenset({"scheme"}),
    "creator": frozenset({"scheme", "uri"}),
    "publisher": frozenset({"scheme", "uri", "lang"}),
    "rightsHolder": frozenset({"scheme", "uri"}),
    "title": frozenset({"lang"}),
    "alternative": frozenset({"lang"}),
    "subject": _WHOLE,
    "rights": _WHOLE,
    "license": _WHOLE,
    "accessRights": _WHOLE,
    **dict.fromkeys(DESCRIPTIONS, frozenset({"lang"})),
    **dict.fromkeys(DATES, frozenset({"scheme"})),
    **dict.fromkeys(RELATIONS, frozenset({"uri"})),
    **dict.fromkeys(("language", "extent", "format", "medium", "spatial", "coverage"), frozenset[str]()),
}


def _kept(statement: Statement) -> frozenset[str] | None:
    name = statement.property
    if name == "type":
        return frozenset({"scheme", "uri"} if is_dcmi_type(statement) else ())
    if name == "contributor":
        known = {"role"} if statement.role in CONTRIBUTORS else set()
        return frozenset({"scheme", "uri", *known})
    if (name in RELATIONS and not relation_row(statement)) or (name in DATES and not date_row(statement)):
        return None
    return _KEEPS.get(name)
