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

_GAP = r"[ \u00a0\n]{1,3}"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9])"
_FULL_YEAR = re.compile(r"(?<![0-9.,])(?:1[4-9][0-9]{2}|20[0-9]{2})(?![0-9]|[.,][0-9])")
_FIGURE = re.compile(r"[0-9]+")
_ISO = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?![0-9-])")
_ORDINAL = r"\.?(?:st|nd|rd|th|d)\b\.?|er|º|°|\.?[ ]?(?:ten|tn|tes|sten|stn|ter|te|t|n|ᵗᵉⁿ)\b\.?|\."
_DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}})(?:{_ORDINAL})?(?:{_GAP}(?:(?:day|jour){_GAP})?(?:of|de|del))?(?:{_GAP}|-|{_GAP}d[’'])([^\W\d_]{{3,10}}(?:\.[a-z]{{1,3}}\b)?|en\.?o|[789]br?er?|10br?er?|[789]bris)\b[.:]?"
    rf"(?:,?(?:{_GAP}(?:of|de|del))?(?:,?{_GAP}|,|/|-|(?<=de))[(\[]?({_YEAR}))?"
)
_AFTER_MONTH = re.compile(
    rf"[0-9]{{1,2}}(?:\.?(?:st|nd|rd|th|d))?\b(?![:%]|[.,][0-9])(?:(?:[.,:]?{_GAP}(?:(?:of|de|del){_GAP})?|[,/-])[(\[]?({_YEAR}))?"
)
_IN_FIGURES = re.compile(rf"([0-9]{{1,2}})([./])[ ]?([0-9]{{1,2}})\2[ ]?({_YEAR})")
_SHORT_FIGURES = re.compile(
    r"([0-9]{1,2})[ ]?([./-])[./]?[ ]?([0-9]{1,2}|[IVX]{1,4})\.?[ ]?[./-]{0,2}[ ]?['’]?([12][0-9]{3}|[0-9]{2,3})(?![0-9]|[./][0-9])"
    r"|([0-9]{1,2})\.?[ ]([IVX]{1,4})\.?[ ]['’]?([12][0-9]{3}|[0-9]{2,3})(?![0-9]|[./][0-9])"
)
_SHORT_YEAR = re.compile(r"[.,/]{0,2}[ ]?['’]?([0-9]{2,3})(?![0-9]|[./:][0-9]|[ ]?(?:h|Uhr|o['’]clock))")
_MONTH_BEFORE = re.compile(
    r"(?<![^\W_])([^\W\d_]{3,10}(?:\.[a-z]{1,3})?)(?:[.:]?,?[ \u00a0\n]{1,3}(?:(?:the|of|de|del)[ \u00a0\n]{1,3})?|\.?[-\u2010\u2011/][ ]?)\Z"
)
_PREPOSITION = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|of|by|from|[Ee]n|[Dd]esde|hasta|[Dd]epuis|[Ss]eit|[Ii]m Jahre?|año|año de|année)[ \n]|[’']s? )\Z"
)
_NO_YEAR = re.compile(r"[-/:,.]?[0-9]|[ ]?%|[ ](?:percent|per cent|[a-z]+s\b(?<!elections))")
_BEFORE = 28
_JOINED = "-/\u2010\u2011"  # between a month and its day: "Oct-7"


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
    """A `date` for each date in the text, in order, with `@when` (W3C form).

    A day without a year is taken to be the last one before `anchor`, the day on which the document was made (or else the first day
    that a dateline names), with medium certainty; without one it stays a day of every year (`--11-26`). `3/4/2011` is two days, and
    is none, but in a dateline of a language that writes the day first. A year of two figures is one only in a dateline, and near a
    year that the document writes in full.
    """
    found = list(_all(content, frame))
    anchor = anchor or _first_day(found, frame)
    for one in found:
        when, certainty = one.when, "high"
        if when.startswith("--") and anchor is not None and (resolved := _before(when, anchor)):
            when, certainty = resolved, "medium"
        attributes: Attributes = (("when", when), ("cert", certainty), ("resp", resp))
        yield Span(one.start, one.end, "date", attributes)


def _all(content: str, frame: Frame) -> Iterator[_Found]:
    done = 0
    near: int | None = None
    starts = [start for start, _ in frame.datelines]
    for figure in _FIGURE.finditer(content):
        if figure.start() < done:
            continue
        at = bisect_right(frame.stops, figure.start())
        stop = frame.stops[at] if at < len(frame.stops) else len(content)
        found = _found(content, *figure.span(), stop)
        if (found is None or found.when.startswith("--")) and frame.datelines:
            line = bisect_right(starts, figure.start()) - 1
            if line >= 0 and figure.start() < frame.datelines[line][1]:
                near = near or _some_year(content)
                found = (
                    _with_short_year(content, found, stop, near)
                    if found is not None
                    else _short(content, figure.start(), stop, near, frame)
                )
        if found is None or found.start < done:
            continue
        done = found.end
        yield found


