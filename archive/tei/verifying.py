"""Anybody's TEI held against anybody's text: whether it is the same, the same but for white space, or another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from archive.tei.anybody import read_anybodys, texts_of
from archive.tei.project import first_difference, fold, parting_of, projection
from archive.text import normalize
from archive.text.decode import decode

AROUND = 40  # characters shown on each side


class Sameness(StrEnum):
    """EXACT: character for character. FOLDED: word for word, white space apart. CHANGED: neither."""

    EXACT = "exact"
    FOLDED = "folded"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class TextVerdict:
    """`length` is the source's characters; the rest says where the two part first, and is None where they are exactly the same.

    `offset` (code points, from 0) and `line` (from 1) are of the source as it was decoded; `before` is what both have just
    before that place, `expected` and `found` what follows in each.
    """

    sameness: Sameness
    length: int
    offset: int | None = None
    line: int | None = None
    before: str | None = None
    expected: str | None = None
    found: str | None = None


def compare(
    tei: bytes, source: bytes, *, declared: str | None = None, text: str | None = None
) -> TextVerdict:
    """How the text of a TEI document stands to a plain text in any encoding.

    `declared` is the source's charset, if known; `text` the number or identifier of the one text to be compared, of several.

    What a reader would not count as the text is left out: notes of an editor, `corr`, `reg`, `expan`, `supplied`. Exact is
    measured against the source as it is, but for line ends, and against our normalization of it.
    Raises ArchiveError E0408 on what is no XML, E0416, E0435, E0436 where there is no text that can be read, TextError
    on a source that is none.
    """
    content = decode(source, declared=declared, where="source")[0]
    plain = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    texts = texts_of(read_anybodys(tei), text)
    exact = "".join(map(projection, texts))
    if exact in (plain, normalize(source, declared=declared, where="source").content):
        return TextVerdict(Sameness.EXACT, len(plain))
    left = parting_of(texts, plain)
    if left is None:
        at, _, _ = first_difference(plain, exact)
        return _verdict(Sameness.FOLDED, plain, at, exact[at : at + AROUND])
    place, found = left
    return _verdict(Sameness.CHANGED, plain, _unfolded(plain, place), found[:AROUND])


def _verdict(sameness: Sameness, plain: str, at: int, found: str) -> TextVerdict:
    line = plain.count("\n", 0, at) + 1
    before = plain[max(0, at - AROUND) : at]
    return TextVerdict(sameness, len(plain), at, line, before, plain[at : at + AROUND], found)


def _unfolded(plain: str, place: int) -> int:
    """Where in the plain text the place of the folded one is: before the white space, if that is what the other has not."""
    folded = fold(plain)
    letters = sum(1 for char in folded[:place] if char != " ")
    after = folded[place : place + 1] == " "
    visible = (at for at, char in enumerate(plain) if char not in " \t\n\r")
    return next(islice(visible, letters - after, None), len(plain) - after) + after
