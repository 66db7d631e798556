"""The lines round a letter, read once more by learned weights."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.outline import Role, chains, frames, outline_of
from archive.outline.chains import OTHER, Weights, joined, parted
from archive.outline.frame_weights import ROLES, TABLE, Line, read, weights
from archive.outline.frames import one_letter, reading_of, reframed, said
from archive.outline.rules import claimed
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

Direct to the 12th Regiment
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


def roles(content: str) -> list[tuple[Role, str]]:
    outline = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ()))
    return [(block.role, content[block.start : block.end]) for block in outline.blocks]


def test_what_no_rule_sees_is_told_by_its_place_among_the_others():
    """A line below the name is an afterthought, though it bears no mark of one."""
    sheet = sheet_of(LETTER)
    claims, parts = claimed(sheet)
    again, _ = reframed(sheet, claims, parts)
    assert claims[7] is not None
    assert claims[7].role is Role.SIGNATURE
    assert again[7] == (7, 7, Role.POSTSCRIPT, "frames/postscript", 0)
    assert roles(LETTER)[-2:] == [
        (Role.SIGNATURE, "Will"),
        (Role.POSTSCRIPT, "Direct to the 12th Regiment"),
    ]


def test_a_text_that_is_no_letter_is_not_read_again():
    """Nor one that holds several: the very claims and parts come back."""
    for content in (STATEMENT, LETTER + "\n\n" + LETTER, ""):
        sheet = sheet_of(content)
        claims, parts = claimed(sheet)
        assert not one_letter(claims, parts)
        again, as_they_were = reframed(sheet, claims, parts)
        assert again is claims
        assert as_they_were is parts


def lines_of(content: str) -> list[Line]:
    """What is asked of each line of a short text."""
    sheet = sheet_of(content)
    claims, parts = claimed(sheet)
    return said(sheet, claims, reading_of(sheet, claims, parts), 0, len(sheet))


def all_for(role: Role) -> Weights:
    """Weights by which every look speaks for one role."""
    known = weights()
    number = joined({ROLES.index(role): 1000})
    return known._replace(looks={place: dict.fromkeys(known.looks[place], number) for place in chains.BESIDE})


def test_signatories_stay_one_block():
    """Their list was told by its whole, blank lines and all; no line of it is looked at alone."""
    role, words = roles(SIGNATORIES)[-1]
    assert role is Role.SIGNATURE
    assert words.count("\n") == 4
    sheet = sheet_of(SIGNATORIES)
    claims, parts = claimed(sheet)
    assert reading_of(sheet, claims, parts).sure >= {4, 5, 6, 7}


def test_a_name_and_its_office_become_something_else_together_or_not_at_all():
    """A signature of several lines is not left in pieces."""
    content = LETTER.replace(
        "Will\n\nDirect to the 12th Regiment", "Will Hart\nSecretary of the Relief Office"
    )
    sheet = sheet_of(content)
    claims, parts = claimed(sheet)
    reading = reading_of(sheet, claims, parts)
    block = {n for n, claim in enumerate(claims) if claim and claim.role is Role.SIGNATURE}
    assert block
    assert block == {n for n, signs in reading.signs.items() if "office" in signs}
    last, address = max(block), ROLES.index(Role.ADDRESS)
    whole = [address if n in block else number for n, number in enumerate(reading.numbers)]
    in_part = [*reading.numbers[:last], address]
    assert frames._in_part(claims, reading, whole, block) == set()
    assert frames._in_part(claims, reading, in_part, {last}) == block


def test_a_line_of_another_kind_keeps_it():
    """A field, a list item or a verse stays, whatever the weights say of it."""
    lines = lines_of(LETTER.replace("Dear Mother", "Re: The Captain\n\nDear Mother"))
    told = read(all_for(Role.SIGNATURE), lines)
    others = [n for n, line in enumerate(lines) if line.number == OTHER]
    assert others
    assert [n for n, number in enumerate(told) if number == OTHER] == others


def test_no_heading_is_made():
    """However much speaks for one: only a rule, or the reading of short lines, makes one."""
    lines = lines_of(LETTER)
    assert ROLES.index(Role.HEADING) not in read(all_for(Role.HEADING), lines)


def test_a_line_that_is_several_things_is_not_asked_about():
    """A close with its name, or a date with its salutation, stays as the rules have parted it."""
    lines = lines_of(LETTER.replace("From your affectionate son\nWill", "Yours truly, Will Hart"))
    assert [ROLES[line.number] for line in lines if not line.said] == [Role.CLOSING]


@pytest.mark.parametrize("content", [LETTER, SIGNATORIES, STATEMENT])
def test_without_weights_every_line_stays_as_it_was(content):
    """The rules' own reading is trusted where nothing speaks against it."""
    empty = chains.nothing(ROLES)
    lines = lines_of(content)
    assert read(empty, lines) == [line.number for line in lines]


@given(st.lists(st.lists(st.integers(-9999, 9999), min_size=8, max_size=8), max_size=300))
@settings(deadline=None)
def test_weights_are_summed_as_one_number(rows):
    """What the sum is parted into are the sums of each role, below nothing as above."""
    total = sum(joined(dict(enumerate(row))) for row in rows)
    assert parted(total, 8) == [sum(column) for column in zip(*rows, strict=True)] or not rows


def test_only_the_top_and_the_foot_of_a_long_letter_are_read():
    """Fifty thousand paragraphs cost no more than thirty."""
    stretches = frames.stretches(50_000)
    assert sum(after - first for first, after in stretches) == 30
    assert stretches[0][0] == 0
    assert stretches[-1][1] == 50_000


def test_the_weights_are_whole_numbers_of_looks_that_can_be_met():
    """A line of the table names a place, a look and roles that there are; no look is a word of a text."""
    table = TABLE.read_text(encoding="utf-8").splitlines()
    names = {role.value for role in ROLES} | {"other"}
    for line in table:
        place, look, *weighed = line.split("\t")
        assert place == "step" or int(place) in chains.BESIDE
        assert look
        assert weighed
        for pair in weighed:
            role, _, weight = pair.rpartition("=")
            assert role in names
            assert int(weight)
    assert len(table) < 1000


@pytest.mark.parametrize("content", [LETTER, SIGNATORIES])
def test_what_is_read_again_is_a_block_of_whole_lines(content):
    """Each line that is not blank stands in one block, in order."""
    told = "\n".join(words for _, words in roles(content))
    assert [line for line in told.split("\n") if line] == [line for line in content.split("\n") if line]


def test_the_parts_of_a_line_are_told_by_its_new_role():
    """A dateline has its place and date, a signature its name, a paragraph nothing."""
    unit = sheet_of(LETTER).units[0]._replace(text="Bonn, 3. Mai 1871")
    assert [part.role for part in frames._parts(unit, Role.DATELINE)] == [Role.PLACE, Role.DATE]
    assert [part.role for part in frames._parts(unit._replace(text="Ann Lee"), Role.SIGNATURE)] == [Role.NAME]
    assert not list(frames._parts(unit, Role.PARAGRAPH))


def test_the_encoding_says_how_many_blocks_were_weighed():
    """Its editorialDecl tells what was really done to this text, and nothing of it where nothing was."""
    told = text(LETTER)
    tei = encode(seed(LETTER), told, outline_of(told), record(), ACCESSION)
    assert b"Of 1 block the kind was told by weights" in tei
    told = text(SIGNATORIES)
    tei = encode(seed(SIGNATORIES), told, outline_of(told), record(), ACCESSION)
    assert b"weights" not in tei
