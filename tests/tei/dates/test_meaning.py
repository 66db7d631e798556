"""Dates in running text and in datelines, and which day each is: one row a case."""

from __future__ import annotations

from datetime import date

import pytest

from archive.outline.blocks import Genre
from archive.tei import encode
from archive.tei.dates import Frame, dates
from tests.tei.making import ACCESSION, outline, record, seed, stated, text

DATES = [
    ("on December 20, 2017 we", "December 20, 2017", "2017-12-20"),
    ("20 December 2017", "20 December 2017", "2017-12-20"),
    ("the 3rd of May, 1850", "3rd of May, 1850", "1850-05-03"),
    ("el 28 de junio de 2009", "28 de junio de 2009", "2009-06-28"),
    ("le 1er mars 1848", "1er mars 1848", "1848-03-01"),
    ("le 3 mai 1901", "3 mai 1901", "1901-05-03"),
    ("am 3. Mai 1901", "3. Mai 1901", "1901-05-03"),
    ("on 2017-12-03", "2017-12-03", "2017-12-03"),
    ("in June of 2009", "June of 2009", "2009-06"),
    ("November 2008", "November 2008", "2008-11"),
    ("on\nNov.\n26", "Nov.\n26", "2017-11-26"),
    ("26 November general", "26 November", "2017-11-26"),
    ("on 24 December", "24 December", "2017-12-24"),
    ("on 24 March", "24 March", "2017-03-24"),
    ("on Saturday, 24 March", "24 March", "2018-03-24"),
    ("el martes 19 de diciembre", "19 de diciembre", "2017-12-19"),
    ("den 26 Juli d. J. kam", "26 Juli", "2017-07-26"),
    ("on 26 July last year", "26 July", "2016-07-26"),
    ("on the 5th inst. we", "5th inst.", "2017-12-05"),
    ("the 30th ult. and", "30th ult.", "2017-11-30"),
    ("el 5 del corriente salió", "5 del corriente", "2017-12-05"),
    ("am 16ten d. M. kam", "16ten d. M.", "2017-12-16"),
    ("le 7 du courant", "7 du courant", "2017-12-07"),
    ("4 de julio de 1.811", "4 de julio de 1.811", "1811-07-04"),
    ("1862 Feb. 3", "1862 Feb. 3", "1862-02-03"),
    ("13-12-1911", "13-12-1911", "1911-12-13"),
    ("February 27, A. D. 1915", "February 27, A. D. 1915", "1915-02-27"),
    ("April 28th1822", "April 28th1822", "1822-04-28"),
    ("25/12/2011", "25/12/2011", "2011-12-25"),
    ("12/25/2011", "12/25/2011", "2011-12-25"),
    ("MONTICELLO, Apr. 21. 1803.", "Apr. 21. 1803", "1803-04-21"),
    ("le 4 juin 1841", "4 juin 1841", "1841-06-04"),
    ("12.03.1999", "12.03.1999", "1999-03-12"),
    ("in 2009 the", "2009", "2009"),
    ("Honduras’ 2009 general elections", "2009", "2009"),
    ("29 February 1904", "29 February 1904", "1904-02-29"),
    ("der Vertrag vom 19. November l. J. gilt", "19. November", "2017-11-19"),
    ("vom 14. l. M. an", "14. l. M.", "2017-12-14"),
    ("votre lettre du 15 Ct et", "15 Ct", "2017-12-15"),
    ("Ihr Schreiben vom 26ten sage ich", "26ten", "2017-11-26"),
    ("your letter of the 8th, and", "8th", "2017-12-08"),
    ("votre lettre du 8 m’a", "8", "2017-12-08"),
    ("su carta del 8, que", "8", "2017-12-08"),
    ("Monday the 18th we", "18th", "2017-12-18"),
    ("vom 12. d., und", "12. d.", "2017-12-12"),
    ("am 2dieß Abends", "2dieß", "2017-12-02"),
]


NO_DATES = [
    "03/04/2011",
    "900 members",
    "may 5 of them",
    "200 17th Street NW",
    "10 dollars",
    "30 February 1904",
    "in 2009 percent",
    "1,2009",
    "abc2009",
    "1. Cor. 2. v. 4",
    "Monday the 15th",
    "your letter of the 8th Regiment",
    "12 s. 4 d., and",
    "vom 8. Akt",
    "Capítulo I\n\nOCTUBRE",
]


@pytest.mark.parametrize(("content", "words", "when"), DATES)
def test_a_date_is_seen_with_its_day(content, words, when):
    """The words of a date, and the day they name; without a year the last such day before the document's."""
    (span,) = dates(content, date(2017, 12, 20), "#r")
    assert (content[span.start : span.end], dict(span.attributes)["when"]) == (words, when)


