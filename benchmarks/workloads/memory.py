"""Whether memory stays flat while the seeds grow in number."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, package_command
from benchmarks.comparing import Result, Side, Target, interleaved


def results(bench: Bench) -> Iterator[Result]:
    counts = bench.scale.growing
    names = {count: f"archive package, {count:,} seeds" for count in counts}

    def ours(count: int) -> Side:
        seeds = bench.seeds(count)
        return bench.side(
            names[count],
            lambda _: package_command(bench, seeds, bench.fresh("bags"), "--executor", "processes:2"),
            well=(0, 1),
        )

    sides = [ours(count) for count in counts]
    least, most = names[counts[0]], names[counts[-1]]
    yield Result(
        title="Memory as the seeds grow in number",
        base=least,
        rows=interleaved(sides, min(bench.scale.repeats, 3), bench.say),
        by="memory",
        targets=(
            Target(
                f"memory at {counts[-1]:,} seeds at most 1.1 times that at {counts[0]:,}",
                most,
                least,
                1.1,
                by="memory",
            ),
            Target(f"less than 150 MB a process at {counts[-1]:,} seeds", most, None, 150e6, by="memory"),
        ),
        notes=("Peak of the largest process, the parent or a worker; two workers.",),
    )
