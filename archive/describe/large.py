"""The record of a document that is too large to be held: its rules read its beginning and its end, and say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from archive.accession import Accession
from archive.describe.compose import describe
from archive.describe.said import place_of
from archive.errors import RecordError
from archive.outline import outline_of
from archive.record.model import Evidence, Origin, Record, Statement
from archive.seed import Seed
from archive.text.text import Text, Totals

Characters = Callable[[], Iterator[str]]
"""Gives the normalized text from its beginning, each time it is called."""

_OVERLAP = 1 << 16  # characters that two pieces share, in which a quote is looked for


def describe_large(seed: Seed, text: Text, content: Characters, accession: Accession) -> Record:
    """The record of one large document. `text` has the totals of the whole, and its beginning and end as content.

    Raises RecordError E0351, as `describe` does: a person's quotes are looked for in all of the text.
    """
    totals = text.totals
    if totals is None:
        return describe(seed, text, outline_of(text), accession)
    declared = _placed(seed, content)
    bare = replace(seed, declared=tuple(replace(statement, evidence=()) for statement in declared))
    record = describe(bare, text, outline_of(text), accession)
    waiting = list(zip(bare.declared, declared, strict=True))
    return replace(
        record,
        statements=tuple(_whole(record.statements, waiting, totals)),
        superseded=tuple(_whole(record.superseded, waiting, totals)),
    )


def _whole(
    statements: tuple[Statement, ...], waiting: list[tuple[Statement, Statement]], totals: Totals
) -> Iterator[Statement]:
    """The statements with their places in the whole text; one that rests on words across the gap is left out."""
    for statement in statements:
        told = next((pair for pair in waiting if pair[0] == statement), None)
        if told is not None:
            waiting.remove(told)
            yield told[1]
            continue
        moved = [_moved(evidence, totals) for evidence in statement.evidence]
        kept = tuple(evidence for evidence in moved if evidence is not None)
        if len(kept) == len(moved) or (
            kept and statement.origin not in (Origin.TRANSCRIBED, Origin.INFERRED)
        ):
            cut = totals.tail is not None and statement.property == "extent" and statement.note is None
            yield replace(statement, evidence=kept, note=_read(totals) if cut else statement.note)


def _read(totals: Totals) -> str:
    """Which part of the text the rules have read, for people."""
    return (
        f"Measured from the whole text. The description rests on its characters 0 to {totals.head} and "
        f"{totals.tail} to {totals.characters}; what stands between was not read for it."
    )


def _moved(evidence: Evidence, totals: Totals) -> Evidence | None:
    if evidence.start is None or evidence.end is None:
        return evidence
    place = totals.place(evidence.start, evidence.end)
    return None if place is None else Evidence(evidence.quote, *place)


def _placed(seed: Seed, content: Characters) -> tuple[Statement, ...]:
    """The person's statements, each quote with its place in the text. Raises RecordError E0351 with every quote not found."""
    wanted = list(dict.fromkeys(evidence for one in seed.declared for evidence in one.evidence))
    if not wanted:
        return seed.declared
    found: dict[Evidence, Evidence] = {}
    for look in (_where_told, _word_for_word, place_of):
        for base, block in _overlapping(content()):
            for given in [one for one in wanted if one not in found]:
                local = Evidence(given.quote, None if given.start is None else given.start - base)
                place = look(local, block)
                if place is not None and place.start is not None and place.end is not None:
                    found[given] = Evidence(place.quote, place.start + base, place.end + base)
    missing = [
        (one.property, f'"{evidence.quote}"')
        for one in seed.declared
        for evidence in one.evidence
        if evidence not in found
    ]
    if missing:
        noun = "quote is" if len(missing) == 1 else "quotes are"
        raise RecordError("E0351", seed.name, f"{len(missing)} {noun} not in the text", tuple(missing))
    return tuple(
        replace(one, evidence=tuple(found[evidence] for evidence in one.evidence)) for one in seed.declared
    )


def _where_told(given: Evidence, block: str) -> Evidence | None:
    start = given.start
    if start is None or start < 0 or not given.quote or not block.startswith(given.quote, start):
        return None
    return Evidence(given.quote, start, start + len(given.quote))


def _word_for_word(given: Evidence, block: str) -> Evidence | None:
    start = block.find(given.quote) if given.quote else -1
    return Evidence(given.quote, start, start + len(given.quote)) if start >= 0 else None


def _overlapping(chunks: Iterator[str]) -> Iterator[tuple[int, str]]:
    """The text in pieces that share their ends, each with where it begins."""
    before, base = "", 0
    for chunk in chunks:
        block = before + chunk
        yield base, block
        before = block[-_OVERLAP:]
        base += len(block) - len(before)
