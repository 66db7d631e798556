"""Dates of deeds, lists, diaries and machines' readings: one row a case."""

from __future__ import annotations

import re
from datetime import date

import pytest

from archive.outline import outline_of
from archive.tei import encode, faults
from archive.tei.dates import Frame, dates
from archive.tei.dates.worded_years import year_in_words
from archive.tei.events import events
from archive.tei.spans import Span
from tests.tei.making import ACCESSION, record, seed, text

WRITTEN = [
    ("this fifth day of May A. D. 1862.", "fifth day of May A. D. 1862", "1862-05-05"),
    ("the Twenty third day of May AD 1862", "Twenty third day of May AD 1862", "1862-05-23"),
    ("this “17” day of June A. D. 1862", "17” day of June A. D. 1862", "1862-06-17"),
    ("the 5 day April 1860, for", "5 day April 1860", "1860-04-05"),
    ("3d Apl 1860", "3d Apl 1860", "1860-04-03"),
    (
        "fourth day of October in the year of our Lord 1854",
        "fourth day of October in the year of our Lord 1854",
        "1854-10-04",
    ),
    (
        "23d day of August in the year of our Lord one thousand eight hundred and twenty seven, at",
        "23d day of August in the year of our Lord one thousand eight hundred and twenty seven",
        "1827-08-23",
    ),
    ("May 3, eighteen hundred and sixty-four", "May 3, eighteen hundred and sixty-four", "1864-05-03"),
    (
        "a los 28 días del mes de junio de dos mil once.",
        "28 días del mes de junio de dos mil once",
        "2011-06-28",
    ),
    (
        "le 12 juin de l’an de grâce Mil huit cent quinze",
        "12 juin de l’an de grâce Mil huit cent quinze",
        "1815-06-12",
    ),
    ("am 3. Mai neunzehnhundertachtzehn", "3. Mai neunzehnhundertachtzehn", "1918-05-03"),
    ("mois de Septembre de l’année 1822", "Septembre de l’année 1822", "1822-09"),
    ("Die 31 Julii Anno Domini 1996", "31 Julii Anno Domini 1996", "1996-07-31"),
    ("Bern, 7.April 1921", "7.April 1921", "1921-04-07"),
    ("depuis le ler septembre 1904", "ler septembre 1904", "1904-09-01"),
    ("1.o de en.o de 1827", "1.o de en.o de 1827", "1827-01-01"),
    ("el 1o de mayo de 1886", "1o de mayo de 1886", "1886-05-01"),
    ("13 de Dic.e 1827", "13 de Dic.e 1827", "1827-12-13"),
    ("12 En.o 1828", "12 En.o 1828", "1828-01-12"),
    ("on Sept [21, 1862]", "Sept [21, 1862]", "1862-09-21"),
    ("Boston, April 1 188 4", "April 1 188 4", "1884-04-01"),
    ("Boston, 1 April 188 4 .", "1 April 188 4", "1884-04-01"),
    ("June 25 1 9 3 2", "June 25 1 9 3 2", "1932-06-25"),
    ("the Despatch No. 3 of August 30, 1957", "August 30, 1957", "1957-08-30"),
    ("no. 25 October 6, 1896", "October 6, 1896", "1896-10-06"),
    ("July 25, - 1966", "July 25, - 1966", "1966-07-25"),
    ("June 23,-1957", "June 23,-1957", "1957-06-23"),
    ("June 8th, A.D., 1900", "June 8th, A.D., 1900", "1900-06-08"),
    ("tenth day of March, An. Dom. 1798", "tenth day of March, An. Dom. 1798", "1798-03-10"),
    ("9th day of June Anno domini 1790", "9th day of June Anno domini 1790", "1790-06-09"),
    ("Lima Dec.14th 1903", "Dec.14th 1903", "1903-12-14"),
    ("October 25[, 1915.]", "October 25[, 1915", "1915-10-25"),
    ("4 mai ,1826", "4 mai ,1826", "1826-05-04"),
    ("October 24, 1 9 18\n", "October 24, 1 9 18", "1918-10-24"),
    ("10th month 17th day, 1795", "10th month 17th day, 1795", "1795-10-17"),
    ("8th month on the 24th, 1794", "8th month on the 24th, 1794", "1794-08-24"),
    ("5 month, 16[th day], 1818", "5 month, 16[th day], 1818", "1818-05-16"),
    ("15 7 month 1818", "15 7 month 1818", "1818-07-15"),
    ("28/jun/2009", "28/jun/2009", "2009-06-28"),
    ("28.jun.2009", "28.jun.2009", "2009-06-28"),
    ("1º. de mayo de 1886", "1º. de mayo de 1886", "1886-05-01"),
    ("1ro. de mayo de 1886", "1ro. de mayo de 1886", "1886-05-01"),
    ("1er. mai 1821", "1er. mai 1821", "1821-05-01"),
    ("a 3 de mayo del corriente año de 1821", "3 de mayo del corriente año de 1821", "1821-05-03"),
    ("le 3 mai de la présente année 1821", "3 mai de la présente année 1821", "1821-05-03"),
    ("3 de Sbre. de 1821", "3 de Sbre. de 1821", "1821-09-03"),
    ("d. 3ten May [1]821", "3ten May [1]821", "1821-05-03"),
    ("3.v.1821", "3.v.1821", "1821-05-03"),
    ("10 January 1720-1", "10 January 1720-1", "1721-01-10"),
    ("10 January 1720–21", "10 January 1720–21", "1721-01-10"),
    ("10 January 1998-9", "10 January 1998", "1998-01-10"),
    ("2009/06/28", "2009/06/28", "2009-06-28"),
    ("2009.06.28", "2009.06.28", "2009-06-28"),
    ("le 18 brumaire an VIII", "18 brumaire an VIII", "1799-11-09"),
    ("le 13 vendemiaire an 4", "13 vendemiaire an 4", "1795-10-05"),
    ("le 3 prairial an 9", "3 prairial an 9", "1801-05-23"),
    ("le 11 frimaire an XIII", "11 frimaire an XIII", "1804-12-02"),
    ("(12.XII.1944)", "12.XII.1944", "1944-12-12"),
    ("3/V/1821", "3/V/1821", "1821-05-03"),
    ("Monday. November – 30. 1801.", "November – 30. 1801", "1801-11-30"),
]
NONE = [
    "le 3 mai 1 850 000 francs",
    "June 6—1500 miles",
    "5 day old",
    "17, May be",
    "12 o 13",
    "May 3 one thousand men",
    "on 3 of march 1",
    "9 a.m.",
]


