"""A spreadsheet's way out and back: what was not edited says nothing new, and what was is just what changes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.record.amended import amended
from archive.record.cells import guard, join, split, unguard
from archive.record.draft import UNNAMED
from archive.record.exports.formats import FORMATS, Item, is_measured
from archive.record.imports.foreign import Foreign, gathered
from archive.record.model import PROPERTIES, SOFTWARE, AgentKind, Origin, Record, Status
from archive.record.serial_yaml import grouped
from archive.record.sidecar import Declared, read_sidecar
from archive.sources.rows import csv_of
from archive.workflows.importing import changes
from tests.record.strategies import records
from tests.record.test_exports import ANA, record, said

FREE = tuple(
    name for name in PROPERTIES if name in {"title", "creator", "subject", "description", "extent", "source"}
)


def table(found: Record) -> bytes:
    write = FORMATS["csv"].together
    assert write
    return write([Item("doc", "doc.txt", found)])


def taken(data: bytes) -> list[Foreign]:
    return list(gathered({"t.csv": data}, csv_of))


@given(records())
@settings(deadline=None, max_examples=60)
def test_a_table_that_was_not_edited_says_nothing_new(found: Record) -> None:
    """Exported and taken in as it is, it changes nothing, whoever said what from where."""
    assert changes(found, taken(table(found))) == ()


@given(records(), st.data())
@settings(deadline=None, max_examples=60)
def test_an_edited_cell_is_the_one_change(found: Record, data: st.DataObject) -> None:
    """Another value in one cell changes that property alone; the sidecar that is written says it, and what else the row says stays."""
    found = replace(found, statements=(*found.statements, said("title", "T", agent=SOFTWARE)))
    header, row = csv.reader(io.StringIO(table(found).decode("utf-8-sig"), newline=""))
    columns = [n for n, name in enumerate(header) if name.removeprefix("dcterms.") in FREE and row[n]]
    number = data.draw(st.sampled_from(columns))
    values = split(unguard(row[number]))
    assume(any(values))
    place = data.draw(st.sampled_from([n for n, value in enumerate(values) if value]))
    values[place] = f"{values[place]} edited"
    row[number] = guard(join(values))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t").writerows([header, row])
    (foreign,) = taken(out.getvalue().encode())
    (change,) = changes(found, [foreign])
    assert change.property == header[number].removeprefix("dcterms.")
    before = [s for s in change.before if not is_measured(s)]
    assert len(change.after) == len(before)
    differing = [(old, new) for old, new in zip(before, change.after, strict=True) if old != new]
    ((old, new),) = differing
    assert new.value == f"{old.value} edited"
    assert new.agent.kind is not AgentKind.SOFTWARE
    again = read_sidecar(
        amended(None, {change.property: change.after}, foreign.declared.cataloguers), "x.yaml"
    )
    assert [replace(s, agent=UNNAMED) for s in again.statements] == [
        replace(s, agent=UNNAMED) for s in change.after
    ]


def foreign(*statements: object, exact: bool = False, cataloguer: object = None) -> Foreign:
    return Foreign("x", ("a",), Declared(tuple(statements), None, (cataloguer,) if cataloguer else ()), exact)  # type: ignore[arg-type]


def test_a_poorer_description_adds_nothing() -> None:
    """What a format cannot tell it does not deny: the same words without their evidence or role are no change."""
    rich = record(said("creator", "A", role="aut", uri="urn:a", lang="en"), said("creator", "B"))
    assert changes(rich, [foreign(said("creator", "A"))]) == ()
    assert changes(rich, [foreign(said("creator", "urn:a"))]) == ()
    (change,) = changes(rich, [foreign(said("creator", "A", role="edt"))])
    assert change.after == (said("creator", "A", role="edt"),)


def test_a_table_of_parts_denies_what_it_leaves_out() -> None:
    """A role that was taken out of its cell is gone."""
    rich = record(said("creator", "A", role="aut"))
    assert changes(rich, [foreign(said("creator", "A"), exact=True)])[0].after == (said("creator", "A"),)


def test_of_several_descriptions_the_first_counts() -> None:
    """Two files that speak of one property are not mixed."""
    found = changes(
        record(), [foreign(said("title", "One")), foreign(said("title", "Two"), said("source", "S"))]
    )
    assert [(change.property, [s.value for s in change.after]) for change in found] == [
        ("source", ["S"]),
        ("title", ["One"]),
    ]


def test_whose_word_a_changed_value_is() -> None:
    """What the program said and somebody changed is theirs; what was measured or a default is then supplied."""
    derived = said("title", "T", agent=SOFTWARE, origin=Origin.DEVISED)
    default = said("rights", "R", agent=SOFTWARE, origin=Origin.DEFAULT)
    edited = [replace(derived, value="U"), replace(default, value="S")]
    found = changes(record(derived, default), [foreign(*edited, exact=True, cataloguer=ANA)])
    assert [(s.value, s.agent, s.origin) for change in found for s in change.after] == [
        ("S", ANA, Origin.SUPPLIED),
        ("U", ANA, Origin.DEVISED),
    ]


def test_a_status_is_said_too() -> None:
    """Not stated, said by a table, takes the place of a guess."""
    guess = said("publisher", "House", agent=SOFTWARE)
    silent = said("publisher", None, status=Status.NOT_STATED)
    (change,) = changes(record(guess), [foreign(silent)])
    assert grouped(change.after) == {"publisher": [silent]}
