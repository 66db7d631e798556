"""Receipts: both ways, and refused when they are none."""

import dataclasses
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import DepositError
from archive.fixity import Algorithm, Fixity
from archive.receipt import Kept, Receipt, from_json, to_json
from archive.receipts import keep, kept_for, receipts_in
from archive.resources import schema

texts = st.text(st.characters(exclude_categories=()), max_size=20)
digests = st.lists(
    st.tuples(st.sampled_from(list(Algorithm)), st.text("0123456789abcdef", min_size=1)),
    min_size=1, unique_by=lambda pair: pair[0],
).map(lambda pairs: tuple(sorted(pairs, key=lambda pair: list(Algorithm).index(pair[0]))))  # fmt: skip
receipts = st.builds(
    Receipt, bag=texts, identifier=texts, key=texts, target=texts, location=texts, version=st.none() | texts,
    taken_at=st.integers(0, 1 << 37).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    level=texts, findings=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    files=st.lists(st.builds(Kept, texts, st.builds(Fixity, st.integers(0), digests)), max_size=3).map(tuple),
    lost=st.lists(texts, max_size=2).map(tuple), software=texts,
    persistent=st.none() | texts,
)  # fmt: skip
ONE = Receipt(
    "a", "urn:x:1", "ab" * 32, "folder:x", "folder:x/a", None, datetime(2026, 1, 2, tzinfo=UTC), "deposit", (("R0221", "x"),),
    (Kept("bagit.txt", Fixity(1, ((Algorithm.SHA256, "00"),))),), ("nothing",), "archive 0",
)  # fmt: skip


@given(receipts)
@settings(deadline=None)
def test_a_receipt_reads_as_it_was_written(receipt):
    """Written and read, a receipt is the same."""
    assert from_json(to_json(receipt), "x") == receipt


@given(receipts)
@settings(deadline=None, max_examples=30)
def test_a_receipt_meets_its_schema(receipt):
    """What is written meets schemas/receipt.schema.json."""
    jsonschema.validate(json.loads(to_json(receipt)), json.loads(schema("receipt.schema.json")))


def test_a_receipt_from_before_persistent_identifiers():
    """A receipt that says nothing of one is read, and has none."""
    tree = json.loads(to_json(ONE))
    del tree["persistentIdentifier"]
    assert from_json(json.dumps(tree).encode(), "x") == ONE


@pytest.mark.parametrize(
    "change",
    [{"format": "other/1"}, {"files": [{"place": "x", "size": 1}]}, {"files": [{"place": "x", "size": True, "md5": "0"}]},
     {"takenAt": "yesterday"}, {"bag": 3}, {"lost": None}, {"persistentIdentifier": 10}, {"findings": [["a", "b"]]}],
)  # fmt: skip
def test_what_is_no_receipt(change):
    """A file with one wrong value is E0612, and no traceback."""
    tree = json.loads(to_json(ONE)) | change
    with pytest.raises(DepositError) as refused:
        from_json(json.dumps(tree).encode(), "x")
    assert refused.value.code == "E0612"


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000])
def test_what_is_not_even_a_table(data):
    """Bytes that are no JSON object are E0612."""
    with pytest.raises(DepositError) as refused:
        from_json(data, "x")
    assert refused.value.code == "E0612"


def test_a_receipt_is_kept_once(tmp_path):
    """The same bag at the same target has one receipt, written anew; at another target it has another."""
    first = keep(ONE, tmp_path)
    assert keep(dataclasses.replace(ONE, version="v2"), tmp_path) == first
    assert keep(dataclasses.replace(ONE, target="folder:y"), tmp_path) != first
    found = {path: receipt.version for path, receipt in receipts_in(tmp_path)}
    assert found[first] == "v2"
    assert len(found) == 2


def test_the_receipts_of_a_state_that_came_back(tmp_path):
    """The same bytes as another version have a receipt of their own; each version has one, written anew."""
    first = keep(dataclasses.replace(ONE, version="v1"), tmp_path)
    third = keep(dataclasses.replace(ONE, version="v3"), tmp_path)
    assert keep(dataclasses.replace(ONE, version="v1", software="archive 1"), tmp_path) == first
    assert keep(dataclasses.replace(ONE, version="v3", software="archive 1"), tmp_path) == third
    found = {path: (one.version, one.software) for path, one in receipts_in(tmp_path)}
    assert found == {first: ("v1", "archive 1"), third: ("v3", "archive 1")}
    assert list(kept_for(tmp_path, ONE.name)) == [first, third]


def test_a_spoiled_receipt_gives_way(tmp_path):
    """What proves nothing is no reason to keep a name free of what does."""
    first = keep(dataclasses.replace(ONE, version="v1"), tmp_path)
    first.write_bytes(b"{}")
    assert keep(dataclasses.replace(ONE, version="v3"), tmp_path) == first


def test_a_spoiled_receipt_does_not_hide_the_others(tmp_path):
    """In the place of a receipt that cannot be read stands the error."""
    path = keep(ONE, tmp_path)
    (path.parent / "0.json").write_bytes(b"{}")
    kinds = [type(receipt) for _, receipt in receipts_in(tmp_path)]
    assert kinds == [DepositError, Receipt]


def test_a_receipt_that_cannot_be_kept(tmp_path):
    """Where the folder cannot be made, E0610, and nothing is left."""
    state = tmp_path / "state"
    state.write_text("a file")
    with pytest.raises(DepositError) as refused:
        keep(ONE, state)
    assert refused.value.code == "E0610"
    assert list(Path(tmp_path).iterdir()) == [state]


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("../precious")])
def test_what_lies_in_the_way_of_a_receipt(tmp_path, make):
    """Where a receipt is written first, nobody's link is followed, and nobody waits for a FIFO's reader."""
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "receipts").mkdir()
    make(tmp_path / "receipts" / f".{ONE.name}.part")
    path = keep(ONE, tmp_path)
    assert path.is_file()
    assert not path.is_symlink()
    assert (tmp_path / "precious").read_text() == "mine"
    assert [one.name for one in (tmp_path / "receipts").iterdir()] == [ONE.name]
