"""Dates take work in proportion to the text, however many stand in it and whatever they lean on."""

from __future__ import annotations

from datetime import date

import pytest

from archive.tei.dates import Frame, dates
from tests.tei.counting import calls

PIECES = [
    "5 ",
    "\n5.",
    "1, 2 and ",
    "May 3, ",
    "3 May 1818\n5.\n",
    "1818\nMay 3 ",
    "3 May 1818 and 3 May ",
    "1 May of one thousand eight hundred and ",
    "8 Nov. 1891, 8 p.m. ",
    "a thousand and ",
    "the first of May, eighteen hundred and ",
    "May 3, 4, ",
    "'51 May [",
    "vom 7. undt ",
    "vom 7. Ditto.\n",
    "febuary 3 1821 ",
    "3/4/21, ",
    "1821 and ",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("made", [None, date(1890, 1, 1)])
def test_work_is_linear_in_the_number_of_dates(piece, made):
    """Four times the text takes no more than five times the calls, in one dateline and in one paragraph."""
    small, large = (
        sum(
            calls(lambda content=piece * size, lines=lines: list(_found(content, made, lines)))
            for lines in (True, False)
        )
        for size in (100, 400)
    )
    assert large < 5 * small


def _found(content: str, made: date | None, lines: bool):
    whole = (0, len(content))
    return dates(content, made, "#r", Frame((len(content),), (whole,) if lines else (), day_first=True))
