"""A record: statements about one document, each with its origin and its evidence (see docs/record.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.version import VERSION

DCMI_TERMS = "http://purl.org/dc/terms/"

PROPERTIES: tuple[str, ...] = (
    "abstract", "accessRights", "accrualMethod", "accrualPeriodicity", "accrualPolicy", "alternative", "audience",
    "available", "bibliographicCitation", "conformsTo", "contributor", "coverage", "created", "creator", "date",
    "dateAccepted", "dateCopyrighted", "dateSubmitted", "description", "educationLevel", "extent", "format",
    "hasFormat", "hasPart", "hasVersion", "identifier", "instructionalMethod", "isFormatOf", "isPartOf",
    "isReferencedBy", "isReplacedBy", "isRequiredBy", "isVersionOf", "issued", "language", "license", "mediator",
    "medium", "modified", "provenance", "publisher", "references", "relation", "replaces", "requires", "rights",
    "rightsHolder", "source", "spatial", "subject", "tableOfContents", "temporal", "title", "type", "valid",
)  # fmt: skip
"""The properties of the DCMI Terms namespace, a closed list (DCMI Metadata Terms, 2020-01-20, section 2)."""


class Origin(StrEnum):
    """Where a value comes from. TRANSCRIBED and INFERRED need evidence."""

    TRANSCRIBED = "transcribed"  # words of the text
    INFERRED = "inferred"  # concluded from words of the text
    DEVISED = "devised"  # the cataloguer's wording (DACS 2.3)
    AUTHORITY = "authority"  # the form of an authority file
    SUPPLIED = "supplied"  # by the depositor, from outside the text
    MEASURED = "measured"  # by the program, from the bytes
    DEFAULT = "default"  # of the collection


class Status(StrEnum):
    STATED = "stated"
    NOT_STATED = "not-stated"  # looked for, and not in the document
    NOT_APPLICABLE = "not-applicable"


class AgentKind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    SOFTWARE = "software"


@dataclass(frozen=True, slots=True)
class Agent:
    """Who made a statement; for software also its version and the rule that applied."""

    kind: AgentKind
    name: str
    version: str | None = None
    rule: str | None = None


SOFTWARE = Agent(AgentKind.SOFTWARE, "archive", VERSION)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text: `quote` stands at [start, end) in code points of the normalized text.

    A person gives the words alone; the place is None until `describe` has found them in the text.
    """

    quote: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One property of the document with one value; `value` is None exactly when `status` is not STATED.

    `property` is the local name of a DCMI term, `lang` a BCP 47 tag, `scheme` the name or URI of a vocabulary or
    syntax (`EDTF`, `LCSH`, …), `uri` identifies the value there, `role` is a MARC relator code, `note` is for people.
    """

    property: str
    value: str | None
    origin: Origin
    agent: Agent
    status: Status = Status.STATED
    lang: str | None = None
    scheme: str | None = None
    uri: str | None = None
    role: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """The description itself (DACS chapter 8): who made it, when, by which rules, in which language, under which licence."""

    makers: tuple[Agent, ...]
    created_at: datetime
    conforms_to: tuple[str, ...]
    language: str
    license: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is said about the document `identifier`; `superseded` keeps what a person's words replaced."""

    identifier: str
    statements: tuple[Statement, ...]
    superseded: tuple[Statement, ...]
    description: Description

    def of(self, *properties: str) -> tuple[Statement, ...]:
        """The stated values of these properties, in the record's order."""
        return tuple(
            statement
            for statement in self.statements
            if statement.property in properties and statement.status is Status.STATED
        )

    def value(self, name: str) -> str | None:
        """The first stated value of a property, or None."""
        return next((statement.value for statement in self.of(name)), None)