@pytest.mark.parametrize("content", NO_DATES)
def test_what_is_no_date_or_two_is_not_marked(content):
    """A number, a verb, an impossible day, and a day that may be another."""
    assert list(dates(content, None, "#r")) == []


def test_a_day_without_a_year_is_a_date_without_when():
    """Without the document's own date nothing says which year; and a day of the present month is no date at all."""
    (span,) = dates("on 26 November", None, "#r")
    assert "when" not in dict(span.attributes)
    assert list(dates("on the 5th inst. we", None, "#r")) == []


def test_a_day_without_a_year_is_close_to_the_day_told_before_it():
    """A story goes on from day to day; where half a year lies between, the year is not known."""
    content = "It began on 30 December 1848. On 6 January they marched, and on 8 July"
    found = [dict(span.attributes).get("when") for span in dates(content, None, "#r")]
    assert found == ["1848-12-30", "1849-01-06", None]


def test_a_day_is_of_the_year_that_the_story_has_just_told():
    """Not of that of writing; a year alone tells nothing, nor does one far above, and `d. J.` is the year of writing."""
    made = date(1873, 12, 3)
    told = "es war im Dezember 1872, und am 28 Dezember"
    assert _whens(told, made) == ["1872-12", "1872-12-28"]
    assert _whens(f"{told} d. J. kam", made) == ["1872-12", "1873-12-28"]
    assert _whens(told.replace(",", "," + " und" * 120), made) == ["1872-12", "1873-12-28"]
    assert _whens("in 1872, and on 28 November", made) == ["1872", "1873-11-28"]
    assert _whens("in December 1872, and on Friday 28 November", made) == ["1872-12", "1873-11-28"]


def test_a_day_just_past_is_of_the_year_of_writing():
    """Though the story has just told of the year before; a day some weeks longer ago, or yet to come, is of the story."""
    made = date(2022, 3, 14)
    assert _whens("in November 2021. On March 11", made) == ["2021-11", "2022-03-11"]
    assert _whens("in November 2021. On January 11", made) == ["2021-11", "2021-01-11"]
    assert _whens("in November 2021. On March 30", made) == ["2021-11", "2021-03-30"]
    assert _whens("in November 2021. On February 29", made) == ["2021-11", None]


def test_a_day_of_the_same_month_is_of_the_month_told_before():
    """Where no day was told before, nothing is."""
    assert _whens("le 19 décembre 1872; le 28 du même mois", None) == ["1872-12-19", "1872-12-28"]
    assert _whens("le 28 du même mois", None) == []


def test_a_year_alone_may_count_for_nothing_but_in_a_dateline():
    """Months and days count everywhere, and what they tell of the year is known."""
    content = "Camden 1890\n\nin 1850, in June 1851, on 3 May, yours of the 8th"
    frame = Frame((11, len(content)), ((0, 11),), years=False)
    assert _whens(content, date(1890, 2, 10), frame) == ["1890", "1851-06", "1851-05-03", "1890-02-08"]
    told = Frame(frame.stops, frame.datelines)
    assert _whens(content, date(1890, 2, 10), told)[1] == "1850"


def test_a_day_without_a_year_may_count_for_no_day_in_running_text():
    """Unless it opens a block, or something else than the day of writing tells its year."""
    content = "Yours of 3 May, of 5 May last year, of Sunday 2 June.\n\n9 June. And 3 March 1895, or 4 March, or 3 March."
    told = Frame((53, len(content)), completed=False)
    wanted = [None, "1895-05-05", "1895-06-02", "1896-06-09", "1895-03-03", "1895-03-04", "1895-03-03"]
    assert _whens(content, date(1896, 6, 7), told) == wanted
    assert _whens(content, date(1896, 6, 7), Frame(told.stops))[0] == "1896-05-03"
    assert _whens("3 May 1896. On 4 May", None, Frame(completed=False)) == ["1896-05-03", None]


@pytest.mark.parametrize(
    ("genre", "language", "marked"),
    [
        (Genre.LETTER, "en", "<date cert="),
        (Genre.LETTER, "de", '<date when="1896-05-03" cert='),
        (Genre.STATEMENT, "en", '<date when="1896-05-03" cert='),
    ],
)
def test_in_english_letters_and_prose_closeness_tells_no_year(genre, language, marked):
    """In news and statements it does, as in the letters of other languages."""
    content = "Wir: we met, 3 May it was, and spoke."
    known = record(stated("language", language), stated("created", "1896-06-07"))
    tei = encode(seed(content), text(content), outline(content, genre=genre), known, ACCESSION).decode()
    assert marked in tei


