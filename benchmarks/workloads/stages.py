"""What each stage of the line costs a document, in one process: where a regression shows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Row
from benchmarks.measuring import Run

WHOLE = "the whole line"


def results(bench: Bench) -> Iterator[Result]:
    for described in (False, True):
        yield _result(bench, described=described)


def _result(bench: Bench, *, described: bool) -> Result:
    count = bench.scale.documents
    seeds = bench.seeds(count, described=described)
    runs: dict[str, list[Run]] = {}
    for repetition in range(bench.scale.repeats):
        found = json.loads(bench.answer(bench.program("line", "times", seeds, bench.fresh("bags"))))
        for stage, took in found.items():
            runs.setdefault(stage, []).append(Run(took["wall"], took["cpu"]))
        bench.say(
            f"    {repetition + 1}/{bench.scale.repeats}  {WHOLE}: {found[WHOLE]['cpu'] * 1e3:.2f} ms of CPU a document"
        )
    return Result(
        title=f"A document's way down the line{', with a sidecar' if described else ''}",
        base=WHOLE,
        rows=tuple(Row(stage, tuple(values)) for stage, values in runs.items()),
        unit="document",
        by="cpu",
        notes=(
            f"In one process, modules loaded: medians over {count:,} documents of 5 kB, then over the repetitions. "
            "`profile` is the judgement on the record, `check` the reading back of the staged bag. No sync is in it.",
        ),
    )
