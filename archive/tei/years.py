"""Which year is meant where a date does not write it in full, or leaves it out; and days told by the month of writing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeAlias

Anchor: TypeAlias = date | None

_FULL_YEAR = re.compile(
    r"(?<![0-9.,$£#])(?:1[4-9][0-9]{2}|20[0-9]{2})(?![0-9]|[.,][0-9]|[ ](?:[a-z]+s\b|dollars|francs|Mark))"
)
_BELOW = re.compile(
    r"[\s.,;:\])]{0,4}\n\s*[(\[]?((?:1[4-9]|20)[0-9]{2}|[’'][0-9]{2}|[0-9]{2}(?=[.\])]?[ \t]*\n\n))[\])]?[.,]?[ \t]*(?:\n|\Z)"
)
_OLD = re.compile(
    r"ſ|\b(?:[Ss]eyn|[Bb]ey|[Zz]wey|[Dd]rey|[Ff]reylich|[Mm]eynung|[Ss]ey|[Ww]eil?s|[Dd]aß[ ]?ich[ ]?sey|étoit|avoit|étois|avois|foi[bs]le|sçav\w+)\b"
)
_NEW = re.compile(
    r"\w@\w+\.\w|https?:|www\.|\b(?:e-?mail|fax|telefax|television|televisión|télévision|Fernsehen|computer|internet)\b",
    re.IGNORECASE,
)
_EARLY, _LATER, _PRESENT = -18, -19, -20
_FIGURES = re.compile("[0-9]+")
_READ = 20_000
_LINE = 300  # characters of a dateline in which its year is looked for
_FORWARD = (
    60  # days from the day of writing on which a day without a year is more likely to come than to be past
)
_CLOSE = 150  # days from the day told before within which a day without a year is of its time
_LATE = 9  # from the month after it on, that may be a day of the next year
_WEEKDAYS = (
    "monday montag lundi lunes",
    "tuesday dienstag mardi martes",
    "wednesday mittwoch mercredi miércoles",
    "thursday donnerstag jeudi jueves",
    "friday freitag vendredi viernes",
    "saturday samstag sonnabend samedi sábado",
    "sunday sonntag dimanche domingo",
)
_WEEKDAY = {name: day for day, names in enumerate(_WEEKDAYS) for name in names.split()}
_MONTH_TOLD = re.compile(
    r"([0-9]{1,2})(?:\.?(?:st|nd|rd|th|d)\b\.?|\.?[ ]?(?:sten|ten|tn|te|er|t)\b\.?|\.)?[ ]?"
    r"(?:(?P<this>\b(?:inst(?:ant)?\b\.?|of this month\b|de este mes\b|del?(?: mes)? (?:corriente|actual|presente)(?: mes)?\b(?! año)|du courant\b|courant\b|de ce mois\b"
    r"|(?:d\. ?|d(?:ie)?s\. ?|dies(?:es|en)? ?|dieß ?|d)(?:M(?:onats|ts)\b\.?|M\.)|curr\.|huj(?:us)?\b\.?|[cC]t\.?\b|d(?:ie)?ß\b|dies\b(?=\W)))"
    r"|(?P<last>\b(?:ult(?:imo)?\b\.?|of last month\b|del? (?:(?:mes )?(?:próximo )?pasado(?: mes)?|ppdo\.?|p\.? ?pdo\.?)|del mes anterior\b|du mois (?:dernier|passé)\b"
    r"|v(?:origen|\.) ?M(?:onats\b|ts\b\.?|\.)))"
    r"|(?P<next>\b(?:prox(?:imo)?\b\.?|of next month\b|del (?:mes )?(?:próximo|entrante)(?: mes)?\b|du mois prochain\b|n(?:ächsten|\.) ?(?:Monats\b|Mts\b\.?|M\.))))"
)
_YEAR_TOLD = re.compile(
    r",?[ ](?:(?P<this>d(?:s|ieses)?\.? ?J(?:ahre?s\b|\.)|of this year\b|(?:de este|del (?:corriente|presente)) año\b|del año (?:en curso|corriente)\b|de cette année\b)"
    r"|(?P<last>v(?:origen|\.) ?J(?:ahre?s\b|\.)|(?:of )?last year\b|del año (?:pasado|anterior)\b|de l[’']an(?:née)? (?:dernière?|passée?)\b))"
)


def some_year(content: str) -> int:
    """A year that the text writes in full; else a century before zero, in which people wrote as it does."""
    found = _FULL_YEAR.search(content[:100_000])
    if found is not None:
        return int(found[0])
    if _NEW.search(content, 0, _READ):
        return _PRESENT
    return _EARLY if _OLD.search(content, 0, _READ) else _LATER


def year_beside(content: str, start: int, end: int) -> str:
    """The one year that a dateline writes in full, wherever in it; "" where it writes none or several."""
    years = set(_FULL_YEAR.findall(content, start, min(end, start + _LINE)))
    return years.pop() if len(years) == 1 else ""


def only_year(content: str, start: int, line: tuple[int, int]) -> bool:
    """Whether the year at this place is all that a dateline says of its date."""
    return (
        line[1] - line[0] < _LINE
        and len(_FIGURES.findall(content, *line)) == 1
        and _FULL_YEAR.match(content, start) is not None
    )


def year_below(content: str, end: int, near: int) -> str | None:
    """The year that the line below a dateline consists of."""
    found = _BELOW.match(content, end)
    return full_year(found[1].lstrip("’'"), near) if found else None


def full_year(figures: str, near: int) -> str | None:
    """The year in four figures: `903` is 1903; `06` the one nearest to a year that the text has, as `some_year` gives it.

    Where it has none, the century is the one in which people wrote so: the nineteenth from 50 on and in old spelling, the twentieth
    before; and in a text that knows television, the present one. Such a year has "~" before it, for it is likely, not certain.
    """
    if len(figures) == 4:
        return figures
    if len(figures) == 3:
        return f"1{figures}" if figures[0] in "6789" else None
    short = int(figures)
    if near > 0:
        century = near // 100
        nearest = (100 * (century + shift) + short for shift in (-1, 0, 1))
        return str(min(nearest, key=lambda year: abs(year - near)))
    if near == _PRESENT:
        return f"~{20 if short < 50 else 19}{figures}"
    return f"~{18 if short >= 50 or near == _EARLY else 19}{figures}"


def near_day(content: str, start: int, end: int, when: str, anchor: Anchor) -> str:
    """The day of this name in the year that is meant; "" where no anchor is known.

    That is the year that the words after it tell, or in which it is the day of the week named before it; or else that of the last
    such day before `anchor`, or of one soon to come.
    """
    if anchor is None:
        return ""
    if told := _YEAR_TOLD.match(content, end):
        day = _day(anchor.year - bool(told["last"]), when)
        return day.isoformat() if day else ""
    if (week := _weekday(content, start)) is not None:
        days = (_day(year, when) for year in range(anchor.year - 1, anchor.year + 2))
        fitting = [day for day in days if day and day.weekday() == week]
        if fitting:
            return min(fitting, key=lambda day: abs(day - anchor)).isoformat()
    until = anchor + timedelta(days=_FORWARD)
    for year in (anchor.year + (anchor.month > _LATE), anchor.year, anchor.year - 1):
        if (day := _day(year, when)) is not None and day <= until:
            return day.isoformat()
    return ""


def close_day(when: str, told: Anchor) -> str:
    """The day of this name that is less than half a year from the one told before it; "" where it may as well be another."""
    if told is None:
        return ""
    days = (day for year in (told.year - 1, told.year, told.year + 1) if (day := _day(year, when)))
    return next((day.isoformat() for day in days if abs((day - told).days) <= _CLOSE), "")


def month_told(content: str, start: int, stop: int) -> tuple[int, str] | None:
    """Where a day ends that is told by the month of writing: `the 5th inst.`, `el 5 del corriente`, `am 16ten d. M.`.

    And "^", how many months that is from the month of writing, and the day.
    """
    found = _MONTH_TOLD.match(content, start, stop)
    if found is None:
        return None
    return found.end(), f"^{-1 if found['last'] else 1 if found['next'] else 0} {found[1]}"


def of_this_month(told: str, anchor: Anchor) -> str:
    """The day that `month_told` saw, in W3C form; "" where there is none, or the month of writing is not known."""
    if anchor is None:
        return ""
    shift, day = told[1:].split()
    month = anchor.year * 12 + anchor.month - 1 + int(shift)
    try:
        return date(month // 12, month % 12 + 1, int(day)).isoformat()
    except ValueError:
        return ""


def _day(year: int, when: str) -> date | None:
    try:
        return date(year, int(when[2:4]), int(when[5:7]))
    except ValueError:
        return None


def _weekday(content: str, start: int) -> int | None:
    """The day of the week named right before this place, which an article may follow."""
    words = content[max(0, start - 22) : start].split()[-2:]
    return next(
        (week for word in words[::-1] if (week := _WEEKDAY.get(word.rstrip(",").casefold())) is not None),
        None,
    )
