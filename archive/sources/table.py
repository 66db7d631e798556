"""A table of seeds: a CSV or JSONL file whose rows name files and describe them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.seed import Seed, SeedRef
from archive.sources.described import handles, read_seed
from archive.sources.file import Keep, is_inside
from archive.sources.rows import composed, rows
from archive.text import SEED_LIMIT


@dataclass(frozen=True, slots=True)
class TableSource:
    """The files of the rows of `path`, relative to its folder; a row that leads out of that folder fails, alone."""

    path: Path
    limit: int = SEED_LIMIT

    def refs(self) -> Iterator[SeedRef]:
        """A handle for each row, sorted by the path of its file. Raises SourceError if the table cannot be taken."""
        return handles(_as_written(self.path.parent, path) for path in rows(self.path))

    def read(self, ref: SeedRef, keep: Keep | None = None) -> Seed:
        """The seed and its description, its sidecars before its row. Raises SourceError or RecordError."""
        return read_seed(self.path.parent, ref, self.path, rows(self.path), self.limit, keep)


def _as_written(root: Path, path: str) -> str:
    """The path as the file system has it: the file's name may be decomposed, where tables write NFC."""
    if path.isascii() or not is_inside(path) or os.path.lexists(root / path):
        return path
    folder, slash, name = path.rpartition("/")
    try:
        names = sorted(os.listdir(root / folder))  # noqa: PTH208 - names, not paths
    except OSError:
        return path
    return folder + slash + next((other for other in names if composed(other) == name), name)
