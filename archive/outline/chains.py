"""The roles of a run of lines that have the greatest sum of learned weights: the way of Viterbi, in whole numbers.

Each look of a line and of its four neighbours has a weight for each of eight roles, and so has each role that follows
another. All numbers are whole: the same on any machine, in time linear in the lines.

`frames.tsv` is made by `python -m benchmarks.tei.learn`; a line is the place of the line that is looked at (0 the line itself,
-1 the one above), the look, and its weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from archive.outline.blocks import Role
from archive.outline.looks import Looks

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
_HEADING = ROLES.index(Role.HEADING)
OTHER = -1  # the role of a line that is none of these: a list item, a field, a verse
TABLE = Path(__file__).with_name("frames.tsv")
BESIDE = (-2, -1, 0, 1, 2)
_TRUST = 80  # what the rules' own reading has on top
_BITS = 32  # of a sum of weights
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1
_LIFT = sum(
    _HALF << (_BITS * n) for n in range(len(ROLES))
)  # so that no sum is below nothing when they are parted

Said: TypeAlias = tuple[tuple[int, Looks], ...]  # of one line: the looks at each place beside it
May: TypeAlias = tuple[
    tuple[int, ...], ...
]  # for each of ROLES as the rules have it, the roles that it may become


class Weights(NamedTuple):
    """What each look of a line, by its place, says for each role by number; and each role for the one that follows."""

    looks: dict[int, dict[str, int]]  # the weights for all of ROLES, as `joined` makes one number of them
    steps: dict[int, list[int]]  # of a role, what speaks for each role above it; OTHER is the last


class Line(NamedTuple):
    """One line: its role by the rules, as a number in ROLES, and all that the weights are asked for; nothing, if it stays."""

    number: int
    said: Said


@cache
def weights() -> Weights:
    """The weights that were learned."""
    numbers = [*range(len(ROLES)), OTHER]
    table = Weights({place: {} for place in BESIDE}, {n: [0] * len(numbers) for n in numbers})
    number = {role.value: n for n, role in enumerate(ROLES)} | {"other": OTHER}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        place, look, *weighed = line.split("\t")
        pairs = {number[role]: int(weight) for role, _, weight in (pair.partition("=") for pair in weighed)}
        if place == "step":
            for role, weight in pairs.items():
                table.steps[role][number[look]] = weight
        else:
            table.looks[int(place)][look] = joined(pairs)
    return table


def joined(pairs: Mapping[int, int]) -> int:
    """The weights of some roles as one number, so that they are summed in one addition."""
    return sum(weight << (_BITS * role) for role, weight in pairs.items())


def parted(number: int) -> list[int]:
    """The weight, or sum of weights, of each of ROLES."""
    number += _LIFT
    return [(number >> shift & _MASK) - _HALF for shift in range(0, _BITS * len(ROLES), _BITS)]


def read(table: Weights, lines: Sequence[Line]) -> list[int]:
    """The roles of these lines that have the greatest sum of weights. A line that is something else stays that; no heading is made."""
    totals: dict[int, int] = {}
    ways: list[dict[int, int]] = []
    for line in lines:
        here = _weighed(table, line)
        way = {}
        for role in here if totals else ():
            steps = table.steps[role]
            best, above = max(
                [(total + steps[role_above], -role_above) for role_above, total in totals.items()]
            )
            here[role] += best
            way[role] = -above
        totals = here
        ways.append(way)
    role = max(totals, key=totals.__getitem__)
    roles = [role]
    for way in reversed(ways[1:]):
        role = way[role]
        roles.append(role)
    return roles[::-1]


def _weighed(table: Weights, line: Line) -> dict[int, int]:
    """What the looks of a line say for each role that it may have; of two that are equal, the first stands."""
    if line.number == OTHER or not line.said:
        return {line.number: 0}
    told = 0
    for place, seen in line.said:
        of = table.looks[place]
        told += sum([of[look] for look in seen if look in of])
    sums = parted(told)
    sums[line.number] += _TRUST
    return {role: total for role, total in enumerate(sums) if role != _HEADING or role == line.number}
