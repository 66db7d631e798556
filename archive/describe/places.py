"""The countries that a text is about: named again and again, in their own right and not within the name of a person or body."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.describe.countries import Country, namings
from archive.describe.names import BODY_WORDS
from archive.describe.reading import Reading, claim
from archive.describe.runs import Run
from archive.describe.wordlists import word_set
from archive.record.model import Origin, Statement

MOST = 2
_TIMES = 3  # mentions that make a text one about a country
_FEW = 2  # and in one that is short, or whose headline speaks of its people
_SHORT = 1200  # characters
_VERB_FIRST = 4  # words of a headline whose first may be a verb: `Afianzan Belice y Costa Rica relaciones`
_SPACING = 1200  # one mention in so many characters, or the text is about something else
_BEFORE = word_set(
    "in from within throughout to for and of the across outside inside at on by with since while when "
    "although despite as but or if en desde para por y de la el los las a al del con sin sobre que hacia"
)
_STATE = word_set(
    "government republic people state kingdom president gobierno república pueblo presidente estado reino"
)
_AFTER = word_set(
    "president government army police congress state ambassador minister foreign is was has and or in of "
    "to for presidente gobierno"
)


_VERSUS = re.compile(r"\svs?\.?\s", re.IGNORECASE)


class Mention(NamedTuple):
    """A country named at [start, end)."""

    start: int
    end: int
    country: Country
    demonym: bool


class Setting(NamedTuple):
    """A country that a text is about, where it is named, all that speaks of it, and all that speaks of other countries."""

    country: Country
    named: tuple[Mention, ...]
    own: tuple[Mention, ...]
    others: tuple[Mention, ...]


def settings(reading: Reading) -> tuple[Setting, ...]:
    """At most two countries: those of the headline, else the one that the whole text keeps coming back to."""
    found = _mentions(reading)
    kept: list[Setting] = []
    for country in dict.fromkeys(mention.country for mention in found):
        own = [mention for mention in found if mention.country == country]
        names = [mention for mention in own if not mention.demonym]
        chief = _chief(reading, own, found)
        headed = bool(names) and _in_heading(reading, names[0])
        if headed or (names and chief):
            others = tuple(mention for mention in found if mention.country != country)
            kept.append(Setting(country, tuple(names[:2]), tuple(own), others))
    return tuple(kept[:MOST])


def places(reading: Reading, found: tuple[Setting, ...]) -> tuple[Statement, ...]:
    """The countries, by GeoNames."""
    return tuple(
        claim(
            "spatial",
            country.name,
            Origin.INFERRED,
            "place/country",
            tuple(reading.quote(mention.start, mention.end) for mention in named),
            scheme="GeoNames",
            uri=f"https://sws.geonames.org/{country.geonames}/",
            note=f"ISO 3166-1 {country.code}",
        )
        for country, named, _, _ in found
    )


def _chief(reading: Reading, own: list[Mention], found: list[Mention]) -> bool:
    """Whether one country has most of the mentions, often enough for the length, and from the beginning on."""
    blocks = reading.prose()
    length = sum(block.end - block.start for block in blocks)
    lead = blocks[0].start + length // (2 if length <= _SHORT else 4) if blocks else 0
    headed = any(_in_heading(reading, mention) for mention in own)
    least = _FEW if headed or length <= _SHORT else _TIMES
    return (
        len(own) >= least
        and len(own) * 2 > len(found)
        and len(own) * _SPACING >= length
        and (headed or own[0].start <= lead)
    )


def _mentions(reading: Reading) -> list[Mention]:
    found: list[Mention] = []
    known = namings()
    for run in reading.runs:
        skip = 0
        words = _as_written(run)
        for number in [number for number, word in enumerate(words) if word in known]:
            if number < skip:
                continue
            for naming in known[words[number]]:
                count = len(naming.words)
                if tuple(words[number : number + count]) == naming.words and _spaced(run, number, count):
                    if _in_compound(run, number + count - 1):
                        pass
                    elif naming.demonym or _own(run, number, count):
                        found.append(Mention(*run.place(number, count), naming.country, naming.demonym))
                    skip = number + count
                    break
    return sorted(set(found))


def _in_heading(reading: Reading, mention: Mention) -> bool:
    """Whether a country stands in a headline, and is not one side of a match: "Chile v Peru"."""
    return any(
        run.heading
        and run.start <= mention.start < run.end
        and not _VERSUS.search(run.content, run.start, run.end)
        for run in reading.runs
    )


def _spaced(run: Run, first: int, count: int) -> bool:
    """Whether nothing but blanks stands between these words."""
    return all(map(str.isspace, run.between(first, count)))


def _as_written(run: Run) -> list[str]:
    """The words, of a headline in capitals with one capital each: `THE REVOLUTION IN HONDURAS`."""
    words = run.words
    shouted = run.heading and len(words) > 2 and all(word.isupper() for word in words)
    return [word.capitalize() for word in words] if shouted else words


def _capitalized(words: list[str]) -> bool:
    """Whether a headline gives nearly every word a capital, so that one beside a country's name tells nothing."""
    long = [word for word in words if len(word) > 3]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) * 5 >= len(long) * 4


def _in_compound(run: Run, last: int) -> bool:
    """Whether a hyphen makes the name part of a body's: `Dover-Calais Solidarity Network`."""
    words = run.words
    if last + 2 >= len(words) or run.between(last, 2)[0] not in {"-", "–"}:
        return False
    return words[last + 1][0].isupper() and not BODY_WORDS.isdisjoint(
        word.casefold() for word in words[last + 2 : last + 4] if word[0].isupper()
    )


def _own(run: Run, first: int, count: int) -> bool:
    """Whether the name stands for itself: no capital beside it, and no `University of` before it."""
    words = run.words
    last = first + count - 1
    if last + 1 < len(words) and _spaced(run, last, 2):
        after = words[last + 1]
        if run.heading and _capitalized(words):
            return BODY_WORDS.isdisjoint(word.casefold() for word in words[last + 1 : last + 4])
        if after[0].isupper() and after.casefold() not in _AFTER:
            return False
    if first == 0 or not _spaced(run, first - 1, 2):
        return True
    before = words[first - 1]
    begins = run.heading and first == 1 and len(words) > _VERB_FIRST and before.casefold() not in BODY_WORDS
    if before[0].isupper() and before.casefold() not in _BEFORE and not begins:
        return False
    if before.casefold() in {"of", "for", "on", "de", "the", "in"} and first > 1:
        head = words[first - 2]
        return not (head[0].isupper() and head.casefold() in BODY_WORDS - _STATE)
    return True
