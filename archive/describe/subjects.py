"""Subjects: headings of LCSH whose phrases a text repeats. They are candidates, and say so: a person confirms them."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from archive.describe.headings import Heading, phrases
from archive.describe.reading import Reading, claim
from archive.outline.blocks import Role
from archive.record.model import Origin, Statement

MOST = 4
_SPACING = 3000
_WORD = re.compile(r"[^\W\d_]+")


class Topic(NamedTuple):
    """A heading, and where its phrases stand."""

    heading: Heading
    places: tuple[tuple[int, int], ...]


def topics(reading: Reading) -> tuple[Topic, ...]:
    """The headings whose phrases stand twice or more, or in the title; the commonest first."""
    found: dict[Heading, list[tuple[int, int]]] = {}
    titled: set[Heading] = set()
    heads = [block for block in reading.outline.blocks[:3] if block.role is Role.HEADING]
    for block in (*heads, *reading.prose()):
        for heading, start, end in _phrases(
            reading, block.start, block.end, names=block.role is not Role.HEADING
        ):
            found.setdefault(heading, []).append((start, end))
            if block.role is Role.HEADING:
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


def _phrases(reading: Reading, start: int, end: int, *, names: bool) -> list[tuple[Heading, int, int]]:
    """The phrases in a run; where `names` may stand, a phrase in capitals is part of one: "Institute on … Human Rights"."""
    known = phrases()
    if not _may_hold(_WORD.findall(reading.content[start:end].lower())):
        return []
    words = list(_WORD.finditer(reading.content, start, end))
    found: list[tuple[Heading, int, int]] = []
    skip = 0
    for number, word in enumerate(words):
        candidates = known.get(word.group().lower()) if number >= skip else None
        for phrase in candidates or ():
            run = words[number : number + len(phrase.words)]
            if tuple(match.group().lower() for match in run) != phrase.words or not _joined(reading, run):
                continue
            if names and len(run) > 1 and all(match.group()[0].isupper() for match in run[-2:]):
                continue
            found.append((phrase.heading, run[0].start(), run[-1].end()))
            skip = number + len(run)
            break
    return found


def _may_hold(words: list[str]) -> bool:
    """Whether the first two words of any phrase stand together here; most paragraphs are spared the closer look."""
    return not _openings().isdisjoint(pairwise(words)) or not _openings().isdisjoint(
        (word, "") for word in words
    )


@cache
def _openings() -> frozenset[tuple[str, str]]:
    return frozenset(
        (phrase.words[0], phrase.words[1] if len(phrase.words) > 1 else "")
        for known in phrases().values()
        for phrase in known
    )


def _joined(reading: Reading, run: list[re.Match[str]]) -> bool:
    """Whether only blanks, a hyphen, an apostrophe or an abbreviation's stop part these words."""
    return all(
        reading.content[first.end() : second.start()].strip() in ("", "-", "'", "’", ".")
        for first, second in pairwise(run)
    )