def test_a_day_is_of_the_month_that_a_heading_names():
    """Where nothing else says when the document was made."""
    assert _whens("August 1818\n\n6 of the 8th month.", None) == ["1818-08", "1818-08-06"]


def _whens(content: str, made: date | None, frame: Frame | None = None) -> list[str | None]:
    found = dates(content, made, "#r", frame) if frame else dates(content, made, "#r")
    return [dict(span.attributes).get("when") for span in found]


def test_a_day_takes_the_year_of_the_date_it_is_joined_to():
    """`31 juillet et 22 novembre 1876` are two days of one year; without a link they are not."""
    found = [dict(span.attributes)["when"] for span in dates("31 juillet et 22 novembre 1876", None, "#r")]
    assert found == ["1876-07-31", "1876-11-22"]
    first, _ = dates("31 juillet avant 22 novembre 1876", None, "#r")
    assert "when" not in dict(first.attributes)


@pytest.mark.parametrize(
    ("made", "wanted"),
    [(date(1, 1, 1), [None]), (date(9999, 12, 31), ["9999-12-31", "9999-11-05", "9999-12-08"])],
)
def test_a_year_of_writing_that_is_none_harms_nothing(made, wanted):
    """The first and the last day that a record may name have no century around them."""
    line = "Boston, May 3, 31"
    assert _whens(line, made, Frame((len(line),), ((0, len(line)),))) == ["1931-05-03"]
    assert _whens("on 31 December; on the 5th ult. and yours of the 8th", made) == wanted


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("Bern den 9. III. 1906", "1906-03-09"),
        ("Ischl 3. 8. 900", "1900-08-03"),
        ("Wien, 26. 4. 97; gestern, 1896, noch", "1897-04-26"),
        ("Crossen, den 30ten März. 1815.", "1815-03-30"),
        ("le 3 germinal an VI", "1798-03-23"),
        ("Dresden, 12. 8ber 1799", "1799-10-12"),
        ("Paris, 10/11 903", "1903-11-10"),
    ],
)
def test_a_dateline_of_older_letters_is_a_day(line, when):
    """Ordinals, Roman months, old names of months, short years and republican days are read in a dateline."""
    frame = Frame((len(line),), ((0, len(line)),), day_first=True)
    assert dict(next(dates(line, None, "#r", frame)).attributes)["when"] == when


@pytest.mark.parametrize(
    ("content", "when", "cert"),
    [
        ("Camden, August 4 '80", "1880-08-04", "low"),
        ("Sept 22/90", "1890-09-22", "low"),
        ("Wien, 26. 4. 07", "1907-04-26", "low"),
        ("Weimar, 5. May 07\n\nEs wird mir lieb seyn", "1807-05-05", "low"),
        ("5 May 98\n\nMy e-mail is", "1998-05-05", "low"),
        ("Prag, Feber 906", "1906-02", "high"),
        ("Potsdam, 21. Juni [1849]", "1849-06-21", "high"),
        ("Potsdam, 21. Juni\n\n[1849]\n", "1849-06-21", "high"),
        ("Camden, Jan: 26 late [1888]", "1888-01-26", "high"),
        ("Camden [1890]", "1890", "high"),
        ("New York, March 30 /84", "1884-03-30", "low"),
        ("Box 1465, New York, Mar 31/84", "1884-03-31", "low"),
        ("Hersfeld, im Juni 07", "1907-06", "low"),
        ("Dr. den 6. Decbr. 22\n\nMein theuerster Freund", "1822-12-06", "low"),
        ("Boston, May 3, 31\n\nI am your obt Servt", "1831-05-03", "low"),
        ("Ulm, 1. Juni: 14", "1914-06-01", "low"),
        ("Ulm, 10. VII 15\n\nIch muß theuer bezahlen", "1915-07-10", "low"),
        ("Ulm, 10/7 15\n\nIch muß theuer bezahlen", "1815-07-10", "low"),
        ("1-6-14\n\nWeimar. Es wird mir lieb seyn", "1914-06-01", "low"),
        ("25-4-82\n\nDear Ann", "1982-04-25", "low"),
        ("25/4/82\n\nDear Ann", "1882-04-25", "low"),
        ("25-4-82\n\nDear Ann, the fax of 1882", "1882-04-25", "high"),
    ],
)
def test_the_year_of_a_dateline_may_stand_apart_or_be_short(content, when, cert):
    """A year elsewhere in the line or alone on the next is the day's; a short one has the century in which people wrote so.

    With Roman months and with hyphens that is the twentieth.
    """
    line = len(content.partition("\n")[0])
    frame = Frame((line, len(content)), ((0, line),), day_first=True)
    attributes = dict(next(dates(content, None, "#r", frame)).attributes)
    assert (attributes["when"], attributes["cert"]) == (when, cert)