def _first_day(found: list[_Found], frame: Frame) -> date | None:
    """The first full date that stands in a dateline."""
    for start, end in frame.datelines[:4]:
        for one in found:
            if start <= one.start < end and len(one.when) == 10 and one.when[0] != "-":
                return date.fromisoformat(one.when)
            if one.start >= end:
                break
    return None


def _some_year(content: str) -> int:
    """A year that the text writes in full; 0 if it writes none."""
    found = _FULL_YEAR.search(content[:100_000])
    return int(found[0]) if found else 0


def _short(content: str, start: int, stop: int, near: int, frame: Frame) -> _Found | None:
    """A date all in figures, in a dateline: `9. III. 06`, `3/12 40`, `10/11 903`."""
    match = _SHORT_FIGURES.match(content, start, stop)
    if match is None or content[start - 1 : start].isalnum():
        return None
    day, mark, middle, last = (
        (match[1], match[2], match[3], match[4]) if match[1] else (match[5], ".", match[6], match[7])
    )
    year = _full_year(last, near)
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
    year = _full_year(match[1], near) if match else None
    if match is None or year is None:
        return found
    return (
        _stated(found.start, match.end(), _calendar(year, int(found.when[2:4]), int(found.when[5:7])))
        or found
    )


def _full_year(figures: str, near: int) -> str | None:
    """The year in four figures: `903` is 1903; `06` the one nearest to a year that the text has, if it has one."""
    if len(figures) == 4:
        return figures
    if len(figures) == 3:
        return f"1{figures}" if figures[0] in "6789" else None
    if not near:
        return None
    century = near // 100
    return str(
        min(
            (100 * (century + shift) + int(figures) for shift in (-1, 0, 1)),
            key=lambda year: abs(year - near),
        )
    )


def _found(content: str, start: int, end: int, stop: int) -> _Found | None:
    """The date that this figure is part of, if it is the first figure in one."""
    if content[start - 1 : start].isalnum():
        return None
    if end - start == 4:
        return _year(content, start, end) if content[start] in "12" else None
    if end - start > 2:
        return None
    following = content[end : end + 1]
    if following in ("/", "."):
        match = _IN_FIGURES.match(content, start, stop)
        if match is not None:
            return _stated(start, match.end(), _in_figures(match))
    if following.isspace() or following.isalpha() or following in ("º", "°", "."):
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


def _year(content: str, start: int, end: int) -> _Found | None:
    """`2017-12-03`; a year after its month; a year alone after a word that years stand after."""
    iso = _ISO.match(content, start)
    if iso is not None:
        return _stated(start, iso.end(), _calendar(iso[1], int(iso[2]), int(iso[3])))
    if content[start] == "2" and content[start + 1] != "0":
        return None
    before = _month_before(content, start)
    if before is not None:
        if content[max(0, before.start - 4) : before.start].rstrip(" .ºstndrh")[-1:].isdigit():
            return None  # the day of that month is none: 30 February
        worded = day_before(content, before.start, int(before.when), int(content[start:end]))
        if worded is not None and (when := _calendar(content[start:end], int(before.when), worded[1])):
            return _Found(worded[0], end, when)
        return _Found(before.start, end, f"{content[start:end]}-{int(before.when):02d}")
    if _NO_YEAR.match(content, end) or not _PREPOSITION.search(content[max(0, start - 14) : start]):
        return None
    return _Found(start, end, content[start:end])


def _month_before(content: str, at: int) -> _Found | None:
    """The month named right before this place, its number in `when`."""
    if at < 4 or not (content[at - 1].isspace() or content[at - 1] in _JOINED):
        return None
    floor = max(0, at - _BEFORE)
    match = _MONTH_BEFORE.search(content[floor:at])
    number = month(match[1]) if match else None
    return _Found(floor + match.start(1), at, str(number)) if match and number else None


def _stated(start: int, end: int, when: str | None) -> _Found | None:
    return _Found(start, end, when) if when else None


def _in_figures(match: re.Match[str]) -> str | None:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12:
        return _calendar(match[4], second, first)
    return _calendar(match[4], first, second) if second > 12 else None


def _calendar(year: str | None, number: int, day: int) -> str | None:
    try:
        date(int(year or 2000), number, day)
    except ValueError:
        return None
    return f"{year}-{number:02d}-{day:02d}" if year else f"--{number:02d}-{day:02d}"


def _before(when: str, anchor: date) -> str | None:
    """The last day of this name that is not after the anchor."""
    number, day = int(when[2:4]), int(when[5:7])
    for year in (anchor.year, anchor.year - 1):
        try:
            found = date(year, number, day)
        except ValueError:
            continue
        if found <= anchor:
            return found.isoformat()
    return None
