"""Candidates: whose heading a name may be, and the traps in which a reckless rule falls."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.authorities.build import build_index
from archive.authorities.index import Index, open_index
from archive.authorities.packages import find_packages
from archive.describe import describe
from archive.describe.candidates import Candidate, candidates
from archive.describe.matching import country_of, match_body, match_person, match_place, match_topic
from archive.describe.mentions import mentioned
from archive.describe.reading import runs_of
from archive.outline.blocks import Genre
from tests.authorities.small import wheels_in
from tests.describe.build import CAP, Blocks, D, P, a_seed, an_accession, laid_out


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("index")
    built = build_index(find_packages([wheels_in(folder)], installed=False), folder / "cache")
    with open_index(built.path) as opened:
        yield opened


PERSONS = [
    ("Juan Orlando Hernandez", 2017, [("Hernández, Juan Orlando, 1968-", True)]),
    ("Juan Orlando Hernández", None, [("Hernández, Juan Orlando, 1968-", False)]),
    ("Juan Orlando Hernández", 1970, []),  # a child of two
    ("Orlando Juan Hernández", 2017, []),  # another order is another name
    ("Juan Hernández", 2017, []),
    ("James Christopher", 2013, [("Christopher, James, 1942-", False)]),  # two names: too many bear them
    ("Anna Maria Weaver", 1913, []),  # dead a year
    ("Anna Maria Weaver", 1900, [("Weaver, Anna Maria, 1850-1912", True)]),
    ("Hugo Carl Fletcher", 2000, [("Fletcher, Hugo Carl, 1950-", False), ("Fletcher, Hugo Carl", False)]),
    ("Margaret Thatcher", 1980, [("Thatcher, Margaret", False)]),  # no years to compare
    ("Nobody Known", 1980, []),
]


@pytest.mark.parametrize(("name", "year", "expected"), PERSONS)
def test_a_person_is_sure_only_if_alone_alive_and_of_three_names(
    index: Index, name: str, year: int | None, expected: list[tuple[str, bool]]
) -> None:
    """Who was not alive is no candidate; who may have been is one, and no more."""
    assert [(match.heading.label, match.sure) for match in match_person(index, name, year)] == expected


BODIES = [
    ("Washington Office on Latin America (WOLA)", set(), [("Washington Office on Latin America", True)]),
    ("AFL-CIO", set(), [("AFL-CIO", False)]),
    ("International Action Center", {"HN", "US"}, [("International Action Center (New York, N.Y.)", False)]),
    ("International Action Center", {"HN"}, []),
    ("National Party", {"HN", "ZA"}, []),  # every country has one, and the text is about Honduras
    ("Workers Relief Society", {"HN"}, []),  # London's
    (
        "Friends of the River",
        {"CL"},
        [("Friends of the River", False), ("Friends of the River (Chile)", False)],
    ),
    ("Friends of the River", {"HN"}, [("Friends of the River", False)]),
]


@pytest.mark.parametrize(("name", "countries", "expected"), BODIES)
def test_a_body_of_another_country_is_never_taken(
    index: Index, name: str, countries: set[str], expected: list[tuple[str, bool]]
) -> None:
    """A heading qualified by a country that the text does not name is not even a candidate."""
    found = match_body(index, name, frozenset(countries), frozenset({"HN"}))
    assert [(match.heading.label, match.sure) for match in found] == expected


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("International Action Center (New York, N.Y.)", "US"),
        ("National Party (South Africa)", "ZA"),
        ("National Party (U.S. : 1917)", "US"),
        ("A Society (London, England)", "GB"),
        ("A House (Ulm, Germany)", "DE"),
        ("A House (Xanadu, Cathay)", "?"),
        ("Brothers (Firm)", None),
        ("A House", None),
    ],
)
def test_a_qualifier_tells_the_country(label: str, code: str | None) -> None:
    """A state, a nation of the kingdom or a country; a place that we do not know is some other country's."""
    assert country_of(label) == code


