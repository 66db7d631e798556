"""Headings of an authority file as a text writes them: without a qualifier, a body's unit with the body's name, or a part of either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.describe.names import Kind
from archive.record.model import Statement
from archive.tei.entity import CAPITALIZED, folded, kind_of
from archive.tei.lexicon import LEADERS

_QUALIFIER = re.compile(r"(?P<name>.+?) \([^()]+\)")
_ABBREVIATION = re.compile(r".+ \([A-Z][A-Za-z&.-]{0,9}[A-Z]\)")
_UNIT = re.compile(r"(?P<whole>[^\W\d_]{3,}[^.()]*[^\W\d_]{3,})\. (?P<unit>[A-ZÀ-ÖØ-Þ][^.()]+)")
_RUN = re.compile(
    rf"{CAPITALIZED}(?: (?:(?:of|the|for|on|de|del|la|las|los|para|des|du|für|der) ){{0,2}}{CAPITALIZED}){{1,9}}"
)


def unqualified(value: str) -> str:
    """`San Francisco Bay Area (Calif.)` without what its vocabulary adds; a name with its abbreviation in brackets is left as it is."""
    match = _QUALIFIER.fullmatch(value)
    return value if match is None or _ABBREVIATION.fullmatch(value) else match["name"]


def body_forms(statement: Statement, name: str) -> Iterator[str]:
    """The forms of a body that an authority's heading names, the plainest first.

    `United Nations. General Assembly` is the `United Nations General Assembly`.
    """
    bare = unqualified(name)
    bare = name if " " not in bare or kind_of(bare) is Kind.PERSON else bare
    if unit := _UNIT.fullmatch(bare):
        bare = f"{unit['whole']} {unit['unit']}"
        yield from (bare, f"{unit['unit']} of the {unit['whole']}")
    else:
        yield bare
    yield from (part for part in _quoted(statement, bare) if kind_of(part) is Kind.BODY)


def place_forms(statement: Statement) -> Iterator[str]:
    """The forms of a place that the record names: its own, without a qualifier, and the part of it that a quotation has."""
    bare = unqualified(statement.value or "")
    yield bare
    yield from (part for part in _quoted(statement, bare) if folded(bare).endswith(f" {folded(part)}"))


def _quoted(statement: Statement, name: str) -> Iterator[str]:
    """The runs of capitals in the record's quotations that are two words or more of this name, one after the other."""
    whole = f" {folded(name)} "
    for evidence in statement.evidence:
        for run in _RUN.finditer(evidence.quote):
            words = run.group().split(" ")
            while words and words[0].casefold() in LEADERS:
                words.pop(0)
            part = " ".join(words)
            if len(words) > 1 and part != name and f" {folded(part)} " in whole:
                yield part
