"""PREMIS 3: values, and XML both ways."""

from archive.premis.model import (
    Event,
    EventOutcome,
    EventType,
    Object,
    Premis,
    PremisAgent,
    Representation,
    Rights,
    Role,
)
from archive.premis.reading import from_xml
from archive.premis.writing import to_xml

__all__ = [
    "Event",
    "EventOutcome",
    "EventType",
    "Object",
    "Premis",
    "PremisAgent",
    "Representation",
    "Rights",
    "Role",
    "from_xml",
    "to_xml",
]
