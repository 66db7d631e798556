"""The weights by which the frames of letters are read once more, learned from the TEI of editors.

    python -m benchmarks.tei.learn FOLDER … [--write]

`courses` tells how. The table that ships was written so from 108 editions, siblings in one folder, of each up to 500 lines.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from archive.outline import Role, chains, frames
from archive.outline.dates import dated_above
from archive.outline.frame_weights import ROLES, TABLE, Line, read
from archive.outline.rules import claimed
from archive.outline.salutations import salutation_line
from archive.outline.wrapping import sheet_of
from benchmarks.tei.courses import Course, Lesson, attend, kinds_of
from benchmarks.tei.gold import Document

_KINDS = {
    "p": Role.PARAGRAPH,
    "quote": Role.PARAGRAPH,
    "item": Role.PARAGRAPH,
    "byline": Role.PARAGRAPH,
    "head": Role.HEADING,
    "dateline": Role.DATELINE,
    "address": Role.ADDRESS,
    "salute": Role.SALUTATION,
    "closer": Role.CLOSING,
    "signed": Role.SIGNATURE,
    "postscript": Role.POSTSCRIPT,
}
_OPENING = frozenset({Role.DATELINE, Role.ADDRESS, Role.SALUTATION})


def lessons(family: str, edition: str, document: Document) -> Iterator[Lesson]:
    """The stretches of a document that would be read; none where it would not be."""
    sheet = sheet_of(document.content)
    claims, parts = claimed(sheet)
    if not frames.one_letter(claims, parts):
        return
    kinds = kinds_of(document)
    reading = frames.reading_of(sheet, claims, parts)
    for first, after in frames.stretches(len(sheet)):
        lines = frames.said(sheet, claims, reading, first, after)
        told = [
            _told(unit.text, Counter(filter(None, kinds[unit.start : unit.end])), line)
            for unit, line in zip(sheet.units[first:after], lines, strict=True)
        ]
        numbers, said = zip(*lines, strict=True) if lines else ((), ())
        yield Lesson(family, edition, document.name, said, numbers, tuple(told))


def _told(text: str, kinds: Counter[str], line: Line) -> int:
    """The number of what the editor takes a line for; what the rules take it for, where it stays or the editor does not tell."""
    read = line.number
    if read == chains.OTHER or not line.said or not kinds:
        return read
    kind = kinds.most_common(1)[0][0]
    if kind == "opener":
        return _opened(text, read)
    return ROLES.index(_KINDS[kind]) if kind in _KINDS else read


def _opened(text: str, read: int) -> int:
    """What a line is in an opener whose parts the editor did not tell."""
    if ROLES[read] in _OPENING:
        return read
    if len(text) < 120 and dated_above(text) is not None:
        return ROLES.index(Role.DATELINE)
    if salutation_line(text):
        return ROLES.index(Role.SALUTATION)
    return ROLES.index(Role.ADDRESS if len(text) < 100 else Role.PARAGRAPH)


COURSE = Course(
    name="learn",
    table=TABLE,
    roles=ROLES,
    lessons=lessons,
    read=lambda weights, lesson: read(
        weights, [Line(*line) for line in zip(lesson.read, lesson.said, strict=True)]
    ),
    settings={"c1": 0.5, "c2": 0.5, "max_iterations": 60, "feature.minfreq": 4},
    longest=60_000,
    most=500,
    of_one=500,
    of_run=30,
    editions=3,
)

if __name__ == "__main__":
    attend(COURSE, sys.argv[1:])
