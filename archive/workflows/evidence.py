"""The clauses of a framework beside the evidence that is held: what is counted, of how many, and what is not shown at all."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from archive.catalog import Catalog
from archive.catalog.counts import Measure, measured

FRAMEWORKS = ("ndsa", "iso16363", "cts")


class Standing(StrEnum):
    HELD = "held"  # of everything, and nothing else is asked
    PARTLY = "partly"  # of some, or something is asked that no count shows
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Clause:
    """What a framework asks, in our words, with what we can count of it; `beyond` is what we cannot."""

    number: str
    asks: str
    measures: tuple[Measure, ...]
    beyond: str

    @property
    def standing(self) -> Standing:
        if not any(measure.count for measure in self.measures):
            return Standing.MISSING
        whole = all(measure.count == measure.total for measure in self.measures)
        return Standing.HELD if whole and not self.beyond else Standing.PARTLY


@dataclass(frozen=True, slots=True)
class Assessment:
    title: str
    clauses: tuple[Clause, ...]


def assess(framework: str, catalog: Catalog, now: datetime, every: timedelta) -> Assessment:
    """Each clause of this framework with what the catalog shows of it today; a check older than `every` is too old."""
    title, rows = _framework(framework)
    oldest = (now - every).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    names = dict.fromkeys(name for row in rows for name in row[2])
    measures = {name: measured(catalog, name, oldest) for name in names}
    return Assessment(
        title,
        tuple(
            Clause(number, asks, tuple(measures[name] for name in evidence), beyond)
            for number, asks, evidence, beyond in rows
        ),
    )


@cache
def _framework(name: str) -> tuple[str, tuple[tuple[str, str, tuple[str, ...], str], ...]]:
    data = files("archive").joinpath("frameworks").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    tree = tomllib.loads(data)
    return tree["title"], tuple(
        (row["number"], row["asks"], tuple(row["evidence"]), row["beyond"]) for row in tree["clauses"]
    )
