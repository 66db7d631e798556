"""Sides measured against each other: A B A B, in one run, so that a busy machine is unkind to all alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.measuring import Run

QUANTITIES = ("wall", "cpu", "memory", "instructions")


@dataclass(frozen=True, slots=True)
class Side:
    """One way to do the work. `ready` prepares repetition n, untimed, and `measured` runs what it gave."""

    name: str
    ready: Callable[[int], Sequence[str]]
    measured: Callable[[Sequence[str]], Run]


@dataclass(frozen=True, slots=True)
class Target:
    """What is aimed at: the median of `row`'s quantity, over that of `against` if one is named, is at least or at most so much.

    Quantities are seconds, bytes or instructions.
    """

    sentence: str
    row: str
    against: str | None
    bound: float
    at_least: bool = False
    by: str = "wall"


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some values, with the least and the most of them."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one comparison: `count` `unit`s a run; ratios are to the row `base`, by the quantity `by`."""

    title: str
    base: str
    rows: tuple[Row, ...]
    count: int = 1
    unit: str = "run"
    by: str = "wall"
    targets: tuple[Target, ...] = ()
    notes: tuple[str, ...] = ()

    def spread(self, name: str, quantity: str) -> Spread | None:
        """The spread of one quantity of a row; None where it was not measured."""
        values = [getattr(run, quantity) for run in self.row(name).runs]
        known = [value for value in values if value is not None]
        return Spread.of(known) if known and len(known) == len(values) else None

    def ratio(self, name: str, base: str | None = None, quantity: str | None = None) -> Spread | None:
        """How many times the base's a row's quantity is, repetition by repetition; None where it was not measured."""
        quantity = quantity or self.by
        over, under = self.row(name).runs, self.row(base or self.base).runs
        pairs = [(getattr(a, quantity), getattr(b, quantity)) for a, b in zip(over, under, strict=True)]
        return (
            Spread.of([a / b for a, b in pairs])
            if pairs and all(a is not None and b for a, b in pairs)
            else None
        )

    def reached(self, target: Target) -> float | None:
        """The median that `target` speaks of; None where a row of it was not run."""
        names = {row.name for row in self.rows}
        if target.row not in names or (target.against is not None and target.against not in names):
            return None
        if target.against is None:
            found = self.spread(target.row, target.by)
        else:
            found = self.ratio(target.row, target.against, target.by)
        return found.median if found else None

    def row(self, name: str) -> Row:
        return next(row for row in self.rows if row.name == name)


def interleaved(sides: Sequence[Side], repeats: int, say: Callable[[str], None]) -> tuple[Row, ...]:
    """Every side run `repeats` times, one after the other in each repetition."""
    runs: dict[str, list[Run]] = {side.name: [] for side in sides}
    for repetition in range(repeats):
        for side in sides:
            command = side.ready(repetition)
            run = side.measured(command)
            runs[side.name].append(run)
            say(f"    {repetition + 1}/{repeats}  {side.name}: {run.wall:.3f} s")
    return tuple(Row(name, tuple(values)) for name, values in runs.items())


def as_plain(result: Result) -> dict[str, object]:
    """`result` as JSON has it; `from_plain` gives it back."""
    return {
        "title": result.title,
        "base": result.base,
        "count": result.count,
        "unit": result.unit,
        "by": result.by,
        "notes": list(result.notes),
        "targets": [{key: getattr(target, key) for key in Target.__slots__} for target in result.targets],
        "rows": [
            {
                "name": row.name,
                "runs": [
                    {key: value for key in QUANTITIES if (value := getattr(run, key)) is not None}
                    for run in row.runs
                ],
            }
            for row in result.rows
        ],
    }


def from_plain(plain: Mapping[str, object]) -> Result:
    fields = dict(plain)
    rows = fields.pop("rows")
    targets = fields.pop("targets")
    notes = fields.pop("notes")
    assert isinstance(rows, list)
    assert isinstance(targets, list)
    assert isinstance(notes, list)
    return Result(
        rows=tuple(Row(row["name"], tuple(Run(**run) for run in row["runs"])) for row in rows),
        targets=tuple(Target(**target) for target in targets),
        notes=tuple(notes),
        **fields,  # type: ignore[arg-type]
    )
