"""The house's own list, laid over what the rules derived: its form and URI for a name, and its names and topics as subjects."""

from __future__ import annotations

from dataclasses import replace

from archive.authorities.heading import Kind
from archive.authorities.house import Entry, House
from archive.describe.reading import Reading, claim
from archive.describe.subjects import Naming
from archive.record.model import Evidence, Origin, Statement

_KINDS: dict[str, tuple[Kind, ...]] = {
    "creator": (Kind.PERSON, Kind.BODY),
    "contributor": (Kind.PERSON, Kind.BODY),
    "publisher": (Kind.PERSON, Kind.BODY),
    "rightsHolder": (Kind.PERSON, Kind.BODY),
    "spatial": (Kind.PLACE,),
    "subject": (Kind.TOPIC, Kind.PERSON, Kind.BODY),
}


def authorized(statements: tuple[Statement, ...], house: House) -> tuple[Statement, ...]:
    """The statements, those whose value the house knows in its form, with its URI; the evidence stays the text's."""
    if not house.known:
        return statements
    return tuple(_authorized(statement, house) for statement in statements)


def about(
    reading: Reading, found: tuple[Naming, ...], stated: tuple[Statement, ...]
) -> tuple[Statement, ...]:
    """What the house's list says that the text is about, but for what is stated already; who made a text is not its subject."""
    said = {statement.value for statement in stated}
    return tuple(_about(reading, naming) for naming in found if naming.entry.name not in said)


def _authorized(statement: Statement, house: House) -> Statement:
    kinds = _KINDS.get(statement.property)
    entry = house.find(statement.value, *kinds) if kinds is not None and statement.value else None
    if entry is None:
        return statement
    return replace(
        statement,
        value=entry.name,
        origin=Origin.AUTHORITY if entry.uri or entry.name != statement.value else statement.origin,
        scheme=entry.scheme if entry.uri else None,
        uri=entry.uri,
        note=statement.note,
    )


def _about(reading: Reading, naming: Naming) -> Statement:
    entry: Entry = naming.entry
    evidence: tuple[Evidence, ...] = tuple(reading.quote(start, end) for start, end in naming.places[:2])
    return claim(
        "spatial" if entry.kind is Kind.PLACE else "subject",
        entry.name,
        Origin.AUTHORITY,
        "house/named",
        evidence,
        scheme=entry.scheme,
        uri=entry.uri,
        note=entry.note,
    )
