"""The rows of a table that describes seeds (CSV or JSONL), each under the path of its file."""

from __future__ import annotations

import csv
import io
import json
import os
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from archive.errors import RecordError, SourceError
from archive.sources.file import read_file, shown

if TYPE_CHECKING:
    from archive.record.sidecar import Declared

TABLE_LIMIT = 256 * 1024 * 1024
_FILENAME = "filename"


def rows(table: Path) -> Mapping[str, Declared]:
    """What the table says of each file, by its path relative to the table's folder; a leading `./` is left out.

    A table is parsed once a process as long as it stays the same. Raises SourceError: E0115 on a table that cannot be taken, E0116 where
    two rows name one file, and those of `read_file`.
    """
    try:
        status = os.lstat(table)
    except OSError:
        return _parsed(table, 0, 0, 0)
    return _parsed(table, status.st_ino, status.st_mtime_ns, status.st_size)


def row_of(table: Mapping[str, Declared], root: Path, path: str) -> Declared | None:
    """What the table says of the file at `path`. Tables hold names in NFC; a file whose name is not is found by the NFC of it."""
    found = table.get(path)
    if found is None and (other := composed(path)) != path and not os.path.lexists(root / other):
        found = table.get(other)
    return found


def composed(path: str) -> str:
    """The path in NFC, as tables write it."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


@lru_cache(maxsize=4)
def _parsed(table: Path, _inode: int, _mtime: int, _size: int) -> Mapping[str, Declared]:
    from archive.record.table import read_table

    data = read_file(table, TABLE_LIMIT)
    where = shown(table.name)
    if table.suffix.casefold() == ".jsonl":
        data = csv_of(data, where)
    try:
        found = read_table(data, where)
    except RecordError as error:
        causes = error.causes or ((error.where, error.detail),)
        counted = "; the names of the columns count as row 1" if table.suffix.casefold() == ".jsonl" else ""
        raise SourceError("E0115", where, f"{error.code}: {error.detail}{counted}", causes) from error
    plain: dict[str, str] = {}
    twice = []
    for name in found:
        path = name.removeprefix("./")
        if path in plain:
            twice.append((shown(path), "named by two rows"))
        plain[path] = name
    if twice:
        raise SourceError("E0116", where, f"{len(twice)} files are named twice", tuple(twice))
    if all(path == name for path, name in plain.items()):
        return found
    return MappingProxyType({path: found[name] for path, name in plain.items()})


def csv_of(data: bytes, where: str) -> bytes:
    """The same table as CSV, from one JSON object a line: its keys become columns, a list becomes several values of one cell.

    Raises SourceError E0115, every wrong line in `causes`.
    """
    from archive.record.cells import guard, join

    faults: list[tuple[str, str]] = []
    objects = list(_objects(data, where, faults))
    columns: dict[str, None] = {_FILENAME: None}
    table: list[dict[str, str]] = []
    for place, row in objects:
        cells = {}
        for key, value in row.items():
            values = [_cell(one) for one in (value if isinstance(value, list) else [value])]
            if None in values:
                faults.append((place, f"{key[:60]!r} is neither text nor a list of texts"))
            given = [one for one in values if one is not None]
            cells[key] = guard(given[0] if key == _FILENAME else join(given))
        columns.update(dict.fromkeys(cells))
        table.append(cells)
    if faults:
        raise SourceError("E0115", where, f"{len(faults)} faults in the table", tuple(faults))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _objects(data: bytes, where: str, faults: list[tuple[str, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        try:
            row = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            faults.append((place, f"not JSON: {str(error)[:120]}"))
            continue
        if not isinstance(row, dict) or not isinstance(row.get(_FILENAME), str) or not row[_FILENAME]:
            faults.append((place, "no object with a `filename`"))
            continue
        yield place, row


def _cell(value: object) -> str | None:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None
