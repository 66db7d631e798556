"""A date found in running text: where it stands, and the day, month or year that it names, in W3C form."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

_MARKS = str.maketrans("lI", "11", ".[]")  # in years as machines read and editors complete them: `l8[62]`
BETWEEN_CALENDARS = range(10, 14)
"""Days between a date in the calendars of Julius Caesar and of Gregory, since the latter began."""


class Found(NamedTuple):
    """A date at [start, end): `when` in W3C form, without a year `--MM-DD`; "~" before it where the century is only likely.

    A day that is told by another begins with "^", "=", "<" or "|": see `told_days`.
    """

    start: int
    end: int
    when: str


def stated(start: int, end: int, when: str | None) -> Found | None:
    """The date that stands here; None where `calendar` gave no day."""
    return Found(start, end, when) if when else None


def calendar(year: str | None, number: int, day: int) -> str | None:
    """The day in W3C form; a year with "~" before it keeps that mark."""
    plain = year.strip("~").translate(_MARKS) if year else ""
    try:
        date(int(plain or 2000), number, day)
    except ValueError:
        return None
    mark = "~" if year and year[0] == "~" else ""
    return f"{mark}{plain}-{number:02d}-{day:02d}" if plain else f"--{number:02d}-{day:02d}"
