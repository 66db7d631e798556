"""One date in running text, known by a figure in it and what stands beside: its words, and the day, month or year that they name."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from archive.tei.months import month, republican
from archive.tei.numerals import day_before

_GAP = r"[ \u00a0\n]{1,3}"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|1\.[5-9][0-9]{2}|2\.0[0-9]{2})(?![0-9])"
_ERA = rf"(?:del{_GAP}año|de{_GAP}l[’']an(?:née)?|des{_GAP}Jahres|A\.[ ]?D\.|AD|[Ii]n{_GAP}the{_GAP}year|of|de|del)"
_ISO = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?![0-9-])")
_YEAR_FIRST = re.compile(
    rf"([12][0-9]{{3}})[ ]([^\W\d_]{{3,10}})\.?,?[ ](?:the[ ])?([0-3]?[0-9])(?:st|nd|rd|th|d)?\b(?![-/:%]|[.,][0-9]|,?[ ](?:{_YEAR}))"
)
_ORDINAL = r"\.?(?:st|nd|rd|th|d)\b\.?|er|\.?[º°ª]|\.?[ ]?(?:ten|tn|tes|sten|stn|ter|te|t|n|ᵗᵉⁿ)\b\.?|\."
_DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}})(?:{_ORDINAL})?(?:{_GAP}(?:(?:day|jour|d[ií]as?){_GAP})?(?:del{_GAP}mes{_GAP}de|of|de|del))?(?:{_GAP}|-|{_GAP}d[’'])([^\W\d_]{{3,10}}(?:\.[a-z]{{1,3}}\b)?|en\.?o|[789]br?er?|10br?er?|[789]bris)\b[.:]?"
    rf"(?:,?(?:{_GAP}{_ERA})?(?:,?{_GAP}|,|/|-|(?<=de))[(\[]?({_YEAR}))?"
)
_AFTER_MONTH = re.compile(
    rf"[0-9]{{1,2}}(?:\.?(?:st|nd|rd|th|d))?(?:[’']|\b|(?<=[a-z])(?=[12]))(?![:%]|[.,][0-9])(?:(?:[.,:]?{_GAP}(?:{_ERA}{_GAP})?|[,/-]|(?<=[a-z]))[(\[]?({_YEAR}))?"
)
_JOINED_DAYS = re.compile(
    rf"([0-9]{{1,2}})((?:{_ORDINAL})?),?[ ](?:and|or|und|u\.|oder|od\.|et|ou|y|o|e)[ ](?:(?:the|den|le|el)[ ])?(?=[0-9])"
)
_IN_FIGURES = re.compile(rf"([0-9]{{1,2}})([./-])[ ]?([0-9]{{1,2}})\2[ ]?({_YEAR})")
_MONTH_BEFORE = re.compile(
    r"(?<![^\W_])([^\W\d_]{3,10}(?:\.[a-z]{1,3})?)(?:[.:'’]?,?[ \u00a0\n]{1,3}(?:(?:the|of|de|del)[ \u00a0\n]{1,3})?['’]?|\.?[-\u2010\u2011/][ ]?)\Z"
)
_PREPOSITION = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|of|by|from|[Ee]n|[Dd]esde|hasta|[Dd]epuis|[Ss]eit|[Ii]m Jahre?|año|año de|année)[ \n]|[’']s? )\Z"
)
_NO_YEAR = re.compile(r"[-/:,.]?[0-9]|[ ]?%|[ ](?:percent|per cent|[a-z]+s\b(?<!elections))")
_BEFORE = 28
_LINKS = frozenset({"the", "of", "de", "del"})
_JOINED = "-/\u2010\u2011'’"  # between a month and its day: "Oct-7"


class Found(NamedTuple):
    """A date at [start, end): `when` in W3C form, without a year `--MM-DD`; "~" before it where the century is only likely."""

    start: int
    end: int
    when: str


def date_at(content: str, start: int, end: int, stop: int, *, day_first: bool) -> Found | None:
    """The date that this figure is part of, if it is the first figure in one."""
    if end - start == 4:
        return _year(content, start, end, stop) if content[start] in "12" else None
    if end - start > 2:
        return None
    following = content[end : end + 1]
    if following in ("/", ".", "-"):
        match = _IN_FIGURES.match(content, start, stop)
        if match is not None:
            return stated(start, match.end(), _in_figures(match, day_first=day_first))
    if following.isspace() or following.isalpha() or following in ("º", "°", "ª", ".", "-"):
        match = _DAY_FIRST.match(content, start, stop)
        if match is not None and (number := month(match[2])):
            last = match.end() if match[3] else match.end(2)
            return stated(start, last, calendar(match[3], number, int(match[1])))
        if match is not None and (named := republican(content, start, stop)) is not None:
            return Found(start, named[0], named[1])
    before = month_before(content, start)
    if before is None:
        return _shared(content, start, stop) if following in (" ", ".", ",") else None
    match = _AFTER_MONTH.match(content, start, stop)
    return (
        stated(before.start, match.end(), calendar(match[1], int(before.when), int(content[start:end])))
        if match
        else None
    )


def month_before(content: str, at: int) -> Found | None:
    """The month named right before this place, its number in `when`."""
    if at < 4 or not (content[at - 1].isspace() or content[at - 1] in _JOINED):
        return None
    floor = max(0, at - _BEFORE)
    before = content[floor:at]
    word = before[before.rfind(" ", 0, -1) + 1 : -1].rstrip(".,:")
    if word.isalpha() and word not in _LINKS and month(word) is None:
        return None
    match = _MONTH_BEFORE.search(before)
    number = month(match[1]) if match else None
    return Found(floor + match.start(1), at, str(number)) if match and number else None


def stated(start: int, end: int, when: str | None) -> Found | None:
    return Found(start, end, when) if when else None


def calendar(year: str | None, number: int, day: int) -> str | None:
    """The day in W3C form; a year with "~" before it keeps that mark."""
    plain = year.lstrip("~").replace(".", "") if year else ""
    try:
        date(int(plain or 2000), number, day)
    except ValueError:
        return None
    mark = "~" if year and year[0] == "~" else ""
    return f"{mark}{plain}-{number:02d}-{day:02d}" if plain else f"--{number:02d}-{day:02d}"


def _year(content: str, start: int, end: int, stop: int) -> Found | None:
    """`2017-12-03`; `1862 Feb. 3`; a year after its month; a year alone after a word that years stand after."""
    if content[start] == "2" and content[start + 1] != "0":
        return None
    iso = _ISO.match(content, start)
    if iso is not None:
        return stated(start, iso.end(), calendar(iso[1], int(iso[2]), int(iso[3])))
    before = month_before(content, start - (content[start - 1 : start] in ("(", "[")))
    if before is not None:
        if content[max(0, before.start - 4) : before.start].rstrip(" .ºstndrh")[-1:].isdigit():
            return None  # the day of that month is none: 30 February
        worded = day_before(content, before.start, int(before.when), int(content[start:end]))
        if worded is not None and (when := calendar(content[start:end], int(before.when), worded[1])):
            return Found(worded[0], end, when)
        return Found(before.start, end, f"{content[start:end]}-{int(before.when):02d}")
    first = _YEAR_FIRST.match(content, start, stop) if content[end + 1 : end + 2].isalpha() else None
    if first is not None and (number := month(first[2])):
        return stated(start, first.end(), calendar(first[1], number, int(first[3])))
    if _NO_YEAR.match(content, end) or not _PREPOSITION.search(content[max(0, start - 14) : start]):
        return None
    return Found(start, end, content[start:end])


def _shared(content: str, start: int, stop: int) -> Found | None:
    """`4. oder 5. August`, `7 y 8 de mayo`: a day that has its month from the next."""
    joined = _JOINED_DAYS.match(content, start, stop)
    match = _DAY_FIRST.match(content, joined.end(), stop) if joined else None
    number = month(match[2]) if match else None
    if joined is None or match is None or number is None or int(joined[1]) >= int(match[1]):
        return None
    return stated(start, joined.end(2), calendar(match[3], number, int(joined[1])))


def _in_figures(match: re.Match[str], *, day_first: bool) -> str | None:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12 or day_first or first == second:
        return calendar(match[4], second, first)
    return calendar(match[4], first, second) if second > 12 else None
