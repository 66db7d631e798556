"""How large the workloads are. Figures of `tiny` and `small` show that the suite works, not how fast anything is."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Scale:
    """`seeds` are the sizes of packaging, `growing` those at which memory is looked at; `large` and `parts` are bytes."""

    name: str
    repeats: int
    seeds: tuple[int, ...]
    growing: tuple[int, ...]
    bags: int
    files: int  # in the bag of many
    large: int
    parts: int  # of which there are four
    members: int  # of the serialized bag of many
    documents: int  # in process


TINY = Scale("tiny", 1, (2,), (1, 2), 2, 12, 1 << 16, 1 << 14, 8, 2)
SMALL = Scale("small", 3, (60,), (20, 80), 60, 2_000, 64 * MIB, 16 * MIB, 200, 30)
STANDARD = Scale("standard", 5, (2_000,), (200, 2_000), 2_000, 50_000, 2048 * MIB, 512 * MIB, 2_000, 300)
FULL = Scale(
    "full", 5, (2_000, 20_000), (200, 2_000, 20_000), 2_000, 50_000, 2048 * MIB, 512 * MIB, 2_000, 300
)

TRIALS = frozenset({TINY.name, SMALL.name})
SCALES = {scale.name: scale for scale in (TINY, SMALL, STANDARD, FULL)}


def in_words(size: int) -> str:
    """A size in MiB, or in KiB where it is less than one."""
    return f"{size / MIB:,.0f} MiB" if size >= MIB else f"{size / 1024:,.0f} KiB"
