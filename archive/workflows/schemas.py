"""Schemas that a user keeps: added once from a file or an address, found again by name; a grammar in the form that loads fast."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archive.authorities.build import cache_folder
from archive.errors import ArchiveError, Rejected, SettingsError
from archive.paths import file_at, folder_at, portable_name
from archive.sources.file import read_file
from archive.tei.hastening import is_kept_form
from archive.tei.official import OfficialGrammar, load, try_out

if TYPE_CHECKING:  # loaded only where the user names a Schematron
    from archive.tei.schematron import Schematron

LIMIT = 64 << 20
GRAMMAR = ".rng"
SCHEMATRON = ".sch"


@dataclass(frozen=True, slots=True)
class KeptSchema:
    """A schema in the user's cache, the name by which `option` finds it, and its size in bytes."""

    name: str
    path: Path
    size: int

    @property
    def option(self) -> str:
        return "--tei-schematron" if self.path.suffix == SCHEMATRON else "--tei-schema"


def add_schema(what: str, environ: Mapping[str, str]) -> KeptSchema:
    """The grammar or Schematron in the file or at the address `what`, kept under its file name. It is compiled first, so that it works.

    Raises ArchiveError E0417, E0430, E0431, E0437, E0419, SourceError, Rejected E0620, or what else the door to HTTP raises.
    """
    data = _fetched(what) if "://" in what else read_file(Path(what), LIMIT)
    name = _name(what)
    suffix, fast = _made_fast(data, what)
    folder = _folder(environ)
    path = folder / f"{name}{suffix}"
    part = folder / f".{name}.{os.getpid()}.part"
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
    there = sorted(folder.iterdir()) if folder_at(folder) else []
    paths = [
        path
        for path in there
        if path.suffix in (GRAMMAR, SCHEMATRON) and path.name[0] != "." and file_at(path)
    ]
    return tuple(KeptSchema(path.stem, path, path.stat().st_size) for path in paths)


def find_schema(what: str, environ: Mapping[str, str], suffixes: tuple[str, ...] = (GRAMMAR,)) -> Path:
    """The file that `what` names: itself, or a schema that was added, of the first kind there is. Raises SettingsError E0418."""
    if file_at(what):
        return Path(what)
    for suffix in suffixes:
        kept = _folder(environ) / f"{what}{suffix}"
        if "/" not in what and file_at(kept):
            return kept
    fitting = (schema.name for schema in kept_schemas(environ) if schema.path.suffix in suffixes)
    known = ", ".join(dict.fromkeys(fitting)) or "none"
    raise SettingsError("E0418", what, f"neither a file nor a schema that was added; there are {known}")


def try_schema(path: Path) -> None:
    """Looks whether the grammar in this file can be loaded, unless it was added, and so was tried. Raises ArchiveError E0417, E0437, SourceError."""
    data = read_file(path, LIMIT)
    if not is_kept_form(data):
        try_out(data, str(path))


def read_schema(path: Path) -> OfficialGrammar:
    """The grammar in this file, compiled; a process reads each once. Raises ArchiveError E0417, SourceError."""
    return load(read_file(path, LIMIT), str(path))


def find_schematron(what: str, environ: Mapping[str, str]) -> Path:
    """The file that `what` names: itself, or a Schematron that was added, or a grammar that holds one. Raises SettingsError E0418."""
    return find_schema(what, environ, (SCHEMATRON, GRAMMAR))


def read_schematron(path: Path) -> Schematron:
    """The Schematron in this file, compiled; a process reads each once. Raises ArchiveError E0430, E0431, SourceError."""
    from archive.tei.schematron import load as compiled

    return compiled(read_file(path, LIMIT), str(path))


def _name(what: str) -> str:
    """The name under which a schema is kept, its file's: one that a line can show and a listing does not pass over."""
    from urllib.parse import unquote, urlsplit

    path = unquote(urlsplit(what).path) if "://" in what else what
    stem = Path(path.rstrip("/").rsplit("/", 1)[-1]).stem or "schema"
    return stem if stem.isprintable() and stem[0] != "." else portable_name(stem)


def _made_fast(data: bytes, where: str) -> tuple[str, bytes]:
    """The suffix under which the schema is kept, and its bytes: a grammar's hastened, a Schematron's as they are."""
    from lxml import etree

    from archive.tei.schematron import is_schematron
    from archive.tei.schematron import load as compiled

    if is_schematron(data):
        compiled(data, where)
        return SCHEMATRON, data
    try_out(data, where)
    fast: bytes = etree.tostring(load(data, where).root, encoding="utf-8")
    return GRAMMAR, fast


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
