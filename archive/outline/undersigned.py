"""Lists of who signs, wherever they stand: below a line that announces them, or name by name with office and body below a close."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from archive.outline.blocks import Part
from archive.outline.closings import closing_line
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import entry_like, full_name, office_like
from archive.outline.signatures import copies, dateline
from archive.outline.signers import BODY, listed

_WHO = (
    r"organi[sz]ations?|organisationen|organizaciones|groups?|grup[oa]s|gruppen|groupes|institutions?|instituciones|institutionen|entidades|associations?|asociaciones|colectiv[oa]s|collectifs|verbände|vereine|initiativen"
    r"|syndicats|sindicatos|redes|movimientos|individuals?|persons?|personas|personen|personnalités|einzelpersonen|members?|parties|scholars|academics|académic[oa]s"
)
_ORDER = (
    r"the|list|full|liste|lista|of|de|des|der|die|las?|los|les?|our|and|y|et|und|initial|original|current|first|additional|national|international|participating|abajo|aquí"
    r"|primer[oa]s|premi(?:er|ère)s|ersten?|folgende|siguientes"
)
_LEAD_IN = re.compile(
    rf"\n[ \t]*+(?:(?:{_ORDER}|{_WHO})[ \t])*"
    r"(?:(?P<noun>(?:co-?)?signator(?:y|ies)|undersigned|(?:co-?)?signers|endorsers|firmantes|signatari[oa]s|adherentes|adhesiones|(?:co-?)?signataires|(?:erst|mit)?unterzeichn(?:er(?:/?-?innen)?|ende[nr]?))"
    r"|(?:co-?)?signed(?: by)?|endorsed by|firman|firmado por|suscriben|adhieren|que (?:firman|suscriben|adhieren)|signé par|ont signé|unterzeichnet von|es unterzeichnen)"
    rf"(?:[ \t](?:by|include|so far|to date|{_ORDER}|{_WHO}))*[ \t]*+(?P<colon>:?)[ \t]*+$",
    re.IGNORECASE | re.MULTILINE,
)
_BIG = r"[^\W\d_a-zà-ÿß]"
_TITLE = r"(?:(?:Drs?|Profª?|Rev|Revd|Hon|Msgr|Fr|Sr|Sra|Lic|Ing|Mr|Mrs|Ms|M|Mme|Padre|Father|Sister|Bishop|Frau|Herr)\.?[ ])*"
_ROW = re.compile(
    rf"\n(?:^[ \t]*{_TITLE}{_BIG}[\w.’'-]*(?:[ ](?:{_BIG}[\w.’'-]*|de|del|la|van|von|der|du|y)){{1,5}},[ ][^\n]{{3,150}}(?:\n\s*|\Z)){{3,}}",
    re.MULTILINE,
)  # a name and, behind a comma, what who bears it is; three times
_STOPS = re.compile(
    r"(?:contacts?|contacto|kontakt|press|media|prensa|presse|for more|for further|para más|pour plus|rückfragen|more information|más información|notes?|tel|https?|www)\b",
    re.IGNORECASE,
)
_LONGEST = 200
_WORDS = 10  # of an entry that ends with a full stop, as "e.V." and "Inc." do
_LEAST = 3
_UP = 6  # entries above the first that has a comma


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The lists of signatories of a text, each with the line that announces it, and the date right above that."""
    free = 0
    for first in _begun(sheet, roles):
        if first < free:
            continue
        after = _after(sheet, roles, first + 1)
        if after - first <= _LEAST and not _in_no_office(sheet.units[first:after]):
            continue
        if not _signatories(sheet.units[first + 1 : after]):
            continue
        if first and roles[first - 1] is None and sheet.units[first - 1].short:
            above = dated(sheet.units[first - 1].text)
            if above is not None and above.sure:
                yield from dateline(sheet, first - 1, above.place, above.date)
        yield from listed(sheet, first, after)
        free = after


def _begun(sheet: Sheet, roles: Roles) -> Iterator[int]:
    """The first unit of each stretch that may be such a list."""
    starts: list[int] = []
    content = (
        f"\n{sheet.content}"  # a pattern that begins with what it is told by is found many times as fast
    )
    for lead in _LEAD_IN.finditer(content):
        starts = starts or [unit.start for unit in sheet.units]
        at = bisect(starts, lead.end() - 1) - 1
        if at > 0 and roles[at] is None and sheet.units[at].short and (lead["colon"] or lead["noun"]):
            yield at
    for row in _ROW.finditer(content):
        starts = starts or [unit.start for unit in sheet.units]
        at = bisect(starts, row.end() - len(row.group().lstrip()) - 1) - 1
        for first in range(at, max(0, at - _UP), -1):
            if roles[first] is not None or not _may_sign(sheet, first):
                break
            if closing_line(sheet.units[first - 1].text) and roles[first - 1] is None:
                yield first
                break


def _in_no_office(units: tuple[Unit, ...]) -> bool:
    """Whether three lines are names with what those who bear them are, in words that are no office known elsewhere: "Ana Ruiz, archivera"."""
    return len(units) == _LEAST and all(
        "," in unit.text and not (unit.ends or office_like(unit.text)) for unit in units
    )


def _after(sheet: Sheet, roles: Roles, first: int) -> int:
    """Where the entries end that begin with unit `first`."""
    index = first
    while index < len(sheet) and roles[index] is None and _may_sign(sheet, index):
        index += 1
    return index


def _may_sign(sheet: Sheet, index: int) -> bool:
    """Whether a line may be an entry: short or a row of clauses, no sentence, no date and no note below the list."""
    unit = sheet.units[index]
    text = unit.text
    if unit.first != unit.last or len(text) > _LONGEST or text[0] in "[(" or not text[0].isalnum():
        return False
    if text[0].islower() or _STOPS.match(text) or copies(text):
        return False
    return not (unit.ends and text.count(" ") >= _WORDS) and dated(text) is None


def _signatories(units: tuple[Unit, ...]) -> bool:
    """Whether most of these lines name somebody: words with capitals, an office or a body."""
    named = sum(
        entry_like(unit.text)
        or office_like(unit.text)
        or BODY.search(unit.text) is not None
        or ("," in unit.text and full_name(unit.text.partition(",")[0]))
        for unit in units
    )
    return 3 * named >= 2 * len(units)
