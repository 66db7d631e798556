"""Letters: what stands above the salutation, and below the last paragraph.

A letter is anchored by its salutation, or by a full date above prose. A text may hold many.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from archive.outline.blocks import Part, Role
from archive.outline.closings import closing_goes_on, closing_line, name_after_close, run_in_closing
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import address_like, addressed, capitals, entry_like, name_like
from archive.outline.salutations import run_in_salutation, salutation_line, spoken
from archive.outline.signatures import dateline, signed, tail_like

_POSTSCRIPT = re.compile(
    r"(?:P\. ?S\.?|P\.? ?D\.|PS[:.]|PD[:.]|N\. ?[SB]\.|N\. ?S\.|Postscript|Post[ -]?[Dd]ata|Posdata|Nachschrift|Post[ -]?[Ss]criptum|P\.-S\.)(?:[:.,—–-]|\s)+(?=\S)|(?:P\. ?S\.|P\. ?D\.|N\. ?S\.)\Z"
)
_FIELD = re.compile(
    r"(?P<label>(?:From|To|Cc|Bcc|Sent|Date|Subject|Re|RE|Ref|Reply-To|Attention|Attn|VIA|Via|De|Para|Asunto|Fecha|Enviado|À|A|Objet|Envoyé|Von|An|Betreff|Betr|Datum|Gesendet|Message-ID|FROM|TO|DATE|SUBJECT|MEMORANDUM FOR)\s?\.?:)\s*\S"
)
_HEADED = re.compile(
    r"(?:(?:to|from|an|à|a|al|aux?|von|lettre|letter|brief|carta|open letter|offener brief|carta abierta|lettre ouverte)\b(?:[^.!?;]|\b(?i:mr|mrs|ms|dr|st|hon|rev|gen|col|gov|sr|sra|mme|m|[a-z])\.){2,80}[.:]?\Z|\W*[IVXLC]{1,7}\W*\Z|\W*(?:n[o°]?\.? ?)?\d{1,4}\W{0,3}\Z)",
    re.IGNORECASE,
)
_FARTHEST = 24
_DATING = frozenset({Role.DATELINE, Role.PLACE, Role.DATE})
_MAIL = frozenset({"--", "—"})


class _Letter(NamedTuple):
    top: int
    salute: int  # -1 where there is none
    body: int
    run_in: int  # length of a salutation run into the first paragraph


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Openers, closers and postscripts of every letter in the text."""
    letters = list(_letters(sheet, roles))
    for number, letter in enumerate(letters):
        end = letters[number + 1].top if number + 1 < len(letters) else len(sheet)
        closer = list(_closer(sheet, roles, letter.body, end))
        closes = any(found.role is Role.CLOSING for found in closer)
        signs = any(found.role is Role.SIGNATURE for found in closer)
        opener = list(_opener(sheet, roles, letter))
        if letter.salute < 0 and not closes:  # the date of an article or a diary, not of a letter
            opener = [found for found in opener if found.role in _DATING]
        elif letter.salute >= 0 and spoken(sheet.units[letter.salute].text[:80]) and not signs:
            closer = []  # the thanks of a speech
        yield from opener
        yield from closer


def _letters(sheet: Sheet, roles: Roles) -> Iterator[_Letter]:
    floor = -1
    waiting = -1  # a full date, above which no salutation came yet
    for index, unit in enumerate(sheet.units):
        if roles[index] is not None or (not unit.text[0].isalpha() and unit.text[0] not in '¡[“"'):
            continue
        whole = index + 1 < len(sheet) and salutation_line(unit.text) and _ended(sheet, index)
        run_in = 0
        if not whole and len(unit.text) > 40:
            run_in = run_in_salutation(unit.text)
            if run_in < 0:  # one of the kind that is only sure where a letter may begin
                run_in = -run_in if _framed(sheet, roles, index) else 0
        if whole or run_in:
            top = _top(sheet, roles, index, floor)
            yield _Letter(top, index, index if run_in else index + 1, run_in)
            floor, waiting = index, -1
        elif unit.short and (found := dated(unit.text)) is not None and found.sure:
            if waiting < 0:
                waiting = index
        elif waiting >= 0 and sheet.prose(index):
            if index - waiting <= 4:
                top = _top(sheet, roles, waiting + 1, floor)
                yield _Letter(top, -1, index, 0)
                floor = index
            waiting = -1


def _ended(sheet: Sheet, index: int) -> bool:
    """Whether a salutation has its comma or colon, or stands alone; "Señor Licenciado" may open an address."""
    return sheet.units[index].text[-1] in ",:;!.—–-" or not sheet.spaced or sheet.units[index + 1].gap > 0


