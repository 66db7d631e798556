"""What readers wrote below an article, or was answered to by mail: who wrote each, when, and the links round it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.day_forms import DATE
from archive.outline.lines import Claim, Roles, Sheet

WROTE = re.compile(
    r"(?P<name>[^\s:;?!“”\"«»][^:;?!“”\"«»\n]{0,50}?),? (?:wrote|writes|says|said|commented|replied|escribió|escribe|dijo|dice|comentó|respondió|a écrit|écrit|a dit|dit|schrieb|schreibt|sagt|meint)\s?:\Z"
)
"""A line that says who wrote what stands below it: `mquiroz wrote:`."""

_MAIL = re.compile(
    r"(?:on|am|el|le)\b[^\n]{4,110}\b(?:wrote|schrieb|escribió|a écrit)\b[^\n]{0,60}:\Z", re.IGNORECASE
)
_COUNTED = re.compile(
    r"(?:\d+ )?(?:comments?|responses?|replies|comentarios?|respuestas?|commentaires?|réponses?|kommentare?|antworten)(?: \(\d+\))?:?\Z",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:reply|like|report|flag|permalink|responder|me gusta|denunciar|répondre|j[’']aime|signaler|antworten|gefällt mir|melden)(?:\s?[·|•/,]?\s?\(?\d*\)?)?(?:\s?[·|•/]\s?(?:reply|like|report|share|responder|répondre|antworten))*\Z",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\d\s?[ap]\.?m\b", re.IGNORECASE)
_LONGEST = 70  # characters of a line that says who wrote
_DAY = 60  # and of one that says when
_WORDS = 5  # of a name
_EACH = 2  # comments, where nothing counts them


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Who wrote each comment, as a speaker; the day and hour beside it; and the links below it."""
    if ":" not in sheet.content:
        return
    said = [index for index, unit in enumerate(sheet.units) if roles[index] is None and _says(unit.text)]
    if not said or said[0] == 0 or said[-1] + 1 >= len(sheet):
        return
    counted = any(_COUNTED.match(unit.text) for unit in sheet.units[: said[0]][-2:])
    if not counted and (len(said) < _EACH or any(not sheet.units[index].short for index in said)):
        return
    if not counted and not _dated(sheet, said[0]):
        return
    wrote = frozenset(said)
    for index in range(said[0], len(sheet)):
        text = sheet.units[index].text
        if roles[index] is not None:
            continue
        if index in wrote:
            yield Claim(index, index, Role.SPEAKER, "comments/wrote")
        elif len(text) <= _DAY and DATE.search(text) and _CLOCK.search(text) and text[-1] not in "?!":
            yield Claim(index, index, Role.PARAGRAPH, "comments/day")
        elif _LINK.match(text):
            yield Claim(index, index, Role.BOILERPLATE, "boilerplate/furniture")


def mailed(sheet: Sheet, roles: Roles) -> Iterator[Claim]:
    """The lines right above quoted mail that say who wrote it: `On Feb 16, 2011, at 5:40 PM, Ana Reyes wrote:`."""
    for index in range(len(sheet) - 1):
        unit = sheet.units[index]
        if roles[index] is not None or roles[index + 1] is not Role.QUOTATION or unit.text[-1] != ":":
            continue
        if _MAIL.match(unit.text) or WROTE.match(unit.text):
            yield Claim(index, index, Role.PARAGRAPH, "quotations/attributed")


def _says(text: str) -> bool:
    if len(text) > _LONGEST or text[-1] != ":":
        return False
    found = WROTE.match(text)
    return found is not None and found["name"].count(" ") < _WORDS


def _dated(sheet: Sheet, first: int) -> bool:
    """Whether a day with an hour, or a link to answer by, stands at or below the first comment."""
    return any(
        _LINK.match(unit.text)
        or (len(unit.text) <= _DAY and DATE.search(unit.text) and _CLOCK.search(unit.text))
        for unit in sheet.units[first:]
    )
