"""What each stage of the line may cost a document of 5 kB, counted and not timed: a regression shows on any machine.

A tenth (of calls), or a quarter (of instructions), above what was counted last; who makes a stage dearer raises its ceiling here,
and says why in docs/performance.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CALLS: Mapping[str, int] = MappingProxyType(
    {
        "read": 470,
        "normalize": 1_010,
        "outline": 6_150,
        "describe": 12_600,
        "profile": 1_750,
        "encode": 11_400,
        "assemble": 3_120,
        "render": 620,
        "check": 10_000,
    }
)
"""Calls of functions, by CPython 3.11 (later ones call no more)."""

INSTRUCTIONS: Mapping[str, float] = MappingProxyType(
    {
        "read": 0.02,
        "normalize": 0.29,
        "outline": 0.50,
        "describe": 1.05,
        "profile": 0.18,
        "encode": 0.80,
        "assemble": 0.36,
        "render": 0.04,
        "check": 1.14,
    }
)
"""Instructions, as many times those of `benchmarks.programs.line.yardstick`."""
