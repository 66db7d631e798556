"""Which code says that an element is owed: each has its own, so that its remedy can say how to supply it."""

from __future__ import annotations

from archive.record.rules import Level, Rule

OWED: dict[str, str] = {
    "title": "R0102",
    "created": "R0103",
    "language": "R0104",
    "type": "R0105",
    "format": "R0106",
    "extent": "R0107",
    "abstract": "R0108",
    "rights": "R0109",
    "accessRights": "R0110",
    "provenance": "R0111",
    "isPartOf": "R0112",
    "creator": "R0113",
    "contributor": "R0114",
    "publisher": "R0115",
    "subject": "R0116",
    "spatial": "R0117",
    "source": "R0118",
    "rightsHolder": "R0119",
    "dateCopyrighted": "R0120",
}
OTHER, RECOMMENDED = "R0149", "R0151"


def owed_code(rule: Rule) -> str:
    """The code of an element that has no value: its own if it is owed, R0151 where it is only recommended."""
    return RECOMMENDED if rule.level is Level.RECOMMENDED else OWED.get(rule.property, OTHER)
