"""The tables that ship with the program: phrases and the headings they stand for, and headings divided by country.

They need no index and are the same on every machine, so what is made from them may stand in a bag. A test holds each row to
the published vocabulary. To add a heading, add a row to `phrases.csv`: phrases of one meaning only, no single common noun.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from archive.authorities.keys import words_of

POLITICS = "politics"
"""The field of topics that are matters of a country's politics and government."""

COUP = "coup"
"""Under what a country's headings for single coups d'état stand in `subdivisions.csv`."""


class Term(NamedTuple):
    """A heading; `topic` is what a devised title calls it; `by_place` whether it may be divided by the country of a text."""

    uri: str
    label: str
    topic: str
    scheme: str | None = "LCSH"
    field: str = ""
    by_place: bool = False


class Phrase(NamedTuple):
    """Words, in small letters, that stand for a heading."""

    words: tuple[str, ...]
    heading: Term


class Division(NamedTuple):
    """A heading for what happens in one country; `since` is the year of the event or of the period's beginning, if it has one."""

    uri: str
    label: str
    since: int | None


Phrases = dict[str, dict[str, tuple[Phrase, ...]]]
"""Phrases by their first word, then by their second, "" where there is none; of those that begin alike the longest first."""


@cache
def terms() -> tuple[Term, ...]:
    """Every heading of the table of phrases."""
    return tuple(term for term, _ in _terms())


@cache
def phrases() -> Phrases:
    """Every phrase of the table."""
    return _by_first_words(Phrase(words_of(phrase), term) for term, known in _terms() for phrase in known)


@cache
def divisions() -> dict[tuple[str, str], tuple[Division, ...]]:
    """The headings by country (ISO 3166-1) and what they divide: a heading's URI, `politics` or `coup`; by year."""
    found: dict[tuple[str, str], list[Division]] = {}
    for row in _table("subdivisions.csv"):
        since = int(row["since"]) if row["since"] else None
        found.setdefault((row["country"], row["of"]), []).append(Division(row["uri"], row["label"], since))
    return {key: tuple(sorted(rows, key=lambda division: division.since or 0)) for key, rows in found.items()}


def following(known: dict[str, tuple[Phrase, ...]], words: list[str], number: int) -> tuple[Phrase, ...]:
    """Of the phrases that begin with word `number`, those that may go on as the text does."""
    second = known.get(words[number + 1], ()) if number + 1 < len(words) else ()
    return (*second, *known.get("", ()))


def _by_first_words(known: Iterable[Phrase]) -> Phrases:
    found: dict[str, dict[str, list[Phrase]]] = {}
    for phrase in known:
        first, second = (*phrase.words, "")[:2]
        found.setdefault(first, {}).setdefault(second, []).append(phrase)
    return {
        first: {
            second: tuple(sorted(rows, key=lambda phrase: -len(phrase.words)))
            for second, rows in after.items()
        }
        for first, after in found.items()
    }


def _terms() -> Iterator[tuple[Term, list[str]]]:
    for row in _table("phrases.csv"):
        term = Term(
            row["uri"], row["label"], row["topic"], field=row["field"], by_place=row["place"] == "yes"
        )
        yield term, row["phrases"].split(" | ")


def _table(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(
        files("archive.authorities").joinpath(name).read_text(encoding="utf-8").splitlines()
    )
