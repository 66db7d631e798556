"""Addresses that stand by themselves beside a letter: on its envelope, or above it without a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import address_like, addressed, entry_like, office_like

_OUTSIDE = 10  # lines
_TO_ALONE = re.compile(r"(?:To|An|À|Al|Für)[:,]?\Z")
_TO_WHOM = re.compile(
    r"(?:To|An|À|A|Al|Au|Für)\s(?:(?:the|den|die|das|la|le|el|M\.|Mr|Mrs|Miss|Sr|Sra|Herrn|Frau|Madame|Monsieur)\b\.?\s?)*[A-ZÀ-Ý][\w.’']*(?:,?\s[\w.’'-]+){0,6}[.,]?\Z"
)
_WORTHY = re.compile(r"\besqr?e?\b\.?,?\Z|\bbar(?:one)?t\b\.?,?\Z", re.IGNORECASE)
_TITLED = re.compile(r"(?:mrs?|miss|dr|prof|sra?|mme|m|herrn?|frau)\b\.?\s", re.IGNORECASE)
_LINE = 60
_MOST = 8  # lines of one address
_FRAME = frozenset({Role.SALUTATION, Role.CLOSING, Role.DATELINE})
_ENDING = frozenset({Role.CLOSING, Role.SIGNATURE, Role.POSTSCRIPT, Role.ADDRESS})


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Rows of short lines outside the body of a letter, one of which names a street, a town or who is written to."""
    if not any(role in _FRAME for role in roles):
        return
    inside = False
    index = 0
    while index < len(sheet):
        role = roles[index]
        if role is Role.SALUTATION:
            inside = True
        elif role in _ENDING:
            inside = False
        stop = index
        while stop < len(sheet) and roles[stop] is None and _entry(sheet, stop, first=stop == index):
            stop += 1
        if 2 <= stop - index <= _MOST and not (inside and stop < len(sheet)) and _posted(sheet, index, stop):
            yield Claim(index, stop - 1, Role.ADDRESS, "letters/envelope")
        index = max(stop, index + 1)


def outside(sheet: Sheet, first: int, after: int) -> int:
    """Where, among the lines [first, after) below a close, the outside of the letter begins; `after` if they hold none.

    It begins with "To", or with who is written to as on envelopes, below the name of who writes, and ends the letter.
    """
    for index in range(max(first, after - _OUTSIDE), after):
        text = sheet.units[index].text
        if _TO_ALONE.match(text) and index + 1 < after:
            return index
        if index == first or office_like(text) or not (_TO_WHOM.match(text) or _WORTHY.search(text)):
            continue
        rest = sheet.units[index + 1 : after]
        if all(len(unit.text) <= _LINE and not _TITLED.match(unit.text) for unit in rest):
            return index
    return after


def _entry(sheet: Sheet, index: int, *, first: bool) -> bool:
    unit = sheet.units[index]
    return (
        (first or unit.gap == 0)
        and unit.short
        and len(unit.text) <= _LINE
        and (entry_like(unit.text) or address_like(unit.text))
        and not (unit.text[-1] in ".!?" and unit.text.count(" ") > 4)
    )


def _posted(sheet: Sheet, first: int, after: int) -> bool:
    lines = [unit.text for unit in sheet.units[first:after]]
    placed = sum(map(address_like, lines))
    return placed >= 2 or (placed > 0 and len(lines) <= 5) or (addressed(lines[0]) and len(lines) > 2)
