"""Days of the Society of Friends, who number the months: `7th of the 6th month, 1818`, `2nd Month 1st`, `9 mo. 18th 1806`."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.tei.dates.forms import ENGLISH_SUFFIX
from archive.tei.dates.numerals import in_words

NUMBERED_WEEKDAY = (
    r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[1-7](?:st|nd|rd|d|th)?)[ ][Dd]ay"
)
"""A day of the week as the Friends number it: `Sixth Day`, `6 day`."""

_MONTH = r"[ ](?:\[(?P<rather>[^\]\n]{3,12})\][ ])?[Mm]o(?:ne?th)?\b\.?"  # what is in brackets an editor holds for right
_YEAR = r"(?:[.,]{0,2}[ ](?P<year>1[67][0-9]{2}|18[0-9]{2})(?![0-9]))?"
_DAY_FIRST = re.compile(
    rf"""
    (?P<day>[0-9]{{1,2}})(?P<th>{ENGLISH_SUFFIX}?)\.?(?:[ ]day|,?[ ]{NUMBERED_WEEKDAY})?,?
    (?:[ ](?P<of>of|the)(?:[ ](?:the|ye))?)?
    [ ](?P<month>[0-9]{{1,2}}{ENGLISH_SUFFIX}?|[A-Z][a-z]{{3,7}}){_MONTH}{_YEAR}""",
    re.VERBOSE,
)
_MONTH_FIRST = re.compile(
    rf"""
    (?P<month>[0-9]{{1,2}})(?P<month_th>{ENGLISH_SUFFIX}?){_MONTH},?[ ]
    (?:(?:on[ ])?the[ ])?
    \[?(?P<day>[0-9]{{1,2}})\]?(?:(?P<th>{ENGLISH_SUFFIX})(?:[ ]day\b)?|\[th[ ]day\]|\b(?![ ]days?\b))\]?{_YEAR}""",
    re.VERBOSE,
)
_REFORM = 1752  # before it the first month was March


class Numbered(NamedTuple):
    """Where such a date ends, its month and day as we count them, and its year."""

    end: int
    month: int
    day: int
    year: str | None


def numbered(content: str, start: int, stop: int) -> Numbered | None:
    """The date of this kind that starts here; None where there is none."""
    found = _DAY_FIRST.match(content, start, stop)
    if found is not None and (found["th"] or found["of"] or found["year"]):
        told = found["rather"] or found["month"]
        figures = told.rstrip("stndrh")
        number = int(figures) if figures.isdigit() else in_words(told)
        return _counted(found.end(), number, int(found["day"]), found["year"])
    found = _MONTH_FIRST.match(content, start, stop)
    if found is None or not (found["month_th"] or found["th"] or found["year"]):
        return None
    return _counted(found.end(), int(found["month"]), int(found["day"]), found["year"])


def _counted(end: int, number: int, day: int, year: str | None) -> Numbered | None:
    if not 1 <= number <= 12:
        return None
    if year is None or int(year) >= _REFORM:
        return Numbered(end, number, day, year)
    return Numbered(end, (number + 1) % 12 + 1, day, str(int(year) + (number > 10)))
