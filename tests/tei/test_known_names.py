"""Names that another name, an authority's heading, or everybody's knowledge explains: one row a case."""

from dataclasses import replace

import pytest

from archive.outline.blocks import Block, Genre, Outline, Role
from archive.record.model import Evidence
from archive.tei import names
from archive.tei.authority_forms import unqualified
from tests.tei.counting import calls
from tests.tei.making import record, stated

AUTHORITY = "http://example.org/1"


def seen(content: str, *statements) -> list[tuple[str, str, bool]]:
    found = names.mentions(content, Outline(Genre.PLAIN, "t/t", ()), record(*statements))
    return [(content[m.start : m.end], m.entity.name, m.certain) for m in found]


def heading(name: str, value: str, *quotes: str, uri: str | None = AUTHORITY):
    return stated(name, value, uri=uri, evidence=tuple(Evidence(quote, 0, len(quote)) for quote in quotes))


FAMOUS = {
    "a body everybody knows": (
        "At the Pentagon and in the UN.",
        [("Pentagon", "Pentagon"), ("UN", "United Nations")],
    ),
    "another language": ("en las Naciones Unidas", [("Naciones Unidas", "United Nations")]),
    "capitals among capitals are words": ("ES UN DÍA GRANDE", []),
    "a body's organ": ("The UN Security Council met.", [("UN Security Council", "UN Security Council")]),
    "a country at the end": ("They went to the U.S.\n\nThen", [("U.S.", "United States")]),
    "before a comma": ("In the UK, as here,", [("UK", "United Kingdom")]),
    "possessive": ("the US's debt", [("US", "United States")]),
    "before a verb": ("the U.S. and landed there", [("U.S.", "United States")]),
    "an adjective": ("the U.S. Army and the US dollar", []),
    "one of two adjectives": ("the U.S. and allied troops, the US and British press", []),
    "a pronoun": ("IT IS FOR US, NOT YOU", []),
    "a sentence may begin or go on": ("came to the U.S. Yesterday they left", []),
    "a country in another name": (
        "from Mexico City to New Mexico, the Gulf of Mexico and Northern Peru, where Israel Vane and the Panama Canal are",
        [("Mexico City", "Mexico City")],
    ),
    "a state that was": (
        "the Soviet Union and England, not Lyn England of New England",
        [("Soviet Union", "Soviet Union"), ("England", "England")],
    ),
    "a country before an office": (
        "In Peru President Vane of Peru",
        [("Peru", "Peru"), ("Vane", "Vane"), ("Peru", "Peru")],
    ),
    "an agency, with its article or without": (
        "An Associated Press writer told Reuters",
        [("Associated Press", "Associated Press"), ("Reuters", "Reuters")],
    ),
    "bodies of the world in Spanish": (
        "la ONU y la OEA",
        [("ONU", "United Nations"), ("OEA", "Organization of American States")],
    ),
    "always a noun": ("in the USA, not USA Today", [("USA", "United States")]),
}


@pytest.mark.parametrize(("content", "wanted"), FAMOUS.values(), ids=FAMOUS)
def test_what_everybody_knows_needs_no_explanation(content, wanted):
    """A few bodies and the abbreviations of two countries are names, where they cannot be anything else."""
    assert [(words, name) for words, name, _ in seen(content)] == wanted


