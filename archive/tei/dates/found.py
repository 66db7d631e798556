"""A date found in running text: where it stands, and what of its day, month and year it names."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import NamedTuple

_MARKS = str.maketrans(
    "lI", "11", " .[]"
)  # in years as machines read and editors or hands complete them: `l8[62]`, `188 4`
YEAR, MONTH, DAY = len("2000"), len("2000-01"), len("2000-01-01")
"""Characters of a year, month and day in W3C form."""
BETWEEN_CALENDARS = range(10, 14)
"""Days between a date in the calendars of Julius Caesar and of Gregory, since the latter began."""


class Kind(Enum):
    """How a date tells its year, or by what else its day is known."""

    FULL = auto()
    """It has its year."""
    LIKELY = auto()
    """Its year is short, and the century likely."""
    YEARLESS = auto()
    """It is a day and month."""
    OF_MONTH = auto()
    """It is a day of the month of writing, or of one so many `months` from it."""
    OF_SAME_MONTH = auto()
    """It is a day of the month of the day told before."""
    OF_HEADING = auto()
    """It is a day of the month that the heading before told: `Auß Prag vom 7. Ditto`."""
    OF_LETTER = auto()
    """It is a day by its number, of a letter: past."""
    OF_WEEK = auto()
    """It is a day by its number, with the day of the week or beside an article."""
    OF_DIARY = auto()
    """It is a day by its number, of an entry below those of the same month."""


class Found(NamedTuple):
    """A date at [start, end): `when` in W3C form, without a year `--MM-DD`; "" of a day that its number tells, which is `day`."""

    start: int
    end: int
    when: str
    kind: Kind = Kind.FULL
    day: int = 0
    months: int = 0


def is_day(one: Found) -> bool:
    """Whether it is a day with its year."""
    return one.kind is Kind.FULL and len(one.when) == DAY


def found_day(
    start: int, end: int, year: str | None, number: int, day: int, kind: Kind = Kind.FULL
) -> Found | None:
    """The day of this month that stands here; None where there is none. Without a year its kind is YEARLESS."""
    when = calendar(year, number, day)
    return Found(start, end, when, kind if year else Kind.YEARLESS) if when else None


def calendar(year: str | None, number: int, day: int) -> str | None:
    """The day in W3C form; None where there is none."""
    plain = year.translate(_MARKS) if year else ""
    try:
        date(int(plain or 2000), number, day)
    except ValueError:
        return None
    return f"{plain}-{number:02d}-{day:02d}" if plain else f"--{number:02d}-{day:02d}"
