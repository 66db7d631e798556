"""The whole line over many seeds, against peers who merely bag the same files, and against the least it can cost."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, package_command
from benchmarks.comparing import Result, Side, Target, interleaved

OURS, ALONE = "archive package, 2 processes", "archive package, 1 process"
PEER, PAIR = "bagit-python make_bag, 1 process", "bagit-python make_bag, 2 processes"
FLOOR = "floor: decode, NFC, digests, durable; 2 processes"
_MANY = 5_000  # from here on, three sides and three repetitions: room on the disk


def results(bench: Bench) -> Iterator[Result]:
    for count in bench.scale.seeds:
        yield _result(bench, count)


def _result(bench: Bench, count: int) -> Result:
    seeds, payloads = bench.seeds(count), bench.payloads(count)
    like = min(bench.packaged(count).iterdir())
    many = count >= _MANY

    def ours(workers: int) -> Side:
        executor = "serial" if workers == 1 else f"processes:{workers}"
        return bench.side(
            OURS if workers > 1 else ALONE,
            lambda _: package_command(bench, seeds, bench.fresh("bags"), "--executor", executor),
            well=(0, 1),
        )

    def peer(name: str, processes: int, label: str) -> Side:
        return bench.side(label, lambda _: bench.peer("make", name, processes, bench.copied(payloads)))

    sides = [
        ours(2),
        bench.side(FLOOR, lambda _: bench.program("floors", "package", seeds, like, bench.fresh("floor"))),
    ]
    if "bagit-python" in bench.installed:
        sides.append(peer("bagit-python", 1, PEER))
    if not many:
        sides.append(ours(1))
        if "bagit-python" in bench.installed:
            sides.append(peer("bagit-python", 2, PAIR))
        sides += [
            peer(name, 1, f"{name} make_bag, 1 process")
            for name in ("bdbag", "bagit-utils")
            if name in bench.installed
        ]
    return Result(
        title=f"Package {count:,} seeds of 5 kB: the whole line",
        base=OURS,
        rows=interleaved(sides, min(bench.scale.repeats, 3) if many else bench.scale.repeats, bench.say),
        count=count,
        unit="seed",
        targets=(
            Target(
                f"{count:,} seeds packaged at least 4 times as fast as bagit.make_bag merely bags their files",
                PEER,
                OURS,
                4,
                at_least=True,
            ),
            Target(
                f"{count:,} seeds packaged at least half as fast as the durable floor",
                FLOOR,
                OURS,
                0.5,
                at_least=True,
            ),
            Target(f"{count:,} seeds packaged in less than 150 MB a process", OURS, None, 150e6, by="memory"),
        ),
        notes=(
            "Ours reads, describes, encodes, assembles, writes durably and judges each bag; the peers are given the finished "
            "payload and only bag it, in place and without a sync.",
            "The floor writes as many bytes in as many files as one of our bags, with one sync for 128 bags.",
        ),
    )
