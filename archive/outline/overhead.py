"""Whether a line above a salutation is a heading, the sender's letterhead, or the address of who is written to."""

from __future__ import annotations

import re

from archive.outline.blocks import Role
from archive.outline.letter import Letter
from archive.outline.lines import Sheet
from archive.outline.names import address_like, addressed, capitals, entry_like, name_like
from archive.outline.salutations import spoken

FIELD = re.compile(
    r"(?P<label>(?:From|To|Cc|Bcc|Sent|Date|Subject|Re|RE|Ref|Reply-To|Attention|Attn|VIA|Via|De|Para|Asunto|Fecha|Enviado|À|A|Objet|Envoyé|Von|An|Betreff|Betr|Datum|Gesendet|Message-ID|FROM|TO|DATE|SUBJECT|MEMORANDUM FOR)\s?\.?:)\s*\S"
)
HEADED = re.compile(
    r"(?:(?-i:(?:[A-ZÀ-Ý][\w.’'-]*,?\s){1,6}(?:to|an|à|a)\s(?:(?:the|den|die|le|la)\s)?[A-ZÀ-Ý][\w.’'-]*(?:\s(?:(?:of|von|de|du|the)\s)*[A-ZÀ-Ý][\w.’'-]*){0,5})\.?\Z|(?:to|from|an|à|a|al|aux?|von|lettre|letter|brief|carta|open letter|offener brief|carta abierta|lettre ouverte)\b(?:[^.!?;]|\b(?i:mr|mrs|ms|dr|st|hon|rev|gen|col|gov|sr|sra|mme|m|[a-z])\.){2,80}[.:]?\Z|\W*[IVXLC]{1,7}\W*\Z|\W*(?:n[o°]?\.? ?)?\d{1,4}\W{0,3}\Z)",
    re.IGNORECASE,
)

_TO_WHOM = re.compile(
    r"(?:To|(?-i:An)|À|A|Al|Au|Aux|Für)\s(?:(?:the|den|die|das|dem|la|le|el|mi|my|meinen?|mon|ma)\s)?(?-i:[A-ZÀ-Ý])[^:;!?]{1,70}\Z",
    re.IGNORECASE,
)
_WHOM = re.compile(
    r"An(?:\s(?:den|die|das))?:?\Z|[ÀàAa] l[’']attention d|A (?:la )?atención (?:del?|a)\s|(?:For|To) the attention of\b|z(?:u|\.)\s?H(?:änden|d\.)\s"
)  # that a line is to somebody, whatever stands above and below
_WHOM_BELOW = re.compile(
    r"Herrn\s[A-ZÄÖÜ]|An (?:den|die|das)\s[A-ZÄÖÜ]|(?:[ÀA] (?:Monsieur|Madame)|A M(?:me|lle|r|\.)|Al? (?:señora?|Señora?|Sra?\.))\s"
)  # of a street or a town
OPEN = re.compile(
    r"(?:(?:An |Una |Une |Ein )?(?:open letter|carta (?:abierta|pública)|lettre (?:ouverte|publique)|offener brief))\b(?:[^.!?]|\b(?:M|MM|Mme|Mrs?|Dr|St|Hon|Sra?)\.)*[.:!]?\Z",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:Señor(?:a|es|as)?|Sr(?:a|es|as)?\.|Ciudadan[oa]|Doctora?|Licenciad[oa]|Ingenier[oa]|Excelent[íi]sim[oa] [Ss]eñora?|Honorables? [Ss]eñor(?:a|es|as)?|Monsieur|Madame|Mesdames|Messieurs|Herrn|Frau|The Honou?rable|The Hon\.|His Excellency|Her Excellency)[,:.]?\Z"
)  # whose name stands on the line below
_BELOW_TITLE = 6  # lines
_MOST = 8  # lines, and
_ON_RIVER = re.compile(r"[A-ZÄÖÜ][\w-]+ (?:am|an der|bei|im|ob der|unter) [A-ZÄÖÜ][\w-]+\Z")
_LINES = 3  # of an address that blank lines part
TITLED = "headings/named"  # by the words for an open letter


