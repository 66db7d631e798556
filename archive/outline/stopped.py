"""Titles that end with a full stop as sentences do: known by what no title says, and by being many."""

from __future__ import annotations

import re

from archive.outline.head import Head
from archive.outline.lines import Roles, Sheet

_TITLES = 4
_SHORT = 60
_LONG = 90  # characters of prose below a title
_WORD = re.compile(r"[^\W\d_]+")
_VERBS_AND_PRONOUNS = """
he she it we they you him them is are was were be been has had have do does did would shall should can could might must
said says not this that there here came went yes
es eran fue fueron ser estar está están había han hemos yo tú él ella ello ellos ellas nosotros usted te nos dijo sí
est sont était étaient fut ont avait avaient il elle ils elles je tu nous vous ne pas dit
ist sind waren wird werden wurde wurden hat haben hatte hatten ich du er sie wir ihr ihm mich dich nicht sagte
"""  # but those that are a noun, an article or a preposition in another of the languages
_YEAR = re.compile(
    r",\s(?:1[4-9]|20)\d\d(?:[–-]\d{2,4})?\.\Z"
)  # of what a title tells: "Relations Resumed, 1913."
_PAST = re.compile(r"\w{2,}(?:aron|ieron|aban|\wó|\wé|aient|èrent)\Z")  # a Spanish verb needs no pronoun
_CLAUSE_WORDS = frozenset(_VERBS_AND_PRONOUNS.split())


def stopped(sheet: Sheet, roles: Roles) -> dict[int, Head]:
    """Short lines above prose that end with a full stop or ask, and are no sentences: a newspaper's titles, where at least four are.

    In a story such lines are talk, and most of them have a verb or a pronoun.
    """
    titles: list[int] = []
    others = 0
    for index in range(len(sheet) - 2, -1, -1):
        unit = sheet.units[index]
        text = unit.text
        if text[-1] not in ".?" or unit.last > unit.first or roles[index] is not None or len(text) > _SHORT:
            continue
        if (sheet.spaced and unit.gap == 0) or not text[0].isupper():
            continue
        if not _is_nominal(text):
            others += 1
        elif index + 1 in titles[-1:] or _heads_long_prose(sheet, roles, index):
            titles.append(index)
    if len(titles) < _TITLES or others > len(titles):
        return {}
    return {index: Head(index, index, "headings/stopped", "plain") for index in titles}


def _is_nominal(text: str) -> bool:
    """Whether a line has no comma but before a year at its end, no quotation, and no verb or pronoun that every text has many of."""
    text = _YEAR.sub("", text)
    if any(mark in text for mark in ',;:!"“”«»„—…') or ". " in text or text.endswith(".."):
        return False
    words = _WORD.findall(text.casefold())
    return _CLAUSE_WORDS.isdisjoint(words) and not any(_PAST.match(word) for word in words)


def _heads_long_prose(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether long prose stands below a line, and a whole sentence or a blank line above it."""
    below, above = sheet.units[index + 1], sheet.units[index - 1]
    if roles[index + 1] is not None or not (below.wrapped or len(below.text) > _LONG):
        return False
    return sheet.spaced or index == 0 or not sheet.prose(index - 1) or above.ends
