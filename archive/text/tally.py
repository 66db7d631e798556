"""What is to be known of a large text, counted as it goes by: its extent, its beginning and end, and the words at given places."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

HEAD = 1 << 16
TAIL = 1 << 14
"""Characters of a large text by whose beginning and end it is described."""


class Tally:
    """Counts of the characters that it is fed; `spans` are places whose words are wanted, `quotes` words that are looked for."""

    def __init__(
        self,
        spans: Iterable[tuple[int, int]] = (),
        quotes: Iterable[str] = (),
        *,
        head: int = HEAD,
        tail: int = TAIL,
    ) -> None:
        self.characters = self.words = self.lines = 0
        self.visible = False
        self.newlines = 0  # at the end
        self._room = head, tail
        self._head = ""
        self._tail = ""
        self._within = False  # a word
        self._spans = deque(sorted({(start, end) for start, end in spans if 0 <= start < end}))
        self._open: list[tuple[int, int, list[str]]] = []
        self._found: dict[tuple[int, int], str] = {}
        self._quotes = set(quotes)
        self._sought = set(self._quotes)
        self._before = ""

    def feed(self, chunk: str) -> None:
        if not chunk:
            return
        words = len(chunk.split())
        self.visible = self.visible or words > 0
        self.words += words - (self._within and not chunk[0].isspace())
        self._within = not chunk[-1].isspace()
        self.lines += chunk.count("\n")
        bare = len(chunk.rstrip("\n"))
        self.newlines = len(chunk) - bare + (0 if bare else self.newlines)
        head, tail = self._room
        if len(self._head) < head:
            self._head += chunk[: head - len(self._head)]
        self._tail = chunk[-tail:] if len(chunk) >= tail else (self._tail + chunk)[-tail:]
        if self._spans or self._open:
            self._take(chunk)
        if self._sought:
            self._seek(chunk)
        self.characters += len(chunk)

    def content(self) -> tuple[str, int, int | None]:
        """The beginning and the end, cut at line ends where there are some; how long the beginning is, and where the end begins.

        Of a text that is all beginning and end, all of it, and None.
        """
        if self.characters <= len(self._head):
            return self._head, len(self._head), None
        if self.characters <= len(self._head) + len(self._tail):
            whole = self._head + self._tail[len(self._head) + len(self._tail) - self.characters :]
            return whole, len(whole), None
        head = self._head[: self._head.rfind("\n") + 1] or self._head
        tail = self._tail[self._tail.find("\n") + 1 :] or self._tail
        return f"{head}\n{tail}", len(head), self.characters - len(tail)

    def know(self, start: int, end: int, words: str) -> None:
        """Says what stands at a place, to one that need not look."""
        self._found[(start, end)] = words

    def words_at(self, start: int, end: int) -> str:
        """What stands there; only of the places that were asked for."""
        return self._found.get((start, min(end, self.characters)), self._found.get((start, end), ""))

    def holds(self, quote: str) -> bool:
        """Whether these words stand anywhere; only of those that were looked for."""
        return quote in self._quotes and quote not in self._sought

    def begins(self) -> str:
        """Its first characters."""
        return self._head[:32]

    def end(self) -> None:
        """Says that nothing more comes: a place that reaches further ends here."""
        for start, end, parts in self._open:
            self._found[(start, end)] = "".join(parts)
        self._open = []

    def _take(self, chunk: str) -> None:
        base, after = self.characters, self.characters + len(chunk)
        while self._spans and self._spans[0][0] < after:
            self._open.append((*self._spans.popleft(), []))
        still = []
        for start, end, parts in self._open:
            parts.append(chunk[max(0, start - base) : end - base])
            if end <= after:
                self._found[(start, end)] = "".join(parts)
            else:
                still.append((start, end, parts))
        self._open = still

    def _seek(self, chunk: str) -> None:
        longest = max(map(len, self._sought))
        block = self._before + chunk
        self._sought = {quote for quote in self._sought if quote not in block}
        self._before = block[-longest:] if longest else ""