@pytest.mark.parametrize(("content", "words", "when"), WRITTEN)
def test_a_date_is_read_to_its_year(content, words, when):
    """The formulas of deeds, Spanish abbreviations, lost blanks, and years in words."""
    (span,) = dates(content, None, "#r")
    assert (content[span.start : span.end], dict(span.attributes)["when"]) == (words, when)


@pytest.mark.parametrize("content", NONE)
def test_what_looks_like_a_date_of_a_deed_has_no_day(content):
    """A number of things, and a month that is a verb."""
    assert [span for span in dates(content, None, "#r") if dict(span.attributes).get("when")] == []


@pytest.mark.parametrize(
    ("words", "year"),
    [
        (" de mil ochocientos veinte y uno.", "1821"),
        (" mil sept cent quatre-vingt-neuf;", "1789"),
        (" mil huit cent soixante-dix", "1870"),
        (" achtzehnhundertfünfundvierzig.", "1845"),
        (" im Jahre zweitausendneun", "2009"),
        (" of two thousand and nine we", "2009"),
        (" deux mille dix", "2010"),
        (" dix-huit cent quinze", "1815"),
        (", in the year of our Lord one thousand, seven hundred and ninety-one", "1791"),
        (" eighteen hundred men", None),
        (" one thousand men", None),
        (" two men", None),
        (" and then", None),
        (" undzwanzig hundert", None),
    ],
)
def test_a_year_is_read_in_words(words, year):
    """English, Spanish, French and German; a round number that no word leads to may be of men."""
    found = year_in_words(words, 0, len(words))
    assert (found and found[1]) == year


