"""News articles: captions with their credit, bylines, and the dateline that opens the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.dates import news_dateline
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.mastheads import cites
from archive.outline.names import name_like
from archive.outline.writers import persons

_NAME = r"[A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ][\w.’'-]*(?:(?: ?/ ?| )[A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ&(][\w.’')-]*){0,6}(?: ?/ ?[a-z]{2,5}\b)?"
_CREDIT = re.compile(
    rf"(?P<credit>[(\[]?(?:(?i:photo(?:graph|s|graphie)?|foto(?:graf[íi]a|s)?|image|imagen|bild|picture|illustration|ilustración|file photo|archivo|crédit(?:o|os)?|credit|cr[ée]dit photo)"
    rf"(?i: credit| courtesy| cortesía)?\s?(?:(?i:by|of|from|de|por|von|par|courtesy of)\b|[:/|©])?\s?(?:©\s?)?(?:(?i:by|of|de|por|von|par)\s)?{_NAME}|©\s?{_NAME})[)\]]?\.?)\Z"
)
_LABEL = re.compile(
    r"(?P<label>(?i:photo|foto|image|imagen|caption|pie de foto|en la foto|légende|bild|picture|photograph|figure|fig\.|figura|abb(?:ildung|\.)|illustration|table|tabla|tabelle|tableau|map|mapa)(?: \d+(?:\.\d+)*)?[.:])\s+\S"
)
_PICTURES = ("oto", "imag", "bild", "picture", "lustra", "archivo", "credit", "crédit", "©")
_NEAR_TOP = 8  # units
_ILLUSTRATION = re.compile(
    r"\[(?:Illustration|Ilustración|Abbildung|Bild|Image|Photo|Foto)[:\s][^\]]*\]\Z|\[Illustration\]\Z"
)
_BYLINE = re.compile(
    rf"(?P<label>[(\[]?(?i:by|written by|reported by|story by|text by|por|texto(?: de| por)?|escrito por|redacción(?: de)?|par|texte(?: de)?|propos recueillis par|von|text(?: von)?|author|autora?|auteur|autorin)\s?:?)\s+"
    rf"(?P<name>{_NAME}(?:(?:,| and| y| et| und| &| e) {_NAME}){{0,4}})(?P<rest>[,|/·•—–-]?\s?[^\n]{{0,70}})\Z"
)
_BY_CORRESPONDENT = re.compile(
    r"(?:(?i:par|por|de|von|from|by) (?i:notre|nos|nuestr[oa]s?|unser(?:e[mnr]?)?|our)(?: \w+){0,2} (?i:correspondante?s?|envoyée?s?|corresponsal(?:es)?|enviad[oa]s?|korrespondent(?:en|in)?|mitarbeiter(?:in)?|correspondents?|reporter)\b"
    r"|[\[(]?(?i:by|from) (?i:our)(?: \w+){0,2} (?i:correspondents?|reporter)\b"
    r"|[\[(]?(?i:special (?:dispatch |cable |correspondence )?(?:to|of) the) [A-Z])[^\n]{0,60}\Z"
)
_JOINS = re.compile(r",\s*|\s+(?:and|y|e|et|und|&)\s+")
_JOINED = re.compile(r"\b(?:und|y|et|e|nach)\b")
_BY_SURE = re.compile(
    r"\b(?:staff|writer|correspondent|reporter|press|news|editor|special|reuters|afp|efe|ap|redacción|corresponsal|enviad[oa]|agencia|journalist|times|post|daily|@)|[|/·•]|\d{4}",
    re.IGNORECASE,
)


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Captions, bylines and run-in datelines."""
    for index, unit in enumerate(sheet.units):
        if roles[index] is not None:
            continue
        if len(unit.text) <= 600:
            claims = list(_caption(index, unit))
            if claims:
                yield from claims
                continue
        if (
            len(unit.text) <= 140
            and (found := _BYLINE.match(unit.text)) is not None
            and _byline(sheet, index, found)
        ):
            yield Claim(index, index + _second(sheet, roles, index), Role.BYLINE, "articles/byline")
            yield unit.part(Role.LABEL, found.span("label"), "articles/byline")
            if name_like(found["name"]):
                yield unit.part(Role.NAME, found.span("name"), "articles/byline")
        elif index < _NEAR_TOP and len(unit.text) <= 140 and _BY_CORRESPONDENT.match(unit.text) is not None:
            yield Claim(index, index, Role.BYLINE, "articles/correspondent")
        elif len(unit.text) > 60 and index < 12 and (span := news_dateline(unit.text[:120])) is not None:
            yield unit.part(Role.DATELINE, span, "articles/dateline")


