"""Anybody's TEI held against anybody's text where one of them is too large to be held in memory: the verdict of `compare`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archive.stored import Chunks, Stored
from archive.tei.anybody_large import find_texts
from archive.tei.flow import exact, first_parting, folded_parting, letters_until, pieces
from archive.tei.verifying import AROUND, Sameness, TextVerdict
from archive.text.decoding import open_decoder
from archive.text.flow import normalized


def compare_large(
    tei: Chunks, source: Stored, *, declared: str | None = None, text: str | None = None
) -> TextVerdict:
    """What `compare` says, both files read in pieces, a few times. Raises ArchiveError E0408, E0416, E0435, E0436, TextError."""
    decoder = open_decoder(source, declared=declared, where="source")

    def plain() -> Iterator[str]:
        return _plain(decoder.chunks())

    length = sum(map(len, plain()))
    texts = find_texts(tei(), text)
    for _ in exact(tei(), texts):  # all of it can be read, or none of it is judged
        pass
    parted = first_parting(plain(), exact(tei(), texts))
    if (
        parted is None
        or first_parting(normalized(decoder.chunks(), where="source"), exact(tei(), texts)) is None
    ):
        return TextVerdict(Sameness.EXACT, length)
    left = folded_parting(plain(), pieces(tei(), texts))
    if left is None:
        found = _rest(exact(tei(), texts), parted[0])
        return _verdict(Sameness.FOLDED, plain, length, parted[0], found)
    letters, blank, found = left
    place = letters_until(plain(), letters, blank=blank)
    return _verdict(Sameness.CHANGED, plain, length, place, found[:AROUND])


def _plain(content: Iterator[str]) -> Iterator[str]:
    """The characters without a byte order mark, with LF for every line end."""
    begun = False
    waiting = ""
    for chunk in content:
        if not chunk:
            continue
        whole = waiting + (chunk if begun else chunk.removeprefix("\ufeff"))
        begun = True
        waiting = "\r" if whole.endswith("\r") else ""
        yield whole.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
    if waiting:
        yield "\n"


def _rest(found: Iterator[str], place: int) -> str:
    """What stands in a TEI text from this place on, its beginning."""
    base, rest = 0, ""
    for piece in found:
        rest += piece[max(0, place - base) :]
        base += len(piece)
        if len(rest) >= AROUND:
            break
    return rest[:AROUND]


def _verdict(
    sameness: Sameness, plain: Callable[[], Iterator[str]], length: int, place: int, found: str
) -> TextVerdict:
    base, lines = 0, 1
    before = expected = ""
    for chunk in plain():
        cut = max(0, min(len(chunk), place - base))
        lines += chunk.count("\n", 0, cut)
        before = (before + chunk[:cut])[-AROUND:]
        expected += chunk[cut:]
        base += len(chunk)
        if len(expected) >= AROUND:
            break
    return TextVerdict(sameness, length, place, lines, before, expected[:AROUND], found)
