"""Drafts of sidecars say nothing until a person does; amended ones say what is new and keep every other line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.record.amended import amended
from archive.record.draft import UNNAMED
from archive.record.drafted import CANDIDATE, FACTS, Owed, to_draft
from archive.record.model import SOFTWARE, Agent, AgentKind, Origin, Record, Statement
from archive.record.owed import OWED
from archive.record.serial_yaml import grouped, sidecar_of
from archive.record.sidecar import Declared, read_sidecar
from archive.record.table import read_table
from tests.record.strategies import records, statements, texts
from tests.record.test_exports import ANA, record, said

OWING = st.lists(
    st.sampled_from(sorted(OWED.items())).map(lambda item: Owed(*item)), unique_by=lambda item: item.property
)


@given(records(), OWING, st.frozensets(st.sampled_from(sorted(OWED))), texts(20))
@settings(deadline=None, max_examples=60)
def test_a_draft_says_nothing(found: Record, owing: list[Owed], spoken: frozenset[str], name: str) -> None:
    """Whatever is known and owed, reading a draft back gives no statement, no charset and nobody's name."""
    ours = replace(found, statements=tuple(replace(s, agent=SOFTWARE) for s in found.statements))
    assert read_sidecar(to_draft(ours, owing, spoken, name), "x.yaml") == Declared()


@given(records())
@settings(deadline=None, max_examples=60)
def test_taking_the_signs_away_takes_the_values_over(found: Record) -> None:
    """The commented lines without their sign are YAML that says just what the program found, as the person's word."""
    ours = tuple(
        replace(s, agent=SOFTWARE, note=None) for s in found.statements if s.origin is not Origin.DEFAULT
    )
    draft = to_draft(replace(found, statements=ours), (), frozenset(), "a.txt").decode()
    lines = [line[2:] for line in draft.split("\n") if line.startswith("# ")]
    declared = read_sidecar("\n".join(lines).encode(), "x.yaml")
    wanted = [
        replace(s, agent=UNNAMED, origin=Origin.SUPPLIED if s.origin is Origin.MEASURED else s.origin)
        for s in ours
        if s.value is not None and s.property not in FACTS
    ]
    assert grouped(declared.statements) == grouped(wanted)


def test_the_parts_of_a_draft() -> None:
    """What is owed comes first, with its code and remedy; then the text's, then proposals, then the collection's; nothing that people said."""
    found = record(
        said("title", "T", agent=SOFTWARE, origin=Origin.DEVISED),
        said("rights", "R", agent=ANA, origin=Origin.DEFAULT),
        said("extent", "1 bytes", agent=SOFTWARE, origin=Origin.MEASURED),
        said("creator", "A", agent=SOFTWARE),
    )
    proposed = said(
        "subject", "Floods", agent=SOFTWARE, note=f"{CANDIDATE}; the text uses the phrase", uri="urn:f"
    )
    draft = to_draft(
        found,
        [Owed("abstract", "R0108"), Owed("creator", "R0113")],
        frozenset({"creator"}),
        "a.txt",
        (proposed,),
    ).decode()
    order = [
        "cataloguer: todo",
        "## R0108",
        "abstract: todo",
        "# title:",
        "#   value: Floods",
        "#   value: R",
    ]
    assert [draft.index(part) for part in order] == sorted(draft.index(part) for part in order)
    assert "note: the text uses the phrase" in draft
    assert "extent" not in draft
    assert "R0113" not in draft
    assert "# creator" not in draft


@pytest.mark.parametrize(
    "sidecar, said_there",
    [
        (b"title: todo\n", []),
        (b"title: {value: TODO, lang: en}\n", []),
        (b"creator: [todo, Ana]\n", ["Ana"]),
        (b"cataloguer: [todo]\ncharset: todo\n", []),
        (b"title: {value: todo, origin: transcribed, evidence: todo}\n", ["todo"]),
        (b"title: todo list\n", ["todo list"]),
    ],
)
def test_a_todo_is_no_value(sidecar: bytes, said_there: list[str]) -> None:
    """The mark alone says nothing, in any part; as a word of the text, with evidence, it is one."""
    declared = read_sidecar(sidecar, "x.yaml")
    assert [s.value for s in declared.statements] == said_there
    assert (declared.cataloguers, declared.charset) == ((), None)


