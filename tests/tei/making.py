"""Seeds, records and outlines made by hand, and hostile ones made at random."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from hypothesis import strategies as st

from archive.accession import Accession, Collection, Repository
from archive.outline.blocks import Block, Genre, Outline, Part, Role
from archive.record.model import SOFTWARE, Agent, AgentKind, Description, Origin, Record, Statement
from archive.seed import Seed
from archive.text.text import Decoding, Found, Text

OPENED = datetime(2026, 11, 21, tzinfo=UTC)
COLLECTION = Collection(
    "https://example.org/c",
    "Letters & statements",
    "About <one> subject.",
    Repository("House & Co", "Boston"),
)
ACCESSION = Accession(COLLECTION, "2026-1", OPENED, SOFTWARE, acquired="Given by its author.")
PERSON = Agent(AgentKind.PERSON, "Ada Example")


def seed(content: str, name: str = "000_a", **more) -> Seed:
    return Seed(name, more.pop("original_name", f"{name}.txt"), content.encode(), **more)


def text(content: str, steps=()) -> Text:
    return Text(content, Decoding("utf-8", Found.STRICT), steps)


def stated(name: str, value: str, **more) -> Statement:
    return Statement(name, value, more.pop("origin", Origin.SUPPLIED), PERSON, **more)


def record(*statements: Statement) -> Record:
    made = Description(
        (PERSON,), OPENED, ("DACS",), "en", "http://creativecommons.org/publicdomain/zero/1.0/"
    )
    return Record("urn:uuid:12345678-1234-5678-9234-567812345678", statements, (), made)


def outline(content: str, *blocks: tuple[Role, str], genre: Genre = Genre.PLAIN, **more) -> Outline:
    """Blocks found by their words, in order; `more` are the fields of all of them."""
    made = []
    at = 0
    for role, words in blocks:
        start = content.index(words, at)
        at = start + len(words)
        made.append(Block(role, start, at, "test/test", **more))
    return Outline(genre, "test/test", tuple(made))


ALPHABET = st.sampled_from(
    [
        *list("abc ABC.,:;!?-–—'’\"“”«»„&<>[]()0123456789\n\n\n \t\xa0\u3000éñü\ufeff😀*|_#"),
        "]]>",
        "<!--",
        "&amp;",
        "President ",
        " said ",
    ]
)
WORDS = st.sampled_from(
    [
        "Dear Sir,\n",
        "the the ",
        "“Yes,” said Ana Rivera. “No.”",
        "Nov. 26, 2017",
        "Organization of American States (OAS)",
        "Yours,\n",
        "\n\n",
        "P.S. ",
        "1. ",
        "[1]",
    ]
)
CONTENT = st.lists(st.one_of(ALPHABET, WORDS), max_size=60).map(lambda pieces: "".join(pieces) + "\n")


@st.composite
def outlines(draw, content: str) -> Outline:
    """Blocks in order and without overlap, of any roles, levels and parts; they need not hold every line."""
    cuts = sorted(draw(st.sets(st.integers(0, len(content)), max_size=16)))
    blocks = []
    for start, end in itertools.pairwise(cuts):
        if draw(st.booleans()) or draw(st.booleans()):
            blocks.append(
                Block(
                    draw(st.sampled_from(list(Role))),
                    start,
                    end,
                    "test/random",
                    level=draw(st.sampled_from([0, 1, 1, 2, 2, 3, 4, 9, 400])),
                    wrapped=draw(st.booleans()),
                    parts=draw(_parts(start, end)),
                )
            )
    breaks = tuple(sorted(draw(st.sets(st.integers(0, len(content)), max_size=2))))
    return Outline(draw(st.sampled_from(list(Genre))), "test/random", tuple(blocks), breaks)


@st.composite
def _parts(draw, start: int, end: int) -> tuple[Part, ...]:
    places = sorted(draw(st.sets(st.integers(start, end), max_size=6)))
    parts = [
        Part(draw(st.sampled_from(list(Role))), first, last, "test/random")
        for first, last in itertools.pairwise(places)
        if draw(st.booleans())
    ]
    if draw(st.booleans()) and places:
        at = places[-1]
        parts.append(Part(Role.GAP, at, at, "test/random"))
    return tuple(parts)


VALUES = st.text(st.characters(codec="utf-8"), max_size=30)


@st.composite
def records(draw) -> Record:
    """Statements of any property, value and scheme; what a person may have typed."""
    names = [
        "title",
        "creator",
        "contributor",
        "created",
        "language",
        "subject",
        "spatial",
        "rights",
        "abstract",
        "publisher",
        "identifier",
    ]
    statements = (
        [stated("language", draw(st.sampled_from(["en", "es", "fr-CA", "und", "español", "in English"])))]
        if draw(st.booleans())
        else []
    )
    for _ in range(draw(st.integers(0, 6))):
        name = draw(st.sampled_from(names))
        if name == "language":
            continue
        statements.append(
            stated(
                name,
                draw(
                    st.one_of(
                        VALUES,
                        st.sampled_from(
                            [
                                "Ana Rivera",
                                "Rivera, Ana",
                                "2017-12-03?",
                                "2013/2014",
                                "1985~",
                                "OAS",
                                "Honduras",
                                "[1667,1668]",
                            ]
                        ),
                    )
                ),
                scheme=draw(st.sampled_from([None, "LCSH", "EDTF", "http://example.org/s", "http://a b"])),
                uri=draw(
                    st.sampled_from(
                        [
                            None,
                            "http://example.org/1",
                            "http://creativecommons.org/licenses/by/4.0/",
                            "no uri",
                        ]
                    )
                ),
                role=draw(st.sampled_from([None, "aut", "sgn", "rcp", "pht", "odd role"])),
                lang=draw(st.sampled_from([None, "en", "es", "no tag"])),
            )
        )
    return record(*statements)