IN_WORDS = [
    (
        "this fourth\nday of May, eighteen hundred and fifty three.",
        "fourth\nday of May, eighteen hundred and fifty three",
        "1853-05-04",
    ),
    (
        "on the twenty sixth day of May in the year of our Lord one thousand eight hundred and thirty six—",
        "twenty sixth day of May in the year of our Lord one thousand eight hundred and thirty six",
        "1836-05-26",
    ),
    ("in May eighteen hundred and sixty two", "May eighteen hundred and sixty two", "1862-05"),
    (
        "a los tres días del mes de mayo de dos mil once.",
        "tres días del mes de mayo de dos mil once",
        "2011-05-03",
    ),
    ("le douze juin mil huit cent quinze", "douze juin mil huit cent quinze", "1815-06-12"),
    ("le quinzième jour de mai mil six cent deux", "quinzième jour de mai mil six cent deux", "1602-05-15"),
    ("am dritten Mai achtzehnhundertfünfzig", "dritten Mai achtzehnhundertfünfzig", "1850-05-03"),
]


@pytest.mark.parametrize(("content", "words", "when"), IN_WORDS)
def test_a_date_all_in_words_is_read(content, words, when):
    """As deeds and statutes write it."""
    (span,) = dates(content, None, "#r")
    assert (content[span.start : span.end], dict(span.attributes)["when"]) == (words, when)


def test_a_date_in_words_ends_with_its_block():
    """The day above is not its, nor the year below."""
    above, below = "the fourth day of\n\n", "May,\n\neighteen hundred and fifty three"
    assert list(dates(below, None, "#r", Frame((4, len(below))))) == []
    content = f"{above}May, eighteen hundred and fifty three"
    (span,) = dates(content, None, "#r", Frame((len(above) - 2, len(content))))
    assert (span.start, dict(span.attributes)["when"]) == (len(above), "1853-05")


@pytest.mark.parametrize(
    "content",
    [
        "the March of two thousand men",
        "a thousand in May",
        "on the thirty-first of June, eighteen hundred and ten",
        "eighteen hundred and ten",
    ],
)
def test_a_number_in_words_near_a_month_may_be_no_year(content):
    """A round one of men, one before the month, one whose month has no such day, and one without a month."""
    assert list(dates(content, None, "#r")) == []


def test_dates_in_words_and_in_figures_stand_in_order():
    """A day in figures with a year in words is one date."""
    content = "sworn the first of May, eighteen hundred and ten, on 3 May 1811 and the 5th of June eighteen hundred and twelve"
    found = [dict(span.attributes)["when"] for span in dates(content, None, "#r")]
    assert found == ["1810-05-01", "1811-05-03", "1812-06-05"]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("den 20., 21. und 22. Mai 1877", ["1877-05-20", "1877-05-21", "1877-05-22"]),
        ("los días 13, 14 y 15 de mayo de 1827", ["1827-05-13", "1827-05-14", "1827-05-15"]),
        (
            "am 28. und 31. August, 4. und 7. September 1852",
            ["1852-08-28", "1852-08-31", "1852-09-04", "1852-09-07"],
        ),
        ("le 31 juillet, 20 et 22 novembre 1876", ["1876-07-31", "1876-11-20", "1876-11-22"]),
        ("3./4. Mai 1821", ["1821-05-03", "1821-05-04"]),
        ("vom 3. auf den 4. Mai 1821", ["1821-05-03", "1821-05-04"]),
        ("Siemensstraße 10, 25. März 1914", ["1914-03-25"]),
        ("on May 3, 4, and 5, 1821, we", ["1821-05-03", "1821-05-04", "1821-05-05"]),
        ("June 7, 11 and 13, 1821", ["1821-06-07", "1821-06-11", "1821-06-13"]),
        ("June 7, 1821, and 13 men and 20 horses", ["1821-06-07"]),
        ("June 20-August 31, 1861", ["1861-06-20", "1861-08-31"]),
    ],
)
def test_days_in_a_row_have_their_month_and_year_from_the_last(content, wanted):
    """However many, on either side of the month; a number before a comma alone may be that of a house, one before a noun counts it."""
    assert [dict(span.attributes)["when"] for span in dates(content, None, "#r")] == wanted


