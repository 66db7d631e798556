"""Entries of a diary: lines that are a day and no more, below those of the same month."""

from __future__ import annotations

import re

from archive.tei.dates.found import Found, Kind
from archive.tei.dates.near_days import Anchor, in_month
from archive.tei.dates.numbered_months import NUMBERED_WEEKDAY

_ARTICLE = 8  # characters before the day of an entry
_BEGINS = re.compile(r"[ \t\[(]*(?:(?:[Ll]e|[Dd]en|[Dd]\.|[Aa]m|[Tt]he|[Ee]l(?:[ ]día)?|[Dd]ía|[Cc]e)[ ])?\Z")
_ENTRY = re.compile(
    rf"""
    (?P<day>[0-9]{{1,2}})
    (?P<shown>
        (?:st|nd|rd|th|d\b|er|ten|sten|t\b)?[.\])]{{0,3}}
        (?:[ ](?:(?:was|the)[ ])?{NUMBERED_WEEKDAY}|[ ][Dd]ay)?
        (?:(?<=[Dd]ay)[ ](?:morning|afternoon|evening|night))?
    )
    [.,:;\])]{{0,2}}[ ]*(?=\n|\Z)""",
    re.VERBOSE,
)
_LAST_DAY = 31
_SLIP = 3  # days by which an entry may be put too late
_HALF_MONTH = 12
_SHORTEST = 2  # characters of an article


def entry(content: str, start: int, stop: int) -> Found | None:
    """The day that a line consists of: `12.`, `le 12`, `17 First Day.`; a number alone may be that of a page, and is none."""
    floor = start - _ARTICLE - 1
    line = content.rfind("\n", max(floor, 0), start) + 1
    if (not line and floor >= 0) or _BEGINS.match(content, line, start) is None:
        return None
    found = _ENTRY.match(content, start, stop)
    if found is None or not 1 <= int(found["day"]) <= _LAST_DAY:
        return None
    if not found["shown"] and start - line < _SHORTEST:
        return None
    return Found(start, found.end("shown"), "", Kind.OF_DIARY, int(found["day"]))


def of_diary(one: Found, last: Anchor) -> str:
    """The day that `entry` saw: of the month of the entry before it, or of the next; "" where it would go back."""
    if last is None:
        return ""
    back = last.day - one.day
    if _SLIP < back < _SLIP + _HALF_MONTH:
        return ""
    found = in_month(last, int(back > _SLIP), one.day)
    return found.isoformat() if found else ""
