"""Dates: what is one, and which of them is the document's own."""

from __future__ import annotations

from datetime import date

import pytest

from archive.describe import describe
from archive.describe.created import created
from archive.describe.dates import find_dates
from archive.describe.fields import head_fields
from archive.outline import outline_of
from archive.outline.blocks import Genre
from archive.text import normalize
from tests.describe.build import BY, SIG, Blocks, C, D, F, H, P, S, a_seed, an_accession, reading_of

LATEST = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("December 20, 2017", ["2017-12-20"]),
        ("Dec. 3, 2017", ["2017-12-03"]),
        ("Sept. 11th, 2001", ["2001-09-11"]),
        ("20 December 2017", ["2017-12-20"]),
        ("the 3rd day of March 2018", ["2018-03-03"]),
        ("3 de diciembre de 2017", ["2017-12-03"]),
        ("diciembre de 2017", ["2017-12"]),
        ("1º de mayo de 1917", ["1917-05-01"]),
        ("le 1er janvier 1900", ["1900-01-01"]),
        ("13 août 1898", ["1898-08-13"]),
        ("3. März 1795", ["1795-03-03"]),
        ("12 de março de 2001", ["2001-03-12"]),
        ("2 giugno 1946", ["1946-06-02"]),
        ("2017-12-03T10:15:00Z", ["2017-12-03"]),
        ("05-Jul-2001", ["2001-07-05"]),
        ("March 1997", ["1997-03"]),
        ("May 1, 1886 and June 2, 1887", ["1886-05-01", "1887-06-02"]),
        ("12/20/2017", ["2017-12-20"]),
        ("20/12/2017", ["2017-12-20"]),
        ("Boston\njune 15,–1961.", ["1961-06-15"]),
        ("Lima Novem 3, - 1962", ["1962-11-03"]),
        ("agosto a 7 de 1939", ["1939-08-07"]),
        ("Sept 20-1958", ["1958-09-20"]),
        ("Lima\n13, Sep,- 1968", ["1968-09-13"]),
        ("Aug.29.1937.", ["1937-08-29"]),
        ("Feb 24,1960", ["1960-02-24"]),
        ("23 Oct: 1882", ["1882-10-23"]),
        ("Feby 3d 1887", ["1887-02-03"]),
        ("Dublin, 18/2 1876", ["1876-02-18"]),
        ("2 June\n1889", ["1889-06-02"]),
        ("1º de julio del año 2020", ["2020-07-01"]),
        ("August 2  2006", ["2006-08-02"]),
        ("03.04.2017", ["2017-04-03"]),
        ("30-11-2017", ["2017-11-30"]),
        ("SENTENCIA DE 5 DE OCTUBRE DE 2015", ["2015-10-05"]),
        ("a los 25 días del mes de noviembre de 2013", ["2013-11-25"]),
        ("Wed Mar 17 18:42:38 PDT 2010", ["2010-03-17"]),
        ("a los cuatro días del mes de diciembre de mil novecientos noventa y ocho", ["1998-12-04"]),
        ("el día lunes catorce de mayo de mil novecientos veintitrés.", ["1923-05-14"]),
        ("treinta y un días del mes de enero del año dos mil diecisiete, en", ["2017-01-31"]),
        ("uno de mayo de dos mil y otros", ["2000-05-01"]),
        ("PRIMERO DE ENERO DE MIL OCHOCIENTOS CUARENTA Y OCHO", ["1848-01-01"]),
    ],
)
def test_a_date_with_its_year_is_seen_in_six_languages(content: str, expected: list[str]) -> None:
    """Every form of this table is a date, and its value the one written beside it."""
    found = find_dates(content)
    assert [dated.edtf for dated in found] == expected
    assert all(
        content[dated.start : dated.end].strip() == content[dated.start : dated.end] for dated in found
    )


