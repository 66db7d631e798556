"""Letters: what stands above the salutation, and below the last paragraph.

A letter is anchored by its salutation, or by a full date above prose. A text may hold many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.outline.blocks import Part, Role
from archive.outline.closers import ALL_THERE_IS, closer
from archive.outline.closings import closing_line, leads_up
from archive.outline.dates import Dated, dated, dated_above, postmarked
from archive.outline.joined import salutation_after_date
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.minuted import minuted
from archive.outline.names import address_like, addressed, capitals, entry_like, name_like
from archive.outline.openers import FIELD, HEADED, PLACE, Letter, opener, wired
from archive.outline.postscripts import GOES_ON, POSTSCRIPT
from archive.outline.salutations import greeting, named_line, run_in_salutation, salutation_line, spoken
from archive.outline.signatures import dateline

_FARTHEST = 24
_SUBJECT = 6  # lines between the date and the salutation that say what a letter is about
_GREETING = 60
_HEAD = 8  # short lines from the top, all of which belong to the first letter
_LINE = 50
_TOP = 2  # units from the top, where a date is one though it names no day
_ABOVE = 8  # lines between a date and the text, where no salutation stands
_NOTE = 400  # units of a text that may be a letter though it has neither salutation nor date
_LETS_BEGIN = frozenset({None, Role.HEADING, Role.DIVIDER, Role.FIELD})
_DATING = frozenset({Role.DATELINE, Role.PLACE, Role.DATE})


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Openers, closers and postscripts of every letter in the text."""
    letters = list(_letters(sheet, roles))
    if not letters:
        yield from _unframed(sheet, roles)
    for number, letter in enumerate(letters):
        end = letters[number + 1].top if number + 1 < len(letters) else len(sheet)
        below = list(closer(sheet, roles, letter.body, end, greeted=letter.salute >= 0 or letter.sure))
        closes = any(found.role is Role.CLOSING or found.rule == ALL_THERE_IS for found in below)
        signs = any(found.role is Role.SIGNATURE for found in below)
        added = next((found.rule for found in below if found.role is Role.POSTSCRIPT), None)
        if letter.salute < 0 and not closes and added == GOES_ON:
            below, signs = [], False  # short lines between paragraphs, and no letter's
        above = list(opener(sheet, roles, letter._replace(only=len(letters) == 1)))
        if letter.salute < 0 and minuted(sheet.content):
            above = list(_days(sheet, roles, letter))
        elif letter.salute < 0 and not (
            closes or (signs and letter.sure)
        ):  # the date of an article or a diary, not of a letter
            above = (
                [found for found in above if found.role in _DATING and found.rule != PLACE]
                if letter.sure
                else []
            )
        elif letter.salute >= 0 and spoken(sheet.units[letter.salute].text[:80]) and not signs:
            below = []  # the thanks of a speech
        yield from above
        yield from below


def _days(sheet: Sheet, roles: Roles, letter: Letter) -> Iterator[Claim | Part]:
    """The lines above the text of minutes that say when the meeting was."""
    for index in range(letter.top, letter.body):
        if roles[index] is None and sheet.units[index].short and (found := dated(sheet.units[index].text)):
            yield from dateline(sheet, index, found.place, found.date)


