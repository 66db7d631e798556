"""Dates in running text, with the day, month or year that they name: English, Spanish, French and German.

Every date holds a figure, so figures are what is looked for; what stands beside each decides. That keeps the time linear and short.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from archive.tei.months import ROMAN, month, republican
from archive.tei.numerals import day_before
from archive.tei.spans import Attributes, Span
from archive.tei.years import (
    Anchor,
    full_year,
    month_told,
    near_day,
    of_this_month,
    some_year,
    year_below,
    year_beside,
)

_GAP = r"[ \u00a0\n]{1,3}"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|1\.[5-9][0-9]{2}|2\.0[0-9]{2})(?![0-9])"
_ERA = rf"(?:del{_GAP}año|de{_GAP}l[’']an(?:née)?|des{_GAP}Jahres|A\.[ ]?D\.|AD|[Ii]n{_GAP}the{_GAP}year|of|de|del)"
_FIGURE = re.compile(r"[0-9]+")
_ISO = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?![0-9-])")
_YEAR_FIRST = re.compile(
    rf"([12][0-9]{{3}})[ ]([^\W\d_]{{3,10}})\.?,?[ ](?:the[ ])?([0-3]?[0-9])(?:st|nd|rd|th|d)?\b(?![-/:%]|[.,][0-9]|,?[ ](?:{_YEAR}))"
)
_ORDINAL = r"\.?(?:st|nd|rd|th|d)\b\.?|er|\.?[º°ª]|\.?[ ]?(?:ten|tn|tes|sten|stn|ter|te|t|n|ᵗᵉⁿ)\b\.?|\."
_DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}})(?:{_ORDINAL})?(?:{_GAP}(?:(?:day|jour){_GAP})?(?:of|de|del))?(?:{_GAP}|-|{_GAP}d[’'])([^\W\d_]{{3,10}}(?:\.[a-z]{{1,3}}\b)?|en\.?o|[789]br?er?|10br?er?|[789]bris)\b[.:]?"
    rf"(?:,?(?:{_GAP}{_ERA})?(?:,?{_GAP}|,|/|-|(?<=de))[(\[]?({_YEAR}))?"
)
_AFTER_MONTH = re.compile(
    rf"[0-9]{{1,2}}(?:\.?(?:st|nd|rd|th|d))?(?:[’']|\b|(?<=[a-z])(?=[12]))(?![:%]|[.,][0-9])(?:(?:[.,:]?{_GAP}(?:{_ERA}{_GAP})?|[,/-]|(?<=[a-z]))[(\[]?({_YEAR}))?"
)
_IN_FIGURES = re.compile(rf"([0-9]{{1,2}})([./-])[ ]?([0-9]{{1,2}})\2[ ]?({_YEAR})")
_SHORT_FIGURES = re.compile(
    r"([0-9]{1,2})[ ]?([./-])[./]?[ ]?([0-9]{1,2}|[IVX]{1,4})\.?[ ]?[./-]{0,2}[ ]?['’]?([12][0-9]{3}|[0-9]{2,3})(?![0-9]|[./][0-9])"
    r"|([0-9]{1,2})\.?[ ]([IVX]{1,4})\.?[ ]['’]?([12][0-9]{3}|[0-9]{2,3})(?![0-9]|[./][0-9])"
)
_SHORT_YEAR = re.compile(
    r"[.,/–-]{0,2}[ ]?['’]?([0-9]{2,3})(?![0-9]|[./:][0-9]|[ ]?(?:h\b|Uhr|o['’]clock|[ap]\.?[ ]?m\b))"
)
_MONTH_BEFORE = re.compile(
    r"(?<![^\W_])([^\W\d_]{3,10}(?:\.[a-z]{1,3})?)(?:[.:'’]?,?[ \u00a0\n]{1,3}(?:(?:the|of|de|del)[ \u00a0\n]{1,3})?['’]?|\.?[-\u2010\u2011/][ ]?)\Z"
)
_PREPOSITION = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|of|by|from|[Ee]n|[Dd]esde|hasta|[Dd]epuis|[Ss]eit|[Ii]m Jahre?|año|año de|année)[ \n]|[’']s? )\Z"
)
_NO_YEAR = re.compile(r"[-/:,.]?[0-9]|[ ]?%|[ ](?:percent|per cent|[a-z]+s\b(?<!elections))")
_BEFORE = 28
_TOLD = "iocduvpn"  # first letters of "inst.", "of this month", "corriente" …
_LINKS = frozenset({"the", "of", "de", "del"})
_JOINED = "-/\u2010\u2011'’"  # between a month and its day: "Oct-7"
_LISTED = re.compile(
    r"[.,]?[ ](?:and|to|y|al?|e|et|au|und|u\.|bis|[-–—])[ ](?:(?:the|el|le|den|zum)[ ])?\Z|[-–—]\Z"
)


class _Found(NamedTuple):
    start: int
    end: int
    when: str


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
    names, and from there on the last that one named), with medium certainty; without one it has no `@when`. `3/4/2011` is two days, and
    is none, but in a language that writes the day first. A year of two figures is one only in a dateline; its century is that of the
    years that the document writes in full, or else has low certainty.
    """
    found = list(_all(content, frame, anchor))
    known = anchor or _first_day(found, frame)
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
            when = _listed(content, found, place) or near_day(content, one.start, one.end, when, known)
            certainty = "medium" if when else "high"
        if lines and len(when) == 10 and _line_at(lines, frame, one.start) >= 0:
            known = date.fromisoformat(when)
        attributes: Attributes = (("cert", certainty), ("resp", resp))
        yield Span(one.start, one.end, "date", (("when", when), *attributes) if when else attributes)


