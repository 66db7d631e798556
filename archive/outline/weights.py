"""What the looks of a line say for each role that it may have, as it was learned from editors' encodings.

Each look of a line has so many whole numbers, and their sums, of all looks of the line, are its strands; those above nothing
speak for and against each role. A role has a number for each that follows it, too. All numbers are whole, so that the sums
are the same on any machine.

`weights.tsv` is made by `python -m benchmarks.tei.learn`. A line of it is the group of a look, the look, and its numbers, one for each
strand: each a byte of which 128 is nothing, in hexadecimal. Or it is `strand`, its place, and what it says for each of ROLES; or `step`, the
role above, and what it says for each that follows. The look without a name is what stands before anything is seen.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
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
    Role.LIST_ITEM,
    Role.VERSE,
)
STRANDS = 32
NOTHING = 128  # the byte of a number that is nothing
TABLE = Path(__file__).with_name("weights.tsv")
_BITS = 32  # of a sum
_HALF = 1 << (_BITS - 1)

Said: TypeAlias = tuple[tuple[str, Looks], ...]  # of one line: its looks, in groups


class Weights(NamedTuple):
    """The numbers of a table; those of all strands, or of all roles, as `joined` makes one of them."""

    start: int
    looks: dict[str, dict[str, int]]  # by the group of the look
    strands: tuple[int, ...]
    roles: int  # what speaks for each role before anything else
    steps: tuple[tuple[int, ...], ...]  # of the role above, then of the one that follows


@cache
def weights() -> Weights:
    """The weights that were learned."""
    return weights_of(TABLE)


def weights_of(table: Path) -> Weights:
    """The weights that a table holds."""
    start, roles = 0, 0
    looks: dict[str, dict[str, int]] = {}
    strands: list[int] = []
    steps: list[tuple[int, ...]] = []
    for line in table.read_text(encoding="utf-8").splitlines():
        group, look, written = line.split("\t")
        if group == "step":
            steps.append(tuple(map(int, written.split(" "))))
        elif group == "strand" and look:
            strands.append(joined(list(map(int, written.split(" ")))))
        elif group == "strand":
            roles = joined(list(map(int, written.split(" "))))
        elif not look:
            start = _row(written)
        else:
            looks.setdefault(group, {})[look] = _row(written)
    return Weights(start, looks, tuple(strands), roles, tuple(steps))


def _row(written: str) -> int:
    """The bytes of a look as one number: `joined`, but without looking at each."""
    lanes = bytearray(STRANDS * _BITS // 8)
    lanes[:: _BITS // 8] = bytes.fromhex(written)
    return int.from_bytes(lanes, "little") - _nothing()


@cache
def _nothing() -> int:
    return sum(NOTHING << (_BITS * lane) for lane in range(STRANDS))


def joined(numbers: Sequence[int]) -> int:
    """Numbers as one, so that those of many looks are summed in one addition each."""
    lanes = struct.pack(f"<{len(numbers)}I", *[number + _HALF for number in numbers])
    return int.from_bytes(lanes, "little") - _halves(len(numbers))


def parted(number: int, count: int) -> tuple[int, ...]:
    """The `count` numbers that `joined` made one of, or their sums; each below 2^31 in size."""
    lanes = (number + _halves(count)).to_bytes(count * _BITS // 8, "little")
    return tuple([lane - _HALF for lane in struct.unpack(f"<{count}I", lanes)])


def weighed(table: Weights, said: Said) -> tuple[int, ...]:
    """What all the looks of a line say together for each of ROLES."""
    looks = table.looks
    seen = [row for group, some in said for row in map(looks[group].get, some) if row]
    sums = parted(sum(seen, table.start), len(table.strands))
    total = sum([held * strand for held, strand in zip(sums, table.strands, strict=True) if held > 0])
    return parted(table.roles + total, len(ROLES))


def best(steps: Sequence[Sequence[int]], lines: Iterable[dict[int, int]]) -> list[int]:
    """The role of each of the lines of a run, by number, so that the sum of all weights is the greatest: the way of Viterbi.

    Of a line is given what speaks for each role that it may have. Of equal sums the first stands. There is at least one line.
    """
    totals: dict[int, int] = {}
    ways: list[dict[int, int]] = []
    for line in lines:
        here, way = dict(line), {}
        for role in here if totals else ():
            above = max(totals, key=lambda one: totals[one] + steps[one][role])
            way[role] = above
            here[role] += totals[above] + steps[above][role]
        totals = here
        ways.append(way)
    role = max(totals, key=totals.__getitem__)
    roles = [role]
    for way in reversed(ways[1:]):
        role = way[role]
        roles.append(role)
    return roles[::-1]


@cache
def _halves(count: int) -> int:
    """The half of each of so many lanes, by which none is below nothing."""
    return sum(_HALF << (_BITS * lane) for lane in range(count))
