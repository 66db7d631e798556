"""Dates without a figure, as deeds and statutes write them: `the fourth day of May, eighteen hundred and sixty`, `a tres de mayo de dos mil once`."""

from __future__ import annotations

import re
from bisect import bisect

from archive.tei.dates.found import Found, found_day
from archive.tei.dates.months import month
from archive.tei.dates.numerals import day_before
from archive.tei.dates.worded_years import year_in_words

_HELD = {
    "undred": ("eleven h", "twelve h", "teen h"),
    "housand": ("one t", "two t"),
    "undert": ("elfh", "ölfh", "zehnh"),
    "ausend": ("t",),
    " mil": ("",),
    "\nmil": ("",),
    " Mil": ("",),
}
"""Each year in words has one of these, and before it one of those. To look for them in turn is many times faster than a pattern."""

_LONGER = frozenset("aeio")  # "miles", "military", but "mille"
_BEFORE = 8  # characters
_APART = str.maketrans("\n-", "  ")
_WORD = re.compile(r"[^\W\d_]{3,11}")
_REACH = 60  # characters before such a word in which the month stands
_ROUND = 100


def found_in_words(content: str, stops: tuple[int, ...]) -> list[Found]:
    """The days and months whose year is in words, in order, but for those with a day in figures; none goes over the end of a block."""
    places: list[int] = []
    for word, endings in _HELD.items():
        at = content.find(word)
        while at >= 0:
            before, at = content[max(at - _BEFORE, 0) : at], at + len(word)
            if content[at : at + 1] not in _LONGER and before.translate(_APART).casefold().endswith(endings):
                places.append(at - 1)
            at = content.find(word, at)
    if not places:
        return []
    found: list[Found] = []
    done = 0
    for at in sorted(places):
        one = _date_of(content, at, stops) if at >= done else None
        if one is not None and one.start >= done:
            found.append(one)
            done = one.end
    return found


def _date_of(content: str, at: int, stops: tuple[int, ...]) -> Found | None:
    """The date whose year holds the word around this place."""
    block = bisect(stops, at)
    begin = stops[block - 1] if block else 0
    stop = stops[block] if block < len(stops) else len(content)
    for word in reversed(list(_WORD.finditer(content, max(begin, at - _REACH), at))):
        number = month(word[0])
        if number is None:
            continue
        end, year = year_in_words(content, word.end(), stop) or (0, "")
        if end <= at:
            return None
        start, day = day_before(content, word.start(), number, int(year)) or (word.start(), 0)
        if day and start >= begin:
            return found_day(start, end, year, number, day)
        # A round number may be of men on a march.
        return Found(word.start(), end, f"{year}-{number:02d}") if int(year) % _ROUND else None
    return None