def test_the_next_of_several_days_is_no_short_year():
    """In a dateline, where a year of two figures may follow a day and its month."""
    line = "Ulm, am 20., 21. und 22. Mai"
    frame = Frame((len(line),), ((0, len(line)),), day_first=True)
    assert _whens(line, date(1877, 6, 1), frame) == ["1877-05-20", "1877-05-21", "1877-05-22"]


def test_the_year_below_a_day_is_no_date_of_its_own():
    """The day has it already; another year is one."""
    for year, wanted in (("1849", ["1849-06-21"]), ("1850", ["1849-06-21", "1850"])):
        content = f"Potsdam, 21. Juni 1849\n\n[{year}]\n"
        frame = Frame((22, len(content) - 1), ((0, 22), (24, len(content) - 1)))
        assert [dict(span.attributes)["when"] for span in dates(content, None, "#r", frame)] == wanted


def test_each_dateline_is_the_anchor_of_what_follows():
    """In a file of several letters a day is near the letter's own date."""
    content = "1 May 1840\n\non 3 April I came\n\n2 May 1851\n\non 3 April I came"
    frame = Frame((10, 29, 41, 60), ((0, 10), (31, 41)))
    found = [dict(span.attributes)["when"] for span in dates(content, None, "#r", frame)]
    assert found == ["1840-05-01", "1840-04-03", "1851-05-02", "1851-04-03"]


def test_a_year_of_two_figures_is_none_in_running_text():
    """Outside a dateline `26. 4. 97` is not a date, nor `10/11 903` in a language that may write the month first."""
    assert list(dates("26. 4. 97, written in 1896 or so", None, "#r")) == [
        span for span in dates("26. 4. 97, written in 1896 or so", None, "#r") if span.start > 10
    ]
    line = "10/11 903"
    assert list(dates(line, None, "#r", Frame((len(line),), ((0, len(line)),)))) == []


def test_an_apostrophe_shows_a_year_in_running_text():
    """`'51` is a year after a preposition where the text has a year in full; a street number after a day is none."""
    assert _whens("he died Sept '53 and, on Oct. 3, '78, in '51 as in 1850", None) == [
        "1853-09",
        "1878-10-03",
        "1851",
        "1850",
    ]
    assert _whens("in '51", None) == []
    line = "March 31. 33 E. 17th St."
    assert _whens(line, None, Frame((len(line),), ((0, len(line)),))) == [None]


@pytest.mark.parametrize(
    ("content", "when"),
    [
        ("seit dem 12.2. liegt", "1923-02-12"),
        ("sicher am 4. X. hier", "1923-10-04"),
        ("vom 5.V.07 an", "1907-05-05"),
        ("vom 12.3.07 an", "1907-03-12"),
        ("auf 12.2. und", None),
    ],
)
def test_figures_after_a_preposition_are_a_day_where_the_day_stands_first(content, when):
    """And nowhere else, nor without the preposition."""
    frame = Frame((len(content),), (), day_first=True)
    assert _whens(content, date(1923, 11, 1), frame) == ([when] if when else [])
    assert _whens(content, date(1923, 11, 1)) == []


def test_the_end_of_a_longer_number_is_no_date_in_a_dateline():
    """A telephone is none."""
    line = "Wien, Ruf R-20-5-20"
    assert _whens(line, None, Frame((len(line),), ((0, len(line)),), day_first=True)) == []


def test_a_day_and_month_in_figures_are_a_day_in_a_dateline():
    """With the year of writing, where the day stands first."""
    line = "Gelesen 15/11"
    frame = Frame((len(line),), ((0, len(line)),), day_first=True)
    assert _whens(line, date(1822, 11, 30), frame) == ["1822-11-15"]
    assert _whens(line, None, frame) == [None]
    assert _whens(line, date(1822, 11, 30), Frame(frame.stops, frame.datelines)) == []


def test_no_date_goes_over_the_end_of_a_block():
    """The year in the next block is not the day's."""
    content = "den 22 Juli\n\n1833 kam"
    (span,) = dates(content, None, "#r", Frame((11, len(content))))
    assert content[span.start : span.end] == "22 Juli"
