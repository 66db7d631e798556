"""Months of old letters and prints, slips of the pen, Latin and Italian; and which days and years count in which kind of text: one row a case."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

import pytest

from archive.outline.blocks import Genre
from archive.tei import encode
from archive.tei.dates import Frame, dates
from archive.tei.dates.months import month, month_of_year
from tests.tei.making import ACCESSION, outline, record, seed, stated, text

WRITTEN = [
    ("Basel den 29. Ianuarii 1718.", "29. Ianuarii 1718", "1718-01-29"),
    ("vom 15. Februarij. 1616.", "15. Februarij. 1616", "1616-02-15"),
    ("vom 16. Martij/ 1619.", "16. Martij/ 1619", "1619-03-16"),
    ("vom 31. Martij Anno 1616.", "31. Martij Anno 1616", "1616-03-31"),
    ("vom 24. Nouemb. 1618", "24. Nouemb. 1618", "1618-11-24"),
    ("Wien den 23 xbris 1677", "23 xbris 1677", "1677-12-23"),
    ("A Francfort ce 30 IXbre 1714", "30 IXbre 1714", "1714-11-30"),
    ("Venetiis a. d. 25 Sept.bris 1716.", "25 Sept.bris 1716", "1716-09-25"),
    ("Offenbach den 14 august 1800", "14 august 1800", "1800-08-14"),
    ("à Bâle ce 10e. Janvier 1705.", "10e. Janvier 1705", "1705-01-10"),
    ("Paris ce 25.e fevr. 1729.", "25.e fevr. 1729", "1729-02-25"),
    ("Berlin ce 30iême Juin 1750.", "30iême Juin 1750", "1750-06-30"),
    ("Blansko; 3' Januar 1888", "3' Januar 1888", "1888-01-03"),
    ("Perugia 31 luglio 1714", "31 luglio 1714", "1714-07-31"),
    ("31 di Maggio 1714", "31 di Maggio 1714", "1714-05-31"),
    ("The Hague, february, 20th 1849", "february, 20th 1849", "1849-02-20"),
    ("monday may 15 1865", "may 15 1865", "1865-05-15"),
    ("febuary 22 1865", "febuary 22 1865", "1865-02-22"),
    ("October The 12th 1863", "October The 12th 1863", "1863-10-12"),
    ("am 17. Dezemeber 1888 testiere", "17. Dezemeber 1888", "1888-12-17"),
    ("Trenton Jan’y 1st 1849", "Jan’y 1st 1849", "1849-01-01"),
    ("vom 7. Auguſti 1618", "7. Auguſti 1618", "1618-08-07"),
    ("November 20th 19 29\n", "November 20th 19 29", "1929-11-20"),
    ("Husum13.9.1843", "13.9.1843", "1843-09-13"),
    ("à Versailles, le 1r may 1756", "1r may 1756", "1756-05-01"),
    ("ce 12 prairial (an 8)", "12 prairial (an 8)", "1800-06-01"),
    ("6th of ye 5th mo. 1798", "6th of ye 5th mo. 1798", "1798-05-06"),
    ("the 7th of the 1st Moneth, 1798", "7th of the 1st Moneth, 1798", "1798-01-07"),
    ("Offenbach den 19 Fbr 1800", "19 Fbr 1800", "1800-02-19"),
    ("carta escrita en septiembe de 1835 y", "septiembe de 1835", "1835-09"),
]


@pytest.mark.parametrize(("content", "words", "when"), WRITTEN)
def test_a_date_of_older_spelling_is_read(content, words, when):
    """Latin and Italian months, ordinals of old French, small letters and slips where a year follows."""
    (span,) = dates(content, None, "#r")
    assert (content[span.start : span.end], dict(span.attributes)["when"]) == (words, when)


@pytest.mark.parametrize(
    "content", ["it may 15 men", "on 3 march", "Augusta 3 men", "3 Decent 1850", "the 6 sept"]
)
def test_a_word_like_a_month_is_none_without_its_year(content):
    """Small letters and slips count only where a year follows."""
    assert [span for span in dates(content, None, "#r") if dict(span.attributes).get("when")] == []


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("Septmeber", 9),
        ("Ocotber", 10),
        ("Novenber", 11),
        ("Decemberr", 12),
        ("septiembe", 9),
        ("Member", None),
        ("Dezimal", None),
        ("Janus", None),
        ("Oct", 10),
    ],
)
def test_one_letter_of_a_month_may_be_wrong_where_a_year_follows(word, number):
    """Another letter, one too few or too many, or two in the wrong order; no more."""
    assert month_of_year(word) == number


@pytest.mark.parametrize("word", ["februari", "Setember", "may", "octobr"])
def test_without_a_year_a_month_is_spelled_as_it_should_be(word):
    """A slip and a small letter may be any word."""
    assert month(word) is None


TOLD = [
    ("Ihr schreiben vom 15 dieses empfangen", "15 dieses", "1717-12-15"),
    ("den 9. huius bey der Pforte", "9. huius", "1717-12-09"),
    ("vom 29. passato durch", "29. passato", "1717-11-29"),
    ("den 25. des vergangenen monaths", "25. des vergangenen monaths", "1717-11-25"),
    ("Wien vom 19. diß.", "19. diß", "1717-12-19"),
    ("untern 17. elapsi an", "17. elapsi", "1717-11-17"),
    ("vom 5. ds. ist", "5. ds.", "1717-12-05"),
    ("am 5. kommenden Monats", "5. kommenden Monats", "1718-01-05"),
    ("su carta de 3 del pdo.", "3 del pdo.", "1717-11-03"),
    ("el 5 de los corrientes", "5 de los corrientes", "1717-12-05"),
    ("le 24 mai prochain", "24 mai", "1718-05-24"),
]


@pytest.mark.parametrize(("content", "words", "when"), TOLD)
def test_letters_tell_the_month_by_that_of_writing(content, words, when):
    """`dieses`, `huius`, `passato`, `des vergangenen Monats`, `del pdo.`, `prochain`."""
    (span,) = dates(content, date(1717, 12, 20), "#r")
    assert (content[span.start : span.end], dict(span.attributes)["when"]) == (words, when)


@pytest.mark.parametrize(
    "content",
    ["die 7 dieses Hauses", "am 3. dieses 1718 Jahrs", "for 6 ditto at 2s", "à 3 pas. Il", "cost 5 cr. or"],
)
def test_a_word_that_points_may_point_to_no_month(content):
    """`dieses` before what it belongs to, and `ditto` in an account."""
    assert list(dates(content, date(1717, 12, 20), "#r")) == []


def test_ditto_is_the_month_of_the_heading_above():
    """An old newspaper dates its news by the heading before, whatever days the news between tell."""
    blocks = ["Auß Rom vom 29. Septemb. 1618.", "Den 3. October iſt er kommen.", "Auß Prag vom 30. Ditto."]
    content = "\n\n".join(blocks)
    stops = tuple(content.index(block) + len(block) for block in blocks)
    found = [dict(span.attributes).get("when") for span in dates(content, None, "#r", Frame(stops))]
    assert found == ["1618-09-29", "1618-10-03", "1618-09-30"]


@pytest.mark.parametrize(
    ("content", "whens"),
    [
        ("Lima, Perú, 1948.", ["1948"]),
        ("la obra (1945) de", ["1945"]),
        ("sugar production for 1904 and", ["1904"]),
        ("in 1848 and 1852 they", ["1848", "1852"]),
        ("from 1861 to 1870.", ["1861", "1870"]),
        ("Krakow: 4 (1800), Lviv", []),
        ("they sold, 1948 of them", []),
        ("and 1500 were", []),
    ],
)
def test_a_year_alone_counts_in_news(content, whens):
    """After a comma that ends a clause, in brackets, or joined to another; a number of things is none, and elsewhere it is none."""
    assert [dict(span.attributes)["when"] for span in dates(content, None, "#r")] == whens
    assert list(dates(content, None, "#r", Frame(years=False))) == []


@pytest.mark.parametrize(
    ("genre", "language", "words", "marked"),
    [
        (Genre.LETTER, "en", "Your note of the 5th inst. came", False),
        (Genre.ARTICLE, "en", "He died on the 5th inst. here", False),
        (Genre.LETTER, "de", "Ihr Brief vom 5. d. M. kam", True),
        (Genre.LETTER, "es", "Su carta del 5 del corriente llegó", True),
        (Genre.LETTER, "fr", "Votre lettre du 5 du courant arriva", True),
        (Genre.LETTER, "fr", "Nous partons le 3 mai de Paris", False),
        (Genre.PROSE, "fr", "Nous partons le 3 mai de Paris", True),
    ],
)
def test_which_days_are_told_by_the_day_of_writing(genre, language, words, marked):
    """English texts mark no `5th inst.`, and letters in English and French no day whose year nothing but the day of writing tells."""
    made = record(stated("language", language), stated("created", "1850-05-20"))
    document = encode(seed(words), text(words), outline(words, genre=genre), made, ACCESSION)
    assert (b'when="1850-05' in document.split(b"<body>")[1]) == marked


def test_a_year_told_of_goes_on_where_stories_are_told():
    """In a letter the day after it is one of the writer's own time."""
    content, writing = "In May 1718 he came. On 6 August rain fell.", date(1763, 9, 1)
    stop = (len(content),)
    for stories, year in ((True, "1718"), (False, "1763")):
        _, day = dates(content, writing, "#r", Frame(stop, stories=stories))
        assert dict(day.attributes)["when"] == f"{year}-08-06"


