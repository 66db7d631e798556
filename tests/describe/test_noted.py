"""The author whom a note below an article names: one row a text."""

import pytest

from archive.describe.noted import noted
from archive.outline.blocks import Genre
from tests.describe.build import H, P, reading_of

BODY = [
    (H, "The Bill Nobody Read"),
    (P, "It is a fine promise."),
    (P, "I grew up there."),
    (P, "Read the bill."),
]


@pytest.mark.parametrize(
    ("note", "author"),
    [
        ("Jane Roe teaches economics and is the author of “Wires.”", "Jane Roe"),
        ("Ana Ruiz es periodista y vive en León.", "Ana Ruiz"),
        ("(Jane Roe is a columnist.)", "Jane Roe"),
        ("Jane Roe is late.", None),
        ("The writer is a professor.", None),
        ("Jane Roe went home and is a professor.", None),
        ("Jane Roe is a professor." + " She said so." * 50, None),
    ],
)
def test_a_note_below_names_the_author(note, author):
    """It says what the person does; a sentence of the story does not, and a long paragraph is no note."""
    found = noted(reading_of([*BODY, (P, note)], Genre.PROSE))
    assert (found.value if found else None) == author


def test_of_whom_the_text_speaks_is_not_its_author():
    """Nor has a letter, or a text of two paragraphs, a note below it."""
    note = (P, "Jane Roe is a professor.")
    assert noted(reading_of([*BODY[:3], (P, "We met Mrs. Roe."), note], Genre.PROSE)) is None
    assert noted(reading_of([*BODY[:2], note], Genre.PROSE)) is None
    assert noted(reading_of([*BODY, note], Genre.LETTER)) is None
