"""Which day each date is that `figures` finds, by the year it has or by what stands around it."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from archive.tei.dates.diary import of_diary
from archive.tei.dates.figures import Frame, found_dates
from archive.tei.dates.found import BETWEEN_CALENDARS, Found, Kind, calendar
from archive.tei.dates.hours import at_hour
from archive.tei.dates.near_days import Anchor, close_day, in_month, near_day, weekday, year_told
from archive.tei.dates.told import nearest, of_this_month
from archive.tei.dates.years import year_above
from archive.tei.spans import Attributes, Span

_YEAR = 4
_MONTH = 7
_DAY = 10  # characters of a day in W3C form
_STORY = 400  # characters after a year that the text tells in which days without one are of that year
_JOINED = 12  # characters between two dates of a list
_MOST_JOINED = 8
_DIARY = 2  # dates that open a block, from which on a number on a line is an entry
_BETWEEN = 4  # characters between two blocks
_SAME = 20_000  # characters between a day with its year and the same day without
_ENTRIES_APART = 45  # days from an entry of a diary to the next
_CLOSING = {")": "(", "]": "["}
_LISTED = re.compile(
    r"""(?:
    [.,]?[ \n](?:and|or|to|y|o|al?|e|et|ou|au|und|u\.|oder|bis|[-–—])[ \n]
        (?:(?:of[ ])?(?:the|el|del|le|du|den|vom|zum|am)[ ])?
    |[-–—]
    |[,;][ \n]
    )\Z""",
    re.VERBOSE,
)
_NOWHERE = Frame()

_Named: TypeAlias = dict[str, list[tuple[int, str]]]
"""Each day of the year that the text names with its year: where it does, and the day."""


class _Known(NamedTuple):
    """What is known where a date stands.

    The day of writing; the day told last; the year that is told of, with its place; in a diary the day of the entry before, and how
    many dates have opened a block.
    """

    writing: Anchor
    told: Anchor = None
    year: int = 0
    place: int = -_STORY
    entry: Anchor = None
    entries: int = 0


def dates(content: str, anchor: date | None, resp: str, frame: Frame = _NOWHERE) -> Iterator[Span]:
    """A `date` for each date in the text, in order, with `@when` (W3C form) where the text says which year is meant.

    A day without a year is the day that the text names elsewhere with its year, or of the year that it has just told of, or the one
    near `anchor`, the day on which the document was made (or else the first day that a dateline names, and from there on the last
    that one named), or a day close to the one told before it, with medium certainty; without these it has no `@when`. `3/4/2011` is
    two days, and is none, but in a language that writes the day first. A year of two figures is one in a dateline, and elsewhere
    after an apostrophe; its century is that of the years that the document writes in full, or else has low certainty.
    """
    found = list(found_dates(content, anchor, frame))
    if "/" in content:
        found = _in_one_calendar(content, found)
    if not found:
        return
    known = _Known(anchor or _first_day(found, frame))
    named = _days_in_full(found)
    datelines, line, lines = frame.datelines, 0, len(frame.datelines)
    stops, block, blocks = frame.stops, 0, len(frame.stops)
    for place, one in enumerate(found):
        if len(one.when) == _YEAR and place and _said_again(content, found[place - 1], one, known.told):
            continue
        while block < blocks and stops[block] <= one.start:
            block += 1
        opens = _opens(content, one, stops[block - 1] if block else 0)
        when, certainty = _meant(content, found, place, named, known, opens=opens)
        if not when and one.kind is not Kind.YEARLESS:
            continue
        while line < lines and datelines[line][1] <= one.start:
            line += 1
        in_line = line < lines and datelines[line][0] <= one.start
        if when:
            known = _learned(content, one, when, known, in_line=in_line, opens=opens)
        end = one.end + (content[one.end : one.end + 1] in _CLOSING and _closed(content, one))
        if in_line and when and one.kind is Kind.FULL and len(when) == _DAY:
            when, end = at_hour(content, end, datelines[line][1], when)
        attributes: Attributes = (("cert", certainty), ("resp", resp))
        yield Span(one.start, end, "date", (("when", when), *attributes) if when else attributes)


def _meant(
    content: str, found: list[Found], place: int, named: _Named, known: _Known, *, opens: bool
) -> tuple[str, str]:
    """The day, month or year that is meant, "" where it is not known, and how certain it is."""
    one = found[place]
    match one.kind:
        case Kind.FULL:
            return one.when, "high"
        case Kind.LIKELY:
            return one.when, "low"
        case Kind.OF_MONTH:
            return of_this_month(one, known.writing), "high"
        case Kind.OF_SAME_MONTH:
            day = in_month(known.told, 0, one.day) if known.told else None
            return day.isoformat() if day else "", "high"
        case Kind.OF_DIARY:
            return of_diary(one, known.entry if known.entries >= _DIARY else None), "medium"
        case Kind.OF_LETTER | Kind.OF_WEEK:
            return nearest(content, one, known.writing), "medium"
        case Kind.YEARLESS:
            when = (
                _listed(content, found, place)
                or (_entered(one, known) if opens else "")
                or _named(content, one, named)
                or _of_story(content, one, known)
                or near_day(content, one.start, one.end, one.when, known.writing)
                or (close_day(one.when, known.told) if known.writing is None else "")
                or _below_year(content, one)
            )
            return when, "medium" if when else "high"


def _learned(content: str, one: Found, when: str, known: _Known, *, in_line: bool, opens: bool) -> _Known:
    """What is known after this date."""
    writing, told, year, place, entry, entries = known
    if len(when) >= _MONTH and (one.kind is Kind.OF_DIARY or opens):
        entry, entries = date.fromisoformat(f"{when}-01"[:_DAY]), entries + 1
    if not in_line and _goes_on(content, one, when, known):
        year, place = int(when[:_YEAR]), one.end
    if len(when) == _DAY:
        told = date.fromisoformat(when)
        writing = told if in_line else writing
    return _Known(writing, told, year, place, entry, entries)


def _goes_on(content: str, one: Found, when: str, known: _Known) -> bool:
    """Whether a date tells of a year: it has one in full, or is of the year told of before."""
    if len(when) > _YEAR and when[:_YEAR] in content[one.start : one.end]:
        return True
    return when[:_YEAR] == str(known.year) and one.start - known.place < _STORY


def _opens(content: str, one: Found, begin: int) -> bool:
    """Whether a date opens the block that begins after this place."""
    return one.start - begin <= _BETWEEN and not content[begin : one.start].strip()


def _entered(one: Found, known: _Known) -> str:
    """The day of an entry that goes on from the one before it, or stands below the month that a heading names."""
    if known.entry is None or known.entries < _DIARY:
        return ""
    when = close_day(one.when, known.entry)
    return when if when and 0 <= (date.fromisoformat(when) - known.entry).days <= _ENTRIES_APART else ""


def _days_in_full(found: list[Found]) -> _Named:
    named: _Named = {}
    for one in found:
        if _is_day(one):
            named.setdefault(one.when[_YEAR + 1 :], []).append((one.start, one.when))
    return named


def _named(content: str, one: Found, named: _Named) -> str:
    """The day that the text names with its year not far above or below; "" where these are two years."""
    told = named.get(one.when[2:])
    if told is None or year_told(content, one.end):
        return ""
    at = bisect(told, (one.start, ""))
    beside = told[max(at - 2, 0) : at + 1]
    days = {when for place, when in beside if abs(place - one.start) < _SAME and _fits(content, one, when)}
    return days.pop() if len(days) == 1 else ""


def _fits(content: str, one: Found, when: str) -> bool:
    """Whether the day of the week that stands before this date is that of this day, or none is."""
    week = weekday(content, one.start)
    return week is None or date.fromisoformat(when).weekday() == week


def _below_year(content: str, one: Found) -> str:
    """The day in the year with which the line above it ends."""
    year = year_above(content, one.start)
    return _in_year(one, year) if year else ""


def _of_story(content: str, one: Found, known: _Known) -> str:
    """The day in the year that the text has told of right before, if that is not the year of writing."""
    if not known.year or one.start - known.place >= _STORY:
        return ""
    if known.told if known.writing is None else known.year == known.writing.year:
        return ""
    if year_told(content, one.end):
        return ""
    when = _in_year(one, str(known.year))
    return when if when and _fits(content, one, when) else ""


def _in_year(one: Found, year: str) -> str:
    """The day found, in this year; "" where that has none."""
    return calendar(year, int(one.when[2:4]), int(one.when[5:7])) or ""


def _in_one_calendar(content: str, found: list[Found]) -> list[Found]:
    """These dates, but `25 Octobre/6 Novembre 1820`, one day in the calendars of Julius Caesar and of Gregory, as one."""
    kept: list[Found] = []
    for one in found:
        if kept and content[kept[-1].end : one.start].strip() == "/" and _same_day(kept[-1], one):
            kept[-1] = Found(kept[-1].start, one.end, one.when)
        else:
            kept.append(one)
    return kept


def _same_day(old: Found, new: Found) -> bool:
    if not _is_day(new) or not (old.kind is Kind.YEARLESS or _is_day(old)):
        return False
    day = date.fromisoformat(new.when)
    close = close_day(f"--{old.when[-5:]}", day)
    return bool(close) and (day - date.fromisoformat(close)).days in BETWEEN_CALENDARS


def _is_day(one: Found) -> bool:
    """Whether it is a day with its year."""
    return one.kind is Kind.FULL and len(one.when) == _DAY


def _listed(content: str, found: list[Found], place: int) -> str:
    """`31 juillet, 20 et 22 novembre 1876`: the year of the date that is joined to this one, or to the one joined to it."""
    one = before = found[place]
    for after in found[place + 1 : place + 1 + _MOST_JOINED]:
        between = content[before.end : after.start]
        if len(between) > _JOINED or _LISTED.search(between) is None or after.when[-5:] < before.when[-5:]:
            return ""
        if _is_day(after):
            return after.when[: _YEAR + 1] + one.when[2:]
        if after.kind is not Kind.YEARLESS:
            return ""
        before = after
    return ""


def _said_again(content: str, before: Found, one: Found, told: Anchor) -> bool:
    """Whether this is the year of the day right above it, which has it already."""
    between = content[before.end : one.start]
    return told is not None and str(told.year) == one.when and not between.strip(" \n.,;()[]")


def _closed(content: str, one: Found) -> bool:
    """Whether the bracket that stands after the date was opened in it."""
    return _CLOSING[content[one.end]] in content[one.start : one.end]


def _first_day(found: list[Found], frame: Frame) -> date | None:
    """The first full date that stands in a dateline."""
    for start, end in frame.datelines[:4]:
        for one in found:
            if start <= one.start < end and len(one.when) == _DAY:
                return date.fromisoformat(one.when)
            if one.start >= end:
                break
    return None
