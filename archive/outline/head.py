"""A heading as the rules find it, before the ranks that a text has give it a level."""

from __future__ import annotations

from typing import NamedTuple

RANKS = ("title", "deck", "part", "chapter", "named", "section", "roman", "number", "capitals", "plain")
"""The kinds of headings, from the highest on."""


class Head(NamedTuple):
    """A heading of the units [first, last]: its rank, or its depth where it tells that itself, and where its marker stands."""

    first: int
    last: int
    rule: str
    rank: str
    depth: int = 0
    marker: tuple[int, int] | None = None
