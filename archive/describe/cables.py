"""The head of a telegram between a post and its ministry: when it was sent, and from where."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEAD = 1500  # characters in which it stands
_SENT = re.compile(
    r"^[A-Z]{1,2} (?P<day>[0-3]\d)[0-2]\d[0-5]\dZ (?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) (?P<year>\d\d)$",
    re.MULTILINE,
)
_FROM = re.compile(r"^FM (?P<post>[A-Z][A-Z .'-]{3,60}?)(?: TO\b.*)?[ \t]*$", re.MULTILINE)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_CENTURY = 41  # such groups of date and time are no older than this year of the last century


class Cable(NamedTuple):
    """The group of date and time at [start, end) as EDTF, and the post that sends."""

    start: int
    end: int
    edtf: str
    post: tuple[int, int]


def cable(content: str) -> Cable | None:
    """The head of a cable, if the text has one: both lines of it, or neither is sure."""
    sent = _SENT.search(content, 0, _HEAD)
    post = _FROM.search(content, sent.end(), _HEAD) if sent is not None else None
    if sent is None or post is None:
        return None
    year = int(sent["year"])
    month = _MONTHS.index(sent["month"]) + 1
    edtf = f"{(1900 if year >= _CENTURY else 2000) + year}-{month:02}-{sent['day']}"
    return Cable(sent.start("day"), sent.end(), edtf, post.span("post"))
