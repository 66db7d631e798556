"""Days of one month in a row, of which the first or the last alone is with its month: `May 12, 13, and 14`, `4. oder 5. August`."""

from __future__ import annotations

from archive.tei.dates.forms import DAY_FIRST, JOINED_DAYS, JOINING, LISTED, SECOND
from archive.tei.dates.found import Found, Kind, found_day, is_day
from archive.tei.dates.months import month

_MOST_DAYS = 6  # of one month, one after the other


def day_beside(content: str, before: Found, start: int, stop: int) -> Found | None:
    """The next of several days of one month, which is named before the first: `May 12-14, 1898`, `May 12, 13, and 14`."""
    joined = content[before.end : start]
    if joined not in JOINING or not (before.kind is Kind.YEARLESS or is_day(before)):
        return None
    if joined == ", " and LISTED.match(content, start, stop) is None:
        return None
    match = SECOND.match(content, start, stop)
    if match is None or int(match["day"]) <= int(before.when[-2:]):
        return None
    year = match["year"] or before.when[:-6].strip("-")
    return found_day(start, match.end(), year, int(before.when[-5:-3]), int(match["day"]))


def shared(content: str, start: int, stop: int) -> Found | None:
    """`4. oder 5. August`, `7 y 8 de mayo`, `20., 21. und 22. Mai`: a day that has its month from a later one."""
    first = joined = JOINED_DAYS.match(content, start, stop)
    for joins in range(_MOST_DAYS):
        if first is None or joined is None:
            return None
        match = DAY_FIRST.match(content, joined.end(), stop)
        number = month(match["month"]) if match else None
        if match is not None and number is not None:
            house = joins == 0 and not first["suffix"] and first[0].rstrip()[-1] == ","
            if house or int(first["day"]) >= int(match["day"]):
                return None
            return found_day(start, first.end("suffix"), match["year"], number, int(first["day"]))
        joined = JOINED_DAYS.match(content, joined.end(), stop)
    return None
