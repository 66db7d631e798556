"""The URI that stands for a stated value."""

from __future__ import annotations

from archive.record.model import Statement
from archive.record.vocabularies import URI


def uri_of(statement: Statement) -> str | None:
    """The statement's URI, if it is one (RFC 3986); None where it has none."""
    return statement.uri if statement.uri and URI.fullmatch(statement.uri) else None
