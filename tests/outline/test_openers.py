"""What stands at the top of a letter: when and where it was written, who is written to and who writes, in four languages."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.outline.dates import dated, dated_above
from archive.text.text import Decoding, Found, Text

BODY = (
    "The barn is up again, and the cows are under a roof before the snow, which is more than I had hoped for."
)


def roles(*lines: str, between: str = "\n\n") -> list[tuple[Role, str]]:
    """Each block of a text of these lines."""
    content = between.join(lines) + "\n"
    found = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ())).blocks
    return [(block.role, content[block.start : block.end].strip()) for block in found]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Basel den 29. Ianuarii 1718.", "29. Ianuarii 1718"),
        ("Schloss Ried, d. 16. Martii 1776", "16. Martii 1776"),
        ("den 6. Septembris 1719", "6. Septembris 1719"),
        ("Belgrad den lezten Maii 1719", "lezten Maii 1719"),
        ("A Francfort ce 30 IXbre 1714", "30 IXbre 1714"),
        ("Falmouth 9th month 26th 1794", "9th month 26th 1794"),
        ("Monthly Meeting, the 9th of the 9th month,", "9th of the 9th month"),
        ("Philad. 6th of 3d mo 1801", "6th of 3d mo 1801"),
        ("Mill Cross HouseFebruary 9th 1821.", "February 9th 1821"),
        ("Upton House Jany12th 1819.", "Jany12th 1819"),
        ("Livorno14.3.1944", "14.3.1944"),
        ("Meisenheim, 4.9.", "4.9."),
    ],
)
def test_days_are_told_in_latin_by_number_and_without_a_blank(line, date):
    """Months of Latin letters, the numbered months of the Quakers, and days whose blank was lost date a letter."""
    found = dated_above(line)
    assert found is not None
    assert line[slice(*found.date)] == date


@pytest.mark.parametrize(
    "line",
    [
        "Auß Prag vom 24. October 1615.",
        "Séance du 17 janvier 1839",
        "der Gesammtsitzung am 24. November 1849",
        "Filed May 14, 1862",
        "Delivered Sunday, April 16, 1865",
        "Tagesprogramm, 8.1.1971",
        "“Geneva, March 18th, 1790.",
        "F/21/2475",
        "Ruf R20-5-20.",
        "I waited 6 months 2 days",
    ],
)
def test_what_was_done_on_a_day_dates_no_letter(line):
    """A meeting, a filing, news of a day, a quoted letter and a shelf mark are no datelines."""
    assert dated(line) is None
    assert dated_above(line) is None


def test_a_postscript_below_the_date_begins_no_letter():
    """The date at the foot is of the letter that it ends, though a postscript of long paragraphs follows."""
    found = roles(
        "Dear Anna,", BODY, "Yours truly,", "John Prew", "Farmington, 6 Sept. 1819", "P.S. " + BODY, BODY
    )
    assert (Role.DATELINE, "Farmington, 6 Sept. 1819") in found
    assert [role for role, _ in found[-2:]] == [Role.POSTSCRIPT, Role.POSTSCRIPT]