SHORT = {
    "the end of a name": (
        "We asked the Ruritanian Harbour Council. The Harbour Council said no.",
        [("Ruritanian Harbour Council", "Ruritanian Harbour Council"), ("Harbour Council", "Ruritanian Harbour Council")],
    ),
    "before the whole name": (
        "The Harbour Council said no, as the Ruritanian Harbour Council does.",
        [("Harbour Council", "Harbour Council"), ("Ruritanian Harbour Council", "Ruritanian Harbour Council")],
    ),
    "two such names": (
        "We asked the Ruritanian Harbour Council and the Graustark Harbour Council. The Harbour Council said no.",
        [
            ("Ruritanian Harbour Council", "Ruritanian Harbour Council"),
            ("Graustark Harbour Council", "Graustark Harbour Council"),
            ("Harbour Council", "Harbour Council"),
        ],
    ),
    "no article": (
        "We asked the Ruritanian Harbour Council. No Harbour Council says so.",
        [("Ruritanian Harbour Council", "Ruritanian Harbour Council"), ("Harbour Council", "Harbour Council")],
    ),
    "the beginning of a name": (
        "by the Town Council of the City of Streslau. The Town Council said so",
        [
            ("Town Council of the City of Streslau", "Town Council of the City of Streslau"),
            ("Town Council", "Town Council of the City of Streslau"),
        ],
    ),
    "a party's branch": (
        "We asked the Streslau Farmers Party. The Farmers Party said no.",
        [("Streslau Farmers Party", "Streslau Farmers Party"), ("Farmers Party", "Farmers Party")],
    ),
    "a headline": (
        "Lobsters Sue Harbour Council\n\nThe Harbour Council said no.",
        [("Lobsters Sue Harbour Council", "Lobsters Sue Harbour Council"), ("Harbour Council", "Harbour Council")],
    ),
    "too much left out": (
        "We asked the Old Upper Ruritanian Harbour Council. The Harbour Council said no.",
        [("Old Upper Ruritanian Harbour Council", "Old Upper Ruritanian Harbour Council"), ("Harbour Council", "Harbour Council")],
    ),
    "a small head": (
        "the Farmers Party and the Farmers party",
        [("Farmers Party", "Farmers Party"), ("Farmers party", "Farmers Party")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "wanted"), SHORT.values(), ids=SHORT)
def test_a_body_is_named_again_by_the_end_of_its_name(content, wanted):
    """After the whole name, with an article, and where no other body has the same end."""
    assert [(words, name) for words, name, _ in seen(content)] == wanted


def test_a_short_name_and_a_small_head_are_not_certain():
    """Even of a body that the record names."""
    known = stated("subject", "Ruritanian Harbour Council")
    found = seen("the Ruritanian Harbour Council, the Harbour Council, the Ruritanian Harbour council", known)
    assert [certain for _, _, certain in found] == [True, False, False]


@pytest.mark.parametrize(
    ("content", "statement", "wanted"),
    [
        ("the Harbour Action Center", heading("creator", "Harbour Action Center (Streslau)"), ("Harbour Action Center",) * 2),
        (
            "The Ruritanian Senate Harbour Board met.",
            heading("subject", "Ruritanian Senate. Harbour Board"),
            ("Ruritanian Senate Harbour Board",) * 2,
        ),
        (
            "the Harbour Board of the Ruritanian Senate",
            heading("subject", "Ruritanian Senate. Harbour Board"),
            ("Harbour Board of the Ruritanian Senate", "Ruritanian Senate Harbour Board"),
        ),
        (
            "the Harbour Democratic Institute",
            heading("subject", "Harbour Democratic Institute for Foreign Affairs", "the Harbour Democratic Institute, he said"),
            ("Harbour Democratic Institute", "Harbour Democratic Institute for Foreign Affairs"),
        ),
        ("In the Loon Bay", heading("spatial", "Greater Loon Bay (Ruritania)", "In the Loon Bay"), ("Loon Bay", "Greater Loon Bay")),
        ("in Streslau", heading("spatial", "Streslau (Ruritania)"), ("Streslau", "Streslau")),
    ],
)  # fmt: skip
def test_a_heading_is_known_as_people_write_it(content, statement, wanted):
    """Without its qualifier, with its unit before or behind, and by the part of it that the record quotes; and it is certain."""
    assert seen(content, statement) == [(*wanted, True)]


@pytest.mark.parametrize(
    ("content", "statement"),
    [
        ("the Loon Bay", heading("spatial", "Greater Loon Bay", "the Loon Coast")),
        ("Loon Gazette", heading("spatial", "Loon (Ruritania)")),
        ("Mayor Loon left", heading("spatial", "Loon (Ruritania)")),
        ("Loon-based", heading("spatial", "Loon-Based (Ruritania)")),
    ],
)
def test_a_place_within_another_name_is_not_named(content, statement):
    """A town's name is also that of newspapers and people."""
    assert [name for _, name, _ in seen(content, statement) if name.endswith(("Bay", "Loon"))] == []


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Loon (Ruritania)", "Loon"),
        ("Harbour Board (HB)", "Harbour Board (HB)"),
        ("Loon", "Loon"),
        ("(Loon)", "(Loon)"),
    ],
)
def test_an_abbreviation_is_no_qualifier(value, wanted):
    """What stands in brackets and is made of capitals belongs to the name."""
    assert unqualified(value) == wanted


def test_a_surname_that_is_a_quarter_of_the_sky():
    """Beside a known given name, and not otherwise."""
    assert seen("Oliver North and Gulf North") == [("Oliver North", "Oliver North", False)]


def test_many_bodies_take_work_in_proportion():
    """Eight times as many names, all different and all of one kind, take no more than ten times the calls."""

    def looked_for(many: int) -> int:
        names_ = (
            f"we saw the {_word(at)} {_word(at + 7)} Council and the {_word(at)} Council."
            for at in range(many)
        )
        content = " ".join(names_)
        return calls(lambda: seen(content))

    few = looked_for(200)
    assert looked_for(1600) < 10 * few


def _word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(10_000 + number * 37)).title()


def test_a_name_goes_over_the_end_of_a_line_that_layout_broke():
    """In a paragraph broken into lines it is one name; where each line is something of its own it is none."""
    content = "the Ruritanian Harbour\nCouncil met Dr. Ana\nGil, and\nGil wept\n"
    whole = Block(Role.PARAGRAPH, 0, len(content) - 1, "t/t", wrapped=True)
    for blocks, wanted in (
        ((whole,), ["Ruritanian Harbour\nCouncil", "Ana\nGil", "Gil"]),
        ((replace(whole, wrapped=False),), []),
        ((), []),
    ):
        found = names.mentions(content, Outline(Genre.PLAIN, "t/t", blocks), record())
        assert [content[m.start : m.end] for m in found] == wanted
