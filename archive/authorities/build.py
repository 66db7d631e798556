"""Builds the index once, from the packages that are there: streamed, in bounded memory, beside and then renamed."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.authorities.heading import FACET_BITS, FACETS
from archive.authorities.index import LAYOUT
from archive.authorities.packages import FAST, GEONAMES, LCSH, Package
from archive.authorities.rows import Row, rows
from archive.errors import SettingsError

Told = Callable[[str, int], None]
"""Told of what is being indexed, and how many headings are in so far."""

_SCHEMA = """
PRAGMA page_size = 8192;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
PRAGMA temp_store = FILE;
CREATE TABLE package (name TEXT PRIMARY KEY, version TEXT NOT NULL);
CREATE TABLE facet (facet INTEGER PRIMARY KEY, headings INTEGER NOT NULL);
CREATE TABLE heading (id INTEGER PRIMARY KEY, label TEXT NOT NULL, near INTEGER NOT NULL, detail TEXT);
"""
_INDEXES = """
CREATE INDEX heading_near ON heading (near);
CREATE VIRTUAL TABLE word USING fts5
    (label, content = '', detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO word (rowid, label) SELECT id, label FROM heading;
"""
_TELL = 50_000
_FILE = re.compile(r"headings-[0-9]+(?:-(?:lcsh|fast|geonames)-[A-Za-z0-9._+!]+)+\.sqlite")
_SHORT = {LCSH: "lcsh", FAST: "fast", GEONAMES: "geonames"}


@dataclass(frozen=True, slots=True)
class Built:
    """An index that now stands: how many headings of which vocabulary it holds."""

    path: Path
    headings: Mapping[str, int]
    size: int


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where a user's indexes lie: `$XDG_CACHE_HOME/archive`, else `~/.cache/archive` (XDG Base Directory Specification)."""
    given = environment.get("XDG_CACHE_HOME", "")
    # The specification: a path that is not absolute is to be ignored.
    base = (
        Path(given) if given.startswith("/") else Path(environment.get("HOME") or "~").expanduser() / ".cache"
    )
    return base / "archive"


def index_path(folder: Path, packages: tuple[Package, ...]) -> Path:
    """The file for the index of these packages; its name holds their versions."""
    parts = (f"{_SHORT[package.name]}-{package.version}" for package in packages)
    return folder / f"headings-{LAYOUT}-{'-'.join(parts)}.sqlite"


def find_index(folder: Path, packages: tuple[Package, ...]) -> Path | None:
    """The index that has these packages in these versions, whatever else it has; None if it has to be built."""
    parts = [f"-{_SHORT[package.name]}-{package.version}" for package in packages]
    layout = f"headings-{LAYOUT}-"
    fitting = [
        path
        for path in _indexes(folder)
        if path.name.startswith(layout)
        and all(f"{part}-" in path.name or path.name.endswith(f"{part}.sqlite") for part in parts)
    ]
    return max(fitting, key=lambda path: (len(path.name), path.name), default=None)


def build_index(packages: tuple[Package, ...], folder: Path, *, told: Told | None = None) -> Built:
    """The index of these packages in `folder`, where older ones make room for it.

    Raises SettingsError E0571 if there are no packages, E0572 on a package that cannot be read, E0574 where nothing can be written.
    """
    if not packages:
        raise SettingsError("E0571", str(folder), "none of the data packages is there")
    path = index_path(folder, packages)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".headings-", suffix=".partial", dir=folder)
        os.close(handle)
    except OSError as exc:
        raise SettingsError("E0574", str(folder), exc.strerror or str(exc)) from exc
    draft = Path(name)
    try:
        headings = _filled(draft, packages, told)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        size = draft.stat().st_size
        draft.replace(path)
    except (sqlite3.Error, OSError) as exc:
        raise SettingsError("E0574", str(path), str(exc)) from exc
    finally:
        draft.unlink(missing_ok=True)
    for older in _indexes(folder):
        if older != path:
            with contextlib.suppress(OSError):
                older.unlink()
    return Built(path, headings, size)


def _indexes(folder: Path) -> list[Path]:
    """The finished indexes in a folder, of this layout or an older one, in the order of their names."""
    try:
        return sorted(path for path in folder.iterdir() if _FILE.fullmatch(path.name))
    except OSError:
        return []


def _filled(draft: Path, packages: tuple[Package, ...], told: Told | None) -> dict[str, int]:
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        for package in packages:
            connection.execute("INSERT INTO package VALUES (?, ?)", (package.name, package.version))
            connection.executemany(
                "INSERT OR IGNORE INTO heading VALUES (?, ?, ?, ?)", _telling(package, told or _silent)
            )
        connection.execute(
            "INSERT INTO facet SELECT id >> ?, count(*) FROM heading GROUP BY 1", (FACET_BITS,)
        )
        connection.execute("COMMIT")
        if told is not None:
            told("words", 0)
        connection.executescript(_INDEXES)
        connection.execute(f"PRAGMA user_version = {LAYOUT}")
        counts: dict[str, int] = {}
        for facet, count in connection.execute("SELECT facet, headings FROM facet ORDER BY facet"):
            counts[FACETS[facet].scheme] = counts.get(FACETS[facet].scheme, 0) + count
        return counts
    finally:
        connection.close()


def _telling(package: Package, told: Told) -> Iterator[Row]:
    for number, row in enumerate(rows(package)):
        if number % _TELL == 0:
            told(package.name, number)
        yield row


def _silent(what: str, count: int) -> None:
    del what, count
