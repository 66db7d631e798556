"""Which day a day without a year is, by what stands around it: a list, the entries of a diary, the same day elsewhere, a year told of."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from archive.tei.dates.found import YEAR, Found, Kind, calendar, is_day
from archive.tei.dates.near_days import Anchor, close_day, near_day, told_day, weekday, year_told
from archive.tei.dates.years import year_above

STORY = 400
"""Characters after a year that the text tells in which days without one are of that year."""
DIARY = 2
"""Dates that open a block, from which on a number on a line is an entry of a diary."""

_JOINED = 12  # characters between two dates of a list
_MOST_JOINED = 8
_SAME = 20_000  # characters between a day with its year and the same day without
_NEW = timedelta(days=30)  # before the day of writing
_ENTRIES_APART = 45  # days from an entry of a diary to the next
_LISTED = re.compile(
    r"""(?:
    [.,]?[ \n](?:and|or|to|y|o|al?|e|et|ou|au|und|u\.|oder|bis|[-–—])[ \n]
        (?:(?:of[ ])?(?:the|el|del|le|du|den|vom|zum|am)[ ])?
    |[-–—]
    |[,;][ \n]
    )\Z""",
    re.VERBOSE,
)

Named: TypeAlias = dict[str, list[tuple[int, str]]]
"""Each day of the year that the text names with its year: where it does, and the day."""


class Known(NamedTuple):
    """What is known where a date stands.

    The day of writing; the day told last; the year that is told of, with its place; in a diary the day of the entry before, and how
    many dates have opened a block; whether it is enough, in running text, to be close to one of these days; the day that a dateline
    or heading told last.
    """

    writing: Anchor
    told: Anchor = None
    year: int = 0
    place: int = -STORY
    entry: Anchor = None
    entries: int = 0
    completed: bool = True
    head: Anchor = None


def day_meant(
    content: str, found: Sequence[Found], place: int, named: Named, known: Known, *, opens: bool
) -> str:
    """The day that this one of the dates found is, surest sign first; "" where nothing tells it. `opens`: it opens a block."""
    one = found[place]
    return (
        _listed(content, found, place)
        or (_entered(one, known) if opens else "")
        or _named(content, one, named)
        or _of_story(content, one, known)
        or told_day(content, one.start, one.end, one.when, known.writing)
        or (_close(one, known) if opens or known.completed else "")
        or _below_year(content, one)
    )


def days_in_full(found: Sequence[Found]) -> Named:
    """Each day that the text names with its year, in order of place."""
    named: Named = {}
    for one in found:
        if is_day(one):
            named.setdefault(one.when[YEAR + 1 :], []).append((one.start, one.when))
    return named


def _listed(content: str, found: Sequence[Found], place: int) -> str:
    """`31 juillet, 20 et 22 novembre 1876`: the year of the date that is joined to this one, or to the one joined to it."""
    one = before = found[place]
    for after in found[place + 1 : place + 1 + _MOST_JOINED]:
        between = content[before.end : after.start]
        if len(between) > _JOINED or _LISTED.search(between) is None or after.when[-5:] < before.when[-5:]:
            return ""
        if is_day(after):
            return after.when[: YEAR + 1] + one.when[2:]
        if after.kind is not Kind.YEARLESS:
            return ""
        before = after
    return ""


def _entered(one: Found, known: Known) -> str:
    """The day of an entry that goes on from the one before it, or stands below the month that a heading names."""
    if known.entry is None or known.entries < DIARY:
        return ""
    when = close_day(one.when, known.entry)
    return when if when and 0 <= (date.fromisoformat(when) - known.entry).days <= _ENTRIES_APART else ""


def _named(content: str, one: Found, named: Named) -> str:
    """The day that the text names with its year not far above or below; "" where these are two years."""
    told = named.get(one.when[2:])
    if told is None or year_told(content, one.end):
        return ""
    at = bisect(told, (one.start, ""))
    beside = told[max(at - 2, 0) : at + 1]
    days = {when for place, when in beside if abs(place - one.start) < _SAME and _fits(content, one, when)}
    return days.pop() if len(days) == 1 else ""


def _of_story(content: str, one: Found, known: Known) -> str:
    """The day in the year that the text has told of right before, if that is not the year of writing, and the day is not just past."""
    if not known.year or one.start - known.place >= STORY or _is_new(one, known):
        return ""
    if known.told if known.writing is None else known.year == known.writing.year:
        return ""
    if year_told(content, one.end):
        return ""
    when = _in_year(one, str(known.year))
    return when if when and _fits(content, one, when) else ""


def _is_new(one: Found, known: Known) -> bool:
    """Whether a day is of the weeks before the day of writing, and the year told of the one before: "March 11" below "November 2021", in March 2022."""
    if known.writing is None or known.year != known.writing.year - 1:
        return False
    when = near_day(one.when, known.writing)
    return (
        when[:YEAR] == str(known.writing.year)
        and timedelta() <= known.writing - date.fromisoformat(when) <= _NEW
    )


def _close(one: Found, known: Known) -> str:
    """The day in the year in which it is close to the day of writing; without that, to the day told before it."""
    return close_day(one.when, known.told) if known.writing is None else near_day(one.when, known.writing)


def _below_year(content: str, one: Found) -> str:
    """The day in the year with which the line above it ends."""
    year = year_above(content, one.start)
    return _in_year(one, year) if year else ""


def _in_year(one: Found, year: str) -> str:
    """The day found, in this year; "" where that has none."""
    return calendar(year, int(one.when[2:4]), int(one.when[5:7])) or ""


def _fits(content: str, one: Found, when: str) -> bool:
    """Whether the day of the week that stands before this date is that of this day, or none is."""
    week = weekday(content, one.start)
    return week is None or date.fromisoformat(when).weekday() == week