def _unframed(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """What ends a letter that has no salutation: a close with a name under it, and the date at its top."""
    if len(sheet) > _NOTE or not len(sheet):
        return
    body = 0
    while body < min(_TOP, len(sheet) - 1) and sheet.units[body].short and dated(sheet.units[body].text):
        body += 1
    below = list(closer(sheet, roles, body, len(sheet)))
    roles_below = {Role.CLOSING if found.rule == ALL_THERE_IS else found.role for found in below}
    framed = Role.CLOSING in roles_below and not roles_below.isdisjoint({Role.SIGNATURE, Role.POSTSCRIPT})
    if not framed or not (body or _closes_something(sheet, below)):
        first = sheet.units[0]
        if (
            len(sheet) > 1
            and roles[0] is None
            and first.short
            and (found := dated(first.text))
            and found.sure
        ):
            yield from dateline(sheet, 0, found.place, found.date)
        return
    for index, unit in enumerate(sheet.units[:3]):
        if roles[index] is None and unit.short and (found := dated(unit.text)) is not None:
            yield from dateline(sheet, index, found.place, found.date)
    yield from below


def _closes_something(sheet: Sheet, below: Sequence[Claim | Part]) -> bool:
    """Whether prose stands above what closes a text, or the close has the words of one: it is no list of short lines."""
    claims = [found for found in below if isinstance(found, Claim)]
    first = min((claim.first for claim in claims), default=len(sheet))
    closes = [sheet.units[claim.first].text for claim in claims if claim.role is Role.CLOSING]
    return any(sheet.prose(index) for index in range(first)) or any(
        closing_line(text) or leads_up(text) for text in closes
    )


def _letters(sheet: Sheet, roles: Roles) -> Iterator[Letter]:
    floor = -1
    waiting, sure = -1, False  # a date, above which no salutation came yet, and whether it tells a day
    for index, unit in enumerate(sheet.units):
        if roles[index] is not None or (not unit.text[0].isalnum() and unit.text[0] not in '¡[(“"'):
            continue
        if unit.text[0] in "PN" and POSTSCRIPT.match(unit.text):
            continue
        whole = index + 1 < len(sheet) and (
            (salutation_line(unit.text) and _ended(sheet, index))
            or _named(sheet, roles, index)
            or _greeted(sheet, roles, index)
        )
        joined = 0 if whole else salutation_after_date(unit.text)
        run_in = 0
        if not whole and not joined and len(unit.text) > 40:
            if _framed(sheet, roles, index):
                run_in = abs(run_in_salutation(unit.text))
            elif unit.text[:2].isupper():  # the others are only sure where a letter may begin
                run_in = max(0, run_in_salutation(unit.text))
        if whole and floor >= 0 and _closes_at(sheet, index + 1):
            continue  # "I am, / dear Sir, / yours truly"
        if whole or run_in or joined:
            top = _top(sheet, roles, index, floor)
            yield Letter(top, index, index if run_in else index + 1, run_in, sure=True, joined=joined)
            floor, waiting = index, -1
        elif unit.brief and (found := _dated_at(sheet, index)) is not None and (found.sure or index <= _TOP):
            if waiting < 0:
                waiting, sure = index, found.sure
        elif waiting >= 0 and (sheet.prose(index) or wired(unit.text)):
            if index - waiting <= _ABOVE:
                top = _top(sheet, roles, waiting + 1, floor)
                yield Letter(top, -1, index, 0, sure=sure)
                floor = index
            waiting = -1


def _closes_at(sheet: Sheet, index: int) -> bool:
    text = sheet.units[index].text
    return closing_line(text) or leads_up(text)


def _dated_at(sheet: Sheet, index: int) -> Dated | None:
    """The date that a line is; at the top of a text half of one will do."""
    text = sheet.units[index].text
    return dated_above(text) if index <= _TOP else dated(text)


def _named(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a name alone is a salutation: right below the date at the top of a text, with the letter under it."""
    text = sheet.units[index].text
    if not 0 < index <= _TOP + 1 or not named_line(text) or closing_line(text) or leads_up(text):
        return False
    above = sheet.units[index - 1]
    return roles[index - 1] is None and above.short and dated(above.text) is not None


def _greeted(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a line greets without a mark at its end, right above prose, where a letter may begin."""
    text = sheet.units[index].text
    if len(text) > _GREETING or not sheet.prose(index + 1) or not greeting(text):
        return False
    if index == 0:
        return text[-1] not in ".!?" and not capitals(text)
    above = sheet.units[index - 1]
    if roles[index - 1] is not None or not above.brief:
        return False
    return (
        _dated_at(sheet, index - 1) is not None
        or address_like(above.text)
        or (index <= _TOP + 1 and all(_heads(sheet, roles, n) for n in range(index)))
    )


def _ended(sheet: Sheet, index: int) -> bool:
    """Whether a salutation has its comma or colon, or stands alone; "Señor Licenciado" may open an address."""
    if sheet.units[index].text[-1] in ",:;!.—–-":
        return True
    if addressed(sheet.units[index].text) and not sheet.prose(index + 1):
        return False
    below = sheet.units[index + 1 : index + 6]
    if any(unit.short and unit.text[-1] in ",:!" and salutation_line(unit.text) for unit in below):
        return False
    return not sheet.spaced or sheet.units[index + 1].gap > 0


def _framed(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a letter may begin here: at the top, or below a short line that is no prose."""
    if index == 0:
        return True
    above = sheet.units[index - 1]
    if not above.brief or roles[index - 1] not in _LETS_BEGIN:
        return False
    return dated(above.text) is not None or (
        above.short
        and not sheet.prose(index - 1)
        and (index <= 4 or HEADED.match(above.text) is not None or addressed(above.text))
    )


def _date_above(sheet: Sheet, roles: Roles, salute: int, floor: int) -> int:
    """The date that stands a few short lines above a salutation, whatever they are; the salutation itself if none does."""
    for index in range(salute - 1, max(floor, salute - _SUBJECT, -1), -1):
        unit = sheet.units[index]
        if roles[index] is not None or not unit.short:
            break
        if (found := dated(unit.text)) is not None and found.sure:
            return index
        if sheet.prose(index) and not capitals(unit.text):
            break
    return salute


def _top(sheet: Sheet, roles: Roles, salute: int, floor: int) -> int:
    """The first unit of the opener whose salutation is unit `salute`."""
    if floor < 0 and salute <= _HEAD and all(_heads(sheet, roles, index) for index in range(salute)):
        return 0
    top = _date_above(sheet, roles, salute, floor)
    while top - 1 > floor and salute - top < _FARTHEST:
        above = sheet.units[top - 1]
        if (
            roles[top - 1] is not None
            or not above.short
            or (sheet.prose(top - 1) and dated(above.text) is None and not addressed(above.text))
        ):
            break
        first = floor < 0
        sure = (
            dated(above.text) is not None
            or postmarked(above.text)
            or HEADED.match(above.text)
            or addressed(above.text)
            or address_like(above.text)
            or FIELD.match(above.text)
        )
        joined = sheet.spaced and top < salute and sheet.units[top].gap == 0 and not closing_line(above.text)
        beside = (
            sheet.spaced
            and top == salute
            and sheet.units[top].gap == 0
            and entry_like(above.text)
            and not name_like(above.text)
        )
        named = entry_like(above.text) or capitals(above.text) or above.text[-1] not in ".,:;!?"
        if not (sure or joined or beside or (first and named)):
            break
        top -= 1
    return top


def _heads(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a line may stand above the first letter of a text, whatever it says."""
    unit = sheet.units[index]
    return roles[index] is None and unit.short and (len(unit.text) <= _LINE or not unit.ends)


def bodies(roles: Roles) -> frozenset[int]:
    """The units between a salutation and the close or signature below it: a short line there is a line of the letter."""
    inside: list[int] = []
    opened = -1
    for index, role in enumerate(roles):
        if role is Role.SALUTATION:
            opened = index
        elif role in {Role.CLOSING, Role.SIGNATURE} and opened >= 0:
            inside.extend(range(opened + 1, index))
            opened = -1
    return frozenset(inside)
