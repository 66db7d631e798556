"""The month that is named right before a figure: `March 3`, `Oct-7`, `HouseJune 29th`."""

from __future__ import annotations

import re

from archive.tei.found_date import Found
from archive.tei.months import month

_MONTH_BEFORE = re.compile(
    r"(?<![^\W_])([^\W\d_]{3,11}(?:\.[a-z]{1,3})?)(?:[.:'’]?,?(?:[ ][–—-])?[ \u00a0\n]{1,3}(?:(?:the|ye\.?|of|de|del|des[ ]Jahre?s|del[ ]año|A\.?[ ]?D\.?|[Aa]nno(?:[ ]Domini)?|[Ii]n[ ]the[ ]year(?:[ ]of[ ]our[ ]Lord)?|de[ ]l[’']an(?:née)?)[ \u00a0\n]{1,3})?['’]?|\.?[-\u2010\u2011/][ ]?)\Z"
)
_LOST_BLANK = re.compile(r"[a-zß-ÿ]([A-Z][a-zß-ÿ]{2,9})\Z")
_LINKS = frozenset(
    {
        "the",
        "ye",
        "of",
        "de",
        "del",
        "Jahres",
        "Jahrs",
        "año",
        "D",
        "AD",
        "Domini",
        "anno",
        "Anno",
        "year",
        "Lord",
    }
)
_JOINED = "-/\u2010\u2011'’"  # between a month and its day: "Oct-7"
_REACH = 44  # characters before a figure in which its month stands


def month_before(content: str, at: int) -> Found | None:
    """The month named right before this place, its number in `when`; in `HouseJune 29th 1819` too, where a blank is lost."""
    if at < 4 or not (content[at - 1].isspace() or content[at - 1] in _JOINED):
        return None
    floor = at - _REACH if at > _REACH else 0
    before = content[floor:at]
    word = before[before.rfind(" ", 0, -1) + 1 : -1].rstrip(".,:")
    if word.isalpha() and word not in _LINKS and month(word) is None:
        return _after_place(word, before, at)
    match = _MONTH_BEFORE.search(before)
    number = month(match[1]) if match else None
    if match is None or number is None:
        return _after_place(word, before, at)
    return Found(floor + match.start(1), at, str(number))


def _after_place(word: str, before: str, at: int) -> Found | None:
    """The month that the name of a place runs into."""
    lost = _LOST_BLANK.search(word)
    number = month(lost[1]) if lost else None
    return Found(at - len(before) + before.rfind(lost[1]), at, str(number)) if lost and number else None