@pytest.mark.parametrize(
    "content",
    [
        "03/04/2017",  # two readings
        "Copyright © 2023 TRT World.",
        "they may 2017 times fail",
        "We march 1000 miles",
        "May the grace and the peace of the season be with you",
        "the March on Washington",
        "February 30, 2017",
        "13/13/2017",
        "Nov. 24",
        "RFC 2017",
        "page 2017",
        "$1,999 in May",
        "1.2.2017.4",
        "the last 2000 years",
        "mar 2017",
        "He read Mark 12, 1950 times",
        "Jan 12-14, 2019",
        "version 3.12 2004",
        "pages 18/20 1999",
        "3/4 2004",
        "Decemvir 3, 1999",
        "about 24,1960 of them",
    ],
)
def test_what_is_no_date_is_not_seen(content: str) -> None:
    """A year alone, a verb, an impossible day or a figure with two readings is no date."""
    assert find_dates(content) == ()


CASES = [
    (
        "dateline",
        [(D, "December 20, 2017"), (S, "Dear Sir:"), (P, "On June 1, 2009 it rained.")],
        "2017-12-20",
    ),
    ("foot", [(P, "As of January 5, 2016 all is well."), (SIG, "Clara Barton\nDec. 3, 2017")], "2017-12-03"),
    ("place", [(P, "Tegucigalpa, 3 de diciembre de 2017"), (P, "El pueblo habla.")], "2017-12-03"),
    ("weekday", [(P, "Monday, March 3, 1913"), (P, "Women marched.")], "1913-03-03"),
    ("field", [(F, "From: Clara Barton"), (F, "Date: 5 March 1881"), (P, "Dear all")], "1881-03-05"),
    ("margin", [(P, "Network Working Group              March 1997"), (P, "Key words.")], "1997-03"),
    ("done", [(P, "All agree."), (P, "Done at Geneva, this 22nd day of August 1864.")], "1864-08-22"),
    ("month and day", [(D, "March 1881"), (P, "x y z"), (SIG, "Clara Barton\n5 March 1881")], "1881-03-05"),
    ("mentioned", [(P, "The elections of November 26, 2017 were tainted.")], None),
    ("copyright", [(P, "News of the day."), (P, "Copyright © 2023 TRT World.")], None),
    ("two", [(D, "March 3, 1913"), (P, "x"), (D, "April 4, 1914")], None),
    ("chronicle", [(P, "March 3, 1913"), (P, "March 4, 1913"), (P, "March 5, 1913"), (P, "end")], None),
    ("future", [(D, "March 3, 2091"), (P, "x")], None),
    (
        "letters",
        [(D, "March 3, 1913"), (S, "Dear A:"), (P, "x"), (D, "May 4, 1913"), (S, "Dear B:"), (P, "y")],
        None,
    ),
    (
        "release",
        [(P, "FOR IMMEDIATE RELEASE: Monday, May 3, 2004"), (P, "On June 1, 2003 it rained.")],
        "2004-05-03",
    ),
    ("comunicado", [(P, "Boletín de prensa – 3 de mayo de 2004: llueve en Lima.")], "2004-05-03"),
    ("dispatch", [(P, "Rain falls  LIMA, Peru (May 3, 2004) – It rained for days.")], "2004-05-03"),
    ("dispatch after", [(P, "Rain at Last May 3, 2004 WASHINGTON, D.C. It rained for days.")], "2004-05-03"),
    (
        "chronicle of dispatches",
        [(P, "June 6, 1944 NORMANDY – They land."), (P, "Aug. 25, 1944 PARIS – They march.")],
        None,
    ),
    ("acronym after", [(P, "It rained on May 3, 2004 NATO said, and on.")], None),
    (
        "today",
        [(P, "The mayor said today, May 3, 2004, that it rains. It did on June 1, 2003.")],
        "2004-05-03",
    ),
    ("hoy", [(P, "Buenas noches. Hoy es miércoles 6 de enero de 2021, y llueve.")], "2021-01-06"),
    ("hora", [(P, "Son las 19:00 horas en punto del sábado 23 de mayo de 2020. Llueve.")], "2020-05-23"),
    ("another's today", [(P, "She wrote: “Today, May 3, 1904, it rains.” She was right.")], None),
    ("two todays", [(P, "Today, May 3, 2004, it rains."), (P, "Today, May 4, 2004, it does not.")], None),
    ("today's month", [(P, "Today, in May 2004, it rains.")], None),
    ("march", [(P, "March"), (P, "May it be so in 2017.")], None),
]


