"""The EDTF that a person probably meant by a date written otherwise: a suggestion in a message, never a value."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from archive.record.edtf import parse

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_CIRCA = re.compile(r"(?:circa|about|ca|c)\b\.?\s*", re.IGNORECASE)
_FORMS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"([0-9]{4})", r"\1"),
        (r"([0-9]{3})0s", r"\1X"),
        (r"([0-9]{3})u", r"\1X"),
        (r"([0-9]{4}) ?[-–] ?([0-9]{4})", r"\1/\2"),
        (r"([0-9]{4}) ?[-–]", r"\1/.."),
        (r"([0-9]{4}-[0-9]{2}-[0-9]{2})", r"\1"),
        (r"([0-9]{4})-([0-9])", r"\1-0\2"),
        (r"([0-9]{4})-([0-9]{2})-([0-9])", r"\1-\2-0\3"),
        (r"([0-9]{4})-([0-9])-([0-9]{2})", r"\1-0\2-\3"),
        (r"([0-9]{4})-([0-9])-([0-9])", r"\1-0\2-0\3"),
        (r"([0-9]{4})[./]([0-9]{2})[./]([0-9]{2})", r"\1-\2-\3"),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", r"\1-\2-\3"),
        (r"([0-9]{4}) ?\?", r"\1?"),
        (r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2})", r"\1T\2"),
        (r"([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2})(Z?)", r"\1:00\2"),
    )
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? ([0-9]{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (?:([0-9]{1,2})(?:st|nd|rd|th)?,? )?([0-9]{4})", re.IGNORECASE)
_NUMERIC = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_SERIAL = re.compile(r"[1-5][0-9]{4}")  # of the years 1927 to 2064
_DAY_NOUGHT = date(1899, 12, 30)  # spreadsheets believe in a 29 February 1900
_MIDNIGHT = re.compile(r" 0{1,2}:00(?::00)?\Z")  # as they show a day whose time nobody gave
_SHORT_YEAR = re.compile(r"(?:[0-9]{1,2}[-./ ])?(?:[a-z]{3,9}|[0-9]{1,2})[-./ ]'?[0-9]{2}", re.IGNORECASE)


def readings(text: str) -> tuple[str, ...]:
    """The EDTF that an English or numeric date probably means; `03/12/2017` can be two days, and what is not understood is none."""
    if len(text) > 60:
        return ()
    tidy = _MIDNIGHT.sub("", text.strip().rstrip("."))
    circa = _CIRCA.match(tidy)
    rest, mark = (tidy[circa.end() :], "~") if circa else (tidy, "")
    one = _by_form(rest) or _by_name(rest) or _by_serial(rest)
    found = []
    for reading in (one,) if one else _by_numbers(rest):
        with suppress(ValueError):
            found.append(parse(reading + mark).text)
    return tuple(found)


def short_year(text: str) -> bool:
    """Whether this is a date as spreadsheets show it, `Nov-71` or `1/2/17`: of the year it has two digits, and no century."""
    return _SHORT_YEAR.fullmatch(_MIDNIGHT.sub("", text.strip())) is not None


def _by_form(text: str) -> str | None:
    for pattern, form in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            return match.expand(form)
    return None


def _by_name(text: str) -> str | None:
    if match := _DAY_FIRST.fullmatch(text):
        day, name, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(text):
        name, day, year = match.groups()
    else:
        return None
    month = _MONTHS.get(name.casefold())
    if month is None:
        return None
    return f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def _by_numbers(text: str) -> tuple[str, ...]:
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return ()
    first, second, year = int(match[1]), int(match[2]), match[3]
    days = ((second, first), (first, second))  # as most of the world writes it, and as America does
    return tuple(dict.fromkeys(f"{year}-{month:02d}-{day:02d}" for month, day in days if month <= 12))


def _by_serial(text: str) -> str | None:
    """The day that a spreadsheet shows where a cell lost its form: counted from the end of 1899."""
    if _SERIAL.fullmatch(text) is None:
        return None
    return (_DAY_NOUGHT + timedelta(days=int(text))).isoformat()
