"""Who speaks in a speech, and what a letter that stands within another text does not tell of it."""

from __future__ import annotations

from datetime import date

import pytest

from archive.describe import describe
from archive.describe.addressees import addressee
from archive.describe.agents import agents
from archive.describe.created import created
from archive.describe.genres import genre_of
from archive.outline import outline_of
from archive.outline.blocks import Genre
from archive.text import normalize
from tests.describe.build import SIG, A, C, D, H, P, S, a_seed, an_accession, reading_of

SAID = "I come before you with our thanks, and I say to you that we have work to do. " * 8


def creators(words: str) -> list[tuple[str | None, str | None]]:
    found = agents(reading_of([(P, part) for part in words.split("\n")]), (), None)
    return [(one.value, one.role) for one in found if one.property == "creator"]


LABELS = [
    ("ROSA LINDQVIST: Good evening. " + SAID, [("Rosa Lindqvist", "spk")]),
    ("(Applause.)\nROSA LINDQVIST: (Cheers.) Good evening. " + SAID, [("Rosa Lindqvist", "spk")]),
    ("FORMER SEN. R.T. LINDQVIST: Good evening. " + SAID, [("R.T. Lindqvist", "spk")]),
    ("JOHN PAUL DOE III: Good evening. " + SAID, [("John Paul Doe III", "spk")]),
    ("JANE MCDOE: Good evening. " + SAID, [("JANE MCDOE", "spk")]),
    ("ROSA LINDQVIST: Good evening. " + SAID + "\nAUDIENCE: Yes!", [("Rosa Lindqvist", "spk")]),
    ("MARÍA PÉREZ: Buenas noches. " + "Yo quiero decirles que nuestra lucha sigue. " * 12, [("María Pérez", "spk")]),
    ("ROSA LINDQVIST: Good evening. " + SAID + "\nJOHN DOE: I differ.", []),
    ("NARRATOR: Good evening. " + SAID, []),
    ("GREEN PARTY: Good evening. " + SAID, []),
    ("GRAIN HARVEST: The grain of this harvest is ours. " + SAID, []),
    ("SAN LORENZO: The town said that it was calm. " + "Rain fell on the roofs of the town. " * 20, []),
    ("ROSA LINDQVIST: Good evening.", []),
    ("A novel by ROSA LINDQVIST: " + SAID, []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), LABELS)
def test_one_label_before_the_first_words_is_the_speaker(words: str, expected: list[tuple[str, str]]) -> None:
    """A person whom a label names, who says I, and below whom nobody else speaks, is the creator."""
    assert creators(words) == expected


def test_a_speech_is_described_as_one() -> None:
    """Genre, title and abstract say so, and the abstract begins with what was said, not with the label or the applause."""
    text = normalize(("(Applause.)\n\nROSA LINDQVIST: (Cheers.) Good evening, friends. " + SAID).encode())
    record = describe(a_seed(text), text, outline_of(text), an_accession())
    assert record.value("title") == "Speech of Rosa Lindqvist"
    assert "speeches (documents)" in [one.value for one in record.of("type")]
    assert (record.value("abstract") or "").startswith(
        "Speech by Rosa Lindqvist. It begins: “Good evening, friends. I come"
    )
    assert (record.value("alternative") or "").startswith("Good evening, friends")


LETTER = [
    (D, "3 May 1998"),
    (A, "Jane Doe\nDirector"),
    (S, "Dear Jane Doe:"),
    (P, "We ask you to act."),
    (C, "Sincerely,"),
    (SIG, "John Roe"),
]
RELEASE = [(H, "THE CLUB WRITES TO THE DIRECTOR"), (P, "The club sent the letter that follows here. " * 6)]


def test_a_letter_has_its_frame() -> None:
    """Of a letter that stands for itself, date, addressee and signer are those of the document."""
    reading = reading_of(LETTER, Genre.LETTER)
    assert genre_of(reading) is Genre.LETTER
    assert [one.value for one in created(reading, (), date(2026, 1, 1))] == ["1998-05-03"]
    to = addressee(reading, ())
    assert to is not None
    assert [one.value for one in agents(reading, (), to)] == ["John Roe", "Jane Doe"]


def test_a_letter_within_another_text_gives_it_no_frame() -> None:
    """Whole paragraphs above a letter make it a quoted one: the text has neither its date, nor its addressee, nor its signer."""
    reading = reading_of([*RELEASE, *LETTER], Genre.LETTER)
    assert genre_of(reading) is Genre.PLAIN
    assert created(reading, (), date(2026, 1, 1)) == ()
    assert addressee(reading, ()) is None
    assert agents(reading, (), None) == ()


def test_a_day_told_from_another_opens_no_news() -> None:
    """`Yesterday, Dec. 7, 1941 - …` is neither place nor date of writing."""
    text = normalize(
        b"Yesterday, May 3, 1998 - a day to remember - the dam broke and the town was under water for hours.\n"
    )
    record = describe(a_seed(text), text, outline_of(text), an_accession())
    assert record.value("created") is None


@pytest.mark.parametrize(
    "line", ["Jane Doe Director of the Water Authority", "Rosa Lindqvist Secretary of the Teachers Union"]
)
def test_a_person_and_an_office_on_one_line_are_no_body(line: str) -> None:
    """A row of who was present is not the name of a body."""
    reading = reading_of([(P, "It was so."), (SIG, line)], Genre.LETTER)
    assert [one.value for one in agents(reading, (), None)] == []
