"""Questions that head their answers, three or more in a text: "Can I keep my old card?" above a paragraph that tells it."""

from __future__ import annotations

from archive.outline.blocks import Role
from archive.outline.head import Head
from archive.outline.lines import Roles, Sheet

_FEWEST = 3
_LONGEST = 160
_SENTENCES = 2  # questions in one line
_ANSWER = 60  # characters of a question with what stands below it, on the average
_UNITS = 6  # of an answer, on the average: in a story or a speech somebody asks once in a while
_TALK = '-–—*•>"“„«‘»…('
_TURNS = frozenset({Role.SALUTATION, Role.CLOSING, Role.SPEAKER, Role.VERSE, Role.PARAGRAPH})


def asked(sheet: Sheet, roles: Roles) -> dict[int, Head]:
    """The questions that stand alone above an answer, where a text has several and most of its questions are such; none where persons speak."""
    if sheet.content.count("?\n") + sheet.content.count("? \n") < _FEWEST or not _TURNS.isdisjoint(roles):
        return {}
    found: list[int] = []
    others = 0
    for index, unit in enumerate(sheet.units):
        if unit.text[-1] != "?" or roles[index] is not None:
            continue
        if len(unit.text) > _LONGEST:
            others += 1
            continue
        if unit.text[0] in _TALK:
            return {}
        if _heads(sheet, roles, index):
            found.append(index)
        else:
            others += 1
    if len(found) < _FEWEST or others > len(found) // _FEWEST:
        return {}
    first, last = found[0], found[-1]
    if _talks(sheet, roles, found) > len(found) // _FEWEST:
        return {}
    answered = sheet.units[last + 1].end - sheet.units[first].start
    if last - first > _UNITS * (len(found) - 1) or answered < _ANSWER * len(found):
        return {}
    # They are known by their number, as headings that count are, and stay as these do.
    return {index: Head(index, index, "headings/counted", "plain") for index in found}


def _talks(sheet: Sheet, roles: Roles, found: list[int]) -> int:
    """How many lines between the questions are as short as talk, or quote, and are no answer's first."""
    heads = set(found)
    return sum(
        roles[n] is None
        and n not in heads
        and (sheet.units[n].text[0] in _TALK or (n - 1 not in heads and len(sheet.units[n].text) < _ANSWER))
        for n in range(found[0], found[-1])
    )


def _heads(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether one question alone stands above what is no question, and below what has ended."""
    unit = sheet.units[index]
    if (
        index + 1 >= len(sheet)
        or unit.last > unit.first
        or unit.text.count("?") > _SENTENCES
        or not (unit.text[0].isupper() or unit.text[0] == "¿")
    ):
        return False
    if sheet.spaced and unit.gap == 0:
        return False
    below = sheet.units[index + 1]
    if roles[index + 1] is Role.LIST_ITEM:
        return True
    return (
        roles[index + 1] is None
        and below.text[-1] != "?"
        and below.text[0] not in _TALK
        and (below.ends or sheet.prose(index + 1))
    )
