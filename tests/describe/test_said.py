"""A person's words: found in the text, and laid over what was derived."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.describe import describe
from archive.errors import RecordError
from archive.record.model import PROPERTIES, Agent, AgentKind, Evidence, Origin, Record, Statement, Status
from tests.describe.build import H, P, a_seed, an_accession, laid_out, values

PERSON = Agent(AgentKind.PERSON, "A cataloguer")
TEXT, OUTLINE = laid_out(
    [(H, "Women march on Versailles"), (P, "We march. We\nmarch again, and again, for the sake of bread.")]
)


def said(name: str, value: str | None, *quotes: Evidence, **more: object) -> Statement:
    return Statement(name, value, Origin.SUPPLIED, PERSON, evidence=quotes, **more)  # type: ignore[arg-type]


def record_of(*declared: Statement, defaults: tuple[Statement, ...] = ()) -> Record:
    return describe(replace(a_seed(TEXT), declared=declared), TEXT, OUTLINE, an_accession(defaults=defaults))


@pytest.mark.parametrize(
    ("given", "quote", "place"),
    [
        (Evidence("march"), "march", "first"),
        (Evidence("march", TEXT.content.rindex("march")), "march", "last"),
        (Evidence("march", 3), "march", "first"),
        (Evidence("We march again"), "We\nmarch again", "folded"),
        (Evidence("march again,  and"), "march again, and", "folded"),
    ],
)
def test_a_quote_is_found_at_its_place_or_the_first(given: Evidence, quote: str, place: str) -> None:
    """The place given wins if the words stand there; white space may differ, but the record has the text's own."""
    start = {"first": TEXT.content.index("march"), "last": TEXT.content.rindex("march")}.get(
        place, TEXT.content.index(quote)
    )
    record = record_of(said("title", "A march", given))
    assert record.of("title")[0].evidence == (Evidence(quote, start, start + len(quote)),)


def test_every_quote_that_is_not_there_is_reported_at_once() -> None:
    """E0351 lists each property and quote; quotes that differ by more than white space are not found."""
    with pytest.raises(RecordError) as caught:
        record_of(
            said("title", "x", Evidence("we March")),
            said("created", "1789", Evidence("1789"), Evidence("bread")),
            said("subject", "x", Evidence("  ")),
        )
    assert caught.value.code == "E0351"
    assert caught.value.where == "seed-1"
    assert [place for place, _ in caught.value.causes] == ["title", "created", "subject"]


def test_a_person_replaces_what_was_derived_and_the_record_keeps_it() -> None:
    """One statement by a person on a property supersedes every derived or default one on it."""
    record = record_of(
        said("title", "The march of the women"), said("language", None, status=Status.NOT_STATED)
    )
    assert values(record, "title") == ["The march of the women"]
    assert values(record, "language") == []
    assert [item.value for item in record.superseded if item.property == "title"] == [
        "Women march on Versailles"
    ]
    assert [item.property for item in record.statements].count("language") == 1


def test_measured_facts_stand_beside_a_persons() -> None:
    """Extent, format, identifier and derivatives by this program stay; one that a person repeats is not stated twice."""
    plain = record_of()
    record = record_of(
        said("extent", "2 pages"), said("identifier", "local:seed-1"), said("format", "text/plain")
    )
    assert values(record, "extent") == ["2 pages", *values(plain, "extent")]
    assert values(record, "identifier") == ["local:seed-1", plain.identifier]
    assert len(record.of("format")) == 3
    assert record.identifier == plain.identifier


def test_what_the_text_says_goes_before_a_default() -> None:
    """A default stands only where neither a person nor the text itself says otherwise."""
    default = Statement("language", "fr", Origin.DEFAULT, PERSON)
    rights = Statement("rights", "Copyright Not Evaluated", Origin.DEFAULT, PERSON)
    record = record_of(defaults=(default, rights))
    assert values(record, "language") == ["en"]
    assert default in record.superseded
    assert rights in record.statements


def test_statements_stand_in_the_order_of_the_terms() -> None:
    """The order is that of the DCMI terms, and a person's own order within one property."""
    record = record_of(
        said("subject", "Z"), said("creator", "B"), said("creator", "A"), said("abstract", "x")
    )
    order = [PROPERTIES.index(item.property) for item in record.statements]
    assert order == sorted(order)
    assert values(record, "creator") == ["B", "A"]


def test_the_description_names_its_makers_and_time() -> None:
    """The program and the cataloguers made the description, at the accession's time."""
    seed = replace(a_seed(TEXT), cataloguers=(PERSON,))
    description = describe(seed, TEXT, OUTLINE, an_accession()).description
    assert [maker.name for maker in description.makers] == ["archive", "A cataloguer"]
    assert description.created_at == an_accession().opened_at


def test_provenance_is_the_accessions_unless_a_default_gives_it() -> None:
    """How a seed was acquired is said once."""
    given = Statement("provenance", "Given in 1913.", Origin.DEFAULT, PERSON)
    assert values(record_of(defaults=(given,)), "provenance") == ["Given in 1913."]
    assert values(record_of(), "provenance") == [
        "Given by a reader (accession 2026-001; A house; 2026-11-21)."
    ]
