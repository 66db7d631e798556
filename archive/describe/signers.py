"""Who signed: the persons and bodies of a signature block or of a list of signatories."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.describe.names import (
    Kind,
    Name,
    kind_of,
    written_small,
)
from archive.describe.reading import Reading, Span
from archive.describe.signed_runs import entries, is_date
from archive.describe.witnesses import is_witness, serves
from archive.outline.blocks import Block, Genre, Role
from archive.outline.given import GIVEN
from archive.outline.names import kin_like

_SIGNED = frozenset({Genre.LETTER, Genre.OPEN_LETTER, Genre.STATEMENT})
_LAST = 6  # blocks at the end among which what looks like a signature is one, in a text of another kind
_MORE = 200  # characters of a paragraph below a signature that are more than an afterthought
MOST = 60  # names of one list that are stated; a petition of thousands is its text's business


class Signed(NamedTuple):
    """`names` in the order of the document, each with the office it gives, if any; `jointly`: "We, the undersigned …"."""

    names: tuple[tuple[Name, str | None], ...]
    jointly: bool


_UNDERSIGNED = re.compile(
    r"\bundersigned(?:\s+\w+){0,3}?\s+(?P<bodies>organi[sz]ations|groups|unions|institutions|associations|churches|networks|"
    r"non-?governmental)\b(?!,? and (?:individuals|people|persons|citizens|scholars|academics|experts))|\b(?:the\s+)?undersigned\b|\b(?P<cuerpos>organizaciones|instituciones|redes|colectivos|sindicatos)(?! y (?:personas|ciudadan|individu))(?:\s+\w+){0,3}\s+"
    r"(?:abajo\s+)?(?:firmantes|suscrit[oa]s)\b|\babajo\s+firmantes\b|\b(?:los|las)\s+(?:suscrit[oa]s|firmantes)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\bEwr?\.?\s\Z", re.IGNORECASE)  # `Ew. Königl. Maj.` is who is written to


def signed(reading: Reading, to: str | None = None) -> Signed:
    """The signers, `to` apart; none where the text holds several letters or quotes one, for then nobody signed the whole."""
    blocks = tuple(block for block in reading.outline.of(Role.SIGNATURE) if block.start < reading.own)
    blocks = blocks or _in_close(reading)
    if not blocks or reading.several() or reading.enclosing():
        return Signed((), jointly=False)
    words = next(
        (
            found
            for block in reading.prose()[:4]
            if (found := _UNDERSIGNED.search(reading.content, block.start, block.end))
        ),
        None,
    )
    bodies = words is not None and bool(words["bodies"] or words["cuerpos"])
    letter = reading.outline.genre in _SIGNED
    names: list[tuple[Name, str | None]] = []
    for number, block in enumerate(blocks):
        if is_witness(reading, blocks, number):
            continue
        if not _goes_on(reading, block, letter) and (letter or block in reading.outline.blocks[-_LAST:]):
            signers = entries(reading, block, bodies=bodies)
            if names and not bodies and serves(reading, names[-1][0], block):
                signers = [(name, office) for name, office in signers if name.kind is Kind.PERSON]
            # Of those who sign one below the other some show that all do.
            sure = len(signers) > 2 and sum(_is_signer(reading, name) for name, _ in signers) * 2 > len(
                signers
            )
            # In a text of another kind, capitals below the last words are a heading's, a body's name is an entry of a list.
            names.extend(
                pair
                for pair in signers
                if pair[0].value != to
                and (letter or words is not None or sure or _is_signer(reading, pair[0]))
            )
        if len(names) >= MOST:
            break
    return Signed(tuple(_once(names))[:MOST], jointly=words is not None)


def _once(names: list[tuple[Name, str | None]]) -> list[tuple[Name, str | None]]:
    """Each signer once: below a hand's `Jno. Doe` a typist writes JOHN G. DOE."""
    kept: dict[tuple[str, ...], tuple[Name, str | None]] = {}
    for name, office in names:
        words = name.value.casefold().split()
        key = (words[0][0], words[-1].strip(".,")) if name.kind is Kind.PERSON else (name.value,)
        first = kept.get(key)
        if first is None or (first[0].value.isupper() and not name.value.isupper()):
            kept[key] = (name, office if office is not None or first is None else first[1])
        elif office is not None and first[1] is None:
            kept[key] = (first[0], office)
    return list(kept.values())


def _in_close(reading: Reading) -> tuple[Block, ...]:
    """The name that the close of a letter holds on its own line, as `Yours truly, Jane Doe` does, if it is more than a word."""
    if reading.outline.genre not in _SIGNED:
        return ()
    held = [
        part
        for block in reading.outline.blocks[-_LAST:]
        for part in block.part(Role.SIGNATURE)
        if len(reading.content[part.start : part.end].split()) > 1
        and not kin_like(reading.content[part.start : part.end])
        and _OF_OTHERS.search(reading.content[max(0, part.start - 5) : part.start]) is None
    ]
    return tuple(Block(Role.SIGNATURE, part.start, part.end, part.rule) for part in held[:1])


def _goes_on(reading: Reading, signature: Block, letter: bool) -> bool:
    """Whether the text goes on below, and the signature is the head or foot of a part: in a letter there may be a long postscript."""
    kinds = (Role.PARAGRAPH,) if letter else (Role.PARAGRAPH, Role.POSTSCRIPT)
    below = [block for block in reading.outline.of(*kinds) if block.start >= signature.end]
    most = max(_MORE, len(reading.content) // 4) if letter else _MORE
    return sum(block.end - block.start for block in below) > most


def _is_signer(reading: Reading, name: Name) -> bool:
    """Whether a name below a text that is no letter is surely a person's: a close, a given name that many bear, or an initial says so."""
    first = name.value.split()[0]
    closed = bool(reading.outline.of(Role.CLOSING))
    known = closed or first in GIVEN or len(first.rstrip(".")) == 1 or first.count(".") > 1
    return (
        name.kind is Kind.PERSON
        and known
        and not name.value.isupper()
        and not written_small(reading.content, name.value)
    )


def office_lines(reading: Reading) -> tuple[Span, ...]:
    """The lines of the signature blocks that name an office rather than a signer."""
    return tuple(
        line
        for block in reading.outline.of(Role.SIGNATURE)
        for line in reading.lines_of(block)
        if kind_of(reading.content[line.start : line.end]) is None and not is_date(reading, line)
    )
