"""Days in words and Roman figures, and the spellings of months: one row a case."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.tei.dates import _figures, dates
from archive.tei.numerals import day_before

DATES = [
    ("El doce de enero de 1828 fue", "doce de enero de 1828", "1828-01-12"),
    ("el veinte y dos de enero de 1806", "veinte y dos de enero de 1806", "1806-01-22"),
    ("ce dernier de mai 1545", "dernier de mai 1545", "1545-05-31"),
    ("le premier d'octobre 1538", "premier d'octobre 1538", "1538-10-01"),
    ("ce XXIX de septembre 1541", "XXIX de septembre 1541", "1541-09-29"),
    ("the third of May 1810", "third of May 1810", "1810-05-03"),
    ("the last of June 1812", "last of June 1812", "1812-06-30"),
    ("am dritten Mai 1809", "dritten Mai 1809", "1809-05-03"),
    ("Oct- 7. 1871.", "Oct- 7. 1871", "1871-10-07"),
    ("Jany 13 1891", "Jany 13 1891", "1891-01-13"),
    ("Sept: 5. 1890", "Sept: 5. 1890", "1890-09-05"),
    ("April 3d 1815", "April 3d 1815", "1815-04-03"),
    ("2d May 1815", "2d May 1815", "1815-05-02"),
    ("1. de Abril de1804", "1. de Abril de1804", "1804-04-01"),
    ("julio 5 de 1924", "julio 5 de 1924", "1924-07-05"),
    ("4 Feb: 1821", "4 Feb: 1821", "1821-02-04"),
    ("le 28 d'avril 1545", "28 d'avril 1545", "1545-04-28"),
    ("le 24 de juing (1544)", "24 de juing (1544)", "1544-06-24"),
    ("de Lyon, ce dernier de janvier (1538).", "dernier de janvier (1538)", "1538-01-31"),
    ("a los 28 días del mes de junio de 2011", "28 días del mes de junio de 2011", "2011-06-28"),
    ("Janr 7th 1821", "Janr 7th 1821", "1821-01-07"),
    ("Oct' 25th 1888", "Oct' 25th 1888", "1888-10-25"),
    ("le 3 de mai de l’an 1790", "3 de mai de l’an 1790", "1790-05-03"),
    ("el 5 de marzo del año 1811", "5 de marzo del año 1811", "1811-03-05"),
]


@pytest.mark.parametrize(("content", "words", "when"), DATES)
def test_a_day_is_read_however_it_is_written(content, words, when):
    """The words of the date, and the day they name."""
    (span,) = dates(content, None, "#r")
    assert (content[span.start : span.end], dict(span.attributes)["when"]) == (words, when)


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("in ", None),
        ("MIX ", None),
        ("the thirtieth of ", 30),
        ("dix-sept ", 17),
        ("IV ", 4),
        ("half of ", None),
    ],
)
def test_a_word_before_a_month_is_a_day_only_if_it_counts(before, day):
    """Other words, and letters that are no number, name no day."""
    found = day_before(before + "May 1810", len(before), 5, 1810)
    assert (found[1] if found else None) == day


@pytest.mark.parametrize("content", ["the thirty-first of June 1812"])
def test_a_day_that_the_month_does_not_have_is_left_out(content):
    """The month is still told."""
    (span,) = dates(content, None, "#r")
    assert dict(span.attributes)["when"] == "1812-06"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("am 4. oder 5. August 1848", ["1848-08-04", "1848-08-05"]),
        ("los días 7 y 8 de mayo de 1848", ["1848-05-07", "1848-05-08"]),
        ("5 and 6 of them in May 1812", ["1812-05"]),
        ("9 or 3 May 1848", ["1848-05-03"]),
    ],
)
def test_a_day_may_have_its_month_from_the_next(content, wanted):
    """Two days joined by a word are two dates of one month, where they count up."""
    assert [dict(span.attributes)["when"] for span in dates(content, None, "#r")] == wanted


@given(st.text(alphabet="0123456789ab .\n"))
@settings(deadline=None)
def test_figures_are_found_alike_where_they_are_rare_and_where_they_are_not(words):
    """The two ways to look for figures give the same places."""
    rare = words + " " * 20 * len(words)
    places = [found.span() for found in re.finditer("[0-9]+", words)]
    assert list(_figures(words)) == places == list(_figures(rare))
