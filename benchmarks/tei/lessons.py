"""What the second reading is learned from: of each line that it reads what is seen, and what the editor takes it for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.outline import Role
from archive.outline.again import reading_of
from archive.outline.dates import dated_above
from archive.outline.evidence import said
from archive.outline.rereading import closed_to, read
from archive.outline.rules import claimed
from archive.outline.salutations import salutation_line
from archive.outline.weights import ROLES, Said, Weights
from archive.outline.wrapping import sheet_of
from benchmarks.tei.gold import Document

LONGEST = 80_000  # characters of a document that is learned from
_KINDS = {
    "p": Role.PARAGRAPH,
    "quote": Role.PARAGRAPH,
    "head": Role.HEADING,
    "dateline": Role.DATELINE,
    "address": Role.ADDRESS,
    "salute": Role.SALUTATION,
    "closer": Role.CLOSING,
    "signed": Role.SIGNATURE,
    "postscript": Role.POSTSCRIPT,
    "item": Role.LIST_ITEM,
    "l": Role.VERSE,
}
_OPENING = frozenset({Role.DATELINE, Role.ADDRESS, Role.SALUTATION})
_ADDRESSED = 100  # characters of a line of an opener that may be an address


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its unit, its looks, what the rules take it for, and what its editor does; None where that is not learned."""

    unit: int
    said: Said
    read: int
    told: int | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """The lines of a document that are read again. Editions that are siblings have the same `family`."""

    family: str
    edition: str
    lines: tuple[Line, ...]
    closed: frozenset[int]


def lesson_of(family: str, edition: str, document: Document) -> Lesson:
    """What a document teaches; nothing, where no line of it would be read again."""
    sheet = sheet_of(document.content)
    claims, parts = claimed(sheet)
    reading = reading_of(sheet, claims, parts)
    kinds = _kinds(document)
    lines = []
    for n, looks in said(sheet, claims, reading):
        unit, number = sheet.units[n], reading.numbers[n]
        told = _told(unit.text, Counter(filter(None, kinds[unit.start : unit.end])), number)
        lines.append(Line(n, looks, number, told))
    return Lesson(family, edition, tuple(lines), closed_to(sheet, claims, reading))


def right(weights: Weights, lesson: Lesson) -> tuple[int, int, int]:
    """How many lines there are; how many the rules have as the editor has them, and how many the second reading."""
    numbers = {line.unit: line.read for line in lesson.lines}
    lines = [(line.unit, line.said) for line in lesson.lines]
    again = numbers | read(weights, lines, numbers, lesson.closed)
    known = [line for line in lesson.lines if line.told is not None]
    before = sum(line.read == line.told for line in known)
    return len(known), before, sum(again[line.unit] == line.told for line in known)


def shares(lessons: Iterable[Lesson], most: int) -> dict[str, float]:
    """How much a line of each edition counts, so that none counts more than `most` lines."""
    lines: Counter[str] = Counter()
    for lesson in lessons:
        lines[lesson.edition] += sum(line.told is not None for line in lesson.lines)
    return {edition: min(1.0, most / count) for edition, count in lines.items() if count}


def looks_of(lessons: Iterable[Lesson], families: int) -> Iterator[tuple[str, str]]:
    """The looks, with their groups, that so many families have."""
    met: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lesson in lessons:
        seen = {(group, look) for line in lesson.lines for group, looks in line.said for look in looks}
        for key in seen:
            met[key].add(lesson.family)
    yield from sorted(key for key, some in met.items() if len(some) >= families)


def _kinds(document: Document) -> list[str]:
    """What the editor says of each character; nothing of some."""
    kinds = [""] * len(document.content)
    for run in document.runs:
        kinds[run.start : run.end] = [run.kind] * (run.end - run.start)
    return kinds


def _told(text: str, kinds: Counter[str], read_as: int) -> int | None:
    if not kinds:
        return None
    kind = kinds.most_common(1)[0][0]
    if kind == "opener":
        return _opened(text, read_as)
    return ROLES.index(_KINDS[kind]) if kind in _KINDS else None


def _opened(text: str, read_as: int) -> int | None:
    """What a line is in an opener whose parts the editor did not tell."""
    if ROLES[read_as] in _OPENING:
        return read_as
    if dated_above(text) is not None:
        return ROLES.index(Role.DATELINE)
    if salutation_line(text):
        return ROLES.index(Role.SALUTATION)
    return ROLES.index(Role.ADDRESS) if len(text) < _ADDRESSED else None
