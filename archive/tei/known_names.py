"""Names that no document need explain, countries and famous bodies, where a text has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from archive.describe.wordlists import word_set
from archive.tei.entity import BEFORE_NAMES, Mention, Thing, countries
from archive.tei.famous import SHORT_COUNTRIES, country, famous_by_word, loud
from archive.tei.lexicon import DAYS_AND_MONTHS
from archive.tei.name_forms import Forms, by_first_word, longest

_QUARTERS = word_set(
    "New North South East West Northern Southern Eastern Western Upper Lower Inner Outer British Dutch French Portuguese Spanish Equatorial "
    "Nueva Nuevo Nouvelle Neu Norte Alto Alta"
)
_WATERS = word_set("Gulf Bay Strait Straits Sea Isthmus Golfo Golfe Bahía Estrecho Istmo Isthme")


@cache
def known_beginnings() -> frozenset[str]:
    """The words with which the names begin that no document need explain."""
    return frozenset({*_abroad(), *famous_by_word(), *SHORT_COUNTRIES})


def known_name(content: str, word: re.Match[str]) -> Mention | None:
    """A country or a famous body."""
    start, text = word.start(), word.group()
    if (match := longest(content, start, _abroad().get(text, ()))) is not None:
        return match
    match = longest(content, start, famous_by_word().get(text, ()))
    if match is not None:
        return None if loud(content, match.start, match.end) else match
    place = country(content, start, word.end()) if text in SHORT_COUNTRIES else None
    return Mention(start, word.end(), place, certain=True) if place else None


def of_a_longer_name(content: str, match: Mention, words: Sequence[re.Match[str]], number: int) -> bool:
    """Whether the name of a country that begins with this word is part of another: `New Mexico`, `Mexico City`, `the Gulf of Mexico`; not `Honduras President Lobo`."""
    if match.entity.thing is not Thing.PLACE:
        return False
    if number:
        before = words[number - 1]
        between = content[before.end() : match.start]
        plain = before.group().rstrip(".").casefold()
        if between == " " and (
            before.group() in _QUARTERS or (match.entity.uri is None and plain not in BEFORE_NAMES)
        ):
            return True
        if between in (" of ", " of the ", " de ", " du ", " del ", " von ") and before.group() in _WATERS:
            return True
    while number < len(words) and words[number].start() < match.end:
        number += 1
    if number == len(words) or content[match.end : words[number].start()] != " ":
        return False
    following = words[number].group()
    return following.rstrip(".").casefold() not in BEFORE_NAMES and following not in DAYS_AND_MONTHS


@cache
def _abroad() -> Forms:
    return by_first_word(dict.fromkeys(countries().values()))
