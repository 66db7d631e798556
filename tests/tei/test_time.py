"""Encoding takes work in proportion to the text, whatever stands in it; counted in calls, which a busy machine counts the same."""

import pytest

from archive.describe import describe
from archive.outline import outline_of
from archive.tei import encode
from archive.text import normalize
from tests.tei.counting import calls
from tests.tei.making import ACCESSION, seed

PIECES = [
    "3 germinal an VI»", "Boston, 3 May 1908\n", "On the 3rd of May we met. ", "The Nov. 26 election of May 3, 1990. ", '"', "“No,” said Ana Rivera, “never.” ",
    "President Ana Rivera said. ", "Ana Rivera\n\n", "Organization of American States (OAS) ", "x[1] ", "the the ", "A B C ", "12 Main Street\n\n",
    "Ministry of ", "a\t", "\f", "a\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_work_is_linear_in_the_length_of_any_text(piece):
    """Eight times the text takes no more than ten times the calls of functions, Python's and its libraries'."""
    small, large = (_calls(piece * (size // len(piece)) + "x") for size in (15_000, 120_000))
    assert large < 10 * small


def _abbreviated(number: int) -> str:
    """A body with one more abbreviation: its names are all one entity's."""
    return f"National Union (N{''.join(chr(65 + number // 26**place % 26) for place in range(4))}U) "


def _of_one_surname(number: int) -> str:
    return f"Ana Rivera {chr(65 + number % 26)}{chr(97 + number // 26 % 26)}{chr(97 + number // 676)}a said. "


@pytest.mark.parametrize("piece", [_abbreviated, _of_one_surname])
def test_work_is_linear_in_the_number_of_names_that_are_alike(piece):
    """Four times the names of one body, or of persons who share two names, take no more than five times the calls."""
    small, large = (_calls("".join(map(piece, range(size)))) for size in (1_000, 4_000))
    assert large < 5 * small


def _calls(content: str) -> int:
    """What encoding alone calls: what comes before has tests of its own."""
    one = seed(content)
    text = normalize(one.data)
    outline = outline_of(text)
    record = describe(one, text, outline, ACCESSION)
    return calls(lambda: encode(one, text, outline, record, ACCESSION))
