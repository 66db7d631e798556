"""Headings, with their level: marked, underlined, numbered, in capitals, or short lines that stand alone above prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from archive.outline.blocks import Part, Role
from archive.outline.dividers import UNDERLINE, heads
from archive.outline.letters import bodies
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.mastheads import masthead
from archive.outline.names import capitals
from archive.outline.titles import (
    bracketed,
    first_free,
    headline,
    opening,
    prose_below,
    subject,
    tall,
    titled,
)

_MARKDOWN = re.compile(r"(?P<marker>#{1,6})\s+(?=\S)")
_ORDINAL = (
    r"(?:[IVXLC]{1,8}|\d{1,3}|[A-Z]|(?i:the )?(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
    r"|(?i:primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[ée]ptim[oa]|octav[oa]|noven[oa]|décim[oa]|únic[oa]|[úu]ltim[oa]|prim[oa]|second[oa]|terz[oa]|quart[oa])|(?i:premi[eè]re?|second[e]?|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième|derni[eè]re?|uni(?:que)?))"
)
_CHAPTER = re.compile(
    rf"(?:(?P<part>(?i:part|book|volume|libro|parte|tomo|partie|livre|tome|teil|buch|band|canto|chant|gesang|act|acto|acte|akt|aufzug|atto))"
    rf"|(?P<chapter>(?i:chapter|cap[íi]tulo|chapitre|kapitel|capitolo|canzone|letter|carta|lettre|brief|stave|scene|escena|scena|scène|szene|auftritt|jornada|article|art[íi]culo|artikel))"
    rf"|(?P<section>(?i:section|sección|abschnitt|§|appendix|apéndice|annexe|anhang|anexo|annex)))\b\.?\s*(?:(?i:the|no|n[o°]|nr)\.?\s+)?{_ORDINAL}(?P<rest>\b[.:—–-]*(?:\s+\S[^\n]{{0,90}})?)\Z"
)
_GERMAN = re.compile(
    r"(?:(?:erste|zwe[iy]te|dritte|vierte|fünfte|sechste|siebente|siebte|achte|neunte|zehnte|elfte|zwölfte|letzte|\w{4,15}zehnte|\w{4,20}zigste)[rsn]?|\d{1,3}\.)\s+"
    r"(?:(?P<part>teil|theil|buch|band|akt|aufzug|gesang)|(?P<chapter>kapitel|capitel|brief|s[cz]ene|auftritt|abschnitt|abend|abteilung|vorlesung))\.?\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?i:preface|foreword|introduction|prologue|epilogue|conclusions?|contents|table of contents|abstract|summary|background|appendix|bibliography|references|notes|footnotes|acknowledge?ments|dedication|afterword|index|glossary"
    r"|prefacio|prólogo|introducción|epílogo|conclusiones|conclusión|índice|resumen|antecedentes|bibliografía|agradecimientos|dedicatoria|notas|advertencia|considerandos?"
    r"|préface|avant-propos|prologue|épilogue|conclusion|table des matières|sommaire|résumé|bibliographie|remerciements|avertissement|annexes?"
    r"|vorwort|einleitung|prolog|epilog|schluss|schluß|nachwort|inhalt|inhaltsverzeichnis|zusammenfassung|literatur|anhang|anmerkungen|vorrede|widmung|quellen)[.:]?\Z"
)
_FRAMED = re.compile(
    r"[-–—]\s?(?:[IVXLC]{1,7}|\d{1,3})\s?\.?[-–—](?:\s?:?\s\S[^\n]{1,80})?\Z|[IVXLC]{1,7}: [^\n]{2,80}\Z"
)
_ROMAN = re.compile(r"[IVXLC]{1,7}\.?(?:[.:]?\s+[A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ¿¡“\"«][^\n]{2,80})?\Z")
_NUMBER = re.compile(r"(?P<marker>(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})\.?)\s+(?=[^\W\d_])")
_BARE_NUMBER = re.compile(r"\(?\d{1,3}[.)]?\Z")
_NOT_HEADS = re.compile(r"\d{1,2}/\d{1,2}\b|\d{1,3}\s?[.]?\)|[-–—*•>|/\\=]|https?:|www\.|\S+@\S+")
_SMALL = re.compile(r"(?<![^\W_])[^\W\dA-ZÀ-Þ]\w{2,}")
_CLAUSE = 3  # small words of a section that states something
_LONGEST = 160
_LINES = 2
_SHOUTED = 150
_CLAUSES = 2
_NUMBERED = 100  # characters of a heading in which its number stands
_RECURS = 3  # a line that stands so often is who speaks, or furniture, and heads nothing
_PROPER_END = re.compile(r"[.,;:!—–-]\Z")
_FRAME = frozenset({Role.SALUTATION, Role.CLOSING, Role.SPEAKER})
_COUNTING = frozenset({"part", "chapter", "section", "roman", "number"})
_RANKS = ("title", "deck", "part", "chapter", "named", "section", "roman", "number", "capitals", "plain")


class _Head(NamedTuple):
    first: int
    last: int
    rule: str
    rank: str
    depth: int = 0
    marker: tuple[int, int] | None = None


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Headings of every kind; levels are the ranks of kinds that the text has."""
    inside = bodies(roles)
    heads = [head for head in _found(sheet, roles) if head.rank != "plain" or head.first not in inside]
    often = Counter(sheet.units[head.first].text for head in heads if head.rank in ("capitals", "plain"))
    heads = [
        head
        for head in heads
        if head.rank not in ("capitals", "plain") or often[sheet.units[head.first].text] < _RECURS
    ]
    ranks = {
        rank: level
        for level, rank in enumerate(
            sorted({head.rank for head in heads if not head.depth}, key=_RANKS.index), 1
        )
    }
    for head in heads:
        level = head.depth or ranks[head.rank]
        yield Claim(head.first, head.last, Role.HEADING, head.rule, level)
        if head.marker is not None:
            yield sheet.units[head.first].part(Role.MARKER, head.marker, head.rule)


