"""The month that is named right before a figure: `March 3`, `Oct-7`, `HouseJune 29th`."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.tei.dates.forms import GAP
from archive.tei.dates.months import month, month_of_year

_MONTH_BEFORE = re.compile(
    rf"""
    (?<![^\W_])(?P<month>[^\W\d_]{{3,11}}(?:[.’'][a-z]{{1,3}})?)
    (?:
        [.:'’]?,?(?:[ ][–—-])?{GAP}
        (?:
            (?:[Tt]he|ye\.?|of|de|del|des[ ]Jahre?s|del[ ]año|de[ ]l[’']an(?:née)?
            |A\.?[ ]?D\.?,?|[Aa]nno(?:[ ][Dd]omin[io])?|[Aa]n\.[ ][Dd]om\.
            |[Ii]n[ ]the[ ]year(?:[ ]of[ ]our[ ]Lord)?){GAP}
        )?['’]?
        |\.?[-\u2010\u2011/][ ]?
        |\.
    )\Z""",
    re.VERBOSE,
)
_LOST_BLANK = re.compile(r"[a-zß-ÿ]([A-Z][a-zß-ÿ]{2,9})\Z")
_FAR_LINKS = frozenset({"Domini", "domini", "Domino", "domino", "Dom", "dom", "year", "Lord"})
_LINKS = _FAR_LINKS | {
    "the",
    "The",
    "ye",
    "of",
    "de",
    "del",
    "Jahres",
    "Jahrs",
    "año",
    "D",
    "AD",
    "anno",
    "Anno",
}
_JOINED = "-/.\u2010\u2011'’"  # between a month and its day: "Oct-7"
_REACH = 28  # characters before a figure in which its month stands
_FAR = 44  # the same, where a formula stands between them


class NamedMonth(NamedTuple):
    """Where the name of a month starts, and which month of the year it is."""

    start: int
    number: int


def month_before(content: str, at: int, *, of_year: bool = False) -> NamedMonth | None:
    """The month named right before this place; in `HouseJune 29th 1819` too, where a blank is lost.

    `of_year`: a year follows, so that it may begin small, or be misspelt.
    """
    number_of = month_of_year if of_year else month
    if at < 4 or not (content[at - 1].isspace() or content[at - 1] in _JOINED):
        return None
    floor = at - _REACH if at > _REACH else 0
    before = content[floor:at]
    word = before[before.rfind(" ", 0, -1) + 1 : -1].rstrip(".,:")
    if word.isalpha() and word not in _LINKS and number_of(word) is None:
        return _after_place(word, before, at)
    if word in _FAR_LINKS:
        floor = at - _FAR if at > _FAR else 0
        before = content[floor:at]
    match = _MONTH_BEFORE.search(before)
    number = number_of(match["month"]) if match else None
    if match is None or number is None:
        return _after_place(word, before, at)
    return NamedMonth(floor + match.start("month"), number)


def _after_place(word: str, before: str, at: int) -> NamedMonth | None:
    """The month that the name of a place runs into."""
    lost = _LOST_BLANK.search(word)
    number = month(lost[1]) if lost else None
    return NamedMonth(at - len(before) + before.rfind(lost[1]), number) if lost and number else None
