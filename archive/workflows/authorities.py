"""The vocabularies on this machine: build their index, find headings in it, and hold the headings of descriptions to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.authorities.build import Built, Told, build_index, cache_folder, find_index
from archive.authorities.heading import Heading
from archive.authorities.index import Index, open_index
from archive.authorities.packages import find_packages
from archive.authorities.verifying import verified
from archive.errors import SettingsError
from archive.findings import Finding
from archive.record.model import Statement
from archive.record.serial_json import from_json
from archive.record.sidecar import read_sidecar
from archive.record.table import read_table
from archive.sources.described import AUTHORITY_FILES, COLLECTION_FILES, TABLE_FILES
from archive.sources.file import read_file, shown
from archive.sources.rows import csv_of

LIMIT = 64 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """What the index has for one label or URI: headings of just this label, else those that are like it."""

    asked: str
    exact: tuple[Heading, ...]
    near: tuple[Heading, ...]


def build(wheels: Iterable[Path], cache: Path, *, told: Told | None = None) -> Built:
    """The index, built from wheels in these folders and from what is installed. Raises SettingsError E0571, E0572, E0574."""
    return build_index(find_packages(wheels), cache, told=told)


@contextmanager
def opened(cache: Path) -> Iterator[Index]:
    """The index in this cache. Raises SettingsError E0570 where there is none, E0573 on one that cannot be read."""
    path = find_index(cache, find_packages())
    if path is None:
        raise SettingsError("E0570", shown(str(cache)), "no index of the packages that are installed")
    with open_index(path) as index:
        yield index


def cache_of(environment: Mapping[str, str], given: Path | None) -> Path:
    return given or cache_folder(environment)


def find(asked: Iterable[str], index: Index, *, most: int = 5) -> Iterator[Found]:
    """One answer a label or URI."""
    for words in asked:
        named = index.by_uri(words)
        exact = (named,) if named is not None else index.by_label(words)
        yield Found(words, exact, () if exact else index.suggest(words, most=most))


def verify(paths: Iterable[Path], index: Index) -> Iterator[tuple[str, int, tuple[Finding, ...]]]:
    """For each description its name, how many headings of it could be held to the index, and what is wrong with them.

    A path is a sidecar, a table such as `metadata.csv`, a `record.json`, or a folder, of which all of these are read. Raises SourceError, RecordError.
    """
    for path in paths:
        for file in _files(path):
            for where, statements in _read(file):
                known = sum(_is_held(statement, index) for statement in statements)
                yield where, known, tuple(verified(statements, index, where=where))


def _is_held(statement: Statement, index: Index) -> bool:
    uri = statement.uri
    return uri is not None and statement.value is not None and index.holds(uri)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    apart = COLLECTION_FILES | AUTHORITY_FILES
    for file in sorted(path.rglob("*")):
        if file.name in apart or any(part.startswith(".") for part in file.relative_to(path).parts):
            continue
        if file.suffix in {".yaml", ".yml"} or file.name in {*TABLE_FILES, "record.json"}:
            yield file


def _read(file: Path) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    where = shown(str(file))
    data = read_file(file, LIMIT)
    if file.suffix == ".json":
        yield where, from_json(data).statements
    elif file.name in TABLE_FILES or file.suffix == ".csv":
        data = csv_of(data, where) if file.suffix == ".jsonl" else data
        for name, declared in read_table(data, where).items():
            yield f"{where}:{name}", declared.statements
    else:
        yield where, read_sidecar(data, where).statements
