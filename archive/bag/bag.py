"""A bag as it is: the listing of what is there, and a door to its bytes. Nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    FILE = "file"
    DIRECTORY = "directory"
    LINK = "link"
    OTHER = "other"  # FIFO, device, socket


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a bag, by lstat: `size` is bytes of a file, else 0; `note` says what a door saw wrong with it.

    `path` is relative to the bag, `/`-separated; a name that is not UTF-8 is carried by surrogate escapes.
    """

    path: str
    kind: Kind
    size: int = 0
    target: str | None = None  # of a link


class Container(Protocol):
    """A directory, a zip or a tar, opened for reading only."""

    def entries(self) -> Mapping[str, Entry]:
        """Everything in the bag but its top directory, sorted by path."""

    def chunks(self, path: str) -> Iterator[bytes]:
        """A file's bytes; no link is followed. Raises BagError E0405 if it cannot be read, or is no file."""


@dataclass(frozen=True, slots=True)
class Bag:
    """`where` is the bag as its user named it, `name` its top directory's name."""

    where: str
    name: str
    container: Container
    entries: Mapping[str, Entry]
