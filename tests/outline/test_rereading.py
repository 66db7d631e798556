"""The second reading: which lines are read again, what is seen of them, and what becomes of those told anew."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.outline import Role, outline_of, rereading
from archive.outline.again import OTHER, reading_of, stretches
from archive.outline.evidence import said
from archive.outline.levels import LATE, levelled
from archive.outline.lines import Claim
from archive.outline.rereading import closed_to, read, reread
from archive.outline.retold import retold
from archive.outline.rules import claimed
from archive.outline.weights import ROLES, STRANDS, TABLE, Weights, best, joined, parted, weighed, weights
from archive.outline.wrapping import sheet_of
from archive.tei import encode
from archive.text.text import Decoding, Found, Text
from tests.tei.making import ACCESSION, record, seed, text

LETTER = """Camp near the river, Sunday

Dear Mother

I take my pen in hand to let you know that I am well and hope these few lines will find you the same. We marched all of \
yesterday and slept in a field.

There is no news of our going home. The boys are in good spirits all the same and the food is better than it was.

Give my love to all and kiss the baby for me.

From your affectionate son
Will

My love to all at home
"""
STATEMENT = """Statement on the flood

The river rose by two metres in the night and the lower town is under water.

We ask everybody to keep away from the bridge until it has been looked at.

Ana Lobo and Peter Marsh,
co-directors of the Relief Office
"""
SIGNATORIES = """May 4, 2011

Dear Secretary,

We write to ask for your help with the schools of the valley, which have had no teachers since the winter.

Sincerely,

Valley Parents
Teachers Together (TT)

