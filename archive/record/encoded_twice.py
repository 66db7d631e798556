"""Whether a text looks like UTF-8 that was taken for windows-1252 and encoded again: `cafÃ©` for `café`. Nothing is mended here."""

from __future__ import annotations

import re
from typing import NamedTuple

# What bytes 80 to BF, of which every UTF-8 sequence but its first byte is made, are taken for; C1 controls are gone from a text.
_FOLLOWING = "\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# First bytes of Latin, Greek and Cyrillic letters, and the two of dashes and quotation marks. Others (É, È) end real words
# before a quotation mark too often.
_FIRST = "ÂÃÄÅÎÏÐÑâ"
_SEQUENCE = re.compile(rf"[ÂÃÄÅÎÏÐÑ][{_FOLLOWING}]|â€[{_FOLLOWING}]")
_LEAST = 2


class Garbled(NamedTuple):
    """The first place: as it stands, and as it would read; `times` such places there are in all."""

    found: str
    meant: str
    times: int


def encoded_twice(text: str) -> Garbled | None:
    """The first of several places where a letter seems encoded twice; None if such places are not most of what is no ASCII."""
    if text.isascii() or not any(first in text for first in _FIRST):
        return None
    found = [(match.group(), meant) for match in _SEQUENCE.finditer(text) if (meant := _meant(match.group()))]
    if len(found) < _LEAST:
        return None
    strange = len(text) - len(text.encode("ascii", "ignore"))
    if 2 * sum(len(sequence) for sequence, _ in found) <= strange:
        return None
    return Garbled(*found[0], len(found))


def _meant(sequence: str) -> str | None:
    try:
        return bytes(map(_byte, sequence)).decode()
    except ValueError:
        return None


def _byte(character: str) -> int:
    return ord(character) if ord(character) < 0x100 else character.encode("cp1252")[0]
