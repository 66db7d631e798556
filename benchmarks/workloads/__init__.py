"""The workloads, one module a family: each yields a result for every comparison that it makes on a bench."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from benchmarks.bench import Bench
from benchmarks.comparing import Result
from benchmarks.workloads import (
    cold_start,
    describing,
    instructions,
    large_files,
    many_files,
    memory,
    ocfl,
    package,
    serialized,
    small_bags,
    stages,
    writing,
)

WORKLOADS: Mapping[str, Callable[[Bench], Iterator[Result]]] = MappingProxyType(
    {
        "package": package.results,
        "writing": writing.results,
        "small-bags": small_bags.results,
        "many-files": many_files.results,
        "large-files": large_files.results,
        "serialized": serialized.results,
        "stages": stages.results,
        "describing": describing.results,
        "cold-start": cold_start.results,
        "memory": memory.results,
        "ocfl": ocfl.results,
        "instructions": instructions.results,
    }
)
ON_REQUEST = frozenset({"instructions"})  # minutes of valgrind, so only where it is named
