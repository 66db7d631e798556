"""The hour that dispatches tell after their day: `October 8, 1963, 10:30 a.m.`, `March 14, 1968, 0841Z`."""

from __future__ import annotations

import re

_HOUR = re.compile(
    r"""
    (?:
        (?:,[ ]?|[ ]?(?:[—–-]|--)[ ]?)
        (?:
            (?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?[ ](?P<half>[ap])\.[ ]?m\.
            |(?P<zulu>[0-9]{2})(?P<after>[0-9]{2})Z\b
        )
        |,[ ](?P<noon>noon)\b
    )
    (?![ ]?[–-][ ]?[0-9])""",
    re.VERBOSE,
)
_LINE_ENDS = re.compile(r"[.\])]{0,2}[ \t]*(?:\n|\Z)")
_NOON = 12


def at_hour(content: str, end: int, stop: int, day: str, *, in_line: bool) -> tuple[str, int]:
    """The moment in W3C form, where an hour follows this day that ends here, and where it ends; else the day.

    Outside a dateline (`in_line`) the hour must end its line: in a sentence the day and the hour are told apart.
    """
    found = _HOUR.match(content, end, stop)
    if found is None or not (in_line or _LINE_ENDS.match(content, found.end())):
        return day, end
    if found["noon"]:
        return f"{day}T{_NOON}:00:00", found.end()
    hour, minute = int(found["hour"] or found["zulu"]), int(found["minute"] or found["after"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return day, end
        hour = hour % _NOON + (_NOON if found["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        return day, end
    return f"{day}T{hour:02d}:{minute:02d}:00{'Z' if found['zulu'] else ''}", found.end()
