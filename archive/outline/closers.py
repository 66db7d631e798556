"""What stands below the body of a letter: close, signature, date, copies and postscripts."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from archive.outline.blocks import Part, Role
from archive.outline.closings import closing_line, form_of_address, leads_up, name_after_close, own_signature
from archive.outline.courtesies import courteous, tells
from archive.outline.dates import dated
from archive.outline.envelopes import outside, plainly_outside
from archive.outline.farewells import FAREWELL, NAMED, last_paragraph
from archive.outline.foot import outweighed
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import kin_like, name_like, signature_like
from archive.outline.overhead import FIELD
from archive.outline.postscripts import APPARATUS, postscript_of, postscripts
from archive.outline.run_together import foot_of
from archive.outline.salutations import run_in_salutation
from archive.outline.signatures import dateline, signed, tail_like
from archive.outline.signers import stretches
from archive.outline.tails import PHRASE, below, between, goes_on, hands_over

ALL_THERE_IS = "closings/all-there-is"  # of a card that greets and says no more
_ENDS = frozenset({Role.CLOSING, Role.SIGNATURE})
_MAIL = frozenset({"--", "—"})
_GREETS = re.compile(
    r"gegr[uü](?:ß|ss|s)t|gr[uü](?:ß|ss)(?:e|en|t)?\b|k[uü](?:ß|ss)|\bwohl\b|\b(?:love to|regards|embrass\w+|abrazo|saludos|wiedersehe?n|bless you)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"1[0-9]\d\d\W{0,2}\Z")
_LAST = 14  # units from the end of a letter in which its close is looked for; one above them parts it from what it encloses
_SIGNS = 4
_SPLIT = 5  # lines over which the beginning of a close may be split


def closer(
    sheet: Sheet, roles: Roles, body: int, end: int, *, greeted: bool = False
) -> Iterator[Claim | Part]:
    """The close, signature and postscripts of the letter whose body is units [body, end).

    `greeted` says that it has a salutation: a name alone between two paragraphs signs then, and is else a heading.
    """
    while end > body and roles[end - 1] is not None:
        end -= 1
    end = yield from _mail(sheet, roles, body, end)
    body = yield from _enclosing(sheet, roles, body, end)
    end = yield from _outside(sheet, roles, body, end)
    postscript = postscript_of(sheet, roles, body, end, greeted=greeted)
    yield from postscripts(sheet, roles, postscript, end)
    found = list(_above(sheet, roles, (body, postscript), greeted=greeted))
    yield from found
    if not any(claim.role in _ENDS for claim in found):
        yield from _on_one_line(sheet, roles, body, postscript)


def _on_one_line(sheet: Sheet, roles: Roles, body: int, stop: int) -> Iterator[Claim | Part]:
    """The close of a letter whose last line holds it with the name, and maybe the day, behind it."""
    last = stop - 1
    while last > body and APPARATUS.match(sheet.units[last].text):
        last -= 1
    if last <= body or roles[last] is not None or (foot := foot_of(sheet.units[last].text)) is None:
        return
    unit = sheet.units[last]
    yield Claim(last, last, Role.CLOSING, "closings/line")
    yield unit.part(Role.SIGNATURE, (foot.name, foot.after), NAMED)
    if foot.day >= 0:
        yield unit.part(Role.DATELINE, (foot.day, len(unit.text)), "dates/at-foot")


def _above(sheet: Sheet, roles: Roles, place: tuple[int, int], *, greeted: bool) -> Iterator[Claim | Part]:
    """The close and the signature of a letter whose body begins at `body`, above its postscripts."""
    body, postscript = place
    tail = postscript
    while tail > body + (sheet.prose(body)) and roles[tail - 1] is None:
        if not (
            below(sheet, tail - 1)
            or (tail < postscript and between(sheet, roles, body, tail - 1))
            or hands_over(sheet, tail - 1, postscript)
        ):
            break
        tail -= 1
    if not outweighed(sheet, body, tail, postscript):
        return
    close = _first_close(sheet, tail, postscript)
    if close >= 0:
        yield from _closed(sheet, roles, (body, close, postscript))
        return
    yield from last_paragraph(sheet, roles, (body, tail, postscript), greeted=greeted)


def _closed(sheet: Sheet, roles: Roles, place: tuple[int, int, int]) -> Iterator[Claim | Part]:
    """The close in units [close, postscript) of a letter that begins at `body`, with the date right above it, and the signature."""
    body, known, postscript = place
    close = _begun_above(sheet, roles, known, body)
    after = close + 1
    while after < postscript and (goes_on(sheet, after) or after <= known):
        after += 1
    above = close - 1
    if above - 1 > body and _YEAR.match(sheet.units[above].text) and roles[above] is None:
        above -= 1  # "Berlin, den 22ten Novbr. / 1796."
    if above > body and roles[above] is None and (found := dated(sheet.units[above].text)) is not None:
        yield from dateline(sheet, above, found.place, found.date)
        if above + 1 < close:
            yield Claim(above + 1, above + 1, Role.DATELINE, "dates/line")
        if _calls_again(sheet, roles, above - 1, body):
            yield Claim(above - 1, above - 1, Role.CLOSING, "closings/line")
    ending = sheet.units[after - 1].text
    own = after == postscript and after - 1 > close and (own_signature(ending) or kin_like(ending))
    signs = after - own
    above = close - 1
    if above > body and roles[above] is None and sheet.prose(above) and courteous(sheet.units[above].text):
        yield Claim(above, above, Role.CLOSING, FAREWELL)
    if close == body and roles[close] is None and not run_in_salutation(sheet.units[close].text):
        yield Claim(close, close, Role.PARAGRAPH, ALL_THERE_IS)
        close += 1
    for first, stop in stretches(sheet, close, signs):
        whole = [n for n in range(first, stop) if _is_custom(sheet.units[n].text)]
        rule = FAREWELL if whole else "closings/line"
        yield Claim(first, stop - 1, Role.CLOSING, rule)
    last = sheet.units[signs - 1]
    if signs < after:
        yield Claim(signs, signs, Role.SIGNATURE, "signatures/own")
    elif signs == postscript and (foot := foot_of(last.text, sure=True)) is not None:
        yield last.part(Role.SIGNATURE, (foot.name, foot.after), NAMED)
        if foot.day >= 0:
            yield last.part(Role.DATELINE, (foot.day, len(last.text)), "dates/at-foot")
    elif (named := name_after_close(last.text)) > 0:
        yield last.part(Role.SIGNATURE, (named, len(last.text)), NAMED)
    yield from signed(sheet, after, postscript)


def _is_custom(text: str) -> bool:
    """Whether a paragraph of some length is by custom the close of a letter."""
    return len(text) > PHRASE and courteous(text)


def _outside(sheet: Sheet, roles: Roles, body: int, end: int) -> Generator[Claim | Part, None, int]:
    """The outside of the letter at its very end, below a name or a postscript; where the letter ends above it comes back."""
    first = outside(sheet, body, end)
    if first - 1 <= body or first == end or any(roles[index] is not None for index in range(first, end)):
        return end
    above = sheet.units[first - 1]
    parted = above.ends or signature_like(above.text) or dated(above.text) is not None
    if not (parted or plainly_outside(sheet.units[first].text)):
        return end
    for begin, stop in stretches(sheet, first, end):
        yield Claim(begin, stop - 1, Role.ADDRESS, "letters/outside")
    return first


def _enclosing(sheet: Sheet, roles: Roles, body: int, end: int) -> Generator[Claim | Part, None, int]:
    """The close of a letter that something long follows, as what it encloses; where the text goes on comes back."""
    for close in range(body + 1, end - _LAST):
        text = sheet.units[close].text
        if (
            len(text) > 45
            or text[-1] not in ",—–-"
            or roles[close] is not None
            or roles[close + 1] is not None
        ):
            continue
        if not closing_line(text) or dated(text) is not None:
            continue
        name = sheet.units[close + 1].text
        if len(name) > 40 or not signature_like(name) or not sheet.prose(close - 1):
            continue
        after = close + 2
        while (
            after < close + _SIGNS
            and roles[after] is None
            and tail_like(sheet.units[after])
            and sheet.units[after].gap == 0
        ):
            after += 1
        yield Claim(close, close, Role.CLOSING, "closings/line")
        yield from signed(sheet, close + 1, after)
        return after
    return body


def _first_close(sheet: Sheet, tail: int, stop: int) -> int:
    """The first line of the close among units [tail, stop); -1 if none is one.

    A short line that leads up to the name is one as well, if it begins as closes do or ends with a comma.
    """
    for n in range(tail, stop):
        text = sheet.units[n].text
        below = n + 1 < stop and signature_like(sheet.units[n + 1].text)
        if closing_line(text) or (below and leads_up(text)) or hands_over(sheet, n, stop):
            return n
    return -1


def _begun_above(sheet: Sheet, roles: Roles, close: int, body: int) -> int:
    """Where a close begins whose first words stand on short lines of their own: "Hoping to hear from you soon I remain"."""
    first = close
    while first - 1 > body and close - first < _SPLIT and roles[first - 1] is None and _led(sheet, first - 1):
        first -= 1
    if first == close and _calls_again(sheet, roles, close - 1, body):
        return close - 1
    reached = sheet.prose(first - 1) or sheet.units[first - 1].ends
    return first if reached else close


def _calls_again(sheet: Sheet, roles: Roles, index: int, body: int) -> bool:
    """Whether a line addresses the other within the close, below a sentence that leads up to it: "… avec respect / Monsieur / Votre …"."""
    return (
        index - 1 >= body
        and roles[index] is None
        and form_of_address(sheet.units[index].text)
        and sheet.prose(index - 1)
    )


def _led(sheet: Sheet, index: int) -> bool:
    """Whether a short line may be the beginning of a close: a phrase without its end, or a greeting."""
    unit = sheet.units[index]
    text = unit.text
    if not unit.short or len(text) > PHRASE or " " not in text or name_like(text) or dated(text) is not None:
        return False
    return (
        text[-1].isalpha()
        or text[-1] in ",—–-"
        or (text[-1] in ".!" and _GREETS.search(text) is not None and not tells(text))
    )


def _mail(sheet: Sheet, roles: Roles, body: int, end: int) -> Generator[Claim, None, int]:
    """The signature that mail sets off with "--", up to the head of another; where the letter ends above it comes back."""
    for mark in range(max(body + 1, end - 12), end - 1):
        if sheet.units[mark].text in _MAIL and roles[mark] is None:
            last = mark + 1
            while last + 1 < end and not (
                sheet.units[last + 1].gap and FIELD.match(sheet.units[last + 1].text)
            ):
                last += 1
            yield Claim(mark, last, Role.SIGNATURE, "signatures/mail")
            return mark
    return end
