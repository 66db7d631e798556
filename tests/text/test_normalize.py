"""Normalization: what each step does, that it can be undone, and that doing it twice changes nothing."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.errors import TextError
from archive.text import changes_json, faults, normalize, original_of, read_changes, undo
from archive.text.compose import MARKS_LIMIT, SAFE
from tests.tei.counting import calls

HOSTILE = (
    "\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x00", "\x1b", "\x7f", "\x9f", "\ufffe", "\uffff", "\ufeff",
    " ", "\t", "\xa0", "\u2003", "\u2000", "\u3000", "a", "e", "E", "\u0301", "\u0323", "\u0338", "\u0344", "\u0f71", "\u0f72",
    "\u1100", "\u1161", "\u11a8", "\uac00", "\u212b", "\u2126", "\uf900", "\u0958", "\u0915", "\u09c7", "\u09be", "\u3099", "か",
    "\u037e", "\u0374", "\u1fef", "ﬁ", "²", "’", "—", "é", "日", "𝄞", "\U0001d15e", "\U0002f800", "\U0010ffff", "\ud7a3",
    "%PDF-", "{\\rtf", "\x1b$B",
)  # fmt: skip
texts = st.lists(st.sampled_from(HOSTILE), max_size=24).map("".join) | st.text(max_size=40)

TABLE = [
    (b"one\ntwo\n", "one\ntwo\n", ()),
    (b"one\r\ntwo", "one\ntwo\n", ("line-ends", "final-newline")),
    (b"one\rtwo\r", "one\ntwo\n", ("line-ends",)),
    ("a\x85b\u2028c\u2029d\n".encode(), "a\nb\nc\nd\n", ("line-ends",)),
    (b"a\r\r\nb\n", "a\n\nb\n", ("line-ends",)),
    (b"\xef\xbb\xbfx\n", "x\n", ()),
    ("\ufeff\ufeffx\n".encode(), "x\n", ("byte-order-mark",)),
    ("a\ufeffx\n".encode(), "a\ufeffx\n", ()),
    ("\x01\ufeffx\n".encode(), "x\n", ("control-characters", "byte-order-mark")),
    ("e\u0301\n".encode(), "é\n", ("nfc",)),
    ("e\x00\u0301\n".encode(), "é\n", ("control-characters", "nfc")),
    ("ﬁ² Ⅷ\n".encode(), "ﬁ² Ⅷ\n", ()),
    (b"a\x0cb\x7f\x1b\n", "ab\n", ("control-characters",)),
    ("a\x9f\ufffe\uffffb\n".encode(), "ab\n", ("control-characters",)),
    (b"a \t\n\t\nb ", "a\n\nb\n", ("trailing-blanks", "final-newline")),
    (b"a \x00\n", "a\n", ("control-characters", "trailing-blanks")),
    ("a\xa0\n".encode(), "a\xa0\n", ()),
    (b"\n\n  a\n\n\nb\n\n\n", "\n\n  a\n\n\nb\n", ("final-newline",)),
    (b"a\n \n", "a\n", ("trailing-blanks", "final-newline")),
    ("“a” – b… ‘c’\n".encode(), "“a” – b… ‘c’\n", ()),
]


@pytest.mark.parametrize(("data", "content", "steps"), TABLE)
def test_table(data, content, steps):
    """Each step changes what it is for and is named when it did."""
    text = normalize(data)
    assert (text.content, tuple(step.name for step in text.steps)) == (content, steps)
    assert undo(text) == data


def test_offsets_are_those_after_the_step():
    """A change says where `now` stands after its step, in code points."""
    text = normalize("𝄞\r\nb\r\nc".encode())
    assert [(c.start, c.was, c.now) for c in text.steps[0].changes] == [(1, "\r\n", "\n"), (3, "\r\n", "\n")]
    assert [(c.start, c.was, c.now) for c in text.steps[1].changes] == [(5, "", "\n")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E0201"),
        (b" \r\n\t\n", "E0202"),
        (b"\x00\x01\x02", "E0202"),
        (b"\xef\xbb\xbf", "E0202"),
        ("\xa0".encode(), "E0202"),
    ],
)
def test_nothing_to_describe(data, code):
    """A seed without a visible character is refused, and told apart from one without bytes."""
    with pytest.raises(TextError) as caught:
        normalize(data, where="a.txt")
    assert (caught.value.code, caught.value.where) == (code, "a.txt")


@settings(deadline=None, derandomize=True, max_examples=600)
@given(texts, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-32-be"]))
@example("\u0344" * 100, "utf-8")
@example("\ufeff\x00\ufeff a \x00\n", "utf-8")
@example("\n%PDF-", "utf-8")
def test_the_bytes_come_back(content, codec):
    """Undoing gives the bytes back, through the JSON file too, and the result has no fault that the validator knows."""
    data = content.encode(codec)
    try:
        text = normalize(data)
    except TextError:
        return
    assert undo(text) == data
    written = changes_json(text)
    decoding, steps = read_changes(written)
    assert (decoding, steps) == (text.decoding, text.steps)
    assert original_of(text.content, decoding, steps) == data
    found = faults(text.content.encode(), written, data, paths=("t", "c", "o"))
    # Doubts of the charset, what was spoiled before, and what begins as another kind of file does.
    assert {one.code for one in found} <= {"N0112", "N0113", "N0114", "N0115"}


@settings(deadline=None, derandomize=True, max_examples=600)
@given(texts)
@example("e\x00\u0301 \x00\n\x0b \n")
@example("\x00\ufeffa")
@example("a\u0344" + "\u0344" * 70)
def test_twice_changes_nothing(content):
    """The normalized text of a normalized text is itself, with no step taken."""
    try:
        once = normalize(content.encode())
    except TextError:
        return
    twice = normalize(once.content.encode())
    assert (twice.content, twice.steps) == (once.content, ())


@settings(deadline=None, derandomize=True, max_examples=400)
@given(texts)
def test_composition_is_unicodes_own(content):
    """Composing segment by segment gives what composing the whole gives."""
    from archive.text.compose import compose

    assert compose(content, "")[0] == unicodedata.normalize("NFC", content)


def test_safe_characters_are_safe():
    """No character of SAFE changes under NFC, combines, or composes with anything that stands before it."""
    import re

    safe = re.compile(f"[{SAFE}]")
    second = {0x1161 + n for n in range(21)} | {0x11A7 + n for n in range(28)}
    for point in range(0x110000):
        taken_apart = unicodedata.decomposition(chr(point))
        if taken_apart and not taken_apart.startswith("<") and " " in taken_apart:
            second.add(int(taken_apart.split()[1], 16))
    for point in range(0x110000):
        char = chr(point)
        if 0xD800 <= point < 0xE000 or not safe.match(char):
            continue
        first = unicodedata.normalize("NFD", char)[0]
        assert unicodedata.normalize("NFC", char) == char, hex(point)
        assert unicodedata.combining(first) == 0, hex(point)
        assert ord(first) not in second, hex(point)


def test_long_runs_of_marks_are_refused_before_they_cost():
    """A run of marks over the limit is E0211, at once; one at the limit is taken."""
    assert undo(normalize(("a" + "\u0301" * MARKS_LIMIT).encode()))
    for run in (
        "\u0301" * (MARKS_LIMIT + 1),
        "\u0301\u0323" * 500_000,
        ("\u0301" * 20 + "\x00") * 10,
        "\u0344" * 100,
    ):
        with pytest.raises(TextError) as caught:
            normalize(("a" + run).encode())
        assert caught.value.code == "E0211"


@pytest.mark.parametrize(
    "unit", [" ", "\t", "\n", "\r", "\x00abcdefghijk", "abcdefghijk \x0b", "\u0301a", "\ufeff", "<", "a \n"]
)
def test_any_length_of_one_thing_is_normalized(unit):
    """Much of any one thing comes out: a step quadratic in them would not come to an end; the calls grow no faster than the text."""
    small, large = (("a" + unit * count + "b").encode() for count in (5_000, 40_000))
    normalize(small)
    assert calls(lambda: normalize(large)) < 10 * calls(lambda: normalize(small))
    assert normalize(("a" + unit * 200_000 + "b").encode()).content
