"""What each entry of a list of signatories names: a person with office and body, a body with its country, or what heads those below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.describe.countries import CUT, without_country
from archive.describe.names import BODIES_BELOW, BODY_WORDS, TITLE_WORDS, Kind, bare
from archive.outline.given import FORENAMES, GIVEN
from archive.tei.entity import Thing, kind_of

_OFFICES = TITLE_WORDS - BODY_WORDS
_SIGNED = re.compile(
    r"(?:signed|signatories|firmado|firman|firmantes|suscriben|signé|signataires|unterzeichnet|unterzeichner|gezeichnet)(?: by| por| von| par)?[,.]?",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:,|\b) (?:(?:and|y|e|et|und|Inc|Ltd|S\.)\b|& )")
_BY = re.compile(r"(?:By|BY|Por|Par|Von) (?=[A-ZÀ-ÖØ-Þ])")
_LINE = re.compile(r"\S[^\n]*")
_NAMED = 3  # words of a person's name and a body's
_LETTERS = 3  # what is shorter is `Jr` or `MD`


@dataclass(frozen=True, slots=True)
class Named:
    """What stands at [start, end) of the text; `thing` is None for an office."""

    start: int
    end: int
    thing: Thing | None


def signatories(content: str, entries: Sequence[tuple[int, int]]) -> tuple[tuple[Named, ...], ...]:
    """What each entry, in order, names. One that ends in a colon heads those that follow, and names nobody.

    Where more are certainly bodies than persons, the others are bodies too; so is every one below `Organizations:`.
    """
    found: list[tuple[Named, ...]] = []
    together: list[tuple[int, int]] = []
    said = False
    for start, end in entries:
        if heads(content, start, end):
            found.extend(_group(content, together, said=said))
            found.append(())
            together, said = [], bool(BODIES_BELOW.search(content, start, end))
        else:
            together.append((start, end))
    found.extend(_group(content, together, said=said))
    return tuple(found)


def heads(content: str, start: int, end: int) -> bool:
    """Whether an entry is the heading of those below it: `Organizations:`, `Signed,`."""
    return (content.startswith(":", end - 1) and end > start) or _SIGNED.fullmatch(
        content, start, end
    ) is not None


def follows(content: str, floor: int, start: int, end: int) -> bool:
    """Whether an entry is the office of whom the line above names, or the body below that office, and no entry of its own."""
    if _office_line(content, start, end):
        return start > floor
    above = content.rfind("\n", floor, max(floor, start - 1)) + 1 or floor
    return (
        start > floor
        and content[start - 1 : start] == "\n"
        and content[start - 2 : start - 1] != "\n"
        and above > floor
        and _office_line(content, above, start - 1)
        and kind_of(content[start:end]) is Kind.BODY
    )


def _office_line(content: str, start: int, end: int) -> bool:
    return _first(content, (start, end)) in _OFFICES and kind_of(content[start:end]) is not Kind.PERSON


def offices(content: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where an entry that names a person tells the office held: `Director`, after the name or on the line below it."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(content, start, end):
        pieces = _pieces(content, *line.span())
        found.extend(pieces[1:] if line.start() == start else pieces)
    return tuple(place for place in found if _first(content, place) in _OFFICES)


def _group(content: str, entries: Sequence[tuple[int, int]], *, said: bool) -> list[tuple[Named, ...]]:
    cut = [_pieces(content, start, without_country(content, start, end)) for start, end in entries]
    kinds = [kind_of(content[slice(*pieces[0])]) for pieces in cut]
    persons = [not said and _person(content, pieces) for pieces in cut]
    sure = sum(kind is Kind.BODY for kind in kinds)
    bodies = said or sure > max(1, sum(kind is Kind.PERSON for kind in kinds))
    return [
        _beside(content, pieces)
        if person or (not said and _office_line(content, *pieces[0]))
        else _whole(content, pieces, kind, bodies=bodies, said=said)
        for pieces, kind, person in zip(cut, kinds, persons, strict=True)
    ]


def _pieces(content: str, start: int, end: int) -> list[tuple[int, int]]:
    if by := _BY.match(content, start, end):
        start = by.end()
    cuts = list(CUT.finditer(content, start, end))
    return list(
        zip([start, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), end], strict=True)
    )


def _person(content: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether the entry begins with a person's name, as an office, a body or a given name says."""
    start, end = bare(content, *pieces[0])
    if end <= start or kind_of(content[start:end]) is not Kind.PERSON:
        return False
    first = content[start:end].split(" ", 1)[0]
    if len(pieces) == 1:
        return False  # as the outline or the list has it
    return (
        start > pieces[0][0]
        or first in FORENAMES
        or first in GIVEN
        or any(
            _first(content, piece) in _OFFICES or kind_of(content[slice(*piece)]) is Kind.BODY
            for piece in pieces[1:]
        )
    )


def _beside(content: str, pieces: list[tuple[int, int]]) -> tuple[Named, ...]:
    """A person's name, or the office of whom the line above names, and the offices and bodies beside it."""
    own = _office_line(content, *pieces[0])
    found = [Named(*pieces[0], None) if own else Named(*bare(content, *pieces[0]), Thing.PERSON)]
    for piece in pieces[1:]:
        if _first(content, piece) in _OFFICES:
            found.append(Named(*piece, None))
        elif kind_of(content[slice(*piece)]) is Kind.BODY and piece[1] - piece[0] > _LETTERS:
            found.append(Named(*piece, Thing.BODY))
    return tuple(found)


def _whole(
    content: str, pieces: list[tuple[int, int]], kind: Kind | None, *, bodies: bool, said: bool
) -> tuple[Named, ...]:
    start, end = pieces[0][0], pieces[-1][1]
    words = content[start:end].split()
    if kind is Kind.BODY or kind_of(content[start:end]) is Kind.BODY:
        known = words[0] in FORENAMES or words[0] in GIVEN
        if known and any(word in ("University", "College") for word in words[_NAMED:]):
            return ()  # `Jane Roe Hill University`, an author's line and the next
        rest = content[pieces[0][1] : end]
        if kind is Kind.BODY and not _MORE.search(rest):
            end = pieces[0][1]  # `West London Hospital, Hammersmith Road`
        return (Named(start, end, Thing.BODY),)
    if said or (bodies and (kind is None or len(words) < _NAMED)):
        return (Named(start, end, Thing.BODY),)
    if kind is Kind.PERSON:
        return (Named(*bare(content, *pieces[0]), Thing.PERSON),)
    return ()


def _first(content: str, place: tuple[int, int]) -> str:
    return content[slice(*place)].partition(" ")[0].strip(",.").casefold()
