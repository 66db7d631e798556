"""Whose heading a name is: rules that would rather say nothing than the wrong thing.

A match is *sure* only by the strictest rule; every other is for a person to look at, and most names have none at all.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from archive.authorities.heading import Heading, Kind
from archive.authorities.index import Index
from archive.authorities.keys import bare, folded, plain_words
from archive.authorities.lives import life, spoken
from archive.describe.countries import namings
from archive.describe.wordlists import word_set


class Match(NamedTuple):
    """A heading that may be a name's; `why` says in plain words what speaks for it or is missing."""

    heading: Heading
    sure: bool
    why: str


_ACRONYM = re.compile(r"[A-Z]{2,}[-/&][A-Z]{2,}|[A-Z]{3,}")
_QUALIFIER = re.compile(r"\(([^()]*)\)")
_STATES = word_set(
    "Ala. Alaska Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Hawaii Idaho Ill. Ind. Iowa Kan. Ky. La. Md. Me. Mass. Mich. Minn. Miss. Mo. Mont. "
    "Neb. Nev. N.H. N.J. N.M. N.Y. N.C. N.D. Ohio Okla. Or. Pa. R.I. S.C. S.D. Tenn. Tex. Utah Va. Vt. Wash. Wis. Wyo. D.C. U.S."
) | {"W. Va.", "New York", "California", "Washington, D.C."}
_GENERIC = word_set(
    "Organization Association Firm Society Company Group Network Institute Institution Foundation Union Movement"
)
_MOST = 3  # headings of one name that a person is asked to choose from
_BRITISH = word_set("England Scotland Wales")
_CANADIAN = word_set("Ont. Québec B.C. Alta. Man. Sask.") | {"Nova Scotia", "N.B."}


def match_person(index: Index, name: str, year: int | None) -> tuple[Match, ...]:
    """The headings of persons who are called just so, but for those who did not live in `year`, the document's.

    Sure: the only one of the name, alive in that year, and of three names or more; of two there are too many in the world.
    """
    words = plain_words(name)
    found = [
        heading
        for heading in index.near(name, kinds=(Kind.PERSON,))
        if plain_words(spoken(heading.label)) == words
    ]
    alive = [heading for heading in found if year is None or not life(heading.label).excludes(year)]
    matches: list[Match] = []
    for heading in alive if len(alive) <= _MOST else ():
        certain = year is not None and life(heading.label).spans(year)
        sure = certain and len(found) == 1 and len(words) > 2
        if sure:
            why = f"the only heading of this name, alive in {year}"
        elif len(found) > 1:
            why = f"one of {len(found)} headings of this name"
        elif year is None:
            why = "the only heading of this name; the document's date is not known"
        else:
            why = (
                f"alive in {year}, but the name is a common one" if certain else "no year of birth to compare"
            )
        matches.append(Match(heading, sure, why))
    return tuple(matches)


def match_body(
    index: Index, name: str, countries: frozenset[str], chief: frozenset[str] = frozenset()
) -> tuple[Match, ...]:
    """The headings of bodies of this very name; none that is qualified by a country which the text does not name.

    A name of two words is every country's ("National Party"): its heading must be of a country that the text is about. Sure: the only
    heading, without a qualifier, of three words or more. An acronym or a single word is never sure.
    """
    wanted = folded(bare(name))
    if name in _codes() or (" " not in wanted and _ACRONYM.fullmatch(name) is None):
        return ()  # a country is no body, and one word is a common noun: "Congress"
    found = [
        heading
        for heading in index.near(name, kinds=(Kind.BODY,))
        if folded(bare(heading.label)) == wanted or folded(heading.label) == folded(name)
    ]
    matches: list[Match] = []
    for heading in found if len(found) <= _MOST else ():
        qualifier = qualified(heading.label)
        country = country_of(heading.label)
        long = len(plain_words(wanted)) > 2
        if country is not None and country not in (countries if long else chief):
            continue
        sure = len(found) == 1 and qualifier is None and long
        if sure:
            why = "the only heading of this name"
        elif len(found) > 1:
            why = f"one of {len(found)} headings of this name"
        elif qualifier is not None:
            why = f"the heading is of {qualifier}; does the text speak of that one?"
        else:
            why = "the only heading of this name, which is short"
        matches.append(Match(heading, sure, why))
    return tuple(matches)


def match_place(index: Index, name: str, countries: frozenset[str]) -> tuple[Match, ...]:
    """The one place of this very name in the countries that the text names, by GeoNames. Never sure.

    Of a place elsewhere, or of two in the same country, nothing is said: Obama is a town in Japan.
    """
    found = [
        heading
        for heading in index.by_label(name, kinds=(Kind.PLACE,))
        if heading.scheme == "GeoNames" and _country(heading) in countries
    ]
    return (Match(found[0], False, found[0].detail or ""),) if len(found) == 1 else ()


def match_topic(index: Index, phrase: str) -> tuple[Match, ...]:
    """The heading of LCSH that is just these words, in the singular or plural. Never sure: words have other meanings too."""
    if " " not in phrase:
        return ()
    for form in (phrase, f"{phrase}s", phrase.removesuffix("s")):
        for heading in index.by_label(form, kinds=(Kind.TOPIC,)):
            if heading.scheme == "LCSH":
                return (Match(heading, False, "the words are a heading; is the text about it?"),)
    return ()


def _country(heading: Heading) -> str | None:
    """The code of the country in which a place of GeoNames lies; None of a country itself."""
    kind, _, rest = (heading.detail or "").partition(" ")
    if kind == "town":
        return rest.removeprefix("in ")
    return "US" if kind == "state" else None


def qualified(label: str) -> str | None:
    """What stands in the last brackets of a heading, such as `New York, N.Y.` or `Firm`; None if there are none."""
    found = _QUALIFIER.findall(label)
    return found[-1] if found else None


def country_of(label: str) -> str | None:
    """The country by which a heading is qualified, None if by none that we know."""
    qualifier = qualified(label)
    if qualifier is None:
        return None
    parts = [part.strip() for part in re.split(r"[,:;]", qualifier)]
    for part in (qualifier, *reversed(parts)):
        if part in _STATES:
            return "US"
        if part in _BRITISH or part == "Great Britain":
            return "GB"
        if part in _CANADIAN:
            return "CA"
        code = _codes().get(part)
        if code is not None:
            return code
    # A town or country that we do not know is not one that the text names.
    return None if parts[-1].rstrip("s") in _GENERIC else "?"


@cache
def _codes() -> dict[str, str]:
    """Countries' codes by every name that we know them by."""
    return {
        " ".join(naming.words): naming.country.code
        for known in namings().values()
        for naming in known
        if not naming.demonym
    }
