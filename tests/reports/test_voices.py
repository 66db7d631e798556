"""Whose word a value is, and when a person and the text disagree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.record.drafted import CANDIDATE
from archive.record.model import SOFTWARE, Origin, Statement
from archive.reports.voices import Voice, brief, not_taken, voice_of
from tests.record.test_exports import record, said


@pytest.mark.parametrize(
    "statement, voice",
    [
        (said("title", "T"), Voice.PERSON),
        (said("title", "T", origin=Origin.DEVISED), Voice.PERSON),
        (said("rights", "R", origin=Origin.DEFAULT), Voice.COLLECTION),
        (said("isPartOf", "C", origin=Origin.DEFAULT, agent=SOFTWARE), Voice.COLLECTION),
        (said("created", "2017", origin=Origin.TRANSCRIBED, agent=SOFTWARE), Voice.TEXT),
        (said("language", "en", origin=Origin.INFERRED, agent=SOFTWARE), Voice.TEXT),
        (said("title", "T", origin=Origin.DEVISED, agent=SOFTWARE), Voice.PROGRAM),
        (said("extent", "1 bytes", origin=Origin.MEASURED, agent=SOFTWARE), Voice.MEASURED),
        (
            said("subject", "S", origin=Origin.AUTHORITY, agent=SOFTWARE, note=f"{CANDIDATE}; why"),
            Voice.GUESS,
        ),
        (said("subject", "S", note=CANDIDATE), Voice.PERSON),
    ],
)
def test_whose_word(statement: Statement, voice: Voice) -> None:
    """By who says it and where it comes from."""
    assert voice_of(statement) is voice


@pytest.mark.parametrize(
    "stands, derived, differs",
    [
        (said("created", "2017-12-04"), said("created", "2017-12-03", origin=Origin.TRANSCRIBED), True),
        (said("created", "2017-12-03"), said("created", "2017-12", origin=Origin.TRANSCRIBED), True),
        (said("creator", "Oxfam America (Firm)"), said("creator", "oxfam  america", origin=Origin.TRANSCRIBED), False),
        (said("creator", "Oxfam"), said("creator", "Jass", origin=Origin.TRANSCRIBED), True),
        (said("creator", "A", uri="urn:a"), said("creator", "B", uri="urn:a", origin=Origin.AUTHORITY), False),
        (said("title", "Mine"), said("title", "Devised", origin=Origin.DEVISED), False),
        (said("publisher", None), said("publisher", "House", origin=Origin.TRANSCRIBED), True),
        (said("temporal", "2017-11-26/2017-12-02"), said("temporal", "2017-11-26?", origin=Origin.INFERRED), False),
        (said("temporal", "2017-11-27/2017-12-02"), said("temporal", "2017-11-26?", origin=Origin.INFERRED), True),
        (said("temporal", "the cold war"), said("temporal", "2017-11-26?", origin=Origin.INFERRED), True),
        (said("subject", "Doé, Juan, 1968-"), said("subject", "Juan Doe", origin=Origin.TRANSCRIBED), False),
        (said("subject", "Doe, Juan, 1968-"), said("subject", "Ana Doe", origin=Origin.TRANSCRIBED), True),
    ],
)  # fmt: skip
def test_when_they_disagree(stands: Statement, derived: Statement, differs: bool) -> None:
    """Where the text says something else than a person; not where one form holds the other, or the wording is the program's own."""
    found = replace(record(stands), superseded=(replace(derived, agent=SOFTWARE),))
    assert bool(not_taken(found)) is differs


def test_what_other_people_said_is_no_guess() -> None:
    """Only what the program found can be a guess that was not taken."""
    assert not_taken(replace(record(said("creator", "A")), superseded=(said("creator", "B"),))) == ()


def test_in_brief() -> None:
    """One line, cut, with nothing that could steer a terminal."""
    assert brief(said("creator", "A\x1b[31m\nB", role="aut")) == "A\\x1b[31m B [aut]"
    assert len(brief(said("abstract", "word " * 100))) == 100
