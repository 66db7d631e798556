"""The parts of DataCite's JSON (4.5), each from the statements that say it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from archive.record.exports.agents import named_kind
from archive.record.exports.dates import date_or_range, year_of
from archive.record.exports.uris import uri_of
from archive.record.identifiers import is_global
from archive.record.model import Record, Statement, Status
from archive.record.vocabularies import DCMI_TYPE, DCMI_TYPES, URI

Row = dict[str, Any]

DATES = {
    "issued": "Issued",
    "available": "Available",
    "created": "Created",
    "modified": "Updated",
    "valid": "Valid",
    "dateAccepted": "Accepted",
    "dateSubmitted": "Submitted",
    "dateCopyrighted": "Copyrighted",
    "date": "Other",
    "temporal": "Other",
}
RELATIONS = {
    "isPartOf": "IsPartOf",
    "hasPart": "HasPart",
    "isVersionOf": "IsVersionOf",
    "hasVersion": "HasVersion",
    "isFormatOf": "IsVariantFormOf",
    "hasFormat": "IsOriginalFormOf",
    "isReferencedBy": "IsReferencedBy",
    "references": "References",
    "requires": "Requires",
    "isRequiredBy": "IsRequiredBy",
    "replaces": "Obsoletes",
    "isReplacedBy": "IsObsoletedBy",
    "source": "IsDerivedFrom",
}
DESCRIPTIONS = {
    "abstract": "Abstract",
    "tableOfContents": "TableOfContents",
    "description": "Other",
    "provenance": "Other",
}
_TYPES = {"StillImage": "Image", "MovingImage": "Audiovisual"}
CONTRIBUTORS = {
    "cph": "RightsHolder",
    "dst": "Distributor",
    "edt": "Editor",
    "hst": "HostingInstitution",
    "pro": "Producer",
    "res": "Researcher",
    "spn": "Sponsor",
}
_DOI = re.compile(r"(?i)(?:doi:|https?://(?:dx\.)?doi\.org/)(10\.[0-9]{4,9}/\S+)")


def filled(**fields: str | None) -> Row:
    return {key: value for key, value in fields.items() if value}


def once(rows: Iterable[Any]) -> list[Any]:
    """Each row once, for the schema wants lists without twins."""
    return list({json.dumps(row, sort_keys=True): row for row in rows}.values())


def unknown(record: Record, name: str) -> str:
    status = next((s.status for s in record.statements if s.property == name), None)
    if status is Status.NOT_APPLICABLE:
        return ":unap"
    return ":unkn" if status is Status.NOT_STATED else ":unav"


def agent_row(statement: Statement) -> Row:
    row: Row = filled(name=statement.value, nameType=named_kind(statement, "Personal", "Organizational"))
    if uri_of(statement):
        row["nameIdentifiers"] = [
            filled(nameIdentifier=statement.uri, nameIdentifierScheme=statement.scheme or "URI")
        ]
    return row


def title_rows(record: Record) -> list[Row]:
    titles = [filled(title=s.value, lang=s.lang) for s in record.of("title")]
    others = [
        filled(title=s.value, titleType="AlternativeTitle", lang=s.lang) for s in record.of("alternative")
    ]
    return [*(titles or [{"title": unknown(record, "title")}]), *others]


def publisher_row(record: Record) -> Row:
    found = next(iter(record.of("publisher")), None)
    if found is None:
        return {"name": unknown(record, "publisher")}
    scheme = (found.scheme or "URI") if uri_of(found) else None
    return filled(
        name=found.value, publisherIdentifier=uri_of(found), publisherIdentifierScheme=scheme, lang=found.lang
    )


def type_row(record: Record) -> Row:
    general = "Other"
    names = []
    for statement in record.of("type"):
        name = (statement.uri or statement.value or "").removeprefix(DCMI_TYPE)
        if name in DCMI_TYPES and general == "Other":
            general = _TYPES.get(name, name)
        elif name not in DCMI_TYPES:
            names.append(statement.value or "")
    return filled(resourceType="; ".join(names) or None, resourceTypeGeneral=general)


def is_dcmi_type(statement: Statement) -> bool:
    """Whether a type is one of DCMI's, for which the general types stand."""
    return (statement.uri or statement.value or "").removeprefix(DCMI_TYPE) in DCMI_TYPES


def subject_row(statement: Statement) -> Row:
    return filled(
        subject=statement.value,
        subjectScheme=statement.scheme,
        valueUri=uri_of(statement),
        lang=statement.lang,
    )


def contributor_rows(record: Record) -> list[Row]:
    return [
        {**agent_row(s), "contributorType": CONTRIBUTORS.get(s.role or "", "Other")}
        for s in record.of("contributor")
    ] + [{**agent_row(s), "contributorType": "RightsHolder"} for s in record.of("rightsHolder")]


def date_row(statement: Statement) -> Row | None:
    value = statement.value or ""
    found = date_or_range(value)
    text = found.text or year_of(value)
    if text is None:
        return None
    told = "period covered" if statement.property == "temporal" else None
    if found.lost:
        told = f"{told}; EDTF {value}" if told else f"EDTF {value}"
    return filled(date=text, dateType=DATES[statement.property], dateInformation=told)


def relation_row(statement: Statement) -> Row | None:
    for target in (statement.uri or "", statement.value or ""):
        kind = _identifier_type(target)
        if kind and kind != "local":
            doi = doi_of(target)
            return filled(
                relatedIdentifier=doi or target,
                relatedIdentifierType=kind,
                relationType=RELATIONS[statement.property],
            )
    return None


def identifier_rows(record: Record) -> list[Row]:
    given = [s.value or "" for s in record.of("identifier")]
    all_of_them = given if record.identifier in given else [record.identifier, *given]
    schemes = {s.value: s.scheme for s in record.of("identifier")}
    return [
        {
            "alternateIdentifier": value,
            "alternateIdentifierType": schemes.get(value) or _identifier_type(value) or "local",
        }
        for value in all_of_them
        if not doi_of(value)
    ]


def _identifier_type(value: str) -> str | None:
    """DataCite's name for the kind of an identifier; None for what is none that has a meaning elsewhere."""
    if not is_global(value) or not URI.fullmatch(value):
        return None
    if doi_of(value):
        return "DOI"
    scheme = value.partition(":")[0].lower()
    return {"ark": "ARK", "urn": "URN", "hdl": "Handle", "http": "URL", "https": "URL"}.get(scheme)


def doi_of(value: str) -> str | None:
    found = _DOI.fullmatch(value)
    return found[1] if found else None


def right_row(statement: Statement) -> Row:
    uri = uri_of(statement) or (statement.value if URI.fullmatch(statement.value or "") else None)
    return filled(
        rights=statement.value,
        rightsUri=uri,
        rightsIdentifierScheme=statement.scheme,
        lang=statement.lang,
    )
