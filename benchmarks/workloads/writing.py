"""Bags written, nothing described: our tag files, staging and publishing, against peers and against the plain writing."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Side, Target, interleaved

OURS, UNSYNCED = "ours, durable by the batch", "ours, --durability none"
PEER = "bagit-python make_bag"


def results(bench: Bench) -> Iterator[Result]:
    count = bench.scale.bags
    payloads = bench.payloads(count)

    def peer(name: str) -> Side:
        return bench.side(f"{name} make_bag", lambda _: bench.peer("make", name, 1, bench.copied(payloads)))

    sides = [
        bench.side(OURS, lambda _: bench.program("bagging", payloads, bench.fresh("bags"), "batch")),
        bench.side(UNSYNCED, lambda _: bench.program("bagging", payloads, bench.fresh("bags"), "none")),
        bench.side(
            "floor, not synced", lambda _: bench.program("floors", "bag", payloads, bench.fresh("floor"))
        ),
        bench.side(
            "floor, durable by the batch",
            lambda _: bench.program("floors", "bag", payloads, bench.fresh("floor"), "durable"),
        ),
        *(peer(name) for name in bench.installed),
    ]
    yield Result(
        title=f"Bag {count:,} folders of 8 files, one process",
        base=OURS,
        rows=interleaved(sides, bench.scale.repeats, bench.say),
        count=count,
        unit="bag",
        targets=(
            Target(
                "bags written durably in less time than bagit.make_bag takes without a sync",
                PEER,
                OURS,
                1,
                at_least=True,
            ),
        ),
        notes=(
            "Ours and the floor read the files and write copies; the peers move the files and read them.",
        ),
    )
