"""Headings that count, or have the name of a part that most books have: "CHAPTER I", "Erster Teil", "IV.", "1.2 Title", "Preface"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.outline.blocks import Part, Role
from archive.outline.head import Head
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.names import capitals

_ORDINAL = (
    r"(?:[IVXLC]{1,8}|\d{1,3}(?:er|re|[ªºᵉʳ]{1,2})?|[A-Z]|(?i:the )?(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
    r"|(?i:primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[ée]ptim[oa]|octav[oa]|noven[oa]|décim[oa]|únic[oa]|[úu]ltim[oa]|(?:un|duo)d[ée]cim[oa]|décim[oa] ?\w+[oa]|prim[oa]|second[oa]|terz[oa]|quart[oa])|(?i:premi[eè]re?|second[e]?|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième|(?:deux|trois|quatr|cinqu|six|sept|huict?|neuf|dix)i(?:es|è)me|derni[eè]re?|uni(?:que)?))"
)
_CHAPTER = re.compile(
    rf"(?:(?P<part>(?i:part|book|volume|libro|parte|tomo|partie|livre|tome|teil|buch|band|canto|chant|gesang|act|acto|acte|akt|aufzug|atto))"
    rf"|(?P<chapter>(?i:chapter|cap[íi]tulo|chapitre|kapitel|capitolo|canzone|cuadro|tableau|interm[eè]de|letter|carta|lettre|brief|stave|scene|escena|scena|scène|szene|auftritt|jornada|article|art[íi]culo|artikel))"
    rf"|(?P<section>(?i:section|sección|abschnitt|§|appendix|apéndice|annexe|anhang|anexo|annex)))(?:\b|(?<=§))\.?\s*(?:(?i:the|no|n[o°]|nr)\.?\s+)?{_ORDINAL}(?P<rest>\b[.:—–-]*(?:\s+\S[^\n]{{0,90}})?)\Z"
)
_GERMAN = re.compile(
    r"(?:(?:erste|zwe[iy]te|dritte|vierte|fünfte|sechste|siebente|siebte|achte|neunte|zehnte|elfte|zwölfte|letzte|\w{4,15}zehnte|\w{4,20}zigste)[rsn]?|\d{1,3}\.)\s+"
    r"(?:(?P<part>teil|theil|buch|band|akt|aufzug|gesang)|(?P<chapter>kapitel|capitel|brief|s[cz]ene|auftritt|abschnitt|abend|abteilung|vorlesung))\.?\Z",
    re.IGNORECASE,
)
_COUNTED_FIRST = re.compile(
    r"(?:[IVXLC]{1,7}(?:me|e|ᵉ|ème|re|ère)|premi[eè]re?|second[ea]?|(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix)ième|derni[eè]re?"
    r"|primer[oa]?|prim[oa]|segund[oa]|tercer[oa]?|terz[oa]|cuart[oa]|quart[oa]|quint[oa]|[úu]ltim[oa]|first|third|fourth|fifth|last)\s+"
    r"(?:(?P<part>part|book|volume|parte|libro|tomo|partie|livre|tome|act|acto?|acte|atto)"
    r"|(?P<chapter>chapter|chapitre|cap[íi]tulo|lettre|letter|carta|scène|scene|escena|scena|jornada|cuadro|tableau|canto|chant))\.?\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?i:preface|foreword|introduction|prologue|epilogue|conclusions?|contents|table of contents|abstract|summary|notes? (?:to|for) (?:the )?editors?|background|appendix|bibliography|references|notes|footnotes|acknowledge?ments|dedication|afterword|index|glossary"
    r"|prefacio|prólogo|introducción|epílogo|conclusiones|conclusión|índice|resumen|antecedentes|bibliografía|agradecimientos|dedicatoria|notas? (?:a|para) (?:los |las )?(?:editor[ea]s|medios|redactor[ea]s|redacciones)|notas|advertencia|considerandos?"
    r"|préface|avant-propos|prologue|épilogue|conclusion|table des matières|sommaire|résumé|bibliographie|remerciements|avertissement|notes? (?:aux|à l[’']attention des) (?:rédacteurs|rédactions|éditeurs)|annexes?"
    r"|vorwort|einleitung|prolog|epilog|schluss|schluß|nachwort|inhalt|inhaltsverzeichnis|zusammenfassung|literatur|anhang|anmerkungen|vorrede|widmung|(?:hinweise?|anmerkung(?:en)?) (?:für|an) (?:die )?redaktion(?:en)?|quellen)[.:]?\Z"
)
_FRAMED = re.compile(
    r"[-–—]\s?(?:[IVXLC]{1,7}|\d{1,3})\s?\.?[-–—](?:\s?:?\s\S[^\n]{1,80})?\Z|[IVXLC]{1,7}: [^\n]{2,80}\Z"
)
_ROMAN = re.compile(r"[IVXLC]{1,7}\.?(?:[.:]?\s+[A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ¿¡“\"«][^\n]{2,80})?\Z")
_NUMBER = re.compile(r"(?P<marker>(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})\.?)\s+(?=[^\W\d_])")
_MINUTES = re.compile(
    r"(?i:(?:(?:draft|approved) )?minutes (?:of|for|from)|actas? de(?:l| la)|proc[èe]s[- ]verbal (?:de|du)|compte[- ]rendu (?:de|du)|(?:ergebnis|sitzungs)?protokoll de[rs])\s[^.:;?!]{3,90}\Z"
)
_SMALL = re.compile(r"(?<![^\W_])[^\W\dA-ZÀ-Þ]\w{2,}")
_ARTICLE = re.compile(r"art[íi](?:culo|cle|kel)", re.IGNORECASE)
_CLAUSE = 3  # small words of a section that states something
_NUMBERED = 100  # characters of a heading in which its number stands
_TOP = 1  # the last unit in which minutes say what they are
_FIGURES = "123456789"
_LINE = 90  # characters of a title with a number before it
_WORDS = 9  # blanks in it
_BARE = 9  # characters of a Roman number with hardly anything beside it
_SHORT = 40  # characters of a line that is hardly more than a number
_STOPS = (".", ",", ";")
_PARTS = ("part", "chapter", "section")


def numbered(sheet: Sheet, roles: Roles, index: int) -> Head | None:
    """The heading that counts, or is named as parts of books are, if this unit is one."""
    if index + 1 == len(sheet):
        return None
    text = sheet.units[index].text
    text = _unbracketed(text) if text[0] == "[" else text
    found = _CHAPTER.match(text) or _GERMAN.match(text) or _COUNTED_FIRST.match(text)
    if found is not None:
        if _is_of_law(text, found):
            return None
        if _is_titled(text, found):
            rank = _rank(found)
            return Head(index, index, f"headings/{rank}", rank)
    if _NAMED.match(text) and text[0].isupper() and (text[-1] != ":" or sheet.prose(index + 1)):
        return Head(index, index, "headings/named", "named")
    if index <= _TOP and _MINUTES.match(text):
        return Head(index, index, "headings/named", "title")
    if _FRAMED.match(text):
        return Head(index, index, "headings/roman", "roman")
    if _is_roman(sheet.spaced or text != sheet.units[index].text, text):
        return Head(index, index, "headings/roman", "roman") if len(text) > 1 or text in "IVX" else None
    return _with_figures(sheet, roles, index)


def _unbracketed(text: str) -> str:
    """A line without the brackets that are all round it: "[IV. Eid]"."""
    return (
        text[1:-1].strip(" .") or text
        if text[0] == "[" and text[-1] == "]" and text.count("[") == 1
        else text
    )


def counted(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Numbered headings that end with a full stop, "2. Basic Permissions.", if at least three count up above prose."""
    found = [
        (index, number)
        for index, unit in enumerate(sheet.units)
        if roles[index] is None
        and unit.gap != 0
        and len(unit.text) <= _LINE
        and unit.first == unit.last
        and unit.text.count(" ") <= _WORDS
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


def rising(sheet: Sheet, roles: Roles) -> dict[int, Head]:
    """Short titles with a number before them that follow one another, two or more, each above a sentence however short: "4. Adjournment"."""
    found: dict[int, tuple[int, re.Match[str]]] = {}
    for index in range(len(sheet) - 1):
        unit = sheet.units[index]
        if unit.text[0] not in _FIGURES or roles[index] is not None or len(unit.text) > _LINE:
            continue
        number = _NUMBER.match(unit.text)
        if number is not None and "." not in number["number"] and _titles(sheet, roles, index, number):
            found[index] = (int(number["number"]), number)
    if not found:
        return {}
    kept = {
        index
        for (first, (low, _)), (second, (high, _)) in pairwise(found.items())
        if high - low == 1 and second - first > 1
        for index in (first, second)
    }
    return {
        index: Head(index, index, "headings/numbered", "number", 1, found[index][1].span("marker"))
        for index in sorted(kept)
    }


def _titles(sheet: Sheet, roles: Roles, index: int, number: re.Match[str]) -> bool:
    """Whether a line with a number is a title of a few words, above a sentence with no number."""
    unit, below = sheet.units[index], sheet.units[index + 1]
    text = unit.text
    if number["marker"][-1] != "." or not text[number.end()].isupper() or text.count(" ") > _WORDS:
        return False
    if unit.ends or text.endswith((*_STOPS, ":")) or (unit.gap == 0 and sheet.spaced):
        return False
    return roles[index + 1] is None and below.ends and below.text[0].isupper()


def part_rank(text: str) -> str | None:
    """Whether a title says that it is a part, a chapter or a section, as its rank: "Capítulo XII: …"."""
    found = _CHAPTER.match(" ".join(text.split())[:_NUMBERED])
    return _rank(found) if found is not None else None


def is_hardly_more(text: str) -> bool:
    """Whether a line is a number of a part, and hardly more."""
    return len(text) < _SHORT and any(
        pattern.match(text) for pattern in (_CHAPTER, _GERMAN, _COUNTED_FIRST, _ROMAN)
    )


def _rank(found: re.Match[str]) -> str:
    told = found.groupdict()
    return next(name for name in _PARTS if told.get(name))


def _is_of_law(text: str, found: re.Match[str]) -> bool:
    """Whether a section is the law itself: it states something."""
    told = found.groupdict()
    article = _ARTICLE.match(text) is not None
    if not (told.get("section") or article) or text[-1] not in ".;:":
        return False
    return len(_SMALL.findall(told["rest"])) > _CLAUSE - article


def _is_titled(text: str, found: re.Match[str]) -> bool:
    """Whether nothing stands after the number but a title."""
    rest = found.groupdict().get("rest") or ""
    bare = rest.strip()
    if not (text[0].isupper() or text[0].isdigit() or text[0] == "§") or bare[:1].islower():
        return False
    return not rest.strip(" .:—–-") or not text.endswith(_STOPS) or rest[0] in ".:—–-" or capitals(text)


def _is_roman(is_apart: bool, text: str) -> bool:
    if text[0] not in "IVXLC" or _ROMAN.match(text) is None:
        return False
    return len(text) < _BARE or (is_apart and not text.endswith(_STOPS))


def _heads(sheet: Sheet, index: int, number: re.Match[str]) -> bool:
    """Whether a title in capitals stands right above a sentence, or "2." above "2.1."."""
    unit, below = sheet.units[index], sheet.units[index + 1]
    if below.text.startswith(f"{number['number']}."):
        return True
    said = below.ends and below.text[0].isupper() and _NUMBER.match(below.text) is None
    return said and capitals(unit.text[number.end() :])


def _with_figures(sheet: Sheet, roles: Roles, index: int) -> Head | None:
    """A title with a number in figures before it: "1.2 Title", or "3. Title" above prose."""
    text = sheet.units[index].text
    number = _NUMBER.match(text)
    if number is None or text.endswith((*_STOPS, ":")) or len(text) > _LINE or sheet.units[index].gap == 0:
        return None
    depth = number["number"].count(".")
    if not depth and not (
        number["marker"][-1] == "."
        and text[number.end()].isupper()
        and roles[index + 1] is None
        and (sheet.prose(index + 1) or _heads(sheet, index, number))
    ):
        return None
    return Head(index, index, "headings/numbered", "number", depth + 1, number.span("marker"))
