"""Addresses that stand by themselves beside a letter: on its envelope, or above it without a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import address_like, addressed, entry_like, office_like

_OUTSIDE = 10  # lines
_TO_ALONE = re.compile(r"(?:To|An|À|Al|Für)[:,]?\Z")
_TO_WHOM = re.compile(
    r"(?:To|An|Al|Au|Für)\s(?:(?:the|den|die|das|la|le|el|M\.|Mr|Mrs|Miss|Sr|Sra|Herrn|Frau|Madame|Monsieur)\b\.?\s?)*[A-ZÀ-Ý][\w.’']*(?:,?\s[\w.’'-]+){0,6}[.,]?\Z"
)
_AT_WHOM = re.compile(
    r"[ÀàA]\s(?:M\.|Monsieur|Madame|Mademoiselle|Monseigneur|MM\.|Mme|Mlle|Sr|Sra|Señora?|Don|Doña)\b"
)
_DATIVE = re.compile(
    r"(?:(?:Herrn|Frau|Fräulein|Demoiselle|Madame|Mademoiselle|Monsieur)\s[A-ZÀ-Ý]|(?:S[re]\.?|Seiner|Ihr(?:o|er)|Ew\.?)\s(?:des Herrn|Hoch|Wohl|Durchl|Exc|König|Kön\.|Maj|Gnad)"
    r"|D(?:em|es)\s(?:Herrn\b|(?:[A-Z][\w=-]*)?[Rr]ath))[^!?]{2,50}\Z"
)
_ENCLOSED = re.compile(r"\b(?:ann?ex|anlage|beilage|encl|adjunt|pièce)", re.IGNORECASE)
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
    index, count = 0, len(sheet)
    while index < count:
        role = roles[index]
        if role is Role.SALUTATION:
            inside = True
        elif role in _ENDING:
            inside = False
        stop = index
        while stop < count and roles[stop] is None and _entry(sheet, stop, first=stop == index):
            stop += 1
        if 2 <= stop - index <= _MOST and not (inside and stop < count) and _posted(sheet, index, stop):
            yield Claim(index, stop - 1, Role.ADDRESS, "letters/envelope")
        index = max(stop, index + 1)


def outside(sheet: Sheet, first: int, after: int) -> int:
    """Where, among the lines [first, after) below a close, the outside of the letter begins; `after` if they hold none.

    It begins with "To", or with who is written to as on envelopes, below the name of who writes, and ends the letter.
    """
    begin = after
    while begin > max(first, after - _OUTSIDE) and len(sheet.units[begin - 1].text) <= _LINE:
        begin -= 1
    for index in range(begin, after):
        text = sheet.units[index].text
        alone = _TO_ALONE.match(text) is not None and index + 1 < after
        if not alone and (index == first or not _names_whom(text, last=index + 1 == after)):
            continue
        rest = sheet.units[index + 1 : after]
        if all(
            (alone or _TITLED.match(unit.text) is None) and _ENCLOSED.search(unit.text) is None
            for unit in rest
        ):
            return index
    return after


def _names_whom(text: str, *, last: bool) -> bool:
    """Whether a line says to whom a letter goes, as its outside does."""
    if office_like(text.partition(" ")[0]) or dated(text) is not None:
        return False
    if _TO_WHOM.match(text) or _AT_WHOM.match(text) or _WORTHY.search(text[-12:]):
        return True
    return not last and _DATIVE.match(text) is not None


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