def _caption(index: int, unit: Unit) -> Iterator[Claim | Part]:
    text = unit.text
    credit = None
    if _pictured(text[-90:].casefold()):
        credit = _CREDIT.search(text, max(0, len(text) - 90))
    label = _LABEL.match(text)
    if _ILLUSTRATION.match(text):
        yield Claim(index, index, Role.CAPTION, "articles/illustration")
        return
    if credit is not None and credit.start() and text[credit.start() - 1] not in " \n\t(|":
        credit = None
    if credit is not None and credit.start() == 0:
        if len(text) <= 90 and (":" in text or "©" in text or " by " in text.lower() or index < 3):
            yield Claim(index, index, Role.CAPTION, "articles/credit-line")
            yield unit.part(Role.CREDIT, (0, len(text)), "articles/credit")
        return
    if credit is not None and text[: credit.start()].rstrip().endswith(
        (".", "!", "?", "|", "/", "”", '"', ")", "—", "–")
    ):
        yield Claim(index, index, Role.CAPTION, "articles/caption")
        if label is not None:
            yield unit.part(Role.LABEL, label.span("label"), "articles/caption")
        yield unit.part(Role.CREDIT, credit.span("credit"), "articles/credit")
    elif label is not None and (len(text) <= 300) and not unit.wrapped:
        yield Claim(index, index, Role.CAPTION, "articles/labelled")
        yield unit.part(Role.LABEL, label.span("label"), "articles/labelled")


def _pictured(tail: str) -> bool:
    for word in _PICTURES:  # noqa: SIM110  # a generator costs more than the search, and this runs on every line
        if word in tail:
            return True
    return False


def _second(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether the next line says what the writer is."""
    if index + 1 >= len(sheet) or roles[index + 1] is not None:
        return False
    below = sheet.units[index + 1]
    return (
        below.gap == 0
        and len(below.text) <= 60
        and not below.ends
        and not cites(below.text)
        and _BY_SURE.search(below.text) is not None
    )


def _clips(found: re.Match[str], *, first: bool) -> bool:
    """Whether a small word and single words are no byline but a clause or a title: "POR TANTO,", "By Land, Sea"."""
    if " " in found["label"] or ":" in found["label"] or persons(found["name"]):
        return False
    names = _JOINS.split(found["name"])
    single = sum(" " not in name.strip() for name in names)
    return single == len(names) and (len(names) > 1 or first or found["rest"].strip() == ",")


def _byline(sheet: Sheet, index: int, found: re.Match[str]) -> bool:
    """Whether the line stands where a byline does: near the top, below a headline, or it names its trade."""
    rest = found["rest"].strip(" ,.|)]")
    label = found["label"].lower().lstrip("([")
    if _clips(found, first=index == 0):
        return False
    if rest and not (_BY_SURE.search(rest) or name_like(rest)):
        return False
    if label in {"von", "par", "de", "por"} and (
        index > 6 or (_JOINED.search(found["name"]) and not persons(found["name"]))
    ):
        return False  # "Von Menschen und Tieren"
    if label == "von" and not sheet.prose(index + 1) and index > 3:
        return False
    return (
        index <= 6
        or ":" in label
        or _BY_SURE.search(rest) is not None
        or (sheet.units[index].gap != 0 and not sheet.prose(index - 1))
    )
