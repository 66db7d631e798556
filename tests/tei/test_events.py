"""Events told by a word and a date: one row a case."""

from datetime import date

import pytest

from archive.outline.blocks import Role
from archive.tei import encode, faults
from archive.tei.dates import dates
from archive.tei.events import events
from archive.xml import parse
from tests.tei.making import ACCESSION, outline, record, seed, stated, text

MADE = date(2010, 1, 1)
NS = {"t": "http://www.tei-c.org/ns/1.0"}
TOLD = [
    ("after the elections held on May 3, 1990 they left", "elections", "Elections, 1990-05-03", "high"),
    ("the January 12, 2009 earthquake", "earthquake", "Earthquake, 2009-01-12", "high"),
    ("the Oct. 5 run-off election", "election", "Run-off election, 2009-10-05", "medium"),
    ("since the general strike in 1998 they rest", "strike", "General strike, 1998", "high"),
    ("the Haitian earthquake of January 12, 2010", "earthquake", "Haitian earthquake, 2010-01-12", "high"),
    ("the massacre that soldiers hid in December 1981", "massacre", "Massacre, 1981-12", "medium"),
    ("the coup d’etat staged by two generals in 1973.", "coup d’etat", "Coup d’etat, 1973", "medium"),
    ("Las elecciones del 26 de mayo de 1991", "elecciones", "Elecciones, 1991-05-26", "high"),
    ("el golpe de Estado del 9 de abril de 1948", "golpe de Estado", "Golpe de Estado, 1948-04-09", "high"),
    ("nach den Wahlen vom 3. Mai 1990", "Wahlen", "Wahlen, 1990-05-03", "high"),
    ("the War of 1812", "War", "War, 1812", "high"),
    ("the landmark general election of May 3, 1990", "election", "General election, 1990-05-03", "high"),
]
UNTOLD = [
    "He condemned the attack on July 4, 1999.",
    "In March 1990 elections were held",
    "an election of 1990",
    "the elections",
    "the strike that was called in 1998",
    "the attack that he said was planned in March 1998",
    "el golpe en 1998",
    "The election of Anne Quist, in 1998",
    "the coup of 12 May",
    "He won the fight. Election of May 3, 1990",
    "the elections of 30 February 1990",
]


def told(content: str, *statements, made: date | None = MADE):
    spans, found = events(content, list(dates(content, made, "#r")), record(*statements), "x", "#r")
    return [(content[span.start : span.end], dict(span.attributes)) for span in spans], found


@pytest.mark.parametrize(("content", "word", "name", "cert"), TOLD)
def test_a_word_with_a_date_is_an_event(content, word, name, cert):
    """The word alone is marked; the event is called by the words before it and the date."""
    ((words, attributes),), (event,) = told(content)
    assert (words, attributes["cert"], event.name) == (word, cert, name)
    assert attributes["ref"] == f"#{event.identity}"


@pytest.mark.parametrize("content", UNTOLD)
def test_a_date_that_may_be_another_s_makes_no_event(content):
    """A date of condemning, of planning or of nothing known is no date of the event."""
    assert told(content, made=None)[0] == []


def test_events_of_one_kind_and_date_are_one():
    """The day written in two ways is one day; another kind or day is another event."""
    content = "the May 3, 1990 election and the election of 3 May 1990, not the riots of 3 May 1990 or the election of 4 May 1990"
    spans, found = told(content)
    assert [attributes["ref"] for _, attributes in spans] == [
        "#x-e-election-1990-05-03",
        "#x-e-election-1990-05-03",
        "#x-e-riot-1990-05-03",
        "#x-e-election-1990-05-04",
    ]
    assert len(found) == 3


def test_a_subject_of_the_record_is_the_event_of_its_kind_and_year():
    """Its heading names the event and gives it an address; two of a kind and year name none."""
    heading = stated("subject", "Ruritania--History--Coup d'état, 1973", uri="http://example.org/coup")
    _, (event,) = told("the coup of 11 September 1973", heading)
    assert (event.name, event.when, event.uri) == (
        "Coup d'état, 1973",
        "1973-09-11",
        "http://example.org/coup",
    )
    for other in (
        stated("subject", "Ruritania--History--Coup d'état, 1974", uri="http://example.org/coup"),
        stated("subject", "Coup d'état--Ruritania"),
    ):
        assert told("the coup of 11 September 1973", other)[1][0].uri is None
    second = stated("subject", "Graustark--History--Coup, 1973", uri="http://example.org/2")
    assert told("the coup of 11 September 1973", heading, second)[1][0].uri is None


def test_events_are_listed_in_the_document_and_pointed_to():
    """The encoding has an `rs` and its `event`, and nothing is wrong with it."""
    content = "They met after the elections of May 3, 1990.\n"
    made = encode(
        seed(content), text(content), outline(content, (Role.PARAGRAPH, content.strip())), record(), ACCESSION
    )
    root = parse(made)
    (event,) = root.iterfind(".//t:standOff/t:listEvent/t:event", NS)
    (word,) = root.iterfind(".//t:p/t:rs[@type='event']", NS)
    assert (word.text, event.get("when"), event.findtext("t:eventName", namespaces=NS)) == (
        "elections", "1990-05-03", "Elections, 1990-05-03"
    )  # fmt: skip
    assert list(faults(made, content, path="x")) == []


def test_an_event_told_twice_has_the_words_that_both_mentions_have():
    """What one alone says of its kind may be wrong; where they agree it stands."""
    _, (event,) = told("the May 3, 1990 run-off election and the general election of May 3, 1990")
    assert event.name == "Election, 1990-05-03"
    _, (event,) = told("the May 3, 1990 general election and the general election of May 3, 1990")
    assert event.name == "General election, 1990-05-03"


def test_an_event_of_the_record_has_the_closest_date_told():
    """A month within the year, a day within the month; where two days are told, the year."""
    heading = stated("subject", "Ruritania--History--Coup d'état, 1973", uri="http://example.org/coup")
    for words, when in (
        ("the coup of September 1973 and the coup of 11 September 1973", "1973-09-11"),
        ("the coup of 11 September 1973 and the coup of September 1973", "1973-09-11"),
        ("the coup of 11 September 1973 and the coup of 12 May 1973", "1973"),
    ):
        _, (event,) = told(words, heading)
        assert (event.name, event.when) == ("Coup d'état, 1973", when)