The School Fund
Friends of the Valley
"""
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


def roles(content: str) -> list[tuple[Role, str]]:
    return [(block.role, content[block.start : block.end]) for block in outline_of(text_of(content)).blocks]


def numbers_of(content: str) -> list[int]:
    sheet = sheet_of(content)
    return reading_of(sheet, *claimed(sheet)).numbers


def read_by(table: Weights, content: str) -> tuple[list[int], dict[int, int]]:
    """What the rules say of each unit that is read again, and what these weights do."""
    sheet = sheet_of(content)
    claims, parts = claimed(sheet)
    reading = reading_of(sheet, claims, parts)
    lines = said(sheet, claims, reading)
    return reading.numbers, read(table, lines, reading.numbers, closed_to(sheet, claims, reading))


def all_for(role: Role) -> Weights:
    """Weights by which everything speaks for one role."""
    numbers = [0] * len(ROLES)
    numbers[ROLES.index(role)] = 60_000
    return weights()._replace(strands=(0,) * STRANDS, roles=joined(numbers))


NOTHING = weights()._replace(strands=(0,) * STRANDS, roles=0, steps=tuple((0,) * len(ROLES) for _ in ROLES))


def test_what_no_rule_sees_is_told_by_its_place_among_the_others():
    """A line below the name is an afterthought, though it bears no mark of one."""
    sheet = sheet_of(LETTER)
    claims, parts = claimed(sheet)
    again, _ = reread(sheet, claims, parts)
    assert claims[7]
    assert claims[7].role is Role.SIGNATURE
    assert again[7] == (7, 7, Role.POSTSCRIPT, "weighed/postscript", 0)
    assert roles(LETTER)[-2:] == [
        (Role.SIGNATURE, "Will"),
        (Role.POSTSCRIPT, "My love to all at home"),
    ]


def test_entries_that_no_rule_knows_are_told_by_the_lines_beside_them():
    """Those that begin with a figure and a dash are a list, though no rule knows such a marker."""
    claims, _ = claimed(sheet_of(ENTRIES))
    assert Role.LIST_ITEM not in {claim.role for claim in claims if claim}
    assert [role for role, _ in roles(ENTRIES)].count(Role.LIST_ITEM) == 5


def test_headings_of_one_style_stay_headings():
    """A short line above prose, as two others are in the text, heads it."""
    assert [role for role, _ in roles(HEADED)].count(Role.HEADING) == 3


def test_signatories_stay_one_block():
    """Their list is told by its whole, blank lines and all."""
    role, words = roles(SIGNATORIES)[-1]
    assert role is Role.SIGNATURE
    assert words.count("\n") == 4


def test_a_name_and_its_office_become_something_else_together_or_not_at_all():
    """A signature of several lines is not left in pieces."""
    content = LETTER.replace("Will\n\nMy love to all at home", "Will Hart\nSecretary of the Relief Office")
    sheet = sheet_of(content)
    claims, parts = claimed(sheet)
    reading = reading_of(sheet, claims, parts)
    block = {n for n, claim in enumerate(claims) if claim and claim.role is Role.SIGNATURE}
    assert block
    assert block == {n for n, signs in reading.signs.items() if "office" in signs}
    assert rereading._in_part(claims, reading, block) == set()
    assert rereading._in_part(claims, reading, {max(block)}) == {max(block)}


@pytest.mark.parametrize(
    "content",
    [
        "# Notes\n\nA line\n\n- one\n- two\n\nChapter 2\n",
        "We demand:\n\nThe road be opened.\n\nThe mill be shut.\n\nThe toll be ended.\n",
        "Tools\n\n1. saw\n2. axe\n3. rope\n",
    ],
)
def test_what_a_rule_is_sure_of_is_not_read_again(content):
    """Marked headings and items, demands, short entries that count."""
    assert numbers_of(content).count(OTHER) >= 3


@pytest.mark.parametrize("close", ["Yours truly,\n\nPaul Marsh", "Yours truly,\nPaul Marsh"])
def test_a_close_and_the_name_right_below_it_stay(close):
    """Nothing speaks more for what they are than each other."""
    assert numbers_of(f"Dear Ann,\n\n{PROSE}\n\n{close}\n")[-2:] == [OTHER, OTHER]


def test_only_the_top_and_the_foot_of_a_long_letter_are_read_but_for_short_lines():
    """Fifty thousand paragraphs cost no more than thirty."""
    both = stretches(50_000)
    assert sum(after - first for first, after in both) == 30
    assert both[0][0] == 0
    assert both[-1][1] == 50_000
    body = f"{PROSE}\n\n" * 100
    read_again = [n for n, number in enumerate(numbers_of(f"Dear Ann,\n\n{body}")) if number != OTHER]
    assert read_again
    assert len(read_again) == 30


def test_of_a_heap_of_short_lines_only_the_edges_are_read():
    """It would cost as much as it is long."""
    numbers = numbers_of("Name of somebody\n\nAn entry of a table\n\n" * 600)
    assert len(numbers) - numbers.count(OTHER) <= 30


def test_paragraphs_are_read_in_letters_alone():
    """Of prose only the short lines are."""
    assert numbers_of(f"{PROSE}\n\nThe mill\n\n{PROSE}\n")[::2] == [OTHER, OTHER]
    assert OTHER not in numbers_of(f"Dear Ann,\n\n{PROSE}\n\n{PROSE}\n")[1:3]


def test_of_a_sentence_no_heading_is_made():
    """However much speaks for one."""
    content = f"It was raining again that morning.\n\n{PROSE}\n\nThe mill\n\n{PROSE}\n"
    _, told = read_by(all_for(Role.HEADING), content)
    assert ROLES[told[0]] is not Role.HEADING
    assert ROLES[told[2]] is Role.HEADING


def test_in_no_letter_an_address_or_a_postscript_is_made():
    """However much speaks for one, where nothing else frames a letter."""
    for role in (Role.ADDRESS, Role.POSTSCRIPT):
        _, told = read_by(all_for(role), STATEMENT)
        assert told
        assert ROLES.index(role) not in told.values()
        _, told = read_by(all_for(role), LETTER)
        assert ROLES.index(role) in told.values()


def test_the_frame_of_a_speech_stays():
    """Where an audience is greeted and nobody signs, nothing of a letter is made or lost."""
    speech = f"Ladies and gentlemen,\n\n{PROSE}\n\nThank you.\n\n{PROSE}\n"
    sheet = sheet_of(speech)
    claims, parts = claimed(sheet)
    frame = {ROLES.index(role) for role in (Role.SALUTATION, Role.CLOSING, Role.SIGNATURE, Role.POSTSCRIPT)}
    assert closed_to(sheet, claims, reading_of(sheet, claims, parts)) >= frame
    _, told = read_by(all_for(Role.SIGNATURE), speech)
    assert told
    assert frame.isdisjoint(told.values())


def test_a_card_keeps_a_text():
    """Where all that it says would become part of its frame."""
    sheet = sheet_of("May 3, 1908\n\nMany greetings from the mill\n\nAnn\n")
    claims, _ = claimed(sheet)
    assert claims[1]
    assert claims[1].role is Role.PARAGRAPH
    assert rereading._whole_text(claims, {1: Role.SALUTATION}) == {1}
    assert rereading._whole_text([*claims, None], {1: Role.SALUTATION}) == set()


@pytest.mark.parametrize("content", [LETTER, SIGNATORIES, STATEMENT, HEADED, ENTRIES, ""])
def test_without_weights_every_line_stays_as_it_was(content):
    """The rules' own reading is trusted where nothing speaks against it."""
    numbers, told = read_by(NOTHING, content)
    assert all(numbers[n] == number for n, number in told.items())


@given(st.lists(st.lists(st.integers(-9999, 9999), min_size=8, max_size=8), max_size=300))
@settings(deadline=None)
def test_weights_are_summed_as_one_number(rows):
    """What the sum is parted into are the sums of each, below nothing as above."""
    total = sum(map(joined, rows))
    assert list(parted(total, 8)) == [sum(column) for column in zip(*rows, strict=True)] or not rows


