"""Where the next part begins in an opener whose parts stand on one line: "Paris, 3 mai 1871. Mon cher ami,", "May 3, 1871. Hon. W. Reed: My dear Sir,"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from archive.outline.dates import dated_above
from archive.outline.day_forms import DATE
from archive.outline.names import address_like, addressed, entry_like
from archive.outline.salutations import greeting, salutation_line

_SEEN = 256
_LONGEST = 240
_DATED = 140  # characters of a line that is a day and a salutation alone
_GREETING = 60
_DAY = 60  # characters in which a day stands at the beginning
_MARKS = 3  # characters that may stand behind a date
_SPLIT = re.compile(r"(?<=[\w.,:;)])\s+(?=[^\W\d_a-zà-ÿß])")
_FIGURE = re.compile("[0-9]")


class Joined(NamedTuple):
    """Where the address begins, and the salutation; `address` is that of the salutation where none stands between."""

    address: int
    salute: int


@lru_cache(maxsize=_SEEN)
def joined_opener(text: str) -> Joined | None:
    """Where the address and the salutation begin on a line that ends with a salutation behind a day, or who is written to."""
    if len(text) > _LONGEST or text.count(" ") < 3:
        return None
    figure = _FIGURE.search(text)
    if figure is None and text[-1] not in ",:!":  # "Croisset, mardi soir. Mon cher vieux,"
        return None
    day = DATE.search(text, 0, _DAY + 30) if text[-1] in ",:;!.—–-" and len(text) > 30 else None
    for found in _SPLIT.finditer(text, figure.end() if figure else 0):
        greets = text[found.end() :]
        if len(greets) > _DATED or not (salutation_line(greets) or greeting(greets)):
            continue
        if len(text) <= _DATED and _told(text[: found.start()]):
            return Joined(found.end(), found.end())
        if day is None or len(greets) > _GREETING or not salutation_line(greets):
            continue
        start = _after_day(text, day)
        if start and _is_address(text[start : found.start()].strip()):
            return Joined(start, found.end())
    return None


def _after_day(text: str, day: re.Match[str]) -> int:
    """Where what stands behind the day begins; 0 if the line does not begin with place and day."""
    end = day.start() + len(day.group().rstrip())
    if day.start() > _DAY or dated_above(text[:end]) is None:
        return 0
    while end < len(text) and text[end] in " .,;:—–":
        end += 1
    return end


def _is_address(text: str) -> bool:
    """Whether words between a day and a salutation say who is written to, and where."""
    return bool(text) and (addressed(text[:110]) or address_like(text[:110]) or entry_like(text[:110]))


def _told(text: str) -> bool:
    """Whether a line says place and date, and ends with one of them."""
    found = dated_above(text)
    return found is not None and max(found.date[1], found.place[1] if found.place else 0) + _MARKS >= len(
        text
    )
