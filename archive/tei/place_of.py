"""The place with which a news report's dateline begins: `ACCRA` in `ACCRA, Dec 9 (Reuters) -`."""

from __future__ import annotations

import re

from archive.describe.wordlists import word_set
from archive.outline.blocks import Part, Role
from archive.tei.lexicon import DAYS_AND_MONTHS

_WORD = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*"
_PLACE = re.compile(
    rf"{_WORD}(?:(?: (?:de|del|la|las|los|da|do|am|an der|sur|upon|on))? {_WORD}){{0,3}}(?=[ ]?[,(—–:]|[ ]-|\.?[ ]?[—–-]|\Z)"
)
_DATES = frozenset({word.capitalize() for word in DAYS_AND_MONTHS}) | word_set(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)
_NO_PLACES = frozenset(
    {"By", "Por", "Par", "Von", "Published", "Updated", "Posted", "Publicado", "Actualizado"}
)


def place_of(content: str, dateline: Part) -> tuple[Part, ...]:
    """The PLACE of a dateline, if it begins with one; no day and no word of publishing is a place."""
    found = _PLACE.match(content, dateline.start, dateline.end)
    if found is None:
        return ()
    words = found.group().split()
    if words[0] in _NO_PLACES or any(word.rstrip(".").capitalize() in _DATES for word in words):
        return ()
    return (Part(Role.PLACE, found.start(), found.end(), "tei/place-of"),)
