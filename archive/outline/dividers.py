"""Lines of stars or dashes between divisions, lines that underline a heading, and the words that end a book."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.tables import drawn_across, set_in_columns

_CLOSES = 60  # characters
UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\Z")
INK = re.compile(r"\w")
_DIVIDER = re.compile(r"(?:[*·•#~=_—–-]\s*){3,}\Z|[*⁂§❦]\Z|\.{5,}\Z|(?:\*\s+){1,}\*\Z")
_PARTS = (
    "(?:acts?|cantos?|books?|volumes?|parts?|chapters?|play|comedy|tragedy|masque"
    "|actos?|jornadas?|cuadros?|partes?|comedia|tragedia|sainete|entremés|romance"
    "|actes?|chants?|livres?|parties?|comédie|tragédie"
    "|akte?s?|aufzugs?|aufzuges|gesang(?:e?s)?|theile?s|teile?s|buche?s|vorspiels?|lustspiels?|trauerspiels?|oper|stückes?|schauspiels?)"
)
_CLOSING = re.compile(
    rf"(?i:(?:the )?end of (?:the )?(?:\w+ ){{0,2}}{_PARTS}|fin (?:del?(?: la| las| los)?|du|de l[’'] ?|des) ?(?:\w+ ){{0,2}}{_PARTS}|ende de[rs] (?:\w+ ){{0,2}}{_PARTS})(?: \w+){{0,2}}[.!]?\Z"
)
_FINIS = re.compile(r"(?:THE END|The End|FINIS|Finis|FIN|Fin|ENDE|Ende)[.!]\Z|(?:THE END|FINIS|FIN)\Z")
_TRAILER = re.compile(
    r"(?i:the end|finis|fin|ende|end of (?:the )?(?:\w+ )?(?:book|volume|part|first|second|chapter)\b.{0,30}|fin de la .{3,30}|fin du .{3,30})[.!]?\Z"
)


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Lines of stars or dashes between divisions, and the words that end a book."""
    for index, unit in enumerate(sheet.units):
        if roles[index] is not None or len(unit.text) > 110 or drawn_across(sheet, index):
            continue
        if (
            not unit.text[0].isalnum()
            and INK.search(unit.text.replace("_", "")) is None
            and _DIVIDER.match(unit.text)
        ):
            under = (
                index > 0
                and unit.gap == 0
                and UNDERLINE.match(unit.text) is not None
                and sheet.units[index - 1].short
            )
            if not (under and roles[index - 1] is None and heads(sheet, index - 1)):
                yield Claim(index, index, Role.DIVIDER, "headings/divider")
        elif index and (
            _ended(sheet, index)
            or (
                unit.gap != 0
                and len(unit.text) < 50
                and _TRAILER.match(unit.text)
                and index >= len(sheet) - 6
            )
        ):
            yield Claim(index, index, Role.TRAILER, "headings/trailer")


def _ended(sheet: Sheet, index: int) -> bool:
    """Whether a line says that an act, a canto or a whole piece ends here, be it in the midst of a text."""
    text = sheet.units[index].text
    if len(text) > _CLOSES or text[0] not in "tTeEfF":
        return False
    return _CLOSING.match(text) is not None or _FINIS.match(text) is not None


def heads(sheet: Sheet, index: int) -> bool:
    """Whether the line above an underline is one: short, and the only line since a blank one."""
    unit = sheet.units[index]
    return (
        unit.short
        and unit.gap != 0
        and not unit.text.endswith((".", ",", ";"))
        and INK.search(unit.text) is not None
        and not set_in_columns(unit.text)
    )
