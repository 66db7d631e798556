"""The normalized text of a seed: UTF-8-able, NFC, LF, without controls, with one final newline; every change is listed.

The order of the steps makes it whole in one pass. Line ends come before controls, for NEL is both. Controls go before NFC, for what stood
on both sides of one may compose. A leading U+FEFF goes after the controls, for one may have stood before it. Trailing blanks go last
but for the final newline, which needs to see empty lines. So no step makes work for an earlier one: normalizing twice changes nothing.

Left as they are: quotes, dashes, spelling, no-break spaces, blank lines at the start and within, an inner U+FEFF, and everything that only
NFKC would change.
"""

from __future__ import annotations

import re

from archive.errors import TextError
from archive.text.compose import compose
from archive.text.decode import decode
from archive.text.signatures import signature
from archive.text.text import Change, Step, Text

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]+")
PLAIN = re.compile("[\t\n\x20-\x7e\xa0-\u2027\u202a-\ufffd\U00010000-\U0010ffff]*+")
"""What neither holds a control (but tab and LF) nor a line end other than LF: most texts as a whole, seen in one match."""

_LEADING_MARKS = re.compile("\\A\ufeff+")
TRAILING_BLANKS = re.compile(r"(?<![ \t])[ \t]++(?=\n|\Z)")


def normalize(data: bytes, *, declared: str | None = None, where: str = "") -> Text:
    """The text of a seed, and all that leads back to its bytes; `declared` is the charset that a person gave.

    Raises TextError: E0201 no bytes, E0202 nothing but white space, E0211 too many combining marks, and those of `decode`.
    A seed of nothing but white space is refused like an empty one: there is nothing that a record could describe.
    """
    if not data:
        raise TextError("E0201", where, "0 bytes")
    content, decoding = decode(data, declared=declared, where=where)
    steps = []
    for name, step in STEPS:
        content, changes = step(content, where)
        if changes:
            steps.append(Step(name, changes))
    if not content.strip():
        raise TextError("E0202", where, f"{len(data)} bytes, none of them a visible character")
    kind = signature(content[:32].encode("utf-8", "replace"))
    if kind is not None:
        raise TextError("E0203", where, f"{kind}: it begins with {content[:8]!r}")
    return Text(content, decoding, tuple(steps))


def replaced(pattern: re.Pattern[str], now: str, content: str) -> tuple[str, tuple[Change, ...]]:
    """Every match replaced by `now`, and each as a change."""
    matches = [(match.start(), match.group()) for match in pattern.finditer(content)]
    if not matches:
        return content, ()
    changes = []
    shift = 0
    same: dict[str, str] = {}  # one string for all the equal ones: a long text has many
    for start, was in matches:
        changes.append(Change(start - shift, same.setdefault(was, was), now))
        shift += len(was) - len(now)
    return pattern.sub(now, content), tuple(changes)


def _line_ends(content: str, _: str) -> tuple[str, tuple[Change, ...]]:
    if "\x85" in content or "\u2028" in content or "\u2029" in content:
        return replaced(_LINE_ENDS, "\n", content)
    at = content.find("\r")
    if at < 0:
        return content, ()
    changes: list[Change] = []
    shift = 0
    while at >= 0:
        if content.startswith("\n", at + 1):
            changes.append(Change(at - shift, "\r\n", "\n"))
            shift += 1
        else:
            changes.append(Change(at - shift, "\r", "\n"))
        at = content.find("\r", at + 1)
    return content.replace("\r\n", "\n").replace("\r", "\n"), tuple(changes)


def _controls(content: str, _: str) -> tuple[str, tuple[Change, ...]]:
    if PLAIN.fullmatch(content):
        return content, ()
    return replaced(_CONTROLS, "", content)


def _byte_order_mark(content: str, _: str) -> tuple[str, tuple[Change, ...]]:
    return replaced(_LEADING_MARKS, "", content)


def trailing_blanks(content: str, _: str) -> tuple[str, tuple[Change, ...]]:
    """The step that takes out what TRAILING_BLANKS finds; it looks for their ends, which are few, and not at every blank."""
    ends = [len(content)] if content.endswith((" ", "\t")) else []
    for pair in (" \n", "\t\n"):
        at = content.find(pair)
        while at >= 0:
            ends.append(at + 1)
            at = content.find(pair, at + 2)
    if not ends:
        return content, ()
    parts: list[str] = []
    changes: list[Change] = []
    same: dict[str, str] = {}
    at = shift = 0
    for end in sorted(ends):
        start = end - 1
        while start > at and content[start - 1] in " \t":
            start -= 1
        was = content[start:end]
        changes.append(Change(start - shift, same.setdefault(was, was), ""))
        parts.append(content[at:start])
        shift += end - start
        at = end
    parts.append(content[at:])
    return "".join(parts), tuple(changes)


def _final_newline(content: str, _: str) -> tuple[str, tuple[Change, ...]]:
    body = content.rstrip("\n")
    surplus = len(content) - len(body) - 1
    if surplus == 0:
        return content, ()
    if surplus < 0:
        return content + "\n", (Change(len(content), "", "\n"),)
    return body + "\n", (Change(len(body) + 1, "\n" * surplus, ""),)


STEPS = (
    ("line-ends", _line_ends),
    ("control-characters", _controls),
    ("byte-order-mark", _byte_order_mark),
    ("nfc", compose),
    ("trailing-blanks", trailing_blanks),
    ("final-newline", _final_newline),
)
