"""Dates in running text, with the day, month or year that they name: English, Spanish, French and German.

Every date holds a figure, so figures are what is looked for; what stands beside each decides. That keeps the time linear and short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from archive.tei.spans import Attributes, Span

_NAMES = (
    "january jan enero ene janvier janv januar jänner",
    "february feb febrero février fevrier févr februar",
    "march mar marzo mars märz",
    "april apr abril abr avril avr",
    "may mayo mai",
    "june jun junio juin juni",
    "july jul julio juillet juli",
    "august aug agosto ago août aout",
    "september sept sep septiembre setiembre septembre",
    "october oct octubre octobre oktober okt",
    "november nov noviembre novembre",
    "december dec diciembre dic décembre decembre dezember dez",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_SMALL = frozenset(
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "setiembre",
        "octubre",
        "noviembre",
        "diciembre",
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
        "decembre",
    ]
)  # what Spanish and French write without a capital

_GAP = r"[ \u00a0\n]{1,3}"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9])"
_FIGURE = re.compile(r"[0-9]+")
_ISO = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?![0-9-])")
_DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?(?:{_GAP}(?:day{_GAP})?(?:of|de|del))?{_GAP}([^\W\d_]{{3,10}})\b\.?"
    rf"(?:,?(?:{_GAP}(?:of|de|del))?,?{_GAP}({_YEAR}))?"
)
_AFTER_MONTH = re.compile(rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\b(?![:%]|[.,][0-9])(?:[.,]?{_GAP}({_YEAR}))?")
_IN_FIGURES = re.compile(rf"([0-9]{{1,2}})([./])[ ]?([0-9]{{1,2}})\2[ ]?({_YEAR})")
_MONTH_BEFORE = re.compile(
    r"(?<![^\W_])([^\W\d_]{3,10})\.?,?[ \u00a0\n]{1,3}(?:(?:of|de|del)[ \u00a0\n]{1,3})?\Z"
)
_PREPOSITION = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|of|by|from|[Ee]n|[Dd]esde|hasta|[Dd]epuis|[Ss]eit|[Ii]m Jahre?|año|año de|année)[ \n]|[’']s? )\Z"
)
_NO_YEAR = re.compile(r"[-/:,.]?[0-9]|[ ]?%|[ ](?:percent|per cent|[a-z]+s\b(?<!elections))")
_BEFORE = 28


class _Found(NamedTuple):
    start: int
    end: int
    when: str


def dates(content: str, anchor: date | None, resp: str) -> Iterator[Span]:
    """A `date` for each date in the text, in order, with `@when` (W3C form).

    A day without a year is taken to be the last one before `anchor`, the day on which the document was made, with medium
    certainty; without an anchor it stays a day of every year (`--11-26`). `3/4/2011` is two days, and is none.
    """
    done = 0
    for figure in _FIGURE.finditer(content):
        found = _found(content, *figure.span()) if figure.start() >= done else None
        if found is None or found.start < done:
            continue
        done = found.end
        when, certainty = found.when, "high"
        if when.startswith("--") and anchor is not None and (resolved := _before(when, anchor)):
            when, certainty = resolved, "medium"
        attributes: Attributes = (("when", when), ("cert", certainty), ("resp", resp))
        yield Span(found.start, found.end, "date", attributes)


def _found(content: str, start: int, end: int) -> _Found | None:
    """The date that this figure is part of, if it is the first figure in one."""
    if content[start - 1 : start].isalnum():
        return None
    if end - start == 4:
        return _year(content, start, end) if content[start] in "12" else None
    if end - start > 2:
        return None
    following = content[end : end + 1]
    if following in ("/", "."):
        match = _IN_FIGURES.match(content, start)
        if match is not None:
            return _stated(start, match.end(), _in_figures(match))
    if following.isspace() or following.isalpha() or following in ("º", "°", "."):
        match = _DAY_FIRST.match(content, start)
        if match is not None and (month := _month(match[2])):
            stop = match.end() if match[3] else match.end(2)
            return _stated(start, stop, _calendar(match[3], month, int(match[1])))
    before = _month_before(content, start)
    if before is None:
        return None
    match = _AFTER_MONTH.match(content, start)
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
        return _Found(before.start, end, f"{content[start:end]}-{int(before.when):02d}")
    if _NO_YEAR.match(content, end) or not _PREPOSITION.search(content[max(0, start - 14) : start]):
        return None
    return _Found(start, end, content[start:end])


def _month_before(content: str, at: int) -> _Found | None:
    """The month named right before this place, its number in `when`."""
    if at < 4 or not content[at - 1].isspace():
        return None
    floor = max(0, at - _BEFORE)
    match = _MONTH_BEFORE.search(content[floor:at])
    month = _month(match[1]) if match else None
    return _Found(floor + match.start(1), at, str(month)) if match and month else None


def _stated(start: int, end: int, when: str | None) -> _Found | None:
    return _Found(start, end, when) if when else None


def _month(word: str) -> int | None:
    """The month's number; 0 or None for other words, and for what English or German writes with a capital and this text does not."""
    month = _MONTHS.get(word.casefold())
    return month if month and (word[0].isupper() or word in _SMALL) else None


def _in_figures(match: re.Match[str]) -> str | None:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12:
        return _calendar(match[4], second, first)
    return _calendar(match[4], first, second) if second > 12 else None


def _calendar(year: str | None, month: int, day: int) -> str | None:
    try:
        date(int(year or 2000), month, day)
    except ValueError:
        return None
    return f"{year}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def _before(when: str, anchor: date) -> str | None:
    """The last day of this name that is not after the anchor."""
    month, day = int(when[2:4]), int(when[5:7])
    for year in (anchor.year, anchor.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= anchor:
            return found.isoformat()
    return None
