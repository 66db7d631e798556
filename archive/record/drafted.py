"""A sidecar drafted for a person: `todo` where they must speak, and in comments what is known already, ready to be taken over.

A line that begins with `##` explains; one that begins with `#` is YAML without the sign, so that whoever agrees takes the sign away. What a
draft says by itself is nothing: `read_sidecar` finds no statement in it, and the record stays as it was.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archive.findings import register
from archive.record.draft import UNNAMED
from archive.record.model import AgentKind, Origin, Record, Statement
from archive.record.owed import RECOMMENDED
from archive.record.profile import Judgement
from archive.record.serial_yaml import grouped, to_yaml

WIDTH = 100
FACTS = frozenset({"identifier", "extent", "format", "hasFormat", "conformsTo", "isPartOf"})
"""What the program says of every document by itself; a draft does not ask a person for it."""
CANDIDATE = "candidate"
READING_ORDER = (
    "title", "alternative", "creator", "contributor", "created", "issued", "type", "language", "abstract", "subject", "spatial",
    "temporal", "publisher", "source", "rights", "rightsHolder", "dateCopyrighted", "accessRights", "provenance",
)  # fmt: skip
"""The order in which an archivist reads a description; other properties follow."""


@dataclass(frozen=True, slots=True)
class Owed:
    """An element that a profile asks for and that nobody has given, and the code that says so."""

    property: str
    code: str


def owed(judgement: Judgement) -> tuple[Owed, ...]:
    """The elements that the profile asks for and that have neither a value nor a status, in the profile's order.

    Those that it only recommends, and those of the description itself, are not among them.
    """
    return tuple(
        Owed(finding.where.rpartition("#dcterms:")[2], finding.code)
        for finding in judgement.findings
        if finding.code.startswith("R01") and finding.code != RECOMMENDED and "#dcterms:" in finding.where
    )


def to_draft(
    record: Record,
    missing: Iterable[Owed],
    said: frozenset[str],
    name: str,
    proposed: tuple[Statement, ...] = (),
) -> bytes:
    """The bytes of a draft for the document called `name`; on `said` people have spoken elsewhere, so it is silent there.

    `proposed` are headings of authority files that stand in no record.
    """
    known = [s for s in record.statements if s.property not in said | FACTS and s.value is not None]
    known.sort(
        key=lambda s: READING_ORDER.index(s.property) if s.property in READING_ORDER else len(READING_ORDER)
    )
    parts = {
        "Found in the text, with the words that it rests on. Right? Take the `# ` away, and it is your word.": [
            s
            for s in known
            if s.agent.kind is AgentKind.SOFTWARE and not _is_default(s) and not is_candidate(s)
        ],
        "Headings that may be meant. Take those that are, in the place of what stands above on the same property.": [
            s for s in (*known, *proposed) if is_candidate(s) and s.property not in said
        ],
        "Holds of the whole collection. Say otherwise here only where this document differs.": [
            s for s in known if _is_default(s)
        ],
    }
    lines = [*_head(name), "cataloguer: todo", *_todo(item for item in missing if item.property not in said)]
    for sentence, statements in parts.items():
        if statements:
            lines += ["", *_explained(sentence), *_commented(record, statements)]
    return ("\n".join(lines) + "\n").encode()


def is_candidate(statement: Statement) -> bool:
    """Whether the program proposes this value and leaves it to a person."""
    return (
        statement.agent.kind is AgentKind.SOFTWARE
        and (statement.note or "").partition(";")[0].strip() == CANDIDATE
    )


def _head(name: str) -> Iterator[str]:
    shown = name if name.isprintable() else ascii(name)
    yield from _explained(
        f"{shown}. Write in the place of each `todo`, your name first. A `todo` says nothing: what is owed stays owed. "
        "What begins with # is not read."
    )


def _todo(missing: Iterable[Owed]) -> Iterator[str]:
    for item in missing:
        entry = register()[item.code]
        yield ""
        yield from _explained(f"{item.code} {entry.sentence} {entry.remedy}")
        yield f"{item.property}: todo"


def _commented(record: Record, statements: list[Statement]) -> Iterator[str]:
    silent = replace(record.description, makers=())
    for group in grouped(statements).values():
        own = tuple(map(_taken_over, group))
        text = to_yaml(replace(record, statements=own, superseded=(), description=silent)).decode()
        yield from (f"# {line}" for line in text.rstrip("\n").split("\n"))


def _taken_over(statement: Statement) -> Statement:
    """The statement as a person would make it."""
    origin = Origin.SUPPLIED if statement.origin is Origin.MEASURED else statement.origin
    note = statement.note
    if note is not None and is_candidate(statement):
        note = note.partition(";")[2].strip() or None
    return replace(statement, agent=UNNAMED, origin=origin, note=note)


def _explained(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="## ",
        subsequent_indent="## ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _is_default(statement: Statement) -> bool:
    return statement.origin is Origin.DEFAULT