def counted(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Numbered headings that end with a full stop, "2. Basic Permissions.", if at least three count up above prose."""
    found = [
        (index, number)
        for index, unit in enumerate(sheet.units)
        if roles[index] is None
        and unit.gap != 0
        and len(unit.text) <= 90
        and unit.first == unit.last
        and unit.text.count(" ") <= 9
        and (number := _NUMBER.match(unit.text)) is not None
        and sheet.prose(index + 1)
    ]
    values = [int(number["number"].split(".", maxsplit=1)[0]) for _, number in found]
    if sum(later - earlier in {0, 1} for earlier, later in pairwise(values)) < max(2, len(values) - 2):
        return
    base = 1 + (Role.HEADING in roles[: found[0][0]])
    for index, number in found:
        yield Claim(index, index, Role.HEADING, "headings/counted", number["number"].count(".") + base)
        yield sheet.units[index].part(Role.MARKER, number.span("marker"), "headings/counted")


def _found(sheet: Sheet, roles: Roles) -> Iterator[_Head]:
    top = masthead(sheet, roles)
    first = first_free(roles)
    framed = not _FRAME.isdisjoint(roles)
    above: _Head | None = None  # the heading that ends right above the line
    index = 0
    while index < len(sheet):
        head = _at(sheet, roles, index) if roles[index] is None else None
        if head is None and index in top:
            rank = "title" if index == top[0] else "deck"
            head = _Head(index, index, "headings/masthead", rank)
        if head is None and roles[index] is None and not framed and (index == first or above is not None):
            head = _below(sheet, roles, index, above)
        if head is not None:
            yield head
        index = head.last + 1 if head is not None else index + 1
        above = head


def _below(sheet: Sheet, roles: Roles, index: int, above: _Head | None) -> _Head | None:
    """The heading that a line at the top, or right below another heading, is though it ends as a sentence or is long."""
    rank = "title" if above is None else "deck" if above.rank == "title" else above.rank
    if headline(sheet, roles, index):
        return _Head(index, index, "headings/headline", rank)
    if above is not None and above.rank in _COUNTING and subject(sheet, roles, index):
        return _Head(index, index, "headings/subject", rank)
    if opening(sheet, roles, index):
        return _Head(index, index, "headings/opening", rank)
    return None


def _at(sheet: Sheet, roles: Roles, index: int) -> _Head | None:
    """The heading that starts at this unit, if one does."""
    unit = sheet.units[index]
    text = unit.text
    if len(text) > _LONGEST or unit.last - unit.first > _LINES:
        return _shouted(sheet, roles, index)
    if marked := _MARKDOWN.match(text):
        return _Head(index, index, "headings/markdown", "title", len(marked["marker"]), marked.span("marker"))
    if index + 1 < len(sheet) and roles[index + 1] is None and sheet.units[index + 1].gap == 0:
        below = sheet.units[index + 1].text
        if below[0] in "=-~*_" and UNDERLINE.match(below) and heads(sheet, index):
            return _Head(index, index + 1, "headings/underlined", "title", 1 if below[0] in "=*" else 2)
    if not unit.short:
        return _tall(sheet, roles, index) if tall(sheet, index) else _shouted(sheet, roles, index)
    if not _alone(sheet, index):
        return None
    return _numbered(sheet, roles, index) or _worded(sheet, roles, index)


def _shouted(sheet: Sheet, roles: Roles, index: int) -> _Head | None:
    """A headline in capitals that is long or broken over lines, above a story, a byline or another heading."""
    unit = sheet.units[index]
    if len(unit.text) > _SHOUTED or index + 1 >= len(sheet) or not capitals(unit.text):
        return None
    if (sheet.spaced and unit.gap == 0) or unit.text[-1] in ",;:" or unit.text.count(",") > _CLAUSES:
        return None
    below = roles[index + 1]
    if below not in {Role.BYLINE, Role.DATELINE} and not (below is None and prose_below(sheet, roles, index)):
        return None
    return _Head(index, index, "headings/capitals", "title" if index == first_free(roles) else "capitals")


def _tall(sheet: Sheet, roles: Roles, index: int) -> _Head:
    """A heading broken over several lines: "Capítulo XII: …", or no more than a title."""
    found = _CHAPTER.match(" ".join(sheet.units[index].text.split())[:_NUMBERED])
    if found is not None:
        rank = next(name for name in ("part", "chapter", "section") if found.groupdict().get(name))
        return _Head(index, index, f"headings/{rank}", rank)
    return _Head(index, index, "headings/tall", "title" if index == first_free(roles) else "plain")


def _alone(sheet: Sheet, index: int) -> bool:
    """Whether blank lines, or in a text without them the lengths of lines, set it apart."""
    if not sheet.spaced:
        return True
    gap = sheet.units[index].gap
    return gap != 0 or (index > 0 and _numbered_line(sheet.units[index - 1].text))


def _numbered_line(text: str) -> bool:
    return len(text) < 40 and (
        _CHAPTER.match(text) is not None or _GERMAN.match(text) is not None or _ROMAN.match(text) is not None
    )


def _numbered(sheet: Sheet, roles: Roles, index: int) -> _Head | None:
    """A heading that counts: "CHAPTER I", "Erster Teil", "IV.", "1.2 Title"."""
    text = sheet.units[index].text
    last = index + 1 == len(sheet)
    found = _CHAPTER.match(text) or _GERMAN.match(text)
    if found is not None and not last:
        rest = found.groupdict().get("rest") or ""
        if found.groupdict().get("section") and text[-1] in ".;:" and len(_SMALL.findall(rest)) > _CLAUSE:
            return None  # of a law: the section itself
        if text[0].isupper() or text[0].isdigit() or text[0] == "§":
            titled = (
                not rest.strip(" .:—–-")
                or not text.endswith((".", ",", ";"))
                or rest[0] in ".:—–-"
                or capitals(text)
            )
            if titled and not rest.strip()[:1].islower():
                rank = next(name for name in ("part", "chapter", "section") if found.groupdict().get(name))
                return _Head(index, index, f"headings/{rank}", rank)
    if (
        _NAMED.match(text)
        and text[0].isupper()
        and not last
        and not (text.endswith(":") and not sheet.prose(index + 1))
    ):
        return _Head(index, index, "headings/named", "named")
    if _FRAMED.match(text) and not last:
        return _Head(index, index, "headings/roman", "roman")
    if (
        text[0] in "IVXLC"
        and _ROMAN.match(text)
        and not last
        and (not text.endswith((".", ",", ";")) or len(text) < 9)
        and (sheet.spaced or len(text) < 9)
    ):
        return _Head(index, index, "headings/roman", "roman") if len(text) > 1 or text in "IVX" else None
    number = _NUMBER.match(text)
    if (
        number is not None
        and not last
        and not text.endswith((".", ",", ";", ":"))
        and len(text) <= 90
        and sheet.units[index].gap != 0
    ):
        depth = number["number"].count(".")
        if depth or (
            sheet.prose(index + 1)
            and text[number.end()].isupper()
            and roles[index + 1] is None
            and number["marker"][-1] == "."
        ):
            return _Head(index, index, "headings/numbered", "number", depth + 1, number.span("marker"))
    return None


def _worded(sheet: Sheet, roles: Roles, index: int) -> _Head | None:
    """A heading known by its letters or its place: all capitals, or a short line without an end above prose."""
    unit = sheet.units[index]
    text = unit.text
    if _NOT_HEADS.match(text) or index + 1 >= len(sheet) or text.endswith((",", ";", "-")):
        return None
    following = roles[index + 1]
    below = sheet.units[index + 1]
    if (
        capitals(text)
        and len(text) >= 3
        and text.count(" ") < 14
        and (
            below.gap > 0
            or not sheet.spaced
            or below.wrapped
            or sheet.prose(index + 1)
            or following is Role.DATELINE
        )
    ):
        return _Head(index, index, "headings/capitals", "title" if index == 0 else "capitals")
    if text.endswith((".", ":", "—", "–")) and not (
        index == 0 and text.endswith(".") and text.count(" ") < 8 and sheet.width
    ):
        if (unit.gap != 0 or not sheet.spaced) and titled(sheet, roles, index):
            return _Head(index, index, "headings/titled", "plain")
        return None
    if text[0] == "[" and following is None and bracketed(sheet, index):
        return _Head(index, index, "headings/bracketed", "plain")
    opens = following in {
        Role.BYLINE,
        Role.DATELINE,
        Role.SALUTATION,
        Role.LIST_ITEM,
        Role.CAPTION,
        Role.VERSE,
        Role.QUOTATION,
        Role.DIVIDER,
        Role.TABLE,
        Role.PARAGRAPH,
    }
    apart = below.gap > 0 or not sheet.spaced or below.wrapped
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "¿¡“\"«'‘„"):
        return None
    if (
        index == first_free(roles)
        and apart
        and text.count(" ") < 18
        and prose_below(sheet, roles, index)
        and len(text) <= 110
    ):
        return _Head(index, index, "headings/first-line", "title")
    if (
        text.endswith("?")
        or (text.endswith(("!", "”", '"', "»", "…", ")")) and text.count(" ") > 8)
        or text.count(" ") > 11
        or len(text) > 75
    ):
        return None
    above = sheet.units[index - 1] if index else unit
    if not sheet.spaced and not (above.ends or roles[index - 1] is not None):
        return None
    if text[0] in "“\"«„'‘" or (text.endswith(("!", "…", '"', "”", "»", "'", "’")) and not capitals(text)):
        return None
    if above.text.endswith(":") or (not sheet.spaced and len(text) > 60):
        return None
    if (
        apart
        and (opens or (following is None and sheet.prose(index + 1)))
        and (unit.gap != 0 or not sheet.spaced)
    ):
        return _Head(index, index, "headings/short-line", "plain")
    return None
