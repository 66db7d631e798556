"""The lines above an article or a chapter: its title, what it is, and who wrote it, though each may end with a full stop."""

from __future__ import annotations

import re

from archive.outline.blocks import Role
from archive.outline.lines import Roles, Sheet

_MOST = 8  # lines
_LONGEST = 100
_CITATION = 130
_COMMAS = 3
_TEXT = 1000  # characters that a text has which is more than a note
_PART = r"\b(?:vol(?:ume)?|no|nr|num|núm|n[°º]|bd|tome?|tomo|pp?|págs?|heft)\.?\s?\d"
_CITED = re.compile(rf"{_PART}.*{_PART}", re.IGNORECASE | re.DOTALL)  # by two parts of what it stands in
_WORD = re.compile(r"[^\W\d_]{4,}")
_FRAME = frozenset({Role.SALUTATION, Role.CLOSING, Role.ADDRESS, Role.LETTERHEAD, Role.FIELD})
_BESIDE = frozenset({Role.BYLINE, Role.DATELINE, Role.CAPTION, Role.BOILERPLATE, Role.DIVIDER})
_TALK = '-–—*•>¿¡“"„«'


def masthead(sheet: Sheet, roles: Roles) -> tuple[int, ...]:
    """The lines above the first paragraph of a text that is no letter, where each of them may be a title; else none."""
    if len(sheet.content) < _TEXT or not _FRAME.isdisjoint(roles):
        return ()
    found: list[int] = []
    for index in range(min(_MOST + 1, len(sheet))):
        unit = sheet.units[index]
        if roles[index] in _BESIDE:
            continue
        if roles[index] is None and sheet.prose(index) and (unit.wrapped or len(unit.text) > _LONGEST):
            return tuple(found)
        if roles[index] is None and cites(unit.text):
            continue
        if roles[index] is not None or not _titles(unit.text):
            return ()
        found.append(index)
    return ()


def cites(text: str) -> bool:
    """Whether a line says in which volume or number, and on which page, a text was printed: no title, no byline, no date of a letter."""
    return len(text) <= _CITATION and _CITED.search(text) is not None


def _titles(text: str) -> bool:
    """Whether a line may be a title: short, no talk, and not a sentence with small words of its own."""
    if len(text) > _LONGEST or text[0] in _TALK or text[-1] in ",;:?!-–—" or text.count(",") > _COMMAS:
        return False
    if text[-1] not in ".…":
        return True
    words = _WORD.findall(text)
    return bool(2 * sum(word[0].islower() for word in words) <= len(words))
