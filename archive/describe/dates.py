"""Dates as a text writes them, in English, Spanish, French, German, Portuguese and Italian, as EDTF.

A date is seen only with its year, and only where one reading is possible: `03/04/2017` is none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from archive.describe.spelled import spelled


class Dated(NamedTuple):
    """A date that stands at [start, end), as EDTF level 0: `2017-12-03` or `2017-12`."""

    start: int
    end: int
    edtf: str


def find_dates(content: str) -> tuple[Dated, ...]:
    """Every date with its year, in order of place."""
    found: list[Dated] = []
    for year in _YEAR.finditer(content):
        seen = _forward(content, year) or _backward(content, year)
        if seen is not None and (not found or seen.start >= found[-1].end):
            found.append(seen)
    worded = [Dated(*day) for day in spelled(content)]
    return tuple(sorted(found + worded)) if worded else tuple(found)


_FULL = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}
_SHORT = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11,
    "Dec": 12, "Ene": 1, "Abr": 4, "Ago": 8, "Dic": 12, "Set": 9, "Okt": 10, "Dez": 12, "Déc": 12, "Jän": 1,
}  # fmt: skip
_ANY = {
    name.casefold(): number for names in _FULL.values() for number, name in enumerate(names.split(), start=1)
} | {"setiembre": 9, "jänner": 1, "aout": 8, "fevrier": 2, "decembre": 12, "marco": 3}
# English and German months bear a capital; what is written small must be a month in a language that writes it so.
_SMALL = {
    name: number
    for language, names in _FULL.items()
    if language not in {"en", "de"}
    for number, name in enumerate(names.split(), start=1)
} | {"setiembre": 9}
_WINDOW = 44
_YEAR = re.compile(
    # What may not stand before the year is looked at after it: a pattern that begins with digits is searched for faster.
    r"(?:1[0-9]|20)\d\d(?:(?<![\d.,/:$€£]\d{4})(?![\d/]|[.,:]\d)|(?<=\d[/.]\d{4})(?![\d/.:-])|"
    r"(?<=[a-z]\.\d\d[,.]\d{4})(?!\d)|(?<=[a-z.] \d\d,\d{4})(?!\d)|(?<=[a-z.] \d,\d{4})(?!\d))"  # `Feb 24,1960`
)
_AFTER = re.compile(r"-(\d\d)-(\d\d)(?![\d-])")
_GAP = r"(?:[,.:]?\s*[-–—]{0,2}\s*(?<=[\s,.:–—-])(?:(?:of|del?|DEL?)\s+)?)"  # hands write `May 4,–1961` and `Nov.29.1937`
_BEFORE = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<day>\d{{1,2}})(?:st|nd|rd|th|er|d|º|°|\.)?\s+(?:day\s+of\s+|d[ií]as?\s+del\s+mes\s+de\s+|(?:of|del?|DEL?)\s+)?(?P<month>[^\W\d_]{{3,10}}){_GAP}
          (?:año\s+(?:de\s+)?)?
    | (?P<month2>[^\W\d_]{{3,10}})(?:\s+|[.:]\s*)(?:a\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th|d|º|°)?{_GAP}
    | (?P<month3>[^\W\d_]{{3,10}})\.?,?\s+(?:of\s+|de\s+|del\s+)?
    | (?P<day4>\d{{1,2}})-(?P<month4>[^\W\d_]{{3,9}})-
    | (?<=\n)(?P<day5>\d{{1,2}}),\s*(?P<month5>[^\W\d_]{{3,10}}){_GAP}
    | (?P<month6>[A-Z][a-z]{{2}})\s+(?P<day6>\d{{1,2}})\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{{2,5}}\s+)?
    | (?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second>\d{{1,2}})(?:(?P=mark)|(?<=\d/\d\d)\s|(?<=\d/\d)\s)
    )\Z""",
    re.VERBOSE,
)


def _forward(content: str, year: re.Match[str]) -> Dated | None:
    """`2017-12-03`, as ISO 8601 writes it."""
    after = _AFTER.match(content, year.end())
    if after is None:
        return None
    edtf = _calendar(int(year.group()), int(after[1]), int(after[2]))
    return Dated(year.start(), after.end(), edtf) if edtf else None


def _backward(content: str, year: re.Match[str]) -> Dated | None:
    """The forms that end in their year."""
    floor = max(0, year.start() - _WINDOW)
    before = _BEFORE.search(content[floor : year.start()])
    if before is None or "\n\n" in before.group():
        return None
    start = floor + before.start()
    number = int(year.group())
    if before["mark"]:
        edtf = _numeric(number, int(before["first"]), int(before["second"]), before["mark"])
    else:
        word = next(word for part in _MONTHS if (word := before[part]))
        day = next((day for part in _DAYS if (day := before[part])), None)
        month = _month(word, stopped="." in before.group())
        if month is None and day is not None:
            month = _written_by_hand(word)
        if month is None:
            return None
        edtf = _calendar(number, month, int(day)) if day else f"{number:04}-{month:02}"
    return Dated(start, year.end(), edtf) if edtf else None


def month_of(word: str) -> int | None:
    """The number of a month by its name, as a text writes it before or after a day: `Nov`, `November`, `noviembre`."""
    return _month(word, stopped=True)


_MONTHS = ("month", "month2", "month3", "month4", "month5", "month6")
_DAYS = ("day", "day2", "day4", "day5", "day6")
_LEAST_SHORT = 4


def _written_by_hand(word: str) -> int | None:
    """The month of a date with day and year, whatever its capitals and wherever it is cut: `july`, `Novem`, `Agost`."""
    plain = word.casefold()
    if plain in _ANY:
        return _ANY[plain]
    cut = plain.capitalize() not in _NAMES and len(plain) >= _LEAST_SHORT
    meant = {number for name, number in _ANY.items() if name.startswith(plain)} if cut else set()
    return meant.pop() if len(meant) == 1 else _OLD.get(plain)


_NAMES = frozenset({"Marc", "Juli", "Mart"})
_OLD = {
    "jany": 1, "feby": 2, "febry": 2, "apl": 4, "apr": 4, "agto": 8, "augt": 8, "sep": 9, "sept": 9, "sepr": 9, "septr": 9, "sepbr": 9,
    "septbr": 9, "oct": 10, "octr": 10, "octbr": 10, "nov": 11, "novr": 11, "novbr": 11, "dec": 12, "decr": 12, "decbr": 12, "jan": 1, "feb": 2,
}  # fmt: skip


def _month(word: str, *, stopped: bool) -> int | None:
    if word[0].islower():
        return _SMALL.get(word) or (_SHORT.get(word.capitalize()) if stopped else None)
    return _ANY.get(word.casefold()) or _SHORT.get(word.capitalize())


def _numeric(year: int, first: int, second: int, mark: str) -> str | None:
    """Day and month in figures: with stops the day is first; with strokes and with hyphens only what one order alone allows."""
    if mark == "." or first > 12 or first == second:
        return _calendar(year, second, first)
    return _calendar(year, first, second) if second > 12 else None


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
