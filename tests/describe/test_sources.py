"""What a text says it was taken from; and the states that its headline names."""

from __future__ import annotations

import pytest

from archive.describe.sources import sources
from archive.describe.states import states
from archive.outline.blocks import Genre
from tests.describe.build import H, P, reading_of

BODY = (P, "The water of the lower town rose for days.")


@pytest.mark.parametrize(
    ("genre", "line", "expected"),
    [
        (Genre.ARTICLE, "Originally published in The Port Times on May 3, 2004.", "The Port Times"),
        (Genre.PROSE, "This story originally appeared on The Harbourmaster.", "The Harbourmaster"),
        (Genre.PROSE, "Reprinted with permission from the Boston Globe, May 3.", "Boston Globe"),
        (Genre.PROSE, "[From the N. Y. Tribune.]", "N. Y. Tribune"),
        (Genre.PROSE, "—From the Omaha Bee.", "Omaha Bee"),
        (Genre.PROSE, "Tomado de La Jornada, 3 de mayo", "La Jornada"),
        (Genre.ARTICLE, "Fuente: EFE", "EFE"),
        (Genre.PROSE, "Retrieved from https://example.org/b.", "https://example.org/b"),
        # Where figures come from, where a book was made, where somebody went.
        (Genre.PROSE, "Source: World Bank", None),
        (Genre.PROSE, "First published in Lisbon", None),
        (Genre.PROSE, "First published by the Harbour Press", None),
        (Genre.PROSE, "From the Herald building they went on.", None),
        (Genre.PROSE, "Taken from the fire by hand", None),
        (Genre.PROSE, "Reprinted by permission of the author.", None),
        (Genre.PROSE, "See https://example.org/b", None),
    ],
)
def test_a_source_is_what_the_text_calls_so(genre: Genre, line: str, expected: str | None) -> None:
    """A line at the head or foot that says whence the text was taken names its source; no other name of a paper does."""
    for blocks in ([*[BODY] * 9, (P, line)], [(P, line), *[BODY] * 9]):
        labelled = line.startswith("Fuente") and blocks[-1] is BODY  # a label stands at the foot
        found = sources(reading_of(blocks, genre))
        assert [one.value for one in found] == ([expected] if expected and not labelled else [])


def test_a_source_amid_a_text_is_anothers() -> None:
    """What is said between head and foot is of a part."""
    blocks = [*[BODY] * 9, (P, "Reprinted from the Boston Globe."), *[BODY] * 9]
    assert sources(reading_of(blocks, Genre.PROSE)) == ()


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        ("Floods in Nebraska", "Nebraska is wet. All of Nebraska is.", ["Nebraska"]),
        ("NEBRASKA TOWNS ARE WET", "Nebraska is wet. All of Nebraska is.", ["Nebraska"]),
        ("Floods in West Virginia", "West Virginia is wet; in West Virginia it rains.", ["West Virginia"]),
        ("Floods in Nebraska", "It is wet there. Nebraska is.", []),
        ("Floods in the West", "Nebraska is wet. All of Nebraska is. Nebraska!", []),
        ("From Iowa to Nebraska", "Nebraska is wet, Iowa is. Nebraska. Iowa.", []),
        ("University of Nebraska wins", "Nebraska is happy. All of Nebraska is.", []),
        ("Texas Rangers win", "The Texas Rangers won in Texas. Texas is happy.", []),
        ("Miss Virginia Doe sings", "Virginia Doe sang. Virginia sang. Virginia!", []),
        ("Floods in Georgia", "Georgia is wet. All Georgia is.", []),
    ],
)
def test_a_state_of_the_headline(headline: str, body: str, expected: list[str]) -> None:
    """One state in the headline, named on its own and twice again, is a place of the text."""
    found = states(reading_of([(H, headline), (P, body)], Genre.ARTICLE))
    assert [one.value for one in found] == expected
    assert all((one.uri or "").startswith("https://sws.geonames.org/") for one in found)