@pytest.mark.parametrize(
    ("line", "when"),
    [("Habana y enero 3 de 811", "1811-01-03"), ("Quito, a 3 de junio del 25. Año de 1824", "1825-06-03")],
)
def test_a_spanish_dateline_may_leave_out_the_thousands(line, when):
    """`de 811`, `del 25`."""
    frame = Frame((len(line),), ((0, line.find(".") % len(line) or len(line)),), day_first=True, years=False)
    assert next(dict(span.attributes)["when"] for span in dates(line, None, "#r", frame)) == when


def test_several_days_have_their_month_from_the_last_that_tells_it():
    """`von 7. undt 10. dises`, as `24. und 31. März`."""
    found = dates("von 7. undt 10. dises", date(1719, 6, 22), "#r")
    assert [dict(span.attributes)["when"] for span in found] == ["1719-06-07", "1719-06-10"]


def test_the_days_between_the_headings_of_an_old_newspaper_are_not_marked():
    """Where `Ditto` heads the news, `diß` in them tells a day that editors leave."""
    content = "Auß Rom vom 29. Septemb. 1618. Darauff den 20. diß iſt er. Auß Prag vom 30. Ditto."
    found = [dict(span.attributes).get("when") for span in dates(content, None, "#r")]
    assert found == ["1618-09-29", "1618-09-30"]


