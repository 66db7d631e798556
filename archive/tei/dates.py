"""Dates in running text, with the day, month or year that they name: English, Spanish, French and German.

Every date holds a figure, so figures are what is looked for; what stands beside each decides. That keeps the time linear and short.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive.tei.days import Found, calendar, date_at, month_before, stated
from archive.tei.months import ROMAN
from archive.tei.spans import Attributes, Span
from archive.tei.years import (
    Anchor,
    close_day,
    full_year,
    month_told,
    near_day,
    of_this_month,
    only_year,
    some_year,
    year_below,
    year_beside,
)

_FIGURE = re.compile(r"[0-9]+")
_SHORT_FIGURES = re.compile(
    r"([0-9]{1,2})[ ]?([./-])[./]?[ ]?([0-9]{1,2}|[IVX]{1,4})\.?[ ]?[./-]{0,2}[ ]?['’]?([12][0-9]{3}|[0-9]{2,3})(?![0-9]|[./][0-9])"
    r"|([0-9]{1,2})\.?[ ]([IVX]{1,4})\.?[ ]['’]?([12][0-9]{3}|[0-9]{2,3})(?![0-9]|[./][0-9])"
)
_SHORT_YEAR = re.compile(
    r"[.,/–-]{0,2}[ ]?['’]?([0-9]{2,3})(?![0-9]|[./:][0-9]|[ ]?(?:h\b|Uhr|o['’]clock|[ap]\.?[ ]?m\b))"
)
_YEAR = 4
_DAY = 10  # characters of a day in W3C form
_DENSE = 20  # where more than one character in so many is a figure, a pattern finds them sooner
_TOLD = "iocduvpn"  # first letters of "inst.", "of this month", "corriente" …
_CLOSING = {")": "(", "]": "["}
_LISTED = re.compile(
    r"[.,]?[ ](?:and|to|y|al?|e|et|au|und|u\.|bis|[-–—])[ ](?:(?:the|el|le|den|zum)[ ])?\Z|[-–—]\Z"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the outline and the language say of dates: blocks end at `stops`; `datelines` are [start, end) in order."""

    stops: tuple[int, ...] = ()
    datelines: tuple[tuple[int, int], ...] = ()
    day_first: bool = False


_NOWHERE = Frame()


def dates(content: str, anchor: date | None, resp: str, frame: Frame = _NOWHERE) -> Iterator[Span]:
    """A `date` for each date in the text, in order, with `@when` (W3C form) where the text says which year is meant.

    A day without a year is the one near `anchor`, the day on which the document was made (or else the first day that a dateline
    names, and from there on the last that one named), or a day close to the one told before it, with medium certainty; without these it has
    no `@when`. `3/4/2011` is two days, and
    is none, but in a language that writes the day first. A year of two figures is one only in a dateline; its century is that of the
    years that the document writes in full, or else has low certainty.
    """
    found = list(_all(content, frame, anchor))
    known = anchor or _first_day(found, frame)
    told: Anchor = None
    lines = [start for start, _ in frame.datelines]
    for place, one in enumerate(found):
        when, certainty = one.when, "high"
        if when[0] == "~":
            when, certainty = when[1:], "low"
        elif when[0] == "^":
            when = of_this_month(when, known)
            if not when:
                continue
        elif when[0] == "-":
            when = (
                _listed(content, found, place)
                or near_day(content, one.start, one.end, when, known)
                or (close_day(when, told) if known is None else "")
            )
            certainty = "medium" if when else "high"
        if len(when) == _YEAR and place and _said_again(content, found[place - 1], one, told):
            continue
        if len(when) == _DAY:
            told = date.fromisoformat(when)
            known = told if lines and _line_at(lines, frame, one.start) >= 0 else known
        end = one.end
        if (
            content[end : end + 1] in _CLOSING
            and _CLOSING[content[end : end + 1]] in content[one.start : end]
        ):
            end += 1
        attributes: Attributes = (("cert", certainty), ("resp", resp))
        yield Span(one.start, end, "date", (("when", when), *attributes) if when else attributes)


def _line_at(starts: list[int], frame: Frame, place: int) -> int:
    """Which dateline this place is in; -1 if in none."""
    line = bisect_right(starts, place) - 1
    return line if line >= 0 and place < frame.datelines[line][1] else -1


def _said_again(content: str, before: Found, one: Found, told: Anchor) -> bool:
    """Whether this is the year of the day right above it, which has it already."""
    between = content[before.end : one.start]
    return told is not None and str(told.year) == one.when and not between.strip(" \n.,;()[]")


def _listed(content: str, found: list[Found], place: int) -> str:
    """`31 juillet et 22 novembre 1876`: the year of the date that is joined to this one."""
    if place + 1 == len(found) or len(found[place + 1].when) != _DAY:
        return ""
    one, after = found[place], found[place + 1]
    between = content[one.end : after.start]
    if len(between) > 12 or _LISTED.search(between) is None or after.when[5:] < one.when[2:]:
        return ""
    return after.when[:5] + one.when[2:]


