"""JSON that is hostile: refused with a reason, in little time and memory."""

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ocfl.documents import DocumentError, parse, shown
from archive.ocfl.faults import Faults
from archive.ocfl.taking import claims_of
from tests.tei.counting import calls

MANY = 200_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Expecting value"),
        (b"{", "line 1"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b"\xff{}", "UTF-8"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        ('{"a": "é"}'.encode("utf-16"), "UTF-8"),
        (b"[" * 9_000, "deep"),
        (b'{"a":' * 9_000, "deep"),
        (b"[" + b"[]," * MANY + b"0]", "more values"),
        (b"[" + b'"",' * MANY + b'""]', "more values"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "too long"),
    ],
)
def test_what_is_refused(data, reason):
    """Each with a reason of few words, none with another exception."""
    with pytest.raises(DocumentError, match=reason):
        parse(data, numbers=True)


@pytest.mark.parametrize("number", [b"9" * 5_000, b"1e999999", b"-0.5", b"1" * 1_000_000])
def test_numbers_are_not_computed(number):
    """An inventory has none; the longest costs nothing."""
    assert parse(b'{"a": ' + number + b"}") == ({"a": 0}, ())


def test_keys_that_stand_twice():
    """They are told, whatever the object's depth; the last is kept."""
    assert parse(b'{"a": {"b": "1", "b": "2"}, "c": "", "a": ""}') == ({"a": "", "c": ""}, ("b", "a"))


def test_a_large_inventory_takes_a_bounded_multiple_of_its_size():
    """Ten megabytes of values that are as small as is allowed take less than fifteen times that, and no call for each."""
    data = b"[" + b'"abcde",' * 1_250_000 + b'""]'
    assert calls(lambda: parse(data)) < 100
    tracemalloc.start()
    parse(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 15 * len(data)


def test_a_path_of_a_million_folders():
    """It is refused before its folders are counted one by one."""
    deep = "/".join(["a"] * 1_000_000)
    data = json.dumps(
        {"manifest": {"0" * 128: [deep]}, "versions": {"v1": {"state": {"0" * 128: [deep]}}}}
    ).encode()
    faults = Faults()
    assert calls(lambda: claims_of(data, "inventory.json", faults)) < 1_000
    assert "F2002" in faults.codes


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["v1", "v2", "a/b", "0" * 128]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "type", "head", "manifest", "versions", "fixity", "v1", "v2", "v01", "state", "created",
                         "user", "message", "name", "digestAlgorithm", "contentDirectory", "md5", "0" * 128]), inner, max_size=8),
    max_leaves=30,
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(
            ["id", "type", "head", "manifest", "versions", "fixity", "digestAlgorithm", "contentDirectory"]
        ),
        JSON,
    )
)
def test_no_document_gives_a_traceback(document):
    """Whatever stands in the place of whatever, there are findings and no exception."""
    faults = Faults()
    assert claims_of(json.dumps(document).encode(), "inventory.json", faults) is not None
    assert faults.found


@given(st.text(st.characters()), st.integers(2, 50))
def test_what_is_shown_can_be_printed(text, limit):
    """No lone surrogate, no text longer than it may be."""
    assert len(shown(text, limit)) <= limit
    shown(text).encode()
