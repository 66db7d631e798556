"""What stands above the title of a release, a ruling or a decree: the body whose paper it is, and the word for its kind."""

from __future__ import annotations

import re

from archive.describe.names import BODY_WORDS, Kind, Name, named
from archive.describe.reading import Reading
from archive.outline.blocks import Role

_LONGEST = 160  # characters of such a line
_TOP = 5  # blocks among which a letterhead and the word for a kind stand
_LINES = 3  # of a block that holds them
_WORDS = 9  # of a body's name
_BODIES = BODY_WORDS | frozenset(
    {
        "sala",
        "juzgado",
        "fiscalía",
        "procuraduría",
        "alcaldía",
        "municipalidad",
        "municipio",
        "presidencia",
        "república",
        "republic",
    }
)
_ARTICLES = frozenset({"the", "la", "el", "los", "las", "le", "les", "die", "der", "das", "o", "a"})

_KIND = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) (?:release|cent(?:er|re)|room|advisory|statement)s?|(?:public|joint) statements?|"
    r"statements?(?: \([A-Z]+\))?|(?:preliminary|final|interim) (?:report|statement)|declaración preliminar|informe (?:preliminar|final)|comunicado(?: de prensa| oficial| público| conjunto)?|(?:nota|boletín) (?:de prensa|informativ[oa])|"
    r"boletín|pronunciamiento(?: público)?|communiqué(?: de presse)?|(?:presse|medien)mitteilung|nota à imprensa|comunicado à imprensa|"
    r"congressional record|transcript|no picture|this content has been archived|editorial|opinión|actualidad|internacional(?:es)?)\W*",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) (?:release|advisory|statement)|comunicado(?: de prensa| oficial| público)?|"
    r"(?:nota|boletín) de prensa|boletín|pronunciamiento(?: público)?|communiqué(?: de presse)?|(?:presse|medien)mitteilung|"
    r"declaración preliminar|informe (?:preliminar|final)|acta\s+n\S{0,3}\s*\d+|(?:sentencia|resolución|auto|acuerdo|judge?ment|ruling|order)\b.{0,60}|(?:decreto|decree|acuerdo|resolución|resolution)\s+n\S{0,3}\s*\d.{0,30}|"
    r"(?:\S+\s+){0,3}(?:statement|declaration|declaración|pronunciamiento|communiqué|déclaration)\s+(?:on|sobre|ante|sur)\s.{3,90})\W*",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\s*\([A-Z][\w./-]{1,11}\)\Z")
_OF = re.compile(r"\s(?:of|for|on|de|del|des|du|der|für|da|do|para|y|and|e)\s", re.IGNORECASE)


def says_kind(text: str) -> bool:
    """Whether a line only says of what kind a text is, or where on a site it stands: `Press Release`, `COMUNICADO`."""
    return len(text) <= _LONGEST and _KIND.fullmatch(text) is not None


def is_letterhead(text: str) -> bool:
    """Whether a line is a body's name as paper bears it: in capitals, or with its initials, and nothing that the body does."""
    if len(text) > _LONGEST:
        return False
    bare = _ACRONYM.sub("", text.strip())
    words = bare.split()
    if not 1 < len(words) <= _WORDS or not (bare.isupper() or bare != text.strip()):
        return False
    core = [word.casefold().strip(",.") for word in _OF.split(bare)[0].split()]
    core = core[1:] if core[0] in _ARTICLES else core
    if not core:
        return False
    # English puts what the body is last, Spanish first, and there an adjective may follow: `CORTE INTERAMERICANA DE …`.
    return core[-1] in _BODIES or (core[0] in _BODIES and (len(core) == 1 or _OF.search(bare) is not None))


def heading_body(reading: Reading) -> Name | None:
    """The body whose letterhead stands at the top, above any salutation."""
    for block in reading.outline.blocks[:_TOP]:
        lines = reading.lines_of(block)
        if block.role is Role.SALUTATION or len(lines) > _LINES:
            return None
        for line in lines:
            if is_letterhead(reading.content[line.start : line.end]):
                name = named(reading.content, *line)
                return name if name is not None and name.kind is Kind.BODY else None
    return None


def says_issued(reading: Reading) -> bool:
    """Whether a line at the top says that somebody issued the text: `Press Release`, `COMUNICADO`, `SENTENCIA DE …`, `DECRETO No. 7`."""
    return any(
        line.end - line.start <= _LONGEST and _ISSUED.fullmatch(reading.content, *line) is not None
        for block in reading.outline.blocks[:_TOP]
        for line in reading.lines_of(block)[:_LINES]
    )
