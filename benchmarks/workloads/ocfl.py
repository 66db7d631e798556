"""Bags stored as OCFL objects, many small ones and ever larger ones, and judged again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Target, interleaved

OURS, FLOOR, PEER = "ours, durable by the batch", "floor, durable by the batch", "ocfl-py, not durable"


def results(bench: Bench) -> Iterator[Result]:
    peer = _peer()
    yield _many(bench, peer)
    yield _growing(bench)
    yield _judged(bench, peer)


def _many(bench: Bench, peer: str | None) -> Result:
    count = 5 * bench.scale.bags
    bags = bench.packaged(bench.scale.bags)
    sides = [
        bench.side(OURS, lambda _: bench.program("storing", "ours", bags, count, bench.fresh("store"))),
        bench.side(FLOOR, lambda _: bench.program("storing", "floor", bags, count, bench.fresh("floor"))),
    ]
    if peer:
        sides.append(bench.side(PEER, lambda _: _command(peer, "peer", bags, count, bench.fresh("peer"))))
    return Result(
        title=f"Store {count:,} small bags as OCFL objects",
        base=FLOOR,
        rows=interleaved(sides, bench.scale.repeats, bench.say),
        count=count,
        unit="object",
        targets=(
            Target(f"{count:,} objects in no more than twice the floor's time", OURS, FLOOR, 2),
            Target(f"{count:,} objects in no more than twice the floor's CPU", OURS, FLOOR, 2, by="cpu"),
        ),
        notes=("Fourteen files an object; sha512 and sha256 of each; layout 0003.",),
    )


def _growing(bench: Bench) -> Result:
    most = max(bench.scale.files // 5, 8)
    sizes = [most // 8, most // 4, most // 2, most]
    names = {size: f"{size:,} files" for size in sizes}
    sides = [
        bench.side(
            names[size],
            lambda _, size=size: bench.program(
                "storing", "ours", bench.many_files(size), 1, bench.fresh("store")
            ),
        )
        for size in sizes
    ]
    return Result(
        title="Store one object of more and more files",
        base=names[sizes[0]],
        rows=interleaved(sides, bench.scale.repeats, bench.say),
        unit="object",
        targets=(
            Target(
                "eight times the files of one object in no more than nine times the CPU",
                names[most],
                names[sizes[0]],
                9,
                by="cpu",
            ),
        ),
    )


def _judged(bench: Bench, peer: str | None) -> Result:
    bags, count = bench.packaged(bench.scale.bags), bench.scale.bags
    store = bench.fresh("store")
    bench.answer(bench.program("storing", "ours", bags, count, store))
    sides = [
        bench.same("ours", bench.program("storing", "judge", store)),
        bench.same("floor: read and both digests", bench.program("floors", "validate", bags)),
    ]
    if peer:
        made = bench.fresh("peer")
        bench.answer(_command(peer, "peer", bags, count, made))
        sides.append(bench.same("ocfl-py", _command(peer, "peer-judge", made)))
    return Result(
        title=f"Judge {count:,} OCFL objects",
        base="ours",
        rows=interleaved(sides, bench.scale.repeats, bench.say),
        count=count,
        unit="object",
    )


def _peer() -> str | None:
    """The Python that has ocfl-py: the one that OCFL_PY names, or this one."""
    python = os.environ.get("OCFL_PY", sys.executable)
    known = subprocess.run([python, "-c", "import ocfl"], capture_output=True, check=False)
    return python if known.returncode == 0 else None


def _command(python: str, *words: object) -> list[str]:
    return [python, "-m", "benchmarks.programs.storing", *map(str, words)]
