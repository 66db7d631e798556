"""The roles of a run of lines that have the greatest sum of learned weights: the way of Viterbi, in whole numbers.

Each look of a line and of its four neighbours has a weight for each role, and so has each role that follows another. All
numbers are whole: the same on any machine, in time linear in the lines. `frame_weights` and `short_weights` have the roles.

A line of a table is the place of the line that is looked at (0 the line itself, -1 the one above), the look, and its weights;
or `step`, the role above, and the weights of those that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from archive.outline.blocks import Role
from archive.outline.looks import Looks

OTHER = -1  # the role of a line that is none of those that are read
BESIDE = (-2, -1, 0, 1, 2)
_BITS = 32  # of a sum of weights
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1

Said: TypeAlias = tuple[tuple[int, Looks], ...]  # of one line: the looks at each place beside it


class Weights(NamedTuple):
    """What each look of a line, by its place, says for each role by number; and each role for the one that follows."""

    roles: tuple[Role, ...]
    looks: dict[int, dict[str, int]]  # the weights for all roles, as `joined` makes one number of them
    steps: dict[int, list[int]]  # of a role, what speaks for each role above it; OTHER is the last


def nothing(roles: tuple[Role, ...]) -> Weights:
    """Weights that say nothing yet of any look."""
    numbers = [*range(len(roles)), OTHER]
    return Weights(roles, {place: {} for place in BESIDE}, {n: [0] * len(numbers) for n in numbers})


def weights_of(table: Path, roles: tuple[Role, ...]) -> Weights:
    """The weights that a table holds."""
    found = nothing(roles)
    number = {role.value: n for n, role in enumerate(roles)} | {"other": OTHER}
    for line in table.read_text(encoding="utf-8").splitlines():
        place, look, *weighed = line.split("\t")
        pairs = {number[role]: int(weight) for role, _, weight in (pair.partition("=") for pair in weighed)}
        if place == "step":
            for role, weight in pairs.items():
                found.steps[role][number[look]] = weight
        else:
            found.looks[int(place)][look] = joined(pairs)
    return found


def joined(pairs: Mapping[int, int]) -> int:
    """The weights of some roles as one number, so that they are summed in one addition."""
    return sum(weight << (_BITS * role) for role, weight in pairs.items())


def parted(number: int, roles: int) -> list[int]:
    """The weight, or sum of weights, of each of so many roles."""
    top = _BITS * roles
    number += ((1 << top) - 1) // _MASK * _HALF  # so that no sum is below nothing
    return [(number >> shift & _MASK) - _HALF for shift in range(0, top, _BITS)]


def weighed(table: Weights, line: Said) -> list[int]:
    """What all the looks of a line say together for each role."""
    looks = table.looks
    told = [looks[place][look] for place, seen in line for look in seen if look in looks[place]]
    return parted(sum(told), len(table.roles))


def best(steps: Mapping[int, Sequence[int]], lines: Iterable[Mapping[int, int]]) -> list[int]:
    """The role of each line, so that the sum of all weights is the greatest; of equal ones the first stands.

    Of a line is given what speaks for each role that it may have. There is at least one line.
    """
    totals: dict[int, int] = {}
    ways: list[dict[int, int]] = []
    for line in lines:
        here, way = dict(line), {}
        for role in here if totals else ():
            step = steps[role]
            most = None
            for above, total in totals.items():
                if most is None or total + step[above] > most:
                    most = total + step[above]
                    way[role] = above
            here[role] += most or 0
        totals = here
        ways.append(way)
    role = max(totals, key=totals.__getitem__)
    roles = [role]
    for way in reversed(ways[1:]):
        role = way[role]
        roles.append(role)
    return roles[::-1]
