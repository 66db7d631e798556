"""A text: normalized content, and all that leads back from it to the bytes received."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Found(StrEnum):
    """How the character encoding was decided."""

    STRICT = "strict-utf-8"
    BOM = "byte-order-mark"
    DECLARED = "declared"
    DETECTED = "detected"


@dataclass(frozen=True, slots=True)
class Other:
    """Another charset that bytes may be in: in it the first words that differ read `reads`, where those of ours read `instead_of`."""

    charset: str
    reads: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class Decoding:
    """How bytes became characters: `bom` then `charset`, but for `exceptions`.

    An exception (offset, bytes) says that the decoded character at this offset came from these bytes, which the
    charset would not write so by itself. `others` are charsets that fit nearly as well as the detected one.
    """

    charset: str
    found: Found
    bom: bytes = b""
    exceptions: tuple[tuple[int, bytes], ...] = ()
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """After its step, `now` stands at `start` (code points) where `was` stood before."""

    start: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of normalization and what it changed, in order of place; offsets are those after the step."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What was counted of a text too large to be held, whose `Text` has only its beginning and its end.

    Up to `head` the content is the text's own; there stands a line end of ours, and after it the text from `tail` on. If nothing was left
    out, `tail` is None. `changed` are the steps that changed something, and how often.
    """

    characters: int
    words: int
    lines: int
    changed: tuple[tuple[str, int], ...]
    head: int
    tail: int | None = None

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where [start, end) of the content stands in the whole text; None if that is not all in one piece of it."""
        if self.tail is None or end <= self.head:
            return start, end
        shift = self.tail - self.head - 1
        return (start + shift, end + shift) if start > self.head else None


@dataclass(frozen=True, slots=True)
class Text:
    """`content` is UTF-8-able, NFC, LF only, free of controls, with one final newline; `undo` gives the bytes back.

    Of a large text, which has `totals`, it is the beginning and the end alone, and `steps` is empty.
    """

    content: str
    decoding: Decoding
    steps: tuple[Step, ...]
    totals: Totals | None = None

    @property
    def characters(self) -> int:
        return len(self.content) if self.totals is None else self.totals.characters

    @property
    def words(self) -> int:
        """Runs without white space."""
        return len(self.content.split()) if self.totals is None else self.totals.words

    @property
    def lines(self) -> int:
        return self.content.count("\n") if self.totals is None else self.totals.lines

    @property
    def changed(self) -> tuple[tuple[str, int], ...]:
        """The steps that changed something, in their order, and how often."""
        if self.totals is not None:
            return self.totals.changed
        return tuple((step.name, len(step.changes)) for step in self.steps)
