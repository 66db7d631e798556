"""The layouts of a gold text: what each does to a line, and that none loses a word or moves the gold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from lxml import etree

from benchmarks.tei.gold import Document, documents
from benchmarks.tei.layouts import DIVIDED, LINE_END, PUBLISHED, Layout, apart, laid_out, line_end

GOLD = sorted((Path(__file__).parents[2] / "benchmarks" / "tei" / "documents").glob("*.xml"))
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="letter">
<opener><dateline>Lima, 3 May 1871.</dateline> <salute>Dear Sir,</salute></opener>
<p>We have re<lb break="no"/>ceived the let-<lb break="no"/>ters <lb/> that <hi>you</hi><lb/>sent.</p>
<closer><salute>Yours,</salute> <signed>A. B.</signed></closer></div></body></text></TEI>"""


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.xml"
    path.write_text(LETTER)
    return lambda layout: next(documents(path, layout))


@pytest.mark.parametrize(
    ("layout", "content"),
    [
        (Layout.AS_WRITTEN, "Lima, 3 May 1871.\nDear Sir,\n\nWe have re-\nceived the let-\nters\nthat you\nsent.\n\nYours,\nA. B.\n"),
        (Layout.LONG, "Lima, 3 May 1871. Dear Sir,\n\nWe have received the let-ters that you sent.\n\nYours, A. B.\n"),
        (Layout.TABBED, "\t\t\t\tLima, 3 May 1871.\nDear Sir,\n\tWe have received the let-ters that you sent.\nYours,\n\t\t\t\tA. B.\n"),
    ],
)  # fmt: skip
def test_a_letter_is_laid_out(letter, layout, content):
    """The lines of the source are kept, parts of a frame are joined, or paragraphs begin with a tab."""
    assert letter(layout).content == content


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_layout_keeps_the_words_and_the_gold(path, layout):
    """Every run of the gold holds the same words, without blanks and capitals, as it does where each block is a line."""
    for plain, document in zip(documents(path, Layout.SPACED), documents(path, layout), strict=True):
        assert document.name.endswith(f"-{layout.name.lower()}")
        assert _bare(document.content) == _bare(plain.content)
        assert list(_told(document)) == list(_told(plain))
        assert [(date.kind, document.content[date.start : date.end].split()) for date in document.dates] == [
            (date.kind, plain.content[date.start : date.end].split()) for date in plain.dates
        ]


def _told(document: Document) -> Iterator[tuple[str, str]]:
    """Each kind with its words; where parts stand on one line, those of one kind are one run."""
    for kind, runs in groupby(document.runs, key=lambda run: run.kind):
        yield kind, _bare("".join(document.content[run.start : run.end] for run in runs))


def _bare(content: str) -> str:
    return "".join(content.split()).upper()


@pytest.mark.parametrize(
    ("kind", "layout", "number", "content"),
    [
        ("p", Layout.INDENTED, 0, "  Some words."),
        ("p", Layout.INDENTED, 3, "     Some words."),
        ("signed", Layout.INDENTED, 0, " " * 53 + "Some words."),
        ("salute", Layout.INDENTED, 0, "Some words."),
        ("closer", Layout.GUTENBERG, 0, " " * 20 + "Some words."),
        ("head", Layout.GUTENBERG, 0, " " * 30 + "Some words."),
        ("head", Layout.GUTENBERG, 1, " " * 30 + "SOME WORDS."),
        ("dateline", Layout.TABBED, 0, "\t\t\t\tSome words."),
        ("p", Layout.NARROW, 0, "Some words."),
    ],
)
def test_a_line_is_pushed_by_its_kind(kind, layout, number, content):
    """Paragraphs, frames and heads have the blanks of their layout before them, and each character is where `places` says."""
    line = laid_out("Some words.", kind, layout, number)
    assert line.content == content
    assert "".join(line.content[place] for place in line.places).lower() == "some words."


def test_a_broken_close_is_pushed_as_a_whole():
    """Each line of a close that is broken has its blanks, and the characters are where `places` says."""
    text = " ".join(["word"] * 30)
    line = laid_out(text, "closer", Layout.GUTENBERG, 0)
    assert {len(row) - len(row.lstrip()) for row in line.content.split("\n")} == {20}
    assert "".join(line.content[place] for place in line.places).split() == text.split()


@pytest.mark.parametrize(
    ("above", "mark", "end"),
    [
        ("", LINE_END, ""),
        ("", DIVIDED, ""),
        ("to", LINE_END, "\n"),
        ("to", DIVIDED, "-\n"),
        ("to-", DIVIDED, "\n"),
        ("to=", DIVIDED, "\n"),
    ],
)
def test_a_line_of_the_source_ends(above, mark, end):
    """A word that is divided has one hyphen, and no line ends before it has begun."""
    assert line_end(above, mark) == end


def test_blank_lines_stand_where_a_layout_has_them():
    """Between blocks of two groups, of one group, and between the lines of one stanza."""
    told = {
        layout.name: [
            apart(layout, grouped=grouped, row=row)
            for grouped, row in ((False, False), (True, False), (True, True))
        ]
        for layout in Layout
    }
    assert {name for name, blank in told.items() if blank == [True, False, False]} == {"GROUPS", "AS_WRITTEN", "LONG"}  # fmt: skip
    assert {name for name, blank in told.items() if blank == [True, True, False]} == {"SPACED", "WRAPPED", "GUTENBERG", "NARROW"}  # fmt: skip
    assert {name for name, blank in told.items() if blank == [False] * 3} == {"TIGHT", "INDENTED", "PRINTED", "TABBED"}  # fmt: skip


def test_a_text_without_a_layout_has_a_published_one(tmp_path):
    """The layout that a name chooses is one of the first four."""
    for number in range(40):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(etree.tostring(etree.fromstring(LETTER)))
        layout = next(documents(path)).name.rpartition("-")[2]
        assert layout in {one.name.lower() for one in PUBLISHED}