def test_a_todo_in_a_table_is_no_value() -> None:
    """A cell that says todo says nothing, and among others it is left out."""
    rows = read_table(
        b"filename,cataloguer,charset,dc.title,dc.creator\na,todo,todo,todo,A | todo\n", "m.csv"
    )
    assert [(s.property, s.value) for s in rows["a"].statements] == [("creator", "A")]
    assert (rows["a"].cataloguers, rows["a"].charset) == ((), None)


# --- amended ----------------------------------------------------------------------------------------------------------

AGENTS = st.sampled_from([(), (ANA,), (Agent(AgentKind.ORGANIZATION, "House"), ANA)])


@st.composite
def _sides(draw: st.DrawFn) -> tuple[tuple[Statement, ...], dict[str, tuple[Statement, ...]]]:
    old = tuple(draw(st.lists(statements(), max_size=4)))
    new = grouped(draw(st.lists(statements(), min_size=1, max_size=3)))
    return old, {name: tuple(own) for name, own in new.items()}


@given(_sides(), AGENTS, AGENTS)
@settings(deadline=None, max_examples=60)
def test_amended_says_what_is_new_and_what_was(
    sides: tuple[tuple[Statement, ...], dict[str, tuple[Statement, ...]]],
    before: tuple[Agent, ...],
    after: tuple[Agent, ...],
) -> None:
    """Read back it says the new statements of each property, and of others the old ones, whoever signs it."""
    old, new = sides
    data = sidecar_of(old, before)
    again = read_sidecar(amended(data, new, after), "x.yaml")
    was = grouped(read_sidecar(data, "x.yaml").statements)
    found = grouped(again.statements)
    assert set(found) == set(was) | set(new)
    for name, own in found.items():
        wanted = new.get(name) or tuple(was[name])
        assert [replace(s, agent=UNNAMED) for s in own] == [replace(s, agent=UNNAMED) for s in wanted]
        for one, two in zip(own, wanted, strict=True):
            assert one.agent == two.agent or two.agent == UNNAMED


OLD = b"""# head
cataloguer: Ana

# of the title
title: Old  # tail

# of dates
"created":
  value: 2017
  note: x
# end
"""


def test_other_lines_stay() -> None:
    """Comments, blanks and the other properties' lines stand as they stood; new properties come at the end."""
    new = {"title": (said("title", "New"),), "subject": (said("subject", "A"), said("subject", "B"))}
    assert (
        amended(OLD, new, ())
        == OLD.replace(b"title: Old  # tail", b"title: New") + b"subject:\n  - A\n  - B\n"
    )


@pytest.mark.parametrize(
    "sidecar, wanted",
    [
        (None, b"cataloguer: Ana\ntitle: New\n"),
        (b"", b"cataloguer: Ana\ntitle: New\n"),
        (b"## note\ncataloguer: todo\n\ntitle: todo\n", b"## note\ncataloguer: Ana\n\ntitle: New\n"),
        (b"{creator: A}", b"creator: A\ntitle:\n  value: New\n  agent: Ana\n"),
        (b"\xef\xbb\xbfcreator: A\r\ntitle: Old\r\n", b"creator: A\ntitle:\n  value: New\n  agent: Ana\n"),
        (
            b"creator: &a A\ncontributor: *a\ntitle: Old",
            b"creator: &a A\ncontributor: *a\ntitle:\n  value: New\n  agent: Ana\n",
        ),
    ],
    ids=["none", "empty", "draft", "flow", "mark and CRLF", "anchors"],
)
def test_amended_files(sidecar: bytes | None, wanted: bytes) -> None:
    """A draft is signed by whoever fills it in; a file that somebody else wrote is not."""
    assert amended(sidecar, {"title": (said("title", "New"),)}, (ANA,)) == wanted
