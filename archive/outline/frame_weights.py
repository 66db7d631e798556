"""What the looks of a line say for each role that it may have round the body of a letter, as it was learned.

`frames.tsv` is made by `python -m benchmarks.tei.learn`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from archive.outline.blocks import Role
from archive.outline.chains import OTHER, Said, Weights, best, weighed, weights_of

ROLES = (
    Role.PARAGRAPH,
    Role.HEADING,
    Role.DATELINE,
    Role.ADDRESS,
    Role.SALUTATION,
    Role.CLOSING,
    Role.SIGNATURE,
    Role.POSTSCRIPT,
)
TABLE = Path(__file__).with_name("frames.tsv")
_HEADING = ROLES.index(Role.HEADING)
_TRUST = 80  # what the rules' own reading has on top


class Line(NamedTuple):
    """One line: its role by the rules, as a number in ROLES, and all that the weights are asked for; nothing, if it stays."""

    number: int
    said: Said


@cache
def weights() -> Weights:
    """The weights that were learned."""
    return weights_of(TABLE, ROLES)


def read(table: Weights, lines: Sequence[Line]) -> list[int]:
    """The roles of these lines, by number. A line that is something else stays that; no heading is made."""
    return best(table.steps, [_may(table, line) for line in lines])


def _may(table: Weights, line: Line) -> dict[int, int]:
    """What speaks for each role that a line may have."""
    if line.number == OTHER or not line.said:
        return {line.number: 0}
    sums = weighed(table, line.said)
    sums[line.number] += _TRUST
    return {role: total for role, total in enumerate(sums) if role != _HEADING or role == line.number}
