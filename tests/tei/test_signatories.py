"""What the entries of a list of signatories name: one row an entry."""

import pytest

from archive.tei.entity import Thing
from archive.tei.signatories import heads, offices, signatories

PERSON, BODY = Thing.PERSON, Thing.BODY
ENTRIES = [
    ("Maria Hansen, Director, Hill Watch (Denmark)", [("Maria Hansen", PERSON), ("Director", None), ("Hill Watch", BODY)]),
    ("Dr. Anneke de Vries, Utrecht University", [("Anneke de Vries", PERSON), ("Utrecht University", BODY)]),
    ("Father Thomas O'Brien, Irish Province of the Carmelites", [("Thomas O'Brien", PERSON)]),
    ("Xul Tiul – Consejo de Mujeres", [("Xul Tiul", PERSON), ("Consejo de Mujeres", BODY)]),
    ("Institute on Race, Equality and Human Rights", [("Institute on Race, Equality and Human Rights", BODY)]),
    ("Hill Watch Network, Germany", [("Hill Watch Network", BODY)]),
    ("Latin America Working Group (LAWG)", [("Latin America Working Group (LAWG)", BODY)]),
    ("Ana Rivera", [("Ana Rivera", PERSON)]),
    ("West Streslau Hospital, Hammersmith Road", [("West Streslau Hospital", BODY)]),
    ("Ana Rivera Streslau University", []),
    ("Coordinador General, Hill Watch Council (HWC)", [("Coordinador General", None), ("Hill Watch Council (HWC)", BODY)]),
    ("Decana de la Facultad de Letras, Universidad de Streslau", [("Decana de la Facultad de Letras", None), ("Universidad de Streslau", BODY)]),
    ("By Ana Rivera", [("Ana Rivera", PERSON)]),
    ("Ana Rivera, Germany", [("Ana Rivera", PERSON)]),
    ("Union of Weavers, Dyers & Co", [("Union of Weavers, Dyers & Co", BODY)]),
]  # fmt: skip


def told(content: str):
    entries, at = [], 0
    for line in content.splitlines():
        entries.append((at, at + len(line)))
        at += len(line) + 1
    return [
        [(content[one.start : one.end], one.thing) for one in entry]
        for entry in signatories(content, entries)
    ]


@pytest.mark.parametrize(("entry", "named"), ENTRIES)
def test_an_entry_names_a_person_or_a_body(entry, named):
    """A person's office and body stand beside the name, a country is no part of a body's."""
    assert told(entry) == [named]


def test_what_nothing_tells_is_a_body_where_most_are():
    """A word of no known kind among bodies is a body; among persons it is nothing."""
    assert told("Hill Watch Network\nOxfam\nLiga Sur Council")[1] == [("Oxfam", BODY)]
    assert told("Hill Watch Network\nHonegger\nLiga")[1] == []
    assert told("Ana Rivera\nOxfam\nJohn Baker")[1] == []


def test_below_a_heading_of_bodies_all_are_bodies():
    """The heading itself names nobody, and persons above it stay persons."""
    names = told("Ana Rivera, Hill Watch Network\nOrganizations:\nAmigos de Juan, Spain\nEntrepueblos")
    assert names[0][0] == ("Ana Rivera", PERSON)
    assert names[1:] == [[], [("Amigos de Juan", BODY)], [("Entrepueblos", BODY)]]


def test_a_heading_ends_in_a_colon():
    """And a name does not."""
    assert heads("Organizations:", 0, 14)
    assert not heads("Ana Rivera", 0, 10)


def test_offices_stand_after_the_name():
    """The first piece of an entry is never an office."""
    content = "Director Ana Rivera, Secretary, Treasurer, Hill Watch"
    assert [content[slice(*place)] for place in offices(content, 0, len(content))] == [
        "Secretary",
        "Treasurer",
    ]


def test_words_that_announce_signatures_head_them():
    """`Signed,` names nobody."""
    assert told("Signed,\nHill Watch Network\nOxfam Council") == [
        [],
        [("Hill Watch Network", BODY)],
        [("Oxfam Council", BODY)],
    ]
    assert not heads("Signed Vane", 0, 11)
