"""The foot of a text that is no letter: the names, offices and dates that sign it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import address_like, full_name, name_like, office_like
from archive.outline.signatures import attested, signed, tail_like
from archive.outline.signers import BODY, DASH

_LEAD_IN = re.compile(
    r"(?:signed|signatories|signatures|undersigned|firman|firmado|firmas|firmantes|suscriben|signé|signataires|ont signé|gezeichnet|unterzeichne\w+|gez|endorsed|adhieren|adhesiones)\b[^\n]{0,60}\Z",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[—–-]?(?:[^\W\d_a-zà-ÿß]\.\s?){2,4}[—–-]?\Z")
_RULE = re.compile(r"_{8,}\Z")
_MOST = 400
_FEW = 6  # short lines that may end any text


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The signature block at the foot of a text that is no letter: names with an office, a date, or alone."""
    yield from _ruled(sheet, roles)
    after = len(sheet)
    while after and roles[after - 1] in {Role.BOILERPLATE, Role.NOTE, Role.DIVIDER}:
        after -= 1
    lead = _lead_in(sheet, roles, after)
    if lead > 0:
        yield Claim(lead, lead, Role.PARAGRAPH, "signatures/lead-in")
        yield from signed(sheet, lead + 1, after)
        return
    first = after
    while first > max(1, after - _MOST) and roles[first - 1] is None and tail_like(sheet.units[first - 1]):
        first -= 1
    if first < after and roles[first - 1] is None and not sheet.units[first - 1].ends:
        first = _last_stretch(sheet, first, after)
    if 0 < first < after and _signs(sheet.units[first:after]) and outweighed(sheet, 0, first, after):
        yield from signed(sheet, first, after)


def _ruled(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The names with an office right below a line on which somebody signs: "Jane Roe, Mayor", or over two lines."""
    for index in range(1, len(sheet)):
        unit = sheet.units[index]
        if unit.gap or roles[index] is not None or roles[index - 1] is not Role.DIVIDER:
            continue
        if not _RULE.match(sheet.units[index - 1].text) or not unit.short:
            continue
        name, comma, office = unit.text.partition(",")
        below = sheet.units[index + 1 : index + 2]
        second = bool(below) and below[0].gap == 0 and office_like(below[0].text) and roles[index + 1] is None
        if full_name(name) and (second if not comma else office_like(office)):
            yield from signed(sheet, index, index + 1 + (second and not comma))


def outweighed(sheet: Sheet, body: int, first: int, after: int) -> bool:
    """Whether the prose of units [body, first) is enough for the short lines below it to be its end, and not a list or a table."""
    if after - first <= _FEW:
        return True
    below = sum(len(unit.text) for unit in sheet.units[first:after])
    above = sum(len(sheet.units[index].text) for index in range(body, first) if sheet.prose(index))
    return above >= below / 4


def _lead_in(sheet: Sheet, roles: Roles, after: int) -> int:
    """The line that announces who signs, with nothing but short entries below it; 0 if there is none."""
    index = after - 1
    while (
        index > max(1, after - _MOST)
        and roles[index] is None
        and sheet.units[index].short
        and not sheet.units[index].ends
    ):
        text = sheet.units[index].text
        if _LEAD_IN.search(text[-80:]):
            return index if index + 1 < after and text.endswith(":") else 0
        index -= 1
    return 0


def _signs(units: Sequence[Unit]) -> bool:
    """Whether the short lines below a text are its signature."""
    names = sum(name_like(unit.text) or attested(unit.text) for unit in units)
    offices = sum(office_like(unit.text) for unit in units)
    dates = sum(dated(unit.text) is not None for unit in units)
    bodies = sum(BODY.search(unit.text) is not None for unit in units)
    if len(units) > _FEW and 2 * (names + offices + dates + bodies) < len(units):
        return False  # a list, in which somebody is named
    if dates or (names and offices) or any(attested(unit.text) for unit in units):
        return True
    if len(units) <= _FEW and _INITIALS.match(units[0].text):
        return True
    if len(units) == 1:
        return full_name(units[0].text) or DASH.match(units[0].text) is not None
    if len(units) <= 3 and full_name(units[0].text) and names == len(units):
        return True
    if len(units) <= _FEW and full_name(units[0].text) and any(address_like(unit.text) for unit in units[1:]):
        return True
    return 2 * bodies >= len(units) and len(units) >= 3


def _last_stretch(sheet: Sheet, first: int, after: int) -> int:
    """The first unit of the last run without blank lines, not before `first`."""
    index = after
    while index > first and (index == after or sheet.units[index].gap == 0):
        index -= 1
    return index
