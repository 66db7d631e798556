"""Lines of stars or dashes between divisions, lines that underline a heading, and the words that end a book."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet

UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\Z")
INK = re.compile(r"\w")
_DIVIDER = re.compile(r"(?:[*·•#~=_—–-]\s*){3,}\Z|[*⁂§❦]\Z|\.{5,}\Z|(?:\*\s+){1,}\*\Z")
_TRAILER = re.compile(
    r"(?i:the end|finis|fin|ende|end of (?:the )?(?:\w+ )?(?:book|volume|part|first|second|chapter)\b.{0,30}|fin de la .{3,30}|fin du .{3,30})[.!]?\Z"
)


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Lines of stars or dashes between divisions, and the words that end a book."""
    for index, unit in enumerate(sheet.units):
        if roles[index] is not None or len(unit.text) > 110:
            continue
        if (
            not unit.text[0].isalnum()
            and INK.search(unit.text.replace("_", "")) is None
            and _DIVIDER.match(unit.text)
        ):
            under = (
                index > 0
                and unit.gap == 0
                and UNDERLINE.match(unit.text) is not None
                and sheet.units[index - 1].short
            )
            if not (under and roles[index - 1] is None and heads(sheet, index - 1)):
                yield Claim(index, index, Role.DIVIDER, "headings/divider")
        elif (
            unit.gap != 0
            and len(unit.text) < 50
            and index
            and _TRAILER.match(unit.text)
            and index >= len(sheet) - 6
        ):
            yield Claim(index, index, Role.TRAILER, "headings/trailer")


def heads(sheet: Sheet, index: int) -> bool:
    """Whether the line above an underline is one: short, and the only line since a blank one."""
    unit = sheet.units[index]
    return (
        unit.short
        and unit.gap != 0
        and not unit.text.endswith((".", ",", ";"))
        and INK.search(unit.text) is not None
    )
