"""The folder that bags are written to, and the hidden one within it where each run stages its own (docs/durability.md).

A run's staging folder is `.archive-staging/RUN`, and the file `.archive-staging/RUN.lock` beside it is locked as long as the
run lives. Whoever gets the lock of another's run knows that it is dead, and may clear it away.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from archive.bag.syscalls import sync_path
from archive.errors import BagError

STAGING = ".archive-staging"
_LOCK = ".lock"
_DEAD = ".dead"
_TRIES = 20


class Durability(StrEnum):
    """When a published bag has survived a power cut: with its batch, by itself, or when the system comes to it."""

    BATCH = "batch"
    EACH = "each"
    NONE = "none"


class Arrangement(StrEnum):
    """FLAT: every bag in the output folder itself. PAIRS: in one of 65,536 folders within it, for millions of bags."""

    FLAT = "flat"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Store:
    """Where bags go: all that a worker needs to stage and publish. `root` and `staging` are absolute."""

    root: Path
    staging: Path
    durability: Durability = Durability.BATCH
    arrangement: Arrangement = Arrangement.FLAT

    def path(self, name: str) -> str:
        """Where in the store the bag `name` stands once published; the only place that decides it.

        PAIRS takes the folders from the name's own digest: two times two digits of its sha256, `5b/0c/letter-17`.
        """
        return name if self.arrangement is Arrangement.FLAT else f"{_pairs(name)}/{name}"

    def place(self, name: str) -> Path:
        return self.root / self.path(name)

    def elsewhere(self, name: str) -> Path:
        """Where the bag `name` would stand in the other arrangement."""
        return self.root / (name if self.arrangement is Arrangement.PAIRS else f"{_pairs(name)}/{name}")


Salvage = Callable[[Path], None]
"""Finishes what a dead run had begun, given its staging folder, which is cleared thereafter; not if it raises OSError."""


@contextmanager
def open_store(
    root: Path,
    *,
    durability: Durability = Durability.BATCH,
    arrangement: Arrangement = Arrangement.FLAT,
    salvage: Salvage | None = None,
) -> Iterator[Store]:
    """The store at `root`, made if missing, with a staging folder of this run, which ends with the `with` block.

    What dead runs left in staging is cleared first, what live runs are at never. Raises BagError E0404 if the folder
    cannot be made or written.
    """
    root = root.absolute()
    try:
        _make(root, durability)
        lock, staging = _begin(root / STAGING, salvage)
    except OSError as error:
        raise BagError("E0404", str(root), error.strerror or str(error)) from error
    try:
        yield Store(root, staging, durability, arrangement)
    finally:
        _end(staging, lock)


def remove(path: Path) -> None:
    """Removes a file, or a folder with all that is in it; no link is followed. What cannot be removed stays.

    shutil.rmtree of Python 3.11 answers an interrupt with an OSError of its own, so the walk is ours.
    """
    try:
        if not path.is_dir() or path.is_symlink():
            path.unlink()
            return
        for _, folders, names, fd in os.fwalk(path, topdown=False):
            for name in names:
                os.unlink(name, dir_fd=fd)
            for name in folders:
                _remove_folder(name, fd)
        path.rmdir()
    except OSError:
        pass


def _remove_folder(name: str, above: int) -> None:
    try:
        os.rmdir(name, dir_fd=above)
    except NotADirectoryError:  # a link to a folder
        os.unlink(name, dir_fd=above)


def _pairs(name: str) -> str:
    digest = sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{digest[:2]}/{digest[2:4]}"


def _make(root: Path, durability: Durability) -> None:
    """Makes `root` and the folders above it; what is there or newly made is on disk before anybody relies on it."""
    missing = []
    above = root
    while not above.exists() and not above.is_symlink():
        missing.append(above)
        above = above.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
    if not root.is_dir():
        raise NotADirectoryError(0, "not a folder", str(root))
    if durability is not Durability.NONE:
        for path in (*(path.parent.resolve() for path in missing), root.resolve()):
            sync_path(path)


def _own_folder(folder: Path) -> None:
    """Makes the hidden folder. A link in its place could lead to another file system, so it is refused."""
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        raise OSError(0, f"{STAGING} is a link")


def _begin(folder: Path, salvage: Salvage | None) -> tuple[int, Path]:
    """The new run's lock and staging folder, after the dead runs' were cleared; if it cannot begin, no empty folder stays."""
    try:
        _own_folder(folder)
        _sweep(folder, salvage)
        return _new_run(folder)
    except BaseException:
        _sweep(folder, salvage)  # an interrupt may have left a lock file that nobody has locked yet
        _remove_empty(folder)
        raise


def _new_run(folder: Path) -> tuple[int, Path]:
    """The locked lock file's descriptor and the new staging folder of this run.

    The lock comes before the folder, so that no folder is ever seen without one; a sweeper, or another run's end, that
    was faster than the lock costs one more try.
    """
    for _ in range(_TRIES):
        run = folder / os.urandom(8).hex()
        _own_folder(folder)
        try:
            lock = os.open(
                f"{run}{_LOCK}", os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
            )
        except FileNotFoundError:
            continue
        try:
            if _locked(lock, otherwise=True) and os.fstat(lock).st_nlink:
                run.mkdir()
                return lock, run
        except BaseException:
            _end(run, lock)
            raise
        os.close(lock)
    raise OSError(0, f"no staging folder could be kept in {_TRIES} tries")


def _locked(lock: int, *, otherwise: bool) -> bool:
    """Whether this process has the lock now; `otherwise` where the file system has no locks."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return otherwise
    return True


def _sweep(folder: Path, salvage: Salvage | None) -> None:
    """Clears what dead runs left. Where there are no locks, no run can be known for dead, and all is left."""
    for path in sorted(folder.glob(f"*{_LOCK}")):
        try:
            lock = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            if _locked(lock, otherwise=False) and _salvaged(path.with_suffix(""), salvage):
                _clear(path.with_suffix(""))
        finally:
            os.close(lock)


def _salvaged(staging: Path, salvage: Salvage | None) -> bool:
    if salvage is not None and staging.is_dir():
        try:
            salvage(staging)
        except OSError:
            return False
    return True


def _end(staging: Path, lock: int) -> None:
    """Leaves no trace of a run; an interrupt in the midst of it begins it again, once."""
    try:
        _clear(staging)
    except KeyboardInterrupt:
        _clear(staging)
        raise
    finally:
        try:
            os.close(lock)
        finally:
            _remove_empty(staging.parent)


def _clear(staging: Path) -> None:
    """Removes a run's staging folder and then its lock file; what cannot be removed keeps both for the next run.

    It is renamed first: a worker that has outlived its run then finds its paths gone, and can publish no half bag.
    """
    dead = staging.with_name(f"{staging.name}{_DEAD}")
    try:
        staging.rename(dead)
    except OSError:
        pass
    remove(dead)
    try:
        if not dead.exists() and not staging.exists():
            Path(f"{staging}{_LOCK}").unlink()
    except OSError:
        pass


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        pass  # another run is at work in it
