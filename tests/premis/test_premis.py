"""PREMIS values and XML, both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.errors import ArchiveError
from archive.fixity import measure
from archive.premis import (
    Event,
    EventOutcome,
    EventType,
    Object,
    Premis,
    PremisAgent,
    Representation,
    Rights,
    Role,
    from_xml,
    to_xml,
)
from archive.record.model import AgentKind
from archive.resources import schema

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
)
UUIDS = st.uuids().map(lambda value: f"urn:uuid:{value}")
FIXITY = measure((b"seed",))


@st.composite
def packages(draw):
    ids = draw(st.lists(UUIDS, min_size=4, max_size=4, unique=True))
    original = Object(
        ids[0], "data/original/a.txt", FIXITY.size, FIXITY.digests, draw(WORDS), "x-fmt/111", draw(WORDS)
    )
    derived = Object(
        ids[1],
        "data/text/a.txt",
        3,
        FIXITY.digests,
        "Plain Text File",
        "x-fmt/111",
        None,
        ("archive", "1"),
        ids[0],
        ids[2],
    )
    event = Event(
        ids[2], draw(st.sampled_from(EventType)), "2026-11-21T00:00:00Z", draw(WORDS), draw(st.none() | WORDS),
        ((ids[3], Role.EXECUTING_PROGRAM),), ((ids[0], Role.SOURCE), (ids[1], Role.OUTCOME)),
        draw(st.sampled_from(EventOutcome)),
    )  # fmt: skip
    agent = PremisAgent(ids[3], draw(st.sampled_from(AgentKind)), draw(WORDS), draw(st.none() | WORDS))
    rights = Rights(
        "local-1", "http://rightsstatements.org/vocab/CNE/1.0/", draw(st.none() | WORDS), (ids[0],)
    )
    return Premis((original, derived), (event,), (agent,), draw(st.sampled_from(((), (rights,)))))


@settings(deadline=None)
@given(packages())
def test_reading_gives_back_what_was_written(premis):
    """Every value survives the way to XML and back."""
    assert from_xml(to_xml(premis)) == premis


@settings(deadline=None, max_examples=25)
@given(packages())
def test_what_is_written_fits_the_published_grammar(premis):
    """No package is written that the grammar in schemas/ refuses."""
    grammar = etree.RelaxNG(etree.fromstring(schema("archive-premis.rng")))
    grammar.assertValid(etree.fromstring(to_xml(premis)))


@pytest.mark.parametrize(
    "data, code",
    [
        (b"<premis", "E0408"),
        (b"", "E0408"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><premis xmlns="http://www.loc.gov/premis/v3">&a;</premis>', "E0408"),
        (b'<premis xmlns="http://www.loc.gov/premis/v3"><object/></premis>', "E0409"),
        (b'<premis xmlns="http://www.loc.gov/premis/v3"><event><eventIdentifier/></event></premis>', "E0409"),
    ],
)
def test_other_documents_are_refused_with_a_code(data, code):
    """What is no PREMIS of ours ends in ArchiveError and in nothing else."""
    with pytest.raises(ArchiveError) as caught:
        from_xml(data)
    assert caught.value.code == code


def test_event_types_carry_the_terms_of_the_vocabulary():
    """Labels are those of id.loc.gov/vocabulary/preservation/eventType."""
    assert {kind.value: kind.label for kind in EventType} == {
        "ins": "ingestion start",
        "mes": "message digest calculation",
        "for": "format identification",
        "val": "validation",
        "nor": "normalization",
        "mee": "metadata extraction",
        "mem": "metadata modification",
        "poa": "policy assignment",
        "cre": "creation",
        "ipc": "information package creation",
        "fix": "fixity check",
        "tra": "transfer",
    }


def test_outcomes_carry_the_terms_of_the_vocabulary():
    """Labels are those of id.loc.gov/vocabulary/preservation/eventOutcome."""
    assert {kind.value: kind.label for kind in EventOutcome} == {
        "suc": "success",
        "war": "warning",
        "fai": "fail",
    }


@settings(deadline=None)
@given(st.uuids(), WORDS, st.none() | UUIDS, st.lists(st.tuples(WORDS, WORDS), max_size=3))
def test_a_whole_package_is_an_object_too(identifier, name, represents, places):
    """Its name, the document it represents and its places survive the way to XML and back."""
    whole = Representation(f"urn:uuid:{identifier}", name, represents, tuple(places))
    premis = Premis((), (), (), (), (whole,))
    assert from_xml(to_xml(premis)) == premis
