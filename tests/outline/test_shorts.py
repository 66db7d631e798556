"""The short lines among paragraphs, read once more by learned weights."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.outline import Role, outline_of, shorts
from archive.outline.chains import OTHER, joined
from archive.outline.levels import LATE, levelled
from archive.outline.lines import Claim
from archive.outline.rules import claimed
from archive.outline.short_weights import ROLES, read, weights
from archive.outline.shorts import reading_of, reread, runs, said
from archive.outline.wrapping import sheet_of
from archive.text.text import Decoding, Found, Text

PROSE = (
    "The ferry had been out of order since the flood, and whoever wished to cross had to walk as far as the old mill, where a man "
    "with a flat boat waited for the price of a loaf. Nobody in the village thought of it as a hardship any more."
)
HEADED = f"The Ferry\n\n{PROSE}\n\n{PROSE}\n\nThe mill and the ferryman\n\n{PROSE}\n\n{PROSE}\n\nA long winter\n\n{PROSE}"
ENTRIES = (
    "The prices of the year\n\n"
    + "\n".join(
        f"{n}—The {what}, {who}"
        for n, (what, who) in enumerate(
            [
                ("Mill", "Ann Lee"),
                ("Ferry", "Ida Roe"),
                ("Flood", "Tom Hale"),
                ("Bridge", "Jo Marsh"),
                ("Well", "Al Penn"),
            ],
            63,
        )
    )
    + f"\n\n{PROSE}\n"
)


def text_of(content: str) -> Text:
    return Text(content, Decoding("utf-8", Found.STRICT), ())


def told(content: str) -> list[Role]:
    return [block.role for block in outline_of(text_of(content)).blocks]


def test_what_no_rule_sees_is_told_by_the_lines_beside_it():
    """Entries that begin with a figure and a dash are a list, though no rule knows such a marker."""
    sheet = sheet_of(ENTRIES)
    claims, parts = claimed(sheet)
    assert Role.LIST_ITEM not in {claim.role for claim in claims if claim}
    assert told(ENTRIES).count(Role.LIST_ITEM) == 5
    again, _ = reread(sheet, claims, parts)
    assert {claim.rule for claim in again if claim and claim.role is Role.LIST_ITEM} == {"shorts/list-item"}


def test_headings_of_one_style_stay_headings():
    """A short line above prose, as three others are in the text, heads it."""
    assert told(HEADED).count(Role.HEADING) == 3


def test_of_a_sentence_no_heading_is_made():
    """However much speaks for one."""
    heading = ROLES.index(Role.HEADING)
    known = weights()
    bent = known._replace(
        looks={place: dict.fromkeys(looks, joined({heading: 10_000})) for place, looks in known.looks.items()}
    )
    sheet = sheet_of(f"It was raining again that morning.\n\n{PROSE}\n\nThe mill\n\n{PROSE}\n")
    claims, parts = claimed(sheet)
    roles = {
        line.unit: number
        for run in runs(said(sheet, claims, reading_of(sheet, claims, parts)))
        for line, number in zip(run, read(bent, run, letter=False), strict=True)
    }
    assert roles[0] != heading
    assert roles[2] == heading


@pytest.mark.parametrize(
    "content",
    [
        "# Notes\n\nA line\n\n- one\n- two\n\nPart One\n\nChapter 2\n",
        "We demand:\n\nThe road be opened.\n\nThe mill be shut.\n\nThe toll be ended.\n",
        "Tools\n\n1. saw\n2. axe\n3. rope\n",
    ],
)
def test_what_a_rule_is_sure_of_is_not_read_again(content):
    """Marked headings and items, parts and chapters, demands, and short entries that count."""
    sheet = sheet_of(content)
    claims, parts = claimed(sheet)
    sure = [n for n, claim in enumerate(claims) if claim and claim.rule in shorts._SURE]
    numbers = reading_of(sheet, claims, parts)
    assert len(sure) >= 3
    assert {numbers[n] for n in sure} == {OTHER}


def test_nothing_of_a_poem_or_of_very_many_short_lines_is_read():
    """Their rules know better, and a heap of lines would cost as much as it is long."""
    poem = "The sun went down behind the hill,\nthe boats lay in the bay,\nand all the little town was still\nat closing of the day.\n\n"
    for content in (poem * 6, "Name of somebody\n\nAn entry of a table\n\n" * 600):
        sheet = sheet_of(content)
        claims, parts = claimed(sheet)
        again, as_they_were = reread(sheet, claims, parts)
        assert again is claims
        assert as_they_were is parts


def test_in_a_letter_no_signature_is_made_or_lost():
    """The frame of a letter is read elsewhere."""
    content = f"Dear Ann,\n\n{PROSE}\n\nThe mill\n\n{PROSE}\n\nYours truly,\n\nPaul Marsh\n"
    sheet = sheet_of(content)
    claims, parts = claimed(sheet)
    again, _ = reread(sheet, claims, parts)
    signed = [
        [n for n, claim in enumerate(some) if claim and claim.role is Role.SIGNATURE]
        for some in (claims, again)
    ]
    assert signed[0] == signed[1] != []


def test_a_late_heading_has_the_level_of_those_that_only_look_tells():
    """One at the very top is the title, and lowers the others by one."""
    late = Claim(2, 2, Role.HEADING, LATE, 1)
    by_look = Claim(4, 4, Role.HEADING, "headings/short-line", 2)
    chapter = Claim(0, 0, Role.HEADING, "headings/chapter", 1)
    assert [claim.level for claim in levelled([chapter, None, late, None, by_look]) if claim] == [1, 2, 2]
    assert [claim.level for claim in levelled([chapter, None, late, None]) if claim] == [1, 2]
    top = Claim(0, 0, Role.HEADING, LATE, 1)
    assert [claim.level for claim in levelled([top, None, late, None, by_look]) if claim] == [1, 3, 3]
    assert [claim.level for claim in levelled([top, None]) if claim] == [1]


@given(
    st.lists(
        st.sampled_from(
            [
                PROSE,
                "The mill",
                "1. a saw",
                "2. an axe",
                "Ann Lee",
                "MDCC",
                "the sea, the sea,",
                "— Yes.",
                "May 3, 1901",
                "",
            ]
        ),
        max_size=30,
    ),
    st.sampled_from(["\n", "\n\n"]),
)
@settings(deadline=None, max_examples=60)
def test_every_line_is_in_one_block_and_every_part_in_its_block(lines, between):
    """Whatever is told anew, blocks do not overlap, hold every line, and their parts lie inside."""
    content = between.join(lines) + "\n"
    blocks = outline_of(text_of(content)).blocks
    assert all(one.end < two.start for one, two in pairwise(blocks))
    inside = "".join(content[block.start : block.end] for block in blocks)
    assert "".join(inside.split()) == "".join(content.split())
    assert all(block.start <= part.start <= part.end <= block.end for block in blocks for part in block.parts)
