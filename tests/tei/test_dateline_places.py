"""Places of datelines: one row a case."""

import pytest

from archive.outline.blocks import Block, Genre, Outline, Part, Role
from archive.tei import names
from archive.tei.entity import Thing
from tests.tei.making import record


def seen(content: str, *places: str, role: Role = Role.DATELINE) -> list[tuple[str, str]]:
    parts = tuple(
        Part(Role.PLACE, content.index(one), content.index(one) + len(one), "t/t") for one in places
    )
    blocks = (Block(role, 0, len(content), "t/t", parts=parts),)
    found = names.mentions(content, Outline(Genre.LETTER, "t/t", blocks), record())
    return [(content[m.start : m.end], m.entity.name) for m in found if m.entity.thing is Thing.PLACE]


@pytest.mark.parametrize(
    ("content", "place", "wanted"),
    [
        ("Streslau, den 4. Mai", "Streslau", "Streslau"),
        ("STRESLAU DE LOS VALLES, 4 mayo", "STRESLAU DE LOS VALLES", "Streslau de los Valles"),
        ("TEGUCIGALPA, 4 mayo", "TEGUCIGALPA", "Tegucigalpa"),
        ("Wien, 4. Mai", "Wien", "Vienna"),
        ("La Streslau, 4 mayo", "La Streslau", "La Streslau"),
    ],
)
def test_the_place_of_a_dateline_is_an_entry(content, place, wanted):
    """A town known by another form is that town, and what is written in capitals is written as people write it."""
    assert seen(content, place) == [(place, wanted)]


@pytest.mark.parametrize(
    "place", ["Postmark", "The", "President", "Streslau10", "streslau", "Streslau World-Herald"]
)
def test_what_is_no_name_of_a_place(place):
    """A stamp, an article alone, an office and a word with a figure name no place."""
    assert seen(f"{place}, 4 Mai", place) == []


def test_a_place_named_twice_is_one_entry():
    """So it is with a form in capitals and one without."""
    assert seen("STRESLAU and Streslau, 4 May", "STRESLAU", "Streslau") == [
        ("STRESLAU", "Streslau"),
        ("Streslau", "Streslau"),
    ]


def test_only_datelines_tell_where_a_text_was_written():
    """A place in another block is not marked for its looks."""
    assert seen("Streslau, den 4. Mai", "Streslau", role=Role.PARAGRAPH) == []
