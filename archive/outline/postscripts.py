"""Postscripts: marked ("P.S."), or prose below a close and the name under it; and what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.closings import closing_line, leads_up, name_after_close, own_signature, run_in_closing
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import address_like, signature_like
from archive.outline.signatures import dates, signed, tail_like
from archive.outline.signers import stretches
from archive.outline.tails import LONGEST, below, goes_on, hands_over, signs_alone

POSTSCRIPT = re.compile(
    r"(?:P\. ?S\.?|P\.? ?D\.|P ?S\b[:.]?|PD[:.]|N\. ?[SB]\.|N\. ?S\.|N ?B[:.]|NS\.|Postscript|Post[ -]?[Dd]ata|Posdata|Nachschrift|Post[ -]?[Ss]criptum|P\.-S\.)(?:[:.,—–-]|\s)+(?=\S)"
    r"|(?:P\. ?S\.?|P\. ?D\.|N\. ?S\.|PS[.:]?|P\.-S\.|Postscript|Posdata|Nachschrift)(?: ?(?:prim\w+|secund\w+|terti\w+|\d|I{1,3})\.?)?[-:—–]{0,2}\Z"
)
APPARATUS = re.compile(
    r"\[[^\]]{1,40}\]\W*\Z|\[?(?:source|address(?:ed)?|endorse\w*|post ?marks?|docket\w*|seal|provenance|manuscript|ms|printed|published|quellen?|überlieferung|drucke?|handschrift|poststempel|siegel|fuente|cachet)\s?:\]?\s"
    r"|(?:lett?res?|lectres?) (?:du|de la|de|d[’'])\s?\w|letters? (?:from|of) |copy of |copie (?:de|d[’'])|abschrift\b",
    re.IGNORECASE,
)  # what clerks and editors wrote below a letter
GOES_ON = "letters/postscript-goes-on"  # without a mark
_REACH = 14  # units from the end of a letter in which its close is looked for, if a postscript without a mark follows
_ADDITIONS = 40  # units from the end in which a marked postscript begins
_SIGNS = 12  # lines of a name and an address
_ADDED = 400  # characters that a postscript may have, however short the letter
_MOST_ADDED = 800  # however long the letter: without a mark, what is longer is another text
_MARK = 12  # characters of a line that says no more than that a postscript follows
_ENVELOPE = 3  # lines


def postscript_of(sheet: Sheet, roles: Roles, body: int, end: int, *, greeted: bool) -> int:
    """Where the postscripts of the letter whose body is units [body, end) begin; `end` if it has none."""
    marked = next(
        (
            n
            for n in range(max(body + 1, end - _ADDITIONS), end)
            if roles[n] is None and POSTSCRIPT.match(sheet.units[n].text)
        ),
        end,
    )
    return _unmarked(sheet, roles, body, marked, greeted=greeted)


def postscripts(sheet: Sheet, roles: Roles, first: int, end: int) -> Iterator[Claim | Part]:
    following = 0
    index = first
    while index < end:
        unit = sheet.units[index]
        stop = index + 1
        bare = (
            index > first
            and len(sheet.units[index - 1].text) < _MARK
            and POSTSCRIPT.match(sheet.units[index - 1].text)
        )
        if roles[index] is not None:
            pass
        elif found := POSTSCRIPT.match(unit.text):
            yield Claim(index, index, Role.POSTSCRIPT, "letters/postscript")
            yield marker(unit, found)
        elif APPARATUS.match(unit.text):
            pass
        elif following < 8 and (sheet.prose(index) or bare or (index == first and not tail_like(unit))):
            following += 1
            yield Claim(index, index, Role.POSTSCRIPT, GOES_ON)
        else:
            while stop < end and roles[stop] is None and tail_like(sheet.units[stop]):
                stop += 1
            if stop - index > 1 or tail_like(unit):
                yield from _below_postscript(sheet, index, stop)
        index = stop


def marker(unit: Unit, found: re.Match[str]) -> Part:
    """The mark that a postscript begins with, as POSTSCRIPT found it, without what parts it from the words."""
    return unit.part(Role.MARKER, (0, len(found.group().rstrip(" \t\n—–-:,"))), "letters/postscript")


def _unmarked(sheet: Sheet, roles: Roles, body: int, stop: int, *, greeted: bool) -> int:
    """Where a postscript begins that bears no mark: prose below a close and the name under it; `stop` if none does."""
    found = stop
    for close in range(stop - 2, max(body, stop - _REACH), -1):
        text = sheet.units[close].text
        if roles[close] is not None:
            break
        own = (
            own_signature(text)
            or (len(text) <= LONGEST and closing_line(text) and name_after_close(text) > 0)
            or (greeted and signs_alone(sheet, close, stop))
        )
        line = (
            own
            or (len(text) <= LONGEST and (closing_line(text) or leads_up(text)))
            or hands_over(sheet, close, stop)
        )
        if not line and (
            len(text) <= LONGEST
            or not signature_like(sheet.units[close + 1].text)
            or run_in_closing(text) < 0
        ):
            continue
        after = close + (not own)
        while not own and after < stop and roles[after] is None and goes_on(sheet, after):
            after += 1
        names = after
        while after < stop and roles[after] is None and below(sheet, after) and after - names < _SIGNS:
            after += 1
        named = next((n for n in range(names, after) if not dates(sheet.units[n].text)), names)
        if after in (names, stop) or not (own or signature_like(sheet.units[named].text)):
            continue
        added = sum(len(sheet.units[n].text) for n in range(after, stop))
        whole = sum(len(sheet.units[n].text) for n in range(body, stop))
        most = min(_MOST_ADDED, (whole + _ADDED) // 2)
        if all(roles[n] is None for n in range(after, stop)) and added <= most:
            found = after
    return found


def _below_postscript(sheet: Sheet, first: int, after: int) -> Iterator[Claim | Part]:
    """What short lines below a postscript are: an envelope, where they name a street or town, or who signs again."""
    units = sheet.units[first:after]
    if after - first >= _ENVELOPE and any(address_like(unit.text) for unit in units):
        for begin, stop in stretches(sheet, first, after):
            yield Claim(begin, stop - 1, Role.ADDRESS, "letters/address-at-foot")
    else:
        yield from signed(sheet, first, after)