def test_a_day_that_was_named_in_full_is_the_same_day_again():
    """`le traité du 20 novembre` is the one of 1815, of which the text has spoken, whenever it was written; but on another day of the week."""
    content = "le traité du 20 novembre 1815. Puis le traité du 20 novembre, et le samedi 20 novembre"
    found = [dict(span.attributes)["when"] for span in dates(content, date(1818, 11, 22), "#r")]
    assert found == ["1815-11-20", "1815-11-20", "1819-11-20"]


def _blocks(content: str) -> Frame:
    """Blocks are parted by blank lines."""
    return Frame((*(found.start() for found in re.finditer("\n\n", content)), len(content)))


def test_a_day_named_in_full_far_away_is_not_this_one():
    """In a long text the same day comes again; the month that a heading names is nearer."""
    content = f"on 3 May the treaty of 3 May 1794.{20_000 * ' '}Then 3 May 1799"
    near, *_ = dates(content, date(1801, 1, 1), "#r")
    far, *_ = dates(f"on 3 May {20_000 * ' '}{content}", date(1801, 1, 1), "#r")
    assert [dict(span.attributes)["when"] for span in (near, far)] == ["1794-05-03", "1800-05-03"]
    diary = "May 1792\n\n30 May 1792\n\nJune 1792\n\n1 June\n\nWe met. 1 June 1794"
    found = [dict(span.attributes)["when"] for span in dates(diary, None, "#r", _blocks(diary))]
    assert found[3] == "1792-06-01"
    wrapped = diary.replace("\n\n", "\n")
    found = [dict(span.attributes)["when"] for span in dates(wrapped, None, "#r", _blocks(wrapped))]
    assert found[3] == "1794-06-01"


def test_a_day_named_of_two_years_is_neither_of_them():
    """The day of writing decides."""
    content = f"on 4 July 1776 and 4 July 1826;{500 * ' '}then 4 July"
    assert [dict(span.attributes)["when"] for span in dates(content, date(1830, 8, 1), "#r")][
        2
    ] == "1830-07-04"


@pytest.mark.parametrize(
    ("line", "words", "when"),
    [
        ("Washington, October 8, 1963, 10:30 a.m.", "October 8, 1963, 10:30 a.m.", "1963-10-08T10:30:00"),
        ("London, June 16, 1957—12 p. m.", "June 16, 1957—12 p. m.", "1957-06-16T12:00:00"),
        ("Bonn, March 14, 1968, 0841Z.", "March 14, 1968, 0841Z", "1968-03-14T08:41:00Z"),
        ("Bonn, March 14, 1968, 0861Z.", "March 14, 1968", "1968-03-14"),
        ("Bonn, March 14, 1968, 13 p.m.", "March 14, 1968", "1968-03-14"),
        ("Bonn, March 14, 1968, 11:03 a.m.-12:23 p.m.", "March 14, 1968", "1968-03-14"),
        ("Bonn, March 14, 1968, p.m.", "March 14, 1968", "1968-03-14"),
        ("Zürich, 8. Januar 1996, 8.15 Uhr", "8. Januar 1996", "1996-01-08"),
        ("Lima, February 9, 1965, noon", "February 9, 1965, noon", "1965-02-09T12:00:00"),
        ("Lima, March 14, 1965—noon", "March 14, 1965", "1965-03-14"),
        ("Lima, February 9, 1965,2 p.m.", "February 9, 1965,2 p.m.", "1965-02-09T14:00:00"),
    ],
)
def test_the_hour_of_a_telegram_is_of_its_date(line, words, when):
    """In a dateline, in the forms of dispatches, and where it ends its line; in a sentence the day alone is the date."""
    (span,) = dates(line, None, "#r", Frame((len(line),), ((0, len(line)),)))
    assert (line[span.start : span.end].rstrip("."), dict(span.attributes)["when"]) == (
        words.rstrip("."),
        when,
    )
    (span,) = dates(f"{line}\n", None, "#r")
    assert dict(span.attributes)["when"] == when
    (span,) = dates(f"{line} they met", None, "#r")
    assert dict(span.attributes)["when"] == when[:10]


