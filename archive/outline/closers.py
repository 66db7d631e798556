"""What stands below the body of a letter: close, signature, date, copies and postscripts."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from archive.outline.blocks import Part, Role
from archive.outline.closings import closing_goes_on, closing_line, name_after_close, run_in_closing
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import address_like, name_like
from archive.outline.signatures import signed, tail_like

_POSTSCRIPT = re.compile(
    r"(?:P\. ?S\.?|P\.? ?D\.|PS[:.]|PD[:.]|N\. ?[SB]\.|N\. ?S\.|Postscript|Post[ -]?[Dd]ata|Posdata|Nachschrift|Post[ -]?[Ss]criptum|P\.-S\.)(?:[:.,—–-]|\s)+(?=\S)|(?:P\. ?S\.|P\. ?D\.|N\. ?S\.)\Z"
)
_MAIL = frozenset({"--", "—"})


def closer(sheet: Sheet, roles: Roles, body: int, end: int) -> Iterator[Claim | Part]:
    """The close, signature and postscripts of the letter whose body is units [body, end)."""
    while end > body and roles[end - 1] is not None:
        end -= 1
    end = yield from _mail(sheet, roles, body, end)
    postscript = next(
        (n for n in range(body + 1, end) if roles[n] is None and _POSTSCRIPT.match(sheet.units[n].text)), end
    )
    yield from _postscripts(sheet, roles, postscript, end)
    tail = postscript
    while tail > body + (sheet.prose(body)) and roles[tail - 1] is None and _below(sheet, tail - 1):
        tail -= 1
    close = next((n for n in range(tail, postscript) if closing_line(sheet.units[n].text)), -1)
    if close < 0:
        above = tail - 1
        start = (
            run_in_closing(sheet.units[above].text) if body <= above < end and roles[above] is None else -1
        )
        if start >= 0:
            yield from _run_in(sheet, above, start, named=tail == postscript)
        if tail < postscript and (start >= 0 or _names_end(sheet, tail, postscript)):
            yield from signed(sheet, tail, postscript)
        return
    after = close + 1
    while after < postscript and _goes_on(sheet, after):
        after += 1
    for first, last in _stretches(sheet, close, after):
        yield Claim(first, last, Role.CLOSING, "closings/line")
    named = name_after_close(sheet.units[after - 1].text)
    if named > 0:
        unit = sheet.units[after - 1]
        yield unit.part(Role.SIGNATURE, (named, len(unit.text)), "closings/named")
    yield from signed(sheet, after, postscript)


def _mail(sheet: Sheet, roles: Roles, body: int, end: int) -> Generator[Claim, None, int]:
    """The signature that mail sets off with "--", if there is one; where the letter ends above it comes back."""
    for mark in range(max(body + 1, end - 12), end - 1):
        if sheet.units[mark].text in _MAIL and roles[mark] is None:
            yield Claim(mark, end - 1, Role.SIGNATURE, "signatures/mail")
            return mark
    return end


def _below(sheet: Sheet, index: int) -> bool:
    """Whether a line may stand below the body of a letter."""
    unit = sheet.units[index]
    if tail_like(unit) or closing_line(unit.text):
        return True
    return unit.short and not unit.ends and (closing_goes_on(unit.text) or address_like(unit.text))


def _goes_on(sheet: Sheet, index: int) -> bool:
    text = sheet.units[index].text
    if dated(text) is not None:
        return False
    return closing_line(text) or (sheet.units[index].short and closing_goes_on(text))


def _names_end(sheet: Sheet, first: int, after: int) -> bool:
    """Whether what stands below the body, without a close, is a signature or a date."""
    return all(
        name_like(unit.text) or dated(unit.text) is not None or index > first
        for index, unit in enumerate(sheet.units[first:after], first)
    )


def _run_in(sheet: Sheet, index: int, start: int, *, named: bool) -> Iterator[Part]:
    """The close that ends a paragraph, and the name on its last line."""
    unit = sheet.units[index]
    close = unit.text[start:]
    name = name_after_close(close) if named else -1
    if name <= 0:
        yield unit.part(Role.CLOSING, (start, len(unit.text)), "closings/run-in")
        return
    yield unit.part(Role.CLOSING, (start, start + len(close[:name].rstrip())), "closings/run-in")
    yield unit.part(Role.SIGNATURE, (start + name, len(unit.text)), "closings/named")


def _postscripts(sheet: Sheet, roles: Roles, first: int, end: int) -> Iterator[Claim | Part]:
    following = 0
    for index in range(first, end):
        unit = sheet.units[index]
        if roles[index] is not None:
            continue
        if found := _POSTSCRIPT.match(unit.text):
            yield Claim(index, index, Role.POSTSCRIPT, "letters/postscript")
            yield unit.part(Role.MARKER, (0, len(found.group().rstrip(" \t\n—–-:,"))), "letters/postscript")
        elif sheet.prose(index) and following < 3:
            following += 1
            yield Claim(index, index, Role.POSTSCRIPT, "letters/postscript-goes-on")
        elif tail_like(unit):
            yield from signed(sheet, index, index + 1)


def _stretches(sheet: Sheet, first: int, after: int) -> Iterator[tuple[int, int]]:
    begin = first
    for index in range(first + 1, after + 1):
        if index == after or sheet.units[index].gap > 0:
            yield begin, index - 1
            begin = index
