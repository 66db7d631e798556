"""Which source a path is."""

from __future__ import annotations

import os
from pathlib import Path

from archive.errors import SourceError
from archive.paths import folder_at
from archive.sources.file import shown
from archive.sources.folder import FolderSource
from archive.sources.protocol import Source
from archive.sources.table import TableSource

_TABLES = frozenset({".csv", ".tsv", ".jsonl"})


def open_source(path: Path, *, bags: Path | None = None) -> Source:
    """The folder or table at `path`; what lies in the folder `bags` is no seed.

    Raises SourceError E0101 where nothing is, E0117 where something else is.
    """
    where = shown(os.fspath(path))
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow the links that the user named
    if folder_at(whole):
        return FolderSource(whole, bags=_beneath(whole, bags))
    if not os.path.lexists(whole):
        raise SourceError("E0101", where, "not there")
    if whole.suffix.casefold() in _TABLES:
        return TableSource(whole)
    raise SourceError("E0117", where, "neither a folder nor a .csv, .tsv or .jsonl table")


def _beneath(root: Path, bags: Path | None) -> str | None:
    """Where in the folder the bags lie: `done/bags/`, empty if among the seeds themselves; None if elsewhere."""
    if bags is None:
        return None
    beneath = os.path.relpath(os.path.realpath(bags), os.path.realpath(root))
    if beneath == os.curdir:
        return ""
    return None if Path(beneath).parts[0] == os.pardir else f"{beneath}/"
