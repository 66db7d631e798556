"""What the header says of those whom the record names."""

import pytest

from archive.tei.entity import Entity, Thing
from archive.tei.header import naming
from tests.tei.making import stated

CALLED = [
    (Thing.BODY, "<orgName>Entrepueblos</orgName>"),
    (Thing.PERSON, "<persName>Entrepueblos</persName>"),
    (Thing.PLACE, "<name>Entrepueblos</name>"),
]


@pytest.mark.parametrize(("thing", "wanted"), CALLED)
def test_what_the_text_knows_of_a_name_the_header_says(thing, wanted):
    """A name that tells nothing by itself is a body's where the text has a body of that name; a place is no author."""
    named = [Entity(thing, "Entrepueblos", ("Entrepueblos",))]
    assert naming(stated("creator", "Entrepueblos"), named) == wanted
    assert naming(stated("creator", "Entrepueblos")) == "<name>Entrepueblos</name>"
    assert naming(stated("creator", "Ana Gil"), named) == "<persName>Ana Gil</persName>"
