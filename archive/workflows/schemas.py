"""Schemas that a user keeps: added once from a file or an address, found again by name, in the form that loads fast."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.authorities.build import cache_folder
from archive.errors import ArchiveError, Rejected, SettingsError
from archive.paths import file_at, folder_at
from archive.sources.file import read_file
from archive.tei.official import OfficialGrammar, load

LIMIT = 64 << 20
SUFFIX = ".rng"


@dataclass(frozen=True, slots=True)
class KeptSchema:
    """A schema in the user's cache, the name by which `--tei-schema` finds it, and its size in bytes."""

    name: str
    path: Path
    size: int


def add_schema(what: str, environ: Mapping[str, str]) -> KeptSchema:
    """The schema in the file or at the address `what`, kept under its file name. It is compiled first, so that it works.

    Raises ArchiveError E0417, SourceError, Rejected E0620, or what else the door to HTTP raises.
    """
    from lxml import etree

    data = _fetched(what) if "://" in what else read_file(Path(what), LIMIT)
    name = Path(what.rstrip("/").rsplit("/", 1)[-1]).stem or "schema"
    grammar = load(data, what)
    folder = _folder(environ)
    path = folder / f"{name}{SUFFIX}"
    part = folder / f".{name}.{os.getpid()}.part"
    fast: bytes = etree.tostring(grammar.root, encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(fast)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise ArchiveError("E0419", str(path), error.strerror or str(error)) from error
    return KeptSchema(name, path, len(fast))


def kept_schemas(environ: Mapping[str, str]) -> tuple[KeptSchema, ...]:
    """The schemas that were added, by name."""
    folder = _folder(environ)
    paths = sorted(folder.glob(f"*{SUFFIX}")) if folder_at(folder) else []
    return tuple(KeptSchema(path.stem, path, path.stat().st_size) for path in paths)


def find_schema(what: str, environ: Mapping[str, str]) -> Path:
    """The file that `what` names: itself, or a schema that was added. Raises SettingsError E0418."""
    if file_at(what):
        return Path(what)
    kept = _folder(environ) / f"{what}{SUFFIX}"
    if "/" not in what and file_at(kept):
        return kept
    known = ", ".join(schema.name for schema in kept_schemas(environ)) or "none"
    raise SettingsError("E0418", what, f"neither a file nor a schema that was added; there are {known}")


def read_schema(path: Path) -> OfficialGrammar:
    """The grammar in this file, compiled; a process reads each once. Raises ArchiveError E0417, SourceError."""
    return load(read_file(path, LIMIT), str(path))


def _folder(environ: Mapping[str, str]) -> Path:
    return cache_folder(environ) / "schemas"


def _fetched(address: str) -> bytes:
    from urllib.parse import urlsplit

    from archive.targets.http import Session

    try:
        parts = urlsplit(address)
    except ValueError as error:  # such as a bracket that is not closed
        raise Rejected("E0620", address, str(error)) from error
    session = Session(f"{parts.scheme}://{parts.netloc}")
    try:
        return session.ask("GET", parts.path + (f"?{parts.query}" if parts.query else ""), limit=LIMIT).data
    finally:
        session.close()
