"""A folder of seeds: every file in it and in the folders below, but for hidden files and those that describe."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.seed import Seed, SeedRef
from archive.sources.described import (
    AUTHORITY_FILES,
    COLLECTION_FILES,
    TABLE_FILES,
    described,
    describes,
    handles,
    read_seed,
    stem,
    table_in,
)
from archive.sources.file import Keep, read_file, refusal, shown
from archive.sources.rows import Rows, composed, rows
from archive.text import SEED_LIMIT

__all__ = ["FolderSource", "read_file"]


@dataclass(frozen=True, slots=True)
class FolderSource:
    """`root` holds seeds, their sidecars, perhaps a table such as `metadata.csv`, and in the folder `bags` what was made of them, which is no seed.

    Where that is the root itself (the empty string), each folder there that is a bag is none.

    Links, FIFOs, devices, folders that may not be listed, sidecars without a seed, rows without a file and rows that cannot be taken each have
    a handle whose reading fails, so that none is passed over in silence.
    """

    root: Path
    limit: int = SEED_LIMIT
    bags: str | None = None

    def refs(self) -> Iterator[SeedRef]:
        """A handle for each seed, sorted by path. Raises SourceError if the folder or its table cannot be read."""
        found = set(_walk(self.root, self.bags))
        matched = found | {composed(path) for path in found}
        return handles(found | (self._rows().keys() - matched))

    def read(self, ref: SeedRef, keep: Keep | None = None) -> Seed:
        """The seed and its description. Raises SourceError or RecordError."""
        return read_seed(self.root, ref, table_in(self.root), self._rows(), self.limit, keep)

    def _rows(self) -> Rows:
        table = table_in(self.root)
        return rows(table) if os.path.lexists(table) else {}


def _walk(root: Path, bags: str | None) -> Iterator[str]:
    """The paths below `root` of all that is a seed, or that must fail as one."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        if folder and folder == bags:
            continue
        try:
            with os.scandir(root / folder) as entries:
                seen = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except OSError as error:
            if not folder:
                raise refusal(error, shown(os.fspath(root))) from error
            yield folder.rstrip("/")
            continue
        if folder and bags == "" and ("bagit.txt", False) in seen:
            continue
        visible = [(name, is_folder) for name, is_folder in seen if not name.startswith(".")]
        waiting += [f"{folder}{name}/" for name, is_folder in visible if is_folder]
        yield from (
            folder + name
            for name in _reported([name for name, is_folder in visible if not is_folder], top=not folder)
        )


def _reported(names: list[str], *, top: bool) -> Iterator[str]:
    """The seeds among the files of one folder, and the files that describe nothing there."""
    seeds = [name for name in names if not describes(name)]
    yield from seeds
    if len(seeds) == len(names):
        return
    bases = {*seeds, *map(stem, seeds)}
    table = next((name for name in TABLE_FILES if name in names), "")
    for name in names:
        if (
            describes(name)
            and described(name) not in bases
            and not (top and name in {*COLLECTION_FILES, *AUTHORITY_FILES, table})
        ):
            yield name