@pytest.mark.parametrize("line", ["LimaJuly 19. 1811.", "Lima, July 19. 1811."])
def test_no_date_stands_in_a_date(line):
    """However much of it the outline saw, where a blank is lost too."""
    content = f"{line}\n\nDear Sir,\n\nI write to you today about it all.\n\nYours truly,\nAda Example\n"
    read = text(content)
    tei = encode(seed(content), read, outline_of(read), record(), ACCESSION).decode()
    (found,) = re.findall("<date (.*?)</date>", tei[tei.index("<body>") :])
    assert "<date" not in found
    assert found.endswith(">July 19. 1811")


def test_a_day_with_its_hour_is_valid():
    """In the encoding, and in the name of an event of that day."""
    content = "Washington, October 8, 1963, 10:30 a.m.\n\nDear Sir:\n\nI write.\n\nYours,\n\nAda Example\n"
    read = text(content)
    tei = encode(seed(content), read, outline_of(read), record(), ACCESSION)
    assert b'when="1963-10-08T10:30:00"' in tei
    assert list(faults(tei, content, path="x.xml")) == []
    day = Span(12, 37, "date", (("when", "1963-10-08T10:30:00"), ("cert", "high"), ("resp", "#r")))
    _, (event,) = events("the coup of 8 October 1963, 10 a.m.", [day], record(), "d1", "#r")
    assert event.when == "1963-10-08"


@pytest.mark.parametrize(
    ("content", "when"),
    [
        ("Camden NJ— 1891\n\nNov: 7 - a bad day", "1891-11-07"),
        ("Camden NJ— 1891\n\nOn Nov: 7 a bad day", None),
        ("Camden, No. 12345\n\nNov: 7 a bad day", None),
    ],
)
def test_a_day_that_begins_a_line_is_of_the_year_that_ends_the_line_above(content, when):
    """As headings of a few lines have it."""
    assert [dict(span.attributes).get("when") for span in dates(content, None, "#r")] == [when]


def test_the_entries_of_a_diary_are_days_of_the_month_told_above():
    """A line that is a day and no more goes on from the entry before it, into the next month too; another number does not."""
    content = "July 1818\n\n6 July 1818\n\nWe went.\n\n9.\n\nRain, and 12.\n\n[11]\n\n11.\n\n31st.\n\nHot.\n\nthe 2nd\n\n17 First Day.\n\n14\n\nno"
    found = [
        (content[span.start : span.end], dict(span.attributes)["when"][5:])
        for span in dates(content, None, "#r", _blocks(content))
    ]
    assert found == [
        ("July 1818", "07"),
        ("6 July 1818", "07-06"),
        ("9.", "07-09"),
        ("11]", "07-11"),
        ("11.", "07-11"),
        ("31st.", "07-31"),
        ("2nd", "08-02"),
        ("17 First Day", "08-17"),
    ]


