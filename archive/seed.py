"""A seed: a document as it was received, its bytes untouched."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from archive.record.model import Agent, Statement
from archive.stored import Stored


@dataclass(frozen=True, slots=True)
class SeedRef:
    """A cheap handle: `name` is the portable stem of its bag, `where` is what its source needs to read it."""

    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes of a seed that is too large to be held: a copy of our own, and its sha256."""

    stored: Stored
    sha256: str


@dataclass(frozen=True, slots=True)
class Seed:
    """`original_name` is the file's name as received; `declared` is what a person says of it, `charset` too.

    `cataloguers` are those who made these statements, `sidecars` the files that they stood in. A seed above `archive.stored.LARGE`
    may have its bytes in `kept`, and none in `data`.
    """

    name: str
    original_name: str
    data: bytes
    declared: tuple[Statement, ...] = ()
    charset: str | None = None
    cataloguers: tuple[Agent, ...] = ()
    sidecars: tuple[str, ...] = ()
    kept: Kept | None = None

    @property
    def size(self) -> int:
        """Bytes as received."""
        return len(self.data) if self.kept is None else self.kept.stored.size

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest() if self.kept is None else self.kept.sha256
