"""What a person says of a document, from a sidecar beside it or a row of a table."""

from __future__ import annotations

from dataclasses import dataclass

from archive.record.model import Agent, Statement


@dataclass(frozen=True, slots=True)
class Declared:
    """One document's statements in the person's order, the charset they gave, and who they are."""

    statements: tuple[Statement, ...] = ()
    charset: str | None = None
    cataloguers: tuple[Agent, ...] = ()
