"""Bags written out of sight, whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from archive.bag.store import Store, remove
from archive.errors import BagError
from archive.paths import is_portable
from archive.sip import File

T = TypeVar("T")

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_GATHERED = 1 << 18
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755


@dataclass(frozen=True, slots=True)
class Staged:
    """A bag written out of sight at `root`, a folder or a serialized file, to be published as `name`.

    `digest` names its content: the sha256 of its first tag manifest, or of the serialized file.
    """

    name: str
    root: Path
    digest: str


def stage(name: str, files: Sequence[File], store: Store) -> Staged:
    """The bag `name` written in the run's staging folder: every file whole, folders 0755 and files 0644 by any umask.

    Nothing is synced here; `publish` does that for a whole batch. Raises BagError E0406, and nothing of the bag stays.
    """
    with telling(name):
        root, _ = _begun(name, store, make_folder)
    with telling(name), _whole(root), _opened(root) as top:
        for folder in folders_of(file.path for file in files):
            make_folder(folder, top)
        for file in files:
            _put(file, top)
    return Staged(name, root, _digest(files))


def stage_serialized(name: str, chunks: Iterable[bytes], store: Store) -> Staged:
    """The serialized bag `name` (with its suffix) written in the run's staging folder, as `stage` does a folder."""
    hasher = sha256()
    with telling(name):
        root, fd = _begun(name, store, _make_file)
    with telling(name), _whole(root):
        _write(fd, _passing(_gathered(chunks), hasher.update))
    return Staged(name, root, hasher.hexdigest())


def discard(staged: Staged) -> None:
    """Removes a staged bag that will not be published."""
    remove(staged.root)


def folders_of(paths: Iterable[str]) -> list[str]:
    """Every folder that files of these paths stand in, each after the one above it."""
    found: set[str] = set()
    for file in paths:
        path, slash, _ = file.rpartition("/")
        while slash and path not in found:
            found.add(path)
            path, slash, _ = path.rpartition("/")
    return sorted(found)


def make_folder(path: str | Path, top: int | None = None) -> None:
    """Makes a folder, 0755 by any umask; `top` is the folder that `path` starts from. Raises OSError."""
    os.mkdir(path, _FOLDER_MODE, dir_fd=top)
    there = os.stat(path, dir_fd=top, follow_symlinks=False)
    if there.st_mode & 0o777 != _FOLDER_MODE:
        os.chmod(path, _mode(there, _FOLDER_MODE), dir_fd=top)


def write_new(path: str, chunks: Iterable[bytes], top: int) -> None:
    """Writes a new file, 0644 by any umask, whole or with an OSError; `top` is the folder that `path` starts from."""
    _write(os.open(path, _CREATE, _FILE_MODE, dir_fd=top), chunks)


def writing_new(path: str, chunks: Iterable[bytes], top: int) -> Iterator[bytes]:
    """The chunks, each once it is written to a new file, as `write_new` writes it; whole when all were drawn. Raises OSError."""
    return _writing(os.open(path, _CREATE, _FILE_MODE, dir_fd=top), chunks)


def _begun(name: str, store: Store, make: Callable[[Path], T]) -> tuple[Path, T]:
    """A place in the run's staging folder where nobody else writes, and what `make` gave that made it.

    Where a worker of this run has died with the bag half written, or was only thought dead and writes it still, the bag
    is staged beside, in a folder of its own.
    """
    if not is_portable(name):
        raise BagError("E0401", name, "not a portable name of a bag")
    place = store.staging / name
    try:
        return place, make(place)
    except FileExistsError:
        place = store.staging / f".{os.urandom(8).hex()}" / name
        place.parent.mkdir()
        return place, make(place)


def _make_file(path: Path) -> int:
    return os.open(path, _CREATE, _FILE_MODE)


def _digest(files: Sequence[File]) -> str:
    first = min((file for file in files if file.path.startswith("tagmanifest-")), key=lambda file: file.path)
    return sha256(first.data).hexdigest()


def _put(file: File, top: int) -> None:
    """Writes a file; a large one has been written already, in this staging folder, and is moved to its place."""
    try:
        if file.stored is not None:
            os.rename(file.stored.path, file.path, dst_dir_fd=top)
        else:
            write_new(file.path, (file.data,), top)
    except OSError as error:
        error.filename = file.path
        raise


def _write(fd: int, chunks: Iterable[bytes]) -> None:
    """Writes and closes a new file."""
    for _ in _writing(fd, chunks):
        pass


def _writing(fd: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks as they are written. A call may write less than it was given, so it is asked again and the size compared."""
    try:
        size = 0
        for chunk in chunks:
            rest = memoryview(chunk)
            while rest:
                written = os.write(fd, rest)
                if not written:
                    raise OSError(errno.EIO, "nothing could be written")
                rest = rest[written:]
            size += len(chunk)
            yield chunk
        there = os.fstat(fd)
        if there.st_size != size:
            raise OSError(errno.EIO, f"{size} bytes were written and {there.st_size} are there")
        if there.st_mode & 0o777 != _FILE_MODE:
            os.fchmod(fd, _mode(there, _FILE_MODE))
    finally:
        os.close(fd)


def _mode(there: os.stat_result, mode: int) -> int:
    """`mode`, with the set-group-id bit of a house that gave it to its folders."""
    return stat.S_IMODE(there.st_mode) & ~0o777 | mode


def _gathered(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes with the small chunks joined, so that a bag of small files takes few calls."""
    waiting: list[bytes] = []
    held = 0
    for chunk in chunks:
        waiting.append(chunk)
        held += len(chunk)
        if held >= _GATHERED:
            yield from (b"".join(waiting[:-1]), waiting[-1])
            waiting, held = [], 0
    yield b"".join(waiting)


def _passing(chunks: Iterable[bytes], see: Callable[[bytes], object]) -> Iterator[bytes]:
    for chunk in chunks:
        see(chunk)
        yield chunk


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    fd = os.open(folder, _FOLDER)
    try:
        yield fd
    finally:
        os.close(fd)


@contextmanager
def _whole(root: Path) -> Iterator[None]:
    """Removes what stands at `root` if the block does not come to its end, for whatever reason."""
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            remove(root)


@contextmanager
def telling(name: str) -> Iterator[None]:
    """An OSError of the block, told as BagError E0406 of the bag `name`."""
    try:
        yield
    except OSError as error:
        at = f"{error.filename}: " if error.filename else ""
        raise BagError("E0406", name, f"{at}{error.strerror or error}") from error