def place_of(sheet: Sheet, index: int, letter: Letter, after: int, date: int) -> tuple[Role, str]:
    """Whether a line above the salutation is a heading, the sender's or the addressee's."""
    first, last = _stretch(sheet, index, (letter.top, after), date)
    stretch = sheet.units[first : last + 1]
    postal = any(address_like(unit.text) for unit in stretch)
    honoured = addressed(stretch[0].text)
    alone = len(stretch) == 1 or not sheet.spaced
    text = sheet.units[index].text
    if OPEN.match(stretch[0].text) and not postal:
        return Role.HEADING, TITLED
    if _to_whom(sheet, first, index, postal=postal):
        return Role.ADDRESS, "letters/to-whom"
    if letter.salute >= 0 and first > date >= 0 and _called(sheet, first, index):
        return Role.ADDRESS, "letters/address"
    headed = (HEADED.match(text) is not None and not honoured) or (capitals(text) and not postal)
    headed = headed or (honoured and index < date and HEADED.match(text) is not None)
    if letter.only and alone and _TO_WHOM.match(text) and not capitals(text):
        titled = index == 0 and not honoured and name_like(text.partition(" ")[2])
        return (Role.HEADING, "letters/heading") if titled else (Role.ADDRESS, "letters/to-whom")
    if alone and (headed or (index == 0 and not postal and not honoured)):
        return Role.HEADING, "letters/heading"
    if index > date >= 0:
        return Role.ADDRESS, "letters/address"
    if date > index:
        if letter.salute >= 0 and spoken(sheet.units[letter.salute].text[:80]) and not postal:
            return Role.HEADING, "letters/heading"
        below = date + 1 < after
        if honoured and not below:
            return Role.ADDRESS, "letters/address"
        if postal or (len(stretch) > 1 and index > 0) or (below and len(stretch) > 1):
            return Role.LETTERHEAD, "letters/letterhead"
        return Role.HEADING, "letters/heading"
    if last + 1 == after and (honoured or postal or len(stretch) > 1 or index > 0):
        return Role.ADDRESS, "letters/address"
    return (Role.LETTERHEAD, "letters/letterhead") if postal else (Role.HEADING, "letters/heading")


def _stretch(sheet: Sheet, index: int, frame: tuple[int, int], date: int) -> tuple[int, int]:
    """The first and the last of the lines that stand together with this one, within `frame` and not over the date.

    Where blank lines part each line above a letter from the next, those of an address, of which one names a street, stand together all the same.
    """
    top, after = frame
    first, last = index, index
    while first > top and sheet.units[first].gap == 0 and first - 1 != date:
        first -= 1
    while last + 1 < after and sheet.units[last + 1].gap == 0 and last + 1 != date:
        last += 1
    if first < last or date < 0 or any(unit.gap == 0 for unit in sheet.units[top + 1 : after]):
        return first, last
    while first > top and first - 1 != date and _of_address(sheet.units[first - 1].text):
        first -= 1
    while last + 1 < after and last + 1 != date and _of_address(sheet.units[last + 1].text):
        last += 1
    lines = [unit.text for unit in sheet.units[first : last + 1]]
    posted = (
        _LINES <= len(lines) <= _MOST
        and any(map(address_like, lines))
        and _of_address(sheet.units[index].text)
    )
    return (first, last) if posted else (index, index)


def _of_address(text: str) -> bool:
    """Whether a line may be one of an address that blank lines part: neither a title nor a field."""
    named = entry_like(text) or _ON_RIVER.match(text) is not None
    return named and HEADED.match(text) is None and FIELD.match(text) is None and text[-1] not in ":!?"


def _called(sheet: Sheet, first: int, index: int) -> bool:
    """Whether a line below the date is of an address that a title alone begins: "Señor", above "IVÁN DUQUE" and "E. S. D."."""
    if _ALONE.match(sheet.units[first].text) is None or index - first > _BELOW_TITLE:
        return False
    text = sheet.units[index].text
    return entry_like(text) and FIELD.match(text) is None and text[-1] not in ":!?"


def _to_whom(sheet: Sheet, first: int, index: int, *, postal: bool) -> bool:
    """Whether a line is of an address though a date stands below it: it says so, or one right above it does."""
    texts = [unit.text for unit in sheet.units[first : index + 1]]
    return any(
        _WHOM.match(text) is not None or (postal and _WHOM_BELOW.match(text) is not None) for text in texts
    )
