"""The first and last day that the digits, X's and season numbers of an EDTF date allow."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from itertools import product

Day = tuple[int, int, int]
"""Year (astronomical: 0 is 1 BCE), month, day; years may be far outside those of `datetime`."""

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_GROUPS = {  # sub-year groupings with fixed months: quarters, quadrimesters, semestrals
    **{33 + n: (3 * n + 1, 3 * n + 3) for n in range(4)},
    **{37 + n: (4 * n + 1, 4 * n + 4) for n in range(3)},
    **{40 + n: (6 * n + 1, 6 * n + 6) for n in range(2)},
}


def date_bounds(text: str, year: str, month: str | None, day: str | None) -> tuple[Day, Day]:
    """The first and last real day of a date; any digit may be X. Raises ValueError where there is none."""
    if "X" in f"{year}{month}{day}":
        lower, upper = _extreme(year, month, day, last=False), _extreme(year, month, day, last=True)
        if lower is None or upper is None:
            raise ValueError(f"{text}: no digits in place of X make a day that exists")
        return lower, upper
    number = int(year)
    if month is None:
        return (number, 1, 1), (number, 12, 31)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{text}: there is no month {month}")
    length = _length(number, int(month))
    if day is None:
        return (number, int(month), 1), (number, int(month), length)
    if not 1 <= int(day) <= length:
        raise ValueError(f"{text}: there is no such day")
    exact = (number, int(month), int(day))
    return exact, exact


def season_bounds(text: str, year: str, code: int, day: str | None) -> tuple[Day, Day]:
    """The days of a sub-year grouping (ISO 8601-2 §4.8); of a season proper, 21 to 32, those of its year."""
    if not 21 <= code <= 41:
        raise ValueError(f"{text}: no month and no season has the number {code:02d}")
    if day is not None:
        raise ValueError(f"{text}: a season has no days")
    first, last = _GROUPS.get(code, (1, 12))
    low, high = next(_years(year, last=False)), next(_years(year, last=True))
    return (low, first, 1), (high, last, _length(high, last))


def _extreme(year: str, month: str | None, day: str | None, *, last: bool) -> Day | None:
    """The first (or last) day that a masked date can mean: only whether a year is leap matters to the rest."""
    within = {leap: _in_year(2000 if leap else 2001, month, day, last=last) for leap in (False, True)}
    if within == {False: None, True: None}:
        return None
    for number in _years(year, last=last):
        found = within[isleap(number)]
        if found is not None:
            return (number, *found)
    return None


def _in_year(year: int, month: str | None, day: str | None, *, last: bool) -> tuple[int, int] | None:
    step = -1 if last else 1
    for m in _fitting(month, range(1, 13))[::step]:
        days = _fitting(day, range(1, _length(year, m) + 1))
        if days:
            return m, days[-1 if last else 0]
    return None


def _years(mask: str, *, last: bool) -> Iterator[int]:
    """The years that a mask of four digits and X's fits, upwards, or downwards from the last."""
    negative = mask.startswith("-")
    digits = "9876543210" if last is not negative else "0123456789"
    for choice in product(*(digits if c == "X" else c for c in mask.lstrip("-"))):
        number = int("".join(choice))
        yield -number if negative else number


def _fitting(mask: str | None, numbers: range) -> list[int]:
    if mask is None or mask == "XX":
        return list(numbers)
    return [n for n in numbers if all(m in ("X", c) for m, c in zip(mask, f"{n:02d}", strict=True))]


def _length(year: int, month: int) -> int:
    return 28 if month == 2 and not isleap(year) else _DAYS[month - 1]
