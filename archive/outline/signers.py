"""Who signs, among lines that stand together below a text: names with their offices, lists of signatories, and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.outline.blocks import Part, Role
from archive.outline.closings import closing_line
from archive.outline.lines import Claim, Sheet, Unit
from archive.outline.names import (
    address_like,
    addressed,
    capitals,
    entry_like,
    full_name,
    name_like,
    office_like,
)

DASH = re.compile(
    r"(?:—|–|--|-|/s/|\(signed\)|\(firmado\)|\(signé\)|\(gez\.?\)|signed[,:]|firmado[,:]|gez\.)\s*",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\([A-Z-]{2,12}\)|\b(?:committee|center|centre|union|network|association|coalition|council|federation|institute|movement|organi[sz]ation|alliance|front|league|society"
    r"|comit[ée]|centro|sindicato|red|asociaci[óo]n|coalici[óo]n|consejo|federaci[óo]n|instituto|movimiento|organizaci[óo]n|alianza|frente|foro|colectivo|plataforma|coordinadora"
    r"|syndicat|réseau|fédération|mouvement|collectif|ligue|verband|verein|gewerkschaft|bündnis|bund|netzwerk|initiative)\b",
    re.IGNORECASE,
)  # a word of the names of bodies, or letters they are known by
_AND = re.compile(r"\s+(?:and|y|e|et|und|&)\s+")
_TO = re.compile(
    r"(?:to|an|à|a|al|herrn|monsieur|madame|mademoiselle|messrs|señora?|sr\. d)\b", re.IGNORECASE
)
_WRITTEN = re.compile(
    r"^(?:mrs?|miss|sir|messrs|mme|mlle|monsieur|madame|herrn|fräulein|frau|comtesse|marquise|baronne|duchesse|princesse|gräfin|freifrau|fürstin|condesa|marquesa|countess|lady|sra?|srta|señor\w*|don|doña|the (?:rt\.?|right|rev\w*|hon\w*))\b|,?\s\besqr?e?\b|\bbart\b",
    re.IGNORECASE,
)  # as people are addressed, and do not sign
_RANK = re.compile(
    r"(?:(?:1st|2n?d|3r?d|first|second|third|brevet|bvt|acting|act|asst|late)\b[. ]*)*(?:lieut(?:enant)?|lt|capt(?:ain|aine|itán)?|col(?:onel)?|gen(?:eral)?|maj(?:or)?|ser(?:gt|geant)|sgt|corp(?:oral)?|adjt?|brig|surg(?:eon)?|comdr|comdt)\b"
    r"[. ,]*(?:(?:lieut|lt|col|gen|maj|surg|adjt)\b[. ,]*)*(?:\Z|\d|(?:co|company|inf|cav|art|vols?|regt?|com[’']?d[’']?g|comm(?:an)?d(?:in)?g|u\. ?s|c\. ?s|a\. ?[ad]|of the|in charge|&c|(?:au|im|del|du|vom) \d)\b)",
    re.IGNORECASE,
)  # which a soldier holds, with the regiment or the army: no name follows
_ENVELOPE = 7  # lines in an address at the foot


def signers(sheet: Sheet, first: int, after: int) -> Iterator[Claim | Part]:
    """The signatures, or the one list of them, and the addresses that units [first, after) are."""
    units = sheet.units[first:after]
    envelope = first + _envelope(units)
    if envelope < after:
        if first < envelope:
            yield from signers(sheet, first, envelope)
        for begin, stop in stretches(sheet, envelope, after):
            yield Claim(begin, stop - 1, Role.ADDRESS, "letters/address-at-foot")
        return
    offices = sum(in_office(unit.text) for unit in units)
    places = sum(address_like(unit.text) or addressed(unit.text) for unit in units)
    if _is_list(units) and (len(units) >= 6 or (len(units) >= 3 and not offices and not places)):
        yield from listed(sheet, first, after)
        return
    top, addressed_to = first, False
    for begin, stop in stretches(sheet, first, after):
        addressed_to = addressed_to or (begin > top and _written_to(units[0].text, sheet.units[begin].text))
        if addressed_to:
            yield Claim(begin, stop - 1, Role.ADDRESS, "letters/address-at-foot")
        else:
            yield from _block(sheet, begin, stop)
            addressed_to = _placed(sheet.units[stop - 1].text) and stop - begin > 1


def listed(sheet: Sheet, first: int, after: int) -> Iterator[Claim | Part]:
    """One list of signatories: units [first, after), of which each is an entry, or heads those below it."""
    yield Claim(first, after - 1, Role.SIGNATURE, "signatures/list")
    for unit in sheet.units[first:after]:
        yield unit.part(Role.SIGNATORY, _bare(unit.text), "signatures/list")


def stretches(sheet: Sheet, first: int, after: int) -> Iterator[tuple[int, int]]:
    """(first, after last) of each run of units [first, after) without blank lines between."""
    begin = first
    for index in range(first + 1, after + 1):
        if index == after or sheet.units[index].gap > 0:
            yield begin, index
            begin = index


def _is_list(units: Sequence[Unit]) -> bool:
    """Whether three lines in four may stand in a list of signatories: the others are not the end of a close, or of a text."""
    entries = sum(
        entry_like(unit.text) and unit.text[-1] not in ":," and not closing_line(unit.text) for unit in units
    )
    return 4 * entries >= 3 * len(units)


def _envelope(units: Sequence[Unit]) -> int:
    """Where the address of the one who is written to begins among the lines below a close; their number if there is none.

    It is named once, after the sender, with the title that people have on envelopes, and few lines follow.
    """
    named = [
        at
        for at, unit in enumerate(units)
        if (addressed(unit.text) and not in_office(unit.text)) or _WRITTEN.search(unit.text)
    ]
    at = named[0] if named else len(units)
    if not named or len(units) - at > _ENVELOPE or (len(named) > 1 and 2 * len(named) > len(units) - at):
        return len(units)
    if (
        at == 0
        and _TO.match(units[0].text) is None
        and (len(units) < 2 or not _WRITTEN.search(units[0].text))
    ):
        return len(units)
    placed = any(
        address_like(unit.text) or unit.text.rstrip(".").endswith(",") or name_like(unit.text)
        for unit in units[at + 1 :]
    )
    return at if _TO.match(units[at].text) or placed else len(units)


def _written_to(name: str, text: str) -> bool:
    """Whether a line below the name of the sender names who is written to, or a town."""
    if office_like(name) or _RANK.match(text) or (office_like(text) and not addressed(text)):
        return False
    return addressed(text) or address_like(text) or (capitals(text) and not capitals(name))


def _block(sheet: Sheet, first: int, after: int) -> Iterator[Claim | Part]:
    """One signature: a run of lines without blank lines between."""
    head = sheet.units[first].text
    if first and addressed(head) and _TO.match(head):
        yield Claim(first, after - 1, Role.ADDRESS, "letters/address-at-foot")
        return
    stop = first + 1
    while stop < after and not _placed(sheet.units[stop].text):
        stop += 1
    yield Claim(first, stop - 1, Role.SIGNATURE, "signatures/name")
    for index in range(first, stop):
        yield from _line(sheet.units[index], top=index == first)
    if stop < after:
        yield Claim(stop, after - 1, Role.ADDRESS, "letters/address-at-foot")


def _placed(text: str) -> bool:
    """Whether a line below a name begins an address: of a street and town, or of who is written to."""
    if _RANK.match(text):
        return False
    if addressed(text) and (_TO.match(text) or not office_like(text.partition(",")[0])):
        return True
    return address_like(text) and not office_like(text)


def in_office(text: str) -> bool:
    """Whether a line is an office or a rank: "Secretary General", "Capt. 21st Inf."."""
    return office_like(text) or _RANK.match(text) is not None


def _line(unit: Unit, *, top: bool) -> Iterator[Part]:
    """Name and office within one line of a signature."""
    text = unit.text
    start, end = _bare(text)
    name, comma, rest = text[start:end].partition(",")
    if comma and office_like(rest) and name_like(name):
        yield unit.part(Role.NAME, (start, start + len(name.rstrip())), "signatures/name")
        office = end - len(rest.lstrip())
        yield unit.part(Role.OFFICE, (office, end), "signatures/office")
    elif not top and (in_office(text) or not name_like(text)):
        yield unit.part(Role.OFFICE, (start, end), "signatures/office")
    elif top or name_like(text):
        yield from _joined(unit, start, end)


def _joined(unit: Unit, start: int, end: int) -> Iterator[Part]:
    """Two people's names joined by "and", or one name."""
    found = _AND.search(unit.text, start, end)
    if found and full_name(unit.text[start : found.start()]) and full_name(unit.text[found.end() : end]):
        yield unit.part(Role.NAME, (start, found.start()), "signatures/name")
        yield unit.part(Role.NAME, (found.end(), end), "signatures/name")
    elif start < end:
        yield unit.part(Role.NAME, (start, end), "signatures/name")


def _bare(text: str) -> tuple[int, int]:
    """Where the words of an entry stand, without a dash before and a comma after."""
    found = DASH.match(text)
    start = found.end() if found else 0
    end = len(text.rstrip(" ,;"))
    return (start, end) if start < end else (0, len(text))
