"""Keys by which labels are found: letter case, Unicode form, accents, order of words and qualifiers do not part them."""

from __future__ import annotations

import re
import unicodedata
import zlib
from itertools import filterfalse

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_QUALIFIER = re.compile(r"\s*\([^()]*\)")
_DATES = re.compile(r",(?=[^,]*\d)[^,]*")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "‐": "-", "‑": "-", "“": '"', "”": '"'})
_ASCII = {
    code: chr(code).lower() if chr(code).isalnum() or chr(code) == "_" else " " for code in range(128)
}  # cuts plain text into the same words as the pattern, three times as fast
_DASHES = re.compile(r"\s*(?:--|—)\s*")


def composed(label: str) -> str:
    """The label in NFC; what the packages ship is decomposed in one label of ten."""
    return label if label.isascii() else unicodedata.normalize("NFC", label)


def folded(label: str) -> str:
    """The label as labels are compared: NFC, case folded, one kind of quotation mark, dash and blank."""
    plain = composed(label).translate(_SIGNS)
    return " ".join(_DASHES.sub("--", plain).casefold().split())


def bare(label: str, *, person: bool = False) -> str:
    """The label without qualifiers in brackets, and a person's without dates: `Hernández, Juan Orlando`."""
    plain = _QUALIFIER.sub("", label) if "(" in label else label
    return _DATES.sub("", plain) if person else plain


def plain_words(text: str) -> list[str]:
    """The words in small letters without accents."""
    if text.isascii():
        return text.translate(_ASCII).split()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(filterfalse(unicodedata.combining, apart)))


def near_key(label: str, *, person: bool = False) -> int:
    """A number that labels of the same bare words share, in whatever order; 32 bits, so it may join strangers too."""
    words = set(plain_words(bare(label, person=person)))
    return zlib.crc32(" ".join(sorted(words)).encode()) - 0x80000000  # signed: a byte less a row


def words_of(phrase: str) -> tuple[str, ...]:
    """A phrase as the words of a running text are cut: letters that stand together, in small letters."""
    return tuple(word.lower() for word in _LETTERS.findall(phrase))
