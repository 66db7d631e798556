"""What a newsroom writes round a story: a byline with its place or day, the day a page was published, and who took a picture.

Each is told by a word of its own ("Interview by", "Publié le", "Foto:"), so it is seen before a frame of letters is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.authorship import contributes, labelled
from archive.outline.blocks import Part, Role
from archive.outline.day_forms import DATE
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import name_like
from archive.outline.writers import may_be_person, person, persons

_NEAR_TOP = 8  # units
_LONGEST = 140
_CREDITED = 90
_WORDS = 10  # of a credit
_WORDS_OF_NAME = 4
_PLACE = 6  # words of a place or an office beside a name
_BREAK = re.compile(r"\s*[|/·•(–—]\s*|\s+-\s+|,\s+(?!(?:and|y|et|und)\b)")
_MARK = re.compile(r"\s*[|·•]\s*|\s/\s")
_AND = re.compile(r",?\s+(?:and|y|e|et|und|&)\s+|,\s+")
_LIST = re.compile(r",\s+(?=[^,]*\s(?:and|y|e|et|und|&)\s)")  # a comma between two of those who wrote
_TRADE = re.compile(
    r"\b(?:correspond[ae]nte?s?|corresponsal(?:es)?|enviad[oa]s? especial(?:es)?|envoyée?s? spécia(?:le?s?|ux)|korrespondent(?:in|en)?|staff|writers?|reporters?|"
    r"editors?|redacci[óo]n|redaktion|rédaction|journalistes?|periodistas?|special to|agenc(?:ia|e|y)|press|news)\b|@",
    re.IGNORECASE,
)
_PICTURED = re.compile(r"(?:photos?|fotos?|fotografías?|photographies?|bild(?:er)?|images?)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"[(\[]?\s?(?:(?:file |press )?(?:photo(?:graph|graphie)?s?|fotos?|fotograf[íi]as?|im[áa]gen(?:es)?|bild(?:nachweis|er)?|picture|image)"
    r"(?: credits?| courtesy| cortes[íi]a)?|cr[ée]dit(?:o|os|s)?(?: (?:photos?|fotos?|fotogr[áa]ficos?|de la foto|image|d[’']image))?|©)\s?(?::|(?<=©))\s?(?=[^\s\d])",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated)(?: on| at)?|(?:publicad[oa]|actualizad[oa])(?: el| a las)?|publiée?(?: le)?|mis(?:e)? (?:à jour|en ligne)(?: le)?|"
    r"(?:veröffentlicht|aktualisiert)(?: am)?)\b\s?:?\s?",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"(?P<label>(?:posted|published|written|submitted) by|(?:publicad[oa]|escrit[oa]|posteado) por|(?:publié|posté|écrit) par|(?:veröffentlicht|geschrieben|gepostet) von)\s+(?=\S)",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(r"(?:\s*[|·•,—–-]\s*|\s+(?:on|el|le|am|at)\s+)+\Z", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}\s?(?:[:h.]\s?\d{2})?\s?(?:[ap]\.?\s?m\.?|uhr|h(?:rs|oras|eures)?)?(?:\s?(?:[A-Z]{2,4}|GMT[+-]\d+))?(?=\W|\Z)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:at|à|a las?|um|on|el|le|am|and|y|et|und|to|mise?|jour|(?:last )?(?:updated|modified)|modifiée?|actualizad[oa]|modificad[oa]|aktualisiert|geändert"
    r"|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b|[\W_]+",
    re.IGNORECASE,
)


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Bylines and days of publication near the top, and lines that hold nothing but a picture's credit."""
    for index, unit in enumerate(sheet.units):
        if roles[index] is not None or unit.last != unit.first:
            continue
        if ":" in unit.text and len(unit.text) <= _CREDITED and _credits(unit.text):
            yield Claim(index, index, Role.CAPTION, "articles/credit-line")
            yield unit.part(Role.CREDIT, (0, len(unit.text)), "articles/credit")
        elif 0 < index < _NEAR_TOP and len(unit.text) <= _LONGEST:
            yield from _top(index, unit)


