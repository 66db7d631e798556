"""What the looks of a short line say for each role that it may have among paragraphs, as it was learned.

`shorts.tsv` is made by `python -m benchmarks.tei.learn_shorts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from archive.outline.blocks import Role
from archive.outline.chains import Said, Weights, best, weighed, weights_of

ROLES = (Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM, Role.SIGNATURE, Role.VERSE)
TABLE = Path(__file__).with_name("shorts.tsv")
_HEADING = ROLES.index(Role.HEADING)
_SIGNATURE = ROLES.index(Role.SIGNATURE)
_SENTENCE = frozenset({"ends.", "big0"})  # looks of a line of which no heading is made
_TRUST = (32, 112, 128, 64, 64)  # what the rules' own reading has on top, where it is each of ROLES


class Line(NamedTuple):
    """One short line: the place of its unit, its role by the rules, as a number in ROLES, and all that the weights are asked for."""

    unit: int
    number: int
    said: Said


@cache
def weights() -> Weights:
    """The weights that were learned."""
    return weights_of(TABLE, ROLES)


def read(table: Weights, run: Sequence[Line], *, letter: bool) -> list[int]:
    """The roles of the lines of a run, by number. In a letter no signature is made, and of a sentence no heading."""
    return best(table.steps, [_may(table, line, letter=letter) for line in run])


def _may(table: Weights, line: Line, *, letter: bool) -> dict[int, int]:
    """What speaks for each role that a line may have."""
    sums = weighed(table, line.said)
    sums[line.number] += _TRUST[line.number]
    may = dict(enumerate(sums))
    if letter:
        del may[_SIGNATURE]
    if line.number != _HEADING and _SENTENCE.issubset(line.said[0][1]):
        del may[_HEADING]
    return may
