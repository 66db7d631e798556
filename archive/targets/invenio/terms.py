"""Dates, identifiers, relations, rights, languages and places of a record in InvenioRDM's own terms; pure."""

from __future__ import annotations

import re
from typing import Any

from archive.record import edtf
from archive.record.exports.dates import date_or_range
from archive.record.languages import three_letters
from archive.record.model import Record, Statement

Row = dict[str, Any]

DATES = {
    "issued": "issued", "available": "available", "created": "created", "modified": "updated", "valid": "valid",
    "dateAccepted": "accepted", "dateSubmitted": "submitted", "dateCopyrighted": "copyrighted", "date": "other",
    "temporal": "other",
}  # fmt: skip
"""InvenioRDM's date type of a property."""

RELATIONS = {
    "isPartOf": "ispartof", "hasPart": "haspart", "isVersionOf": "isversionof", "hasVersion": "hasversion",
    "isFormatOf": "isvariantformof", "hasFormat": "isoriginalformof", "isReferencedBy": "isreferencedby",
    "references": "references", "requires": "requires", "isRequiredBy": "isrequiredby", "replaces": "obsoletes",
    "isReplacedBy": "isobsoletedby", "source": "isderivedfrom",
}  # fmt: skip
"""InvenioRDM's relation type of a property; `relation` and `conformsTo` have none."""

_SCHEMES = (
    ("doi", re.compile(r"(?i)(?:doi:|https?://(?:dx\.)?doi\.org/)(10\.[0-9]{4,9}/\S+)")),
    ("handle", re.compile(r"(?i)(?:hdl:|https?://hdl\.handle\.net/)([^\s/]+/\S+)")),
    ("ark", re.compile(r"(ark:/\S+/\S+)")),
    ("urn", re.compile(r"(urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:\S+)")),
    ("url", re.compile(r"(https?://[^\s/?#.]+\.[^\s]*)")),
)
_CC = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>by(?:-nc)?(?:-nd|-sa)?)/(?P<version>[0-9]\.[0-9])"
    r"|publicdomain/(?P<zero>zero|mark)/1\.0)/?"
)
_GEONAMES = re.compile(r"https?://(?:sws|www)\.geonames\.org/([0-9]+)/?.*")
_URL = re.compile(r"https?://[^\s/?#]+\.[^\s]+")


def publication_date(record: Record, bagged: str | None) -> tuple[str, str | None]:
    """`metadata.publication_date` (EDTF level 0), and a sentence on what it is, unless it is a plain date of issue."""
    for name in ("issued", "available", "created", "date"):
        for statement in record.of(name):
            value = statement.value or ""
            text, lost = plain(value)
            if text is None:
                continue
            said = [] if name == "issued" else [f"no date of issue is stated, so this is `{name}`"]
            said += [f"{value} is written as {text}, without {', '.join(lost)}"] if lost else []
            return text, f"metadata.publication_date: {'; '.join(said)}." if said else None
    day = plain((bagged or "").strip())[0] or record.description.created_at.date().isoformat()
    return (
        day,
        f"metadata.publication_date: the record has no date that could stand there, so it is the bag's, {day}.",
    )


def plain(value: str) -> tuple[str | None, tuple[str, ...]]:
    """The EDTF level 0 nearest to an EDTF value (a day, month, year, or two of them), and what it no longer tells."""
    found = date_or_range(value)
    text = found.text.strip("/") if found.text else None
    if text and "T" in text:
        return text[:10], (*found.lost, "the time of day")
    if text is None:
        text = _years(value)
        return text, (*found.lost, *(["all but the years"] if text else []))
    return text, found.lost


def _years(value: str) -> str | None:
    """The year in which an EDTF value lies, or its first and last."""
    try:
        date = edtf.parse(value)
    except ValueError:
        return None
    years = [f"{bound[0]:04d}" for bound in (date.lower, date.upper) if bound and 1 <= bound[0] <= 9999]
    return "/".join(dict.fromkeys(years)) or None


