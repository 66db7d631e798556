"""Whose word each value of a record is, and what the program would have said where a person's word stands."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from archive.record import edtf
from archive.record.drafted import is_candidate
from archive.record.model import AgentKind, Origin, Record, Statement
from archive.record.vocabularies import DATES
from archive.reports.lines import safe

_BRIEF = 100


class Voice(StrEnum):
    """In the order in which they are shown."""

    PERSON = "person"  # somebody says so
    TEXT = "text"  # the document's own words, or what follows from them
    PROGRAM = "program"  # the program's wording
    COLLECTION = "collection"  # holds of all documents
    MEASURED = "measured"  # a fact about the file
    GUESS = "guess"  # a candidate, or what a person's word replaced


def voice_of(statement: Statement) -> Voice:
    """Whose word a statement is."""
    if statement.origin is Origin.DEFAULT:
        return Voice.COLLECTION
    if statement.agent.kind is not AgentKind.SOFTWARE:
        return Voice.PERSON
    if is_candidate(statement):
        return Voice.GUESS
    if statement.origin is Origin.MEASURED:
        return Voice.MEASURED
    return Voice.PROGRAM if statement.origin is Origin.DEVISED else Voice.TEXT


def not_taken(record: Record) -> tuple[Statement, ...]:
    """What the program found where a person's words on the property say something else.

    A wording of its own (a devised title, an abstract) is no such thing, nor is a form that the person's holds or is held by.
    """
    stated: dict[str, list[Statement]] = {}
    for statement in record.statements:
        stated.setdefault(statement.property, []).append(statement)
    return tuple(
        statement
        for statement in record.superseded
        if statement.agent.kind is AgentKind.SOFTWARE
        and statement.origin is not Origin.DEVISED
        and not any(_agree(statement, other) for other in stated.get(statement.property, ()))
    )


def _agree(one: Statement, other: Statement) -> bool:
    if one.uri and one.uri == other.uri:
        return True
    first, second = _folded(one), _folded(other)
    if first == second or not first or not second:
        return first == second
    if one.property == "temporal":
        return _within(first, second) or _within(second, first)
    return one.property not in DATES and (
        first in second or second in first or _words(first) <= _words(second)
    )


def _words(folded: str) -> set[str]:
    """The words of a name without accents: "Juan Doe" is all in "Doe, Juán, 1968-"."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", folded) if not unicodedata.combining(mark))
    return set(re.findall(r"\w+", plain))


def _within(part: str, whole: str) -> bool:
    """Whether every day of the one period is of the other: the day of a vote, and the weeks from the vote on."""
    try:
        inner, outer = edtf.parse(part.upper()), edtf.parse(whole.upper())
    except ValueError:
        return False
    if inner.earliest is None or inner.latest is None or outer.earliest is None or outer.latest is None:
        return False
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _folded(statement: Statement) -> str:
    return " ".join((statement.value or "").casefold().split())


def brief(statement: Statement) -> str:
    """A statement in a few words: its value or status, cut, and its role."""
    told = " ".join((statement.value or statement.status.value.replace("-", " ")).split())
    role = f" [{statement.role}]" if statement.role else ""
    return safe(f"{told if len(told) <= _BRIEF else told[: _BRIEF - 1].rstrip() + '…'}{role}")
