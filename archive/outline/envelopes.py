"""Addresses that stand by themselves beside a letter: on its envelope, or above it without a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import address_like, addressed, capitals, entry_like, name_like, office_like
from archive.outline.salutations import salutation_line

_OUTSIDE = 10  # lines
_TO_ALONE = re.compile(
    r"(?:To|An|À|Al|Für|[ÀàA]\s?(?:Monsieur|Mons\.?|Madame|Mademoiselle|Monseigneur)|(?:An\s)?Herrn|D(?:em|es)\sHerrn|S(?:r|ra)\.?\sD[aª]?\.?)[:,.]?\Z"
)
_TO_WHOM = re.compile(
    r"(?:To|An|Al|Au|Für)\s(?:(?:the|den|die|das|la|le|el|M\.|Mr|Mrs|Miss|Sr|Sra|Herrn|Frau|Madame|Monsieur)\b\.?\s?)*[A-ZÀ-Ý][\w.’']*(?:,?\s[\w.’'-]+){0,6}[.,]?\Z"
)
_AT_WHOM = re.compile(
    r"(?:[ÀàA]\s(?:M\.|MM\.|Mme|Mlle|Mr|Sr|Sra|Señora?|Don|Doña)|[ÀàA]\s?(?:Monsieur|Madame|Mademoiselle|Monseigneur|Messieurs))\b|Au?\s(?:R[eé]v[eé]rend|Citoyen)\b"
)
_NOBLE = (
    r"(?:(?:Madame\s|Monsieur\s|M\.\s)?(?:l[ae]\s)?(?:Comtesse|Comte|Marquise|Marquis|Duchesse|Duc|Baronne|Baron|Vicomtesse|Vicomte|Princesse|Prince|Président|Général)"
    r"|(?:Frau\s)?(?:Gräfin|Baronin|Freifrau|Fürstin))\s(?:d[eu]\s|d[’']|von\s|[A-ZÀ-Ý])"
)
_DATIVE = re.compile(
    r"(?:(?:Herrn|Frau|Fräulein|Demoiselle|Madame|Mademoiselle|Monsieur)\s[A-ZÀ-Ý]|(?:S[re]\.?|Seiner|Ihr(?:o|er)|Ew\.?)\s(?:des Herrn|Hoch|Wohl|Durchl|Exc|König|Kön\.|Maj|Gnad)"
    rf"|D(?:em|es)\s(?:Herrn\b|(?:[A-Z][\w=-]*)?[Rr]ath)|{_NOBLE})[^!?]{{2,50}}\Z"
)
_PLAIN = re.compile(
    r"[ÀàA]\s?(?:Monsieur|Mons\.?|Madame|Mademoiselle|Monseigneur)[,.]?\Z|S[re]\.?\s(?:Hoch|Wohl)"
)
_ON_TOP = re.compile(rf"{_PLAIN.pattern}|(?:An\s)?Herrn\b[^:!?]{{0,50}}\Z")
_LABELLED = re.compile(
    r"[\[(*]?(?:Address|Addressed|Adresse|Anschrift|Aufschrift|Dirección|Sobrescrito|Suscription)\b[^:\d]{0,16}:\s*[‘'“]?(?:To\b|An\b|Aux?\b|[A-ZÀ-Ý])",
)
_OTHER_LABEL = re.compile(r"[A-Z]\w+:\s")  # "Postmark: …", as editors describe a letter
_UNLIKE = re.compile(
    r"\b(?:ann?ex|anlage|beilage|encl|adjunt|pièce)|\b(?:diener(?:in)?|dienstw\w+|ergeb\w+|gehorsam\w*|untert\w+|servant|obedient|yours|serviteur|servante|ob[ée]iss\w+|servidora?)\b",
    re.IGNORECASE,
)  # what is enclosed, or a close that goes on
_WORTHY = re.compile(r"esq(?:ui?re?|re?)?\b\.?,?\Z|\bbar(?:one)?t\b\.?,?\Z", re.IGNORECASE)
_TITLED = re.compile(r"(?:mrs?|miss|dr|prof|sra?|mme|m|herrn?|frau)\b\.?\s", re.IGNORECASE)
_BELOW = 3  # units below prose
_TOP = 8  # units in which a letter's salutation is
_LINE = 60
_MOST = 8  # lines of one address
_FRAME = frozenset({Role.SALUTATION, Role.CLOSING, Role.DATELINE})
_ENDING = frozenset({Role.CLOSING, Role.SIGNATURE, Role.POSTSCRIPT, Role.ADDRESS})


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Rows of short lines outside the body of a letter, one of which names a street, a town or who is written to."""
    yield from _head(sheet, roles)
    yield from _foot(sheet, roles)
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


