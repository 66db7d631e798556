"""The weights by which short lines among paragraphs are read once more, learned from the TEI of editors.

    python -m benchmarks.tei.learn_shorts FOLDER … [--write]

`courses` tells how. What frames a letter was read again before, so after `learn` has written its table this one is learned anew.
The table that ships was written so from 128 editions, of each up to 3,000 lines, and of each document up to 300.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from archive.outline import Role, shorts
from archive.outline.frames import reframed
from archive.outline.rules import claimed
from archive.outline.short_weights import ROLES, TABLE, Line, read
from archive.outline.wrapping import sheet_of
from benchmarks.tei.courses import Course, Lesson, attend, kinds_of
from benchmarks.tei.gold import Document

_KINDS = {
    "p": Role.PARAGRAPH,
    "quote": Role.PARAGRAPH,
    "head": Role.HEADING,
    "item": Role.LIST_ITEM,
    "signed": Role.SIGNATURE,
    "l": Role.VERSE,
}


def lessons(family: str, edition: str, document: Document) -> Iterator[Lesson]:
    """The runs of a document that would be read, without the lines whose kind the editor does not tell."""
    sheet = sheet_of(document.content)
    if not len(sheet):
        return
    claims, parts = reframed(sheet, *claimed(sheet))
    letter = shorts.is_letter(claims)
    kinds = kinds_of(document)

    def told(line: Line) -> int | None:
        unit = sheet.units[line.unit]
        return _told(Counter(filter(None, kinds[unit.start : unit.end])), line.number, letter=letter)

    for run in shorts.runs(shorts.said(sheet, claims, shorts.reading_of(sheet, claims, parts))):
        for known, some in groupby([(line, told(line)) for line in run], lambda pair: pair[1] is not None):
            if known:
                lines = [(line.said, line.number, number) for line, number in some if number is not None]
                said, read_as, taken_for = zip(*lines, strict=True)
                yield Lesson(family, edition, document.name, said, read_as, taken_for, letter)


def _told(kinds: Counter[str], read: int, *, letter: bool) -> int | None:
    """The number of what the editor takes a line for; None where it is something that is not learned here."""
    if not kinds:
        return read
    role = _KINDS.get(kinds.most_common(1)[0][0])
    if role is None or (letter and role is Role.SIGNATURE):
        return None
    return ROLES.index(role)


def _again(lesson: Lesson) -> list[Line]:
    return [
        Line(n, number, said) for n, (number, said) in enumerate(zip(lesson.read, lesson.said, strict=True))
    ]


COURSE = Course(
    name="learn_shorts",
    table=TABLE,
    roles=ROLES,
    lessons=lessons,
    read=lambda weights, lesson: read(weights, _again(lesson), letter=lesson.letter),
    settings={"c1": 1.5, "c2": 0.5, "max_iterations": 60, "feature.minfreq": 8},
    longest=80_000,
    most=3000,
    of_one=300,
    of_run=60,
    editions=5,
)

if __name__ == "__main__":
    attend(COURSE, sys.argv[1:])
