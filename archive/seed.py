"""A seed: a document as it was received, its bytes untouched."""

from __future__ import annotations

from dataclasses import dataclass

from archive.record.model import Agent, Statement


@dataclass(frozen=True, slots=True)
class SeedRef:
    """A cheap handle: `name` is the portable stem of its bag, `where` is what its source needs to read it."""

    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Seed:
    """`original_name` is the file's name as received; `declared` is what a person says of it, `charset` too.

    `cataloguers` are those who made these statements, `sidecars` the files that they stood in.
    """

    name: str
    original_name: str
    data: bytes
    declared: tuple[Statement, ...] = ()
    charset: str | None = None
    cataloguers: tuple[Agent, ...] = ()
    sidecars: tuple[str, ...] = ()