@pytest.mark.parametrize(
    ("blocks", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_only_the_documents_own_date_is_its_creation(blocks: list, expected: str | None) -> None:
    """A date that the text mentions, a copyright year or one of several is never `created`."""
    reading = reading_of(blocks, Genre.LETTER)
    found = created(reading, head_fields(reading), LATEST)
    assert [statement.value for statement in found] == ([expected] if expected else [])
    for statement in found:
        assert statement.scheme == "EDTF"
        assert statement.evidence


def test_a_date_to_which_a_sentence_comes_from_above_is_told() -> None:
    """A line of a date alone is not the document's where the line above goes on with it."""
    own = reading_of([(P, "The box was packed by Jane Doe.\nFri, 3 Aug 2001\n\nIt holds cups.")])
    told = reading_of([(P, "The box was packed by Jane Doe on\nFri, 3 Aug 2001\n\nIt holds cups.")])
    assert [one.value for one in created(own, (), date(2026, 1, 1))] == ["2001-08-03"]
    assert created(told, (), date(2026, 1, 1)) == ()


def test_a_closing_line_is_no_date() -> None:
    """`May 2018 bring you joy` in a closing does not date a letter that has no dateline."""
    reading = reading_of([(S, "Dear friends,"), (P, "Thank you."), (C, "May 2018 bring you joy"), (H, "x")])
    assert created(reading, (), LATEST) == ()


def test_below_a_long_letterhead_the_date_above_the_salutation_is_the_letter_s() -> None:
    """A printed letterhead of many lines pushes the dateline down; what greets stands below it all the same."""
    head = [(H, f"Lesson {number} at the harbor") for number in range(9)]
    body = [(P, f"The harbor froze in week {number}.") for number in range(9)]
    reading = reading_of([*head, (D, "March 22, 1886"), (S, "Dear Sir:"), *body], Genre.LETTER)
    assert [statement.value for statement in created(reading, (), LATEST)] == ["1886-03-22"]


def test_a_place_and_its_day_on_a_line_may_have_a_short_article() -> None:
    """German letters say `d.` for the article between place and day."""
    reading = reading_of([(P, "Wir danken."), (P, "Berlin d. 20. August 1818."), (SIG, "Der Director.")])
    assert [statement.value for statement in created(reading, (), LATEST)] == ["1818-08-20"]


def test_the_day_in_a_byline_is_the_day_of_writing() -> None:
    """A byline that says who wrote and when gives both."""
    text = normalize(
        f"The river rose again\n\nInterview by Sarah Coleman | March 12, 2019\n\n{'The water came in the night, and nobody slept in the mill until the morning. ' * 3}\n".encode()
    )
    record = describe(a_seed(text), text, outline_of(text), an_accession())
    assert [one.value for one in record.statements if one.property == "created"] == ["2019-03-12"]


@pytest.mark.parametrize(
    "content",
    [
        "03-04-2017",
        "treinta y uno de febrero de dos mil diez",
        "cuatro días del mes de mayo de mil novecientos",
        "muchos de mayo de dos mil diez",
        "the mil novecientos and mil ocho",
    ],
)
def test_what_is_no_day_or_may_be_two_is_no_date(content: str) -> None:
    """A day that no calendar has, a century alone, or figures that two orders allow, give nothing."""
    assert find_dates(content) == ()


STORY = (
    "The harbor of Dover was closed today, and the ships that had waited there since Monday went on to Calais. "
    * 4
)
OWN = [
    ("a byline's day", [(H, "The sham harbor"), (BY, "BY JANE DOE | NOVEMBER 25, 2009"), (P, STORY)], "2009-11-25"),
    ("a day before a dash", [(H, "Statement"), (P, f"July 1, 2009 -- {STORY}")], "2009-07-01"),
    ("place, day and a stop", [(H, "Comunicado"), (P, f"Dover, 3 de marzo de 2016. {STORY}")], "2016-03-03"),
    (
        "a place with its district",
        [(H, "Sala"), (P, f"Dover, Municipio del Distrito, a los veintidós días del mes de abril del año dos mil quince.\n{STORY}")],
        "2015-04-22",
    ),
    ("a ruling's day", [(H, "CASO DOE"), (D, "SENTENCIA DE 5 DE OCTUBRE DE 2015"), (P, STORY)], "2015-10-05"),
    (
        "when it was preached",
        [(H, "A SERMON PREACHED AT DOVER ON SUNDAY, NOVEMBER 14, 1824"), (P, STORY)],
        "1824-11-14",
    ),
    (
        "done, and later signed into law",
        [(P, STORY), (P, "Dado en la ciudad de Dover, en el Salón de Sesiones del Congreso, a los cuatro días del mes de mayo de mil novecientos noventa y ocho."), (P, "Ejecútese."), (D, "Dover, 28 de mayo de 1998.")],
        "1998-05-04",
    ),
    ("a cable's group", [(P, "O 061512Z JUL 09\nFM AMEMBASSY DOVER\nTO SECSTATE"), (P, STORY)], "2009-07-06"),
    ("an old cable's group", [(P, "O 061512Z JUL 73\nFM AMEMBASSY DOVER\nTO SECSTATE"), (P, STORY)], "1973-07-06"),
    ("a group and no post", [(P, "O 061512Z JUL 09\nTO SECSTATE"), (P, STORY)], None),
    ("place and day in brackets", [(H, "Release"), (P, f"(Dover, DC, May 2, 2022) – {STORY}")], "2022-05-02"),
    ("when a secret ends", [(D, "E.O. 12958: DECL: 07/23/2019"), (P, STORY)], None),
    ("when an offer ends", [(D, "Valid until May 3, 2019"), (P, STORY)], None),
    ("of a comment", [(H, "The sham harbor"), (P, STORY), (P, "Related posts"), (D, "November 29, 2009 at 2:42 am"), (P, "So do I.")], None),
    ("of an entry of a diary", [(P, f"Thursday, Feb. 3rd, 1910. {STORY}")], None),
    ("told in the first sentence", [(P, f"In Dover, May 3, 1998 - a day to remember - it rained. {STORY}")], None),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), [case[1:] for case in OWN], ids=[case[0] for case in OWN])
def test_a_documents_own_day_is_told_by_its_place(blocks: Blocks, expected: str | None) -> None:
    """Bylines, openings, formulas and rulings bear it; comments, diaries and what ends a secret do not."""
    found = created(reading_of(blocks, Genre.PROSE), (), LATEST)
    assert [statement.value for statement in found] == ([expected] if expected else [])


def test_minutes_are_of_the_day_of_the_meeting() -> None:
    """The day on which the meeting was held is that of its minutes; in prose it is a day that the text tells of."""
    blocks = [
        (H, "ACTA No. 12"),
        (P, f"Sesión ordinaria celebrada por la Corporación el día lunes 14 de mayo de 1923. {STORY}"),
    ]
    assert [one.value for one in created(reading_of(blocks, Genre.MINUTES), (), LATEST)] == ["1923-05-14"]
    assert created(reading_of(blocks, Genre.PROSE), (), LATEST) == ()


def test_a_quoted_message_has_its_own_head() -> None:
    """Below a line that begins an earlier message its sender and day are nobody's of the message above."""
    for mark in ("-----Original Message-----", "Begin forwarded message:", ""):
        blocks = [
            (F, "From: Jane Doe\nDate: Tue, 8 Oct 2013 09:14:22 -0600\nSubject: The harbor"),
            (P, f"See below.\n{mark}"),
            (F, "From: Clara Barton\nSent: Monday, October 7, 2013\nSubject: Ships"),
        ]
        fields = head_fields(reading_of(blocks, Genre.LETTER))
        assert [field.kind for field in fields] == ["from", "date", "subject"]
