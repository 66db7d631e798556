"""Whether a name is a person's or a body's, as far as the record tells."""

from __future__ import annotations

from archive.record.model import AgentKind, Statement

_NOTES = {"personal name": AgentKind.PERSON, "corporate name": AgentKind.ORGANIZATION}


def kind_of(statement: Statement) -> AgentKind | None:
    """What the rules noted when they read the name (docs/describe.md); None where nobody said."""
    return _NOTES.get((statement.note or "").partition(";")[0])


def named_kind(statement: Statement, person: str, body: str) -> str | None:
    """`person` or `body`, as a format calls them; None where nobody said."""
    kind = kind_of(statement)
    return None if kind is None else person if kind is AgentKind.PERSON else body
