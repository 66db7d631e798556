"""Going back without this program: the lines of docs/normalization.md, run as they stand there, by one who has nothing else."""

import json
import random
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.errors import TextError
from archive.text import changes_json, normalize
from archive.text.charsets import _IANA

PAGE = Path(__file__).resolve().parents[2] / "docs/normalization.md"
SCRIPT = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[1]
STRANGER = {"__name__": "a stranger's"}
exec(compile(SCRIPT, str(PAGE), "exec"), STRANGER)

PIECES = [
    "\r\n", "\r", "\n", "\n\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x00", "\x1b", "\x7f", "\x9f", "\ufeff",
    "\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U0010ffff", "\ufffd", " ", "  ", "\t", " \t ", "\xa0", "\u3000", "\u200b", "\u200d", "\u200e",
    "\u202e", "\u2067", "\u2069", "\xad", "-\n", "\u2010\n", "\ue000", "\U000f0000", "e\u0301", "a\u0328\u0301", "a\u0301\u0328", "\u0344", "\u1112\u1161\u11ab",
    "\u1112\u1161", "\uac00\u11a8", "\u212b", "\u2126", "\uf900", "\U0002f800", "\u0958", "\u2adc", "\ufb01", "\u2460", "ſ", "\u1e9b\u0323", "q\u0307\u0323", "\u0fb2\u0f81",
    "\U0001d15e", "\U00011099\U000110ba", "\u3099", "か\u3099", "e" + "\u0301\u0316" * 30, "x", "word", "é", "日本", "😀", "👩\u200d👧", "1\ufe0f\u20e3", "x" * 300,
]  # fmt: skip
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "gb18030"]


CHARACTERS = [
    *range(0x32000),
    *range(0xE0000, 0xE1000),
    *range(0xF0000, 0xF0100),
    *range(0x10FF00, 0x110000),
]  # all planes that have any


def led_back(data, declared=None):
    """What a stranger makes of the normalized text and its list, as they stand in the bag; None of what is refused."""
    try:
        text = normalize(data, declared=declared)
    except TextError:
        return None
    normalized, changes = text.content.encode("utf-8"), changes_json(text)
    return STRANGER["undo"](normalized.decode("utf-8"), json.loads(changes))


@settings(deadline=None, derandomize=True, max_examples=700)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join), st.sampled_from(WIDE))
@example("", "utf-8-sig")
@example(" \t \r\n", "utf-8")
@example("\ufeff\ufeff\x00\ufeffa\r", "utf-16")
@example("\r\r\n\n\r", "utf-8")
@example("a", "utf-8")
@example("a\n\n\n", "utf-8")
@example("e\x00\u0301\x85 \u2028", "utf-32")
def test_every_kind_of_change(content, codec):
    """A stranger comes back to the byte from every kind of change, alone and beside every other."""
    data = content.encode(codec)
    declared = "GB18030" if codec == "gb18030" else None
    assert led_back(data, declared) in {None, data}


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.binary(max_size=200), st.sampled_from([None, *_IANA.values()]))
@example(b"\x80\xa0\xff\\~", "Shift_JIS")
@example(b"\x81\x8d\x8f", "windows-1252")
@example("a\u0301".encode("cp1258"), "windows-1258")
@example(b"\x85\x0a\x15\x25\x40", "IBM037")
@example(b"\xa2\xcc\xa2\xce\xa1\xc3\xa1\xc5\xa1\xfe", "Big5")
def test_any_bytes_in_any_charset(data, declared):
    """Whatever bytes in whatever charset were taken, a stranger comes back to them."""
    assert led_back(data, declared) in {None, data}


@pytest.mark.parametrize("charset", sorted(set(_IANA.values())))
def test_the_lines_know_each_charset(charset):
    """The lines of the page know every charset that a list can name."""
    codec = next(codec for codec, iana in _IANA.items() if iana == charset)
    content = "A letter\r\nof 2 lines \r\n"
    data = content.encode(codec)
    assert led_back(data, charset) == data


def test_as_a_program(tmp_path):
    """The lines are a program that says whether three files belong together."""
    data = "\ufeffOne \r\ntwo\x0ccafe\u0301\r\n".encode()
    text = normalize(data)
    for name, content in (
        ("undo.py", SCRIPT.encode()),
        ("t", text.content.encode()),
        ("c", changes_json(text)),
        ("o", data),
        ("x", data + b"x"),
    ):
        (tmp_path / name).write_bytes(content)
    for original, says in (("o", "the original\n"), ("x", "NOT the original\n")):
        ran = subprocess.run(
            [sys.executable, "undo.py", "t", "c", original],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout == says


def test_nothing_else_is_changed():
    """Of every character of Unicode, alone between letters, only what the page names is changed."""
    gone = {*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF}
    kept = [chr(number) for number in CHARACTERS if number not in gone and not 0xD800 <= number < 0xE000]
    content = "".join(f"a{char}b\n" for char in kept if char != "\n")
    assert normalize(content.encode()).content == unicodedata.normalize("NFC", content)
    for char in map(chr, gone):
        assert normalize(f"a{char}b\n".encode()).content in {"ab\n", "a\nb\n"}


def test_a_long_text_of_all_pieces():
    """All pieces in a hundred orders, a hundred thousand characters, lead back."""
    order = random.Random(1)
    content = "Begin" + "".join("".join(order.sample(PIECES, len(PIECES))) for _ in range(100))
    for codec in WIDE[:6]:
        data = content.encode(codec)
        assert led_back(data, codec.removesuffix("-sig")) == data