@pytest.mark.parametrize(
    ("content", "when"),
    [
        ("Palatka, Fla. 11/3/25", "1925-11-03"),
        ("Port Tampa City, Florida 3-4-29", "1929-03-04"),
        ("Dallas, TX 75201 3/4/2011", "2011-03-04"),
        ("Bristol 3/4/2011", None),
        ("Miss. 3/4/2011", None),
    ],
)
def test_the_month_stands_first_in_american_datelines(content, when):
    """A state shows it; without one, two numbers under thirteen may be either."""
    frame = Frame((len(content),), ((0, len(content)),))
    assert (
        next((dict(span.attributes).get("when") for span in dates(content, None, "#r", frame)), None) == when
    )


@pytest.mark.parametrize(
    ("content", "when"),
    [("Sir, July 31/48", "1848-07-31"), ("Sir, July 31 ’48", "1948-07-31"), ("July 31/48. TV", "2048-07-31")],
)
def test_a_slash_before_a_short_year_is_of_the_nineteenth_century(content, when):
    """Unless the text says when it was written."""
    frame = Frame((len(content),), ((0, len(content)),))
    assert [dict(span.attributes)["when"] for span in dates(content, None, "#r", frame)] == [when]


def test_a_short_year_is_near_the_last_that_the_text_tells():
    """An essay that begins with 1882 and comes to 1980 was written after that."""
    content = "Joyce nació en 1882, calle 2001, y la novela salió en 1980 (Clarín, 30-9-82)."
    found = [dict(span.attributes)["when"] for span in dates(content, None, "#r", Frame(day_first=True))]
    assert found == ["1882", "1980", "1982-09-30"]


@pytest.mark.parametrize(
    "foot", ["Pera, den 12. Maii 1720|Datum ut supra. Ihr Diener", "Pera, den 12. Maii 1720"]
)
def test_the_date_at_the_foot_of_a_letter_is_the_day_of_writing(foot):
    """Where no dateline was seen; none where two short lines end with different days."""
    found = [dict(span.attributes)["when"] for span in _in_blocks("Den 7. huius kam er.", *foot.split("|"))]
    assert found == ["1720-05-07", "1720-05-12"]
    found = _in_blocks("Den 7. huius kam er.", "Den 3. Mai 1721", *foot.split("|"))
    assert [dict(span.attributes)["when"] for span in found] == ["1721-05-03", "1720-05-12"]


def _in_blocks(*blocks: str):
    content, stops = "\n\n".join(blocks), accumulate(len(block) + 2 for block in blocks)
    return list(dates(content, None, "#r", Frame(tuple(stop - 2 for stop in stops))))
