"""What stands above the body of a letter: heading, letterhead, date, address, fields and salutation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated, dated_above, postmarked, timed
from archive.outline.letter import Letter
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import address_like, addressed, entry_like
from archive.outline.overhead import FIELD, HEADED, place_of
from archive.outline.places_above import places_above
from archive.outline.salutations import courtly_word, spoken
from archive.outline.signatures import dateline, place_and_date

PLACE = "dates/place-above"
BY_PLACE = "salutations/by-place"
LABEL = "letters/label"  # of what the line below says
JOINED = "dates/joined"  # with the salutation on its line
_LABEL = re.compile(
    r"(?:SUBJECTS?|REFERENCES?|REFS?|PARTICIPANTS|ASUNTO|REFERENCIA|PARTICIPANTES|OBJET|RÉFÉRENCES?|PARTICIPANTS|BETREFF|BETRIFFT|BEZUG|TEILNEHMER|Subject|Asunto|Objet|Betreff)\s?[:.]?\Z"
)  # what the next line says
_VERSES = 3  # lines
_SENTENCE = re.compile(r"[.:!?…][—–-]*\Z")
_LEADING = re.compile(r":[—–-]*\Z")
_FEW = 3  # blanks


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
    address, salute = letter.joined or (0, 0)
    if found := dated_above(unit.text[:address].rstrip()):
        yield from place_and_date(unit, found.place, found.date)
    if address < salute:
        yield unit.part(Role.ADDRESS, (address, len(unit.text[:salute].rstrip())), "salutations/joined")
    yield unit.part(Role.SALUTATION, (salute, len(unit.text)), "salutations/joined")


def _above(sheet: Sheet, roles: Roles, letter: Letter, after: int) -> Iterator[tuple[Role, str, int]]:
    """What each line between the top of a letter and its salutation is."""
    top = letter.top
    read = dated if letter.salute >= 0 and spoken(sheet.units[letter.salute].text[:80]) else dated_above
    dates = [n for n in range(top, after) if sheet.units[n].brief and read(sheet.units[n].text) is not None]
    if dates:
        dates = [n for n in range(top, after) if n in dates or timed(sheet.units[n].text)]
    places = places_above(sheet, roles, top, dates[0]) if dates else ()
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
            role, rule = place_of(sheet, index, letter, after, first_date)
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


def wired(text: str) -> bool:
    """Whether it is of a telegram: capitals, and stops in letters."""
    return " STOP" in text and text.isupper()


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
