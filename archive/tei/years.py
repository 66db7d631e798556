"""Which year is meant where a date does not write it in full, or leaves it out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeAlias

Anchor: TypeAlias = date | None

_FULL_YEAR = re.compile(
    r"(?<![0-9.,$£#])(?<!\bBox )(?<!\bbox )(?<!\bNo )(?<!\bNo\. )(?<!\bNr\. )(?:1[4-9][0-9]{2}|20[0-9]{2})(?![0-9]|[.,][0-9]"
    r"|[ ](?:(?!(?:was|is|les|des|nous|los|las)\b)[a-z]+s\b|dollars|francs|Mark|(?:\w+[ ]){0,2}(?:[Ss]t(?:reet|\.)|[Aa]ve(?:nue|\.)|[Rr]oad)))"
)
_BELOW = re.compile(
    r"[\s.,;:\])]{0,4}\n\s*[(\[]?((?:1[4-9]|20)[0-9]{2}|[’'][0-9]{2}|[0-9]{2}(?=[.\])]?[ \t]*\n\n|[.\])][ \t]*\n))[\])]?[.,]?[ \t]*(?:\n|\Z)"
)
_ABOVE = re.compile(
    r"(?:^|\n)[^\n]{0,60}(?<![0-9.,/-])(1[4-9][0-9]{2}|20[0-2][0-9])[.,\])]{0,2}[ ]*\n\s*[\[(]?\Z"
)
_OLD = re.compile(
    r"ſ|\b(?:[Ss]eyn|[Bb]ey|[Zz]wey|[Dd]rey|[Ff]reylich|[Mm]eynung|[Ss]ey|[Ww]eil?s|[Dd]aß[ ]?ich[ ]?sey|étoit|avoit|étois|avois|foi[bs]le|sçav\w+)\b"
)
_NEW = re.compile(
    r"\w@\w+\.\w|https?:|www\.|\b(?:e-?mail|fax|telefax|television|televisión|télévision|Fernsehen|TV|computer|internet|okay|airport|weekend)\b",
    re.IGNORECASE,
)
_OLDER = re.compile(
    r"\b(?:[Tt]heuer\w*|[Tt]hu[nt]|[Tt]heil\w*|[Uu]rtheil\w*|[Gg]iebt|[Nn]öthig\w*|[Mm]uth|[Tt]hür\w*|[Ww]erth\w*|gieng|fieng|[Gg]ehorsamst\w*|[Gg]ehorsamer"
    r"|shew\w*|chuse|[Ss]ervt|[Oo]bt|[Hh]umble [Ss]ervant|á (?=[^\W\d_])|Jany|Feby|Augt|Septr|Octr|Novr|Decr|fuí|vuestra merced|jezt|kurtz|gantz)\b"
    r"|theil|thüm|[a-z]{3}[dlnst]ir(?:t|en)\b"
)
_EARLY, _OLDISH, _LATER, _PRESENT = -18, -17, -19, -20
"""What `some_year` says of a text without a year in full: spelled of old, somewhat so, as later on, or with words of the present."""

_FIGURES = re.compile("[0-9]+")
_READ = 20_000  # characters whose spelling is looked at
_SEARCHED = 100_000  # in which a year in full is looked for
_HALF = 50  # of a century
_BACK = 25  # years by which a short year may come before one that the text writes in full, of which most tell of what was
_TEENS = 12  # from this year of its century on, old ways of spelling tell of the nineteenth
_LINE = 300  # characters of a dateline in which its year is looked for
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
_YEAR_TOLD = re.compile(
    r",?[ \n](?:(?P<this>(?:d(?:s|ieses)?\.?|l\.|lfd\.|laufenden) ?J(?:ahre?s\b|\.)|a\. ?c\.|c\.(?=\W)|of this year\b|(?:de este|del (?:corriente|presente)) año\b|del año (?:en curso|corriente)\b|de cette année\b)"
    r"|(?P<last>v(?:origen|\.) ?J(?:ahre?s\b|\.)|(?:of )?last year\b|del año (?:pasado|anterior)\b|de l[’']an(?:née)? (?:dernière?|passée?)\b))"
)


def some_year(content: str) -> int:
    """A year that the text writes in full; else, below zero, what its spelling and its words say of its time."""
    found = _FULL_YEAR.search(content[:_SEARCHED])
    if found is not None:
        return int(found[0]) - _BACK
    if _NEW.search(content, 0, _READ):
        return _PRESENT
    if _OLD.search(content, 0, _READ):
        return _EARLY
    return _OLDISH if _OLDER.search(content, 0, _READ) else _LATER


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


def year_above(content: str, start: int) -> str:
    """The year with which the line above ends, of a day that begins its line; "" where it ends otherwise."""
    found = _ABOVE.search(content, start - _LINE if start > _LINE else 0, start)
    return found[1] if found else ""


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
        return str(near + (short - near) % 100)
    if near == _PRESENT:
        return f"~{20 if short < _HALF else 19}{figures}"
    nineteenth = short >= _HALF or near == _EARLY or (near == _OLDISH and short >= _TEENS)
    return f"~{18 if nineteenth else 19}{figures}"


def all_in_figures(near: int) -> int:
    """As `some_year` says it, of a date like `29.5.19`: its dots are of the twentieth century, however the text is spelled."""
    return _LATER if near == _OLDISH else near


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
    if (week := weekday(content, start)) is not None:
        days = (_day(year, when) for year in range(anchor.year - 1, anchor.year + 2))
        fitting = [day for day in days if day and day.weekday() == week]
        if fitting:
            return min(fitting, key=lambda day: abs(day - anchor)).isoformat()
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
