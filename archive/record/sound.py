"""The record that a sound tree of JSON holds, without the models that tell what is wrong with another.

The models of `archive.record.received` are the rule, and take a tenth of a second to load; nearly every record is sound.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

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

TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?Z")
_MOST = 1 << 40  # characters into a text
_TERMS = frozenset(PROPERTIES)
_KINDS = {kind.value: kind for kind in AgentKind}
_ORIGINS = {origin.value: origin for origin in Origin}
_STATUSES = {None: Status.STATED} | {
    status.value: status for status in (Status.NOT_STATED, Status.NOT_APPLICABLE)
}
_RECORD = {"format", "identifier", "description", "statements", "superseded"}
_DESCRIPTION = {"makers", "created", "conformsTo", "language", "license"}
_STATEMENT = {"property", "value", "status", "lang", "scheme", "uri", "role", "origin", "note"}
_AGENT = {"kind", "name", "version", "rule"}
_EVIDENCE = {"quote", "start", "end"}


def sound(tree: Any) -> Record | None:
    """The record, where nothing at all is wrong with the tree; None where anything may be, which the models then name."""
    try:
        return _record(tree)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _record(tree: Any) -> Record:
    about = tree["description"]
    created = about["created"]
    known = tree.keys() == _RECORD and about.keys() == _DESCRIPTION and tree["format"] == "archive-record/1"
    if not known or not TIME.fullmatch(created):
        raise ValueError
    return Record(
        identifier=_word(tree["identifier"]),
        statements=tuple(map(_statement, _list(tree["statements"]))),
        superseded=tuple(map(_statement, _list(tree["superseded"]))),
        description=Description(
            makers=tuple(map(_agent, _list(about["makers"]))),
            created_at=datetime.fromisoformat(created[:-1]).replace(tzinfo=UTC),
            conforms_to=tuple(map(_word, _list(about["conformsTo"]))),
            language=_word(about["language"]),
            license=_word(about["license"]),
        ),
    )


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise ValueError
    return value


def _word(value: Any) -> str:
    if type(value) is not str or not value:
        raise ValueError
    return value


def _words(tree: dict[str, Any], known: set[str]) -> None:
    """Nothing, if all that is said is text, and said of what is known. Raises ValueError."""
    if not tree.keys() <= known or set(map(type, tree.values())) != {str} or "" in tree.values():
        raise ValueError


def _statement(tree: dict[str, Any]) -> Statement:
    words = tree.copy()
    agent = words.pop("agent")
    evidence = _list(words.pop("evidence")) if "evidence" in words else ()
    _words(words, _STATEMENT)
    said = words.get
    status, value = _STATUSES[said("status")], said("value")
    if words["property"] not in _TERMS or (value is None) is (status is Status.STATED):
        raise ValueError
    if not evidence and "evidence" in tree:
        raise ValueError
    return Statement(
        property=words["property"],
        value=value,
        origin=_ORIGINS[words["origin"]],
        agent=_agent(agent),
        status=status,
        lang=said("lang"),
        scheme=said("scheme"),
        uri=said("uri"),
        role=said("role"),
        evidence=tuple([_evidence(item) for item in evidence]),
        note=said("note"),
    )


def _agent(tree: dict[str, str]) -> Agent:
    _words(tree, _AGENT)
    return _known_agent(tree["kind"], tree["name"], tree.get("version"), tree.get("rule"))


@lru_cache(maxsize=1024)
def _known_agent(kind: str, name: str, version: str | None, rule: str | None) -> Agent:
    """One agent for all its statements: a record has many of few, and frozen values are dear to make."""
    return Agent(_KINDS[kind], name, version, rule)


def _evidence(tree: dict[str, Any]) -> Evidence:
    quote = _word(tree["quote"])
    if len(tree) == 1:
        return Evidence(quote, None, None)
    start, end = tree["start"], tree["end"]
    whole = type(start) is int and type(end) is int and start >= 0 and end < _MOST
    if tree.keys() != _EVIDENCE or not whole or end != start + len(quote):
        raise ValueError
    return Evidence(quote, start, end)
