"""Many small bags judged, one process each: at level bag and at level deposit."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Target, interleaved

OURS, DEPOSIT = "archive validate --level bag", "archive validate --level deposit"
PAIR = "archive validate --level deposit, 2 processes"
FLOOR, PEER = "floor: read and both digests", "bagit-python validate"
_ALONE = ("--second-opinion", "none", "--progress", "never")


def results(bench: Bench) -> Iterator[Result]:
    count = bench.scale.bags
    bags = bench.packaged(count)

    def ours(level: str, executor: str) -> list[str]:
        return bench.ours("validate", bags, "--level", level, "--executor", executor, *_ALONE)

    sides = [
        bench.same(OURS, ours("bag", "serial")),
        bench.same(DEPOSIT, ours("deposit", "serial"), well=(0, 1)),
        bench.same(FLOOR, bench.program("floors", "validate", bags)),
        *(bench.same(f"{name} validate", bench.peer("validate", name, bags)) for name in bench.installed),
        bench.same(PAIR, ours("deposit", "processes:2"), well=(0, 1)),
    ]
    yield Result(
        title=f"Validate {count:,} small bags, one process",
        base=OURS,
        rows=interleaved(sides, bench.scale.repeats, bench.say),
        count=count,
        unit="bag",
        targets=(
            Target(
                "`validate --level bag` on small bags at least 8 times as fast as bagit-python",
                PEER,
                OURS,
                8,
                at_least=True,
            ),
            Target(
                "`validate --level deposit` at least 3 times as fast as bagit-python, which does level bag",
                PEER,
                DEPOSIT,
                3,
                at_least=True,
            ),
        ),
        notes=(
            "Eight payload and six tag files a bag. The files were read before, so all are in the page cache.",
        ),
    )
