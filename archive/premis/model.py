"""PREMIS 3: what the files of a package are and what was done to them, as values.

Terms come from the preservation vocabularies of the Library of Congress, each with its URI.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.fixity import Algorithm
from archive.record.model import AgentKind


class EventType(StrEnum):
    """The code of an event type; its label is `label`."""

    INGESTION_START = "ins"
    MESSAGE_DIGEST_CALCULATION = "mes"
    FORMAT_IDENTIFICATION = "for"
    VALIDATION = "val"
    NORMALIZATION = "nor"
    METADATA_EXTRACTION = "mee"
    METADATA_MODIFICATION = "mem"
    POLICY_ASSIGNMENT = "poa"
    CREATION = "cre"
    PACKAGE_CREATION = "ipc"
    FIXITY_CHECK = "fix"
    TRANSFER = "tra"

    @property
    def label(self) -> str:
        if self is EventType.PACKAGE_CREATION:
            return "information package creation"
        return self.name.lower().replace("_", " ")


class EventOutcome(StrEnum):
    """How an event ended; a warning is a success of which something remains to be said."""

    SUCCESS = "suc"
    WARNING = "war"
    FAIL = "fai"

    @property
    def label(self) -> str:
        return self.name.lower()


class Role(StrEnum):
    """What an agent or an object was to an event."""

    IMPLEMENTER = "imp"
    EXECUTING_PROGRAM = "exe"
    AUTHORIZER = "aut"
    SOURCE = "sou"
    OUTCOME = "out"


@dataclass(frozen=True, slots=True)
class Object:
    """A file: where it lies in the package, what it is, and the object and event it came from, if from another."""

    identifier: str
    path: str
    size: int
    digests: tuple[tuple[Algorithm, str], ...]
    format_name: str
    puid: str
    original_name: str | None = None
    application: tuple[str, str] | None = None  # name and version of the program that made it
    source: str | None = None
    source_event: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something done: `agents` and `objects` are (identifier, role) pairs; `at` is a UTC stamp."""

    identifier: str
    type: EventType
    at: str
    detail: str
    note: str | None = None
    agents: tuple[tuple[str, Role], ...] = ()
    objects: tuple[tuple[str, Role], ...] = ()
    outcome: EventOutcome = EventOutcome.SUCCESS


@dataclass(frozen=True, slots=True)
class Representation:
    """A whole package where it is kept: the document it represents, and each place (kind, value) that holds it."""

    identifier: str
    name: str
    represents: str | None = None
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PremisAgent:
    identifier: str
    kind: AgentKind
    name: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """A rights statement by URI, with the words that go with it, for some objects."""

    identifier: str
    uri: str
    note: str | None
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Premis:
    objects: tuple[Object, ...]
    events: tuple[Event, ...]
    agents: tuple[PremisAgent, ...]
    rights: tuple[Rights, ...] = ()
    representations: tuple[Representation, ...] = ()
