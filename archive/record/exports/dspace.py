"""A record as DSpace takes it with an item of its Simple Archive Format: `dublin_core.xml` and `metadata_dcterms.xml`, and back.

DSpace's own fields (schema `dc`) say what they have a place for; the rest goes to its registry of DCMI terms (schema `dcterms`), so that
each value stands once. Only fields are used that the registry has had from DSpace 5 to 10. DSpace gives `date.available`,
`date.accessioned` and `description.provenance` itself, and no field of ours meets them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archive.record.dcterms import checked, stated
from archive.record.exports.dates import plain_date
from archive.record.exports.dspace_fields import ROLES, SUBJECTS, place_of
from archive.record.exports.losses import tally
from archive.record.model import Record, Statement
from archive.record.vocabularies import DCMI_TYPE
from archive.xml import attribute, escape


class Field(NamedTuple):
    """One value of one field; `schema` is `dc` or `dcterms`, `qualifier` None where the field has none."""

    schema: str
    element: str
    qualifier: str | None
    value: str
    lang: str | None


def to_dspace(record: Record) -> bytes:
    """The bytes of dublin_core.xml. Raises RecordError E0308."""
    return _document("dc", record)


def to_dspace_dcterms(record: Record) -> bytes:
    """The bytes of metadata_dcterms.xml, empty of values where all stand in the other. Raises RecordError E0308."""
    return _document("dcterms", record)


def fields(record: Record) -> tuple[Field, ...]:
    """What the two files say, in the record's order, each value once."""
    return tuple(dict.fromkeys(_fields(record)))


def losses(record: Record) -> tuple[str, ...]:
    """What DSpace no longer tells of this record, and what it will ask for."""
    remarks = []
    for statement in record.of("issued"):
        found = plain_date(statement.value or "")
        if found.lost:
            written = found.text or "nothing"
            remarks.append(f"issued {statement.value} is written {written}: {', '.join(found.lost)}")
    for name, asked in (("title", "dc.title"), ("issued", "dc.date.issued"), ("type", "dc.type")):
        if not record.of(name):
            remarks.append(f"DSpace's forms ask for {asked}, and the record states none")
    return tally(record, _kept, *remarks)


def _fields(record: Record) -> Iterator[Field]:
    for name, value, statement in stated(record):
        if statement is None:
            yield _field("identifier.other", value, None)
            continue
        place = place_of(statement)
        if place is None:
            yield Field("dcterms", name, None, value, statement.lang)
            continue
        yield _field(place, _written(statement, place), statement.lang)
        if place == "rights" and statement.uri:
            yield _field("rights.uri", statement.uri, None)


def _written(statement: Statement, place: str) -> str:
    value = statement.value or ""
    match place:
        case "type":
            return value.removeprefix(DCMI_TYPE)
        case "language.iso":
            return value.replace("-", "_")  # `en_US`, as the registry's note on this field has it
        case "date.issued":
            return plain_date(value).text or value
        case _:
            return value


def _field(place: str, value: str, lang: str | None) -> Field:
    element, _, qualifier = place.partition(".")
    return Field("dc", element, qualifier or None, value, lang)


def _document(schema: str, record: Record) -> bytes:
    lines = [_line(field) for field in fields(record) if field.schema == schema]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<dublin_core schema="{schema}">\n'
    return checked(f"{head}{''.join(lines)}</dublin_core>\n", record)


def _line(field: Field) -> str:
    told = f' language="{attribute(field.lang)}"' if field.lang else ""
    qualifier = field.qualifier or "none"
    return f'  <dcvalue element="{field.element}" qualifier="{qualifier}"{told}>{escape(field.value)}</dcvalue>\n'


def _kept(statement: Statement) -> frozenset[str]:
    place = place_of(statement)
    kept = {"lang"}
    if place == "rights":
        kept.add("uri")
    if place in set(ROLES.values()):
        kept.add("role")
    if place in {*SUBJECTS.values(), "language.iso"}:
        kept.add("scheme")
    return frozenset(kept)
