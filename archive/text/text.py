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
class Decoding:
    """How bytes became characters: `bom` then `charset`, but for `exceptions`.

    An exception (offset, bytes) says that the decoded character at this offset came from these bytes, which the
    charset would not write so by itself.
    """

    charset: str
    found: Found
    bom: bytes = b""
    exceptions: tuple[tuple[int, bytes], ...] = ()


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
class Text:
    """`content` is UTF-8-able, NFC, LF only, free of controls, with one final newline; `undo` gives the bytes back."""

    content: str
    decoding: Decoding
    steps: tuple[Step, ...]
