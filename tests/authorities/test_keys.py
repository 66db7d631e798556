"""Keys of labels, numbers of headings, and the lives in persons' headings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.authorities.heading import FACETS, Kind, facet_of, kept_as, numbers_of, uri_of
from archive.authorities.keys import folded, near_key, plain_words, words_of
from archive.authorities.lives import Life, life, spoken

FOLDED = [
    ("Elections—Corrupt practices", "elections--corrupt practices"),
    ("Elections -- Corrupt  Practices", "elections--corrupt practices"),
    ("Coups d’état", "coups d'état"),
    ("Coups d'e\u0301tat", "coups d'état"),
    ("STRASSE", "strasse"),
    ("Straße", "strasse"),
]


@pytest.mark.parametrize(("label", "expected"), FOLDED)
def test_labels_are_compared_without_case_form_and_kind_of_dash(label: str, expected: str) -> None:
    """Case, Unicode form, dashes and blanks do not part two labels; accents and words do."""
    assert folded(label) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hernández, Juan Orlando, 1968-", "Juan Orlando Hernandez"),
        ("International Action Center (New York, N.Y.)", "international action CENTER"),
        ("Eliot, T. S. (Thomas Stearns), 1888-1965", "T. S. Eliot"),
    ],
)
def test_a_heading_and_the_name_in_a_text_have_one_key(one: str, other: str) -> None:
    """Order, accents, dates and qualifiers do not count."""
    assert near_key(one, person=True) == near_key(other, person=True)


def test_a_year_tells_events_apart_that_are_no_lives() -> None:
    """Only a person's years are left out of the key."""
    assert near_key("Honduras--History--Coup d'état, 1904") != near_key(
        "Honduras--History--Coup d'état, 2009"
    )


@given(
    st.lists(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=8), min_size=1)
)
@settings(deadline=None)
def test_a_key_is_the_same_in_every_unicode_form_and_order(words: list[str]) -> None:
    """Decomposed, composed, turned round: the key is one, and fits a signed number of 32 bits."""
    label = " ".join(words)
    key = near_key(label)
    assert -(1 << 31) <= key < 1 << 31
    assert (
        key == near_key(unicodedata.normalize("NFD", label)) == near_key(unicodedata.normalize("NFC", label))
    )
    assert key == near_key(" ".join(reversed(words)))


def test_words_of_a_phrase_are_cut_as_a_text_is() -> None:
    """An abbreviation's letters are words, digits are none."""
    assert words_of("U.S. military-aid 2009") == ("u", "s", "military", "aid")
    assert plain_words("Él dijo: ¡Sí!") == ["el", "dijo", "si"]


@pytest.mark.parametrize(
    ("uri", "canonical"),
    [
        (
            "https://id.loc.gov/authorities/subjects/sh00000011",
            "http://id.loc.gov/authorities/subjects/sh00000011",
        ),
        (
            "http://id.loc.gov/authorities/subjects/sh2010007252",
            "http://id.loc.gov/authorities/subjects/sh2010007252",
        ),
        ("http://id.worldcat.org/fast/fst01206188", "http://id.worldcat.org/fast/1206188"),
        ("https://www.geonames.org/3608932/honduras.html", "https://sws.geonames.org/3608932/"),
    ],
)
def test_a_uri_has_one_form(uri: str, canonical: str) -> None:
    """Whatever form it is given in, a heading is named by the form of its owner."""
    numbers = numbers_of(uri)
    assert numbers
    assert {uri_of(number) for number in numbers} == {canonical}


@pytest.mark.parametrize(
    "uri",
    [
        "http://id.loc.gov/authorities/names/n79021164",
        "http://id.loc.gov/authorities/subjects/sh8504155",
        "http://id.loc.gov/authorities/subjects/sh850415571",
        "http://id.worldcat.org/fast/0",
        "http://id.worldcat.org/fast/99999999999999999999999",
        "http://vocab.getty.edu/aat/300026879",
        "",
    ],
)
def test_a_uri_of_another_vocabulary_has_no_number(uri: str) -> None:
    """What is not of LCSH, FAST or GeoNames is looked for nowhere."""
    assert numbers_of(uri) == ()


@given(st.integers(0, len(FACETS) - 1), st.integers(1, 99_999_999))
@settings(deadline=None)
def test_a_number_and_its_uri_give_each_other(facet: int, own: int) -> None:
    """The URI made of a number leads back to it."""
    number = kept_as(facet, own)
    assert number in numbers_of(uri_of(number))
    assert facet_of(number) is FACETS[facet]


def test_the_facets_are_of_distinct_kinds() -> None:
    """No vocabulary has two facets of one kind, so a heading's place is told by its scheme and kind."""
    assert len({(facet.scheme, facet.kind) for facet in FACETS}) == len(FACETS)
    assert {facet.kind for facet in FACETS} == set(Kind)


@pytest.mark.parametrize(
    ("label", "expected", "name"),
    [
        ("Hernández, Juan Orlando, 1968-", Life(1968, None), "Juan Orlando Hernández"),
        ("Mizner, Addison, 1872-1933", Life(1872, 1933), "Addison Mizner"),
        ("Doruk, Belgin, b. 1936", Life(1936, None), "Belgin Doruk"),
        ("Somebody, -1950", Life(None, 1950), "Somebody"),
        ("Thatcher, Margaret", Life(None, None), "Margaret Thatcher"),
        ("King, Martin Luther, Jr., 1929-1968", Life(1929, 1968), "Martin Luther King, Jr."),
        ("Clerk, John, active 1790", Life(None, None), "John Clerk"),
        ("Voltaire, 1694-1778", Life(1694, 1778), "Voltaire"),
    ],
)
def test_a_persons_heading_tells_name_and_life(label: str, expected: Life, name: str) -> None:
    """The name is turned round, the years are read where they are a life's."""
    assert life(label) == expected
    assert spoken(label) == name


@pytest.mark.parametrize(
    ("years", "year", "spans", "excludes"),
    [
        (Life(1968, None), 2017, True, False),
        (Life(1968, None), 1970, False, True),
        (Life(1872, 1933), 1934, False, True),
        (Life(1872, 1933), 1933, True, False),
        (Life(1800, None), 2017, False, True),
        (Life(None, None), 2017, False, False),
        (Life(None, 1950), 1949, False, False),
        (Life(None, 1950), 1951, False, True),
    ],
)
def test_a_life_spans_a_year_for_certain_or_not(years: Life, year: int, spans: bool, excludes: bool) -> None:
    """A child, the dead, and whoever would be older than anybody are not alive; without a birth nothing is certain."""
    assert years.spans(year) is spans
    assert years.excludes(year) is excludes
