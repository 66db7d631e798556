"""What holds of the outline of any text whatever."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.outline import Outline, Role, outline_of
from archive.outline.pages import page_breaks
from archive.text.text import Change, Decoding, Found, Step, Text
from tests.tei.counting import calls

HOLLOW = {Role.SIGNATURE, Role.PREFORMATTED}
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))

LINES = st.sampled_from(
    [
        "", "", "   ", "Dear Sir,", "Sincerely,", "P.S. One more.", "Dec. 3, 2017", "TH. JEFFERSON", "- item", "* other", "1. one", "2. two",
        "a) alpha", "CHAPTER I", "# Head", "=====", "-----", "> quoted", ">> twice", "Q: Why?", "A: So.", "[1] note", "word[1] more", "* * *",
        "cc: X", "We demand the following:", "cell  cell  cell", "a\tb\tc", "```", "The end", "“Quote,” said Ann.", "By JANE DOE", "Photo John Smith",
        "TEGUCIGALPA (AP) — Something happened here on Monday.", "For more information contact or visit", "    set in by four", "@", ":", "—", "…",
        "A line of prose that goes on for long enough to be taken for running text, and then it ends.",
        "a line that is broken at a width which is that of other lines and", "goes on here until the sentence comes to its end in this paragraph.",
    ]
)  # fmt: skip
DOCUMENTS = st.one_of(st.text(), st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=40).map("\n".join))


def text_of(content: str) -> Text:
    return Text(content, Decoding("utf-8", Found.STRICT), ())


def check(outline: Outline, content: str) -> None:
    covered = [False] * len(content)
    end = -1
    for block in outline.blocks:
        assert end < block.start < block.end <= len(content)
        assert block.start == 0 or content[block.start - 1] == "\n"
        assert block.end == len(content) or content[block.end] == "\n"
        lines = content[block.start : block.end].split("\n")
        assert lines[0].strip()
        assert lines[-1].strip()
        assert block.role in HOLLOW or all(line.strip() for line in lines)
        covered[block.start : block.end] = [True] * (block.end - block.start)
        end = block.end
        place = block.start
        for part in block.parts:
            assert place <= part.start <= part.end <= block.end
            assert (part.start == part.end) == (part.role is Role.GAP)
            assert content[part.start : part.end] == content[part.start : part.end].strip()
            place = part.end
    assert all(kept or character.isspace() for kept, character in zip(covered, content, strict=True))


@given(DOCUMENTS)
@settings(deadline=None, derandomize=True, max_examples=400)
def test_blocks_cover_every_line_in_order_and_once(content):
    """Blocks are whole lines in order, without overlap, and leave no line out; parts lie in order inside their block."""
    check(outline_of(text_of(content)), content)


@pytest.mark.parametrize("path", [*SEEDS, *CASES], ids=lambda path: path.stem)
def test_the_same_holds_of_real_texts_and_of_their_pieces(path):
    """The seeds and the cases, whole or cut off anywhere, are covered as well."""
    content = path.read_text(encoding="utf-8")
    for end in (*range(0, len(content), max(1, len(content) // 25)), len(content)):
        check(outline_of(text_of(content[:end])), content[:end])


@given(DOCUMENTS)
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_same_text_gives_the_same_outline(content):
    """An outline depends on the text alone."""
    assert outline_of(text_of(content)) == outline_of(text_of(content))


HOSTILE = [
    "a\n", "\n", ":\n", " ", "a", "A. ", "Dear ", "> ", ">", "1. x\n", "i. x\n", "- x\n", "\tx", "Dear Sir,\n", "Sincerely,\nA B\n\n", "Dec. 3, 2017\n",
    "X: y\n", "[1] x\n", "x[1] ", "* ", "=\n", ". . . ", "A B ", "I am, ", "“a,” said ", "Paris, ", "By Ann ", "x  y\n", "P.S. x\n\n", "é́",
    "Photo ", "to A. ", "1.", "(", "We demand:\nx;\n", "For more information ", "```\n", "|-|\n", "Yours, ", "    set in\n\n", "I.\n\n", "A\n\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", [piece for piece in HOSTILE if "\n" in piece])
def test_work_is_linear_in_the_number_of_lines(piece):
    """Eight times the lines take no more than ten times the calls of functions, Python's and its libraries'."""
    small, large = (text_of(piece * (size // len(piece))) for size in (1_000, 8_000))
    outline_of(small)  # what is compiled and read once
    assert calls(lambda: outline_of(large)) < 10 * calls(lambda: outline_of(small))


@pytest.mark.parametrize("piece", [piece for piece in HOSTILE if "\n" not in piece])
def test_a_line_of_any_length_is_read(piece):
    """A line of two megabytes is one block, or none where it is blank: a pattern quadratic in the line would not come to an end."""
    outline = outline_of(text_of(piece * (2_000_000 // len(piece))))
    assert len(outline.blocks) == (piece != " ")


class _Cut(str):
    """A string that tells how often something was cut out of it."""

    __slots__ = ("cuts",)

    def __init__(self, _words):
        self.cuts = 0

    def __getitem__(self, key):
        self.cuts += 1
        return super().__getitem__(key)


def test_a_run_of_form_feeds_is_not_cut_for_each_of_them():
    """A thousand form feeds in one change are a thousand page breaks, found in one reading of it."""
    run = _Cut("\f" * 1000)
    text = Text("one\ntwo\n", Decoding("utf-8", Found.STRICT), (Step("controls", (Change(4, run, ""),)),))
    assert page_breaks(text) == (4,) * 1000
    assert run.cuts < 10


def test_page_breaks_stand_where_form_feeds_were():
    """A form feed taken out in one step is found where it stood, though a later step moved what follows."""
    steps = (
        Step("controls", (Change(4, "\f", ""), Change(9, "\f", ""))),
        Step("blanks", (Change(3, " ", ""),)),
    )
    text = Text("one\ntwo\nthree\n", Decoding("utf-8", Found.STRICT), steps)
    assert outline_of(text).page_breaks == (3, 8)
