"""The day of the event that a text is about, and when no day is told for certain."""

from __future__ import annotations

from datetime import date

import pytest

from archive.describe.created import created
from archive.describe.events import coverage
from tests.describe.build import D, P, reading_of

LATEST = date(2026, 1, 1)
VOTES = " The election was long. All elections are."

EVENTS = [
    ("May 20, 1998", "Since the May 3 election we wait." + VOTES, ["1998-05-03?"]),
    ("May 20, 1998", "Since the elections of May 3 we wait." + VOTES, ["1998-05-03?"]),
    ("May 20, 1998", "The May 3 run-off election is over." + VOTES, ["1998-05-03?"]),
    ("January 9, 1998", "The December 14 election is over." + VOTES, ["1997-12-14?"]),
    ("December 9, 1998", "The election on January 10 is near." + VOTES, ["1999-01-10?"]),
    ("May 20, 1998", "The election of 3 May 1998 is over." + VOTES, ["1998-05-03"]),
    ("May 20, 1998", "Desde la masacre del 3 de mayo. La masacre duele. Otra masacre no.", ["1998-05-03?"]),
    ("May 20, 1998", "Las elecciones del 3 de mayo de 1998. Elecciones y elecciones.", ["1998-05-03"]),
    ("", "The election of 3 May 1998 is over." + VOTES, []),
    ("May 20, 1998", "The election of 3 May 1988 was long." + VOTES, []),
    # No year, and the text bears no date; a day half a year off; two days; an event named in passing; a day of something else.
    ("", "Since the May 3 election we wait." + VOTES, []),
    ("May 20, 1998", "The November 3 election is over." + VOTES, []),
    ("May 20, 1998", "The May 3 election and the May 10 election." + VOTES, []),
    ("May 20, 1998", "Since the May 3 election we wait.", []),
    ("May 20, 1998", "We met on May 3 in a hall." + VOTES, []),
    ("May 20, 1998", "The Feb. 30 election is over." + VOTES, []),
    ("May 20, 1998", "Room 3 election was held in Hall 4 election." + VOTES, []),
]


@pytest.mark.parametrize(("written", "words", "expected"), EVENTS)
def test_the_day_of_an_event_is_told_or_nearest(written: str, words: str, expected: list[str]) -> None:
    """A day without its year is that nearest to the document's date, and uncertain; what is not told for certain is not said."""
    reading = reading_of([(D, written), (P, words)] if written else [(P, words)])
    own = created(reading, (), LATEST)
    assert len(own) == bool(written)
    found = coverage(reading, own)
    assert [one.value for one in found] == expected
    for one in found:
        assert one.scheme == "EDTF"
        assert len(one.evidence) == (2 if one.value and one.value.endswith("?") else 1)


def test_an_event_told_far_down_is_in_passing() -> None:
    """What a text is about it tells in its first third."""
    rain = (P, "Rain fell on the harbor for a week.")
    reading = reading_of([(D, "May 20, 1998"), rain, rain, rain, rain, (P, EVENTS[0][1]), rain])
    assert coverage(reading, created(reading, (), LATEST)) == ()


def test_a_long_text_must_be_about_the_event() -> None:
    """Three words on an election in ten thousand characters are in passing."""
    reading = reading_of([(D, "May 20, 1998"), (P, EVENTS[0][1] + " Rain fell on the harbor." * 400)])
    assert coverage(reading, created(reading, (), LATEST)) == ()
