"""The headings and the prose of a document word by word, for rules that look for phrases: split once for all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Run:
    """A block at [start, end) of `content`; its words are what letters stand together.

    Most runs hold nothing that is looked for, and where their words stand is then never asked.
    """

    content: str
    start: int
    end: int
    heading: bool

    @cached_property
    def words(self) -> list[str]:
        """The words as written."""
        return _WORD.findall(self.content[self.start : self.end])

    @cached_property
    def small(self) -> list[str]:
        """The words in small letters."""
        return [word.lower() for word in self.words]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [word.span() for word in _WORD.finditer(self.content, self.start, self.end)]

    def place(self, first: int, count: int) -> tuple[int, int]:
        """Where `count` words from number `first` on stand: [start, end) in the text."""
        return self._spans[first][0], self._spans[first + count - 1][1]

    def between(self, first: int, count: int) -> list[str]:
        """What parts each of `count` words from number `first` on from the next."""
        spans = self._spans[first : first + count]
        return [self.content[spans[n][1] : spans[n + 1][0]] for n in range(len(spans) - 1)]
