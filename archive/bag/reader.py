"""A bag that lies in a directory, opened so that nothing outside it can be reached, by link or by race."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.bag.archives import is_serialized, open_serialized
from archive.bag.bag import LIMITS, UNSEEN, Bag, Entry, Kind, Limits
from archive.errors import BagError
from archive.findings import Finding

CHUNK = 1 << 18
_FIRST = 1 << 14  # bytes asked for before a file's size is
_SAFELY = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_FOLDER = _SAFELY | os.O_DIRECTORY
_ROOT = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_DIRECTORY  # the user may name a link
_KEPT_OPEN = 64  # folders


def open_bag(path: Path, *, where: str | None = None, limits: Limits = LIMITS) -> Bag:
    """The bag at `path`, a directory or a serialized file; `where` is how it is to be named. A context manager.

    Raises BagError E0420 if nothing is there, E0421 if it is no kind of bag, E0422 or E0423 if it cannot be opened.
    """
    called = where if where is not None else str(path)
    directory: Directory | None = None
    try:
        directory = Directory(path, called, limits)
    except NotADirectoryError:
        pass
    if directory is None:
        return _open_file(path, called, limits)
    try:
        return Bag(called, _name(path), directory, directory.entries(), limits=limits)
    except BaseException:
        directory.close()
        raise


def _open_file(path: Path, called: str, limits: Limits) -> Bag:
    try:
        mode = path.stat().st_mode
    except OSError as error:  # a part of the path itself may be no directory
        raise BagError("E0420", called, _reason(error)) from error
    if not stat.S_ISREG(mode):
        raise BagError("E0421", called, "neither a directory nor a file")
    return open_serialized(path, called, limits)


def bags_in(path: Path) -> Iterator[Path]:
    """The bags at or under `path`, in order of name: a bag directory, a serialized bag, or a folder that holds them.

    Hidden entries are passed over. A path in which no bag is found is given as it is, so that its fault is reported.
    """
    if not os.path.isdir(path) or _resembles_bag(path):  # noqa: PTH112 - pathlib's raises on a name that is too long
        yield path
        return
    found = False
    for bag in _beneath(path, 8):
        found = True
        yield bag
    if not found:
        yield path


class Directory:
    """A Container over a directory. Every name is opened from its own folder's descriptor, and no link is followed.

    Raises BagError E0420, E0422, and NotADirectoryError for what is no directory.
    """

    def __init__(self, root: Path, where: str, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._seen: list[Finding] = []
        self._folders: dict[str, int] = {}
        try:
            self._folders[""] = os.open(root, _ROOT)
        except NotADirectoryError:
            raise
        except (OSError, ValueError) as error:
            code = "E0420" if isinstance(error, FileNotFoundError) else "E0422"
            raise BagError(code, where, _reason(error)) from error

    def entries(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            if folder.count("/") >= self._limits.depth:
                self._seen.append(Finding("B0806", folder, f"at most {self._limits.depth} folders deep"))
                continue
            try:
                with os.scandir(self._folder(folder)) as listing:
                    self._list(listing, folder + "/" if folder else "", found, waiting)
            except OSError as error:
                if not folder:
                    raise BagError("E0422", ".", _reason(error)) from error
                self._seen.append(Finding("B0310", folder, "a folder that can be listed", _reason(error)))
            if len(found) > self._limits.entries:
                self._seen.append(
                    Finding("B0806", folder, f"at most {self._limits.entries} files and folders")
                )
                break
        return {path: found[path] for path in sorted(found)}  # pairs, sorted, would be compared as pairs

    def chunks(self, path: str) -> Iterator[bytes]:
        fd = self._open(path)
        try:
            while chunk := os.read(fd, CHUNK):
                yield chunk
        except OSError as error:
            raise BagError("E0405", path, _reason(error)) from error
        finally:
            _close(fd)

    def size(self, path: str) -> int:
        return self.status(path).st_size

    def status(self, path: str) -> os.stat_result:
        """What the system knows of a file, no link followed. Raises BagError E0405 if it cannot be looked at."""
        folder, _, name = path.rpartition("/")
        try:
            return os.stat(name, dir_fd=self._folder(folder), follow_symlinks=False)
        except (OSError, ValueError) as error:
            raise BagError("E0405", path, _reason(error)) from error

    def whole(self, path: str, *, once: bool = False) -> bytes | None:
        # Of most files the first read gives all: what they are was seen when they were listed, and their size is not asked.
        folder, _, name = path.rpartition("/")
        try:
            fd = os.open(name, _SAFELY, dir_fd=self._folders.get(folder) or self._folder(folder))
        except (OSError, ValueError) as error:
            raise BagError("E0405", path, _reason(error)) from error
        try:
            data = os.read(fd, _FIRST)
            return data if len(data) < _FIRST and (once or not os.read(fd, 1)) else _all(fd)
        except OSError as error:
            raise BagError("E0405", path, _reason(error)) from error
        finally:
            _close(fd)

    def sweep(self, paths: Iterable[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        for path in paths:
            yield path, self.chunks(path)

    def seen(self) -> tuple[Finding, ...]:
        return tuple(self._seen)

    def close(self) -> None:
        folders, self._folders = self._folders, {}
        for fd in folders.values():
            _close(fd)

    def _open(self, path: str) -> int:
        """A descriptor of the regular file `path`. A pipe or a device put in its place is neither read nor waited for."""
        folder, _, name = path.rpartition("/")
        try:
            fd = os.open(name, _SAFELY, dir_fd=self._folders.get(folder) or self._folder(folder))
        except (OSError, ValueError) as error:
            raise BagError("E0405", path, _reason(error)) from error
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            _close(fd)
            raise BagError("E0405", path, "not a regular file")
        return fd

    def _folder(self, folder: str) -> int:
        """A descriptor of this folder, reached component by component from the root; few are kept open."""
        kept = self._folders.get(folder)
        if kept is not None:
            return kept
        above, _, name = folder.rpartition("/")
        fd = os.open(name, _FOLDER, dir_fd=self._folder(above))
        while len(self._folders) >= _KEPT_OPEN:
            oldest = next(key for key in self._folders if key and key != above)
            _close(self._folders.pop(oldest))
        self._folders[folder] = fd
        return fd

    def _list(
        self, listing: Iterable[os.DirEntry[str]], prefix: str, found: dict[str, Entry], waiting: list[str]
    ) -> None:
        # Most systems tell with the name what kind of thing bears it, so that nothing is asked of each file.
        file = Kind.FILE
        new = tuple.__new__  # half of what the name of each field costs
        for item in listing:
            path = prefix + item.name
            if item.is_file(follow_symlinks=False):
                found[path] = new(Entry, (path, file, UNSEEN, None))
            elif item.is_dir(follow_symlinks=False):
                found[path] = Entry(path, Kind.DIRECTORY)
                waiting.append(path)
            elif item.is_symlink():
                found[path] = Entry(path, Kind.LINK, 0, self._target(prefix[:-1], item.name))
            else:
                found[path] = Entry(path, Kind.OTHER)

    def _target(self, folder: str, name: str) -> str:
        try:
            return os.readlink(name, dir_fd=self._folder(folder))
        except OSError:
            return ""


def _all(fd: int) -> bytes | None:
    """The bytes of a regular file that has less than a chunk, from its beginning; else None. Raises OSError."""
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode) or status.st_size >= CHUNK:
        return None
    data = os.pread(fd, status.st_size + 1, 0)
    return data if len(data) == status.st_size else None


def _close(fd: int) -> None:
    """Closes what was only read: an error of that says nothing of the bytes that came."""
    try:
        os.close(fd)
    except OSError:
        pass


def _beneath(folder: Path, depth: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listing:
            children = sorted(listing, key=lambda child: child.name)
    except OSError:
        return
    for child in children:
        name = child.name
        if name.startswith("."):
            continue
        if os.path.isdir(child):  # noqa: PTH112 - an entry's own is_dir() raises on a link that leads in a circle
            if _resembles_bag(folder / name):
                yield folder / name
            elif depth and not child.is_symlink():
                yield from _beneath(folder / name, depth - 1)
        elif is_serialized(name) and child.is_file():
            yield folder / name


def _resembles_bag(folder: Path) -> bool:
    if os.path.lexists(f"{folder}/bagit.txt"):
        return True
    try:
        names = [name.lower() for name in os.listdir(folder)]  # noqa: PTH208 - names alone are wanted
    except OSError:
        return True  # what cannot be listed is reported, not passed over
    return any(
        name in {"bagit.txt", "data"} or (name.startswith("manifest-") and name.endswith(".txt"))
        for name in names
    )


def _name(path: Path) -> str:
    return path.name if path.name not in {"", "..", "."} else path.resolve().name


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