def _line_at(starts: list[int], frame: Frame, place: int) -> int:
    """Which dateline this place is in; -1 if in none."""
    line = bisect_right(starts, place) - 1
    return line if line >= 0 and place < frame.datelines[line][1] else -1


def _listed(content: str, found: list[_Found], place: int) -> str:
    """`31 juillet et 22 novembre 1876`: the year of the date that is joined to this one."""
    if place + 1 == len(found) or len(found[place + 1].when) != 10:
        return ""
    one, after = found[place], found[place + 1]
    between = content[one.end : after.start]
    if len(between) > 12 or _LISTED.search(between) is None or after.when[5:] < one.when[2:]:
        return ""
    return after.when[:5] + one.when[2:]


def _all(content: str, frame: Frame, anchor: Anchor) -> Iterator[_Found]:
    done = 0
    near: int | None = anchor.year if anchor else None
    starts = [start for start, _ in frame.datelines]
    stops, many, long = frame.stops, len(frame.stops), len(content)
    block = 0
    for figure in _FIGURE.finditer(content):
        start, end = figure.span()
        if start < done or end - start > 4 or content[start - 1 : start].isalnum():
            continue
        while block < many and stops[block] <= start:
            block += 1
        stop = stops[block] if block < many else long
        found = _found(content, start, end, stop, frame)
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
            found = _Found(start, *after) if after else None
        if found is None or found.start < done:
            continue
        done = found.end
        yield found


def _in_dateline(
    content: str,
    found: _Found | None,
    start: int,
    end: int,
    stop: int,
    near: int,
    frame: Frame,
    line: tuple[int, int],
) -> _Found | None:
    """A date in a dateline that has no full year right after it: it may have a short one, or one elsewhere in the line."""
    if found is None:
        return _short(content, start, stop, near, frame) or _month_and_short_year(content, start, end, near)
    if year := year_beside(content, *line) or year_below(content, max(line[1], found.end), near):
        return (
            _stated(found.start, found.end, _calendar(year, int(found.when[2:4]), int(found.when[5:7])))
            or found
        )
    return _with_short_year(content, found, stop, near)


def _first_day(found: list[_Found], frame: Frame) -> date | None:
    """The first full date that stands in a dateline."""
    for start, end in frame.datelines[:4]:
        for one in found:
            if start <= one.start < end and len(one.when) >= 10:
                return date.fromisoformat(one.when.lstrip("~"))
            if one.start >= end:
                break
    return None


def _short(content: str, start: int, stop: int, near: int, frame: Frame) -> _Found | None:
    """A date all in figures, in a dateline: `9. III. 06`, `3/12 40`, `10/11 903`."""
    match = _SHORT_FIGURES.match(content, start, stop)
    if match is None:
        return None
    day, mark, middle, last = (
        (match[1], match[2], match[3], match[4]) if match[1] else (match[5], ".", match[6], match[7])
    )
    year = full_year(last, near, content)
    if year is None:
        return None
    if middle.isdigit():
        first, second = int(day), int(middle)
        if mark != "." and not frame.day_first and first <= 12 and second <= 12 and first != second:
            return None
        if mark != "." and not frame.day_first and second > 12:
            first, second = second, first
        return _stated(start, match.end(), _calendar(year, second, first))
    number = ROMAN.get(middle)
    return _stated(start, match.end(), _calendar(year, number, int(day))) if number else None


