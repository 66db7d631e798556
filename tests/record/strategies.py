"""Hypothesis strategies for records; every statement that they draw is one that the readers of sidecars take."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from functools import cache

from hypothesis import strategies as st

from archive.record.model import (
    PROPERTIES,
    Agent,
    AgentKind,
    Description,
    Evidence,
    Origin,
    Record,
    Statement,
    Status,
)
from archive.record.relators import RELATORS
from archive.record.vocabularies import DATES

TAGS = ("en", "es", "es-HN", "zh-Hant", "de-CH-1996", "und", "cmn", "sr-Cyrl", "mul")
EDTF = (
    "2017", "2017-12", "2017-12-03", "2017-12-03~", "2017?", "201X", "1985-04-XX", "2001-21", "1964/2008", "2004-06/..",
    "../1985", "[2017-11-29..2017-12-03]", "{1960,1961-12}", "2017-12-03T10:15:00Z", "Y170000002", "1950S2", "-0044-03-15",
)  # fmt: skip
RIGHTS = (
    "http://rightsstatements.org/vocab/CNE/1.0/",
    "http://rightsstatements.org/vocab/InC/1.0/",
    "http://creativecommons.org/licenses/by/4.0/",
    "All rights reserved.",
)
_ODD = ("|", "||", " | ", "¦", " ¦ ", "a | b", "x |", "| x", "@", "- x", "#", "'", '"', ";", ",", "null", "no", "~", "*a", "&a",
        "=1+1", "<x>&amp;]]>", "a: b", "{a}", "[a]", "line\nline", "%", "!x", "\\|", "\\", "\u2028x", "x\u0085y".replace("\u0085", "é"),
        "2017-12-03", "0x1", "1e3", "…", "é", "\u0301x", "漢字", "𝔘", "\ufeffx", "\tx", "x\n\n  y")  # fmt: skip


@cache  # building a strategy costs more than drawing from it
def texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Values as a reader leaves them: NFC, no white space at the ends, no control character, not empty."""
    letters = st.characters(
        codec="utf-8", categories=("L", "M", "N", "P", "S", "Z"), include_characters="\n|¦"
    )
    free = st.text(letters, min_size=1, max_size=max_size)
    pieces = st.lists(st.sampled_from(_ODD) | free, min_size=1, max_size=3).map("".join)
    return pieces.map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(_fit)


def _fit(text: str) -> bool:
    from archive.record.draft import clean, text_fault

    return bool(text) and text_fault(text) is None and clean(text) == text


@cache
def agents() -> st.SearchStrategy[Agent]:
    people = st.builds(Agent, kind=st.sampled_from([AgentKind.PERSON, AgentKind.ORGANIZATION]), name=texts())
    software = st.builds(
        Agent,
        kind=st.just(AgentKind.SOFTWARE),
        name=texts(),
        version=st.none() | texts(10),
        rule=st.none() | texts(10),
    )
    return people | software


@cache
def evidence() -> st.SearchStrategy[Evidence]:
    def placed(quote: str, start: int | None) -> Evidence:
        return Evidence(quote) if start is None else Evidence(quote, start, start + len(quote))

    return st.builds(placed, texts(), st.none() | st.integers(0, 100_000))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    name = draw(st.sampled_from(PROPERTIES))
    status = draw(st.sampled_from([Status.STATED] * 4 + [Status.NOT_STATED, Status.NOT_APPLICABLE]))
    origin = draw(st.sampled_from(Origin))
    quotes = draw(st.lists(evidence(), max_size=3)) if status is Status.STATED else []
    if status is Status.STATED and origin in (Origin.TRANSCRIBED, Origin.INFERRED) and not quotes:
        quotes = [draw(evidence())]
    return Statement(
        property=name,
        value=draw(_values(name)) if status is Status.STATED else None,
        origin=origin,
        agent=draw(agents()),
        status=status,
        lang=draw(st.none() | st.sampled_from(TAGS)),
        scheme="EDTF" if name in DATES else draw(st.none() | st.sampled_from(["LCSH", "URI", "x y"])),
        uri=draw(
            st.none()
            | st.sampled_from(["http://example.org/é", "urn:x:1", "http://id.loc.gov/authorities/a?b=c"])
        ),
        role=draw(st.none() | st.sampled_from(sorted(RELATORS))),
        evidence=tuple(quotes),
        note=draw(st.none() | texts()),
    )


@cache
def _values(name: str) -> st.SearchStrategy[str]:
    if name in DATES:
        return st.sampled_from(EDTF)
    if name == "language":
        return st.sampled_from(TAGS)
    if name in {"rights", "license"}:
        return st.sampled_from(RIGHTS)
    return texts()


@cache
def descriptions() -> st.SearchStrategy[Description]:
    return st.builds(
        Description,
        makers=st.lists(agents(), max_size=3).map(tuple),
        created_at=st.integers(0, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
        conforms_to=st.lists(texts(), max_size=2).map(tuple),
        language=st.sampled_from(TAGS),
        license=st.just("http://creativecommons.org/publicdomain/zero/1.0/"),
    )


@cache
def records() -> st.SearchStrategy[Record]:
    """Records with statements in any order; see `grouped` for the order that tables and sidecars keep."""
    return st.builds(
        Record,
        identifier=st.uuids(version=5).map(lambda found: found.urn),
        statements=st.lists(statements(), max_size=6).map(tuple),
        superseded=st.lists(statements(), max_size=2).map(tuple),
        description=descriptions(),
    )


def grouped(found: tuple[Statement, ...]) -> dict[str, list[Statement]]:
    """The statements of each property, in order."""
    groups: dict[str, list[Statement]] = {}
    for statement in found:
        groups.setdefault(statement.property, []).append(statement)
    return groups
