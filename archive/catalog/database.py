"""The file of the catalog: opened, brought to this program's form, and every fault of it told by a code.

SQLite in write-ahead mode, so that who reads never waits for who writes. Each file of `migrations/` brings it one version on.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from archive.bag.syscalls import sync_path
from archive.errors import CatalogError

Connection = sqlite3.Connection
NAME = "catalog.sqlite"
APPLICATION = 0x61726368  # "arch", by which our files are known
PATIENCE = 60.0  # seconds that a writer waits for another


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the catalog at `path`, made and migrated where it must be. Raises CatalogError E0720 to E0722, E0725.

    A catalog that cannot be written, for it lies on a disk that is only read, is opened as it is.
    """
    with told(path):
        connection = _opened(path)
    try:
        with told(path):
            _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever SQLite raises within becomes a CatalogError: E0720, E0721, E0725."""
    try:
        yield
    except sqlite3.Error as error:
        raise CatalogError(_code(error), str(path), str(error)) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written within, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@cache
def migrations() -> tuple[str, ...]:
    """The statements of each version, in order; a catalog's version is how many of them it has had."""
    folder = files("archive.catalog").joinpath("migrations")
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name
    )
    return tuple(item.read_text(encoding="utf-8") for item in found)


def migrate(connection: sqlite3.Connection, upto: int) -> None:
    """Brings a catalog, in one transaction, from the version it has to `upto`; another process may have been faster."""
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for script in migrations()[version:upto]:
            for statement in _statements(script):
                connection.execute(statement)
        if version < upto:
            connection.execute(f"PRAGMA user_version = {upto:d}")
            connection.execute(f"PRAGMA application_id = {APPLICATION:d}")


@contextmanager
def alone(path: Path) -> Iterator[Path]:
    """The name of a new catalog, to be put in the place of `path`; nothing is there, and no other process makes one.

    Raises CatalogError E0720, E0725.
    """
    new, lock = path.with_name(f"{path.name}.new"), path.with_name(f"{path.name}.lock")
    with _system(path):
        fd = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CatalogError("E0725", str(path), "it is being rebuilt") from error
        except OSError:
            pass  # a file system without locks
        with _system(path):
            _remove(new)
        try:
            yield new
        finally:
            _remove(new)
    finally:
        os.close(fd)


def settle(connection: sqlite3.Connection) -> None:
    """Everything in one file, and on disk; for a catalog that is about to get its name."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = DELETE")


def put_in_place(new: Path, path: Path) -> None:
    """Makes `path` what `new` is, in one transaction. Only while nobody else may write. Raises CatalogError E0720, E0725.

    A file that others have open must keep its name, or they would meddle with the files beside the new one; only one that
    is no catalog, which nobody can have open to any use, gives way to another file.
    """
    with _system(path):
        stands = path.exists()
    if stands:
        try:
            with (
                closing(sqlite3.connect(new)) as source,
                closing(sqlite3.connect(path, timeout=PATIENCE)) as target,
            ):
                source.backup(target)
        except sqlite3.Error as error:
            if _code(error) != "E0721":
                raise CatalogError(_code(error), str(path), str(error)) from error
        else:
            return
    with _system(path):
        for suffix in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        sync_path(new)
        new.replace(path)
        sync_path(path.parent)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def _system(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CatalogError("E0720", str(path), error.strerror or str(error)) from error


def _opened(path: Path) -> sqlite3.Connection:
    with _system(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        stands = path.exists()
    if stands and not os.access(path.parent, os.W_OK):
        return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and application != APPLICATION:
        raise CatalogError("E0721", str(path), "a database of another program")
    newest = len(migrations())
    if version > newest:
        raise CatalogError("E0722", str(path), f"its version is {version}, the newest known here is {newest}")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # What a power cut takes is in the logs, and taken again.
        connection.execute("PRAGMA synchronous = NORMAL")
        if version < newest:
            migrate(connection, newest)
    except sqlite3.OperationalError as error:
        if version < newest or _code(error) == "E0721" or "readonly" not in str(error):
            raise


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _code(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "E0725"
    if name.startswith(
        ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT", "SQLITE_ERROR", "SQLITE_CONSTRAINT")
    ):
        return "E0721"  # a missing table or column is damage too: our own statements are tried
    return "E0720"
