"""The names that the prose of a document mentions, with every place where each stands: persons, bodies, and what may be a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.describe.names import BODY_WORDS, TITLE_WORDS, Kind, kind_of
from archive.describe.runs import Run
from archive.describe.wordlists import word_set

MOST = 80  # names of one text that are looked up: cost stays bounded

_WORD = r"(?:(?:[A-ZÀ-Þ]\.)+|[A-ZÀ-Þ]\w*(?:-\w+|['’](?!s\b)\w+)*)"
_SMALL = r"(?:(?:of|the|for|on|and|de|del|la|las|los|el|y|da|do|dos|di|van|von)\s+){0,3}"
_NAME = re.compile(rf"{_WORD}(?:\s+{_SMALL}{_WORD})*")
_ONE = re.compile(r"[\w.’'-]+")
_JOINT = re.compile(r"\s+(?:of|for|on|and|y)(?:\s+the)?\s+|\s+the\s+")
_OFFICE = re.compile(
    rf"\s+(?:Vice[\s-])?(?:{'|'.join(sorted(word.capitalize() for word in TITLE_WORDS - BODY_WORDS))})\b\s*(?:of\s+)?"
)  # "Honduras President Juan …": a country, an office, a person
_LEADING = word_set(
    "the a an this that these those in on at by for from and but el la los las un una mr mrs ms dr"
)


class Mentioned(NamedTuple):
    """A name as it first stands; `kind` is None of what is neither a person's nor a body's for certain."""

    name: str
    kind: Kind | None
    places: tuple[tuple[int, int], ...]


def mentioned(runs: tuple[Run, ...]) -> tuple[Mentioned, ...]:
    """The names in these runs, in order of first place; a place-like name within that of a person or body is none."""
    found: dict[str, tuple[Kind | None, list[tuple[int, int]]]] = {}
    for run in runs:
        for start, end, kind in _of(run):
            name = " ".join(run.content[start:end].split())
            found.setdefault(name, (kind, []))[1].append((start, end))
    return tuple(Mentioned(name, kind, tuple(places)) for name, (kind, places) in found.items())[:MOST]


def _of(run: Run) -> Iterator[tuple[int, int, Kind | None]]:
    for match in _NAME.finditer(run.content, run.start, run.end):
        for first, last in _apart(run.content, *match.span(), _OFFICE):
            start, end = _trimmed(run.content, first, last)
            kind = kind_of(run.content[start:end]) if end > start else None
            if kind is Kind.BODY:
                yield start, end, kind
                continue
            for part in _apart(run.content, start, end, _JOINT):
                inner = _trimmed(run.content, *part)
                if inner[1] > inner[0]:
                    yield from _whole(run, *inner, kind_of(run.content[inner[0] : inner[1]]))


def _apart(content: str, start: int, end: int, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The runs that stand before, between and after the matches of a pattern."""
    at = start
    for match in between.finditer(content, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if end > at:
        yield at, end


def _whole(run: Run, start: int, end: int, kind: Kind | None) -> Iterator[tuple[int, int, Kind | None]]:
    """A name that is a person's, a body's, or nothing yet; one word that begins a sentence names nothing for certain."""
    if kind is None and " " not in run.content[start:end]:
        before = run.content[run.start : start].rstrip()
        if not before or before[-1] in '.!?:“"”’':
            return
    yield start, end, kind


def _trimmed(content: str, start: int, end: int) -> tuple[int, int]:
    """Without articles and offices before it: "President Manuel Zelaya"."""
    while (word := _ONE.match(content, start, end)) is not None and word.end() < end:
        plain = word.group().rstrip(".").casefold()
        if plain not in _LEADING and plain not in TITLE_WORDS:
            break
        start = word.end() + len(content[word.end() : end]) - len(content[word.end() : end].lstrip())
    return start, end
