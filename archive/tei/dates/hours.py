"""The hour that dispatches tell after their day: `October 8, 1963, 10:30 a.m.`, `March 14, 1968, 0841Z`."""

from __future__ import annotations

import re

_HOUR = re.compile(
    r"""
    (?:,[ ]|[ ]?(?:[—–-]|--)[ ]?)
    (?:
        (?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?[ ](?P<half>[ap])\.[ ]?m\.
        |(?P<zulu>[0-9]{2})(?P<after>[0-9]{2})Z\b
    )
    (?![ ]?[–-][ ]?[0-9])""",
    re.VERBOSE,
)
_NOON = 12


def at_hour(content: str, end: int, stop: int, day: str) -> tuple[str, int]:
    """The moment in W3C form, where an hour follows this day that ends here, and where it ends; else the day."""
    found = _HOUR.match(content, end, stop)
    if found is None:
        return day, end
    hour, minute = int(found["hour"] or found["zulu"]), int(found["minute"] or found["after"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return day, end
        hour = hour % _NOON + (_NOON if found["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        return day, end
    return f"{day}T{hour:02d}:{minute:02d}:00{'Z' if found['zulu'] else ''}", found.end()
