"""Headings that are a date in a letter: where a newspaper's reports are from and of which day, and when a meeting was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.salutations import salutation_line

_BIG = r"[^\W\d_a-zà-ÿßſ]"
_FROM = re.compile(  # where news is from, and of which day: "Auß Wien vom 26. diß", "From Vienna, March 3", "De Viena, a 3 de marzo"
    rf"(?:Au(?:ß|ſz|ss|s)|Von|From|Del?|D[eu]s?|D[’'])\s?(?:(?:dem|der|deß|des|the|la|las|los|le|les|l[’'])\s)?{_BIG}[^\d?!;:]{{2,50}}?"
    r"(?:\bvom|\bden|\bdu|\ble|\ba|\bá|\bthe|\bof|[,/])\s?(?:\w+\s)?\d{1,2}\b[^?!;:]{0,36}\Z"
)
_ANY = re.compile(  # asked of a whole text: most have no such line
    r"\n[^\S\n]*(?:Au(?:ß|ſz|ss|s)|Von|From|Del?|D[eu]s?|D[’'])\s[^\n]{3,80}\d"
)
_PLACED = re.compile(rf"{_BIG}[^\d?!;:]{{2,50}}?(?:\bvom|\bden|\ble)\s\d{{1,2}}\b[^?!;:]{{0,36}}\Z")
_MEETING = re.compile(  # "Séance du 6 avril 1807"
    r"(?i:(?:(?:procès-verbal|acta|minutes|protokoll|compte[- ]rendu)\s(?:de\s(?:la\s)?|of\s(?:the\s)?|der\s)?)?"
    r"(?:séance|\w{0,9}sitzung|sesi[oó]n|session|meeting|junta|r[ée]uni[oó]n|asamblea|assemblée))\b[^\d.!?;]{0,40}?\b(?:du|de|del|vom|am|of|on|le)\s[^!?;]{0,24}\d"
)
_LINE = 90  # characters
_TOP = 3  # lines above which a meeting is named
_FEWEST = 3  # reports


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The line at the top that says which meeting this was, and the places and days above news.

    Of these a text has at least three that say where the news is from, and no salutation stands below one.
    """
    for n, unit in enumerate(sheet.units[:_TOP]):
        if roles[n] is None and unit.short and len(unit.text) <= _LINE and _MEETING.match(unit.text):
            yield Claim(n, n, Role.HEADING, "headings/meeting", 1)
    if _ANY.search(sheet.content) is not None:
        yield from _reports(sheet, roles)


def _reports(sheet: Sheet, roles: Roles) -> Iterator[Claim]:
    found = [n for n in range(len(sheet) - 1) if roles[n] is None and len(sheet.units[n].text) <= _LINE]
    from_there = {n for n in found if _FROM.match(sheet.units[n].text) and _heads(sheet, roles, n)}
    if len(from_there) < _FEWEST:
        return
    level = 1 + (min(from_there) > 0 and sheet.units[0].short)
    for n in found:
        text = sheet.units[n].text
        if n in from_there or ((_PLACED.match(text) or dated(text)) and _heads(sheet, roles, n)):
            yield Claim(n, n, Role.HEADING, "headings/dated", level)


def _heads(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether a text stands right below a line, and nobody is greeted there."""
    below = sheet.units[index + 1]
    if roles[index + 1] is not None or salutation_line(below.text) or not sheet.units[index].short:
        return False
    return len(below.text) > len(sheet.units[index].text) or below.wrapped