def _with_short_year(content: str, found: _Found, stop: int, near: int) -> _Found:
    """`23 Juni 48`, in a dateline: the day with the year that two figures after it stand for."""
    match = _SHORT_YEAR.match(content, found.end, stop)
    year = full_year(match[1], near, content) if match else None
    if match is None or year is None:
        return found
    return (
        _stated(found.start, match.end(), _calendar(year, int(found.when[2:4]), int(found.when[5:7])))
        or found
    )


def _month_and_short_year(content: str, start: int, end: int, near: int) -> _Found | None:
    """`Aug. '62`, `Feber 906`, in a dateline."""
    if end - start == 3 or (end - start == 2 and content[start - 1 : start] in ("'", "’")):
        before = _month_before(content, start)
        year = full_year(content[start:end], near, content) if before else None
        if before and year:
            return _Found(before.start, end, f"{year}-{int(before.when):02d}")
    return None


def _found(content: str, start: int, end: int, stop: int, frame: Frame) -> _Found | None:
    """The date that this figure is part of, if it is the first figure in one."""
    if end - start == 4:
        return _year(content, start, end, stop) if content[start] in "12" else None
    if end - start > 2:
        return None
    following = content[end : end + 1]
    if following in ("/", ".", "-"):
        match = _IN_FIGURES.match(content, start, stop)
        if match is not None:
            return _stated(start, match.end(), _in_figures(match, frame))
    if following.isspace() or following.isalpha() or following in ("º", "°", "ª", ".", "-"):
        match = _DAY_FIRST.match(content, start, stop)
        if match is not None and (number := month(match[2])):
            last = match.end() if match[3] else match.end(2)
            return _stated(start, last, _calendar(match[3], number, int(match[1])))
        if match is not None and (named := republican(content, start, stop)) is not None:
            return _Found(start, named[0], named[1])
    before = _month_before(content, start)
    if before is None:
        return None
    match = _AFTER_MONTH.match(content, start, stop)
    return (
        _stated(before.start, match.end(), _calendar(match[1], int(before.when), int(content[start:end])))
        if match
        else None
    )


def _year(content: str, start: int, end: int, stop: int) -> _Found | None:
    """`2017-12-03`; `1862 Feb. 3`; a year after its month; a year alone after a word that years stand after."""
    if content[start] == "2" and content[start + 1] != "0":
        return None
    iso = _ISO.match(content, start)
    if iso is not None:
        return _stated(start, iso.end(), _calendar(iso[1], int(iso[2]), int(iso[3])))
    before = _month_before(content, start)
    if before is not None:
        if content[max(0, before.start - 4) : before.start].rstrip(" .ºstndrh")[-1:].isdigit():
            return None  # the day of that month is none: 30 February
        worded = day_before(content, before.start, int(before.when), int(content[start:end]))
        if worded is not None and (when := _calendar(content[start:end], int(before.when), worded[1])):
            return _Found(worded[0], end, when)
        return _Found(before.start, end, f"{content[start:end]}-{int(before.when):02d}")
    first = _YEAR_FIRST.match(content, start, stop) if content[end + 1 : end + 2].isalpha() else None
    if first is not None and (number := month(first[2])):
        return _stated(start, first.end(), _calendar(first[1], number, int(first[3])))
    if _NO_YEAR.match(content, end) or not _PREPOSITION.search(content[max(0, start - 14) : start]):
        return None
    return _Found(start, end, content[start:end])


def _month_before(content: str, at: int) -> _Found | None:
    """The month named right before this place, its number in `when`."""
    if at < 4 or not (content[at - 1].isspace() or content[at - 1] in _JOINED):
        return None
    floor = max(0, at - _BEFORE)
    before = content[floor:at]
    word = before[before.rfind(" ", 0, -1) + 1 : -1].rstrip(".,:")
    if word.isalpha() and word not in _LINKS and month(word) is None:
        return None
    match = _MONTH_BEFORE.search(before)
    number = month(match[1]) if match else None
    return _Found(floor + match.start(1), at, str(number)) if match and number else None


def _stated(start: int, end: int, when: str | None) -> _Found | None:
    return _Found(start, end, when) if when else None


def _in_figures(match: re.Match[str], frame: Frame) -> str | None:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12 or frame.day_first or first == second:
        return _calendar(match[4], second, first)
    return _calendar(match[4], first, second) if second > 12 else None


def _calendar(year: str | None, number: int, day: int) -> str | None:
    """The day in W3C form; a year with "~" before it keeps that mark."""
    plain = year.lstrip("~").replace(".", "") if year else ""
    try:
        date(int(plain or 2000), number, day)
    except ValueError:
        return None
    mark = "~" if year and year[0] == "~" else ""
    return f"{mark}{plain}-{number:02d}-{day:02d}" if plain else f"--{number:02d}-{day:02d}"
