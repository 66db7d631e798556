"""What is wrong with the normalized text of a bag and its change list: each fault as a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from archive.errors import TextError
from archive.findings import Finding
from archive.text.changes import original_of, read_changes
from archive.text.charsets import iana_name
from archive.text.compose import MARKS_LIMIT, compose, long_run
from archive.text.normalize import PLAIN, TRAILING_BLANKS
from archive.text.signatures import written_kind
from archive.text.text import Decoding

_HIGH = "\x80-\xbfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
TWICE = re.compile(f"(?<![A-ZÀ-Þ])[ÃÂ][{_HIGH}]|â€[{_HIGH}]|(?:[ÐÑ][{_HIGH}]){{2}}")
"""What UTF-8 looks like where it was read as windows-1252 or ISO-8859-1 and written again: `Ã©`, `â€™`, `ÐŸÑ€`."""

LOST = re.compile("\ufffd")

S = TypeVar("S", str, bytes)

_BLANKS = (" ", "\t")
LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def faults(text: bytes, changes: bytes, original: bytes, *, paths: tuple[str, str, str]) -> Iterator[Finding]:
    """Every fault of a normalized text, of its change list, and of what undoing the one with the other gives (N0101 to N0110).

    `paths` are those of the text, the change list and the original, as they stand in the bag.
    """
    try:
        content = text.decode("utf-8")
    except UnicodeDecodeError as error:
        place = f"{paths[0]}:{text.count(10, 0, error.start) + 1}"
        yield Finding("N0101", place, "UTF-8", f"byte {error.start} is {text[error.start]:02x}")
        return
    yield from _faults_of(content, paths[0])
    try:
        decoding, steps = read_changes(changes)
    except TextError as error:
        yield Finding("N0109", paths[1], None, told(error))
        return
    yield from doubts(decoding, paths[1])
    try:
        given = original_of(content, decoding, steps)
    except TextError as error:
        yield Finding("N0110", paths[1], paths[2], told(error))
        return
    if given != original:
        yield _difference(given, original, paths)


def doubts(decoding: Decoding, path: str) -> Iterator[Finding]:
    """What the change list says of other charsets that the bytes may be in (N0112)."""
    if decoding.others:
        ours = f"{iana_name(decoding.charset)}: {decoding.others[0].instead_of}"
        theirs = "; ".join(f"{other.charset}: {other.reads}" for other in decoding.others)
        yield Finding("N0112", path, theirs[:200], ours)


def spoiled(content: str, path: str) -> Iterator[Finding]:
    """What was spoiled before it was received: UTF-8 that was read as something else (N0113), characters lost (N0114)."""
    for code, pattern in (("N0113", TWICE), ("N0114", LOST)):
        first = pattern.search(content)
        if first is not None:
            place = _line(content, first.start(), path)
            yield Finding(code, place, None, points(first.group()))
    yield from another_kind(content, path)


def another_kind(head: str, path: str) -> Iterator[Finding]:
    """That a text which begins so is a file of another kind, written in characters (N0115)."""
    kind = written_kind(head)
    if kind is not None:
        yield Finding("N0115", f"{path}:1", "plain text", kind)


def told(error: TextError) -> str:
    """An error as a finding says it."""
    return f"{error.where}: {error.detail}" if error.where else error.detail


def _faults_of(content: str, path: str) -> Iterator[Finding]:
    if content.startswith("\ufeff"):
        yield Finding("N0107", f"{path}:1", None, "U+FEFF")
    patterns = []
    if content[-1:] in _BLANKS or any(f"{blank}\n" in content for blank in _BLANKS):
        patterns.append(("N0106", TRAILING_BLANKS))
    if not PLAIN.fullmatch(content):
        patterns += [("N0103", LINE_ENDS), ("N0104", CONTROLS)]
    for code, pattern in sorted(patterns, key=lambda row: row[0]):
        matches = pattern.finditer(content)
        first = next(matches, None)
        if first is not None:
            yield Finding(
                code,
                _line(content, first.start(), path),
                None,
                seen(first.group(), 1 + sum(1 for _ in matches)),
            )
    body = content.rstrip("\n")
    if len(content) - len(body) != 1:
        yield Finding("N0105", path, "one LF at the end", f"{len(content) - len(body)}")
    if not body.strip():
        yield Finding("N0108", path, None, f"{len(content)} characters of white space")
    yield from _composition(content, path)
    yield from spoiled(content, path)


def _composition(content: str, path: str) -> Iterator[Finding]:
    place = long_run(content)
    if place is not None:
        yield Finding("N0111", _line(content, place, path), f"at most {MARKS_LIMIT}", None)
        return
    try:
        composed, changes = compose(content, path)
    except TextError:  # its NFC would have too long a run: whatever it is, it is not in NFC
        yield Finding("N0102", path)
        return
    if changes:
        first = changes[0]
        yield Finding(
            "N0102", _line(composed, first.start, path), points(first.now), seen(first.was, len(changes))
        )


def _line(content: str, offset: int, path: str) -> str:
    return f"{path}:{content.count(chr(10), 0, offset) + 1}"


def seen(characters: str, count: int) -> str:
    """The first of so many."""
    return points(characters) + (f", and {count - 1} more" if count > 1 else "")


def alike(one: S, other: S) -> int:
    """How much at the beginning of both is the same, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def points(characters: str) -> str:
    """Characters by their numbers, the first four of them."""
    names = [f"U+{ord(char):04X}" for char in characters[:4]]
    return " ".join([*names, "…"] if len(characters) > 4 else names)


def _difference(given: bytes, original: bytes, paths: tuple[str, str, str]) -> Finding:
    """The first byte at which what undoing gives departs from the original."""
    low = alike(given, original)
    wanted = f"byte {low} is {original[low : low + 1].hex() or 'the end'}, {len(original)} bytes"
    found = f"byte {low} is {given[low : low + 1].hex() or 'the end'}, {len(given)} bytes"
    return Finding("N0110", paths[2], wanted, found)
