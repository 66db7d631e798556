"""Days in words and Roman figures, and the spellings of months: one row a case."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.tei.dates import dates
from archive.tei.dates.figures import _figures
from archive.tei.dates.numerals import day_before

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
    ("Reading January Fifteen 1818", "January Fifteen 1818", "1818-01-15"),
    ("Reading April twenty six 1823", "April twenty six 1823", "1823-04-26"),
    ("March Four--1822", "March Four--1822", "1822-03-04"),
    ("September first, 1821", "September first, 1821", "1821-09-01"),
    ("five April 1815", "five April 1815", "1815-04-05"),
    ("the twenty sixth of March 1810", "twenty sixth of March 1810", "1810-03-26"),
    ("Bertram HouseJune 29th 1819", "June 29th 1819", "1819-06-29"),
    ("Keswick\nKeswickDec 14. 1810", "Dec 14. 1810", "1810-12-14"),
    ("Jany12th 1819", "Jany12th 1819", "1819-01-12"),
    ("July 9th . 1811.", "July 9th . 1811", "1811-07-09"),
    ("dated May1820", "May1820", "1820-05"),
    ("le 2 4 Décembre 1917", "2 4 Décembre 1917", "1917-12-24"),
    ("27 March [188]9", "27 March [188]9", "1889-03-27"),
    ("March 27, 18[89]", "March 27, 18[89]", "1889-03-27"),
    ("Nohant, 29 juin l825", "29 juin l825", "1825-06-29"),
    ("6. 10.br 1804", "6. 10.br 1804", "1804-12-06"),
    ("den 27t Novb. 1823", "27t Novb. 1823", "1823-11-27"),
    ("15ten Sptbr. 1823", "15ten Sptbr. 1823", "1823-09-15"),
    ("29 Julius 1844", "29 Julius 1844", "1844-07-29"),
    ("5 Brachmonat 1751", "5 Brachmonat 1751", "1751-06-05"),
    ("September des Jahres 1813", "September des Jahres 1813", "1813-09"),
    ("3 February 1712/13", "3 February 1712/13", "1713-02-03"),
    ("March 3 1712/3.", "March 3 1712/3", "1713-03-03"),
    ("the season of 1848 was so", "1848", "1848"),
    ("en 1914 nous", "1914", "1914"),
    ("on the 29th of march 1815", "29th of march 1815", "1815-03-29"),
    ("Keswick9 May. 1819", "9 May. 1819", "1819-05-09"),
    ("March 11,1806.", "March 11,1806", "1806-03-11"),
    ("June 14h 1835", "June 14h 1835", "1835-06-14"),
    ("July 16 th 1811", "July 16 th 1811", "1811-07-16"),
    ("May ye. 30th 1804", "May ye. 30th 1804", "1804-05-30"),
    ("Sepm 16th 1804", "Sepm 16th 1804", "1804-09-16"),
    ("15 May [? 1801]", "15 May [? 1801]", "1801-05-15"),
    ("25 [February 1808]", "25 [February 1808]", "1808-02-25"),
    ("le (20) Octobre 1822", "20) Octobre 1822", "1822-10-20"),
    ("ce 5me septambre 1672", "5me septambre 1672", "1672-09-05"),
    ("ce 9me iuin 1674", "9me iuin 1674", "1674-06-09"),
    ("le 11 du mois de Décembre 1822", "11 du mois de Décembre 1822", "1822-12-11"),
    ("21 Novbre1818", "21 Novbre1818", "1818-11-21"),
    ("ce 12/23 Octobre 1767", "12/23 Octobre 1767", "1767-10-23"),
    ("le 25 Octobre/ 6 Novembre 1820", "25 Octobre/ 6 Novembre 1820", "1820-11-06"),
    ("25 Decembre 1765/5 Janvier 1766", "25 Decembre 1765/5 Janvier 1766", "1766-01-05"),
    ("the 7th of the 6th month, 1818", "7th of the 6th month, 1818", "1818-06-07"),
    ("4 of the Sixth [Seventh] Month 1823", "4 of the Sixth [Seventh] Month 1823", "1823-07-04"),
    ("8th month 28th 1794", "8th month 28th 1794", "1794-08-28"),
    ("1 Month 10, 1772.", "1 Month 10, 1772", "1772-01-10"),
    ("the 3d of 11 mo 1745", "3d of 11 mo 1745", "1746-01-03"),
    ("the 3d of 1st mo. 1745", "3d of 1st mo. 1745", "1745-03-03"),
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
        ("am 12.-14. Mai 1907", ["1907-05-12", "1907-05-14"]),
        ("vom 5. – 9. Juni 1906", ["1906-06-05", "1906-06-09"]),
        ("Am 5–8ten Oktob. 1840", ["1840-10-05", "1840-10-08"]),
        ("Vol. 3 - 5 May 1848", ["1848-05-05"]),
        ("May 12-14, 1898", ["1898-05-12", "1898-05-14"]),
        ("Oct. 3 and 4, 1898", ["1898-10-03", "1898-10-04"]),
        ("May 1898 - 12 of", ["1898-05"]),
        ("16 June 1857/18 July 1857", ["1857-06-16", "1857-07-18"]),
        ("9/11 May 1857", ["1857-05-09", "1857-05-11"]),
    ],
)
def test_a_day_may_have_its_month_from_the_next(content, wanted):
    """Two days joined by a word are two dates of one month, where they count up."""
    assert [dict(span.attributes)["when"] for span in dates(content, None, "#r")] == wanted


@pytest.mark.parametrize("word", ["Jane", "Augen", "Octet", "Novel", "Decor", "Decree", "Dice", "Box"])
def test_a_word_that_begins_as_a_month_does_is_none(word):
    """Letters left out of a month are left out in order, and its last one stays."""
    assert list(dates(f"5 {word} 1848", None, "#r")) == []


@pytest.mark.parametrize(
    "word", ["Janry", "Febr", "Feby", "Aprl", "Augt", "Septr", "Sptbr", "Octbr", "Novbre", "Decr", "Decbr"]
)
def test_a_month_with_letters_left_out_is_a_month(word):
    """However its writer shortened it."""
    assert len(list(dates(f"5 {word} 1848", None, "#r"))) == 1


@pytest.mark.parametrize("content", ["5 may 1848", "5 May"])
def test_a_month_without_a_capital_is_one_where_a_year_follows(content):
    """In English and German a verb or a name otherwise."""
    assert len(list(dates(content, None, "#r"))) == 1
    assert list(dates("5 may go", None, "#r")) == []


@pytest.mark.parametrize(
    "content", ["6 months 10 days", "for 6 month 10 of", "5 of the 13th month", "2 of the Last Month"]
)
def test_months_that_are_counted_are_no_months_of_the_year(content):
    """Nor are there more than twelve."""
    assert list(dates(content, None, "#r")) == []


@given(st.text(alphabet="0123456789ab .\n"))
@settings(deadline=None)
def test_figures_are_found_alike_where_they_are_rare_and_where_they_are_not(words):
    """The two ways to look for figures give the same places."""
    rare = words + " " * 20 * len(words)
    places = [found.span() for found in re.finditer("[0-9]+", words)]
    assert list(_figures(words)) == places == list(_figures(rare))
