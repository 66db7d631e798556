"""What press releases have round their text: when it may be used, the title below that they call themselves one, and the sign of the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.head import Head
from archive.outline.lines import Claim, Roles, Sheet

RELEASE = "boilerplate/release"
"""The rule of the line that says when a release may be used."""

_TOP = 4  # units in which it says that it is one
_LETTERHEAD = 6  # lines of a letterhead that may stand above
_TITLE = 6  # units below that in which its title stands
_WHEN = re.compile(
    r"\W*(?:(?:for|not for) (?:immediate |general )?release|para (?:su )?(?:publicaci[óo]n|difusi[óo]n|divulgaci[óo]n) inmediata|"
    r"pour (?:diffusion|publication) imm[ée]diate|à diffuser immédiatement|zur sofortigen (?:veröffentlichung|freigabe))\W*\Z",
    re.IGNORECASE,
)
_EMBARGO = re.compile(
    r"\W*(?:(?:strictly )?embargoed|under embargo|embargo|embargado|sous embargo|sperrfrist)\b[^.?!]{0,80}\Z",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:press|news|media) (?:release|statement)|comunicado(?: de prensa| oficial)?|nota de prensa|bolet[íi]n de prensa|communiqué(?: de presse)?|"
    r"pressemitteilung|presseerklärung|medienmitteilung|presseinformation",
    re.IGNORECASE,
)
_CALLS_ITSELF = 60  # characters of the line
_END = re.compile(r"(?:[-–—*#~]+ ?(?:30|ends?|fin|ende|final) ?[-–—*#~]+|ENDS)\.?\Z", re.IGNORECASE)
_DESK = re.compile(
    r"[a-z]{2,4}(?:[/-][a-z]{2,4}){1,5}\.?\Z"
)  # who wrote and read it at an agency: "ad/mrb/jhd"
_HASHES = re.compile(r"(?:# ?){3,5}\Z")
_BEGINS_SIGN = "-–—*#~E"
_SIGN = 15  # characters of the sign that it is over
_HEADLINE = 150
_STOPS = (".", ",", ";", ":", "?")


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """When a release may be used, above all; and the sign that it is over, below prose: "-30-", "ENDS"."""
    for index, unit in enumerate(sheet.units):
        if roles[index] is not None or (
            _TOP + _LETTERHEAD <= index < len(sheet) - 1 and unit.text[0] not in _BEGINS_SIGN
        ):
            continue
        if (
            index < _TOP + _LETTERHEAD
            and len(unit.text) <= _HEADLINE
            and (_WHEN.match(unit.text) or (index < _TOP and _EMBARGO.match(unit.text)))
        ):
            yield Claim(index, index, Role.BOILERPLATE, RELEASE)
        elif index + 1 == len(sheet) and index > 1 and _DESK.match(unit.text):
            yield Claim(index, index, Role.BOILERPLATE, "boilerplate/desk")
        elif (
            index > 1 and len(unit.text) <= _SIGN and _END.match(unit.text) and not unit.text.islower()
        ) or (index + 1 == len(sheet) and index > 1 and _HASHES.match(unit.text)):
            yield Claim(index, index, Role.TRAILER, "headings/release-ends")


def released(sheet: Sheet, roles: Roles) -> dict[int, Head]:
    """The headline of a release: the one line above its prose, below the line that calls it one and a date, a place or a contact."""
    called = [
        n
        for n, unit in enumerate(sheet.units[: _TOP + _LETTERHEAD])
        if len(unit.text) <= _CALLS_ITSELF
        and ((n < _TOP and _CALLED.match(unit.text)) or _WHEN.match(unit.text))
    ]
    if not called or Role.SALUTATION in roles:
        return {}
    for index in range(called[-1] + 1, min(called[-1] + 1 + _TITLE, len(sheet) - 1)):
        unit = sheet.units[index]
        if roles[index] is None and sheet.prose(index) and unit.text.endswith("."):
            return {}
        if roles[index] is not None or unit.last > unit.first or len(unit.text) > _HEADLINE:
            continue
        below = sheet.units[index + 1]
        if (
            sheet.prose(index + 1)
            and (below.gap > 0 or not sheet.spaced)
            and not below.text[0].islower()
            and not unit.text.endswith(_STOPS)
            and unit.text[0].isupper()
        ):
            return _headlines(sheet, roles, called[-1], index)
    return {}


def _headlines(sheet: Sheet, roles: Roles, called: int, index: int) -> dict[int, Head]:
    """The line right above the prose of a release as its headline; with the line above that, it is what stands below the headline."""
    deck = {index: Head(index, index, "headings/named", "deck")}
    above = sheet.units[index - 1]
    if index - 1 <= called or roles[index - 1] is not None or sheet.units[index].gap > 0:
        return deck
    if above.last > above.first or not above.text.count(" ") + 1 > 2 or len(above.text) > _HEADLINE:
        return deck
    if above.text.endswith(_STOPS) or not above.text[0].isupper():
        return deck
    return {index - 1: Head(index - 1, index - 1, "headings/named", "title"), **deck}
