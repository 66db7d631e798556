"""Records read the quick way are those that the models would give, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.record.model import Record
from archive.record.received import taken
from archive.record.serial_json import to_json
from archive.record.sound import sound
from tests.record.strategies import records
from tests.record.test_serial_json import WRONG, changed

ODD = st.sampled_from(
    [
        None,
        True,
        1,
        -1,
        1.0,
        1 << 40,
        "",
        "x",
        "stated",
        "not-stated",
        "2026-01-01T00:00:00Z",
        [],
        {},
        [1],
        {"a": 1},
    ]
)


@given(records())
@settings(deadline=None, max_examples=60)
def test_what_we_write_is_sound(record: Record) -> None:
    """Every record that we write is read without the models, and is what they would have given."""
    tree = json.loads(to_json(record))
    assert sound(tree) == record == taken(tree)[0]


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a tree."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(place for key, value in items for place in places(value, (*path, key)))]


def put(tree: Any, path: tuple[Any, ...], value: Any, *, name: str | None) -> Any:
    """The tree with `value` at the path, or under another `name` in the object there; Ellipsis takes it out."""
    if not path:
        return {**tree, name: value} if name and isinstance(tree, dict) else tree if value is ... else value
    copy = tree.copy()
    if len(path) == 1 and value is ... and name is None:
        del copy[path[0]]
    else:
        copy[path[0]] = put(tree[path[0]], path[1:], value, name=name)
    return copy


@given(records(), st.data())
@settings(deadline=None, max_examples=300)
def test_never_more_lenient(record: Record, data: st.DataObject) -> None:
    """With something changed, added or taken out, what is called sound is what the models take, as the same record."""
    tree = json.loads(to_json(record))
    path = data.draw(st.sampled_from(places(tree)))
    value = data.draw(ODD | st.just(...))
    name = (
        data.draw(st.sampled_from([None, "status", "note", "colour", "evidence", "end"]))
        if value is not ...
        else None
    )
    altered = put(tree, path, value, name=name)
    found = sound(altered)
    assert found is None or found == taken(altered)[0]


@pytest.mark.parametrize("path, value", WRONG, ids=[f"{path[-1]}-{value!r}"[:40] for path, value in WRONG])
def test_wrong_parts_are_not_sound(path: tuple[str | int, ...], value: Any) -> None:
    """What the models refuse is not sound."""
    assert sound(json.loads(changed(path, value))) is None
