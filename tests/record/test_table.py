"""Tables of descriptions."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.record.cells import QUOTES, guard, join, split, unguard
from archive.record.model import AgentKind, Record
from archive.record.serial_yaml import grouped
from archive.record.table import read_table, to_table
from tests.record.strategies import records, texts


@given(st.lists(st.just("") | texts(), min_size=1, max_size=4), st.sampled_from(["|", QUOTES]))
@settings(deadline=None)
def test_cells(parts: list[str], bar: str) -> None:
    """Joined values come apart again, whatever bars stand in them."""
    assert split(join(parts, bar), bar) == parts


@given(st.just("") | texts())
@settings(deadline=None)
def test_guard(cell: str) -> None:
    """A guarded cell is never a formula, and is itself again afterwards."""
    assert unguard(guard(cell)) == cell
    assert not guard(cell).startswith(("=", "+", "-", "@"))


@given(st.dictionaries(texts(), records(), max_size=3))
@settings(deadline=None)
def test_round_trip(given_records: dict[str, Record]) -> None:
    """A table written from records says the same statements of the same files, in order within each property."""
    found = read_table(to_table(given_records), "metadata.csv")
    assert list(found) == list(given_records)
    for name, record in given_records.items():
        assert grouped(found[name].statements) == grouped(record.statements)
        people = [agent for agent in record.description.makers if agent.kind is not AgentKind.SOFTWARE]
        assert [(a.kind, a.name) for a in found[name].cataloguers] == [(a.kind, a.name) for a in people]
