"""What the last paragraph of a letter holds of its close: all of it, its end, or the name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.closings import closing_line, leads_up, name_after_close, run_in_closing
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import addressed, name_like, signature_like
from archive.outline.signatures import housed, signed
from archive.outline.tails import bids, devoted

FAREWELL = "closings/farewell"  # a whole paragraph
NAMED = "closings/named"  # a name on the line of the close
_NAME_AT_END = re.compile(
    r"(?<=[.!?;»”)])\s(?P<name>(?:[A-ZÀ-Ý][A-ZÀ-Ý.’'-]*\.?\s?|(?:DE|VON|DU)\s){2,4}|(?:[A-ZÀ-Ý]\.[ -]?){1,3}[A-ZÀ-Ý][\w’'-]+)\.?\Z"
)  # "ALPHONSE DE LAMARTINE.", "C. R. Aikin"
_NAME = 34
_WORDS = 3  # blanks within a name
_SLACK = 4


def last_paragraph(
    sheet: Sheet, roles: Roles, place: tuple[int, int, int], *, greeted: bool
) -> Iterator[Claim | Part]:
    """What the paragraph above units [tail, postscript), in which no close stands, holds of one, and the signature below it."""
    body, tail, postscript = place
    above = tail - 1
    if above < body or roles[above] is not None:
        if tail < postscript and _names_end(sheet, tail, postscript):
            yield from signed(sheet, tail, postscript)
        return
    named = tail < postscript
    start = run_in_closing(sheet.units[above].text)
    if above > body and (greeted or named) and _is_close(sheet, above, named=named):
        yield Claim(above, above, Role.CLOSING, FAREWELL)
        start = 0
        if not named:
            yield from _name_at_end(sheet, above)
    elif not named and (name := _broken_off(sheet, above)) >= 0:
        yield from _named_below(sheet.units[above], start, name)
    elif start >= 0:
        yield from _run_in(sheet, above, start, named=not named)
    elif greeted and body < above and not named:
        yield from _name_at_end(sheet, above)
    if named and (start >= 0 or _names_end(sheet, tail, postscript)):
        yield from signed(sheet, tail, postscript)


def _names_end(sheet: Sheet, first: int, after: int) -> bool:
    """Whether what stands below the body, without a close, is a signature or a date."""
    return all(
        name_like(unit.text)
        or signature_like(unit.text)
        or dated(unit.text) is not None
        or addressed(unit.text)
        or housed(unit.text)
        or index > first
        for index, unit in enumerate(sheet.units[first:after], first)
    )


def _is_close(sheet: Sheet, above: int, *, named: bool) -> bool:
    """Whether the last paragraph is the close as a whole; `named` says that a name stands right below it."""
    text = sheet.units[above].text
    return bids(text) or (named and devoted(text) and signature_like(sheet.units[above + 1].text))


def _broken_off(sheet: Sheet, index: int) -> int:
    """Where, in a paragraph broken at a width, its last line is the name of who writes; -1 if it is none.

    The name would have fitted on the line above, where a paragraph that went on would have had it.
    """
    unit = sheet.units[index]
    head, _, last = unit.text.rpartition("\n")
    name = last.strip()
    if not head or not unit.wrapped or len(name) > _NAME or name.count(" ") > _WORDS or name[-1] in "!?,":
        return -1
    above = head.rpartition("\n")[2]
    fits = len(above.rstrip()) + 1 + len(name.partition(" ")[0]) <= (sheet.width or _NAME) - _SLACK
    if not fits or not signature_like(name) or not name_like(name):
        return -1
    return len(unit.text) - len(name)


def _named_below(unit: Unit, close: int, name: int) -> Iterator[Part]:
    """The close, where there is one, and the name on the last line of a paragraph."""
    whole = unit.text[:name].rstrip()
    start = 0 if close < 0 and (closing_line(whole) or leads_up(whole)) else close
    if 0 <= start < name:
        yield unit.part(Role.CLOSING, (start, len(whole)), "closings/run-in")
    yield unit.part(Role.SIGNATURE, (name, len(unit.text)), "signatures/broken-off")


def _name_at_end(sheet: Sheet, index: int) -> Iterator[Part]:
    """The name in which the last paragraph of a letter ends, after a whole sentence."""
    unit = sheet.units[index]
    found = _NAME_AT_END.search(unit.text, max(0, len(unit.text) - _NAME - 2))
    if found is not None and name_like(found["name"]):
        yield unit.part(Role.SIGNATURE, (found.start("name"), len(unit.text)), "signatures/at-end")


def _run_in(sheet: Sheet, index: int, start: int, *, named: bool) -> Iterator[Part]:
    """The close that ends a paragraph, and the name on its last line."""
    unit = sheet.units[index]
    close = unit.text[start:]
    name = name_after_close(close) if named else -1
    if name <= 0:
        yield unit.part(Role.CLOSING, (start, len(unit.text)), "closings/run-in")
        return
    yield unit.part(Role.CLOSING, (start, start + len(close[:name].rstrip())), "closings/run-in")
    yield unit.part(Role.SIGNATURE, (start + name, len(unit.text)), NAMED)
