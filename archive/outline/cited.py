"""Passages cited in paragraphs of their own between guillemets, as French prints them: `« Tout est bien, sortant des mains … »`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet

_OPENING = re.compile(r"\s*«[ \u00a0\u2009\u202f]")  # Spanish and German set no blank behind it
_BEHIND = " \u00a0\u2009\u202f\n.,;:!?…()[]*0123456789"  # what may follow the last mark: a stop, the number of a note
_FEWEST = 150  # characters of a passage
_NEXT = 60  # of one right below another
_MOST = 12  # paragraphs of one
_SHORT = 150  # characters of what may be said aloud
_TALK = 10  # where one paragraph in so many is said aloud, marks tell talk and no citation
_TURNS = "—–-"


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Paragraphs, one or more together, that a pair of marks encloses whole; none in a text where people talk."""
    if "«" not in sheet.content or _talked(sheet, roles):
        return
    index = 0
    cited = -2  # the last paragraph that was
    while index < len(sheet):
        last = _last(sheet, roles, index)
        fewest = _NEXT if cited == index - 1 else _FEWEST
        if last >= index and sheet.units[last].end - sheet.units[index].start > fewest:
            cited = last
            for number in range(index, last + 1):
                yield Claim(number, number, Role.QUOTATION, "cited/guillemets", 1)
        index = max(index, last) + 1


def _talked(sheet: Sheet, roles: Roles) -> bool:
    """Whether many paragraphs are short and between marks, or begin with the dash of a turn."""
    paragraphs = [unit for unit, role in zip(sheet.units, roles, strict=True) if role is None]
    short = sum(unit.text[0] == "«" and unit.end - unit.start < _SHORT for unit in paragraphs)
    turns = sum(unit.text[0] in _TURNS for unit in paragraphs)
    return max(short, turns) > max(1, len(paragraphs) // _TALK)


def _last(sheet: Sheet, roles: Roles, first: int) -> int:
    """The paragraph in which the mark that opens at `first` is closed, by the last mark of it; -1 where there is none.

    Each paragraph between begins with a mark again, whichever.
    """
    for index in range(first, min(first + _MOST, len(sheet))):
        unit = sheet.units[index]
        begins = sheet.content[unit.start : unit.start + 12]
        if roles[index] is not None or unit.text[0] not in ("«" if index == first else "«»"):
            return -1
        if index == first and _OPENING.match(begins) is None:
            return -1
        words = sheet.content[unit.offset + 1 : unit.end]
        closed = words.count("»")
        if closed:
            one = closed == 1 + words.count("«") and words.rfind("«") < words.find("»")
            return index if one and words.rstrip(_BEHIND).endswith("»") else -1
    return -1
