"""Whether what the header says of an encoding is true of it."""

from __future__ import annotations

import re

import pytest

from archive.outline import outline_of
from archive.tei import encode
from archive.text import normalize
from tests.tei.making import ACCESSION, record, seed, stated


def said(content: str, element: str, language: str = "en") -> str:
    """What the header of a text says in an element of its editorial declaration."""
    text = normalize(content.encode())
    made = encode(
        seed(content), text, outline_of(text), record(stated("language", language)), ACCESSION
    ).decode()
    found = re.search(rf"<{element}[^>]*><p>(.*?)</p></{element}>", made)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("language", "corrects"), [("en", True), ("es-HN", True), ("fr", False), ("de", False)]
)
def test_what_was_corrected_is_said_of_languages_in_which_slips_are_looked_for(language, corrects):
    """Nothing is corrected in other languages, and the header says so."""
    assert said("A text.\n", "correction", language).startswith("Short words") is corrects
    assert (said("A text.\n", "correction", language) == "Nothing was corrected.") is not corrects


@pytest.mark.parametrize(
    ("content", "inside"),
    [
        ("“We will go,” said Ana Rivera. “Not today.”\n", True),
        ("No marks at all.\n", True),
        ("He called it a “farce and left.\n", False),
        ("He called it a farce” and left.\n", False),
        ("“We will go,” said Ana Rivera.\n\nA ” alone.\n", False),
    ],
)
def test_marks_lie_inside_said_or_q_only_where_they_do(content, inside):
    """Where one stands outside, the header does not say that all lie inside."""
    assert said(content, "quotation").endswith("inside said or q.") is inside


def test_parts_of_one_line_are_told():
    """Blocks are runs of whole lines, but for the parts of an opener or closer on one line, which are counted."""
    content = "Salem, May 3, 1871. My dear Sir,\n\nYour parcel came on Tuesday with the rest of the seed, all of it whole.\n\nYours truly, A. Foote\n"
    assert "In 2 blocks the dateline, address, salutation, close or signature stands" in said(
        content, "segmentation"
    )
    assert "stands on a line" not in said("A text of one line.\n", "segmentation")


@pytest.mark.parametrize(
    ("content", "hyphens"),
    [
        ("No line.\n", "No line ends in a hyphen."),
        ("A line that ends in a half-\nand another.\n", "1 line that is no broken paragraph's ends in a hyphen, which is kept."),
        ("A title\n\n---\n\nA text.\n", "No line ends in a hyphen."),
    ],
)  # fmt: skip
def test_hyphens_at_the_ends_of_lines_are_told(content, hyphens):
    """Of any line, and not of lines drawn across."""
    assert said(content, "hyphenation") == hyphens
