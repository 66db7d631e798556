"""One run of capitals as a person's name: what stands before it as a title, and where the name ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.describe.countries import namings
from archive.describe.names import BODY_WORDS, TITLE_WORDS
from archive.describe.wordlists import word_set
from archive.outline.given import FORENAMES, GIVEN
from archive.tei.entity import countries
from archive.tei.lexicon import LEADERS, NO_SURNAMES, STYLED, TITLES

_NOT_GIVEN = word_set(
    "Carolina Charlotte Chelsea Christian Concepción Dean Dolores Don Earl Esperanza Florence Grant Guadalupe Holly Ivan Jan Jordan Judith Kelly "
    "Kim Lee Mercedes Mick Rick Rod Rosario Ross San Santiago Santa Sidney Soledad Stella Trinidad Tina Todd Victoria Virgil Virginia "
    "Georgia Israel Salvador Salt Ray"
)  # which begin other names as well
GIVEN_FIRST = (FORENAMES - {"Christian"}) | (GIVEN - _NOT_GIVEN)
"""Given names that begin a person's name, and hardly any other."""

_GERMAN_OFFICE = re.compile(
    r"[A-ZÄÖÜ][\w-]{2,}(?i:sprecher|minister|präsident|kanzler|chef|kandidat|direktor|sekretär|leiter|anwalt|aktivist|politiker|meister)(?:in)?"
    r"|[A-ZÄÖÜ][\w-]{2,}(?i:vorsitzender?|beauftragter?|abgeordneter?|anwältin)"
)
_GERMAN_STYLED = ("minister", "ministerin", "präsident", "präsidentin", "kanzler", "kanzlerin")
_COMPOUND = 8  # letters of the shortest, `Parteichef` has ten
_VERB = 6  # letters of `Joining`; `King` and `Ewing` are names
_IMPERSONAL = BODY_WORDS | TITLE_WORDS
_BODIES = BODY_WORDS - TITLE_WORDS
_OFFICES = TITLES | TITLE_WORDS
_UNFIT = LEADERS | _IMPERSONAL | {"state"}
NOBODY = LEADERS | _IMPERSONAL | _OFFICES
"""No single word of these is a person's name."""


_SAINTS = frozenset({"san", "santa", "santo", "saint", "sainte", "sankt"})


class Read(NamedTuple):
    """A run of capitals as a person's name; `styled` by a title that only persons have."""

    name: str
    titled: bool
    styled: bool


@lru_cache(maxsize=4096)
def read_run(text: str) -> Read | None:
    """The name that a run of capitals gives to a person, its titles left out; None where it gives none."""
    words = text.split(" ")
    if len(words) == 1:  # as most are
        (word,) = words
        alone = word.rstrip(".").casefold() in _OFFICES or word.casefold() in _UNFIT or word in countries()
        return None if alone else Read(word, titled=False, styled=False)
    titled = max((at for at, word in enumerate(words) if is_office(word)), default=-1)
    if titled >= 0 and words[titled + 1 : titled + 2] and words[titled + 1][0].islower():
        return None  # `Presidente del Patronato`
    name = _personal(words[titled + 1 :])
    if not name or name in countries():
        return None
    office = words[titled].rstrip(".").casefold()
    return Read(name, titled >= 0, titled >= 0 and (office in STYLED or office.endswith(_GERMAN_STYLED)))


def is_office(word: str) -> bool:
    """Whether this is a title or an office, or a German compound of one: `Regierungssprecher`."""
    if word.rstrip(".").casefold() in _OFFICES:
        return True
    return len(word) >= _COMPOUND and _GERMAN_OFFICE.fullmatch(word) is not None


def _leads(word: str) -> bool:
    """Whether a word before others is none of the name: `Australian`, `British-born`, `Joining`."""
    if word.endswith(("-born", "-based", "-backed", "-led")) or (word.endswith("ing") and len(word) > _VERB):
        return word not in GIVEN_FIRST
    return any(naming.demonym for naming in namings().get(word, ()))


def _personal(words: list[str]) -> str:
    """The words of a name, without the sentence's first word before it, up to one that is no part of a person's name."""
    first = next(
        (
            at
            for at, word in enumerate(words)
            if word.casefold() not in LEADERS
            and word != "State"
            and not (len(words) > at + 1 and _leads(word))
        ),
        len(words),
    )
    words = words[first:]
    if len(words) > 1 and words[0].casefold() in _SAINTS:
        return ""  # `San Pedro Sula`
    if words and words[0] not in GIVEN_FIRST:  # `Schutz von Berta Cáceres`
        known = (
            at for at in range(2, len(words) - 1) if words[at] in GIVEN_FIRST and words[at - 1][0].islower()
        )
        words = words[next(known, 0) :]
    if not NO_SURNAMES.isdisjoint(words):
        return ""
    wrong = (
        at
        for at, word in enumerate(words)
        if word.casefold() in _IMPERSONAL or (word[0].isupper() and word.casefold() in LEADERS)
    )
    cut = next(wrong, len(words))
    if cut < len(words) and words[cut].casefold() in _BODIES:
        return ""  # `Ana Quist Human Rights Act`, `Quist Foundation`
    words = words[:cut]
    if _are_two(words):
        return ""
    while words and not words[-1][0].isupper():
        words.pop()
    return " ".join(words)


def _are_two(words: Sequence[str]) -> bool:
    """`Laura Quist Ana Vane`: two persons of a list whose commas were lost."""
    known = [word in GIVEN_FIRST for word in words]
    return known == [True, False, True, False] and words[1][0].isupper() and words[1][-1].isalpha()
