"""The rows of a table that describes seeds (CSV or JSONL), each under the path of its file."""

from __future__ import annotations

import csv
import io
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from archive.errors import RecordError, SourceError
from archive.sources.file import read_file, shown

if TYPE_CHECKING:
    from archive.record.sidecar import Declared

TABLE_LIMIT = 256 * 1024 * 1024
_FILENAME = "filename"


Rows = Mapping[str, "Declared | SourceError"]
"""What a table says of each file; of a row that cannot be taken, the error that ends the work on its file alone."""


def rows(table: Path) -> Rows:
    """What the table says of each file, by its path relative to the table's folder; a leading `./` is left out.

    A row that is wrong is the error of its file: E0119, or E0116 where two rows name one file; one that names no file stands under its
    place in the table. As long as a table stays the same it is read once a process, and each row when it is asked for. Raises
    SourceError E0115 on a table that cannot be taken, and those of `read_file`.
    """
    try:
        status = os.lstat(table)
    except OSError:
        return _parsed(table, 0, 0, 0)
    return _parsed(table, status.st_ino, status.st_mtime_ns, status.st_size)


def row_of(table: Rows, root: Path, path: str) -> Declared | None:
    """What the table says of the file at `path`, if anything. Raises SourceError E0116 or E0119 where its row cannot be taken.

    Tables hold names in NFC; a file whose name is not is found by the NFC of it.
    """
    found = table.get(path)
    if found is None and (other := composed(path)) != path and not os.path.lexists(root / other):
        found = table.get(other)
    if isinstance(found, SourceError):
        raise replace(found)  # a fresh one: this may be asked for again
    return found


def composed(path: str) -> str:
    """The path in NFC, as tables write it."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


@lru_cache(maxsize=4)
def _parsed(table: Path, _inode: int, _mtime: int, _size: int) -> Rows:
    from archive.record.table import read_rows

    data = read_file(table, TABLE_LIMIT)
    where = shown(table.name)
    wrong: list[_Fault] = []
    if table.suffix.casefold() == ".jsonl":
        data = _as_csv(data, where, wrong)
    try:
        found = read_rows(data, where)
    except RecordError as error:
        causes = error.causes or ((error.where, error.detail),)
        raise SourceError("E0115", where, f"{error.code}: {error.detail}", causes) from error
    counted = "; the names of the columns count as row 1" if table.suffix.casefold() == ".jsonl" else ""
    return _Said(where, counted, found, _names(found, where, wrong))


def _names(found: Iterable[str], where: str, wrong: Iterable[_Fault]) -> Mapping[str, str | SourceError]:
    """For each file its name in the table, or what keeps any row of it from being taken."""
    names: dict[str, str | SourceError] = {}
    for name in found:
        path = name.removeprefix("./")
        names[path] = (
            SourceError("E0116", where, "two rows name this file", ((shown(path), "and ./ too"),))
            if path in names
            else name
        )
    for fault in wrong:
        names[fault.name.removeprefix("./")] = SourceError(
            "E0119", where, "1 fault in this row", ((fault.place, fault.sentence),)
        )
    return names


@dataclass(frozen=True, slots=True, eq=False)
class _Said(Mapping[str, "Declared | SourceError"]):
    """What the rows say by the path of the file, each taken apart when it is asked for."""

    where: str
    counted: str
    rows: Mapping[str, Declared | RecordError]
    names: Mapping[str, str | SourceError]

    def __getitem__(self, path: str) -> Declared | SourceError:
        name = self.names[path]
        said = name if isinstance(name, SourceError) else self.rows[name]
        if isinstance(said, RecordError):
            return SourceError("E0119", self.where, f"{said.code}: {said.detail}{self.counted}", said.causes)
        return said

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class _Fault(NamedTuple):
    """What is wrong with a line of JSON, and the file it names, else its place."""

    name: str
    place: str
    sentence: str


def csv_of(data: bytes, where: str) -> bytes:
    """The same table as CSV, from one JSON object a line: its keys become columns, a list becomes several values of one cell.

    Raises SourceError E0115, every wrong line in `causes`.
    """
    faults: list[_Fault] = []
    found = _as_csv(data, where, faults)
    if faults:
        causes = tuple((fault.place, fault.sentence) for fault in faults)
        raise SourceError("E0115", where, f"{len(faults)} faults in the table", causes)
    return found


def _as_csv(data: bytes, where: str, faults: list[_Fault]) -> bytes:
    """The lines that can be taken as CSV; what is wrong with the others goes to `faults`."""
    from archive.record.cells import guard, join

    columns: dict[str, None] = {_FILENAME: None}
    table: list[dict[str, str]] = []
    for place, row in _objects(data, where, faults):
        cells = {}
        for key, value in row.items():
            values = [_cell(one) for one in (value if isinstance(value, list) else [value])]
            if None in values:
                sentence = f"{key[:60]!r} is neither text nor a list of texts"
                faults.append(_Fault(row[_FILENAME], place, sentence))
                break
            given = [one for one in values if one is not None]
            cells[key] = guard(given[0] if key == _FILENAME else join(given))
        else:
            columns.update(dict.fromkeys(cells))
            table.append(cells)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _objects(data: bytes, where: str, faults: list[_Fault]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        try:
            row = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            faults.append(_Fault(place, place, f"not JSON: {str(error)[:120]}"))
            continue
        if not isinstance(row, dict) or not isinstance(row.get(_FILENAME), str) or not row[_FILENAME]:
            faults.append(_Fault(place, place, "no object with a `filename`"))
            continue
        yield place, row


def _cell(value: object) -> str | None:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None
