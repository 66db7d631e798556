"""Headings known by their letters or their place: in capitals, in brackets, or a short line without an end above prose."""

from __future__ import annotations

import re

from archive.outline.blocks import Role
from archive.outline.head import Head
from archive.outline.lines import Roles, Sheet
from archive.outline.names import capitals
from archive.outline.titles import bracketed, first_free, prose_below, titled

_NOT_HEADS = re.compile(r"\d{1,2}/\d{1,2}\b|\d{1,3}\s?[.]?\)|[-–—*•>|/\\=]|https?:|www\.|\S+@\S+")
_OPENED = frozenset(
    {
        Role.BYLINE,
        Role.DATELINE,
        Role.SALUTATION,
        Role.LIST_ITEM,
        Role.CAPTION,
        Role.VERSE,
        Role.QUOTATION,
        Role.DIVIDER,
        Role.TABLE,
        Role.PARAGRAPH,
    }
)
"""What a short line may head, besides prose."""

_FEWEST = 3  # characters in capitals
_CAPITALS = 14  # blanks in a line of them
_TITLE = 18  # blanks in the first line, as in the next three
_SENTENCE = 8
_CRY = 8
_SHORT = 11
_FIRST = 110  # characters of the first line, as below of others
_LINE = 75
_TIGHT = 60
_CATCHWORD = 4  # letters of the word that a page of an old book ends with
_OPEN_WORDS = """
the an of and or to in at from by with for that which who whose when where but than as his her its their my our your
de la el los las del al un una unos y o en con por para que cuyo cuya sus como su le les des du au aux une et ou dans
avec pour par qui dont où ses leur der die das dem den des ein eine einen einem einer eines und oder in im am an auf
mit von vom zu zur zum für bei aus daß dass welche welcher welches
"""
_OPEN = frozenset(_OPEN_WORDS.split())
_QUOTING = "“\"«„'‘"
_CRYING = ("!", "…", '"', "”", "»", "'", "’")


def worded(sheet: Sheet, roles: Roles, index: int) -> Head | None:
    """The heading that this unit is by its letters or its place, if it is one."""
    unit = sheet.units[index]
    text = unit.text
    if _NOT_HEADS.match(text) or index + 1 >= len(sheet) or text.endswith((",", ";", "-")):
        return None
    if _is_in_capitals(sheet, roles, index):
        return Head(index, index, "headings/capitals", "title" if index == 0 else "capitals")
    if text.endswith((".", ":", "—", "–")) and not (
        index == 0 and text.endswith(".") and text.count(" ") < _SENTENCE and sheet.width
    ):
        if (unit.gap != 0 or not sheet.spaced) and titled(sheet, roles, index):
            return Head(index, index, "headings/titled", "plain")
        return None
    if text[0] == "[" and roles[index + 1] is None and bracketed(sheet, index):
        return Head(index, index, "headings/bracketed", "plain")
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "¿¡“\"«'‘„"):
        return None
    if not _is_apart(sheet, index):
        return None
    first = _is_first(sheet, roles, index)
    if not (first or _is_short(sheet, roles, index)) or _runs_on(text, sheet.units[index + 1].text):
        return None
    if first:
        return Head(index, index, "headings/first-line", "title")
    return Head(index, index, "headings/short-line", "plain")


def _runs_on(text: str, below: str) -> bool:
    """Whether a line is no more than the great letter of a page, ends with a word that calls for another, or with one that the next line has again."""
    if len(text) == 1:
        return text.isalpha() and text not in "IVX"
    if below[0].islower() and text[-1].isalpha():
        return True
    last = text.rpartition(" ")[2]
    if last == text:
        return len(text) <= _CATCHWORD and below.startswith(text) and not text.isupper()
    return last in _OPEN


def _is_apart(sheet: Sheet, index: int) -> bool:
    """Whether what follows does not run on from this line."""
    below = sheet.units[index + 1]
    return below.gap > 0 or not sheet.spaced or below.wrapped


def _is_in_capitals(sheet: Sheet, roles: Roles, index: int) -> bool:
    text = sheet.units[index].text
    if not capitals(text) or len(text) < _FEWEST or text.count(" ") >= _CAPITALS:
        return False
    if text[-1] == ":" and roles[index + 1] is Role.DIVIDER:
        return False  # somebody signs on the line below it
    return _is_apart(sheet, index) or sheet.prose(index + 1) or roles[index + 1] is Role.DATELINE


def _is_first(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether this is the first line that says anything, above prose."""
    text = sheet.units[index].text
    return (
        index == first_free(roles)
        and text.count(" ") < _TITLE
        and len(text) <= _FIRST
        and prose_below(sheet, roles, index)
    )


def _is_short(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a short line heads what follows, and neither asks, cries out nor quotes."""
    unit = sheet.units[index]
    text = unit.text
    if text.endswith("?") or text.count(" ") > _SHORT or len(text) > _LINE:
        return False
    if not any(map(str.isalpha, text)):
        return False  # the number of a page or a leaf
    if text.endswith(("!", "”", '"', "»", "…", ")")) and text.count(" ") > _CRY:
        return False
    if text.count(": ") > 1 or text[0] in _QUOTING or (text.endswith(_CRYING) and not capitals(text)):
        return False
    above = sheet.units[index - 1] if index else unit
    if above.text.endswith(":"):
        return False
    if not sheet.spaced and (len(text) > _TIGHT or not (above.ends or roles[index - 1] is not None)):
        return False
    following = roles[index + 1]
    return (unit.gap != 0 or not sheet.spaced) and (
        following in _OPENED or (following is None and sheet.prose(index + 1))
    )
