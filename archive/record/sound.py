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
_STATEMENT = {
    "property",
    "value",
    "status",
    "lang",
    "scheme",
    "uri",
    "role",
    "origin",
    "note",
    "agent",
    "evidence",
}
_AGENT = {"kind", "name", "version", "rule"}


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
            makers=tuple([_agent(tuple(maker.items())) for maker in _list(about["makers"])]),
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


def _statement(tree: dict[str, Any]) -> Statement:
    said = tree.get
    agent, evidence, status, value = tree["agent"], said("evidence"), _STATUSES[said("status")], said("value")
    others = 1 if evidence is None else 2  # all else that is said is text, and said of what is known
    if (
        not tree.keys() <= _STATEMENT
        or "" in tree.values()
        or list(map(type, tree.values())).count(str) != len(tree) - others
        or (value is None) is (status is Status.STATED)
        or tree["property"] not in _TERMS
        or evidence == []
    ):
        raise ValueError
    return Statement(
        tree["property"],
        value,
        _ORIGINS[tree["origin"]],
        _agent(tuple(agent.items())),
        status,
        said("lang"),
        said("scheme"),
        said("uri"),
        said("role"),
        () if evidence is None else tuple([_evidence(item) for item in _list(evidence)]),
        said("note"),
    )


@lru_cache(maxsize=1024)
def _agent(items: tuple[tuple[str, Any], ...]) -> Agent:
    """One agent for all its statements: a record has many of few, and frozen values are dear to make."""
    said = {name: _word(value) for name, value in items}
    if not said.keys() <= _AGENT:
        raise ValueError
    return Agent(_KINDS[said["kind"]], said["name"], said.get("version"), said.get("rule"))


def _evidence(tree: dict[str, Any]) -> Evidence:
    quote = _word(tree["quote"])
    if len(tree) == 1:
        return Evidence(quote, None, None)
    start, end = tree["start"], tree["end"]
    whole = type(start) is type(end) is int and start >= 0 and end < _MOST
    if len(tree) != 3 or not whole or end != start + len(quote):
        raise ValueError
    return Evidence(quote, start, end)
