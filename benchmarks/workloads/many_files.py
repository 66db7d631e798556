"""One bag of many small files judged."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Target, interleaved

OURS, PEER = "archive validate --level bag", "bagit-python validate"
_QUADRATIC = 5_000  # files, beyond which bagit-utils takes minutes


def results(bench: Bench) -> Iterator[Result]:
    count = bench.scale.files
    bag = bench.many_files(count)
    peers = [name for name in bench.installed if name != "bagit-utils" or count < _QUADRATIC]
    sides = [
        bench.same(
            OURS,
            bench.ours("validate", bag, "--level", "bag", "--second-opinion", "none", "--progress", "never"),
        ),
        bench.same("floor: read and both digests", bench.program("floors", "validate", bag)),
        *(bench.same(f"{name} validate", bench.peer("validate", name, bag)) for name in peers),
    ]
    yield Result(
        title=f"Validate one bag of {count:,} files",
        base=OURS,
        rows=interleaved(sides, bench.scale.repeats, bench.say),
        count=count,
        unit="file",
        targets=(
            Target(
                f"one bag of {count:,} files judged at least 8 times as fast as by bagit-python",
                PEER,
                OURS,
                8,
                at_least=True,
            ),
        ),
        notes=("bagit-utils compares every file with every other, and is left out of large bags.",)
        if len(peers) < len(bench.installed)
        else (),
    )
