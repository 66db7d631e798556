"""Letters: what stands above the salutation, and below the last paragraph.

A letter is anchored by its salutation, or by a full date above prose. A text may hold many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.outline.anchors import TOP, anchored
from archive.outline.blocks import Part, Role
from archive.outline.closers import ALL_THERE_IS, closer
from archive.outline.closings import closing_line, leads_up
from archive.outline.dates import dated
from archive.outline.letter import Letter
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.minuted import minuted
from archive.outline.names import address_like, capitals
from archive.outline.openers import BY_PLACE, PLACE, opener
from archive.outline.overhead import OPEN, TITLED
from archive.outline.postscripts import GOES_ON
from archive.outline.salutations import calling, spoken
from archive.outline.signatures import dateline

_NOTE = 400  # units of a text that may be a letter though it has neither salutation nor date
_CLOSES = frozenset({Role.CLOSING, Role.SIGNATURE})
_DATING = frozenset({Role.DATELINE, Role.PLACE, Role.DATE})


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Openers, closers and postscripts of every letter in the text."""
    letters = list(anchored(sheet, roles))
    if not letters:
        yield from _unframed(sheet, roles)
    for number, letter in enumerate(letters):
        end = letters[number + 1].top if number + 1 < len(letters) else len(sheet)
        greeted = letter.salute >= 0 or letter.sure
        below = list(closer(sheet, roles, letter.body, end, greeted=greeted))
        if not any(found.role in _CLOSES for found in below):
            below += _above_list(sheet, roles, letter.body, end)
        closes = any(found.role is Role.CLOSING or found.rule == ALL_THERE_IS for found in below)
        signs = (
            any(found.role is Role.SIGNATURE for found in below) or Role.SIGNATURE in roles[letter.body : end]
        )
        added = next((found.rule for found in below if found.role is Role.POSTSCRIPT), None)
        if letter.salute < 0 and not closes and added == GOES_ON:
            below, signs = [], False  # short lines between paragraphs, and no letter's
        if letter.salute >= 0 and spoken(sheet.units[letter.salute].text[:80]) and not signs:
            below = []  # the thanks of a speech
        alone = len(letters) == 1
        framed = letter.salute >= 0 or closes or (signs and letter.sure)
        yield from _above(sheet, roles, letter._replace(only=alone), framed=framed)
        yield from below


def _above_list(sheet: Sheet, roles: Roles, body: int, end: int) -> Iterator[Claim | Part]:
    """The close right above a list of signatories that is followed by more than a letter's end: a note on who signed it."""
    listed = next((n for n in range(body + 1, end) if roles[n] is Role.SIGNATURE), end)
    if listed < end and roles[listed - 1] is None:
        for found in closer(sheet, roles, body, listed, greeted=True):
            if found.role is Role.CLOSING:
                yield found


def _above(sheet: Sheet, roles: Roles, letter: Letter, *, framed: bool) -> Iterator[Claim | Part]:
    """What stands above a letter; where nothing frames it, what dates the minutes, the article or the diary that it is."""
    if letter.salute < 0 and minuted(sheet.content):
        yield from _days(sheet, roles, letter)
    elif framed:
        yield from opener(sheet, roles, letter)
    elif letter.sure:
        for found in opener(sheet, roles, letter):
            if found.role in _DATING and (found.rule != PLACE or _is_town(sheet, found)):
                yield found


def _is_town(sheet: Sheet, found: Claim | Part) -> bool:
    """Whether the one line above a date is a town with its state or land: "West Branch, Iowa"."""
    if not isinstance(found, Claim) or found.first != found.last:
        return False
    text = sheet.units[found.first].text
    return "," in text and address_like(text) and not capitals(text)


def _days(sheet: Sheet, roles: Roles, letter: Letter) -> Iterator[Claim | Part]:
    """The lines above the text of minutes that say when the meeting was."""
    for index in range(letter.top, letter.body):
        if roles[index] is None and sheet.units[index].short and (found := dated(sheet.units[index].text)):
            yield from dateline(sheet, index, found.place, found.date)


def _unframed(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """What frames a letter that no known salutation opens: a close with a name under it, the date at its top, and who is called there."""
    if len(sheet) > _NOTE or not len(sheet):
        return
    if roles[0] is None and sheet.units[0].short and OPEN.match(sheet.units[0].text):
        yield Claim(0, 0, Role.HEADING, TITLED)
    body = 0
    while body < min(TOP, len(sheet) - 1) and sheet.units[body].short and dated(sheet.units[body].text):
        body += 1
    below = list(closer(sheet, roles, body, len(sheet)))
    roles_below = {Role.CLOSING if found.rule == ALL_THERE_IS else found.role for found in below}
    roles_below |= {Role.SIGNATURE}.intersection(roles)  # a list, told before
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
        elif roles[index] is None and calling(unit.text) and sheet.prose(index + 1):
            yield Claim(index, index, Role.SALUTATION, BY_PLACE)
            break
    yield from below


def _closes_something(sheet: Sheet, below: Sequence[Claim | Part]) -> bool:
    """Whether prose stands above what closes a text, or the close has the words of one: it is no list of short lines."""
    claims = [found for found in below if isinstance(found, Claim)]
    first = min((claim.first for claim in claims), default=len(sheet))
    closes = [sheet.units[claim.first].text for claim in claims if claim.role is Role.CLOSING]
    return any(sheet.prose(index) for index in range(first)) or any(
        closing_line(text) or leads_up(text) for text in closes
    )


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
