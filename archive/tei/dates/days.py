"""One date in running text, known by a figure in it and what stands beside: its words, and the day, month or year that they name."""

from __future__ import annotations

import re

from archive.tei.dates.forms import (
    AFTER_MONTH,
    BEFORE_YEAR,
    DAY_BEFORE,
    DAY_FIRST,
    DOUBLE_YEAR,
    GLUED_WORD,
    IN_FIGURES,
    ISO,
    LAST_OF_DAYS,
    NO_YEAR,
    OF_SMALL,
    PARTED,
    TO_NEXT_DAY,
    YEAR_FIRST,
)
from archive.tei.dates.found import BETWEEN_CALENDARS, Found, Kind, found_day
from archive.tei.dates.in_rows import shared
from archive.tei.dates.month_before import NamedMonth, month_before
from archive.tei.dates.months import MONTHS, ROMAN, month, month_of_year
from archive.tei.dates.numbered_months import numbered
from archive.tei.dates.numerals import day_after, day_before
from archive.tei.dates.republican import republican
from archive.tei.dates.worded_years import year_in_words

_LAST_OF_OLD_YEAR = 3  # the last month that a year of old style shares with the next
_OLD_STYLE = 1752  # the last year that England began in March
_DOUBLED = ("/", "-", "–")
_DAY_REACH = 8  # characters before a month in which its day stands
_AFTER_DAY = ("º", "°", "ª", ".", "-", "/", ")", "]", '"', "”", "'", "’", "″")
_REACH = 28  # characters before a day in which a month stands that runs into it
_TO_YEAR = 12  # characters after a day in which a year of a misspelt month begins
_LONG_NAME = 6  # letters of "march" and one more
_PREPOSITION = 14  # characters before a year that stands alone in which a word leads to it


def date_at(content: str, start: int, end: int, stop: int, *, day_first: bool) -> Found | None:
    """The date that this figure is part of, if it is the first figure in one."""
    if end - start == 4:
        return _year(content, start, end, stop) if content[start] in "12" else None
    if end - start > 2:
        return None
    following = content[end : end + 1]
    if following in ("/", ".", "-"):
        match = IN_FIGURES.match(content, start, stop)
        if match is not None:
            return _in_figures(match, day_first=day_first)
        if following == "/" and (dual := _dual(content, start, end, stop)) is not None:
            return dual
    if (following.isspace() or following.isalpha() or following in _AFTER_DAY) and (
        found := _before_month(content, start, stop)
    ) is not None:
        return found[0]
    before = month_before(content, start - (content[start - 1 : start] == "["))
    if before is None and "1" in content[end : end + _TO_YEAR] and _has_year(content, start, stop):
        before = month_before(content, start, of_year=True)
    if before is None or (_has_day(content, before.start) and not _has_year(content, start, stop)):
        if following == " " and content[end + 1 : end + 2].isdigit():
            return _parted(content, start, stop)
        return shared(content, start, stop) if following else None
    return _after_month(content, before, (start, end), stop)


def _before_month(content: str, start: int, stop: int) -> tuple[Found | None] | None:
    """The day whose month follows it, if the calendar has it; None where no month follows."""
    match = DAY_FIRST.match(content, start, stop)
    if match is not None and (
        number := month_of_year(match["month"])
        if match["year"]
        else month(match["month"])
        or (OF_SMALL.match(content, start) and MONTHS.get(match["month"].casefold()))
    ):
        last, year = (match.end() if match["year"] else match.end("month")), match["year"]
        if year is None and _has_next_day(content, last, stop):
            return None
        if year is None and (worded := year_in_words(content, last, stop)) is not None:
            last, year = worded
        return (_double(content, found_day(start, last, year, number, int(match["day"]))),)
    if match is not None and (named := republican(content, start, stop)) is not None:
        return (Found(start, named[0], named[1]),)
    if (friends := numbered(content, start, stop)) is not None:
        return (found_day(start, friends.end, friends.year, friends.month, friends.day),)
    return None


def _after_month(content: str, before: NamedMonth, figure: tuple[int, int], stop: int) -> Found | None:
    """The day whose month stands before it."""
    start, end = figure
    match = AFTER_MONTH.match(content, start, stop)
    if match is None:
        return None
    last, year, day = match.end(), match["year"], int(content[start:end])
    if year is None and (second := LAST_OF_DAYS.match(content, end, stop)) and int(second["day"]) > day:
        year = second["year"]
    if year is None and content[before.start - 1 : before.start].isalpha():
        return None
    if year is None and (worded := year_in_words(content, last, stop)) is not None:
        last, year = worded
    return _double(content, found_day(before.start, last, year, before.number, day))


def _has_day(content: str, at: int) -> bool:
    """Whether a day stands before the month at this place."""
    return DAY_BEFORE.search(content, at - _DAY_REACH if at > _DAY_REACH else 0, at) is not None


def _has_year(content: str, at: int, stop: int) -> bool:
    """Whether the day at this place, after its month, has a year: it is then no number that follows a day and month."""
    match = AFTER_MONTH.match(content, at, stop)
    return match is not None and match["year"] is not None


def _has_next_day(content: str, at: int, stop: int) -> bool:
    """Whether the month that ends here has its day and year after it, so that the number before is of something else: `No. 3 of May 30, 1857`."""
    parted = TO_NEXT_DAY.match(content, at, stop)
    return parted is not None and _has_year(content, parted.end(), stop)


