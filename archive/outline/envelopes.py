"""Addresses that stand by themselves beside a letter: on its envelope, or above it without a date."""

from __future__ import annotations

from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import address_like, addressed, entry_like

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
