"""Where a line begins anew by its indentation, and where a program broke a text."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.outline.indents import apart
from archive.outline.lines import stretches_of
from archive.outline.wrapping import sheet_of

LONG = "The river rose in the night and took the lower mill with all that stood in it, and nobody from the town could cross."
OTHER = "My brother writes that the winter has been mild. Many of us are well and wish for news of Boston and of Mary Ann Carr."


def units(content: str) -> list[str]:
    return [unit.text for unit in sheet_of(content).units]


def broken(text: str, width: int = 60, first: str = "") -> str:
    return "\n".join(textwrap.wrap(text, width, initial_indent=first))


@pytest.mark.parametrize("first", ["  ", "     ", "\t"])
def test_paragraphs_that_are_set_in_begin_without_a_blank_line(first):
    """Each paragraph is one unit, though no line of it is short and no blank line parts it from the next."""
    texts = [LONG, OTHER, LONG + " " + OTHER, "A short one.", "Another."]
    content = "\n".join(broken(text, first=first) for text in texts) + "\n"
    assert [" ".join(unit.split()) for unit in units(content)] == texts


def test_a_quotation_that_is_set_in_is_one_unit():
    """Lines that all have the same blanks, and go on in small letters, begin no paragraphs."""
    quoted = textwrap.indent(broken(LONG), "    ")
    assert len(units(f"{broken(OTHER)}\n\n{quoted}\n\n{broken(OTHER)}\n")) == 3


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([" " * 40 + "John Smith", " " * 44 + "Mary Carr"], 2),
        ([" " * 40 + "John Smith", " " * 40 + "Mary Carr"], 2),
        ([" " * 40 + "Yours in all", " " * 40 + "sincerity,"], 1),
        (["Boston", " " * 30 + "3 May 1871", "Dear Sir,"], 3),
        (["\t\t\t\tJohn Smith", "P.S. Write soon."], 2),
        (["John Smith", "Mary Carr"], 1),
    ],
)
def test_lines_that_are_pushed_to_the_right_stand_alone(lines, wanted):
    """A date or a name at the right is parted from what is above and below it, but not from what it goes on with."""
    assert (
        len(list(apart(["A line at the margin", *lines], [(0, 1, 0), (1, 1 + len(lines), 0)]))) == 1 + wanted
    )


def test_a_paragraph_ends_where_the_next_word_had_room():
    """In a text that a program broke, a line that had room for the next word ends its paragraph, be it ever so long."""
    texts = [f"{LONG} {OTHER}", f"{OTHER} {LONG}", f"{LONG} {LONG} We shall see what the summer brings."]
    content = "\n".join(broken(text) for text in texts) + "\n"
    assert [" ".join(unit.split()) for unit in units(content)] == texts


def test_a_text_of_capitals_at_line_starts_is_broken_at_its_width():
    """Where every line but the last of a paragraph is full, a name at the start of the next is no new paragraph."""
    text = "Mr. Hall came with Mrs. Adams and Judge Livingston to Boston on Wednesday and Thursday. "
    content = broken(text * 4, 50) + "\n\n" + broken(text * 3, 50) + "\n"
    assert len(units(content)) == 2


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["", "a b", "  Word", "\tWord", " " * 30 + "Word", "word word", "\xa0x"]), max_size=30
    )
)
def test_every_line_stands_in_one_stretch(lines):
    """Parting a stretch loses no line, has none twice, and begins none with a blank one."""
    whole = list(stretches_of(lines))
    parted = list(apart(lines, whole))
    assert [n for first, after, _ in parted for n in range(first, after)] == [
        n for first, after, _ in whole for n in range(first, after)
    ]
    assert all(first < after for first, after, _ in parted)
    assert [above for first, _, above in parted if first in {one[0] for one in whole}] == [
        one[2] for one in whole
    ]


MANUSCRIPT = """I lost no time in asking
the judge, who was from
home for a week or
two, and has now writ-
ten that he knows no-
thing of it. My sister and
Mary are well and send
their love to you"""


@pytest.mark.parametrize("below", ["", "\n\nYours,\nJ. Carr"])
def test_the_lines_of_a_manuscript_are_one_paragraph(below):
    """Narrow lines of any length, most of which go on in small letters, are one paragraph; the short close below is not."""
    assert units(MANUSCRIPT + below + "\n")[0] == MANUSCRIPT


def test_paragraphs_of_a_line_each_are_not_a_manuscript():
    """Long lines are paragraphs, though they begin with small letters."""
    assert len(units(f"{LONG.lower() * 2}\n" * 8)) == 8


def test_verses_in_small_letters_are_not_a_manuscript():
    """Lines that end with marks, as verses do, stay lines though most of them begin with small letters."""
    verse = "The ogre stalks,\nwith hands on hips,\nwhile drivel gushes,\nfrom his lips;\nand what he wants,\nhe cannot reach,\nfor no one here\nhas taught him speech."
    assert len(units(verse + "\n")) == 8


def test_an_address_below_broken_paragraphs_is_not_joined():
    """Its lines stay lines, though some of them begin with a small letter."""
    address = (
        "Monsieur\nMonsieur le Baron de Humboldt\nChambellain de Sa Majesté\nquai d'École N. 26.\nà\nParis"
    )
    assert units(f"{broken(LONG)}\n\n{broken(OTHER)}\n\n{broken(LONG)}\n\n{address}\n")[-6:] == address.split(
        "\n"
    )


def test_a_name_above_a_line_is_not_its_beginning():
    """Two lines of which one is short are no broken paragraph, though the second begins with a small letter."""
    note = "Dr Arthur Fischer\nlieber Gustav, Montag Abend les ich mein Stück vor. Sie sind herzlichst geladen. Beginn ½ 7.\nIhr\nArthur"
    assert units(note + "\n") == note.split("\n")
