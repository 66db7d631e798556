"""The change list as a file, and what reads it when it cannot be trusted."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import TextError
from archive.findings import register
from archive.text import (
    Change,
    Decoding,
    Found,
    Step,
    changes_json,
    faults,
    normalize,
    original_of,
    original_span,
    read_changes,
)

PATHS = ("data/text/a.txt", "data/text/a.json", "data/original/a.txt")
DATA = "\ufeffOne \r\ntwo\x0c\r\ncafe\u0301\r\n".encode()


def test_the_file_explains_itself():
    """The file is ASCII, names format, version, charset and steps, says how to go back, and ends in one newline."""
    data = changes_json(normalize(DATA))
    assert data.isascii()
    assert data.endswith(b"}\n")
    whole = json.loads(data)
    assert (whole["format"], whole["version"]) == ("archive-text-changes", 1)
    assert "from last to first" in " ".join(whole["about"])
    assert whole["decoding"] == {
        "charset": "UTF-8",
        "byte-order-mark": "efbbbf",
        "decided": "byte-order-mark",
        "because": "The byte order mark at the beginning says so.",
        "exceptions": [],
    }
    assert [(step["step"], step["count"]) for step in whole["steps"]] == [
        ("line-ends", 3), ("control-characters", 1), ("nfc", 1), ("trailing-blanks", 1)
    ]  # fmt: skip
    assert whole["steps"][0]["changes"] == [{"was": "\r\n", "now": "\n", "at": [4, 9, 15]}]


def test_delete_is_escaped():
    """No control character stands in the file as itself, DEL included."""
    assert b"\\u007f" in changes_json(normalize(b"a\x7fb"))


def test_many_alike_stay_small():
    """100,000 CRLF line ends make one group of less than a megabyte."""
    text = normalize(b"x" * 48 + b"\r\n" * 1 + (b"x" * 48 + b"\r\n") * 99_999)
    data = changes_json(text)
    assert len(data) < 1_000_000
    assert data.count(b'"was"') == 1
    assert read_changes(data) == (text.decoding, text.steps)


def _edited(**keys):
    whole = json.loads(changes_json(normalize(DATA)))
    for key, value in keys.items():
        whole[key] = value
    return json.dumps(whole).encode()


def _step(*groups):
    return [
        {"step": "x", "changes": [dict(zip(("was", "now", "at"), group, strict=True)) for group in groups]}
    ]


def _decoding(**keys):
    return {"charset": "UTF-8", "byte-order-mark": "", "decided": "declared", "exceptions": [], **keys}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff", b"null", b"[]", b"{}", b"[" * 100_000, b"1" * 100_000, b'{"a":1,"a":2}', b"NaN",
        _edited(format="else"), _edited(version=2), _edited(version=True), _edited(steps=None), _edited(steps=[1]),
        _edited(steps=[{}] * 65), _edited(steps=_step(("a", "a", [0]))), _edited(steps=_step(("a", "b", [-1]))),
        _edited(steps=_step(("a", "b", [True]))), _edited(steps=_step(("a", "b", [1.0]))), _edited(steps=_step(("a", "b", "1"))),
        _edited(steps=_step(("a", "b", [1, 1]))), _edited(steps=_step(("a", "bb", [1, 2]))), _edited(steps=_step((1, "b", [1]))),
        _edited(steps=_step(("a", "", [1]), ("b", "c", [1]))), _edited(steps=_step(("\ud800", "b", [1]))),
        _edited(steps=_step(("a" * 40_000, "b", list(range(10_000))))),
        _edited(decoding=None), _edited(decoding=_decoding(charset="rot13")), _edited(decoding=_decoding(charset="x" * 999)),
        _edited(decoding=_decoding(decided="guess")), _edited(decoding=_decoding(**{"byte-order-mark": "0"})),
        _edited(decoding=_decoding(**{"byte-order-mark": "00" * 5})), _edited(decoding=_decoding(exceptions=[1])),
        _edited(decoding=_decoding(exceptions=[["1", "00"]])), _edited(decoding=_decoding(exceptions=[[1, 2]])),
        _edited(decoding=_decoding(exceptions=[[1, "00", 2]])), _edited(decoding=_decoding(exceptions=[["", 1]])),
        _edited(decoding=_decoding(exceptions=[{"a": 1, "b": 2}])),
    ],
    ids=range(38),
)  # fmt: skip
def test_hostile_lists(data):
    """A file that is no change list, or one that would grow beyond measure, is TextError E0212 and nothing else."""
    with pytest.raises(TextError) as caught:
        read_changes(data)
    assert caught.value.code == "E0212"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["was", "now", "at", "step", "changes"]), inner)
    ),
    max_leaves=8,
)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(JSON, st.sampled_from(["steps", "decoding", "format", "version", "about"]))
def test_any_json(value, key):
    """Whatever stands in a change list, reading and undoing it give values or a TextError."""
    try:
        decoding, steps = read_changes(_edited(**{key: value}))
        original_of("One\ntwo\ncafé\n", decoding, steps)
    except TextError:
        return
    assert key in {"about", "steps"}


@pytest.mark.parametrize(
    ("content", "decoding", "steps"),
    [
        ("abc\n", Decoding("utf-8", Found.STRICT), (Step("x", (Change(1, "\r\n", "\n"),)),)),
        ("abc\n", Decoding("utf-8", Found.STRICT), (Step("x", (Change(9, "\r", ""),)),)),
        ("é\n", Decoding("ascii", Found.DECLARED), ()),
        ("é\n", Decoding("cp932", Found.DECLARED, b"", ((5, b"a"),)), ()),
        ("aé\n", Decoding("cp932", Found.DECLARED, b"", ((1, b"a"), (0, b"b"))), ()),
    ],
)
def test_parts_that_do_not_belong_together(content, decoding, steps):
    """Changes that are not there to be undone, or characters that the charset cannot write, are E0213."""
    with pytest.raises(TextError) as caught:
        original_of(content, decoding, steps)
    assert caught.value.code == "E0213"


@pytest.mark.parametrize(
    ("find", "span"),
    [
        ("One", "One"),
        ("two", "two"),
        ("café", "cafe\u0301"),
        ("é", "e\u0301"),
        ("\ntwo\n", "\r\ntwo\x0c\r\n"),
    ],
)
def test_spans_of_the_original(find, span):
    """A range of the normalized text leads to the same words in the decoded original."""
    text = normalize(DATA)
    original = DATA.decode("utf-8-sig")
    start = text.content.index(find)
    low, high = original_span(text.steps, start, start + len(find))
    assert original[low:high] == span


def test_an_empty_span_stays_empty():
    """An empty range leads to an empty range at the same word."""
    text = normalize(DATA)
    place = text.content.index("two")
    assert original_span(text.steps, place, place) == (6, 6)


GOOD = normalize(DATA)


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        ("One\ntwo\ncaf\xe9\n".encode("latin-1"), "N0101", ":3"), (b"One\ntwo\ncafe\xcc\x81\n", "N0102", ":3"),
        (b"One\r\ntwo\n", "N0103", ":1"), ("One\u2028two\n".encode(), "N0103", ":1"), (b"One\ntwo\x0c\n", "N0104", ":2"),
        ("One\ntwo\x9b\n".encode(), "N0104", ":2"), (b"One\ntwo", "N0105", ""), (b"One\n\n", "N0105", ""), (b"One\ntwo \n", "N0106", ":2"),
        ("\ufeffOne\n".encode(), "N0107", ":1"), (b"\n", "N0108", ""), ("a\n" + "b" + "\u0301" * 999 + "\n", "N0111", ":2"),
        ("a\n" + "\u0344" * 100 + "\n", "N0102", ""),
    ],
)  # fmt: skip
def test_faults_of_the_text(content, code, where):
    """Each fault of a normalized text has its code, and the line where it stands."""
    data = content.encode() if isinstance(content, str) else content
    found = [fault for fault in faults(data, changes_json(GOOD), DATA, paths=PATHS) if fault.code != "N0110"]
    assert [(fault.code, fault.where) for fault in found] == [(code, PATHS[0] + where)]


def test_a_sound_text_has_no_fault():
    """What normalize made is without fault."""
    assert list(faults(GOOD.content.encode(), changes_json(GOOD), DATA, paths=PATHS)) == []


def test_faults_of_the_list():
    """A list that cannot be read is N0109 at the list; one that gives other bytes is N0110, and says the first that differs."""
    content = GOOD.content.encode()
    assert [f.code for f in faults(content, b"{}", DATA, paths=PATHS)] == ["N0109"]
    (found,) = faults(content, changes_json(GOOD), DATA.replace(b"two", b"tvo"), paths=PATHS)
    assert (found.code, found.where) == ("N0110", PATHS[2])
    assert found.expected == f"byte 10 is 76, {len(DATA)} bytes"
    assert found.found == f"byte 10 is 77, {len(DATA)} bytes"
    (found,) = faults(content, changes_json(GOOD), DATA[:-1], paths=PATHS)
    assert "the end" in found.expected
    (found,) = faults(content.replace(b"two\n", b"two "), changes_json(GOOD), DATA, paths=PATHS)
    assert (found.code, found.where) == ("N0110", PATHS[1])


def test_codes_are_in_the_register():
    """Every code that the text raises stands in the register."""
    assert {f"E02{n:02}" for n in range(1, 14)} | {f"N01{n:02}" for n in range(1, 12)} <= set(register())
