"""A seed with all that people say of it: in a YAML file beside it, in a row of a table, in a Dublin Core XML file beside it.

For each property the first of the three that has it wins whole: their values are never mixed, for a half-corrected list of creators would
be worse than either. A file that describes is named after its seed, with the seed's ending (`a.txt.yaml`) or without (`a.yaml`).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import SourceError
from archive.paths import distinct_names
from archive.seed import Kept, Seed, SeedRef
from archive.sources.file import Keep, hidden, read_inside, read_or_keep, refusal, shown
from archive.sources.rows import Rows, row_of
from archive.xml import forbidden

if TYPE_CHECKING:
    from archive.record.model import Agent
    from archive.record.sidecar import Declared

COLLECTION_FILES = frozenset({"collection.yaml", "collection.yml"})
TABLE_FILES = ("metadata.csv", "metadata.tsv", "metadata.jsonl")
_WORKBOOKS = frozenset({"metadata.xlsx", "metadata.xls", "metadata.ods", "metadata.numbers"})
AUTHORITY_FILES = frozenset({"authorities.csv", "authorities.yaml", "authorities.yml"})
_YAML = (".yaml", ".yml")
_DC_XML = (".dc.xml",)
_SIDECAR_LIMIT = 4 * 1024 * 1024


def read_seed(
    root: Path, ref: SeedRef, table: Path, rows: Rows, limit: int, keep: Keep | None = None
) -> Seed:
    """The seed at `ref.where` below `root`, with what its sidecars and its row of `table` say.

    Raises SourceError E0101 to E0119, and RecordError where a sidecar cannot be taken.
    """
    path = hidden(ref.where)
    folder, _, name = path.rpartition("/")
    if describes(name):
        raise SourceError("E0110", ref.where, _why_orphan(name, folder, table.name))
    _refuse_name(name, ref.where)
    row = row_of(rows, root, path)
    read = _read(root, path, limit, None if row is None else table.name, keep)
    data, kept = (read, None) if isinstance(read, bytes) else (b"", read)
    stems = _stems_of(root / folder, table)
    parts: list[tuple[str, Declared]] = []
    parts += _sidecar(root, path, _YAML, _read_yaml, stems)
    parts += [] if row is None else [(table.name, row)]
    parts += _sidecar(root, path, _DC_XML, _read_dcxml, stems)
    if not parts:
        return Seed(ref.name, name, data, kept=kept)
    declared = merged([part for _, part in parts])
    files = tuple(file for file, _ in parts)
    return Seed(
        ref.name, name, data, declared.statements, declared.charset, declared.cataloguers, files, kept
    )


def handles(paths: Iterable[str]) -> Iterator[SeedRef]:
    """A handle for each of these distinct paths, sorted. Raises SourceError E0118 if two bags would have one name.

    That is impossible but for names made up on purpose: they would have to hold the digits of another name's digest.
    """
    names = distinct_names(sorted(paths))
    seen: dict[str, str] = {}
    for path, name in names.items():
        twin = seen.setdefault(name.casefold(), path)
        if twin != path:
            raise SourceError("E0118", shown(path), f"its bag would have the name of that of {shown(twin)}")
    return (SeedRef(name, shown(path)) for path, name in names.items())


def merged(parts: Sequence[Declared]) -> Declared:
    """One description of several: each property as the first has it that has it; only those who contributed are cataloguers."""
    from archive.record.sidecar import Declared

    statements = []
    seen: set[str] = set()
    charset: str | None = None
    cataloguers: dict[Agent, None] = {}
    for part in parts:
        kept = [statement for statement in part.statements if statement.property not in seen]
        statements += kept
        seen |= {statement.property for statement in kept}
        if kept or (charset is None and part.charset is not None):
            cataloguers.update(dict.fromkeys(part.cataloguers))
        charset = part.charset if charset is None else charset
    return Declared(tuple(statements), charset, tuple(cataloguers))


def describes(name: str) -> bool:
    """Whether a file of this name describes others and is no seed itself."""
    plain = name.casefold()
    tables = (*TABLE_FILES, *_WORKBOOKS)
    return plain in tables or plain in AUTHORITY_FILES or plain.endswith((*_YAML, *_DC_XML))


def described(name: str) -> str | None:
    """What stands before the ending of a sidecar's name; None if it is no sidecar, or its ending is not in lower case."""
    return next((name.removesuffix(ending) for ending in (*_YAML, *_DC_XML) if name.endswith(ending)), None)


def stem(name: str) -> str:
    """The name of a seed without its ending."""
    base, dot, _ = name.rpartition(".")
    return base if dot and base else name


def table_in(root: Path) -> Path:
    """The table that describes what is in this folder, if there is one."""
    paths = [root / name for name in TABLE_FILES]
    return next(filter(os.path.lexists, paths), paths[0])


