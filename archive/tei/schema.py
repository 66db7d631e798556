"""Our own TEI grammar, and where a document breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from archive.findings import Finding
from archive.resources import schema
from archive.tei.hastening import named

NAME = "archive-tei.rng"
_MOST = 20


@cache
def _grammar() -> Any:
    from lxml import etree

    return etree.RelaxNG(named(etree.fromstring(schema(NAME))))


def grammar_faults(root: Any, path: str) -> Iterator[Finding]:
    """T0102 for each place where a parsed document leaves our grammar, at most 20, by line; nothing if it is valid."""
    grammar = _grammar()
    if grammar.validate(root):
        return
    for entry in list(grammar.error_log)[:_MOST]:
        yield Finding("T0102", f"{path}:{entry.line}", found=entry.message)
