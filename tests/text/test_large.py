"""Texts in pieces: what is streamed is what is held, byte for byte, however small the pieces."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import TextError
from archive.stored import Stored
from archive.text import changes_json, faults, normalize
from archive.text import flow as flow_module
from archive.text.decoding import open_decoder
from archive.text.flow import RUN, normalized, stored_steps
from archive.text.large_faults import large_faults
from archive.text.normalize import STEPS, TRAILING_BLANKS, replaced, trailing_blanks
from archive.text.offsets import open_spool
from archive.text.tally import Tally
from archive.text.undoing import changes_chunks, original_chunks, parting, read_stored_changes

PIECES = [
    "\n",
    "\r",
    "\r\n",
    " ",
    "\t",
    "a",
    "é",
    "e\u0301",
    "\u0301",
    "\u0344",
    "\u1100\u1161",
    "\u0bc6\u0bbe",
    "\x0c",
    "\x00",
    "\x85",
]
PIECES += ["\u2028", "\ufeff", "日", "\U0001f600", "\ufffe", "Å", "b c"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
CHARSETS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "cp932",
    "gb18030",
    "big5",
    "iso8859-15",
]
SIZES = st.sampled_from([1, 2, 3, 5, 64])
PATHS = ("text", "changes", "original")


def cut(data, size):
    return lambda: (data[at : at + size] for at in range(0, len(data), size))


def streamed(data, place, piece, declared=None):
    """The normalized text, its change list, and the codes of what is wrong, all drawn in pieces."""
    place.write_bytes(data)
    stored = Stored(place, len(data), piece)
    with open_spool() as spool:
        steps = stored_steps(spool)
        decoder = open_decoder(stored, declared=declared, where="")
        text = "".join(normalized(decoder.chunks(), steps))
        changes = b"".join(changes_chunks(decoder.decoding(), steps))
        decoding, again = read_stored_changes(cut(changes, piece)(), spool)
        assert parting(original_chunks(cut(text, piece)(), decoding, again), stored.chunks()) is None
    return text, changes


@given(TEXTS, st.sampled_from(CHARSETS), SIZES, st.booleans(), st.binary(max_size=2))
@settings(deadline=None, max_examples=120)
def test_the_streamed_way_is_the_held_one(tmp_path_factory, words, charset, piece, told, noise):
    """The same text, the same change list, or the same code of refusal; and the list gives the bytes back."""
    data = words.encode(charset, "ignore") + noise
    declared = charset.removesuffix("-sig") if told else None
    place = tmp_path_factory.mktemp("seed") / "seed"
    try:
        text = normalize(data, declared=declared)
        wanted = text.content, changes_json(text)
    except TextError as error:
        wanted = error.code
    try:
        found = streamed(data, place, piece, declared)
    except TextError as error:
        found = error.code
    if wanted in ("E0201", "E0202", "E0207"):  # asked elsewhere: of the whole, or of the counts
        return
    assert found == wanted


@given(
    st.lists(st.sampled_from([" ", "\t", "a", "\n", "\r", "\r\n", "\x85", "\u2029"]), max_size=14).map(
        "".join
    )
)
@settings(deadline=None)
def test_what_is_looked_for_alone_is_all_that_the_pattern_finds(words):
    """Line ends and trailing blanks are those of their patterns."""
    line_ends = dict(STEPS)["line-ends"]
    assert line_ends(words, "") == replaced(re.compile("\r\n|[\r\x85\u2028\u2029]"), "\n", words)
    assert trailing_blanks(words, "") == replaced(TRAILING_BLANKS, "", words)


@given(
    TEXTS, st.integers(0, 4), st.integers(0, 200), st.sampled_from([b"", b"x", b" ", b"\xff", b"9"]), SIZES
)
@settings(deadline=None, max_examples=120)
def test_the_faults_of_a_large_text_are_those_of_a_held_one(words, which, at, put, size):
    """Whatever of the three files was changed, the same codes at the same places; of undoing, that it does not give the original back."""
    try:
        text = normalize(("a" + words).encode())
    except TextError:
        return
    files = [text.content.encode(), changes_json(text), ("a" + words).encode()]
    if which < 3:
        files[which] = files[which][:at] + put + files[which][at + 1 :]
    elif which == 3:
        files[0] = files[2]
    wanted = {(finding.code, finding.where) for finding in faults(*files, paths=PATHS)}
    with open_spool() as spool:
        parts = [cut(file, size) for file in files]
        found = {
            (finding.code, finding.where)
            for finding in large_faults(*parts, paths=PATHS, tally=Tally(), spool=spool)
        }
    undoing = {"N0109", "N0110"}
    assert {one for one in found if one[0] not in undoing} == {one for one in wanted if one[0] not in undoing}
    assert bool(undoing & {code for code, _ in found}) or not undoing & {code for code, _ in wanted}


@given(TEXTS, SIZES, st.integers(1, 9), st.integers(1, 9))
@settings(deadline=None)
def test_a_tally_knows_what_the_whole_text_has(words, size, head, tail):
    """Counts, the words at places and the words anywhere are those of the text, whatever the pieces."""
    spans = [(at, at + length) for at in (0, 3, 7, 20) for length in (1, 4, 30)]
    quotes = ["a", "é\n", "b c", "nowhere"]
    tally = Tally(spans, quotes, head=head, tail=tail)
    for piece in cut(words, size)():
        tally.feed(piece)
    tally.end()
    assert (tally.characters, tally.words, tally.lines) == (len(words), len(words.split()), words.count("\n"))
    assert [tally.words_at(*span) for span in spans] == [words[start:end] for start, end in spans]
    assert [tally.holds(quote) for quote in quotes] == [quote in words for quote in quotes]
    content, joint, end = tally.content()
    assert words.startswith(content[:joint])
    assert content == words if end is None else content[joint + 1 :] == words[end:]


def over(characters: str) -> Iterator[str]:
    """A text that has one of these characters more often than a step takes together."""
    yield "a"
    for _ in range(RUN // 1000 + 1):
        yield characters * 1000
    yield "b"


@pytest.mark.parametrize("characters", [" ", "\t", "\x0c", "\u0bbe", "\u0f73"])
def test_a_run_that_is_too_long_is_refused(characters):
    """It is E0214, or E0211 where it is of combining marks: never held, however long."""
    with pytest.raises(TextError) as caught:
        for _ in normalized(over(characters)):
            pass
    assert caught.value.code in ("E0211", "E0214")
    assert "from character" in caught.value.detail


def test_marks_without_end_are_refused_as_in_a_small_text():
    """Of combining marks the hundred-and-twenty-ninth is too many, in pieces too."""
    with pytest.raises(TextError, match="combining marks") as caught:
        list(normalized(over("\u0301")))
    assert caught.value.code == "E0211"


@pytest.mark.parametrize("line", ["", "a" * 70])
def test_a_line_without_end_is_taken(line):
    """Neither a line break nor a blank is needed to cut a text into pieces."""
    assert "".join(normalized(iter([line] * 2000))) == line * 2000 + "\n"


def test_a_large_seed_in_a_charset_with_states_is_refused(tmp_path):
    """What is read as a whole only is E0210 where it is too large to be."""
    data = "日本".encode("iso2022_jp")
    for declared in (None, "iso-2022-jp"):
        with pytest.raises(TextError) as caught:
            streamed(data, tmp_path / "seed", 7, declared)
        assert caught.value.code == "E0210"


def test_too_many_different_changes_are_refused(monkeypatch):
    """What a step is told is kept by kinds, of which there may not be any number."""
    monkeypatch.setattr("archive.text.offsets._KINDS", 3)
    with open_spool() as spool, pytest.raises(TextError) as caught:
        list(normalized(["a \nb  \nc   \nd    \n"], stored_steps(spool)))
    assert caught.value.code == "E0210"


def test_many_changes_are_kept_on_disk(monkeypatch, tmp_path):
    """However few are held in memory, the list is the same."""
    monkeypatch.setattr("archive.text.offsets._HELD", 3)
    data = b"one  \r\ntwo \r\n\r\nthree\t\r\n" * 40
    text = normalize(data)
    assert streamed(data, tmp_path / "seed", 11) == (text.content, changes_json(text))


@pytest.mark.parametrize(
    "before, after",
    [
        (b'"count": 3', b'"count": 4'),
        (b"[3, 7, 11]", b"[3, 11, 7]"),
        (b"[3, 7, 11]", b"[3, 7, 99999999999999999999]"),
        (b"[3, 7, 11]", b"[3, 7, -1]"),
        (b"[3, 7, 11]", b"[3, 7, 1_1]"),
        (b"[3, 7, 11]}", b"[3, 7, 11"),
        (b'"now": "\\n"', b'"now": "\\r\\n"'),
        (b'"version": 1', b'"version": 2'),
        (b'"step": ', b'"steq": '),
        (b"\n ]\n}\n", b"\n ]\n}\nx"),
        (b"\n ]\n}\n", b""),
    ],
)
def test_a_change_list_is_read_as_it_was_written_or_not_at_all(before, after):
    """Anything else is E0212."""
    data = changes_json(normalize(b"one\r\ntwo\r\nsix\r\n"))
    assert before in data
    with open_spool() as spool, pytest.raises(TextError) as caught:
        read_stored_changes(cut(data.replace(before, after), 5)(), spool)
    assert caught.value.code == "E0212"


def test_each_step_says_where_it_may_be_cut():
    """A new step of normalization cannot be forgotten here."""
    assert set(flow_module._HOLDS) == {name for name, _ in STEPS}
