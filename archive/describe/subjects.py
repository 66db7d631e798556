"""Subjects: headings of LCSH whose phrases a text repeats. They are candidates, and say so: a person confirms them."""

from __future__ import annotations

from typing import NamedTuple

from archive.describe.headings import Heading, phrases
from archive.describe.reading import Reading, claim
from archive.describe.runs import Run
from archive.record.model import Origin, Statement

MOST = 4
_SPACING = 3000


class Topic(NamedTuple):
    """A heading, and where its phrases stand."""

    heading: Heading
    places: tuple[tuple[int, int], ...]


def topics(reading: Reading) -> tuple[Topic, ...]:
    """The headings whose phrases stand twice or more, or in the title; the commonest first."""
    found: dict[Heading, list[tuple[int, int]]] = {}
    titled: set[Heading] = set()
    for run in reading.runs:
        for heading, start, end in _phrases(run):
            found.setdefault(heading, []).append((start, end))
            if run.heading:
                titled.add(heading)
    length = sum(block.end - block.start for block in reading.prose())
    ranked = sorted(found, key=lambda heading: (-len(found[heading]), found[heading][0]))
    return tuple(
        Topic(heading, tuple(found[heading]))
        for heading in ranked
        if heading in titled or (len(found[heading]) >= 2 and len(found[heading]) * _SPACING >= length)
    )[:MOST]


def subjects(reading: Reading, found: tuple[Topic, ...]) -> tuple[Statement, ...]:
    return tuple(
        claim(
            "subject",
            topic.heading.label,
            Origin.INFERRED,
            "subject/phrase",
            tuple(reading.quote(start, end) for start, end in topic.places[:2]),
            lang="en",
            scheme="LCSH",
            uri=topic.heading.uri,
            note="candidate",
        )
        for topic in found
    )


def _phrases(run: Run) -> list[tuple[Heading, int, int]]:
    """The phrases in a run; where names may stand, a phrase in capitals is part of one: "Institute on … Human Rights"."""
    known = phrases()
    words = run.small
    found: list[tuple[Heading, int, int]] = []
    skip = 0
    for number in [number for number, word in enumerate(words) if word in known]:
        for phrase in known[words[number]] if number >= skip else ():
            count = len(phrase.words)
            if tuple(words[number : number + count]) != phrase.words or not _joined(run, number, count):
                continue
            last = run.words[number : number + count][-2:]
            if not run.heading and count > 1 and all(word[0].isupper() for word in last):
                continue
            found.append((phrase.heading, *run.place(number, count)))
            skip = number + count
            break
    return found


def _joined(run: Run, first: int, count: int) -> bool:
    """Whether only blanks, a hyphen, an apostrophe or an abbreviation's stop part these words."""
    return all(parting.strip() in ("", "-", "'", "’", ".") for parting in run.between(first, count))