def test_the_entries_of_friends_may_name_the_day_of_the_week_by_its_number():
    """In words or figures, after the day; of two numbers the first is the day of the month."""
    content = "May 1809\n\n21st 5th day of the 5th Month, 1809.\n\nRain.\n\n22 Second Day\n\n23 3rd day morning.\n\n24 4 Day.\n\n25 day.\n\n26 men"
    found = [
        (content[span.start : span.end], dict(span.attributes)["when"][5:])
        for span in dates(content, None, "#r", _blocks(content))
    ]
    assert found == [
        ("May 1809", "05"),
        ("21st 5th day of the 5th Month, 1809", "05-21"),
        ("22 Second Day", "05-22"),
        ("23 3rd day morning", "05-23"),
        ("24 4 Day", "05-24"),
        ("25 day", "05-25"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "July 1818\n\n9.\n\n10.",
        "6 July 1818\n\n9.",
        "6 July\n\n7 July\n\n9.",
        "3 May 1818\n\n20 May 1818\n\n9.",
    ],
)
def test_a_number_on_a_line_is_no_day_where_no_diary_is_kept(content):
    """Of one date above it, of dates without a year, or of a later day it may be any number."""
    found = dates(content, None, "#r", _blocks(content))
    assert all(content[span.start : span.end] not in ("9.", "10.") for span in found)


@pytest.mark.parametrize(
    ("content", "when"),
    [
        ("Er ist am 3en nach Padua gereist", "1876-04-03"),
        ("Er ist am 3ten, sagt man, dort", "1876-04-03"),
        ("bis 15ten und", "1876-04-15"),
        ("den 12t. kaputte", None),
        ("am 3ten Theil", None),
        ("am 3. und", None),
    ],
)
def test_the_ending_of_a_german_day_shows_it_to_be_one(content, when):
    """Where the day of writing is known and no noun follows."""
    found = [dict(span.attributes).get("when") for span in dates(content, date(1876, 4, 10), "#r")]
    assert found == ([when] if when else [])


@pytest.mark.parametrize(
    ("content", "when"),
    [
        ("Dresden, den 27sten März. 38.\n\nLessing stritt 1782 noch", "1838-03-27"),
        ("Camden Dec: 4 '90\n\nthe fight of 1828 with the Turks", "1890-12-04"),
        ("Camden May 14 [–89]\n\nas in 1885", "1889-05-14"),
        ("Wernigerode 29.5.19.\n\nMein theuerster Freund", "1919-05-29"),
        ("Dr. den 15ten Novbr. 38.\n\nIhre Eigenthümlichkeit", "1838-11-15"),
        ("Dr. den 15ten Novbr. 38.\n\nEs interessirt mich", "1838-11-15"),
        ("Dr. den 15ten Novbr. 38.\n\nEs interessiert mich", "1938-11-15"),
        ("Dresden den 28 Decem\n40.\nIhr und 1832", "1840-12-28"),
    ],
)
def test_a_short_year_is_not_long_before_those_the_text_tells_of(content, when):
    """A writer tells of what was; and dots between figures are of the twentieth century."""
    line = len(content.partition("\n")[0])
    frame = Frame((line, len(content)), ((0, line),), day_first=True)
    assert dict(next(dates(content, None, "#r", frame)).attributes)["when"] == when


def test_the_year_below_is_that_of_a_day_in_figures_too():
    """`Agram 11/ III` above `1901`."""
    content = "Agram 11/ III\n\n1901\n\nGeehrter Herr"
    frame = Frame((13, 19, len(content)), ((0, 13),), day_first=True)
    assert dict(next(dates(content, None, "#r", frame)).attributes)["when"] == "1901-03-11"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [("le 31-3-23 à Vienne", ["1923-03-31"]), ("le 1/3 du tout", []), ("el 3-5-98 y", ["1898-05-03"])],
)
def test_an_article_shows_a_short_date_where_the_day_stands_first(content, wanted):
    """Of day, month and year; two figures may be a part of something."""
    frame = Frame((len(content),), day_first=True)
    assert [dict(span.attributes)["when"] for span in dates(content, date(1930, 1, 1), "#r", frame)] == wanted
