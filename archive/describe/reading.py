"""A reading: the text, its outline and what every rule looks up in them, made once for all rules."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from archive.describe.afterwards import own_end
from archive.describe.dates import Dated, find_dates
from archive.describe.languages import Spoken, find_languages
from archive.describe.runs import Run
from archive.describe.speakers import Speaker, find_speaker
from archive.outline.blocks import Block, Outline, Role
from archive.record.model import SOFTWARE, Agent, Evidence, Origin, Statement
from archive.text.text import Text

PROSE = (Role.PARAGRAPH, Role.QUOTATION, Role.LIST_ITEM, Role.CAPTION)
"""The blocks in which a document speaks; the rest is apparatus."""

_SENTENCE_END = re.compile(r"[.!?:…][”\"’»)\]]*\s*\Z")
_HEADLINE, _HEADLINE_WORDS = 250, 4  # characters at most, words at least
_PREFACE = 200  # characters of prose above a letter that make it a letter quoted
_PROSE_LIMIT = 60_000  # places and subjects of a long text are judged by its beginning: cost stays bounded


class Span(NamedTuple):
    """A run of the normalized text, [start, end) in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules work on; `languages` are the text's own, the chief one first; `lines` are those not blank.

    `runs` are the headings at the top, then the prose up to a bounded length; `speaker` is who says the whole of it.
    """

    content: str
    outline: Outline
    languages: tuple[Spoken, ...]
    dates: tuple[Dated, ...]
    lines: tuple[Span, ...]
    runs: tuple[Run, ...]
    speaker: Speaker | None
    own: int  # where readers' comments and further reading begin, or the end

    @property
    def language(self) -> str | None:
        return self.languages[0].tag if self.languages else None

    def quote(self, start: int, end: int) -> Evidence:
        return Evidence(self.content[start:end], start, end)

    def lines_of(self, block: Block | Span) -> tuple[Span, ...]:
        """The lines of a run that are not blank, without the blanks at their ends."""
        return tuple(split_lines(self.content, block.start, block.end))

    def dates_in(self, start: int, end: int) -> tuple[Dated, ...]:
        found: list[Dated] = []
        for number in range(bisect_left(self.dates, start, key=lambda dated: dated.start), len(self.dates)):
            if self.dates[number].end > end:
                break
            found.append(self.dates[number])
        return tuple(found)

    def block_at(self, place: int) -> Block | None:
        """The block in which a place stands."""
        return next((block for block in self.outline.blocks if block.start <= place < block.end), None)

    def several(self) -> bool:
        """Whether this is more than one letter: paragraphs between two salutations."""
        salutations = self.outline.of(Role.SALUTATION)
        if len(salutations) < 2:
            return False
        first, last = salutations[0].end, salutations[-1].start
        return any(first <= block.start < last for block in self.outline.of(Role.PARAGRAPH))

    def enclosing(self) -> bool:
        """Whether a letter stands within something else: whole paragraphs above its date, its address or its salutation."""
        salutations = self.outline.of(Role.SALUTATION)
        if not salutations:
            return False
        above = [
            block
            for block in self.outline.blocks
            if block.end <= salutations[0].start
            and block.role is Role.PARAGRAPH
            and _SENTENCE_END.search(self.content[block.start : block.end])  # a headline is no paragraph
        ]
        return sum(block.end - block.start for block in above) >= _PREFACE

    def prose(self) -> tuple[Block, ...]:
        """The blocks in which the document speaks, up to a bounded length."""
        return _prose(self.outline)


def _prose(outline: Outline) -> tuple[Block, ...]:
    blocks: list[Block] = []
    length = 0
    for block in outline.of(*PROSE):
        if length > _PROSE_LIMIT:
            break
        blocks.append(block)
        length += block.end - block.start
    return tuple(blocks)


def read(text: Text, outline: Outline) -> Reading:
    """The reading of a text; the one place where the document is gone through as a whole."""
    content = text.content
    lines = tuple(split_lines(content, 0, len(content)))
    return Reading(
        content=content,
        outline=outline,
        languages=find_languages(content, [(block.start, block.end) for block in outline.of(*PROSE)]),
        dates=find_dates(content),
        lines=lines,
        runs=runs_of(content, outline),
        speaker=find_speaker(content, lines),
        own=own_end(content, lines),
    )


def runs_of(content: str, outline: Outline) -> tuple[Run, ...]:
    """The headings at the top, then the prose up to a bounded length."""
    heads = [block for block in outline.blocks[:3] if block.role is Role.HEADING]
    titled = any(len(content[block.start : block.end].split()) >= _HEADLINE_WORDS for block in heads)
    top = None if titled else _topmost(content, outline)
    return tuple(
        Run(content, block.start, block.end, block.role is Role.HEADING or block is top)
        for block in (*heads, *_prose(outline))
    )


def _topmost(content: str, outline: Outline) -> Block | None:
    """The first line of several words among the first blocks, if it ends as no sentence does: it stands like a headline."""
    for block in outline.blocks[:4]:
        text = content[block.start : block.end].strip()
        if block.role is Role.PARAGRAPH and len(text.split()) >= _HEADLINE_WORDS:
            alone = "\n" not in text and len(text) <= _HEADLINE and text[0].isupper()
            return block if alone and not _SENTENCE_END.search(text) else None
    return None


def split_lines(content: str, start: int, end: int) -> Iterator[Span]:
    """The lines of [start, end) that are not blank, without the blanks at their ends."""
    at = start
    for line in content[start:end].split("\n"):
        bare = line.strip()
        if bare:
            first = at + line.index(bare)
            yield Span(first, first + len(bare))
        at += len(line) + 1


def claim(
    name: str,
    value: str,
    origin: Origin,
    rule: str,
    evidence: tuple[Evidence, ...] = (),
    *,
    lang: str | None = None,
    scheme: str | None = None,
    uri: str | None = None,
    role: str | None = None,
    note: str | None = None,
) -> Statement:
    """A statement by this program, its rule named as `describe/RULE`."""
    return Statement(
        name,
        value,
        origin,
        _by(rule),
        lang=lang,
        scheme=scheme,
        uri=uri,
        role=role,
        evidence=evidence,
        note=note,
    )


@cache
def _by(rule: str) -> Agent:
    return replace(SOFTWARE, rule=f"describe/{rule}")
