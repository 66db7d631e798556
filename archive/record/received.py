"""What a record.json must be, as frozen pydantic models, and the record that one holds (schemas/record.schema.json).

Asked where `archive.record.sound` did not see at once that all is well: here every fault gets its place and sentence.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from archive.record.model import (
    PROPERTIES,
    Agent,
    AgentKind,
    Description,
    Evidence,
    Origin,
    Record,
    Statement,
    Status,
)
from archive.record.sound import TIME

_TERMS = frozenset(PROPERTIES)


def taken(tree: Any) -> tuple[Record | None, tuple[tuple[str, str], ...]]:
    """The record that a tree of JSON is, or None and every fault of it as (place, sentence)."""
    try:
        return _Record.model_validate(tree).value(), ()
    except ValidationError as error:
        return None, tuple((_place(fault["loc"]), fault["msg"]) for fault in error.errors(include_url=False))


def _place(steps: tuple[int | str, ...]) -> str:
    """Where in the tree, as `statements[0].origin`."""
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step[:60]}" for step in steps)
    return place.lstrip(".") or "record"


def _known(name: str) -> str:
    if name not in _TERMS:
        raise ValueError(f'"{name[:60]}" is no DCMI term')
    return name


def _in_utc(text: str) -> str:
    if not TIME.fullmatch(text):
        raise ValueError(f'"{text[:60]}" is no time in UTC such as 2026-11-21T00:00:00Z')
    datetime.fromisoformat(text[:-1])  # raises ValueError on a day or hour that there is not
    return text


_Words = Annotated[str, StringConstraints(min_length=1)]
_Offset = Annotated[int, Field(ge=0, lt=1 << 40)]
_Term = Annotated[_Words, AfterValidator(_known)]


class _Part(BaseModel):
    """Strict: nothing is converted, nothing unknown is passed over, and what is absent is left out, never null."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _no_nulls(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            raise ValueError("a null, where a field without a value is left out")
        return data


class _Evidence(_Part):
    quote: _Words
    start: _Offset | None = None
    end: _Offset | None = None

    @model_validator(mode="after")
    def _in_place(self) -> Self:
        if self.start is not None and self.end == self.start + len(self.quote):
            return self
        if self.start is None and self.end is None:
            return self
        raise ValueError("has a place that is not [start, start + length of the quote)")

    def value(self) -> Evidence:
        return Evidence(self.quote, self.start, self.end)


class _Agent(_Part):
    kind: Annotated[AgentKind, Field(strict=False)]
    name: _Words
    version: _Words | None = None
    rule: _Words | None = None

    def value(self) -> Agent:
        return _agent(self.kind, self.name, self.version, self.rule)


@lru_cache(maxsize=1024)
def _agent(kind: AgentKind, name: str, version: str | None, rule: str | None) -> Agent:
    """One agent for all its statements: a record has many of few, and frozen values are dear to make."""
    return Agent(kind, name, version, rule)


class _Statement(_Part):
    property: _Term
    origin: Annotated[Origin, Field(strict=False)]
    agent: _Agent
    content: _Words | None = Field(default=None, alias="value")
    status: Literal["not-stated", "not-applicable"] | None = None
    lang: _Words | None = None
    scheme: _Words | None = None
    uri: _Words | None = None
    role: _Words | None = None
    evidence: Annotated[list[_Evidence], Field(min_length=1)] | None = None
    note: _Words | None = None

    @model_validator(mode="after")
    def _stated_or_not(self) -> Self:
        if (self.content is None) is (self.status is None):
            raise ValueError(
                "has neither a value nor a status" if self.content is None else "has a value and a status"
            )
        return self

    def value(self) -> Statement:
        return Statement(
            property=self.property,
            value=self.content,
            origin=self.origin,
            agent=self.agent.value(),
            status=Status(self.status) if self.status else Status.STATED,
            lang=self.lang,
            scheme=self.scheme,
            uri=self.uri,
            role=self.role,
            evidence=tuple([item.value() for item in self.evidence or ()]),
            note=self.note,
        )


class _Description(_Part):
    makers: list[_Agent]
    created: Annotated[str, AfterValidator(_in_utc)]
    rules: list[_Words] = Field(alias="conformsTo")
    language: _Words
    license: _Words

    def value(self) -> Description:
        return Description(
            makers=tuple(maker.value() for maker in self.makers),
            created_at=datetime.fromisoformat(self.created[:-1]).replace(tzinfo=UTC),
            conforms_to=tuple(self.rules),
            language=self.language,
            license=self.license,
        )


class _Record(_Part):
    format: Literal["archive-record/1"]
    identifier: _Words
    description: _Description
    statements: list[_Statement]
    superseded: list[_Statement]

    def value(self) -> Record:
        return Record(
            identifier=self.identifier,
            statements=tuple([item.value() for item in self.statements]),
            superseded=tuple([item.value() for item in self.superseded]),
            description=self.description.value(),
        )