def test_a_place_is_one_in_a_country_that_the_text_names(index: Index) -> None:
    """Not a town elsewhere that bears a president's name, not one of two, not a country."""
    labels = {
        name: [match.heading.label for match in match_place(index, name, frozenset({"HN", "US"}))]
        for name in ("Tegucigalpa", "Obama", "Springfield", "Honduras", "California")
    }
    assert labels == {
        "Tegucigalpa": ["Tegucigalpa"],
        "Obama": [],
        "Springfield": [],
        "Honduras": [],
        "California": ["California"],
    }


def test_a_topic_is_words_that_are_a_heading_and_never_one_word(index: Index) -> None:
    """In the singular or plural; a common noun is no subject."""
    assert [match.heading.label for match in match_topic(index, "polling place")] == ["Polling places"]
    assert match_topic(index, "elections") == ()
    assert not any(match.sure for match in match_topic(index, "polling places"))


def found_in(index: Index, blocks: Blocks, genre: Genre = Genre.PLAIN) -> tuple[Candidate, ...]:
    text, outline = laid_out(blocks, genre)
    return candidates(describe(a_seed(text), text, outline, an_accession()), text, outline, index)


ARTICLE: Blocks = [
    (D, "November 20, 2017"),
    (CAP, "A meeting in Tegucigalpa. Photo James Christopher"),
    (
        P,
        "In Honduras President Juan Orlando Hernandez spoke. Hondurans know Juan Orlando Hernandez. Honduras voted.",
    ),
    (
        P,
        "The polling places opened. The Supreme Tribunal saw the polling places. So few polling places! There was electoral fraud in Honduras.",
    ),
]


def test_the_candidates_of_a_text(index: Index) -> None:
    """The photographer's, the president's, the town's, and the topics'; each once, with the words it rests on."""
    found = found_in(index, ARTICLE, Genre.ARTICLE)
    assert [(one.property, one.name, one.heading.label, one.sure) for one in found] == [
        ("contributor", "James Christopher", "Christopher, James, 1942-", False),
        ("spatial", "Tegucigalpa", "Tegucigalpa", False),
        ("subject", "Juan Orlando Hernandez", "Hernández, Juan Orlando, 1968-", True),
        ("subject", "electoral fraud", "Elections--Corrupt practices", False),
        ("subject", "polling places", "Polling places", False),
    ]
    text, _ = laid_out(ARTICLE, Genre.ARTICLE)
    for one in found:
        assert one.why
        for evidence in one.evidence:
            assert text.content[evidence.start : evidence.end] == evidence.quote


def test_no_candidate_is_a_value() -> None:
    """The record is made without the index: nothing of `describe` loads it, and no statement bears a candidate's URI."""
    code = "import sys, archive.describe; print('sqlite3' in sys.modules, 'archive.authorities.index' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.split() == ["False", "False"]


def test_what_a_record_states_is_no_candidate(index: Index) -> None:
    """A stated heading is not asked about again, nor the broader one that it divides."""
    found = found_in(
        index, [(P, "Electoral fraud in Honduras. Honduras has electoral fraud. Honduras, in 2017.")]
    )
    assert [one.heading.label for one in found] == []


MENTIONS = [
    ("President Manuel Zelaya spoke.", [("Manuel Zelaya", "personal name")]),
    (
        "So said Los Necios’ Secretary of International Affairs, Ana Rivera.",
        [("Ana Rivera", "personal name")],
    ),
    (
        "They wrote to the Organization of American States.",
        [("Organization of American States", "corporate name")],
    ),
    ("Zelaya left. This coup failed.", []),
    (
        "He met Berta Cáceres and Margarita Murillo.",
        [("Berta Cáceres", "personal name"), ("Margarita Murillo", "personal name")],
    ),
    ("We saw Juan Orlando Hernandez's car.", [("Juan Orlando Hernandez", "personal name")]),
]


@pytest.mark.parametrize(("words", "expected"), MENTIONS)
def test_names_are_found_in_prose(words: str, expected: list[tuple[str, str]]) -> None:
    """Without offices, articles and possessives; joined names apart, a body's name whole."""
    text, outline = laid_out([(P, words)])
    found = [(one.name, str(one.kind)) for one in mentioned(runs_of(text.content, outline)) if one.kind]
    assert found == expected
