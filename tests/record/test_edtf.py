"""Dates: the grammar of EDTF levels 0 to 2, its bounds, and the way back to W3CDTF."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.record.date_hints import readings, short_year
from archive.record.edtf import Kind, parse
from archive.record.w3cdtf import w3cdtf

# The examples of the specification's three levels, with level, first day and last day as years, months, days.
VALID = [
    ("1985-04-12", 0, (1985, 4, 12), (1985, 4, 12)),
    ("1985-04", 0, (1985, 4, 1), (1985, 4, 30)),
    ("1985", 0, (1985, 1, 1), (1985, 12, 31)),
    ("1985-04-12T23:20:30", 0, (1985, 4, 12), (1985, 4, 12)),
    ("1985-04-12T23:20:30Z", 0, (1985, 4, 12), (1985, 4, 12)),
    ("1985-04-12T23:20:30-04", 0, (1985, 4, 12), (1985, 4, 12)),
    ("1985-04-12T23:20:30+04:30", 0, (1985, 4, 12), (1985, 4, 12)),
    ("1964/2008", 0, (1964, 1, 1), (2008, 12, 31)),
    ("2004-06/2006-08", 0, (2004, 6, 1), (2006, 8, 31)),
    ("2004-02-01/2005", 0, (2004, 2, 1), (2005, 12, 31)),
    ("0000", 0, (0, 1, 1), (0, 12, 31)),
    ("Y170000002", 1, (170000002, 1, 1), (170000002, 12, 31)),
    ("Y-170000002", 1, (-170000002, 1, 1), (-170000002, 12, 31)),
    ("2001-21", 1, (2001, 1, 1), (2001, 12, 31)),
    ("1984?", 1, (1984, 1, 1), (1984, 12, 31)),
    ("2004-06~", 1, (2004, 6, 1), (2004, 6, 30)),
    ("2004-06-11%", 1, (2004, 6, 11), (2004, 6, 11)),
    ("201X", 1, (2010, 1, 1), (2019, 12, 31)),
    ("20XX", 1, (2000, 1, 1), (2099, 12, 31)),
    ("2004-XX", 1, (2004, 1, 1), (2004, 12, 31)),
    ("1985-04-XX", 1, (1985, 4, 1), (1985, 4, 30)),
    ("1985-XX-XX", 1, (1985, 1, 1), (1985, 12, 31)),
    ("1985-04-12/..", 1, (1985, 4, 12), None),
    ("../1985", 1, None, (1985, 12, 31)),
    ("1985/", 1, (1985, 1, 1), None),
    ("/1985-04-12", 1, None, (1985, 4, 12)),
    ("1984~/2004-06", 1, (1984, 1, 1), (2004, 6, 30)),
    ("-1985", 1, (-1985, 1, 1), (-1985, 12, 31)),
    ("Y-17E7", 2, (-170000000, 1, 1), (-170000000, 12, 31)),
    ("1950S2", 2, (1900, 1, 1), (1999, 12, 31)),
    ("Y171010000S3", 2, (171000000, 1, 1), (171999999, 12, 31)),
    ("Y3388E2S3", 2, (338000, 1, 1), (338999, 12, 31)),
    ("2001-34", 2, (2001, 4, 1), (2001, 6, 30)),
    ("2001-39", 2, (2001, 9, 1), (2001, 12, 31)),
    ("2001-40", 2, (2001, 1, 1), (2001, 6, 30)),
    ("[1667,1668,1670..1672]", 2, (1667, 1, 1), (1672, 12, 31)),
    ("[..1760-12-03]", 2, None, (1760, 12, 3)),
    ("[1760-12..]", 2, (1760, 12, 1), None),
    ("{1960,1961-12}", 2, (1960, 1, 1), (1961, 12, 31)),
    ("{..1984}", 2, None, (1984, 12, 31)),
    ("2004-06~-11", 2, (2004, 6, 11), (2004, 6, 11)),
    ("?2004-06-~11", 2, (2004, 6, 11), (2004, 6, 11)),
    ("156X-12-25", 2, (1560, 12, 25), (1569, 12, 25)),
    ("XXXX-12-XX", 2, (0, 12, 1), (9999, 12, 31)),
    ("1XXX-XX", 2, (1000, 1, 1), (1999, 12, 31)),
    ("1984-1X", 2, (1984, 10, 1), (1984, 12, 31)),
    ("200X-02-29", 2, (2000, 2, 29), (2008, 2, 29)),
    ("-1XXX", 2, (-1999, 1, 1), (-1000, 12, 31)),
    ("2004-06-~01/2004-06-~20", 2, (2004, 6, 1), (2004, 6, 20)),
]
INVALID = [
    "", " ", "1985-4", "85", "1985-04-31", "2017-02-29", "2017-13", "2017-00", "2017-12-00", "2017-12-32", "1985-04-12T25:00:00",
    "1985-04-12T24:00:00", "1985-04-12T10:60:00", "1985-04-12T10:15", "1985-04-12T10:15:00+15:00", "1985-04-12T10:15:00-00:00",
    "1985-04T10:15:00", "2008/1964", "2004-07/2004-06", "1985-12/1985-04-30", "2001-24/2001-21", "/", "../..", "..", "1985/..//",
    "1985/1986/1987", "1985-04-12T10:15:00Z/1986", "-0000", "Y1984", "Y01984", "1984E3", "1950S0", "1950S5", "1950S", "2001-20",
    "2001-42", "2001-21-01", "2017-02-3X", "1XX1-02-29", "2017-XX-32", "[]", "{}", "[1984}", "[1984", "1984]", "[1,2]", "[1984..1980]",
    "[1984..,1985]", "[1983,..1984]", "[..]", "1984??", "?", "~1984~~", "199u", "c. 1950", "1990s", "undated", "n.d.", "٢٠١٧",
    "2017-12-03\n", " 2017", "Y1E999", "20177", "2017/12/03", "12/2017", "1" * 501,
]  # fmt: skip


@pytest.mark.parametrize("text, level, lower, upper", VALID)
def test_examples(
    text: str, level: int, lower: tuple[int, int, int] | None, upper: tuple[int, int, int] | None
) -> None:
    """Every example of the specification is taken, at its level and with its bounds."""
    found = parse(text)
    assert (found.text, found.level, found.lower, found.upper) == (text, level, lower, upper)


@pytest.mark.parametrize("text", INVALID)
def test_refused(text: str) -> None:
    """What is no date, no day that exists, or runs backwards is refused with a sentence."""
    with pytest.raises(ValueError, match=r"\w"):
        parse(text)


def test_qualifiers() -> None:
    """Doubt anywhere in a value is seen, and certainty is not doubted."""
    for text, uncertain, approximate in (
        ("1984?", True, False),
        ("1984~", False, True),
        ("2004-%06-11", True, True),
        ("1984", False, False),
        ("1984~/2004", False, True),
        ("{1984?,1985}", True, False),
    ):
        assert (parse(text).uncertain, parse(text).approximate) == (uncertain, approximate), text
    assert [parse(text).qualified for text in ("201X", "[1984,1985]", "1950S2", "1984-05?")] == [True] * 4
    assert [parse(text).qualified for text in ("2017", "{1984,1985}", "1984/1985")] == [False] * 3


def test_ends() -> None:
    """An open end and an unknown one are told apart."""
    assert (parse("1985/..").open_end, parse("1985/..").unknown_end) == (True, False)
    assert (parse("1985/").open_end, parse("1985/").unknown_end) == (False, True)
    assert parse("[1984..]").kind is Kind.ONE_OF
    assert parse("{1984..}").kind is Kind.ALL_OF


def test_dates_where_python_has_them() -> None:
    """`earliest` and `latest` are dates in the years 1 to 9999, and None beyond."""
    assert (parse("2017-02").earliest, parse("2017-02").latest) == (date(2017, 2, 1), date(2017, 2, 28))
    assert parse("-0044").earliest is None
    assert parse("0000").latest is None


@pytest.mark.parametrize(
    "text, plain, lost",
    [
        ("2017-12-03", "2017-12-03", 0),
        ("2017-12", "2017-12", 0),
        ("2017-12-03T10:15:00Z", "2017-12-03T10:15:00Z", 0),
        ("2017-12-03T10:15:00+05", "2017-12-03T10:15:00+05:00", 0),
        ("2017-12-03T10:15:00", "2017-12-03", 1),
        ("2017-12-03?", "2017-12-03", 1),
        ("2017-12%", "2017-12", 2),
        ("1985-04-XX", "1985-04", 1),
        ("2001-21", "2001", 1),
        ("201X", None, 1),
        ("1964/2008", None, 1),
        ("[2016,2017]", None, 1),
        ("Y17000", None, 1),
        ("-0044", None, 1),
        ("0000", None, 1),
    ],
)
def test_w3cdtf(text: str, plain: str | None, lost: int) -> None:
    """The fallback is the nearest W3CDTF, and each thing that it no longer tells is named."""
    found = w3cdtf(parse(text))
    assert (found.text, len(found.lost)) == (plain, lost)


@given(st.dates())
@settings(deadline=None)
def test_every_day(day: date) -> None:
    """Each day of the calendar parses to itself, and as an interval with itself."""
    text = day.isoformat()
    assert parse(text).earliest == parse(text).latest == day
    assert parse(f"{text}/{text}").lower == parse(text).lower


@given(st.dates(), st.dates())
@settings(deadline=None)
def test_order(first: date, last: date) -> None:
    """An interval is taken if and only if it does not run backwards."""
    text = f"{first.isoformat()}/{last.isoformat()}"
    if first <= last:
        assert (parse(text).earliest, parse(text).latest) == (first, last)
    else:
        with pytest.raises(ValueError, match="before the start"):
            parse(text)


@given(st.text(alphabet="0129X-/.?~%[]{},YES:TZ+", max_size=24))
@settings(deadline=None)
def test_anything(text: str) -> None:
    """Nothing but a value or a ValueError comes of any text, and bounds are never reversed."""
    try:
        found = parse(text)
    except ValueError:
        return
    assert found.lower is None or found.upper is None or found.lower <= found.upper
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    "text, meant",
    [
        ("c. 1950", "1950~"),
        ("ca. 1900", "1900~"),
        ("1990s", "199X"),
        ("December 3, 2017", "2017-12-03"),
        ("3rd Dec 2017", "2017-12-03"),
        ("1914-1918", "1914/1918"),
        ("13/12/2017", "2017-12-13"),
        ("2017-2", "2017-02"),
        ("May 2017", "2017-05"),
        ("31 February 2017", ""),
        ("03/12/2017", "2017-12-03 2017-03-12"),
        ("3.3.2017", "2017-03-03"),
        ("13-12-2017 00:00", "2017-12-13"),
        ("1871-3-11", "1871-03-11"),
        ("1871-03-11 00:00:00", "1871-03-11"),
        ("18710311", "1871-03-11"),
        ("43056", "2017-11-17"),
        ("1", ""),
        ("13/13/2017", ""),
        ("Nov-71", ""),
        ("We", ""),
    ],
)
def test_hints(text: str, meant: str) -> None:
    """A date written otherwise gets the EDTF that it means, one that can mean two days both, day first, and no other."""
    assert readings(text) == tuple(meant.split())


@pytest.mark.parametrize("text", ["Nov-71", "11-Mar-71", "1/2/17", "03.12.17", "Dec '17"])
def test_a_year_of_two_digits(text: str) -> None:
    """What a spreadsheet shows of a day has no century, and none is guessed."""
    assert readings(text) == ()
    assert short_year(text)
    assert not short_year(f"{text[:-2]}1871")


# Where the library `edtf` 5.0.2 differs from the specification, seen case by case.
PEER_REFUSES = {"1984-1X"}  # an AttributeError of its own
PEER_BOUNDS = {  # other bounds, or none: a season of the north, ten years for an unknown end, digits that are not significant kept
    "2001-21", "1985-04-12/..", "../1985", "1985/", "/1985-04-12", "1950S2", "Y171010000S3", "Y3388E2S3", "[..1760-12-03]",
    "[1760-12..]", "{..1984}", "200X-02-29",
}  # fmt: skip
PEER_TAKES = {  # days that do not exist, reversed intervals, nothing between dots, digits beyond the year's, white space
    "2017-02-29", "1985-04-12T24:00:00", "1985-04T10:15:00", "2008/1964", "2004-07/2004-06", "1985-12/1985-04-30",
    "2001-24/2001-21", "../..", "1950S0", "1950S5", "2017-02-3X", "1XX1-02-29", "[1984..1980]", "2017-12-03\n", " 2017", "Y1E999",
}  # fmt: skip


@pytest.mark.parametrize("text, lower, upper", [(text, lower, upper) for text, _, lower, upper in VALID])
def test_peer_agrees(text: str, lower: object, upper: object) -> None:
    """The library `edtf` takes what we take and bounds it as we do, but for the cases in which it is known to be wrong."""
    peer = pytest.importorskip("edtf", reason="edtf is in the extra [test]")
    if text in PEER_REFUSES:
        with pytest.raises(AttributeError):
            peer.parse_edtf(text)
        return
    theirs = peer.parse_edtf(text)
    if text not in PEER_BOUNDS:
        assert (tuple(theirs.lower_strict()[:3]), tuple(theirs.upper_strict()[:3])) == (lower, upper)


@pytest.mark.parametrize("text", INVALID)
def test_peer_refuses(text: str) -> None:
    """The library `edtf` refuses what we refuse, but for the cases in which it is known to be wrong."""
    peer = pytest.importorskip("edtf", reason="edtf is in the extra [test]")
    try:
        peer.parse_edtf(text)
    except (peer.EDTFParseException, TypeError, ValueError):
        assert text not in PEER_TAKES
    else:
        assert text in PEER_TAKES