def _double(content: str, found: Found | None) -> Found | None:
    """`3 February 1712/13`: before the year began in January, a day of its first months has two; the second is ours."""
    if found is None or found.kind is not Kind.FULL or content[found.end : found.end + 1] not in _DOUBLED:
        return found
    double = DOUBLE_YEAR.match(content, found.end)
    year, number, day = found.when[:4], int(found.when[5:7]), int(found.when[8:10])
    if content[found.end] != "/" and int(year) > _OLD_STYLE:
        return found
    if double is None or number > _LAST_OF_OLD_YEAR or not str(int(year) + 1).endswith(double["second"]):
        return found
    return found_day(found.start, double.end(), str(int(year) + 1), number, day)


def glued(content: str, start: int, end: int, stop: int, *, day_first: bool) -> Found | None:
    """The date of a day or year that stands right after its month, or after its place: `Jany12th 1819`, `May1820`, `Keswick9 May 1819`."""
    if (figures := IN_FIGURES.match(content, start, stop)) is not None and content[start - 1].isalpha():
        return _in_figures(figures, day_first=day_first)
    found = GLUED_WORD.search(content, start - _REACH, start)
    number = month(found[1]) if found and found[1][0].isupper() else None
    if found is None or number is None:
        match = DAY_FIRST.match(content, start, stop) if content[start - 1].islower() else None
        number = month(match["month"]) if match and match["year"] else None
        if match is None or number is None:
            return None
        return found_day(start, match.end(), match["year"], number, int(match["day"]))
    if end - start == 4 and "1" <= content[start] <= "2":
        return Found(found.start(1), end, f"{content[start:end]}-{number:02d}")
    match = AFTER_MONTH.match(content, start, stop) if end - start < 3 else None
    if match is None or match["year"] is None:
        return None
    return found_day(found.start(1), match.end(), match["year"], number, int(content[start:end]))


def _year(content: str, start: int, end: int, stop: int) -> Found | None:
    """`2017-12-03`; `1862 Feb. 3`; a year after its month; a year alone after a word that years stand after."""
    if content[start] == "2" and content[start + 1] != "0":
        return None
    iso = ISO.match(content, start)
    if iso is not None:
        return found_day(start, iso.end(), iso["year"], int(iso["month"]), int(iso["day"]))
    year = content[start:end]
    before = month_before(content, start - (content[start - 1 : start] in ("(", "[")))
    before = before or _long_month(content, start)
    if before is not None:
        if _has_day(content, before.start):
            return None  # the day of that month is none: 30 February
        worded = day_before(content, before.start, before.number, int(year))
        dated = found_day(worded[0], end, year, before.number, worded[1]) if worded is not None else None
        return dated or Found(before.start, end, f"{year}-{before.number:02d}")
    if (day := day_after(content, start)) is not None and (
        before := month_before(content, day[0])
    ) is not None:
        return found_day(before.start, end, year, before.number, day[1])
    first = YEAR_FIRST.match(content, start, stop) if content[end + 1 : end + 2].isalpha() else None
    if first is not None and (number := month(first["month"])):
        return found_day(start, first.end(), first["year"], number, int(first["day"]))
    floor = start - _PREPOSITION if start > _PREPOSITION else 0
    if NO_YEAR.match(content, end) or not BEFORE_YEAR.search(content[floor:start]):
        return None
    return Found(start, end, year)


def _long_month(content: str, start: int) -> NamedMonth | None:
    """The month before a year that is misspelt or begins small, if it is long enough to be no other word."""
    before = month_before(content, start, of_year=True)
    name = content[before.start : before.start + _LONG_NAME] if before else ""
    return before if len(name) == _LONG_NAME and name.isalpha() else None


def _dual(content: str, start: int, end: int, stop: int) -> Found | None:
    """`12/23 Octobre 1767`: a day in the calendars of Julius Caesar and of Gregory, of which the second is ours."""
    match = DAY_FIRST.match(content, end + 1, stop)
    number = month(match["month"]) if match else None
    if match is None or number is None:
        return None
    if int(match["day"]) - int(content[start:end]) not in BETWEEN_CALENDARS:
        return None
    last = match.end() if match["year"] else match.end("month")
    return found_day(start, last, match["year"], number, int(match["day"]))


def _parted(content: str, start: int, stop: int) -> Found | None:
    """`2 4 Décembre 1917`: a day whose two figures a machine wrote apart."""
    parted = PARTED.match(content, start, stop)
    match = DAY_FIRST.match(content, parted.end(), stop) if parted else None
    if parted is None or match is None or not match["year"] or len(match["day"]) > 1:
        return None
    number = month(match["month"])
    day = int(parted["tens"] + match["day"])
    return found_day(start, match.end(), match["year"], number, day) if number else None


def _in_figures(match: re.Match[str], *, day_first: bool) -> Found | None:
    """`25/12/2011`, `12.XII.1944`; none of `3/4/2011`, which is two days, where the month may come first."""
    start, end = match.span()
    if not match["second"].isdigit():
        number = ROMAN.get(match["second"].upper())
        return found_day(start, end, match["year"], number, int(match["first"])) if number else None
    first, second = int(match["first"]), int(match["second"])
    if match["mark"] == "." or first > 12 or day_first or first == second:
        return found_day(start, end, match["year"], second, first)
    return found_day(start, end, match["year"], first, second) if second > 12 else None
