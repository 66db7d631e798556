"""What stands below the body of a letter: close, signature, date, copies and postscripts."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from archive.outline.blocks import Part, Role
from archive.outline.closings import (
    closing_goes_on,
    closing_line,
    leads_up,
    name_after_close,
    own_signature,
    run_in_closing,
)
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import address_like, addressed, entry_like, name_like, signature_like
from archive.outline.signatures import dateline, outweighed, signed, stretches, tail_like

POSTSCRIPT = re.compile(
    r"(?:P\. ?S\.?|P\.? ?D\.|P ?S\b[:.]?|PD[:.]|N\. ?[SB]\.|N\. ?S\.|N ?B[:.]|Postscript|Post[ -]?[Dd]ata|Posdata|Nachschrift|Post[ -]?[Ss]criptum|P\.-S\.)(?:[:.,—–-]|\s)+(?=\S)"
    r"|(?:P\. ?S\.?|P\. ?D\.|N\. ?S\.|PS[.:]?|P\.-S\.|Postscript|Posdata|Nachschrift)[-:—–]{0,2}\Z"
)
_WARM = re.compile(
    r"gr[uü](?:ß|ss|s)|k[uü](?:ß|ss)|\b(?:love|loving|regards?|wishes|thoughts|affection\w*|remembrances?|bless|luck|greetings|sympathy|friend\w*|wohl|adieu|adi[oó]s|au revoir|wiedersehen|liebe|herz\w*|treu\w*|dank\w*"
    r"|embrass\w+|baisers?|amiti[ée]s?|tendresses?|respects?|abrazos?|besos?|saludos?|recuerdos?|cariños?|afect\w*|quier[eo]|bendici\w+|your[s]?|votre|vôtre|dein\w*|ihr\w*|tuy[oa]|suy[oa]|sincer\w+|cordial\w*|always|ever)\b",
    re.IGNORECASE,
)
_MAIL = frozenset({"--", "—"})
_GREETS = re.compile(
    r"gegr[uü](?:ß|ss|s)t|gr[uü](?:ß|ss)(?:e|en|t)?\b|k[uü](?:ß|ss)|\bwohl\b|\b(?:love to|regards|embrass\w+|abrazo|saludos|wiedersehe?n|bless you)\b",
    re.IGNORECASE,
)
_REACH = 14  # units from the end of a letter in which its close is looked for, if a postscript without a mark follows
_ADDITIONS = 40  # units from the end in which a marked postscript begins
_SIGNS = 4
_LONG = 90
_PHRASE = 60
_ENVELOPE = 3  # lines
_MARK = 12  # characters of a line that says no more than that a postscript follows
_ADDED = 400  # characters that a postscript may have, however short the letter


def closer(sheet: Sheet, roles: Roles, body: int, end: int) -> Iterator[Claim | Part]:
    """The close, signature and postscripts of the letter whose body is units [body, end)."""
    while end > body and roles[end - 1] is not None:
        end -= 1
    end = yield from _mail(sheet, roles, body, end)
    body = yield from _enclosing(sheet, roles, body, end)
    postscript = next(
        (
            n
            for n in range(max(body + 1, end - _ADDITIONS), end)
            if roles[n] is None and POSTSCRIPT.match(sheet.units[n].text)
        ),
        end,
    )
    postscript = _unmarked(sheet, roles, body, postscript)
    yield from _postscripts(sheet, roles, postscript, end)
    tail = postscript
    while tail > body + (sheet.prose(body)) and roles[tail - 1] is None:
        if not (
            _below(sheet, tail - 1)
            or (tail < postscript and _between(sheet, roles, body, tail - 1))
            or _hands_over(sheet, tail - 1, postscript)
        ):
            break
        tail -= 1
    if not outweighed(sheet, body, tail, postscript):
        return
    close = _first_close(sheet, tail, postscript)
    if close >= 0:
        yield from _closed(sheet, roles, (body, close, postscript))
        return
    above = tail - 1
    start = run_in_closing(sheet.units[above].text) if body <= above < end and roles[above] is None else -1
    if start >= 0:
        yield from _run_in(sheet, above, start, named=tail == postscript)
    if tail < postscript and (start >= 0 or _names_end(sheet, tail, postscript)):
        yield from signed(sheet, tail, postscript)


def _closed(sheet: Sheet, roles: Roles, place: tuple[int, int, int]) -> Iterator[Claim | Part]:
    """The close in units [close, postscript) of a letter that begins at `body`, with the date right above it, and the signature."""
    body, known, postscript = place
    close = _begun_above(sheet, roles, known, body)
    after = close + 1
    while after < postscript and (_goes_on(sheet, after) or after <= known):
        after += 1
    above = close - 1
    if above > body and roles[above] is None and (found := dated(sheet.units[above].text)) is not None:
        yield from dateline(sheet, above, found.place, found.date)
    signs = (
        after - 1
        if after == postscript and after - 1 > close and own_signature(sheet.units[after - 1].text)
        else after
    )
    for first, stop in stretches(sheet, close, signs):
        yield Claim(first, stop - 1, Role.CLOSING, "closings/line")
    last = sheet.units[signs - 1]
    if signs < after:
        yield Claim(signs, signs, Role.SIGNATURE, "signatures/own")
    elif (named := name_after_close(last.text)) > 0:
        yield last.part(Role.SIGNATURE, (named, len(last.text)), "closings/named")
    yield from signed(sheet, after, postscript)


def _enclosing(sheet: Sheet, roles: Roles, body: int, end: int) -> Generator[Claim | Part, None, int]:
    """The close of a letter that something long follows, as what it encloses; where the text goes on comes back."""
    for close in range(body + 1, end - _REACH):
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


def _between(sheet: Sheet, roles: Roles, body: int, index: int) -> bool:
    """Whether a short line of unknown kind stands between a close and the name below it: "dankbarste Tochter"."""
    unit = sheet.units[index]
    if index - 1 <= body or roles[index - 1] is not None or not unit.short or len(unit.text) > 45:
        return False
    above = sheet.units[index - 1].text
    return unit.text[-1] not in "!?:;" and len(above) <= _LONG and (closing_line(above) or leads_up(above))


def _first_close(sheet: Sheet, tail: int, stop: int) -> int:
    """The first line of the close among units [tail, stop); -1 if none is one.

    A short line that leads up to the name is one as well, if it begins as closes do or ends with a comma.
    """
    for n in range(tail, stop):
        text = sheet.units[n].text
        below = n + 1 < stop and signature_like(sheet.units[n + 1].text)
        if closing_line(text) or (below and leads_up(text)) or _hands_over(sheet, n, stop):
            return n
    return -1


def _begun_above(sheet: Sheet, roles: Roles, close: int, body: int) -> int:
    """Where a close begins whose first words stand on short lines of their own: "Hoping to hear from you soon I remain"."""
    while close - 1 > body and roles[close - 1] is None:
        unit = sheet.units[close - 1]
        text = unit.text
        led = text[-1].isalpha() or text[-1] in ",—–-" or (text[-1] in ".!" and _GREETS.search(text))
        if not unit.short or len(text) > _PHRASE or not led:
            break
        if not sheet.prose(close - 2) or name_like(text) or dated(text) is not None or " " not in text:
            break
        close -= 1
    return close


def _hands_over(sheet: Sheet, index: int, stop: int) -> bool:
    """Whether a line is a close by its place: a phrase right above a name that ends the letter, "With all kind thoughts,"."""
    unit = sheet.units[index]
    text = unit.text
    if index + 1 >= stop or not unit.short or len(text) > _PHRASE or text.count(" ") > 9:
        return False
    name = sheet.units[index + 1].text
    if len(name) > 40 or not signature_like(name) or closing_line(name):
        return False
    if address_like(text) or addressed(text) or dated(text) is not None:
        return False
    if text[-1] in ",—–-":
        return True
    if text[-1] in ".!":
        return _WARM.search(text) is not None
    return text[-1].isalpha() and not name_like(text) and any(word[0].islower() for word in text.split())


def _signs_alone(sheet: Sheet, index: int) -> bool:
    """Whether a line between two paragraphs is the name of who writes: "Paul." below a whole sentence."""
    text = sheet.units[index].text
    return (
        len(text) <= 30
        and text.count(" ") <= 2
        and text[-1] not in "!?,"
        and signature_like(text)
        and name_like(text)
        and sheet.prose(index - 1)
        and (sheet.units[index - 1].ends or sheet.units[index - 1].text[-1] in "—–-")
        and sheet.prose(index + 1)
    )


def _unmarked(sheet: Sheet, roles: Roles, body: int, stop: int) -> int:
    """Where a postscript begins that bears no mark: prose below a close and the name under it; `stop` if none does."""
    found = stop
    for close in range(stop - 2, max(body, stop - _REACH), -1):
        text = sheet.units[close].text
        if roles[close] is not None:
            break
        own = own_signature(text) or _signs_alone(sheet, close)
        line = (
            own
            or (len(text) <= _LONG and (closing_line(text) or leads_up(text)))
            or _hands_over(sheet, close, stop)
        )
        if not line and (
            len(text) <= _LONG or not signature_like(sheet.units[close + 1].text) or run_in_closing(text) < 0
        ):
            continue
        after = close + (not own)
        while not own and after < stop and roles[after] is None and _goes_on(sheet, after):
            after += 1
        names = after
        while after < stop and roles[after] is None and _below(sheet, after) and after - names < _SIGNS:
            after += 1
        if after in (names, stop) or not signature_like(sheet.units[names].text):
            continue
        added = sum(len(sheet.units[n].text) for n in range(after, stop))
        whole = sum(len(sheet.units[n].text) for n in range(body, stop))
        if all(roles[n] is None for n in range(after, stop)) and 2 * added < whole + _ADDED:
            found = after
    return found


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
    text = unit.text
    if tail_like(unit) or closing_line(text):
        return True
    if not unit.short or len(text) > _LONG:
        return False
    if signature_like(text) or leads_up(text):
        return True
    if addressed(text) and (address_like(text) or entry_like(text.partition(" ")[2])):
        return True
    return not unit.ends and (closing_goes_on(text) or address_like(text))


def _goes_on(sheet: Sheet, index: int) -> bool:
    text = sheet.units[index].text
    if dated(text) is not None or addressed(text):
        return False
    last = index + 1 == len(sheet) or not signature_like(sheet.units[index + 1].text)
    if last and text[0].isupper() and signature_like(text) and not (closing_line(text) or leads_up(text)):
        return False
    return closing_line(text) or (sheet.units[index].short and (closing_goes_on(text) or leads_up(text)))


def _names_end(sheet: Sheet, first: int, after: int) -> bool:
    """Whether what stands below the body, without a close, is a signature or a date."""
    return all(
        name_like(unit.text)
        or signature_like(unit.text)
        or dated(unit.text) is not None
        or addressed(unit.text)
        or index > first
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
            yield unit.part(Role.MARKER, (0, len(found.group().rstrip(" \t\n—–-:,"))), "letters/postscript")
        elif following < 8 and (sheet.prose(index) or bare or (index == first and not tail_like(unit))):
            following += 1
            yield Claim(index, index, Role.POSTSCRIPT, "letters/postscript-goes-on")
        else:
            while stop < end and roles[stop] is None and tail_like(sheet.units[stop]):
                stop += 1
            if stop - index > 1 or tail_like(unit):
                yield from _below_postscript(sheet, index, stop)
        index = stop


def _below_postscript(sheet: Sheet, first: int, after: int) -> Iterator[Claim | Part]:
    """What short lines below a postscript are: an envelope, where they name a street or town, or who signs again."""
    units = sheet.units[first:after]
    if after - first >= _ENVELOPE and any(address_like(unit.text) for unit in units):
        for begin, stop in stretches(sheet, first, after):
            yield Claim(begin, stop - 1, Role.ADDRESS, "letters/address-at-foot")
    else:
        yield from signed(sheet, first, after)
