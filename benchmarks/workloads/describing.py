"""What describing costs a document: the rules alone, and with the headings that an index of authorities proposes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Row, Target
from benchmarks.documents import SIZE
from benchmarks.measuring import Run
from benchmarks.programs.describing import WITH, WITHOUT

ROUNDS = 5


def results(bench: Bench) -> Iterator[Result]:
    index = _index()
    if index is None:
        bench.say("  without authorities only: HEADINGS names no folder with an index (docs/authorities.md)")
    count = bench.scale.documents
    runs: dict[str, list[Run]] = {}
    for repetition in range(bench.scale.repeats):
        found = json.loads(
            bench.answer(bench.program("describing", count, ROUNDS, *([index] if index is not None else [])))
        )
        for side, took in found.items():
            runs.setdefault(side, []).append(Run(took["wall"], took["cpu"]))
        bench.say(
            f"    {repetition + 1}/{bench.scale.repeats}  {WITHOUT}: {found[WITHOUT]['cpu'] * 1e3:.2f} ms of CPU a document"
        )
    targets = [Target("5 ms of CPU a document by the rules alone", WITHOUT, None, 0.005, by="cpu")]
    if index is not None:
        targets.append(
            Target("25 ms of CPU a document with an index of authorities", WITH, None, 0.025, by="cpu")
        )
    yield Result(
        title=f"Describe a document of {SIZE / 1000:.0f} kB",
        base=WITHOUT,
        rows=tuple(Row(side, tuple(values)) for side, values in runs.items()),
        unit="document",
        by="cpu",
        targets=tuple(targets),
        notes=(
            f"{count:,} documents in one process, models, tables and index loaded, decoding and outline made before: of each "
            f"document the least of {ROUNDS} rounds, of the documents the median, and the costliest.",
        ),
    )


def _index() -> Path | None:
    """The index in the folder that HEADINGS names, the newest of several."""
    folder = os.environ.get("HEADINGS")
    found = sorted(Path(folder).glob("headings-*.sqlite")) if folder else []
    return found[-1] if found else None