def _framed(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a letter may begin here: at the top, or below a short line that is no prose."""
    if index == 0:
        return True
    above = sheet.units[index - 1]
    if roles[index - 1] not in {None, Role.HEADING, Role.DIVIDER, Role.FIELD}:
        return False
    return dated(above.text) is not None or (
        above.short
        and not sheet.prose(index - 1)
        and (index <= 4 or _HEADED.match(above.text) is not None or addressed(above.text))
    )


def _top(sheet: Sheet, roles: Roles, salute: int, floor: int) -> int:
    """The first unit of the opener whose salutation is unit `salute`."""
    top = salute
    while top - 1 > floor and salute - top < _FARTHEST:
        above = sheet.units[top - 1]
        if (
            roles[top - 1] is not None
            or not above.short
            or (sheet.prose(top - 1) and dated(above.text) is None)
        ):
            break
        first = floor < 0
        sure = (
            dated(above.text) is not None
            or _HEADED.match(above.text)
            or addressed(above.text)
            or address_like(above.text)
            or _FIELD.match(above.text)
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


def _opener(sheet: Sheet, roles: Roles, letter: _Letter) -> Iterator[Claim | Part]:
    after = letter.salute if letter.salute >= 0 else letter.body
    for role, rule, first, last in _merged(sheet, _above(sheet, roles, letter.top, after)):
        if role is Role.DATELINE and first == last and (found := dated(sheet.units[first].text)):
            yield from dateline(sheet, first, found.place, found.date)
            continue
        yield Claim(first, last, role, rule)
        for unit in sheet.units[first : last + 1]:
            if role is Role.FIELD and (field := _FIELD.match(unit.text)):
                yield unit.part(Role.LABEL, field.span("label"), rule)
            elif role is Role.DATELINE and (found := dated(unit.text)):
                yield unit.part(Role.DATE, found.date, "dates/date")
    if letter.run_in:
        unit = sheet.units[letter.body]
        yield unit.part(Role.SALUTATION, (0, letter.run_in), "salutations/run-in")
    elif letter.salute >= 0:
        yield Claim(letter.salute, letter.salute, Role.SALUTATION, "salutations/line")


def _above(sheet: Sheet, roles: Roles, top: int, after: int) -> Iterator[tuple[Role, str, int]]:
    """What each line between the top of a letter and its salutation is."""
    dates = [n for n in range(top, after) if dated(sheet.units[n].text) is not None and sheet.units[n].short]
    first_date = dates[0] if dates else -1
    for index in range(top, after):
        unit = sheet.units[index]
        if roles[index] is not None or not unit.short:
            continue
        text = unit.text
        if index in dates:
            yield Role.DATELINE, "dates/line", index
        elif _FIELD.match(text):
            yield Role.FIELD, "letters/field", index
        elif (
            index + 1 in dates
            and sheet.units[index + 1].gap == 0
            and text.endswith(",")
            and text.count(" ") < 4
        ):
            yield Role.DATELINE, "dates/place-above", index
        else:
            yield *_place(sheet, index, top, after, first_date), index


def _place(sheet: Sheet, index: int, top: int, after: int, date: int) -> tuple[Role, str]:
    """Whether a line above the salutation is a heading, the sender's or the addressee's."""
    first, last = index, index
    while first > top and sheet.units[first].gap == 0 and first - 1 != date:
        first -= 1
    while last + 1 < after and sheet.units[last + 1].gap == 0 and last + 1 != date:
        last += 1
    stretch = sheet.units[first : last + 1]
    postal = any(address_like(unit.text) for unit in stretch)
    honoured = addressed(stretch[0].text)
    alone = len(stretch) == 1 or not sheet.spaced
    text = sheet.units[index].text
    headed = (_HEADED.match(text) is not None and not honoured) or (capitals(text) and not postal)
    headed = headed or (honoured and index < date and _HEADED.match(text) is not None)
    if alone and (headed or (index == 0 and not postal and not honoured)):
        return Role.HEADING, "letters/heading"
    if index > date >= 0:
        return Role.ADDRESS, "letters/address"
    if date > index:
        below = date + 1 < after
        if honoured and not below:
            return Role.ADDRESS, "letters/address"
        if postal or (len(stretch) > 1 and index > 0) or (below and len(stretch) > 1):
            return Role.LETTERHEAD, "letters/letterhead"
        return Role.HEADING, "letters/heading"
    if last + 1 == after and (honoured or postal or len(stretch) > 1 or index > 0):
        return Role.ADDRESS, "letters/address"
    return (Role.LETTERHEAD, "letters/letterhead") if postal else (Role.HEADING, "letters/heading")


def _merged(sheet: Sheet, found: Iterator[tuple[Role, str, int]]) -> Iterator[tuple[Role, str, int, int]]:
    """Lines of one role that touch become one block; headings and fields stay apart."""
    held: tuple[Role, str, int, int] | None = None
    for role, rule, index in found:
        apart = role in {Role.HEADING, Role.FIELD} or (
            role is Role.DATELINE
            and not rule.endswith("above")
            and held is not None
            and held[1] != "dates/place-above"
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


def _closer(sheet: Sheet, roles: Roles, body: int, end: int) -> Iterator[Claim | Part]:
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
