"""What a name stands for: a person, a body or a place, and the forms in which it may be named."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from archive.describe import names
from archive.describe.countries import names as country_names
from archive.describe.names import TITLE_WORDS, Kind
from archive.tei.lexicon import LEADERS, TITLES

CAPITALIZED = r"[A-ZÀ-ÖØ-Þ](?:(?<=[A-Z])\.(?:[A-Z]\.){0,3}|\w*(?:[-&]\w+|['’](?!s\b)[A-ZÀ-ÖØ-Þa-z]\w*)*)"
WORD = re.compile(CAPITALIZED)
BEFORE_NAMES = LEADERS | TITLES | TITLE_WORDS

ABBREVIATED = re.compile(r" \((?P<abbr>[A-Z][A-Za-z&.-]{0,9}[A-Z])\)")


class Thing(StrEnum):
    """What a name names, by the TEI element for it."""

    PERSON = "persName"
    BODY = "orgName"
    PLACE = "placeName"


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, body or place: `forms` are the ways in which the text may name it in full.

    `sure` is False where only the look of the words says that this is a name.
    """

    thing: Thing
    name: str
    forms: tuple[str, ...]
    uri: str | None = None
    sure: bool = True

    def __hash__(self) -> int:
        """Of the name alone, which tells most entities apart; a hash of every form would cost more than all that is looked up by it."""
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands at [start, end); `certain` is False of a surname alone, and of what only looks like a name."""

    start: int
    end: int
    entity: Entity
    certain: bool


@lru_cache(maxsize=4096)
def kind_of(text: str) -> Kind | None:
    """What `describe.names.kind_of` says, once for each of the names that a document gives in many places."""
    return names.kind_of(text)


@cache
def countries() -> dict[str, Entity]:
    """Every country by each form of its name."""
    forms: dict[tuple[str, str], list[str]] = {}
    for form, country in country_names().items():
        forms.setdefault((country.name, country.geonames), []).append(form)
    found = [
        Entity(Thing.PLACE, name, tuple(names), f"https://sws.geonames.org/{number}/")
        for (name, number), names in sorted(forms.items())
    ]
    return {form: entity for entity in found for form in entity.forms}


@lru_cache(maxsize=4096)
def folded(form: str) -> str:
    """`form` without accents and in small letters."""
    return plain(form).casefold()


def plain(form: str) -> str:
    """`form` without accents."""
    if form.isascii():
        return form
    return "".join([char for char in unicodedata.normalize("NFD", form) if not unicodedata.combining(char)])
