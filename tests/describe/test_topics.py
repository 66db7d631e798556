"""Places and subjects: what a text is about, not what it names."""

from __future__ import annotations

import pytest

from archive.authorities.curated import phrases
from archive.describe.countries import namings
from archive.describe.places import places, settings
from archive.describe.subjects import subjects, topics
from tests.describe.build import H, P, reading_of

PLACES = [
    ("Honduras voted. In Honduras the Hondurans rested.", ["Honduras"]),
    ("En Honduras votó el pueblo hondureño. Honduras espera.", ["Honduras"]),
    (
        "The University of Chile wrote to the Bank of Chile. Chile Vamos and Chile Solidarity Network agree.",
        [],
    ),
    ("The Washington Office on Latin America and the Organization of American States met.", []),
    (
        "The people of the United States saw it. The United States acted, and so the United States won.",
        ["United States"],
    ),
    ("Mexico wrote once.", []),
    ("New Mexico grew. New Mexico shrank. New Mexico slept. New Mexico woke.", []),
    ("Jordan Baker sat with Chad Smith in Georgia. Jordan, Chad, Georgia, Jordan, Chad, Georgia.", []),
    ("French and French and French and French.", []),
    ("The mayor of Dover, in Honduras, spoke of the Honduran people.", ["Honduras"]),
    (
        "It was with Cuba and in Cuba and for Cuba that the Honduras-Peru Solidarity Network sang. The Honduras-Peru Solidarity Network met.",
        ["Cuba"],
    ),
    ("Honduras and Honduras and Honduras. " + "Nothing of it follows here at all. " * 400, []),
    ("Oxfam Mexico and Peru Libre met Costa Rica Verde. Oxfam Mexico, Oxfam Mexico, Oxfam Mexico.", []),
]


@pytest.mark.parametrize(("words", "expected"), PLACES)
def test_a_place_is_a_country_named_for_itself_and_often(words: str, expected: list[str]) -> None:
    """A country within the name of a person or body, named once, or lost in a long text is no place of it."""
    reading = reading_of([(P, words)])
    assert [statement.value for statement in places(reading, settings(reading))] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("OAS Mission in Honduras Calls for Calm", ["Honduras"]),
        ("Honduras Solidarity Network Meets in Dover", []),
        ("THE REVOLUTION IN HONDURAS", ["Honduras"]),
        ("DOE AND OTHERS VS. HONDURAS", []),
    ],
)
def test_capitals_in_a_headline_hide_no_country(head: str, expected: list[str]) -> None:
    """Where every word has a capital, the next word's tells nothing, but a body's word does."""
    reading = reading_of([(H, head), (P, "Rain fell.")])
    assert [statement.value for statement in places(reading, settings(reading))] == expected


def test_a_headline_that_speaks_of_a_people_needs_the_country_once() -> None:
    """`Hondurans vote` and, below, Honduras; where the country is never named, nothing is stated."""
    for text, expected in (("Honduras has five million voters.", ["Honduras"]), ("All came to vote.", [])):
        reading = reading_of([(H, "Hondurans vote amid fears of fraud"), (P, text)])
        assert [statement.value for statement in places(reading, settings(reading))] == expected


def test_a_country_in_the_headline_is_a_place() -> None:
    """One naming in a headline is enough."""
    reading = reading_of([(H, "Floods in Bolivia"), (P, "Rain fell.")])
    found = places(reading, settings(reading))
    assert [(statement.value, statement.uri, statement.note) for statement in found] == [
        ("Bolivia", "https://sws.geonames.org/3923057/", "ISO 3166-1 BO")
    ]


ONE_WORD = {"sindicatos", "golpistas", "narcotráfico"}
SUBJECTS = [
    ("They cried electoral fraud. The electoral fraud was plain.", ["Elections--Corrupt practices"]),
    ("Hablan de fraude electoral. El fraude electoral es claro.", ["Elections--Corrupt practices"]),
    ("They cried electoral fraud.", []),
    ("The Institute on Race, Equality and Human Rights met the Human Rights Office.", []),
    ("A coup d’etat is a coup d'état.", ["Coups d'état"]),
    ("Elections and fraud, votes and war and water.", []),
]


@pytest.mark.parametrize(("words", "expected"), SUBJECTS)
def test_a_subject_is_a_phrase_that_comes_again(words: str, expected: list[str]) -> None:
    """A phrase named once, a common noun or part of a body's name is no subject."""
    reading = reading_of([(P, words)])
    found = subjects(reading, topics(reading), settings(reading))
    assert [statement.value for statement in found] == expected
    assert all(statement.uri and statement.scheme == "LCSH" for statement in found)


def test_the_tables_are_whole() -> None:
    """Every heading's number has LC's form, every country a code and a number, and no phrase stands for two headings."""
    seen: dict[tuple[str, ...], str] = {}
    for known in phrases().values():
        for phrase in (phrase for after in known.values() for phrase in after):
            assert seen.setdefault(phrase.words, phrase.heading.label) == phrase.heading.label, phrase
            assert phrase.heading.uri.removeprefix("http://id.loc.gov/authorities/subjects/sh").isdigit()
            assert " ".join(phrase.words) == " ".join(phrase.words).lower()
            assert len(phrase.words) > 1 or phrase.words[0] in ONE_WORD, phrase
    for namings_of in namings().values():
        for naming in namings_of:
            assert len(naming.country.code) == 2
            assert naming.country.geonames.isdigit()
