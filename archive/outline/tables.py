"""Tables: runs of lines cut into cells by tabs, bars, or columns of blanks that stand one below the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet, Unit

_CELL = re.compile(r"[^\s|](?:[^\t\n| ]|[ ](?![ \n\t|]))*")
_GAP = re.compile(r"\t|\S {2,}\S|\S ?\| ?\S|^\|")
_RULE = re.compile(r"[-=_+|— ]{5,}")
_LABEL = re.compile(r"[A-Z][A-Za-z ./]{0,24}:\s+\S")
_WIDE_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_LEADERS = re.compile(r"\S ?(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})\Z")


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Tables of two rows or more; a table of contents with leaders is a list."""
    for first, after in _stretches(sheet, roles):
        units = sheet.units[first:after]
        leaders = sum(_LEADERS.search(unit.text[-120:]) is not None for unit in units)
        if leaders >= 0.6 * len(units):
            for index in range(first, after):
                yield Claim(index, index, Role.LIST_ITEM, "lists/contents", 1)
        elif _columns(units):
            yield Claim(first, after - 1, Role.TABLE, "tables/columns")
            for unit in units:
                if not _RULE.fullmatch(unit.text):
                    for cell in _CELL.finditer(unit.text):
                        yield unit.part(Role.CELL, cell.span(), "tables/cell")


def set_in_columns(text: str) -> bool:
    """Whether a line has two wide gaps or more, as a row has and justified prose has not."""
    return "   " in text and len(_WIDE_GAP.findall(text)) > 1


def drawn_across(sheet: Sheet, index: int) -> bool:
    """Whether a line of signs stands right above or below a row that is set in columns."""
    units = sheet.units
    above = units[index].gap == 0 and index > 0 and set_in_columns(units[index - 1].text)
    below = index + 1 < len(units) and units[index + 1].gap == 0 and set_in_columns(units[index + 1].text)
    return (above or below) and _RULE.fullmatch(units[index].text) is not None


def _stretches(sheet: Sheet, roles: Roles) -> Iterator[tuple[int, int]]:
    first = -1
    for index, unit in enumerate(sheet.units):
        fits = (
            roles[index] is None
            and not unit.wrapped
            and len(unit.text) <= 200
            and _spaced_out(unit.text)
            and (_GAP.search(unit.text) is not None or _LEADERS.search(unit.text[-120:]) is not None)
        )
        if first >= 0 and unit.gap == 0 and roles[index] is None and _RULE.fullmatch(unit.text):
            continue  # a line under the heads, or above the sums
        if first >= 0 and (not fits or unit.gap != 0):
            if index - first > 1:
                yield first, index
            first = -1
        if fits and first < 0:
            first = index
    if first >= 0 and len(sheet) - first > 1:
        yield first, len(sheet)


def _spaced_out(text: str) -> bool:
    """Whether a line has what every row and every leader has; to ask costs less than to search."""
    return "  " in text or "|" in text or "\t" in text or text.count(".") >= 4


def _columns(units: tuple[Unit, ...]) -> bool:
    """Whether the cells line up: as many in most rows, and by tabs, bars or equal columns."""
    units = tuple(unit for unit in units if not _RULE.fullmatch(unit.text))
    if sum(_LABEL.match(unit.text) is not None for unit in units) >= 0.75 * len(units):
        return False  # `TO:    All departments`, the fields of a memorandum
    rows = [[cell.start() + unit.indent for cell in _CELL.finditer(unit.text)] for unit in units]
    counts = Counter(map(len, rows))
    cells, often = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    if cells < 2 or often < 0.6 * len(rows):
        return False
    if all("\t" in unit.text or "|" in unit.text for unit in units):
        return True
    if len(units) < 3:
        return False
    starts = Counter(start for row in rows for start in row[1:])
    ends = Counter(cell.end() + unit.indent for unit in units for cell in list(_CELL.finditer(unit.text))[1:])
    best = max(starts.most_common(1)[0][1], ends.most_common(1)[0][1])
    return best >= 0.6 * len(rows)
