"""Unicode Normalization Form C (UAX #15), change by change and in linear time.

`unicodedata.normalize` is quadratic in a run of combining marks and cannot be interrupted, so long runs are refused before it is called.
The Unicode version is the interpreter's; by Unicode's stability policy only characters that it does not know yet could come out otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from archive.errors import TextError
from archive.text.text import Change

MARKS_LIMIT = 128
"""The longest run of combining marks that is taken; the Stream-Safe Text Format (UAX #15 §13) stops at 30."""

SAFE = (
    "\\x00-\\u02ff\\u0370-\\u0373\\u0375-\\u037d\\u037f-\\u0386\\u0388-\\u0482\\u048a-\\u0590\\u05d0-\\u05ea\\u0620-\\u064a"
    "\\u0671-\\u06d5\\u0904-\\u0928\\u0e01-\\u0e30\\u0e3f-\\u0e46\\u10a0-\\u10ff\\u1e00-\\u1eff\\u2002-\\u20cf\\u2100-\\u2125"
    "\\u2127-\\u2129\\u212c-\\u2328\\u232b-\\u2adb\\u2c00-\\u2cee\\u2e80-\\u3029\\u3030-\\u3098\\u309b-\\ua66e\\uac00-\\ud7a3"
    "\\ue000-\\uf8ff\\U0001f000-\\U0001faff"
)
"""Characters that normalization leaves as they are and before which it may be cut: no character before them composes with them."""

_ALL_SAFE = re.compile(f"[{SAFE}]*+")


@cache
def _unsafe(least: int) -> re.Pattern[str]:
    """A run of at least so many other characters. Few texts need it, and it takes milliseconds to compile."""
    return re.compile(f"[^{SAFE}]{{{least},}}")


def long_run(content: str) -> int | None:
    """Where the first run of more than MARKS_LIMIT combining marks begins, or None."""
    if _ALL_SAFE.fullmatch(content):
        return None
    for match in _unsafe(MARKS_LIMIT + 1).finditer(content):
        run = 0
        for place, char in enumerate(match.group(), match.start()):
            run = run + 1 if unicodedata.combining(char) else 0
            if run > MARKS_LIMIT:
                return place - MARKS_LIMIT
    return None


def compose(content: str, where: str) -> tuple[str, tuple[Change, ...]]:
    """`content` in NFC and what that changed. Raises TextError E0211 on a run of combining marks that is too long."""
    if _ALL_SAFE.fullmatch(content):
        return content, ()
    _refuse_long_run(content, where)
    if unicodedata.is_normalized("NFC", content):
        return content, ()
    parts: list[str] = []
    changes: list[Change] = []
    position = shift = 0
    known: dict[str, Change | None] = {}  # a text has few different segments that change, each many times
    for match in _unsafe(1).finditer(content):
        start, end = max(match.start() - 1, 0), match.end()
        was = content[start:end]
        if was not in known:
            known[was] = _change(was)
        change = known[was]
        if change is None:
            continue
        start += change.start
        parts += content[position:start], change.now
        changes.append(Change(start + shift, change.was, change.now))
        position = start + len(change.was)
        shift += len(change.now) - len(change.was)
    parts.append(content[position:])
    composed = "".join(parts)
    _refuse_long_run(composed, where)  # a mark may have been taken apart into two
    return composed, tuple(changes)


def _refuse_long_run(content: str, where: str) -> None:
    place = long_run(content)
    if place is not None:
        raise TextError("E0211", where, f"more than {MARKS_LIMIT} combining marks from character {place} on")


def _change(was: str) -> Change | None:
    """What NFC changes in this segment, without what stays the same at its beginning and end; None if nothing."""
    now = unicodedata.normalize("NFC", was)
    if was == now:
        return None
    most = min(len(was), len(now))
    head = 0
    while head < most and was[head] == now[head]:
        head += 1
    tail = 0
    while tail < most - head and was[-1 - tail] == now[-1 - tail]:
        tail += 1
    return Change(head, was[head : len(was) - tail], now[head : len(now) - tail])
