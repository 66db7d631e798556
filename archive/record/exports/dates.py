"""EDTF as formats write dates that know less: the nearest W3CDTF, or a range of two, with what it no longer tells."""

from __future__ import annotations

from archive.record import edtf
from archive.record.edtf import Edtf, Kind
from archive.record.w3cdtf import Fallback, w3cdtf


def plain_date(value: str) -> Fallback:
    """One W3CDTF date for an EDTF value (NOTE-datetime); without text where there is none. Any text may be given."""
    try:
        return w3cdtf(edtf.parse(value))
    except ValueError:
        return Fallback(None, ("not a date of EDTF",))


def date_or_range(value: str) -> Fallback:
    """A W3CDTF date, or two parted by a slash (RKMS-ISO8601, ISO 8601), as DataCite and schema.org take them."""
    try:
        date = edtf.parse(value)
    except ValueError:
        return Fallback(None, ("not a date of EDTF",))
    return _range(date) if date.kind is Kind.INTERVAL else w3cdtf(date)


def year_of(value: str) -> str | None:
    """The one year of four digits in which all of an EDTF value lies, or None."""
    try:
        date = edtf.parse(value)
    except ValueError:
        return None
    years = {bound[0] if bound else None for bound in (date.lower, date.upper)}
    year = years.pop()
    return f"{year:04d}" if not years and year is not None and 0 < year < 10_000 else None


def last_year(value: str) -> str | None:
    """The year of four digits in which an EDTF value ends, or None."""
    try:
        date = edtf.parse(value)
    except ValueError:
        return None
    return f"{date.upper[0]:04d}" if date.upper and 0 < date.upper[0] < 10_000 else None


def _range(date: Edtf) -> Fallback:
    lost: list[str] = []
    ends = {"start": "", "end": ""}
    parts = list(date.parts)
    for end, opened, unknown in (
        ("start", date.open_start, date.unknown_start),
        ("end", date.open_end, date.unknown_end),
    ):
        if opened or unknown:
            lost += [f"that the {end} is {'open' if opened else 'unknown'}"]
            continue
        found = w3cdtf(parts.pop(0))
        if found.text is None:
            return found
        ends[end] = found.text
        lost += found.lost
    return Fallback("/".join(ends.values()), tuple(dict.fromkeys(lost)))
