"""At which column a text is broken, and whether a sentence goes on over the end of a line.

A program leaves no line shorter that had room for the next word; people do, and in a manuscript lines end anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.outline.rhymes import verses

WIDEST = 132
_NARROWEST = 36
_FRAME_COLUMN = 44  # up to which an address or a close may reach, whose lines happen to be even
_NARROW = 55  # so narrow a text is only believed of more lines than an address or a close has
FEW = 5
_SLACK = 5
_WRITTEN = 6  # of ten lines of a manuscript go on in small letters, at least
_STOPPED = 4  # and no more of them end with a mark
_STRAY = 50  # of so many lines that go on one may be shorter than a program makes it
RAGGED = 0.66  # of the width, in a text that no program broke
SHORT = 24
_CLAUSED = (";", "; and", "; or", "; y", "; o", "; et", "; ou", "; und", "; oder")
_OF_NAME = re.compile(r"(?:d[’']|de |von |à |a |an )[^\W\d_a-zà-ÿ]")


def width_of(lines: Sequence[str], stretches: Sequence[tuple[int, int, int]]) -> int:
    """The column at which the text is wrapped; 0 where its lines are paragraphs, verses or entries."""
    if len(stretches) == len(lines) or _long(lines) > 0.1:
        return 0
    lengths: list[int] = []
    every: list[int] = []
    for first, after, _ in stretches:
        if after - first == 1:
            continue
        inner, end = core(lines, first, after)
        every.extend(range(inner, end - 1))
        if end - inner > 1 and _wrapped(lines, inner, end):
            lengths.extend(len(lines[number].rstrip()) for number in range(inner, end - 1))
    if lengths and 2 * len(lengths) >= len(every):
        return _widest(lengths)
    return _filled(lines, every, stretches)


def least_of(lines: Sequence[str], stretches: Sequence[tuple[int, int, int]], width: int) -> float:
    """The column that a line reaches with the next one's first word, or a paragraph ends with it.

    Where a program broke the text, that is the width: no line is shorter that goes on in a small letter.
    """
    if not width:
        return 0
    on = short = 0
    for first, after, _ in stretches:
        for n in range(first, after - 1):
            if lines[n + 1].lstrip()[:1].islower() and 2 * len(lines[n]) > width:
                on += 1
                short += reach(lines[n], lines[n + 1]) <= width
    return width + 1 if on >= FEW and short * _STRAY <= on else RAGGED * width


def core(lines: Sequence[str], first: int, after: int, width: int = 0) -> tuple[int, int]:
    """The lines [first, after) without the short ones at both ends that nothing runs on from: those of a letter's frames."""
    short = 0.6 * (width or max(len(line.rstrip()) for line in lines[first:after]))
    while after - first > 2 and len(lines[first]) < short and not runs_on(lines[first], lines[first + 1]):
        first += 1
    while (
        after - first > 2
        and len(lines[after - 2]) < short
        and not runs_on(lines[after - 2], lines[after - 1])
    ):
        after -= 1
    return first, after


def written(lines: Sequence[str], first: int, after: int, lower: int) -> bool:
    """Whether lines of any length, `lower` of which run on, are those of a manuscript, which end anywhere, and no verses."""
    pairs = after - first - 1
    if pairs < FEW or 10 * lower < _WRITTEN * pairs:
        return False
    stops = sum(lines[n].rstrip()[-1] in ",.;:!?" for n in range(first, after - 1))
    return 10 * stops <= _STOPPED * pairs and not verses(lines[first:after])


def tight(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted here."""
    return reach(line, following) > width - _SLACK


def reach(line: str, following: str) -> int:
    """The column that a line would end at if it had the next one's first word too."""
    return len(line.rstrip()) + 1 + len(following.split(None, 1)[0])


def runs_on(line: str, following: str) -> bool:
    """Whether a sentence, or a word, goes on over the line end."""
    head = following.lstrip("> \t\u3000\xa0\"'“”«»(&")[:1]
    if line.rstrip().endswith(_CLAUSED):
        return False  # the items of a list do
    if head.islower():
        return len(line) >= _NARROWEST or _OF_NAME.match(following.lstrip()) is None
    return line.rstrip().endswith("-") and head.isalpha()


def _widest(lengths: list[int]) -> int:
    """The length that one line in twenty exceeds."""
    lengths.sort()
    return min(WIDEST, lengths[-1 - len(lengths) // 20])


def _filled(lines: Sequence[str], pairs: Sequence[int], stretches: Sequence[tuple[int, int, int]]) -> int:
    """The column at which nearly every line ends that is followed by another, whatever those begin with; 0 if there is none."""
    if len(pairs) < FEW:
        return 0
    width = _widest([len(lines[number].rstrip()) for number in pairs])
    if not _NARROWEST < width <= WIDEST:
        return 0
    full = sum(tight(lines[n], lines[n + 1], width) for n in pairs)
    lower = sum(runs_on(lines[n], lines[n + 1]) for n in pairs)
    if 20 * full < 17 * len(pairs) or 10 * lower < len(pairs):
        return 0
    longest = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return 0 if verses(lines[longest[0] : longest[1]]) else width


def _wrapped(lines: Sequence[str], first: int, after: int) -> bool:
    """Whether a run of lines, by itself, reads as text broken at a width, or as it stood in a manuscript."""
    lengths = [len(lines[number].rstrip()) for number in range(first, after)]
    pairs = after - first - 1
    width = max(lengths)
    lower = sum(runs_on(lines[n], lines[n + 1]) for n in range(first, after - 1))
    if width >= SHORT and written(lines, first, after, lower):
        return True
    if not _NARROWEST <= width <= WIDEST:
        return False
    full = sum(tight(lines[n], lines[n + 1], width) for n in range(first, after - 1))
    if pairs == 1:
        return bool(full and lower)
    if width < _NARROW and pairs < FEW:
        return full == lower == pairs and width > _FRAME_COLUMN
    if 2 * lower >= pairs and (pairs > 2 or full == pairs) and sum(lengths[:-1]) >= 0.6 * width * pairs:
        return not verses(lines[first:after])
    return width >= 50 and full >= 0.75 * pairs and lower >= 0.25 * pairs


def _long(lines: Sequence[str]) -> float:
    """The share of lines that are too long for a wrapped text."""
    whole = sum(1 for line in lines if line and not line.isspace())
    return sum(len(line) > WIDEST for line in lines) / max(1, whole)