def dates(record: Record) -> list[Row]:
    """`metadata.dates`: what a date says beyond EDTF level 0, and what is dated, stands in its description."""
    rows = []
    for statement in record.of(*DATES):
        text, lost = plain(statement.value or "")
        told = ["period covered"] if statement.property == "temporal" else []
        told += [f"EDTF {statement.value}"] if lost else []
        told += [statement.note.rstrip(".")] if statement.note else []
        if text:
            row: Row = {"date": text, "type": {"id": DATES[statement.property]}}
            rows.append({**row, "description": "; ".join(told)} if told else row)
    return rows


def identifier(value: str) -> Row | None:
    """An identifier with the scheme that InvenioRDM checks it by; None for what has a meaning in one house only."""
    for scheme, form in _SCHEMES:
        match = form.fullmatch(value)
        if match:
            return {"scheme": scheme, "identifier": match[1]}
    return None


def identifiers(record: Record) -> list[Row]:
    """`metadata.identifiers`: the record's own first; what has no scheme is `other`."""
    values = dict.fromkeys([record.identifier, *(s.value or "" for s in record.of("identifier"))])
    return [identifier(value) or {"scheme": "other", "identifier": value} for value in values if value]


def relations(record: Record) -> tuple[list[Row], list[Statement]]:
    """`metadata.related_identifiers`, and the statements that have no place there, or more to say than an identifier."""
    rows: list[Row] = []
    rest: list[Statement] = []
    for statement in record.of(*RELATIONS, "relation", "conformsTo"):
        known = identifier(statement.uri or "") or identifier(statement.value or "")
        kind = RELATIONS.get(statement.property)
        row = {**known, "relation_type": {"id": kind}} if known and kind else None
        if row and row not in rows:
            rows.append(row)
        own_file = statement.property == "hasFormat" and not known
        if not own_file and (
            row is None or statement.value not in {known and known["identifier"], statement.uri}
        ):
            rest.append(statement)
    return rows, rest


def rights(record: Record) -> list[Row]:
    """`metadata.rights`: Creative Commons by its id, all else by its words and address."""
    rows: list[Row] = []
    for statement in record.of("license", "rights"):
        row = licence(statement.uri or statement.value or "") or _words(statement)
        if row not in rows:
            rows.append(row)
    return rows


def licence(uri: str) -> Row | None:
    """The entry of InvenioRDM's list of licences for this address."""
    match = _CC.fullmatch(uri)
    if match is None:
        return None
    named = {"zero": "cc0-1.0", "mark": "cc-pdm-1.0", None: f"cc-{match['kind']}-{match['version']}"}
    return {"id": named[match["zero"]]}


def spelled(statements: tuple[Statement, ...], wanted: str) -> Row | None:
    """The same licence by words and address, for a site whose list lacks it."""
    found = (s for s in statements if licence(s.uri or s.value or "") == {"id": wanted})
    return next((_words(statement) for statement in found), None)


def languages(record: Record) -> list[Row]:
    """`metadata.languages`, ISO 639-3."""
    codes = map(language_code, record.of("language"))
    return [{"id": code} for code in dict.fromkeys(codes) if code]


def language_code(statement: Statement) -> str | None:
    return three_letters(statement.value or "")


def language(tag: str | None) -> Row:
    """The `lang` of a title or description, if the tag has one."""
    code = three_letters(tag) if tag else None
    return {"lang": {"id": code}} if code else {}


def places(record: Record) -> list[Row]:
    """`metadata.locations.features`, with GeoNames' number where it is known."""
    rows = []
    for statement in record.of("spatial", "coverage"):
        row: Row = {"place": statement.value}
        match = _GEONAMES.fullmatch(statement.uri or "")
        if match:
            row["identifiers"] = [{"scheme": "geonames", "identifier": match[1]}]
        rows.append(row)
    return rows


def _words(statement: Statement) -> Row:
    row: Row = {"title": {"en": statement.value or ""}}
    if statement.note:
        row["description"] = {"en": statement.note}
    if _URL.fullmatch(statement.uri or ""):
        row["link"] = statement.uri
    return row
