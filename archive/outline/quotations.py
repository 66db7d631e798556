"""Quotations set apart: mail quoted with ">", and paragraphs set in from a text that is not; and what is preformatted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet

_PREFIX = re.compile(r"^[ \t]*(?P<marker>>(?:[ \t]?>)*)", re.MULTILINE)
_FENCE = re.compile(r"(?:```|~~~)[\w+-]*\Z")
_DRAWING = re.compile(r"[|+\\/_=<>^~-]{3,}|\+-|-\+|\|\s{2,}|\s{3,}\|")


def mail(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Lines that begin with ">"; the level is how many there are."""
    if ">" not in sheet.content:
        return
    index = 0
    while index < len(sheet):
        unit = sheet.units[index]
        if roles[index] is not None or unit.text[0] != ">":
            index += 1
            continue
        last = index
        level = _depth(unit.text)
        while (
            last + 1 < len(sheet)
            and sheet.units[last + 1].gap == 0
            and roles[last + 1] is None
            and sheet.units[last + 1].text[0] == ">"
            and _depth(sheet.units[last + 1].text) == level
        ):
            last += 1
        if last > index or unit.wrapped or len(unit.text) > 3:
            yield Claim(index, last, Role.QUOTATION, "quotations/mail", level)
            for number in range(index, last + 1):
                for found in _PREFIX.finditer(
                    sheet.content, sheet.units[number].start, sheet.units[number].end
                ):
                    yield Part(Role.MARKER, found.start("marker"), found.end("marker"), "quotations/mail")
        index = last + 1


def _depth(text: str) -> int:
    found = _PREFIX.match(text)
    return found["marker"].count(">") if found else 0


def fenced(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """What stands between two fences, and runs of lines drawn with bars and dashes."""
    opened = -1
    first = -1
    for index, unit in enumerate(sheet.units):
        if roles[index] is None and unit.text[0] in "`~" and _FENCE.match(unit.text):
            if opened >= 0:
                yield Claim(opened, index, Role.PREFORMATTED, "quotations/fenced")
                opened = -1
            else:
                opened = index
            continue
        drawn = (
            opened < 0
            and roles[index] is None
            and not unit.wrapped
            and unit.indent >= 2
            and _DRAWING.search(unit.text[:100]) is not None
        )
        if first >= 0 and (not drawn or unit.gap != 0):
            if index - first >= 3:
                yield Claim(first, index - 1, Role.PREFORMATTED, "quotations/drawing")
            first = -1
        if drawn and first < 0:
            first = index
    if first >= 0 and len(sheet) - first >= 3:
        yield Claim(first, len(sheet) - 1, Role.PREFORMATTED, "quotations/drawing")


def inset(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Paragraphs whose every line is set in, in a text where few are."""
    prose = [n for n in range(len(sheet)) if roles[n] is None and sheet.prose(n)]
    if len(prose) < 3:
        return
    usual = sorted(_inset(sheet, n) for n in prose)[len(prose) // 2]
    begins = {
        sheet.units[n].indent
        for n in prose
        if sheet.units[n].wrapped and _inset(sheet, n) < sheet.units[n].indent
    }  # where a paragraph's first line stands: one of no more lines is none the less a paragraph
    found = [
        n
        for n in prose
        if _inset(sheet, n) >= usual + 3 and (sheet.units[n].wrapped or sheet.units[n].indent not in begins)
    ]
    if len(found) > 0.34 * len(prose):
        return
    for index in found:
        yield Claim(index, index, Role.QUOTATION, "quotations/inset", 1)


def _inset(sheet: Sheet, index: int) -> int:
    """How far the lines of a paragraph are set in; the first line is not asked where there are more."""
    unit = sheet.units[index]
    if not unit.wrapped:
        return unit.indent
    lines = sheet.content[unit.start : unit.end].split("\n")
    least = min(len(line) - len(line.lstrip()) for line in lines[1:])
    return min(least, unit.indent)