def _head(sheet: Sheet, roles: Roles) -> Iterator[Claim]:
    """The outside at the top of a text that nothing else shows to be a letter: "Sr Wohlgeboren", "Herrn Prof. Rey", above prose."""
    if not len(sheet) or _ON_TOP.match(sheet.units[0].text) is None:
        return
    after = 0
    while after < min(len(sheet), _MOST + 1) and roles[after] is None and not sheet.prose(after):
        after += 1
    lines = [unit.text for unit in sheet.units[:after]]
    above = 1 < after <= _MOST and after < len(sheet) and roles[after] is None
    if above and all(map(_addresses, lines)):
        yield Claim(0, after - 1, Role.ADDRESS, "letters/envelope")


def _addresses(text: str) -> bool:
    return len(text) <= _LINE and dated(text) is None and not salutation_line(text)


def _foot(sheet: Sheet, roles: Roles) -> Iterator[Claim]:
    """The outside at the end of a text that nothing else shows to be a letter: "A Monsieur", "Monsieur Rey", below prose."""
    count = len(sheet)
    if not count or roles[-1] is not None or len(sheet.units[-1].text) > _LINE:
        return
    if not any(_PLAIN.match(unit.text) for unit in sheet.units[-_OUTSIDE:]):
        return
    first = outside(sheet, 1, count)
    if (
        count - first > 1
        and _PLAIN.match(sheet.units[first].text)
        and not any(roles[first:])
        and any(sheet.prose(index) for index in range(max(0, first - _BELOW), first))
    ):
        yield Claim(first, count - 1, Role.ADDRESS, "letters/outside")


def outside(sheet: Sheet, first: int, after: int) -> int:
    """Where, among the lines [first, after) below a close, the outside of the letter begins; `after` if they hold none.

    It begins with "To", or with who is written to as on envelopes, below the name of who writes, and ends the letter.
    """
    begin = after
    while begin > max(first, after - _OUTSIDE) and (
        len(sheet.units[begin - 1].text) <= _LINE or _LABELLED.match(sheet.units[begin - 1].text)
    ):
        begin -= 1
    for index in range(begin, after):
        text = sheet.units[index].text
        labelled = _LABELLED.match(text) is not None
        alone = labelled or (_TO_ALONE.match(text) is not None and index + 1 < after)
        last = index + 1 == after
        if not alone and (index == first or not (_names_whom(text, last=last) or _is_called(sheet, text))):
            continue
        rest = [unit.text for unit in sheet.units[index + 1 : after]]
        if labelled and any(map(_OTHER_LABEL.match, rest)):
            continue
        if all((alone or not _TITLED.match(text)) and not _UNLIKE.search(text) for text in rest):
            return index
    return after


def plainly_outside(text: str) -> bool:
    """Whether a line begins the outside of a letter whatever stands above it: nobody signs in the dative."""
    patterns = (_TO_ALONE, _AT_WHOM, _DATIVE, _LABELLED)
    return any(pattern.match(text) is not None for pattern in patterns)


def _names_whom(text: str, *, last: bool) -> bool:
    """Whether a line says to whom a letter goes, as its outside does."""
    if office_like(text.partition(" ")[0]) or dated(text) is not None:
        return False
    if _TO_WHOM.match(text) or _AT_WHOM.match(text) or _WORTHY.search(text[-12:]):
        return True
    return not last and _DATIVE.match(text) is not None


def _is_called(sheet: Sheet, text: str) -> bool:
    """Whether a line is the whole name by which the salutation calls who is written to: "Ann Evans", below "Esteemed Friend Ann Evans"."""
    name = text.strip(" .,;:").casefold()
    if " " not in name or not name_like(text):
        return False
    for unit in sheet.units[:_TOP]:
        if name in unit.text.casefold() and salutation_line(unit.text):
            return len(unit.text) > len(name) + 1
    return False


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
    titled = first == 0 and capitals(lines[0]) and not address_like(lines[0])
    return (
        placed >= 2
        or (placed > 0 and len(lines) <= 5 and not titled)
        or (addressed(lines[0]) and len(lines) > 2)
    )
