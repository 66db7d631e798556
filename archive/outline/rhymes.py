"""How short lines end: at a pause or at a rhyme as verses do, or where the next word found no room.

Of lines that a width has broken about one in eight ends with a mark, and hardly any rhymes with another near it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
_TAIL = 40  # characters in which the last word stands
_NEAR = 4  # lines within which a rhyme is heard
_HEARD = 2  # letters that rhyme
_MARKS = ',;:.!?…—–»”"’)'
_WIDEST = 72
_FEWEST = 4
_MOST = 60  # lines that are enough to tell
_FULL = 0.85  # share of lines that a width fills
_BROKEN = 0.8  # most that the shares of pauses and of rhymes come to where a width breaks the lines


def endings(lines: Sequence[str]) -> list[str]:
    """The last word of each line, small; "" where it has none."""
    return [words[-1].casefold() if (words := _WORD.findall(line[-_TAIL:])) else "" for line in lines]


def rhymes(words: Sequence[str], at: int) -> bool:
    """Whether a word ends as another one near it does, and is not the same."""
    word = words[at]
    ending = word[-_HEARD:]
    if not ending:
        return False
    near = words[max(0, at - _NEAR) : at + _NEAR + 1]
    return any(other[-_HEARD:] == ending and other != word for other in near)


def verses(lines: Sequence[str]) -> bool:
    """Whether lines, some of which begin with small letters, are verses all the same, and not broken at a width."""
    if len(lines) < _FEWEST:
        return False
    lines = [line.strip() for line in lines[:_MOST]]
    width = max(map(len, lines))
    if width > _WIDEST:
        return False
    full = sum(len(line) + len(below.partition(" ")[0]) >= width for line, below in pairwise(lines))
    if full >= _FULL * (len(lines) - 1):
        return False
    paused = sum(line[-1:] in _MARKS for line in lines[:-1]) / (len(lines) - 1)
    words = endings(lines)
    return paused + sum(rhymes(words, at) for at in range(len(words))) / len(words) > _BROKEN