def _top(index: int, unit: Unit) -> Iterator[Claim | Part]:
    text = unit.text
    posted = _POSTED.match(text)
    if posted is not None and (day := DATE.search(text, posted.end())) is not None:
        yield from _posted(index, unit, posted, day)
    elif (found := _signed(text)) is not None:
        yield Claim(index, index, Role.BYLINE, "bylines/newsroom")
        if any(found[0]):
            yield unit.part(Role.LABEL, found[0], "bylines/newsroom")
        for span in found[1:]:
            yield unit.part(Role.NAME, span, "bylines/newsroom")
        if (day := DATE.search(text, found[-1][1])) is not None:
            yield unit.part(
                Role.DATE, (day.start(), day.start() + len(day.group().rstrip())), "bylines/newsroom"
            )
    elif (said := _PUBLISHED.match(text)) is not None and (day := DATE.search(text)) is not None:
        rest = _CLOCK.sub(" ", DATE.sub(" ", text[said.end() :]))
        if not _BETWEEN.sub("", rest):
            yield Claim(index, index, Role.DATELINE, "dates/line")
            yield unit.part(Role.DATE, (day.start(), day.start() + len(day.group().rstrip())), "dates/line")


def _posted(index: int, unit: Unit, label: re.Match[str], day: re.Match[str]) -> Iterator[Claim | Part]:
    """The byline of a page that says who put it there, and when: "Posted by Laura Quispe on June 9, 2015"."""
    text = unit.text
    gap = _BEFORE_DAY.search(text, label.end(), day.start())
    name = text[label.end() : gap.start() if gap is not None else day.start()]
    if gap is None or not name or name.count(" ") >= _WORDS_OF_NAME:
        return
    if _BETWEEN.sub("", _CLOCK.sub(" ", text[day.end() :])):
        return
    yield Claim(index, index, Role.BYLINE, "bylines/newsroom")
    yield unit.part(Role.LABEL, label.span("label"), "bylines/newsroom")
    if name_like(name):
        yield unit.part(Role.NAME, (label.end(), label.end() + len(name)), "bylines/newsroom")
    yield unit.part(Role.DATE, (day.start(), day.start() + len(day.group().rstrip())), "bylines/newsroom")


def _credits(text: str) -> bool:
    """Whether a line says who took or owns a picture, and no more: "Foto: Jonas Kraft/dpa"."""
    found = _CREDIT.match(text)
    if found is None or (found.group().strip()[-1] == "©"):
        return False  # a sign of copyright alone is a site's
    words = text[found.end() :].split()
    return len(words) <= _WORDS and text[-1] not in ":;?!" and (text[-1] != "." or len(words) <= _PLACE)


def _signed(text: str) -> tuple[tuple[int, int], ...] | None:
    """Where the label of a byline stands, and each name; None of a line whose name has nothing beside it, or what is no place, trade or day."""
    if _BREAK.search(text) is None:
        return None
    label = labelled(text)
    if label is None:
        return _alone(text)
    if contributes(label):
        return None
    start = label.end()
    at = next((found for found in _BREAK.finditer(text, start) if not _lists(text, found)), None)
    if at is None or at.start() == start or at.end() >= len(text):
        return None
    names = tuple(_names(text, start, at.start()))
    if not names or not _beside(text[at.end() :]):
        return None
    rest = text[at.end() :]
    sure = " " in label["label"] or ":" in label["label"] or _TRADE.search(rest) is not None
    if not sure and not persons(text[start : at.start()]):
        return None
    return (label.span("label"), *names)


def _alone(text: str) -> tuple[tuple[int, int], ...] | None:
    """An empty label, and the names of a line without a label, where a mark sets a place, a trade or a day apart: "NATALIA ARREGUI | MADRID"."""
    at = _MARK.search(text)
    if at is None or not persons(text[: at.start()]) or not _beside(text[at.end() :]):
        return None
    names = tuple(_names(text, 0, at.start()))
    return ((0, 0), *names) if names else None


def _lists(text: str, found: re.Match[str]) -> bool:
    return found.group().startswith(",") and _LIST.match(text, found.start()) is not None


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each name of those who wrote; none where one of them is no name."""
    spans: list[tuple[int, int]] = []
    for found in (*_AND.finditer(text, start, end), None):
        name = text[start : found.start() if found else end]
        if not (person(name) or may_be_person(name) or may_be_person(name.title())):
            return
        spans.append((start, start + len(name)))
        start = found.end() if found else end
    yield from spans


def _beside(rest: str) -> bool:
    """Whether what stands beside a name is a place, a trade, a picture's credit or a day."""
    bare = rest.strip(" .)]|")
    if not bare or rest[-1] in ":;?!,":
        return False
    if _TRADE.search(bare) or _PICTURED.match(bare):
        return True
    if (day := DATE.search(bare)) is not None:
        bare = _BETWEEN.sub(" ", _CLOCK.sub(" ", bare[: day.start()] + " " + bare[day.end() :])).strip()
    words = re.findall(r"[^\W_]{4,}", bare)
    return (
        len(words) <= _PLACE and all(word[0].isupper() for word in words) and not any(map(str.isdigit, bare))
    )
