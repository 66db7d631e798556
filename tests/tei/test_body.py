"""Blocks to elements: one row a case, the wanted XML written by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from archive.outline.blocks import Block, Genre, Outline, Part, Role
from archive.tei import encode
from archive.tei.spans import Span, nest, write
from tests.tei.making import ACCESSION, outline, record, seed, stated, text

H, P, D, A, S = Role.HEADING, Role.PARAGRAPH, Role.DATELINE, Role.ADDRESS, Role.SALUTATION
C, G, PS, L, N = Role.CLOSING, Role.SIGNATURE, Role.POSTSCRIPT, Role.LIST_ITEM, Role.NOTE


def inner(content: str, made: Outline) -> str:
    """The content of `body`, without what says how sure a name or date is."""
    tei = encode(seed(content), text(content), made, record(), ACCESSION).decode()
    found = re.search("(?s)<body>(.*)</body>", tei)
    assert found
    return re.sub(r' cert="\w+" resp="[^"]*"', "", found[1]).replace("#d000_a-n-", "#").replace("d000_a-", "")


CASES = {
    "a letter": (
        Genre.LETTER,
        "12 May 1871\n\nDear Sir,\n\nYes.\n\nYours,\nA. B.\n",
        [(D, "12 May 1871"), (S, "Dear Sir,"), (P, "Yes."), (C, "Yours,"), (G, "A. B.")],
        '<div type="letter"><opener><dateline><date when="1871-05-12">12 May 1871</date></dateline>\n\n<salute>Dear Sir,</salute></opener>\n\n'
        "<p>Yes.</p>\n\n<closer><salute>Yours,</salute>\n<signed>A. B.</signed></closer></div>\n",
    ),
    "a postscript follows the closer": (
        Genre.LETTER,
        "Dear A,\nYes.\nYours,\nP.S. No.\n",
        [(S, "Dear A,"), (P, "Yes."), (C, "Yours,"), (PS, "P.S. No.")],
        '<div type="letter"><opener><salute>Dear A,</salute></opener>\n<p>Yes.</p>\n<closer><salute>Yours,</salute></closer>\n'
        "<postscript><p>P.S. No.</p></postscript></div>\n",
    ),
    "two letters in one file": (
        Genre.LETTER,
        "Dear A,\nYes.\nYours,\nDear B,\nNo.\n",
        [(S, "Dear A,"), (P, "Yes."), (C, "Yours,"), (S, "Dear B,"), (P, "No.")],
        '<div type="letter"><opener><salute>Dear A,</salute></opener>\n<p>Yes.</p>\n<closer><salute>Yours,</salute></closer></div>\n'
        '<div type="letter"><opener><salute>Dear B,</salute></opener>\n<p>No.</p></div>\n',
    ),
    "what follows a signature is an addendum": (
        Genre.LETTER,
        "Dear A,\nYes.\nYours,\nMore.\n",
        [(S, "Dear A,"), (P, "Yes."), (C, "Yours,"), (P, "More.")],
        '<div type="letter"><opener><salute>Dear A,</salute></opener>\n<p>Yes.</p>\n<closer><salute>Yours,</salute></closer></div>\n'
        '<div type="addendum"><p>More.</p></div>\n',
    ),
    "headings nest by their levels": (
        Genre.PROSE,
        "One\na\nTwo\nb\n",
        [(H, "One"), (P, "a"), (H, "Two"), (P, "b")],
        '<div type="prose"><div type="section"><head>One</head>\n<p>a</p></div>\n<div type="section"><head>Two</head>\n<p>b</p></div></div>\n',
    ),
    "an address has a street and a town": (
        Genre.LETTER,
        "5 High Street\nBoston, MA 02108\nDear A,\nYes.\n",
        [(A, "5 High Street\nBoston, MA 02108"), (S, "Dear A,"), (P, "Yes.")],
        '<div type="letter"><opener><address><street>5 High Street</street>\n<addrLine><settlement>Boston</settlement>, <region>MA</region> 02108'
        "</addrLine></address>\n<salute>Dear A,</salute></opener>\n<p>Yes.</p></div>\n",
    ),
    "a closing alone is no closer": (
        Genre.LETTER,
        "Yours,\n",
        [(C, "Yours,")],
        '<div type="letter"><opener><salute>Yours,</salute></opener></div>\n',
    ),
    "a statement has its signature at its foot": (
        Genre.STATEMENT,
        "We say.\nX, chair\n",
        [(P, "We say."), (G, "X, chair")],
        '<div type="statement"><p>We say.</p>\n<closer><signed>X, chair</signed></closer></div>\n',
    ),
    "lines broken at a width": (
        Genre.PLAIN,
        "a\n  b\n",
        [(P, "a\n  b")],
        '<div type="plain"><p>a\n  <lb/>b</p></div>\n',
    ),
    "a stanza": (
        Genre.VERSE,
        "a\nb\n",
        [(Role.VERSE, "a\nb")],
        '<div type="verse"><lg><l>a</l>\n<l>b</l></lg></div>\n',
    ),
    "what no block holds is a paragraph": (
        Genre.PLAIN,
        "a\n\nb\n",
        [(P, "a")],
        '<div type="plain"><p>a</p>\n\n<p>b</p></div>\n',
    ),
    "a no-break space is a character": (
        Genre.PLAIN,
        "\u00a0\na\n",
        [(P, "a")],
        '<div type="plain"><p>\u00a0</p>\n<p>a</p></div>\n',
    ),
    "boilerplate at the end stands apart": (
        Genre.ARTICLE,
        "a\nShare\n",
        [(P, "a"), (Role.BOILERPLATE, "Share")],
        '<div type="article"><p>a</p></div>\n<div type="boilerplate"><p>Share</p></div>\n',
    ),
    "a divider after the boilerplate": (
        Genre.PROSE,
        "a\n* * *\nb\n###\n",
        [(P, "a"), (Role.DIVIDER, "* * *"), (Role.BOILERPLATE, "b"), (Role.DIVIDER, "###")],
        '<div type="prose"><p>a</p>\n<fw type="divider">* * *</fw></div>\n'
        '<div type="boilerplate"><p>b</p>\n<fw type="divider">###</fw></div>\n',
    ),
    "a divider": (
        Genre.PROSE,
        "a\n* * *\nb\n",
        [(P, "a"), (Role.DIVIDER, "* * *"), (P, "b")],
        '<div type="prose"><p>a</p>\n<fw type="divider">* * *</fw>\n<p>b</p></div>\n',
    ),
    "markup in the text is text": (
        Genre.PLAIN,
        "<p>&amp;]]>\n",
        [(P, "<p>&amp;]]>")],
        '<div type="plain"><p>&lt;p&gt;&amp;amp;]]&gt;</p></div>\n',
    ),
    "a speaker and what is said": (
        Genre.INTERVIEW,
        "ANNA\nYes.\nNo.\n",
        [(Role.SPEAKER, "ANNA"), (P, "Yes."), (P, "No.")],
        '<div type="interview"><sp><speaker>ANNA</speaker>\n<p>Yes.</p>\n<p>No.</p></sp></div>\n',
    ),
    "a heading under a heading is its subtitle": (
        Genre.PROSE,
        "I\nThe hill\na\nII\nThe lady\nb\n",
        [(H, "I"), (D, "The hill"), (P, "a"), (H, "II"), (D, "The lady"), (P, "b")],
        '<div type="prose"><div type="section"><head>I</head>\n<head type="sub">The hill</head>\n<p>a</p></div>\n'
        '<div type="section"><head>II</head>\n<head type="sub">The lady</head>\n<p>b</p></div></div>\n',
    ),
    "letters under headings": (
        Genre.LETTER,
        "I\nDear A,\na\nII\nDear B,\nb\nYours,\n",
        [(H, "I"), (S, "Dear A,"), (P, "a"), (H, "II"), (S, "Dear B,"), (P, "b"), (C, "Yours,")],
        '<div type="letters"><div type="letter"><head>I</head>\n<opener><salute>Dear A,</salute></opener>\n<p>a</p></div>\n'
        '<div type="letter"><head>II</head>\n<opener><salute>Dear B,</salute></opener>\n<p>b</p>\n'
        "<closer><salute>Yours,</salute></closer></div></div>\n",
    ),
    "nothing at all": (Genre.PLAIN, "\n", [], '<div type="plain"><p/></div>\n'),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_blocks_become_these_elements(case):
    """The body that is written is the one that an encoder would write."""
    genre, content, blocks, wanted = case
    made = outline(content, *blocks, genre=genre)
    if genre is Genre.PROSE:  # there the second of two headings is one level deeper
        made = replace(made, blocks=tuple(_levelled(made.blocks)))
    assert inner(content, made) == wanted


def _levelled(blocks):
    for block in blocks:
        if block.role in (H, D):
            yield replace(block, role=H, level=1 if block.role is H else 2)
        else:
            yield block


def block(role: Role, start: int, end: int, *parts: tuple[Role, int, int], **more) -> Block:
    return Block(
        role,
        start,
        end,
        "t/t",
        parts=tuple(Part(name, first, last, "t/t") for name, first, last in parts),
        **more,
    )


def test_a_run_in_salutation_joins_the_dateline_above_it():
    """The date on its own line and the salutation in the first paragraph are one opener."""
    made = Outline(Genre.LETTER, "t/t", (block(D, 0, 10), block(P, 11, 22, (S, 11, 18))))
    assert inner("1 May 1900\nDear A, I am\n", made).count("<opener>") == 1


PARTS = {
    "a caption and its credit": (
        "View. Photo Jane Doe\n",
        block(Role.CAPTION, 0, 20, (Role.CREDIT, 6, 20)),
        '<figure type="photograph"><head>View.</head> <byline>Photo Jane Doe</byline></figure>',
    ),
    "a picture of an untold kind": (
        "View. Image: J. Doe\n",
        block(Role.CAPTION, 0, 19, (Role.CREDIT, 6, 19)),
        "<figure><head>View.</head> <byline>Image: J. Doe</byline></figure>",
    ),
    "a run-in salutation": (
        "Dear A, I am.\n",
        block(P, 0, 13, (S, 0, 7)),
        "<opener><salute>Dear A,</salute></opener> <p>I am.</p>",
    ),
    "a run-in dateline": (
        "ROME — It is.\n",
        block(P, 0, 13, (D, 0, 6)),
        '<dateline><placeName ref="#rome">ROME</placeName> —</dateline> <p>It is.</p>',
    ),
    "a run-in dateline of a day": (
        "May 1 — It is.\n",
        block(P, 0, 14, (D, 0, 7)),
        "<dateline><date>May 1</date> —</dateline> <p>It is.</p>",
    ),
    "who published it is no place": (
        "By Courier - It is.\n",
        block(P, 0, 19, (D, 0, 12)),
        "<dateline>By Courier -</dateline> <p>It is.</p>",
    ),
    "a heading with a date is no place": (
        "LIST FOR ROME, 1 May\n",
        block(D, 0, 20, (Role.PLACE, 0, 13)),
        "<dateline>LIST FOR ROME, <date>1 May</date></dateline>",
    ),
    "a body is no person": (
        "Direktion des Innern\n",
        block(Role.SIGNATURE, 0, 20, (Role.NAME, 0, 20)),
        '<signed><orgName ref="#direktion-des-innern">Direktion des Innern</orgName></signed>',
    ),
    "an office is nobody's name": (
        "Department Adjutant\n",
        block(Role.SIGNATURE, 0, 19, (Role.NAME, 0, 19)),
        "<signed>Department Adjutant</signed>",
    ),
    "who wrote stands above the day": (
        "By X. Quux\nPublished: 1 May\n",
        block(D, 0, 27, (Role.DATE, 22, 27)),
        "<byline>By X. Quux</byline>\n<dateline>Published: <date>1 May</date></dateline>",
    ),
    "a number is no place": (
        "Nr. 6 Rat, 1 May\n",
        block(D, 0, 16, (Role.PLACE, 0, 10)),
        "<dateline>Nr. 6 Rat, <date>1 May</date></dateline>",
    ),
    "blanks are nobody's name": (
        "a  b\n",
        block(P, 0, 4, (Role.NAME, 1, 3)),
        "<p>a  b</p>",
    ),
    "a long word is no place": (
        "Beginn der Unterschriftensammlung, 1 May\n",
        block(D, 0, 40, (Role.PLACE, 0, 33)),
        "<dateline>Beginn der Unterschriftensammlung, <date>1 May</date></dateline>",
    ),
    "a newspaper is no place": (
        "Streslau Herald, 1 May\n",
        block(D, 0, 22, (Role.PLACE, 0, 15)),
        "<dateline>Streslau Herald, <date>1 May</date></dateline>",
    ),
    "a newspaper whose name has a hyphen is no place": (
        "Streslau World-Sheet, 1 May\n",
        block(D, 0, 27, (Role.PLACE, 0, 20)),
        "<dateline>Streslau World-Sheet, <date>1 May</date></dateline>",
    ),
    "the place after a signature": (
        "Quuxa Quux. Hill, 1 May\n",
        block(D, 0, 23, (Role.PLACE, 0, 16)),
        "<dateline>Quuxa Quux. <placeName>Hill</placeName>, <date>1 May</date></dateline>",
    ),
    "a line of verse is nobody's name": (
        "Le beau fruit de la forêt\n",
        block(Role.SIGNATURE, 0, 25, (Role.NAME, 0, 25)),
        "<signed>Le beau fruit de la forêt</signed>",
    ),
    "a line in brackets is nobody's name": (
        "(All rise.)\n",
        block(Role.SIGNATURE, 0, 11, (Role.NAME, 0, 11)),
        "<signed>(All rise.)</signed>",
    ),
    "a speaker who is known": (
        "Dr. Ana Gil: Why?\n",
        block(P, 0, 17, (Role.SPEAKER, 0, 12)),
        '<sp who="#gil"><speaker>Dr. <persName ref="#gil">Ana Gil</persName>:</speaker> <p>Why?</p></sp>',
    ),
    "a signer with a body": (
        "Ana Gil, Hill Council\n",
        block(Role.SIGNATURE, 0, 21, (Role.NAME, 0, 21)),
        '<signed><persName ref="#gil">Ana Gil</persName>, '
        '<orgName ref="#hill-council">Hill Council</orgName></signed>',
    ),
    "an office and a body below a signatory": (
        "Ana Gil\nDirector General\nHill Council\n\nPaul Vane\nPresident\n",
        block(
            Role.SIGNATURE,
            0,
            58,
            (Role.SIGNATORY, 0, 7),
            (Role.SIGNATORY, 8, 24),
            (Role.SIGNATORY, 25, 37),
            (Role.SIGNATORY, 39, 48),
            (Role.SIGNATORY, 49, 58),
        ),
        '<signed><list type="signatories"><item><persName ref="#gil">Ana Gil</persName>\n<lb/><roleName type="office">Director General</roleName>\n'
        '<lb/><orgName ref="#hill-council">Hill Council</orgName></item>\n\n'
        '<item><persName ref="#vane">Paul Vane</persName>\n<lb/><roleName type="office">President</roleName></item></list></signed>',
    ),
    "a name joined within a body's": (
        "National Hill Council\n",
        block(Role.SIGNATURE, 0, 21, (Role.NAME, 0, 13)),
        '<signed><orgName ref="#national-hill-council">National Hill Council</orgName></signed>',
    ),
    "the town of a dateline": (
        "la ciudad de Lima, 1 May\n",
        block(D, 0, 24, (Role.PLACE, 0, 17)),
        "<dateline>la ciudad de <placeName>Lima</placeName>, <date>1 May</date></dateline>",
    ),
    "signatories under a heading": (
        "Ana Gil, Director, Hill Council\nGroups:\nEntrepueblos, Spain\n",
        block(
            Role.SIGNATURE,
            0,
            59,
            (Role.SIGNATORY, 0, 31),
            (Role.SIGNATORY, 32, 39),
            (Role.SIGNATORY, 40, 59),
        ),
        '<signed><list type="signatories"><item><persName ref="#gil">Ana Gil</persName>, '
        '<roleName type="office">Director</roleName>, '
        '<orgName ref="#hill-council">Hill Council</orgName></item></list>\n'
        '<list type="signatories"><head>Groups:</head>\n'
        '<item><orgName ref="#entrepueblos">Entrepueblos</orgName>, '
        '<placeName ref="#spain">Spain</placeName></item></list></signed>',
    ),
    "a gap where text is lost": ("See\n", block(P, 0, 3, (Role.GAP, 3, 3)), '<p>See<gap reason="lost"/></p>'),
    "a marker is a label": (
        "1. x\n",
        block(L, 0, 4, (Role.MARKER, 0, 2)),
        '<list rend="numbered"><item n="1"><label>1.</label> x</item></list>',
    ),
    "who asks": (
        "Q: Why?\n",
        block(P, 0, 7, (Role.SPEAKER, 0, 2)),
        "<sp><speaker>Q:</speaker> <p>Why?</p></sp>",
    ),
    "cells hold what stands between them": (
        "a | b\nc | d\n",
        block(
            Role.TABLE, 0, 11, (Role.CELL, 0, 1), (Role.CELL, 4, 5), (Role.CELL, 6, 7), (Role.CELL, 10, 11)
        ),
        "<table><row><cell>a |</cell> <cell>b</cell></row>\n<row><cell>c |</cell> <cell>d</cell></row></table>",
    ),
    "a line drawn under the heads of columns": (
        "a  b\n----\nc  d\n",
        block(
            Role.TABLE, 0, 14, (Role.CELL, 0, 1), (Role.CELL, 3, 4), (Role.CELL, 10, 11), (Role.CELL, 13, 14)
        ),
        '<table><row role="label"><cell>a</cell>  <cell>b</cell></row>\n<fw type="divider">----</fw>\n'
        "<row><cell>c</cell>  <cell>d</cell></row></table>",
    ),
    "two lines drawn above head nothing": (
        "====\n----\na  b\n",
        block(Role.TABLE, 0, 14, (Role.CELL, 10, 11), (Role.CELL, 13, 14)),
        '<table><fw type="divider">====</fw>\n<fw type="divider">----</fw>\n'
        "<row><cell>a</cell>  <cell>b</cell></row></table>",
    ),
    "a date line with a salutation": (
        "1 May Dear A,\n",
        block(D, 0, 13, (S, 6, 13)),
        "<opener><dateline><date>1 May</date></dateline> <salute>Dear A,</salute></opener>",
    ),
}


@pytest.mark.parametrize("case", PARTS.values(), ids=PARTS)
def test_parts_become_these_elements(case):
    """A run inside a block that is something of its own is tagged as that, and the rest as the block."""
    content, one, wanted = case
    genre = Genre.LETTER if "opener" in wanted else Genre.PLAIN
    assert inner(content, Outline(genre, "t/t", (one,))) == f'<div type="{genre}">{wanted}</div>\n'


def test_items_deeper_than_the_last_make_a_list_inside_it():
    """Levels 1, 2, 1 are two items, the first with a list of one."""
    made = outline("a\nb\nc\n", (L, "a"), (L, "b"), (L, "c"))
    levels = Outline(
        made.genre,
        "t/t",
        tuple(Block(L, b.start, b.end, b.rule, level=n) for b, n in zip(made.blocks, (1, 2, 1), strict=True)),
    )
    assert (
        inner("a\nb\nc\n", levels)
        == '<div type="plain"><list><item>a\n<list><item>b</item></list></item>\n<item>c</item></list></div>\n'
    )


def test_a_note_and_its_one_anchor_are_linked():
    """An anchor points to the note with the same mark, and to none where two have it."""
    content = "a[1]\n[1] b\n"
    anchor = block(P, 0, 4, (Role.NOTE_REFERENCE, 1, 4))
    made = Outline(Genre.PLAIN, "t/t", (anchor, block(N, 5, 10, (Role.MARKER, 5, 8))))
    assert inner(content, made) == (
        '<div type="plain"><p>a<ref type="note-reference" target="#note5">[1]</ref></p>\n'
        '<note xml:id="note5" n="1"><label>[1]</label> b</note></div>\n'
    )
    twice = Outline(Genre.PLAIN, "t/t", (*made.blocks, block(N, 11, 16, (Role.MARKER, 11, 14))))
    assert "<ref" not in inner(content + "[1] c\n", twice)
    indented = Outline(Genre.PLAIN, "t/t", (anchor, block(N, 5, 11, (Role.MARKER, 6, 9))))
    assert ' target="#note6"' in (found := inner("a[1]\n\t[1] b\n", indented))
    assert '<note xml:id="note6"' in found


def test_signatories_in_two_blocks_are_one_list():
    """A blank line inside a list of signatories does not part it."""
    content = "We.\nAB\nCD\n\nEF\n"
    made = Outline(
        Genre.STATEMENT,
        "t/t",
        (
            block(P, 0, 3),
            block(G, 4, 9, (Role.SIGNATORY, 4, 6), (Role.SIGNATORY, 7, 9)),
            block(G, 11, 13, (Role.SIGNATORY, 11, 13)),
        ),
    )
    assert inner(content, made).count("<list ") == 1
    assert re.sub("</?(orgName|name)[^>]*>", "", inner(content, made)).count("<item>") == 3


def test_a_page_break_stands_before_the_first_character_after_it():
    """A form feed that normalization took out is a pb."""
    made = outline("a\n\nb\n", (P, "a"), (P, "b"))
    assert "<p><pb/>b</p>" in inner("a\n\nb\n", Outline(made.genre, "t/t", made.blocks, (2,)))


def test_a_crossing_span_is_left_out():
    """Of two spans that overlap and do not nest, the first stays."""
    spans = nest([Span(0, 3, "a"), Span(2, 5, "b"), Span(0, 2, "c"), Span(3, 3, "e")])
    assert write("abcde", spans) == "<a><c>ab</c>c</a><e/>de"


def test_an_editors_text_is_written_and_not_taken_from_the_source():
    """`corr` holds what it inserts, at no cost to the text."""
    spans = (Span(0, 7, "choice", (), (Span(0, 7, "sic"), Span(7, 7, "corr", insert="<the>"))),)
    assert write("the the", spans) == "<choice><sic>the the</sic><corr>&lt;the&gt;</corr></choice>"


@pytest.mark.parametrize(
    ("created", "when"),
    [
        ("1902-03-05", "1902-04-04"),
        ("1902-03~/1902-04-01", "1902-04-04"),
        ("1902-02~", "1902-04-04"),
        ("1902-05/1902-06", "1902-04-04"),
        ("1902", None),
        ("1900/1904", None),
        ("1902-03/..", None),
    ],
)
def test_a_day_without_a_year_is_near_the_days_on_which_the_text_may_have_been_made(created, when):
    """A record that leaves no more than a season open says which year is meant; one that leaves a year open does not."""
    content = "We meet again on 4 April at the hall.\n"
    made = outline(content, (P, content.strip()))
    tei = encode(seed(content), text(content), made, record(stated("created", created)), ACCESSION).decode()
    (found,) = re.findall("<p>.*?<date([^>]*)>4 April</date>", tei)
    assert re.findall('when="([^"]*)"', found) == ([] if when is None else [when])
