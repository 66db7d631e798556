"""Dates in running text, with the day, month or year that they name: English, Spanish, French and German.

`figures` finds them as they are written; here each is told which day is meant, by the year it has or by what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from archive.tei.figures import Frame, found_dates
from archive.tei.found_date import BETWEEN_CALENDARS, Found, calendar
from archive.tei.spans import Attributes, Span
from archive.tei.told_days import nearest, of_diary, of_same_month, of_this_month
from archive.tei.years import Anchor, close_day, near_day, weekday, year_above, year_told

_YEAR = 4
_MONTH = 7
_DAY = 10  # characters of a day in W3C form
_STORY = 400  # characters after a year that the text tells in which days without one are of that year
_JOINED = 12  # characters between two dates of a list
_MOST_JOINED = 8
_CLOSING = {")": "(", "]": "["}
_LISTED = re.compile(
    r"[.,]?[ \n](?:and|or|to|y|o|al?|e|et|ou|au|und|u\.|oder|bis|[-–—])[ \n](?:(?:of[ ])?(?:the|el|del|le|du|den|vom|zum|am)[ ])?\Z|[-–—]\Z|[,;][ \n]\Z"
)
_HOUR = re.compile(
    r"(?:,[ ]|[ ]?(?:[—–-]|--)[ ]?)(?:(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?[ ](?P<half>[ap])\.[ ]?m\.|(?P<zulu>[0-9]{2})(?P<after>[0-9]{2})Z\b)(?![ ]?[–-][ ]?[0-9])"
)
_NOWHERE = Frame()


class _Known(NamedTuple):
    """What is known where a date stands.

    The day of writing; the day told last; the year that is told of, with its place; the days that are named with their year; and
    in a diary the day of the entry before.
    """

    writing: Anchor
    told: Anchor
    year: int
    place: int
    named: dict[str, str]
    entry: Anchor


def dates(content: str, anchor: date | None, resp: str, frame: Frame = _NOWHERE) -> Iterator[Span]:
    """A `date` for each date in the text, in order, with `@when` (W3C form) where the text says which year is meant.

    A day without a year is of the year that the text has just told of, or the one near `anchor`, the day on which the document
    was made (or else the first day that a dateline names, and from there on the last that one named), or a day close to the one told
    before it, with medium certainty; without these it has no `@when`. `3/4/2011` is two days, and is none, but in a language that
    writes the day first. A year of two figures is one in a dateline, and elsewhere after an apostrophe; its century is that of the years
    that the document writes in full, or else has low certainty.
    """
    found = list(found_dates(content, anchor, frame))
    if "/" in content:
        found = _in_one_calendar(content, found)
    if not found:
        return
    writing, told = anchor or _first_day(found, frame), None
    year, at = 0, -_STORY
    entry, entries = None, 0
    line, lines = 0, len(frame.datelines)
    named = _days_in_full(found)
    for place, one in enumerate(found):
        if len(one.when) == _YEAR and place and _said_again(content, found[place - 1], one, told):
            continue
        if one.when[0] in "12":
            when, certainty = one.when, "high"
        else:
            when, certainty = _meant(
                content, found, place, _Known(writing, told, year, at, named, entry if entries > 1 else None)
            )
        if not when and one.when[0] != "-":
            continue
        while line < lines and frame.datelines[line][1] <= one.start:
            line += 1
        in_line = line < lines and frame.datelines[line][0] <= one.start
        if len(when) >= _MONTH and (one.when[0] == ">" or content[one.start - 1 : one.start] in ("", "\n")):
            entry, entries = date.fromisoformat(f"{when}-01"[:_DAY]), entries + 1
        if not in_line and when and _goes_on(content, one, when, year, at):
            year, at = int(when[:4]), one.end
        if len(when) == _DAY:
            told = date.fromisoformat(when)
            writing = told if in_line else writing
        end = one.end + (content[one.end : one.end + 1] in _CLOSING and _closed(content, one))
        if in_line and len(one.when) == _DAY and when:
            when, end = _at_hour(content, end, frame.datelines[line][1], when)
        attributes: Attributes = (("cert", certainty), ("resp", resp))
        yield Span(one.start, end, "date", (("when", when), *attributes) if when else attributes)


def _at_hour(content: str, end: int, stop: int, when: str) -> tuple[str, int]:
    """The moment that a dateline tells, where an hour follows its day as telegrams have it, and where it ends; else the day."""
    found = _HOUR.match(content, end, stop)
    if found is None:
        return when, end
    hour, minute = int(found["hour"] or found["zulu"]), int(found["minute"] or found["after"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return when, end
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        return when, end
    return f"{when}T{hour:02d}:{minute:02d}:00{'Z' if found['zulu'] else ''}", found.end()


def _meant(content: str, found: list[Found], place: int, known: _Known) -> tuple[str, str]:
    """The day, month or year that is meant, "" where it is not known, and how certain it is."""
    one = found[place]
    match one.when[0]:
        case "~":
            return one.when[1:], "low"
        case "^":
            return of_this_month(one.when, known.writing), "high"
        case ">":
            return of_diary(one.when, known.entry), "medium"
        case "=":
            return of_same_month(one.when, known.told), "high"
        case "<" | "|":
            return nearest(content, one.start, one.when, known.writing), "medium"
        case _:
            when = (
                _listed(content, found, place)
                or _named(content, one, known)
                or _of_story(content, one, known)
                or near_day(content, one.start, one.end, one.when, known.writing)
                or (close_day(one.when, known.told) if known.writing is None else "")
                or _below_year(content, one)
            )
            return when, "medium" if when else "high"


def _days_in_full(found: list[Found]) -> dict[str, str]:
    """Each day of the year that the text names with its year, and that day; "" where it names it of two years."""
    named: dict[str, str] = {}
    for one in found:
        if len(one.when) == _DAY and one.when[0] in "12":
            named[one.when[5:]] = one.when if named.get(one.when[5:], one.when) == one.when else ""
    return named


def _named(content: str, one: Found, known: _Known) -> str:
    """The day that the text has named before with its year."""
    when = known.named.get(one.when[2:], "")
    if not when or year_told(content, one.end):
        return ""
    week = weekday(content, one.start)
    return when if week in (None, date.fromisoformat(when).weekday()) else ""


def _below_year(content: str, one: Found) -> str:
    """The day in the year with which the line above it ends."""
    year = year_above(content, one.start)
    return calendar(year, int(one.when[2:4]), int(one.when[5:7])) or "" if year else ""


def _goes_on(content: str, one: Found, when: str, year: int, at: int) -> bool:
    """Whether a date tells of a year: it has one in full, or is of the year told of before."""
    if len(when) > _YEAR and when[:4] in content[one.start : one.end]:
        return True
    return when[:4] == str(year) and one.start - at < _STORY


def _of_story(content: str, one: Found, known: _Known) -> str:
    """The day in the year that the text has told of right before, if that is not the year of writing."""
    if not known.year or one.start - known.place >= _STORY:
        return ""
    if known.told if known.writing is None else known.year == known.writing.year:
        return ""
    if year_told(content, one.end):
        return ""
    when = calendar(str(known.year), int(one.when[2:4]), int(one.when[5:7]))
    week = weekday(content, one.start)
    return when if when and week in (None, date.fromisoformat(when).weekday()) else ""


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
    if len(new.when) != _DAY or not (old.when[0] == "-" or len(old.when) == _DAY):
        return False
    day = date.fromisoformat(new.when)
    close = close_day(f"--{old.when[-5:]}", day)
    return bool(close) and (day - date.fromisoformat(close)).days in BETWEEN_CALENDARS


def _listed(content: str, found: list[Found], place: int) -> str:
    """`31 juillet, 20 et 22 novembre 1876`: the year of the date that is joined to this one, or to the one joined to it."""
    one = before = found[place]
    for after in found[place + 1 : place + 1 + _MOST_JOINED]:
        between = content[before.end : after.start]
        if len(between) > _JOINED or _LISTED.search(between) is None or after.when[-5:] < before.when[-5:]:
            return ""
        if len(after.when) == _DAY:
            return after.when[:5] + one.when[2:]
        if after.when[0] != "-":
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
            if start <= one.start < end and len(one.when) >= _DAY:
                return date.fromisoformat(one.when.lstrip("~"))
            if one.start >= end:
                break
    return None