def _why_orphan(name: str, folder: str, table: str) -> str:
    plain = name.casefold()
    if plain in _WORKBOOKS:
        return f"a spreadsheet is not read as it is; save it as {TABLE_FILES[0]} in UTF-8"
    if plain in {*TABLE_FILES, *COLLECTION_FILES, *AUTHORITY_FILES} and folder:
        return "it belongs at the top of the folder of seeds"
    if name in TABLE_FILES and name != table:
        return f"{shown(table)} describes the seeds; put all into one table"
    if described(name) is None:
        return "its name is written in capitals; it is looked for in lower case"
    return f"no seed of the name {shown(described(name) or name)} stands beside it"


def _refuse_name(name: str, where: str) -> None:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise SourceError("E0108", where, "the name is not UTF-8") from None
    wrong = forbidden(name)
    if wrong is not None:
        raise SourceError("E0108", where, f"the name holds U+{ord(wrong.group()):04X}")


def _read(root: Path, path: str, limit: int, table: str | None, keep: Keep | None) -> bytes | Kept:
    try:
        return read_or_keep(root, path, limit, keep)
    except SourceError as error:
        if error.code == "E0101" and table is not None:
            raise SourceError("E0114", error.where, f"named in {shown(table)}{_alike(root, path)}") from error
        if error.code == "E0104":  # a folder has a handle only where the walk could not go on
            _list(root / path, error.where)
        raise


def _alike(root: Path, path: str) -> str:
    """Which file a name that no file bears may mean: one in other letters, or of another ending."""
    folder, slash, name = path.rpartition("/")
    try:
        names = _names(root / folder, (root / folder).stat().st_mtime_ns)
    except OSError:
        return ""
    found = names.get(name.casefold()) or names.get(stem(name).casefold(), [])
    return f"; did you mean {shown(folder + slash + found[0])}?" if len(found) == 1 else ""


@lru_cache(maxsize=64)
def _names(folder: Path, _mtime: int) -> Mapping[str, list[str]]:
    """The files of a folder, but for those that describe, by their names without case, whole and without the ending."""
    names: dict[str, list[str]] = {}
    with os.scandir(folder) as entries:
        for name in sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False)):
            if not (name.startswith(".") or describes(name)):
                for key in {name.casefold(), stem(name).casefold()}:
                    names.setdefault(key, []).append(name)
    return names


def _list(folder: Path, where: str) -> None:
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise refusal(error, where) from error


def _sidecar(
    root: Path,
    path: str,
    endings: tuple[str, ...],
    reader: Callable[[bytes, str], Declared],
    stems: Callable[[], Mapping[str, int]],
) -> list[tuple[str, Declared]]:
    """The one sidecar of the seed at `path` with such an ending, read; none is well. Raises SourceError E0111, E0112."""
    folder, slash, name = path.rpartition("/")
    wanted = [base + ending for base in dict.fromkeys((name, stem(name))) for ending in endings]
    found = [
        file
        for file in wanted
        if os.path.lexists(root / folder / file) and (slash or file not in COLLECTION_FILES)
    ]
    if not found:
        return []
    if len(found) > 1:
        raise SourceError("E0111", shown(path), " and ".join(map(shown, found)))
    where = shown(folder + slash + found[0])
    if described(found[0]) != name and stems()[stem(name)] > 1:
        raise SourceError("E0112", where, f"{stems()[stem(name)]} files are named {shown(stem(name))}")
    return [(found[0], reader(read_inside(root, folder + slash + found[0], _SIDECAR_LIMIT), where))]


def _stems_of(folder: Path, table: Path) -> Callable[[], Mapping[str, int]]:
    """How many seeds of a folder share each stem; listed only when asked, once for each state of the folder."""

    def stems() -> Mapping[str, int]:
        try:
            return _stems(folder, folder.stat().st_mtime_ns, table.name)
        except OSError as error:
            raise refusal(error, shown(os.fspath(folder))) from error

    return stems


@lru_cache(maxsize=64)
def _stems(folder: Path, _mtime: int, table: str) -> Mapping[str, int]:
    with os.scandir(folder) as entries:
        return Counter(
            stem(entry.name)
            for entry in entries
            if not (entry.name.startswith(".") or entry.name == table or describes(entry.name))
            and not entry.is_dir(follow_symlinks=False)
        )


def _read_yaml(data: bytes, where: str) -> Declared:
    from archive.record.sidecar import read_sidecar

    return read_sidecar(data, where)


def _read_dcxml(data: bytes, where: str) -> Declared:
    from archive.record.dcxml import read_dcxml

    return read_dcxml(data, where)
