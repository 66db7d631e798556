"""Every word of a text that begins with a capital: where names are looked for."""

from __future__ import annotations

from typing import NamedTuple

from archive.describe.names import Kind
from archive.describe.reading import Reading, Span
from archive.describe.runs import Run

Capital = tuple[Run, int, str]
"""A word, the run in which it stands, and its number there."""


class Figure(NamedTuple):
    """Who is named: as the name first stands in full, and where; the places in full come first."""

    name: str
    kind: Kind
    places: tuple[Span, ...]


def capitals(reading: Reading) -> list[Capital]:
    """The words, in order."""
    return [
        (run, number, word)
        for run in reading.runs
        for number, word in enumerate(run.words)
        if word[0].isupper()
    ]
