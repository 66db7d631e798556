"""How many characters of a reading stand where no typist would have put them: the mark of bytes read in a wrong charset.

`caf‚`, `MŸller`, `c½ur`, `donÕt`: a capital within a word, a sign between letters, letters of two scripts in one word, an accent upon
nothing. What is counted holds of every language that is written with letters; signs of Chinese, Japanese and Korean are never misfits.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

_QUOTES = frozenset("“‘«„‚‹”»›")
_TURNED = frozenset("¿¡")
_FREE = frozenset("–—…•·\xa0\xad")
_SIGNS = frozenset("§©®°€£™ºª½¼¾²³†‡±×¢№¤")
_NO_LETTERS = frozenset("ƒµ")  # to Unicode they are; in running text they are signs, or bytes misread
_BOX = range(0x2500, 0x25A0)
_SCRIPTS = (
    (range(0x250), "Latin"), (range(0x1E00, 0x1F00), "Latin"), (range(0x370, 0x400), "Greek"), (range(0x1F00, 0x2000), "Greek"),
    (range(0x400, 0x530), "Cyrillic"), (range(0x590, 0x600), "Hebrew"), (range(0x600, 0x780), "Arabic"), (range(0xFB50, 0xFDFE), "Arabic"),
    (range(0xFE70, 0xFEFD), "Arabic"), (range(0xE00, 0xE80), "Thai"),
)  # fmt: skip
_OF_CONTROL = 3
_TRIPLES = re.compile(r"(?s:(?=(.)([^\x00-\x7f])(.)))")
_CONTRACTIONS = re.compile(
    r"n’t\b|\b(?:I’m|(?:[Yy]ou|[Ww]e|[Tt]hey)’re|(?:[Ii]t|[Tt]hat|[Ww]hat|[Tt]here|[Hh]e|[Ss]he)’s"
    r"|(?:I|[Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Ii]t)’(?:ll|d)|(?:I|[Yy]ou|[Ww]e|[Tt]hey|[CcWw]ould|[Ss]hould)’ve)\b"
)


def misfits(text: str) -> int:
    """How many of its characters outside ASCII are misfits, less the apostrophes that can be nothing else.

    A control character counts three times, for no text has one.
    """
    framed = f" {text} "
    triples = Counter(_TRIPLES.findall(framed))
    count = sum(times * _misfit(char, before, after) for (before, char, after), times in triples.items())
    return count - len(_CONTRACTIONS.findall(text))


def _misfit(char: str, before: str, after: str) -> int:
    if char in _FREE:
        return 0
    if char in _SIGNS:
        return before.isalpha() and after.isalpha()
    if char in _TURNED:
        return before.isalnum() or not (after.isalnum() or after in "¿¡«“\"'(")
    if char == "’":
        return after.isalnum() and not before.isalnum() and not before.isspace()
    if char in _QUOTES:
        alone = char not in "«»" and before.isspace() and after.isspace()
        return alone or (before.isalpha() and after.isalpha())
    return _of_kind(char, before, after)


def _of_kind(char: str, before: str, after: str) -> int:
    kind = unicodedata.category(char)
    if kind == "Cc":
        return _OF_CONTROL
    if char.isalpha():
        return _letter(char, before, after, kind)
    if kind in {"Mn", "Mc"}:
        if not _script(before) and unicodedata.category(before) != "Mn":
            return 1
        return ord(char) < 0x370 and len(unicodedata.normalize("NFC", before + char)) > 1
    if ord(char) in _BOX:
        return ord(before) not in _BOX and ord(after) not in _BOX
    return ord(char) < 0x2E00 or kind in {"Co", "Cn"}


def _letter(char: str, before: str, after: str, kind: str) -> int:
    script = _script(char)
    if not script:
        return ord(char) < 0x2E00
    if (kind == "Lm" and script == "Latin") or char in _NO_LETTERS or after.isdigit():
        return 1
    beside = (_script(before), _script(after))
    if any(other and other != script for other in beside):
        return 1
    if all("\xc0" <= one <= "\xff" for one in (before, char, after)):
        return 1  # three such in a row: no language of the West has them, Cyrillic and Greek misread are full of them
    if char.islower() and after.isupper():
        return 1
    return char.isupper() and (before.islower() or (before.isalpha() and after.islower()))


@cache
def _script(char: str) -> str:
    """The script of a letter, where words of it are never mixed with others; nothing for any other character."""
    if not char.isalpha():
        return ""
    return next((name for places, name in _SCRIPTS if ord(char) in places), "")
