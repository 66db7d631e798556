"""Subjects divided by country and period: only by the one country that a text is about, and only by years that it names."""

from __future__ import annotations

import pytest

from archive.authorities.curated import divisions
from archive.describe.places import settings
from archive.describe.subjects import subjects, topics
from tests.describe.build import H, P, reading_of

HONDURAS = "Honduras voted. In Honduras there was electoral fraud. Honduras knows electoral fraud. "
COUP = "Honduras saw a military coup. The coup in Honduras was in 2009. Honduras remembers the coup leaders. "


def labels(words: str, heading: str | None = None) -> list[str | None]:
    reading = reading_of([(H, heading), (P, words)] if heading else [(P, words)])
    return [one.value for one in subjects(reading, topics(reading), settings(reading))]


CASES = [
    (HONDURAS, ["Elections--Corrupt practices", "Honduras--Politics and government"]),
    (
        HONDURAS + "It was in 2017.",
        ["Elections--Corrupt practices", "Honduras--Politics and government--1982-"],
    ),
    (
        HONDURAS + "It was so since 1919.",
        ["Elections--Corrupt practices", "Honduras--Politics and government"],
    ),
    (HONDURAS + "In 2017 as in 1919.", ["Elections--Corrupt practices", "Honduras--Politics and government"]),
    (
        HONDURAS + "Call 2017 or 1990 people.",
        ["Elections--Corrupt practices", "Honduras--Politics and government"],
    ),
    (
        "Human rights in Honduras. Honduras has human rights. Honduras, then.",
        ["Human rights--Honduras"],
    ),
    (
        "Israel fears nuclear weapons in Iran. Israel waits. Iran may have a nuclear weapon, and Israel knows. Israel!",
        ["Nuclear weapons"],
    ),
    ("Human rights are human rights. They are everywhere.", ["Human rights"]),
    (COUP, ["Honduras--History--Coup d'état, 2009", "Honduras--Politics and government--1982-"]),
    (COUP.replace("2009", "2010"), ["Coups d'état--Honduras", "Honduras--Politics and government--1982-"]),
    (COUP.replace(" in 2009", ""), ["Coups d'état--Honduras", "Honduras--Politics and government"]),
    (
        COUP.replace("was in 2009", "was. It was in 2009"),
        ["Coups d'état--Honduras", "Honduras--Politics and government--1982-"],
    ),
    (
        COUP.replace("was in 2009", "was in 2008, not in 2009"),
        ["Coups d'état--Honduras", "Honduras--Politics and government--1982-"],
    ),
]


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_a_subject_is_divided_by_what_the_text_says(words: str, expected: list[str]) -> None:
    """The country's heading, its politics in the period of every year named, and the coup of the year beside it."""
    assert labels(words) == expected


def test_a_text_about_two_countries_divides_nothing() -> None:
    """Whose politics it would be is not for a rule to say."""
    heading = "Electoral fraud in Honduras and Bolivia"
    assert labels("Rain fell.", heading) == ["Elections--Corrupt practices"]
    assert "Bolivia--Politics and government" in labels("Rain fell.", "Electoral fraud in Bolivia")


def test_a_coup_of_another_country_is_not_taken() -> None:
    """A text about Honduras that speaks of the coup of 1973 in Chile has no heading of it."""
    words = (
        "Honduras is not Chile. The coup in Chile was in 1973. Honduras saw no coup. In Honduras it is calm."
    )
    assert not [label for label in labels(words) if label and "Chile" in label]


def test_every_divided_heading_says_what_it_rests_on() -> None:
    """Words for the topic or event, and for the politics of a country the country too."""
    reading = reading_of([(P, COUP)])
    for one in subjects(reading, topics(reading), settings(reading)):
        assert one.uri in {division.uri for found in divisions().values() for division in found}
        assert one.evidence
        for evidence in one.evidence:
            assert reading.content[evidence.start : evidence.end] == evidence.quote
