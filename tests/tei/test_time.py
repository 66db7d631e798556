"""Encoding takes time in proportion to the text, whatever stands in it."""

import time

import pytest

from archive.describe import describe
from archive.outline import outline_of
from archive.tei import encode
from archive.text import normalize
from tests.tei.making import ACCESSION, seed

PIECES = [
    "3 germinal an VI»", "Boston, 3 May 1908\n", "On the 3rd of May we met. ", "The Nov. 26 election of May 3, 1990. ", '"', "“No,” said Ana Rivera, “never.” ",
    "President Ana Rivera said. ", "Ana Rivera\n\n", "Organization of American States (OAS) ", "x[1] ", "the the ", "A B C ", "12 Main Street\n\n",
    "Ministry of ", "a\t", "\f", "a\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_time_is_linear_in_the_length_of_any_text(piece):
    """Eight times the text takes no more than twenty times the time."""
    small, large = (piece * (size // len(piece)) + "x" for size in (40_000, 320_000))
    most = 20 * max(min(_seconds(small) for _ in range(2)), 0.005)
    assert _seconds(large) < most or _seconds(large) < most


def _seconds(content: str) -> float:
    """The time of encoding alone: what comes before has tests of its own."""
    one = seed(content)
    text = normalize(one.data)
    outline = outline_of(text)
    record = describe(one, text, outline, ACCESSION)
    start = time.process_time()
    encode(one, text, outline, record, ACCESSION)
    return time.process_time() - start
