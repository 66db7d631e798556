"""What a command takes before it can do anything: each on the least that it can be given."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.comparing import Result, Target, interleaved

BARE = "python -c pass"
VALIDATE = "archive validate, one bag"


def results(bench: Bench) -> Iterator[Result]:
    seeds = bench.seeds(1)
    bag = min(bench.packaged(1).iterdir())
    sides = [
        bench.same(BARE, [bench.ours()[0], "-c", "pass"]),
        bench.same("archive --version", bench.ours("--version")),
        bench.same("archive explain B0301", bench.ours("explain", "B0301")),
        bench.same(
            "archive validate --level bag, one bag",
            bench.ours("validate", bag, "--level", "bag", "--second-opinion", "none"),
        ),
        bench.same(VALIDATE, bench.ours("validate", bag), well=(0, 1)),
        bench.side(
            "archive package, one seed",
            lambda _: bench.ours("package", seeds, "--out", bench.fresh("bags")),
            well=(0, 1),
        ),
        *(
            bench.same(f"{name} validate, one bag", bench.peer("validate", name, bag))
            for name in bench.installed
        ),
    ]
    yield Result(
        title="Cold start of each command",
        base=BARE,
        rows=interleaved(sides, bench.scale.repeats * (1 if bench.scale.repeats == 1 else 3), bench.say),
        targets=(Target("`validate` of one bag in less than 0.35 s", VALIDATE, None, 0.35),),
        notes=(
            "As users have them: `validate` takes level deposit of its own accord, and bagit-python judges too. "
            "Modules are compiled and in the page cache.",
        ),
    )
