"""Bags of large files judged, against the digests alone."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Target, interleaved
from benchmarks.scales import MIB, in_words

OURS = "archive validate --level bag"
ALONE, BOTH = "the digests alone, one thread", "the digests alone, two threads"


def results(bench: Bench) -> Iterator[Result]:
    for size, count in ((bench.scale.large, 1), (bench.scale.parts, 4)):
        yield _result(bench, size, count)


def _result(bench: Bench, size: int, count: int) -> Result:
    bag = bench.large_files(size, count)
    files = sorted((bag / "data").iterdir())
    shown = f"{count} × {in_words(size)}" if count > 1 else f"one file of {in_words(size)}"
    sides = [
        bench.same(
            OURS,
            bench.ours("validate", bag, "--level", "bag", "--second-opinion", "none", "--progress", "never"),
        ),
        bench.same(ALONE, bench.program("floors", "digest", 1, *files)),
        bench.same(BOTH, bench.program("floors", "digest", 2, *files)),
        *(bench.same(f"{name} validate", bench.peer("validate", name, bag)) for name in bench.installed),
    ]
    return Result(
        title=f"Validate a bag of {shown}",
        base=OURS,
        rows=interleaved(sides, bench.scale.repeats, bench.say),
        count=max(1, size * count // MIB),
        unit="MiB",
        targets=(
            Target(f"{shown}: no more than the digests' own CPU plus 5 %", OURS, ALONE, 1.05, by="cpu"),
            Target(f"{shown}: no more than the digests' own time on both cores plus 10 %", OURS, BOTH, 1.10),
            Target(f"{shown}: less than 150 MB", OURS, None, 150e6, by="memory"),
        ),
        notes=(
            "sha256 and sha512, as the manifests are. In two threads: one an algorithm, or of several files one a file.",
        ),
    )