def _all(content: str, frame: Frame, anchor: Anchor) -> Iterator[Found]:
    done = 0
    near: int | None = anchor.year if anchor else None
    starts = [start for start, _ in frame.datelines]
    stops, many, long = frame.stops, len(frame.stops), len(content)
    block = 0
    for start, end in _figures(content):
        if start < done or end - start > 4 or content[start - 1 : start].isalnum():
            continue
        while block < many and stops[block] <= start:
            block += 1
        stop = stops[block] if block < many else long
        found = date_at(content, start, end, stop, day_first=frame.day_first)
        if (
            (found is None or found.when[0] == "-")
            and starts
            and (line := _line_at(starts, frame, start)) >= 0
        ):
            if near is None:
                near = some_year(content)
            found = _in_dateline(content, found, start, end, stop, near, frame, frame.datelines[line])
        if (
            found is None
            and end - start < 3
            and (content[end : end + 1] != " " or content[end + 1 : end + 2] in _TOLD)
        ):
            after = month_told(content, start, stop)
            found = Found(start, *after) if after else None
        if found is None or found.start < done:
            continue
        done = found.end
        yield found


def _figures(content: str) -> Iterator[tuple[int, int]]:
    """Where each run of figures stands. To look for ten characters in turn is many times faster than a pattern, where they are rare."""
    present = [figure for figure in "0123456789" if figure in content]
    if _DENSE * sum(map(content.count, present)) > len(content):
        for found in _FIGURE.finditer(content):
            yield found.span()
        return
    places: list[int] = []
    for figure in present:
        at = content.find(figure)
        while at >= 0:
            places.append(at)
            at = content.find(figure, at + 1)
    places.sort()
    start = end = -1
    for at in places:
        if at != end:
            if end > 0:
                yield start, end
            start = at
        end = at + 1
    if end > 0:
        yield start, end


def _in_dateline(
    content: str,
    found: Found | None,
    start: int,
    end: int,
    stop: int,
    near: int,
    frame: Frame,
    line: tuple[int, int],
) -> Found | None:
    """A date in a dateline that has no full year right after it: it may have a short one, or one elsewhere in the line."""
    if found is None and end - start == 4 and only_year(content, start, line):
        return Found(start, end, content[start:end])
    if found is None:
        return _short(content, start, stop, near, frame) or _month_and_short_year(content, start, end, near)
    if year := year_beside(content, *line) or year_below(content, max(line[1], found.end), near):
        return (
            stated(found.start, found.end, calendar(year, int(found.when[2:4]), int(found.when[5:7])))
            or found
        )
    return _with_short_year(content, found, stop, near)


def _first_day(found: list[Found], frame: Frame) -> date | None:
    """The first full date that stands in a dateline."""
    for start, end in frame.datelines[:4]:
        for one in found:
            if start <= one.start < end and len(one.when) >= 10:
                return date.fromisoformat(one.when.lstrip("~"))
            if one.start >= end:
                break
    return None


def _short(content: str, start: int, stop: int, near: int, frame: Frame) -> Found | None:
    """A date all in figures, in a dateline: `9. III. 06`, `3/12 40`, `10/11 903`."""
    match = _SHORT_FIGURES.match(content, start, stop)
    if match is None:
        return None
    day, mark, middle, last = (
        (match[1], match[2], match[3], match[4]) if match[1] else (match[5], ".", match[6], match[7])
    )
    year = full_year(last, near)
    if year is None:
        return None
    if middle.isdigit():
        first, second = int(day), int(middle)
        if mark != "." and not frame.day_first and first <= 12 and second <= 12 and first != second:
            return None
        if mark != "." and not frame.day_first and second > 12:
            first, second = second, first
        return stated(start, match.end(), calendar(year, second, first))
    number = ROMAN.get(middle)
    return stated(start, match.end(), calendar(year, number, int(day))) if number else None


def _with_short_year(content: str, found: Found, stop: int, near: int) -> Found:
    """`23 Juni 48`, in a dateline: the day with the year that two figures after it stand for."""
    match = _SHORT_YEAR.match(content, found.end, stop)
    year = full_year(match[1], near) if match else None
    if match is None or year is None:
        return found
    return (
        stated(found.start, match.end(), calendar(year, int(found.when[2:4]), int(found.when[5:7]))) or found
    )


def _month_and_short_year(content: str, start: int, end: int, near: int) -> Found | None:
    """`Aug. '62`, `Feber 906`, in a dateline."""
    if end - start == 3 or (end - start == 2 and content[start - 1 : start] in ("'", "’")):
        before = month_before(content, start)
        year = full_year(content[start:end], near) if before else None
        if before and year:
            return Found(before.start, end, f"{year}-{int(before.when):02d}")
    return None
