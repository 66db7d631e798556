"""What a person said, laid over what was derived: their evidence found in the text, their values in the place of ours."""

from __future__ import annotations

import re
from dataclasses import replace

from archive.errors import RecordError
from archive.record.model import PROPERTIES, Evidence, Origin, Statement
from archive.seed import Seed

BESIDE = frozenset({"extent", "format", "identifier", "hasFormat", "conformsTo"})
"""Properties whose values by this program stand beside a person's: they are facts about the files in the bag."""

_ORDER = {name: number for number, name in enumerate(PROPERTIES)}


def found_in(seed: Seed, content: str) -> tuple[Statement, ...]:
    """The person's statements, each quote with its place and exact words. Raises RecordError E0351 with every quote not found."""
    missing: list[tuple[str, str]] = []
    stated: list[Statement] = []
    for statement in seed.declared:
        if not statement.evidence:
            stated.append(statement)
            continue
        places = [(given, place_of(given, content)) for given in statement.evidence]
        missing.extend((statement.property, f'"{given.quote}"') for given, place in places if place is None)
        stated.append(replace(statement, evidence=tuple(place for _, place in places if place is not None)))
    if missing:
        noun = "quote is" if len(missing) == 1 else "quotes are"
        raise RecordError("E0351", seed.name, f"{len(missing)} {noun} not in the text", tuple(missing))
    return tuple(stated)


def merged(
    declared: tuple[Statement, ...], derived: tuple[Statement, ...], defaults: tuple[Statement, ...]
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """What stands, in the order of the DCMI terms, and what a better-placed statement superseded.

    A person's words on a property go before everything else on it, what this text itself says before a default.
    """
    said = {statement.property for statement in declared}
    told = {statement.property for statement in derived if not _ours(statement)}
    stands = list(declared)
    superseded: list[Statement] = []
    exact = {(statement.property, statement.value) for statement in declared}
    for statement in derived:
        beside = statement.property in BESIDE and (statement.property, statement.value) not in exact
        (stands if beside or statement.property not in said else superseded).append(statement)
    for statement in defaults:
        beaten = statement.property in said or statement.property in told
        (superseded if beaten else stands).append(statement)
    return _sorted(stands), _sorted(superseded)


def _ours(statement: Statement) -> bool:
    """Whether a default may stand beside this: it says where the document belongs, not what it says."""
    return statement.origin is Origin.DEFAULT or statement.property in BESIDE


def _sorted(statements: list[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda statement: _ORDER.get(statement.property, len(_ORDER))))


def place_of(given: Evidence, content: str) -> Evidence | None:
    """The quote at the place given if it stands there, else where it first stands; white space may differ, nothing else."""
    quote = given.quote
    if given.start is not None and quote and content.startswith(quote, given.start):
        return Evidence(quote, given.start, given.start + len(quote))
    start = content.find(quote) if quote else -1
    if start >= 0:
        return Evidence(quote, start, start + len(quote))
    words = quote.split()
    if not words:
        return None
    folded = re.compile(r"\s+".join(map(re.escape, words)))
    # The place given may be where words with other white space stand.
    match = (
        folded.match(content, given.start) if given.start is not None and given.start >= 0 else None
    ) or folded.search(content)
    return Evidence(match.group(), match.start(), match.end()) if match is not None else None
