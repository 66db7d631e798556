"""Text from outside as HTML: escaped, its invisible characters shown as escapes, its direction kept to itself."""

from __future__ import annotations

import html
import re

LONGEST = 400  # characters of one value before it is cut

_UNSEEN = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Controls, marks and overrides of direction, characters without width, halves of surrogates, tags."""


_DISTURBING = re.compile(rf"(?![\xad\u061c\u200b\u200e\u200f\u2060\ufeff]){_UNSEEN.pattern}")


def said(text: str, limit: int = LONGEST) -> str:
    """`text` for character data and between double quotes; of a longer one the beginning, and its length."""
    shown = text if len(text) <= limit else f"{text[:limit]}… ({len(text):,} characters)"
    return html.escape(_UNSEEN.sub(_escape, shown))


def legible(text: str) -> str:
    """The whole `text` for character data where it is read: what divides words and helps their direction does its work unseen."""
    return html.escape(_DISTURBING.sub(_escape, text))


def isolated(text: str, limit: int = LONGEST) -> str:
    """The same in an element of its own, so that text written right to left moves nothing beside it."""
    return f"<bdi>{said(text, limit)}</bdi>"


def number(value: int) -> str:
    return f"{value:,}"


def counted(value: int, noun: str) -> str:
    return f"{value:,} {noun}{'' if value == 1 else 's'}"


def _escape(match: re.Match[str]) -> str:
    point = ord(match[0])
    if 0xDC80 <= point <= 0xDCFF:  # a byte of a name that is not UTF-8
        return f"\\x{point - 0xDC00:02x}"
    return ascii(match[0])[1:-1]
