"""collection.yaml: the collection, its accession, and every fault of the file at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from archive.accession import CC0, RULES, Intake, read_collection
from archive.errors import RecordError
from archive.record.model import SOFTWARE, Agent, AgentKind, Origin

SMALL = "identifier: https://example.org/c\ntitle: C\nrepository: {name: House}\n"
FULL = b"""\
identifier: https://example.org/collections/h
title: Honduras
description: {text: A few texts., language: es, rules: [DACS, ours], license: http://creativecommons.org/licenses/by/4.0/}
repository: {name: The House, place: Town, contact: Ana, email: a@example.org}
accession: {number: 2026-1, date: 2026-11-21T09:30:00+01:00, agent: {organization: The House}, acquired: by download}
naan: 12345
defaults:
  rights: http://rightsstatements.org/vocab/CNE/1.0/
  accessRights: {value: open access, uri: http://purl.org/coar/access_right/c_abf2}
authorities: [names.csv, places.csv]
"""


def faults(text: str) -> dict[str, str]:
    with pytest.raises(RecordError) as caught:
        read_collection(text.encode(), "collection.yaml")
    assert caught.value.code == "E0303"
    return dict(caught.value.causes)


def test_full() -> None:
    """Every part of the file arrives in its place."""
    intake = read_collection(FULL, "c")
    house = Agent(AgentKind.ORGANIZATION, "The House")
    collection = intake.collection
    assert (collection.identifier, collection.title, collection.naan) == (
        "https://example.org/collections/h",
        "Honduras",
        "12345",
    )
    assert collection.description == "A few texts."
    assert (collection.description_language, collection.description_rules) == ("es", ("DACS", "ours"))
    assert collection.description_license == "http://creativecommons.org/licenses/by/4.0/"
    assert (collection.repository.place, collection.repository.email) == ("Town", "a@example.org")
    assert [(s.property, s.origin, s.agent) for s in collection.defaults] == [
        ("rights", Origin.DEFAULT, house),
        ("accessRights", Origin.DEFAULT, house),
    ]
    assert (intake.number, intake.agent, intake.acquired) == ("2026-1", house, "by download")
    assert intake.opened_at == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert intake.authorities == ("names.csv", "places.csv")


def test_small() -> None:
    """What the file does not say is None, or the rules and licence that hold by default; nothing is invented."""
    intake = read_collection(SMALL.encode(), "c")
    assert (intake.number, intake.opened_at, intake.agent, intake.acquired, intake.collection.naan) == (
        None,
    ) * 5
    assert (intake.collection.description_license, intake.collection.description_rules) == (CC0, RULES)
    accession = intake.accession(datetime(2026, 11, 21, 1, 0, 0, 5, tzinfo=timezone(timedelta(hours=2))))
    assert (accession.stamp, accession.number, accession.agent) == (
        "2026-11-20T23:00:00Z",
        "2026-11-20",
        SOFTWARE,
    )


@pytest.mark.parametrize(
    "written, opened",
    [
        ("2026-11-21", datetime(2026, 11, 21, tzinfo=UTC)),
        ("2026-11-21T09:30:00Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21t09:30:00z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30:00-05:00", datetime(2026, 11, 21, 14, 30, tzinfo=UTC)),
    ],
)
def test_dates(written: str, opened: datetime) -> None:
    """A date is its midnight in UTC, a time is its instant."""
    assert read_collection(f"{SMALL}accession: {{date: {written}}}".encode(), "c").opened_at == opened


@pytest.mark.parametrize(
    "written", ["2026", "2026-13-01", "2026-11-21T09:30:00", "2026-11-21T25:00:00Z", "yesterday"]
)
def test_no_dates(written: str) -> None:
    """A time without its zone, or no time at all, is a fault."""
    found = faults(f"{SMALL}accession: {{date: '{written}'}}")
    assert "RFC 3339" in found["line 4: accession.date"]


def test_faults() -> None:
    """Nine faults of one file are told together, with what was probably meant."""
    found = faults(
        "identifer: x\nrepository: {nam: y}\naccession: {dat: 3, date: 2026-13-01}\ndefaults: {rihgts: x}\n"
        "description: {language: zz, license: https://creativecommons.org/licenses/by/4.0/}\nnaan: x\n"
    )
    assert 'did you mean "identifier"?' in found["line 1: identifer"]
    assert "must be given" in found["line 1: title"]
    assert 'did you mean "name"?' in found["line 2: repository.nam"]
    assert 'did you mean "date"?' in found["line 3: accession.dat"]
    assert 'did you mean "rights"?' in found["line 4: defaults.rihgts"]
    assert "registered" in found["line 5: description.language"]
    assert "http, not https" in found["line 5: description.license"]
    assert "five digits" in found["line 6: naan"]
    assert len(found) == 11


def test_not_a_uri() -> None:
    """An identifier that is no URI is a fault, for everything is identified by it."""
    assert "no URI" in faults("identifier: ours\ntitle: C\nrepository: {name: House}\n")["line 1: identifier"]


@pytest.mark.parametrize("data", [b"\xff", b"- x", b"a: [", b"repository: House"])
def test_unreadable(data: bytes) -> None:
    """A file that is no mapping is E0303."""
    with pytest.raises(RecordError) as caught:
        read_collection(data, "c")
    assert caught.value.code == "E0303"


def test_unnamed() -> None:
    """A folder that nobody described is a collection that says so, whatever the folder's name."""
    assert "not named" in Intake.unnamed().collection.title
    assert Intake.unnamed().collection.defaults == ()


def test_the_seeds_own() -> None:
    """The collection file of this repository's seeds is taken, and gives the time of its bags."""
    path = Path(__file__).parents[2] / "seeds" / "collection.yaml"
    if not path.exists():
        pytest.skip("seeds/ has no collection.yaml")
    assert read_collection(path.read_bytes(), path.name).opened_at is not None
