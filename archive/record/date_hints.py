"""The EDTF that a person probably meant by a date written otherwise: a suggestion in a message, never a value."""

from __future__ import annotations

import re

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
        (r"([0-9]{4})-([0-9])", r"\1-0\2"),
        (r"([0-9]{4})-([0-9]{2})-([0-9])", r"\1-\2-0\3"),
        (r"([0-9]{4})[./]([0-9]{2})[./]([0-9]{2})", r"\1-\2-\3"),
        (r"([0-9]{4}) ?\?", r"\1?"),
        (r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2})", r"\1T\2"),
        (r"([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2})(Z?)", r"\1:00\2"),
    )
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? ([0-9]{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (?:([0-9]{1,2})(?:st|nd|rd|th)?,? )?([0-9]{4})", re.IGNORECASE)
_NUMERIC = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")


def nearest(text: str) -> str | None:
    """The probable EDTF of an English or numeric date, or None; `03/12/2017` can be two days, so it gets none."""
    if len(text) > 60:
        return None
    tidy = text.strip().rstrip(".")
    circa = _CIRCA.match(tidy)
    rest, mark = (tidy[circa.end() :], "~") if circa else (tidy, "")
    found = _by_form(rest) or _by_name(rest) or _by_numbers(rest)
    if found is None:
        return None
    try:
        return parse(found + mark).text
    except ValueError:
        return None


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


def _by_numbers(text: str) -> str | None:
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), match[3]
    if first > 12 >= second:
        return f"{year}-{second:02d}-{first:02d}"
    if second > 12 >= first:
        return f"{year}-{first:02d}-{second:02d}"
    return None
