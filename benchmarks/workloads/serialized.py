"""Serialized bags judged where they lie, against the same bag in a directory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.comparing import Result, interleaved
from benchmarks.scales import MIB, in_words

DIRECTORY = "a directory"
KINDS = ("zip", "tar", "tar.gz")


def results(bench: Bench) -> Iterator[Result]:
    scale = bench.scale
    yield _result(
        bench, bench.many_files(scale.members), f"{scale.members:,} small files", scale.members, "file"
    )
    whole = max(1, scale.parts * 4 // MIB)
    yield _result(bench, bench.large_files(scale.parts, 4), f"4 × {in_words(scale.parts)}", whole, "MiB")


def _result(bench: Bench, bag: Path, shown: str, count: int, unit: str) -> Result:
    def ours(path: Path) -> list[str]:
        return bench.ours(
            "validate", path, "--level", "bag", "--second-opinion", "none", "--progress", "never"
        )

    sides = [
        bench.same(DIRECTORY, ours(bag)),
        *(bench.same(f"a {kind}", ours(bench.serialized(bag, kind))) for kind in KINDS),
    ]
    if "bagit-python" in bench.installed:
        tar = bench.serialized(bag, "tar")
        sides.append(
            bench.side(
                "a tar unpacked, then bagit-python",
                lambda _: bench.peer("unpacked", "bagit-python", tar, bench.fresh("unpacked")),
            )
        )
    return Result(
        title=f"Validate a serialized bag of {shown}",
        base=DIRECTORY,
        rows=interleaved(sides, bench.scale.repeats, bench.say),
        count=count,
        unit=unit,
        notes=("Nothing in the zip is compressed.",),
    )
