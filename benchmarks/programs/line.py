"""The line of `package` walked stage by stage in one process, each stage's time a document printed as JSON.

python -m benchmarks.programs.line times SEEDS OUT           {"stage": {"wall": s, "cpu": s}, …}: medians a document
python -m benchmarks.programs.line count SEEDS OUT           every stage once more, under valgrind, for counting instructions
python -m benchmarks.programs.line calls SEEDS OUT           {"stage": calls, …}: calls of functions a document
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

from archive.accession import Accession
from archive.assemble import assemble
from archive.bag.publish import publish
from archive.bag.reader import open_bag
from archive.bag.store import Store, open_store
from archive.bag.tagfiles import render
from archive.bag.writer import discard, stage
from archive.checks import Level, judge_bag
from archive.describe import describe
from archive.fixity import DEFAULT_ALGORITHMS
from archive.outline import outline_of
from archive.record.profile import judge, load_profile
from archive.resources import schema
from archive.seed import SeedRef
from archive.sources.opening import open_source
from archive.sources.protocol import Source
from archive.tei import encode
from archive.text import normalize
from archive.workflows.intake import open_accession

STAGES = (
    "read",
    "normalize",
    "outline",
    "describe",
    "profile",
    "encode",
    "assemble",
    "render",
    "stage",
    "check",
)
REPEATABLE = tuple(name for name in STAGES if name != "stage")
WHOLE = "the whole line"
YARDSTICK = "yardstick"
BATCH = 64


@dataclass
class Walk:
    """One document's walk: what each stage gave, by the stage's name."""

    source: Source
    accession: Accession
    store: Store
    ref: SeedRef
    made: dict[str, Any] = field(default_factory=dict)

    def stage(self, name: str) -> Callable[[], Any]:
        """The stage's own call, ready to be timed; the stages before it have been taken."""
        made = self.made
        match name:
            case "read":
                return lambda: self.source.read(self.ref)
            case "normalize":
                return lambda: normalize(
                    made["read"].data, declared=made["read"].charset, where=self.ref.where
                )
            case "outline":
                return lambda: outline_of(made["normalize"])
            case "describe":
                return lambda: describe(made["read"], made["normalize"], made["outline"], self.accession)
            case "profile":
                return lambda: judge(
                    made["describe"],
                    load_profile(schema("deposit_profile.csv")),
                    text=made["normalize"].content,
                    seed=made["read"].data,
                )
            case "encode":
                return lambda: encode(
                    made["read"], made["normalize"], made["outline"], made["describe"], self.accession
                )
            case "assemble":
                return lambda: assemble(
                    made["read"],
                    made["normalize"],
                    made["describe"],
                    made["profile"],
                    made["encode"],
                    self.accession,
                    DEFAULT_ALGORITHMS,
                )
            case "render":
                return lambda: render(made["assemble"], DEFAULT_ALGORITHMS)
            case "stage":
                return lambda: stage(self.ref.name, made["render"], self.store)
            case _:
                return self._check

    def take(self, name: str) -> None:
        self.made[name] = self.stage(name)()

    def _check(self) -> Any:
        with open_bag(self.made["stage"].root, where=self.ref.name) as bag:
            return judge_bag(bag, level=Level.DEPOSIT)


def times(seeds: Path, out: Path) -> dict[str, dict[str, float]]:
    """Seconds a document at each stage, medians over the documents; the first document, which loads things, is left out."""
    walls: dict[str, list[float]] = {name: [] for name in (*STAGES, WHOLE)}
    cpus: dict[str, list[float]] = {name: [] for name in (*STAGES, WHOLE)}
    with open_store(out) as store:
        walks = _walks(seeds, store)
        batch = []
        for number, walk in enumerate([next(_walks(seeds, store)), *walks]):
            begun, worked = time.perf_counter(), time.thread_time()
            for name in STAGES:
                before, before_cpu = time.perf_counter(), time.thread_time()
                walk.take(name)
                if number:
                    walls[name].append(time.perf_counter() - before)
                    cpus[name].append(time.thread_time() - before_cpu)
            if number:
                walls[WHOLE].append(time.perf_counter() - begun)
                cpus[WHOLE].append(time.thread_time() - worked)
                batch.append(walk.made["stage"])
            else:
                discard(walk.made["stage"])
            if len(batch) == BATCH:
                publish(batch, store)
                batch = []
        publish(batch, store)
    return {name: {"wall": median(walls[name]), "cpu": median(cpus[name])} for name in walls}


def count(seeds: Path, out: Path) -> None:
    """Every stage that can be repeated taken once more over all documents, with a dump of callgrind's for each.

    A dump `nothing` tells what the dumping itself costs. To be run under valgrind, which counts from the first dump on.
    """
    with open_store(out) as store:
        walks = _walked(seeds, store)
        calls: dict[str, list[Callable[[], Any]]] = {"nothing": []}
        for name in REPEATABLE:
            calls[name] = [walk.stage(name) for walk in walks]
        calls[YARDSTICK] = [yardstick] * len(walks)
        _callgrind("-i", "on")
        for name, called in calls.items():
            _callgrind("-z")
            for call in called:
                call()
            _callgrind("-d", name)
        _callgrind("-i", "off")


def calls(seeds: Path, out: Path) -> dict[str, int]:
    """How many functions, of Python's or of libraries', each stage that can be repeated calls a document: the same wherever it is counted."""
    found: dict[str, int] = {}
    with open_store(out) as store:
        walks = _walked(seeds, store)
        for name in REPEATABLE:
            seen = [0]

            def note(_frame: object, event: str, _of: object, seen: list[int] = seen) -> None:
                seen[0] += event in ("call", "c_call")

            for call in [walk.stage(name) for walk in walks]:
                sys.setprofile(note)
                call()
                sys.setprofile(None)
            found[name] = seen[0] // len(walks)
    return found


def yardstick() -> None:
    """Plain work that stays what it is, by which the stages' is measured: another Python or machine does both in other numbers."""
    text = " ".join([f"word{number % 97} of {number}" for number in range(2_000)])
    seen: dict[str, int] = {}
    for word in re.findall(r"\w+", text):
        seen[word] = seen.get(word, 0) + 1
    sha256(json.dumps(sorted(seen.items())).encode() + text.encode()).hexdigest()


def _walked(seeds: Path, store: Store) -> list[Walk]:
    """Every document's walk, taken twice: what is looked up once for many is looked up."""
    walks = list(_walks(seeds, store))
    for walk in walks:
        for name in STAGES:
            walk.take(name)
            if name in REPEATABLE:
                walk.take(name)
    return walks


def _callgrind(*words: str) -> None:
    subprocess.run(["callgrind_control", *words, str(os.getpid())], check=True, capture_output=True)


def _walks(seeds: Path, store: Store) -> Iterator[Walk]:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    source = open_source(seeds)
    accession, _ = open_accession(seeds, None, opened_at=now, now=now)
    for ref in source.refs():
        yield Walk(source, accession, store, ref)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["times", seeds, out]:
            print(json.dumps(times(Path(seeds), Path(out))))
        case ["count", seeds, out]:
            count(Path(seeds), Path(out))
        case ["calls", seeds, out]:
            print(json.dumps(calls(Path(seeds), Path(out))))
        case _:
            raise SystemExit(__doc__)
