"""Great towns in running text: one row a case."""

import pytest

from archive.outline.blocks import Genre, Outline
from archive.tei import names
from archive.tei.entity import Thing
from tests.tei.making import record, stated

NAMED = [
    ("He lives in London.", ["London"]),
    ("in Paris, London and Rome,", ["Paris", "London", "Rome"]),
    ("They left Washington, D.C., for New York City", ["Washington, D.C.", "New York City"]),
    ("Zoo, Washington, D.C.", ["Washington, D.C."]),
    ("de Londres à Genève", ["Londres", "Genève"]),
    ("In Wien", ["Wien"]),
]
OTHERS = [
    "The New York Times",
    "a London-based firm",
    "Paris, Texas, and Athens, Georgia",
    "Seattle, Washington",
    "Mr. London and President Washington",
    "AS Roma",
    "Jack London",
    "the Londoners",
    "Damas y caballeros, quito. Quito la palabra. The Roma left.",
]


def towns(content: str, *statements) -> list[tuple[str, bool]]:
    found = names.mentions(content, Outline(Genre.PLAIN, "t/t", ()), record(*statements))
    return [(content[m.start : m.end], m.certain) for m in found if m.entity.thing is Thing.PLACE]


@pytest.mark.parametrize(("content", "wanted"), NAMED)
def test_a_great_town_is_known_by_its_name(content, wanted):
    """In several languages, and in a list of towns; never as certain."""
    assert towns(content) == [(name, False) for name in wanted]


@pytest.mark.parametrize("content", OTHERS)
def test_another_s_name_is_no_town(content):
    """A newspaper, a firm, a person, a smaller town of the same name or a state of the U.S."""
    assert [name for name, _ in towns(content)] in ([], ["Seattle"])


def test_a_person_s_surname_is_no_town():
    """Where the document knows a person of that name, the name alone is the person's."""
    assert towns("Said Jack London. London went.", stated("creator", "Jack London")) == []


def test_names_of_one_town_are_one_place():
    """`München` and `Munich` point to the same entry."""
    content = "from Munich to München"
    found = names.mentions(content, Outline(Genre.PLAIN, "t/t", ()), record())
    assert len({mention.entity for mention in found}) == 1
