"""Where versions are assembled: a folder of the root's `extensions`, out of sight of every object, on its file system.

It is the staging of `bag.store`: a run's folder is `extensions/.archive-staging/RUN`, a lock beside it tells that the run lives, and
what a dead run left is cleared by the next. Before that, objects that it had begun to change are brought to their last good version.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from archive.bag.store import STAGING, Durability, Store, open_store
from archive.bag.syscalls import sync_path
from archive.errors import BagError, OcflError
from archive.ocfl.faults import LIMITS, Faults, Limits
from archive.ocfl.inventory import SPEC
from archive.ocfl.layouts import DEFAULT, Layout
from archive.ocfl.reading import Held, Root, held_at, open_root
from archive.ocfl.recovering import finish, newest_folder, unfinished
from archive.ocfl.roots import EXTENSIONS, LAYOUT_FILE, objects_in, read_small

INTENT = "object"
"""In the folder of a version that is being assembled: a file that names the object it is for."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TRIES = 20
_DECLARING = "declaration.tmp"
_NONE_YET = frozenset({EXTENSIONS, LAYOUT_FILE, _DECLARING})


def make_root(path: Path, layout: Layout = DEFAULT, *, limits: Limits = LIMITS) -> Root:
    """The storage root at `path`, which is made if there is nothing, or only what an earlier, broken off making left.

    Its declaration is written last. Raises OcflError E0701 if something else is there, or a root with another layout.
    """
    path = path.absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with suppress(OSError):  # where there are no locks, two who make it at once write the same
                fcntl.flock(fd, fcntl.LOCK_EX)
            if may_be_made(path):
                _lay(path, layout)
        finally:
            os.close(fd)
    except OSError as error:
        raise OcflError("E0701", str(path), error.strerror or str(error)) from error
    root = open_root(path, limits=limits)
    if root.layout != layout:
        name = root.layout.name if root.layout else "none that is known here"
        raise OcflError("E0701", str(path), f"its layout is {name}")
    return root


def may_be_made(path: Path) -> bool:
    """Whether a root can be made there: nothing is, or an empty folder, or what a making left that was broken off. Raises OSError."""
    return not os.path.lexists(path) or {place.name for place in path.iterdir()} <= _NONE_YET


def left_behind(root: Root) -> bool:
    """Whether a writer is at work, or was killed there and nobody has come since."""
    return os.path.lexists(root.path / EXTENSIONS / STAGING)


def _lay(path: Path, layout: Layout) -> None:
    if layout.config():  # ocfl-py fails on parameters of a layout that has none
        folder = path / EXTENSIONS / layout.name
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder / "config.json", _json({"extensionName": layout.name, **layout.config()}))
        sync_path(folder)
        sync_path(folder.parent)
    _put(path / LAYOUT_FILE, _json({"extension": layout.name, "description": layout.description}))
    _put(path / _DECLARING, f"ocfl_{SPEC}\n".encode())
    sync_path(path)  # what is declared is on disk before the declaration is
    (path / _DECLARING).rename(path / f"0=ocfl_{SPEC}")
    sync_path(path)
    sync_path(path.parent)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    sync_path(path)


def _json(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


@contextmanager
def opened(root: Root, durability: Durability) -> Iterator[Store]:
    """The workspace of one run. Raises OcflError E0713 if it cannot be made."""

    def salvage(staging: Path) -> None:
        for folder in sorted(staging.iterdir()):
            _salvaged(root, folder, staging)

    with ExitStack() as stack:
        stack.callback(_remove_empty, root.path / EXTENSIONS)
        for attempt in range(_TRIES):
            try:
                store = stack.enter_context(
                    open_store(root.path / EXTENSIONS, durability=durability, salvage=salvage)
                )
                break
            except BagError as error:
                # Another writer's end may have removed the folder between two steps of ours.
                if not isinstance(error.__cause__, FileNotFoundError) or attempt == _TRIES - 1:
                    raise OcflError("E0713", str(root.path), error.detail) from error
        yield store


def _remove_empty(folder: Path) -> None:
    """A root whose layout has no parameters needs no `extensions`, and an empty folder is a fault (E073)."""
    try:
        folder.rmdir()
    except OSError:
        pass  # it has extensions, or another writer is at work


def recover(root: Root, *, durability: Durability = Durability.BATCH) -> tuple[tuple[str, str], ...]:
    """Place and version of each object that was brought to its last good version; every object of the root is looked at.

    What dead writers left in the workspace is cleared too. Raises OcflError E0713; an object in any other disorder is left as it is.
    """
    done: list[tuple[str, str]] = []
    with opened(root, durability) as store:
        for place in objects_in(root.path, Faults(root.limits)):
            try:
                with locked(root, place):
                    version = unfinished(root.path / place, limits=root.limits)
                    if version is not None:
                        finish(root.path / place, version, store.staging, limits=root.limits)
                        done.append((place, version))
            except (OcflError, OSError):
                continue  # validation tells what it is
    return tuple(done)


def lock(root: Root, place: str) -> int:
    """A descriptor that holds the lock of the object at `place`, reached without a link; it ends with the descriptor.

    Raises FileNotFoundError, OcflError E0705 (another writer), E0708 (a link on the way), E0715 (no locks there).
    """
    fd = os.open(root.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in place.split("/"):
        try:
            below = os.open(part, _FOLDER, dir_fd=fd)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise OcflError("E0708", place, f"{part}: {error.strerror}") from error
        finally:
            os.close(fd)
        fd = below
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(fd)
        raise OcflError("E0705", place, "another writer is adding a version") from error
    except OSError as error:
        os.close(fd)
        raise OcflError("E0715", place, error.strerror or str(error)) from error
    return fd


@contextmanager
def locked(root: Root, place: str) -> Iterator[int]:
    """The lock of an object, for the length of the block; raises as `lock` does."""
    fd = lock(root, place)
    try:
        yield fd
    finally:
        os.close(fd)


def sound(root: Root, place: str, workspace: Path) -> Held:
    """The object at `place`, after a version that was broken off was finished. Raises OcflError E0704, E0708, E0717; OSError.

    Whoever calls holds its lock.
    """
    folder = root.path / place
    try:
        held = held_at(root, place)
        if held.inventory.head == newest_folder(folder):
            return held
    except OcflError as error:
        if error.code != "E0704":
            raise
    version = unfinished(folder, limits=root.limits)
    if version is not None:
        finish(folder, version, workspace, limits=root.limits)
    return held_at(root, place)


def _salvaged(root: Root, folder: Path, workspace: Path) -> None:
    """Finishes the version that a dead run was assembling in `folder`, if it had come to the renames. Raises OSError."""
    try:
        place = read_small(folder / INTENT, root.limits.small).decode().strip("/\n")
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return
    if any(part in {"", ".", ".."} for part in place.split("/")):
        return
    try:
        with locked(root, place):
            version = unfinished(root.path / place, limits=root.limits)
            if version is not None:
                finish(root.path / place, version, workspace, limits=root.limits)
    except (OcflError, FileNotFoundError):
        return  # a living writer has it in hand, or it is in a disorder that no writer of ours leaves
