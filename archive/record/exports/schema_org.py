"""A record as schema.org JSON-LD, for a page that search engines read.

Dates are written in the nearest W3CDTF or as a range of two, never with more certainty than the range of a year: what has no such form is
left out. Whether a name is a person's or a body's is told only where the record tells it.
"""

from __future__ import annotations

import json
from typing import Any

from archive.record.exports.agents import named_kind
from archive.record.exports.dates import date_or_range
from archive.record.exports.losses import tally
from archive.record.exports.uris import uri_of
from archive.record.model import Record, Statement
from archive.record.relators import RELATORS
from archive.record.vocabularies import DCMI_TYPES, URI

CONTEXT = "https://schema.org/"

Row = dict[str, Any]


def to_schema_org(*records: Record) -> bytes:
    """The bytes of a JSON-LD document: one `CreativeWork`, or a graph of several."""
    works = [_work(record) for record in records]
    whole = {"@context": CONTEXT, **works[0]} if len(works) == 1 else {"@context": CONTEXT, "@graph": works}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def losses(record: Record) -> tuple[str, ...]:
    """What schema.org no longer tells of this record."""
    remarks = []
    for statement in record.of(*_DATES):
        found = date_or_range(statement.value or "")
        if found.text and found.lost:
            remarks.append(
                f"{statement.property} {statement.value} is written {found.text}: {', '.join(found.lost)}"
            )
    return tally(record, _kept, *remarks)


def _work(record: Record) -> Row:
    rows: Row = {"@type": "CreativeWork", "@id": record.identifier}
    for statement in record.statements:
        write = _WRITERS.get(statement.property) if statement.value is not None else None
        value = write(statement) if write else None
        if value is not None:
            rows.setdefault(_NAMES[statement.property], []).append(value)
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in rows.items()
    }


def _text(statement: Statement) -> str | None:
    return statement.value


def _told(statement: Statement) -> Any:
    """The text, with its language where it has one."""
    if not statement.lang:
        return statement.value
    return {"@value": statement.value, "@language": statement.lang}


def _agent(statement: Statement) -> Row:
    kind = named_kind(statement, "Person", "Organization")
    agent = _row(**{"@type": kind, "@id": uri_of(statement), "name": statement.value})
    if statement.role is None:
        return agent
    role = RELATORS.get(statement.role, statement.role)
    return {"@type": "Role", "roleName": role, _NAMES[statement.property]: agent}


def _thing(statement: Statement) -> Row:
    kind = "DefinedTerm" if statement.scheme else "Thing"
    return _row(
        **{
            "@type": kind,
            "@id": uri_of(statement),
            "name": statement.value,
            "inDefinedTermSet": statement.scheme,
        }
    )


def _place(statement: Statement) -> Row:
    return _row(**{"@type": "Place", "@id": uri_of(statement), "name": statement.value})


def _resource(statement: Statement) -> Any:
    uri = uri_of(statement)
    if uri is None:
        return {"@id": statement.value} if _is_uri(statement) else statement.value
    return _row(
        **{"@type": "CreativeWork", "@id": uri, "name": statement.value if statement.value != uri else None}
    )


def _date(statement: Statement) -> str | None:
    return date_or_range(statement.value or "").text


def _year(statement: Statement) -> int | None:
    text = _date(statement)
    return int(text[:4]) if text and "/" not in text else None


def _right(statement: Statement) -> Any:
    """The address of a licence or statement, with its words where it has any."""
    uri = uri_of(statement)
    if uri is None or uri == statement.value:
        return statement.value
    return {"@type": "CreativeWork", "@id": uri, "name": statement.value}


def _identifier(statement: Statement) -> Any:
    return _row(**{"@type": "PropertyValue", "propertyID": statement.scheme, "value": statement.value})


def _genre(statement: Statement) -> Any:
    name = (statement.uri or statement.value or "").rpartition("/")[2]
    return (
        None
        if name in DCMI_TYPES
        else _thing(statement)
        if statement.scheme or statement.uri
        else statement.value
    )


_TABLE = {
    "title": ("name", _told),
    "alternative": ("alternateName", _told),
    "creator": ("creator", _agent),
    "contributor": ("contributor", _agent),
    "publisher": ("publisher", _agent),
    "rightsHolder": ("copyrightHolder", _agent),
    "created": ("dateCreated", _date),
    "issued": ("datePublished", _date),
    "modified": ("dateModified", _date),
    "dateCopyrighted": ("copyrightYear", _year),
    "temporal": ("temporalCoverage", _date),
    "language": ("inLanguage", _text),
    "abstract": ("abstract", _told),
    "description": ("description", _told),
    "subject": ("about", _thing),
    "spatial": ("spatialCoverage", _place),
    "type": ("genre", _genre),
    "format": ("encodingFormat", _text),
    "extent": ("size", _text),
    "medium": ("material", _text),
    "identifier": ("identifier", _identifier),
    "rights": ("license", _right),
    "license": ("license", _right),
    "accessRights": ("conditionsOfAccess", _told),
    "isPartOf": ("isPartOf", _resource),
    "hasPart": ("hasPart", _resource),
    "source": ("isBasedOn", _resource),
    "references": ("citation", _resource),
    "isVersionOf": ("exampleOfWork", _resource),
    "hasVersion": ("workExample", _resource),
    "bibliographicCitation": ("creditText", _told),
    "educationLevel": ("educationalLevel", _text),
}
_NAMES = {name: row[0] for name, row in _TABLE.items()}
_WRITERS = {name: row[1] for name, row in _TABLE.items()}
_DATES = ("created", "issued", "modified", "dateCopyrighted", "temporal")
_PARTS = {
    _told: frozenset({"lang"}),
    _agent: frozenset({"uri", "role"}),
    _thing: frozenset({"uri", "scheme"}),
    _genre: frozenset({"uri", "scheme"}),
    _place: frozenset({"uri"}),
    _resource: frozenset({"uri"}),
    _right: frozenset({"uri"}),
    _identifier: frozenset({"scheme"}),
}


def _kept(statement: Statement) -> frozenset[str] | None:
    write: Any = _WRITERS.get(statement.property)
    if write is None or write(statement) is None:
        return None
    parts = _PARTS.get(write, frozenset[str]())
    return parts | {"scheme"} if statement.scheme == "EDTF" and write is _date else parts


def _row(**fields: Any) -> Row:
    return {key: value for key, value in fields.items() if value}


def _is_uri(statement: Statement) -> bool:
    return URI.fullmatch(statement.value or "") is not None
