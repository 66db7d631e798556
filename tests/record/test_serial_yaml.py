"""Sidecars written from records."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from archive.record.model import AgentKind, Record
from archive.record.serial_yaml import grouped, to_yaml
from archive.record.sidecar import read_sidecar
from tests.record.strategies import records


@given(records())
@settings(deadline=None, max_examples=60)
def test_round_trip(record: Record) -> None:
    """A sidecar written from a record says the same statements when it is read, in order within each property."""
    declared = read_sidecar(to_yaml(record), "x.yaml")
    assert grouped(declared.statements) == grouped(record.statements)
    assert declared.cataloguers == tuple(
        a for a in record.description.makers if a.kind is not AgentKind.SOFTWARE
    )


@given(records())
@settings(deadline=None, max_examples=60)
def test_stable(record: Record) -> None:
    """Writing what was read gives the same bytes but for the superseded."""
    once = to_yaml(replace(record, superseded=()))
    declared = read_sidecar(once, "x.yaml")
    again = replace(
        record,
        superseded=(),
        statements=declared.statements,
        description=replace(record.description, makers=declared.cataloguers),
    )
    assert to_yaml(again) == once