@given(
    st.lists(
        st.dictionaries(st.integers(0, 3), st.integers(-50, 50), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    ),
    st.lists(st.lists(st.integers(-50, 50), min_size=4, max_size=4), min_size=4, max_size=4),
)
@settings(deadline=None)
def test_no_other_way_through_a_run_has_a_greater_sum(lines, steps):
    """Against all ways, tried one by one."""
    ways: list[list[int]] = [[]]
    for line in lines:
        ways = [[*way, role] for way in ways for role in line]

    def total(way: list[int]) -> int:
        own = sum(line[role] for line, role in zip(lines, way, strict=True))
        return own + sum(steps[above][role] for above, role in pairwise(way))

    assert total(best(steps, lines)) == max(map(total, ways))


def test_the_weights_are_whole_numbers_of_looks_that_can_be_met():
    """A line of the table names a group and a look that there are; no look has a word of a text with a capital."""
    sheet = sheet_of(LETTER)
    claims, parts = claimed(sheet)
    seen = said(sheet, claims, reading_of(sheet, claims, parts))
    groups = {group for _, looks in seen for group, _ in looks}
    table = TABLE.read_text(encoding="utf-8").splitlines()
    for line in table:
        group, look, written = line.split("\t")
        if group in {"strand", "step"}:
            assert len([int(number) for number in written.split(" ")]) == len(ROLES)
        else:
            assert group in groups or not look
            assert len(bytes.fromhex(written)) == STRANDS
    assert len(table) < 5000


def test_sums_stay_far_below_what_a_lane_holds():
    """Even of a line that has every look of the table."""
    table = weights()
    looks = tuple((group, tuple(some)) for group, some in table.looks.items())
    assert all(abs(total) < 1 << 31 for total in weighed(table, looks))
    assert (
        sum(
            abs(held)
            for some in table.looks.values()
            for row in some.values()
            for held in parted(row, STRANDS)
        )
        < 1 << 31
    )


@pytest.mark.parametrize("content", [LETTER, SIGNATORIES])
def test_what_is_read_again_is_a_block_of_whole_lines(content):
    """Each line that is not blank stands in one block, in order."""
    told = "\n".join(words for _, words in roles(content))
    assert [line for line in told.split("\n") if line] == [line for line in content.split("\n") if line]


def test_the_parts_of_a_line_are_told_by_its_new_role():
    """A dateline has its place and date, a signature its name, a paragraph nothing."""
    content = f"Bonn, 3. Mai 1871\n\nAnn Lee\n\n{PROSE}\n"
    sheet = sheet_of(content)
    nobody = [None] * len(sheet)
    _, parts = retold(sheet, nobody, [], {0: Role.DATELINE, 1: Role.SIGNATURE, 2: Role.PARAGRAPH})
    assert [part.role for part in parts] == [Role.PLACE, Role.DATE, Role.NAME]


def test_lines_told_alike_that_touch_are_one_block():
    """Of an address, a close, a signature or a stanza; a heading stays by itself."""
    sheet = sheet_of(f"the sea, the sea\nthe open sea\n\nMr. Lee\nBonn\n\n{PROSE}\n")
    nobody = [None] * len(sheet)
    changed = {0: Role.VERSE, 1: Role.VERSE, 2: Role.ADDRESS, 3: Role.ADDRESS}
    claims, _ = retold(sheet, nobody, [], changed)
    assert [(claim.first, claim.last) for claim in claims if claim] == [(0, 1), (0, 1), (2, 3), (2, 3)]
    claims, _ = retold(sheet, nobody, [], {0: Role.HEADING, 1: Role.HEADING})
    assert [(claim.first, claim.last) for claim in claims if claim] == [(0, 0), (1, 1)]


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
                "Dear Ann,",
                "Yours truly,",
                "P.S. The mare is well.",
                "",
            ]
        ),
        max_size=30,
    ),
    st.sampled_from(["\n", "\n\n"]),
)
@settings(deadline=None, max_examples=80)
def test_every_line_is_in_one_block_and_every_part_in_its_block(lines, between):
    """Whatever is told anew, blocks do not overlap, hold every line, and their parts lie inside."""
    content = between.join(lines) + "\n"
    blocks = outline_of(text_of(content)).blocks
    assert all(one.end < two.start for one, two in pairwise(blocks))
    inside = "".join(content[block.start : block.end] for block in blocks)
    assert "".join(inside.split()) == "".join(content.split())
    assert all(block.start <= part.start <= part.end <= block.end for block in blocks for part in block.parts)


def test_the_encoding_says_how_many_blocks_were_weighed():
    """Its editorialDecl tells what was really done to this text, and nothing of it where nothing was."""
    told = text(LETTER)
    tei = encode(seed(LETTER), told, outline_of(told), record(), ACCESSION)
    assert b"the kind was told by weights" in tei
    told = text(SIGNATORIES)
    tei = encode(seed(SIGNATORIES), told, outline_of(told), record(), ACCESSION)
    assert b"weights" not in tei
