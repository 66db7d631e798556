"""Dates whose year is short or apart, as datelines write them: `9. III. 06`, `3/12 40`, `Aug. '62`, `den 22 Juli` above `1833`."""

from __future__ import annotations

import re

from archive.tei.dates.american import month_first
from archive.tei.dates.found import Found, found_day
from archive.tei.dates.month_before import month_before
from archive.tei.dates.months import ROMAN
from archive.tei.dates.years import (
    Near,
    Year,
    after_slash,
    all_in_figures,
    full_year,
    only_year,
    year_below,
    year_beside,
)

_YEAR = r"['’]?(?P<year>[12][0-9]{3}|[0-9]{2,3})(?![0-9]|[./][0-9])"
_IN_FIGURES = re.compile(
    rf"""
    (?P<day>[0-9]{{1,2}})[ ]?(?P<mark>[./-])[./]?[ ]?
    (?P<month>[0-9]{{1,2}}(?=[ ./'’-])|[IVX]{{1,4}}|[ivx]{{1,4}}(?=\.))\.?[ ]?[./-]{{0,2}}[ ]?
    {_YEAR}""",
    re.VERBOSE,
)
_ROMAN_APART = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\.?[ ](?P<mark>)(?P<month>[IVX]{{1,4}})\.?[ ]{_YEAR}", re.VERBOSE
)
_DAY_AND_MONTH = re.compile(
    r"""
    (?P<day>[0-9]{1,2})
    (?:
        \.[ ]?(?P<pointed>[0-9]{1,2})\.
        |[ ]?/[ ]?(?P<slashed>[0-9]{1,2})
        |(?:\.|[ ]?/)[ ]?(?P<roman>[IVX]{1,4})\b\.?
        |[ ](?P<apart>[IVX]{2,4})\b\.?
    )
    (?![ ]?['’]?[0-9]|[./-])""",
    re.VERBOSE,
)
_SHORT_YEAR = re.compile(
    r"""
    [.,:]?[ ]?(?:del?[ ])?[(\[]?[.,/–-]{0,2}[ ]?(?P<apostrophe>['’]?)(?P<year>[0-9]{2,3})
    (?!
        [0-9]|[./:][0-9]
        |\.?,?[ ](?:und|u\.|and|&|et|y)[ ][0-9]|\.?,[ ][0-9]{1,2}\.?(?:,|[ ](?:und|u\.|and|&|et|y)\b)
        |[ ]?(?:h\b|Uhr|o['’]clock|[ap]\.?[ ]?m\b)
        |[ ](?:[NSEW]\b|East|West|North|South|(?:\w+[ ])?(?:[Ss]t|[Aa]ve|[Rr]oad|[Ss]treet)\b)
    )""",
    re.VERBOSE,
)
_ON = re.compile(r"\b(?:[Vv]om|[Aa]m|[Dd]en|[Dd]em|[Zz]um|[Bb]is|d\.)[ ]\Z")
_ON_THE = re.compile(r"\b(?:[Ll]e|[Dd]u|[Aa]u|[Ee]l|[Dd]el|[Aa]l|[Ii]l)[ ]\Z")
_CITED = re.compile(r"(?:[(\[]|[^\W\d_],[ \n]|\b(?:[Dd]ata|[Dd]al?|[Ff]echa|[Dd]ate|[Dd]atum|[Dd]atiert) )\Z")
_IN = re.compile(r"\b(?:[Ii]n|of|[Ss]ince|[Uu]ntil|by|from|[Ii]m[ ]Jahre?|[Ee]n)[ ]['’]\Z")
_JOINED_TO = ("-", "/")  # marks before figures of something longer: `R-20-5-20` is a telephone
_ON_REACH = 6
_CITED_REACH = 9
_IN_REACH = 12
_APART = 4  # characters between a day and the apostrophe before its year
APOSTROPHES = ("'", "’")


def in_dateline(
    content: str,
    found: Found | None,
    figure: tuple[int, int],
    stop: int,
    near: Near,
    line: tuple[int, int],
    *,
    day_first: bool,
) -> Found | None:
    """A date in a dateline that has no full year right after it: it may have a short one, or one elsewhere in the line."""
    start, end = figure
    if found is None and end - start == 4 and only_year(content, start, line):
        return Found(start, end, content[start:end])
    if found is None:
        return (
            _in_figures(content, start, stop, near, day_first=day_first, in_line=True)
            or _month_and_year(content, start, end, near)
            or (_with_year(content, _day_and_month(content, start, stop), near, line) if day_first else None)
        )
    dated = _with_year(content, found, near, line)
    if dated is not found:
        return dated
    if content[start] == "0" and found.start < start:
        return _month_and_year(content, start, end, near) or found
    match = _SHORT_YEAR.match(content, found.end, stop)
    if match is None:
        return found
    year = full_year(match["year"], after_slash(near()) if "/" in match[0] else near())
    return _dated(found, match.end(), year) if year else found


