"""What stands above the body of a letter: heading, letterhead, date, address, fields and salutation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated, dated_above, postmarked, timed
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import address_like, addressed, capitals, entry_like, name_like
from archive.outline.salutations import courtly_word, spoken
from archive.outline.signatures import dateline, place_and_date

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
TITLED = "headings/named"  # by the words for an open letter
PLACE = "dates/place-above"
BY_PLACE = "salutations/by-place"
LABEL = "letters/label"  # of what the line below says
JOINED = "dates/joined"  # with the salutation on its line
_LABEL = re.compile(
    r"(?:SUBJECTS?|REFERENCES?|REFS?|PARTICIPANTS|ASUNTO|REFERENCIA|PARTICIPANTES|OBJET|RÉFÉRENCES?|PARTICIPANTS|BETREFF|BETRIFFT|BEZUG|TEILNEHMER|Subject|Asunto|Objet|Betreff)\s?[:.]?\Z"
)  # what the next line says
_BY = re.compile(
    r"(?i:by|par|por)\s[A-ZÀ-Ý]|.*\b(?i:t[eé]l[eé]gram\w*|cablegram)\b"
)  # who wrote, or what it is
_PLACES = 3
_WHERE = 36
_VERSES = 3  # lines
_TOWN = re.compile(
    r"\[?[^\W\d_a-zà-ÿß][\w.’'-]+,?(?:\s(?:\[?[^\W\d_a-zà-ÿß][\w.’'-]*\]?|am|an|der|de|la|le|sur|bei|upon|on|los|las|el|del),?){0,4}"
    r"(?:\s\d{4,5})?\]?[.,]?\Z"
)  # a few words with capitals
_SENTENCE = re.compile(r"[.:!?…][—–-]*\Z")
_LEADING = re.compile(r":[—–-]*\Z")
_FEW = 3  # blanks
_SEAT = re.compile(
    r"\b(?:office|bureau|department|headquarters|hdqrs|universit\w*|church|cathedral|h[oô]tel|house|college|school|mansion|embassy|legation|consulate|hospital|asylum|club|barracks|camp"
    r"|institut\w*|ministerium|kanzlei|schloss|schloß|redaktion|ministère|ambassade|château|hôpital|caserne|ministerio|embajada|colegio|cuartel|palacio|hacienda)\b",
    re.IGNORECASE,
)  # where one writes, within a town
_WIRED = re.compile(r"@|www|http|\b(?:tel|tél|phone|fax|e-?mail)\b", re.IGNORECASE)


class Letter(NamedTuple):
    """The units of a letter: where its opener, salutation and body start."""

    top: int
    salute: int  # -1 where there is none
    body: int
    run_in: int  # length of a salutation run into the first paragraph
    sure: bool  # whether a salutation or a full date says that it is a letter
    only: bool = False  # whether its text holds no other
    joined: int = 0  # where the salutation begins on a line that begins with the date


def opener(sheet: Sheet, roles: Roles, letter: Letter) -> Iterator[Claim | Part]:
    after = letter.salute if letter.salute >= 0 else letter.body
    for role, rule, first, last in _merged(sheet, _above(sheet, roles, letter, after)):
        if role is Role.DATELINE and first == last and (found := dated_above(sheet.units[first].text)):
            yield from dateline(sheet, first, found.place, found.date)
            continue
        yield Claim(first, last, role, rule)
        for unit in sheet.units[first : last + 1]:
            if role is Role.FIELD and (field := FIELD.match(unit.text)):
                yield unit.part(Role.LABEL, field.span("label"), rule)
            elif role is Role.DATELINE and (found := dated_above(unit.text)):
                yield unit.part(Role.DATE, found.date, "dates/date")
    if letter.run_in:
        unit = sheet.units[letter.body]
        yield unit.part(Role.SALUTATION, (0, letter.run_in), "salutations/run-in")
    elif letter.joined:
        yield from _joined(sheet.units[letter.salute], letter)
    elif letter.salute >= 0:
        yield Claim(letter.salute, letter.salute, Role.SALUTATION, "salutations/line")


def _joined(unit: Unit, letter: Letter) -> Iterator[Claim | Part]:
    """The dateline and the salutation on one line."""
    yield Claim(letter.salute, letter.salute, Role.DATELINE, JOINED)
    if found := dated_above(unit.text[: letter.joined].rstrip()):
        yield from place_and_date(unit, found.place, found.date)
    yield unit.part(Role.SALUTATION, (letter.joined, len(unit.text)), "salutations/joined")


def _above(sheet: Sheet, roles: Roles, letter: Letter, after: int) -> Iterator[tuple[Role, str, int]]:
    """What each line between the top of a letter and its salutation is."""
    top = letter.top
    read = dated if letter.salute >= 0 and spoken(sheet.units[letter.salute].text[:80]) else dated_above
    dates = [n for n in range(top, after) if sheet.units[n].brief and read(sheet.units[n].text) is not None]
    if dates:
        dates = [n for n in range(top, after) if n in dates or timed(sheet.units[n].text)]
    places = _places_above(sheet, roles, top, dates[0]) if dates else ()
    first_date = dates[0] if dates else -1
    for index in range(top, after):
        unit = sheet.units[index]
        if roles[index] is not None or not unit.brief:
            continue
        text = unit.text
        if index in dates:
            yield Role.DATELINE, "dates/line", index
        elif unit.remarks or (read is dated and text[0] == "(" and text[-1] == ")"):
            continue  # what an editor or a clerk remarks
        elif postmarked(text):
            yield Role.PARAGRAPH, "letters/postmark", index
        elif FIELD.match(text):
            yield Role.FIELD, "letters/field", index
        elif index in places:
            yield Role.DATELINE, PLACE, index
        elif letter.salute < 0 and index + 1 == after and 0 <= first_date < index and _greets(text):
            yield Role.SALUTATION, BY_PLACE, index
        elif _LABEL.match(text):
            yield Role.HEADING, LABEL, index
        elif index + 1 == after == letter.salute and courtly_word(text):
            yield Role.SALUTATION, "salutations/first-line", index
        else:
            role, rule = _place(sheet, index, letter, after, first_date)
            if (role is not Role.ADDRESS or _entered(sheet, index, top, after)) and not _tells(text, role):
                yield role, rule, index


def _tells(text: str, role: Role) -> bool:
    """Whether a line above a letter is no address but a sentence, or leads up to what follows: "I found this letter from my father:—"."""
    ends = _SENTENCE if role is Role.ADDRESS else _LEADING
    return (
        ends.search(text) is not None
        and text.count(" ") > _FEW
        and text[0].isalpha()
        and not (entry_like(text) or address_like(text) or addressed(text) or HEADED.match(text))
    )


def _entered(sheet: Sheet, index: int, top: int, after: int) -> bool:
    """Whether a line stands among lines of an address, most of whose words are names or figures, and not among verses."""
    first, last = index, index
    while first > top and sheet.units[first].gap == 0:
        first -= 1
    while last + 1 < after and sheet.units[last + 1].gap == 0:
        last += 1
    lines = [unit.text for unit in sheet.units[first : last + 1] if dated_above(unit.text) is None]
    said = sum(entry_like(text) or address_like(text) or addressed(text) for text in lines)
    return len(lines) < _VERSES or 2 * said >= len(lines)


def _greets(text: str) -> bool:
    """Whether the last line above a letter is its salutation: it ends as one, or names a person by title."""
    return len(text) <= 60 and (text[-1] in ",:!—–-" or (addressed(text) and text[-1] == "."))


def _places_above(sheet: Sheet, roles: Roles, top: int, date: int) -> range:
    """The lines right above a date that are the place of the same dateline: a street, a town, no more than three."""
    first = date
    found = dated_above(sheet.units[date].text)
    placed = found is not None and found.place is not None
    while first > top and roles[first - 1] is None and date - first < _PLACES:
        text = sheet.units[first - 1].text
        bridged = first == date or (first - 1 > top and _is_place(sheet.units[first - 2].text))
        if _BY.match(text) or not (_is_place(text) or (bridged and _is_where(text))):
            break
        if placed and not (address_like(text) or _SEAT.search(text)):
            break
        first -= 1
    stretched = first > top and sheet.units[first].gap == 0 and sheet.units[first - 1].short and sheet.spaced
    apart = date - first > 1 and sheet.units[date].gap > 0 and sheet.units[date - 1].gap == 0
    return range(date, date) if stretched or apart else range(first, date)


def _is_place(text: str) -> bool:
    if len(text) > 60 or HEADED.match(text) or addressed(text) or FIELD.match(text) or text[-1] in "!?:":
        return False
    return _TOWN.match(text) is not None or (address_like(text) and not _WIRED.search(text))


def wired(text: str) -> bool:
    """Whether it is of a telegram: capitals, and stops in letters."""
    return " STOP" in text and text.isupper()


def _is_where(text: str) -> bool:
    """Whether a line right above a date may be its place though it bears no sign of one: "Camp 67", "ft Lupton"."""
    return (
        len(text) <= _WHERE
        and text.count(" ") <= 4
        and text[-1] not in "!?:"
        and text[0].isalnum()
        and not (capitals(text) or HEADED.match(text) or addressed(text) or FIELD.match(text))
    )


def _place(sheet: Sheet, index: int, letter: Letter, after: int, date: int) -> tuple[Role, str]:
    """Whether a line above the salutation is a heading, the sender's or the addressee's."""
    first, last = index, index
    top = letter.top
    while first > top and sheet.units[first].gap == 0 and first - 1 != date:
        first -= 1
    while last + 1 < after and sheet.units[last + 1].gap == 0 and last + 1 != date:
        last += 1
    stretch = sheet.units[first : last + 1]
    postal = any(address_like(unit.text) for unit in stretch)
    honoured = addressed(stretch[0].text)
    alone = len(stretch) == 1 or not sheet.spaced
    text = sheet.units[index].text
    if OPEN.match(stretch[0].text) and not postal:
        return Role.HEADING, TITLED
    if _to_whom(sheet, first, index, postal=postal):
        return Role.ADDRESS, "letters/to-whom"
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


def _to_whom(sheet: Sheet, first: int, index: int, *, postal: bool) -> bool:
    """Whether a line is of an address though a date stands below it: it says so, or one right above it does."""
    texts = [unit.text for unit in sheet.units[first : index + 1]]
    return any(
        _WHOM.match(text) is not None or (postal and _WHOM_BELOW.match(text) is not None) for text in texts
    )


def _merged(sheet: Sheet, found: Iterator[tuple[Role, str, int]]) -> Iterator[tuple[Role, str, int, int]]:
    """Lines of one role that touch become one block; headings and fields stay apart."""
    held: tuple[Role, str, int, int] | None = None
    for role, rule, index in found:
        apart = role in {Role.HEADING, Role.FIELD, Role.PARAGRAPH} or (
            role is Role.DATELINE and not rule.endswith("above") and held is not None and held[1] != PLACE
        )
        if (
            held is not None
            and held[0] is role
            and held[3] == index - 1
            and sheet.units[index].gap == 0
            and not apart
        ):
            held = (role, rule, held[2], index)
            continue
        if held is not None:
            yield held
        held = (role, rule, index, index)
    if held is not None:
        yield held
