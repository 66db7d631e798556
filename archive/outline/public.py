"""Whether a text is written for the public: a statement, an article or an opinion, by its frame and by telling words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from archive.outline.blocks import Block, Genre, Role
from archive.outline.lines import Sheet

_DEMANDS_WORDS = """
condemn condemns demand demands denounce denounces repudiate repudiates exigimos exige exigen condenamos
condena condenan denunciamos denuncia repudiamos rechazamos rechaza manifestamos expresamos exigeons
condamnons dénonçons demandons appelons fordern verurteilen protestieren
"""
_DEMANDS = frozenset(_DEMANDS_WORDS.split())
_DEMANDED = (
    "we call on ", "we call upon ", "we urge ", "calls on ", "calls upon ", "extends its solidarity", "extends its condolences", "expresses its ",
    "hacemos un llamado", "hace un llamado", "expresa su solidaridad", "nous appelons",
)  # fmt: skip
_QUOTED = re.compile(
    r"[”\"»“],?\s+(?:\w+\s+){0,3}?(?:said|says|told|added|explained|warned|stated|according|dijo|afirmó|señaló|agregó|explicó|aseguró|indicó"
    r"|expresó|a déclaré|a dit|a-t-il|a-t-elle|selon|explique|sagte|erklärte|betonte|so)\b"
)
_REPORTED = (
    "told reporters",
    "according to ",
    "a spokes",
    " dijo a ",
    " según ",
    " selon ",
    " laut ",
    " zufolge",
    " informó ",
    " reported ",
)
_OPINION_WORDS = """
must should ought shame shameful disgrace disgraceful outrage outrageous outraged hypocrisy hypocrite
hypocritical gratifying welcome lies reactionary despotic exploitative brutal puppet imperialist
imperialism regrettable absurd scandal scandalous debemos deben debería vergüenza vergonzoso vergonzosa
hipócrita hipocresía lamentable lamentablemente indigna indignante honteux honteuse scandaleux
scandaleuse devons müssen sollte sollten empörend schändlich
"""
_OPINION = frozenset(_OPINION_WORDS.split())
_OPINED = (
    "so-called", "in my view", "in my opinion", "i believe", "i think", "bad news", "ultra-right", "hay que ", "a mi juicio", "en mi opinión",
    "il faut ", "à mon avis", "meiner meinung",
)  # fmt: skip

Verdict: TypeAlias = tuple[Genre, str]  # and the rule that saw it


def public(sheet: Sheet, blocks: Sequence[Block], sizes: Counter[Role]) -> Verdict | None:
    """Statement, article or opinion; None where neither frame nor words tell."""
    if any(block.rule in {"headings/chapter", "headings/part"} for block in blocks):
        return None
    if len(sheet.content) > 40000 or sizes[Role.PARAGRAPH] < 150:
        return None
    text = sheet.content
    signed = Role.SIGNATURE in sizes
    dated = any(block.part(Role.DATELINE) for block in blocks[:6])
    framed = Role.BYLINE in sizes or Role.CAPTION in sizes or dated
    small = text.lower()
    said = len(_QUOTED.findall(text)) + sum(small.count(phrase) for phrase in _REPORTED)
    credited = any(block.part(Role.CREDIT) for block in blocks)
    announced = any(block.rule in {"lists/announced", "lists/demanded"} for block in blocks)
    if said < 3 and (signed or announced):
        demands = _standing(_DEMANDS, small) + sum(phrase in small for phrase in _DEMANDED)
        if demands >= (1 if signed else 2):
            return Genre.STATEMENT, "genre/demands"
    if said < 2 and not dated and Role.CAPTION not in sizes:
        telling = _standing(_OPINION, small) + sum(phrase in small for phrase in _OPINED)
        if telling >= 4 and telling * 900 >= len(text):
            return Genre.OPINION, "genre/opinion"
    if (framed and (said or dated or credited)) or said >= 4:
        return Genre.ARTICLE, "genre/reports" if said >= 4 else "genre/article-frame"
    if Role.BYLINE in sizes and Role.HEADING in sizes:
        return Genre.ARTICLE, "genre/byline"
    if said >= 2 and any(block.rule.startswith("boilerplate/") for block in blocks):
        return Genre.ARTICLE, "genre/reports"
    return None


def _standing(words: frozenset[str], text: str) -> int:
    """How many of these words stand in the text, as whole words."""
    return sum(word in text and _stands(word, text) for word in words)


def _stands(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalpha() and not text[at + len(word) : at + len(word) + 1].isalpha():
            return True
        at = text.find(word, at + 1)
    return False
