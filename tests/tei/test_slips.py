"""Slips kept in `sic`, and what was meant in `corr`: one row a case."""

import pytest

from archive.tei.slips import slips
from archive.tei.spans import write

SLIPS = [
    ("en", "in the the house", "in <s>the the<c>the house"),
    ("en-GB", "alot of it, and infact all", "<s>alot<c>a lot of it, and <s>infact<c>in fact all"),
    ("en", "help in anyway they can", "help in <s>anyway<c>any way they can"),
    ("es", "por por la calle", "<s>por por<c>por la calle"),
    ("es", "através del río", "<s>através<c>a través del río"),
]
NONE = [
    ("en", "come in anyway, he said"),
    ("en", "They let him in anyway because"),
    ("en", "he had had that that"),
    ("en", "Alot and the alots"),
    ("pt", "através do rio"),
    ("es", "the the alot"),
    ("und", "the the"),
]


def marked(language: str, content: str) -> str:
    found = sorted(slips(content, language, "#r"), key=lambda span: span.start)
    text = write(content, found)
    for tag, short in (("<choice><sic>", "<s>"), ("</sic>", ""), ("</corr></choice>", "")):
        text = text.replace(tag, short)
    return text.replace('<corr cert="high" resp="#r">', "<c>").replace(
        '<corr cert="medium" resp="#r">', "<c>"
    )


@pytest.mark.parametrize(("language", "content", "wanted"), SLIPS)
def test_a_slip_is_kept_with_what_was_meant(language, content, wanted):
    """The words stand as they are, and beside them what they should be."""
    assert marked(language, content) == wanted


@pytest.mark.parametrize(("language", "content"), NONE)
def test_what_may_be_meant_is_no_slip(language, content):
    """Words that may follow each other, words of another language, and `anyway` where it has its own sense."""
    assert marked(language, content) == content


def test_the_least_certain_says_so():
    """`anyway` is a word, so what was meant is likely and no more."""
    (span,) = slips("in anyway possible", "en", "#r")
    assert dict(span.children[1].attributes)["cert"] == "medium"
