"""Verse told from prose, from lists and from talk, whatever letters its lines begin with."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.outline import outline_of
from archive.outline.blocks import Role
from archive.outline.rhymes import endings, rhymes, verses
from archive.outline.verse import _evidence
from archive.outline.wrapping import sheet_of
from archive.text import normalize

SONNET = """Pasó la tarde y vino la mañana
con pasos de oro por la senda fría,
y el ruiseñor que en el jardín dormía
cantó su pena junto a la ventana.
No hay en el pueblo voz que esté lejana,
ni puerta que se cierre todavía:
la luz que entró en la casa es alegría,
y el agua de la fuente es una hermana.
"""
COUPLETS = """The miller went to market with a sack,
And sold his corn, and never once looked back;
The river turned his wheel the livelong day,
And all the grain he had was ground away.
"""
PROSE = (
    "The council met on Tuesday and heard the report of the engineer about the bridge, which has been "
    "closed since the flood; members asked when it would open again, and were told that nobody could say "
    "before the summer, for the stone had to be brought from the quarry beyond the hills by cart."
)
TALK = """—¿Y cuándo vuelve usted?
—Mañana mismo.
—No lo creo.
—Pues créalo, señora.
—¡Ay, qué hombre!
"""


def _roles(text: str) -> list[Role]:
    return [block.role for block in outline_of(normalize(text.encode())).blocks]


@pytest.mark.parametrize("poem", [SONNET, COUPLETS])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_that_rhyme_and_pause_are_verse_with_and_without_blank_lines(poem: str, gap: str) -> None:
    """Every line of a poem is verse, be it set tight or with blank lines between."""
    roles = _roles(gap.join(poem.splitlines()) + "\n")
    assert set(roles) == {Role.VERSE}


def test_a_poem_amid_prose_is_cut_out_where_it_begins_and_ends() -> None:
    """The paragraphs above and below a poem stay paragraphs."""
    roles = _roles(f"{PROSE}\n\n{COUPLETS}\n{PROSE}\n")
    assert roles == [Role.PARAGRAPH, Role.VERSE, Role.PARAGRAPH]


def test_a_title_between_two_poems_is_no_verse() -> None:
    """A short line without a mark, where a sentence has ended, heads the poem below it."""
    found = outline_of(normalize(f"{SONNET}\nLa casa\n\n{SONNET}".encode()))
    (title,) = (block for block in found.blocks if block.role is not Role.VERSE)
    assert title.role is Role.HEADING


@pytest.mark.parametrize("width", [38, 48, 60, 72])
def test_prose_broken_at_a_width_is_no_verse(width: int) -> None:
    """Lines that a width breaks are one paragraph."""
    assert _roles(textwrap.fill(PROSE, width) + "\n") == [Role.PARAGRAPH]
    assert not verses(textwrap.wrap(PROSE, width))


@pytest.mark.parametrize(
    "lines",
    [
        TALK,
        "Anna Schmidt\nPeter Braun\nKarl Maier\nOtto Weiss\nHans Kohl\n",
        "12 Broad Street\nSpringfield, Ohio\n4 Mill Lane\nDayton, Ohio\n",
    ],
)
def test_talk_names_and_addresses_are_no_verse(lines: str) -> None:
    """Short lines alone make no poem."""
    assert Role.VERSE not in _roles(lines)


def test_a_word_does_not_rhyme_with_itself() -> None:
    """Lines that all end with one word do not rhyme; two words with one ending do."""
    assert not rhymes(endings(["of the sea,", "by the sea."]), 0)
    assert rhymes(endings(["on the hill,", "it was still."]), 1)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text("abcde ,.;:!?—-«»“”\t’'ÁéØ1", min_size=1, max_size=40), max_size=30))
def test_every_line_stands_in_one_block_whatever_the_lines(lines: list[str]) -> None:
    """Blocks hold every line that is not blank, in order and once."""
    text = normalize("\n".join(["A", *lines]).encode())
    blocks = outline_of(text).blocks
    held = "".join(text.content[block.start : block.end] for block in blocks)
    assert "".join(held.split()) == "".join(text.content.split())
    assert all(one.end <= two.start for one, two in pairwise(blocks))


def test_the_evidence_of_verses_is_whole():
    """Sums of fractions are not the same on every Python, and a bag is."""
    for poem in (SONNET, COUPLETS):
        told = _evidence(sheet_of(poem).units)
        assert {type(value) for value in told} == {int}
        assert any(value % 1000 for value in told)
