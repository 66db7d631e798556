"""Where each letter of a text begins: its salutation, or a full date above prose, and the first line that stands above it."""

from __future__ import annotations

from collections.abc import Iterator

from archive.outline.blocks import Role
from archive.outline.closings import closing_line, leads_up
from archive.outline.dates import Dated, dated, dated_above, postmarked
from archive.outline.joined import joined_opener
from archive.outline.letter import Letter
from archive.outline.lines import Roles, Sheet
from archive.outline.names import address_like, addressed, capitals, entry_like, name_like
from archive.outline.openers import wired
from archive.outline.overhead import FIELD, HEADED
from archive.outline.postscripts import POSTSCRIPT
from archive.outline.salutations import greeting, named_line, run_in_salutation, salutation_line

_FARTHEST = 24
_SUBJECT = 6  # lines between the date and the salutation that say what a letter is about
_GREETING = 60
_WRITTEN_TO = (
    "Herrn ",
    "An ",
    "Sr. Hoch",
    "Sr. Wohl",
)  # the dative of an address, in which nobody is greeted
_WRITTEN_ABOVE = (
    "To the ",
    "To Mr",
    "To Sir ",
    "To His ",
    "To Her ",
    "An den ",
    "An die ",
    "An das ",
    "Al ",
    "Au ",
    "Aux ",
)
_HEAD = 8  # short lines from the top, all of which belong to the first letter
_LINE = 50
_FOOT = 3  # lines between a close and the date below it
TOP = 2  # units from the top, where a date is one though it names no day
_ABOVE = 8  # lines between a date and the text, where no salutation stands
_LETS_BEGIN = frozenset({None, Role.HEADING, Role.DIVIDER, Role.FIELD})


def anchored(sheet: Sheet, roles: Roles) -> Iterator[Letter]:
    """Every letter of the text, in order."""
    floor = -1
    waiting, sure = -1, False  # a date, above which no salutation came yet, and whether it tells a day
    for index, unit in enumerate(sheet.units):
        if roles[index] is not None or (not unit.text[0].isalnum() and unit.text[0] not in '¡[(“"'):
            continue
        if unit.text[0] in "PN" and POSTSCRIPT.match(unit.text):
            waiting = -1  # the date above it is of the letter that it ends
            continue
        whole = (index + 1 < len(sheet) and not unit.text.startswith(_WRITTEN_TO)) and (
            (salutation_line(unit.text) and _ended(sheet, index))
            or _named(sheet, roles, index)
            or _greeted(sheet, roles, index)
        )
        joined = None if whole else joined_opener(unit.text)
        run_in = 0
        if not whole and not joined and len(unit.text) > 40:
            if _framed(sheet, roles, index):
                run_in = abs(run_in_salutation(unit.text))
            elif unit.text[:2].isupper():  # the others are only sure where a letter may begin
                run_in = max(0, run_in_salutation(unit.text))
        if whole and floor >= 0 and (_closes_at(sheet, index + 1) or _at_very_foot(sheet, index)):
            continue  # "I am, / dear Sir, / yours truly"; or who is written to, below the name of who writes
        if whole or run_in or joined:
            top = _top(sheet, roles, index, floor)
            yield Letter(top, index, index if run_in else index + 1, run_in, sure=True, joined=joined)
            floor, waiting = index, -1
        elif unit.brief and (found := _dated_at(sheet, index)) is not None and (found.sure or index <= TOP):
            if waiting < 0 and not _at_foot(sheet, index, floor):
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


def _at_foot(sheet: Sheet, index: int, floor: int) -> bool:
    """Whether a date stands right below the close of a letter, and most of the text above it: what follows is a postscript."""
    top = max(floor, 0)
    if sheet.units[index].start - sheet.units[top].start < len(sheet.content) - sheet.units[index].end:
        return False
    for above in range(index - 1, max(top, index - 1 - _FOOT), -1):
        if not sheet.units[above].short:
            break
        if _closes_at(sheet, above):
            return True
    return False


def _dated_at(sheet: Sheet, index: int) -> Dated | None:
    """The date that a line is; at the top of a text half of one will do."""
    text = sheet.units[index].text
    return dated_above(text) if index <= TOP else dated(text)


def _named(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a name alone is a salutation: right below the date at the top of a text, with the letter under it."""
    text = sheet.units[index].text
    if not 0 < index <= TOP + 1 or not named_line(text) or closing_line(text) or leads_up(text):
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
        or above.text.startswith(_WRITTEN_ABOVE)
        or (index <= TOP + 1 and all(_heads(sheet, roles, n) for n in range(index)))
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


def _at_very_foot(sheet: Sheet, index: int) -> bool:
    """Whether a line that calls somebody by title is the address that ends a text: "Monsieur le Président N. BUTLER,", above a town."""
    below = sheet.units[index:]
    return (
        len(below) <= _FOOT + 1
        and addressed(below[0].text)
        and all(
            unit.short and not unit.ends and entry_like(unit.text) and not closing_line(unit.text)
            for unit in below
        )
    )


def _heads(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a line may stand above the first letter of a text, whatever it says."""
    unit = sheet.units[index]
    return roles[index] is None and unit.short and (len(unit.text) <= _LINE or not unit.ends)
