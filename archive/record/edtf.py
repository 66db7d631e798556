"""Dates of the Extended Date/Time Format, levels 0 to 2 (Library of Congress, 2019; ISO 8601-2:2019 annex A)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from archive.record.edtf_days import Day, date_bounds, season_bounds

LIMIT = 500
"""More characters than this are no date."""


class Kind(StrEnum):
    DATE = "date"
    TIME = "date and time"
    SEASON = "season"
    YEAR = "year"  # of more than four digits, or with significant digits
    INTERVAL = "interval"
    ONE_OF = "one of a set"
    ALL_OF = "all of a set"


@dataclass(frozen=True, slots=True)
class Edtf:
    """One value: `lower` and `upper` are the first and last day it can mean, None where that end is open or unknown.

    A season that no hemisphere decides (21–32) is bounded by its year. `parts` are an interval's ends or a set's members.
    """

    text: str
    kind: Kind
    level: int
    lower: Day | None
    upper: Day | None
    uncertain: bool = False
    approximate: bool = False
    unspecified: bool = False
    open_start: bool = False
    open_end: bool = False
    unknown_start: bool = False
    unknown_end: bool = False
    parts: tuple[Edtf, ...] = ()

    @property
    def qualified(self) -> bool:
        """Whether the value itself says that it is not sure: `?`, `~`, `%`, an X, a set, or significant digits."""
        return (
            self.uncertain
            or self.approximate
            or self.unspecified
            or self.kind is Kind.ONE_OF
            or "S" in self.text
            or any(part.qualified for part in self.parts)
        )

    @property
    def earliest(self) -> date | None:
        """`lower` as a date, where the calendar of Python reaches it."""
        return _as_date(self.lower)

    @property
    def latest(self) -> date | None:
        return _as_date(self.upper)


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """The value that `text` writes. Raises ValueError, with a sentence, on anything else and on impossible dates."""
    if not text or len(text) > LIMIT:
        raise ValueError("an EDTF value has 1 to 500 characters")
    if text[0] in "[{":
        return _set(text)
    return _interval(text) if "/" in text else _single(text, times=True)


_QUALIFIER = "[?~%]?"
_DATE = re.compile(
    rf"(?P<q1>{_QUALIFIER})(?P<year>-?[0-9X]{{4}})(?P<q2>{_QUALIFIER})"
    rf"(?:-(?P<q3>{_QUALIFIER})(?P<month>[0-9X]{{2}})(?P<q4>{_QUALIFIER})"
    rf"(?:-(?P<q5>{_QUALIFIER})(?P<day>[0-9X]{{2}})(?P<q6>{_QUALIFIER}))?)?"
)
_TIME = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
    r"(?P<zone>Z|[+-](?P<zh>[0-9]{2})(?::(?P<zm>[0-9]{2}))?)?"
)
_YEAR = re.compile(
    r"(?P<y>Y?)(?P<digits>-?[0-9]{1,30})(?:E(?P<exponent>[0-9]{1,2}))?(?:S(?P<significant>[0-9]{1,2}))?(?P<q>[?~%]?)"
)


def _single(text: str, *, times: bool = False) -> Edtf:
    match = _DATE.fullmatch(text)
    if match is not None:
        return _date(text, match)
    if "T" in text:
        if not times:
            raise ValueError(f"{text}: an interval or a set has dates, without times")
        return _time(text)
    match = _YEAR.fullmatch(text)
    if match is None or not (match["y"] or match["significant"]):
        raise ValueError(f"{text}: not a date of EDTF, levels 0 to 2")
    return _year(text, match)


def _date(text: str, match: re.Match[str]) -> Edtf:
    year, month, day = match["year"], match["month"], match["day"]
    if year == "-0000":
        raise ValueError(f"{text}: the year 0 has no sign")
    marks = "".join(match[f"q{n}"] or "" for n in range(1, 7))
    season = month is not None and month.isdigit() and int(month) > 12
    if season:
        lower, upper = season_bounds(text, year, int(month), day)
    else:
        lower, upper = date_bounds(text, year, month, day)
    masked = "X" in text
    last_only = len(marks) <= 1 and (not marks or text[-1] == marks)
    return Edtf(
        text=text,
        kind=Kind.SEASON if season else Kind.DATE,
        level=_date_level(year, month, day, marks=marks, plain=last_only),
        lower=lower,
        upper=upper,
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
        unspecified=masked,
    )


def _date_level(year: str, month: str | None, day: str | None, *, marks: str, plain: bool) -> int:
    season = month is not None and month.isdigit() and int(month) > 12
    masks = (year.lstrip("-"), month or "", day or "")
    simple = re.fullmatch(r"[0-9]{4}:(?:[0-9]{2})?:(?:[0-9]{2})?", ":".join(masks)) is not None
    level1 = simple or re.fullmatch(
        r"[0-9]{4}:[0-9]{2}:XX|[0-9]{4}:XX:(?:XX)?|[0-9]{2}(?:[0-9]X|XX)::", ":".join(masks)
    )
    if not level1 or not plain or (season and int(month or 0) > 24):
        return 2
    return 0 if simple and not marks and not season and year[0] != "-" else 1


def _time(text: str) -> Edtf:
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text}: a time is written 2017-12-03T10:15:00, then Z, +05 or +05:30, or nothing")
    day = _single(match["date"])
    if int(match["hour"]) > 23 or int(match["minute"]) > 59 or int(match["second"]) > 59:
        raise ValueError(f"{text}: there is no such time of day")
    if match["zh"]:
        minutes = int(match["zh"]) * 60 + int(match["zm"] or 0)
        if int(match["zm"] or 0) > 59 or minutes > (14 if match["zone"][0] == "+" else 12) * 60:
            raise ValueError(f"{text}: there is no zone {match['zone']}")
        if match["zone"][0] == "-" and minutes == 0:
            raise ValueError(f"{text}: the zone without a difference is Z or +00:00")
    return replace(day, text=text, kind=Kind.TIME, level=0)


def _year(text: str, match: re.Match[str]) -> Edtf:
    """A year of more than four digits (`Y17000`, `Y-17E7`), or one with significant digits (`1950S2`)."""
    digits, exponent = match["digits"], int(match["exponent"] or 0)
    plain = digits.lstrip("-")
    if not match["y"] and (len(plain) != 4 or match["exponent"]):
        raise ValueError(f"{text}: a year that is not of four digits begins with Y")
    if match["y"] and (plain[0] == "0" or len(plain) + exponent < 5):
        raise ValueError(f"{text}: Y stands before years of more than four digits only")
    if exponent and match["exponent"].startswith("0"):
        raise ValueError(f"{text}: an exponent begins with 1 to 9")
    year = int(digits) * 10**exponent
    low = high = year
    if match["significant"]:
        significant, length = int(match["significant"]), len(plain) + exponent
        if not 1 <= significant <= length:
            raise ValueError(f"{text}: the year has {length} digits, not {significant}")
        unit = 10 ** (length - significant)
        nearest = abs(year) // unit * unit
        low, high = (nearest, nearest + unit - 1) if year >= 0 else (1 - nearest - unit, -nearest)
    marks = match["q"]
    return Edtf(
        text=text,
        kind=Kind.YEAR,
        level=2 if exponent or match["significant"] else 1,
        lower=(low, 1, 1),
        upper=(high, 12, 31),
        uncertain=marks in ("?", "%"),
        approximate=marks in ("~", "%"),
    )


def _interval(text: str) -> Edtf:
    ends = text.split("/")
    if len(ends) != 2:
        raise ValueError(f"{text}: an interval has one slash")
    first, last = ends
    if first in ("", "..") and last in ("", ".."):
        raise ValueError(f"{text}: an interval has a date at one end at least")
    start = None if first in ("", "..") else _single(first)
    end = None if last in ("", "..") else _single(last)
    if start is not None and end is not None:
        _in_order(text, start, end)
    parts = tuple(part for part in (start, end) if part is not None)
    opened = start is None or end is None
    return Edtf(
        text=text,
        kind=Kind.INTERVAL,
        level=max(int(opened), *(part.level for part in parts)),
        lower=start.lower if start else None,
        upper=end.upper if end else None,
        uncertain=any(part.uncertain for part in parts),
        approximate=any(part.approximate for part in parts),
        unspecified=any(part.unspecified for part in parts),
        open_start=first == "..",
        open_end=last == "..",
        unknown_start=first == "",
        unknown_end=last == "",
        parts=parts,
    )


def _in_order(text: str, start: Edtf, end: Edtf) -> None:
    if start.lower is None or end.upper is None:
        return
    same_year = (
        start.kind is end.kind is Kind.SEASON and start.lower[0] == end.lower[0] if end.lower else False
    )
    later_season = same_year and _season_code(start) > _season_code(end)
    if start.lower > end.upper or later_season:
        raise ValueError(f"{text}: the end is before the start")


def _season_code(value: Edtf) -> int:
    """The number of a season, comparable within its own family only; seasons of two families compare as equal."""
    code = int(re.sub("[?~%]", "", value.text)[-2:])
    return code if code <= 24 else 0


def _set(text: str) -> Edtf:
    one = text[0] == "["
    if text[-1] != ("]" if one else "}") or len(text) < 3:
        raise ValueError(f"{text}: a set ends with the bracket that it begins with, and has members")
    parts: list[Edtf] = []
    members = text[1:-1].split(",")
    earlier = later = False
    for number, member in enumerate(members):
        first, dots, last = member.partition("..")
        earlier |= bool(dots and not first)
        later |= bool(dots and not last)
        if dots and not first and not last:
            raise ValueError(f"{text}: two dots stand beside a date")
        if (dots and not first and number) or (dots and not last and number < len(members) - 1):
            raise ValueError(f"{text}: an open end stands at the end of a set only")
        found = [_single(part) for part in ((first, last) if dots else (member,)) if part or not dots]
        if len(found) == 2:
            _in_order(text, *found)
        parts.extend(found)
    lowers = [part.lower for part in parts if part.lower]
    uppers = [part.upper for part in parts if part.upper]
    return Edtf(
        text=text,
        kind=Kind.ONE_OF if one else Kind.ALL_OF,
        level=2,
        lower=None if earlier else min(lowers),
        upper=None if later else max(uppers),
        uncertain=any(part.uncertain for part in parts),
        approximate=any(part.approximate for part in parts),
        unspecified=any(part.unspecified for part in parts),
        open_start=earlier,
        open_end=later,
        parts=tuple(parts),
    )


def _as_date(day: Day | None) -> date | None:
    return date(*day) if day is not None and 1 <= day[0] <= 9999 else None
