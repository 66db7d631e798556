"""Which year is meant by a day without one: near the day of writing, or near the day told before it; and days of the week."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeAlias

Anchor: TypeAlias = date | None

_FORWARD = 60  # days from the day of writing: a day without a year is more likely soon to come than long past
_CLOSE = 150  # days from the day told before within which a day without a year is of its time
_LATE = 9  # from the month after it on, that may be a day of the next year
_DAY_NAMES = (
    "monday mon montag lundi lunes",
    "tuesday tues tue dienstag dienst mardi martes",
    "wednesday wed mittwoch mittw mercredi miércoles",
    "thursday thurs thur donnerstag donnerst jeudi jueves",
    "friday fri freitag freytag vendredi viernes",
    "saturday sat samstag sonnabend samedi sábado",
    "sunday sun sonntag sontag dimanche domingo",
)
WEEKDAYS = {name: day for day, names in enumerate(_DAY_NAMES) for name in names.split()}
"""The days of the week in four languages, Monday 0."""
_THIS_YEAR = (
    r"(?:d(?:s|ieses)?\.?|l\.|lfd\.|laufenden) ?J(?:ahre?s\b|\.)",
    r"a\. ?c\.|c\.(?=\W)",
    r"of this year\b",
    r"(?:de este|del (?:corriente|presente)) año\b|del año (?:en curso|corriente)\b",
    r"de cette année\b",
)
_LAST_YEAR = (
    r"v(?:origen|\.) ?J(?:ahre?s\b|\.)",
    r"(?:of )?last year\b",
    r"del año (?:pasado|anterior)\b",
    r"de l[’']an(?:née)? (?:dernière?|passée?)\b",
)
_NEXT_DAY = re.compile(r",?[ \n](?:prochain|próximo(?! pasado)|entrante|nächsthin|nächstkünftig)\b")
_YEAR_TOLD = re.compile(rf",?[ \n](?:(?P<this>{'|'.join(_THIS_YEAR)})|(?P<last>{'|'.join(_LAST_YEAR)}))")


def told_day(content: str, start: int, end: int, when: str, anchor: Anchor) -> str:
    """The day of this name in the year that the words after it tell (`d. J.`, `prochain`), or in which it is the day of the week named before it; "" without these."""
    if anchor is None:
        return ""
    if told := _YEAR_TOLD.match(content, end):
        day = _day(anchor.year - bool(told["last"]), when)
        return day.isoformat() if day else ""
    days = (_day(year, when) for year in range(anchor.year - 1, anchor.year + 2))
    if _NEXT_DAY.match(content, end):
        return next((day.isoformat() for day in days if day and day > anchor), "")
    if (week := weekday(content, start)) is None:
        return ""
    fitting = [day for day in days if day and day.weekday() == week]
    return min(fitting, key=lambda day: abs(day - anchor)).isoformat() if fitting else ""


def near_day(when: str, anchor: date) -> str:
    """The last day of this name before the day of writing, or one soon to come."""
    soon = timedelta(days=_FORWARD)
    for year in (anchor.year + (anchor.month > _LATE), anchor.year, anchor.year - 1):
        if (day := _day(year, when)) is not None and day - anchor <= soon:
            return day.isoformat()
    return ""


def year_told(content: str, end: int) -> bool:
    """Whether the words after a day tell its year by that of writing: `d. J.`, `of last year`."""
    return _YEAR_TOLD.match(content, end) is not None


def close_day(when: str, told: Anchor) -> str:
    """The day of this name that is less than half a year from the one told before it; "" where it may as well be another."""
    if told is None:
        return ""
    days = (day for year in (told.year - 1, told.year, told.year + 1) if (day := _day(year, when)))
    return next((day.isoformat() for day in days if abs((day - told).days) <= _CLOSE), "")


def _day(year: int, when: str) -> date | None:
    try:
        return date(year, int(when[2:4]), int(when[5:7]))
    except ValueError:
        return None


def weekday(content: str, start: int) -> int | None:
    """The day of the week named right before this place, which an article may follow."""
    words = content[(start - 22 if start > 22 else 0) : start].split()[-2:]
    return next((week for word in words[::-1] if (week := day_of_week(word)) is not None), None)


def day_of_week(word: str) -> int | None:
    """The number of the day of the week that this word names, Monday 0: `Tuesday,`, `Dienstags`, `Tues.`."""
    plain = word.rstrip(",.").casefold()
    found = WEEKDAYS.get(plain)
    return WEEKDAYS.get(plain[:-1]) if found is None and plain.endswith("s") else found


def in_month(anchor: date, shift: int, day: int) -> date | None:
    """The day of this number in the month so many from the anchor's; None where that month has none."""
    month = anchor.year * 12 + anchor.month - 1 + shift
    try:
        return date(month // 12, month % 12 + 1, day)
    except ValueError:
        return None