def with_short_year(content: str, found: Found, stop: int, near: Near) -> Found:
    """A day in running text with the year that an apostrophe shows to be one: `Oct. 3, '78`."""
    apart = content[found.end : found.end + _APART]
    if "'" not in apart and "’" not in apart:
        return found
    match = _SHORT_YEAR.match(content, found.end, stop)
    year = full_year(match["year"], near()) if match and match["apostrophe"] else None
    return _dated(found, match.end(), year) if match and year else found


def in_prose(
    content: str, figure: tuple[int, int], stop: int, near: Near, *, day_first: bool
) -> Found | None:
    """A date in running text whose year is short beyond doubt: `Oct. '78`, `in '51`, `vom 5. V. 07`; or that has none: `am 3. 6.`."""
    start, end = figure
    if content[start - 1 : start] in APOSTROPHES:
        dated = _month_and_year(content, start, end, near)
        if dated or end - start != 2 or not _IN.search(content, start - _IN_REACH, start) or near() < 0:
            return dated
        year = full_year(content[start:end], near())
        return Found(start - 1, end, year.figures, year.kind) if year else None
    if not day_first or not _ON.search(content, start - _ON_REACH, start):
        if not day_first:
            return None
        before = content[max(start - _CITED_REACH, 0) : start]
        if not _ON_THE.search(before) and not _CITED.search(before):
            return None
        return _in_figures(content, start, stop, near, day_first=True)  # but `le 1/3` may be a third
    return _in_figures(content, start, stop, near, day_first=True) or _day_and_month(content, start, stop)


def _day_and_month(content: str, start: int, stop: int) -> Found | None:
    """A day and month in figures without a year, the day first: `3.6.`, `25/9`, `4. X.`."""
    match = _DAY_AND_MONTH.match(content, start, stop)
    if match is None:
        return None
    figures, roman = match["pointed"] or match["slashed"], match["roman"] or match["apart"]
    number = int(figures) if figures else ROMAN.get(roman, 0)
    return found_day(start, match.end(), None, number, int(match["day"])) if number else None


def _with_year(content: str, found: Found | None, near: Near, line: tuple[int, int]) -> Found | None:
    """The day found, in the year that stands elsewhere in its dateline, or on the line below."""
    if found is None:
        return None
    year = year_beside(content, *line) or year_below(content, max(line[1], found.end), near)
    return _dated(found, found.end, year) if year else found


def _dated(found: Found, end: int, year: Year) -> Found:
    """The day found, in this year."""
    number, day = int(found.when[2:4]), int(found.when[5:7])
    return found_day(found.start, end, year.figures, number, day, year.kind) or found


def _in_figures(
    content: str, start: int, stop: int, near: Near, *, day_first: bool, in_line: bool = False
) -> Found | None:
    """A date all in figures: `9. III. 06`, `3/12 40`, `10/11 903`; in datelines of America the month may stand first."""
    match = _IN_FIGURES.match(content, start, stop) or _ROMAN_APART.match(content, start, stop)
    if match is None or content[start - 1 : start] in _JOINED_TO:
        return None
    day, mark, middle = match["day"], match["mark"], match["month"]
    year = full_year(match["year"], all_in_figures(near(), mark if middle.isdigit() else "."))
    if year is None:
        return None
    if middle.isdigit():
        first, second = int(day), int(middle)
        if mark != "." and not day_first and first <= 12 and first != second:
            if second <= 12 and not (in_line and month_first(content, *match.span())):
                return None
            first, second = second, first
        return found_day(start, match.end(), year.figures, second, first, year.kind)
    number = ROMAN.get(middle.upper())
    return found_day(start, match.end(), year.figures, number, int(day), year.kind) if number else None


def _month_and_year(content: str, start: int, end: int, near: Near) -> Found | None:
    """`Aug. '62`, `Feber 906`, `Juni 07`."""
    figures = content[start:end]
    short = end - start == 2 and (
        content[start - 1 : start] in APOSTROPHES or figures[0] == "0" or int(figures) > 31
    )
    if end - start == 3 or short:
        before = month_before(content, start)
        year = full_year(figures, near()) if before else None
        if before and year:
            return Found(before.start, end, f"{year.figures}-{before.number:02d}", year.kind)
    return None
