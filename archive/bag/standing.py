"""What stands already under the name that a bag would take."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path

from archive.bag.store import Store
from archive.bag.writer import Staged, folders_of
from archive.errors import BagError
from archive.sip import File

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Standing(StrEnum):
    """What is found under the name that a bag would take."""

    ABSENT = "absent"
    SAME = "same"
    DIFFERENT = "different"
    FOREIGN = "foreign"  # no bag, so never replaced


def standing(name: str, files: Sequence[File], store: Store) -> Standing:
    """What stands where the bag `name` would be published, against the files that it is to have.

    SAME: every tag file byte for byte, every payload file with its size, and nothing else. The payload's bytes are not read.
    Raises BagError E0405 if it cannot be looked at.
    """
    root = store.place(name)
    try:
        if not os.path.lexists(root):
            return Standing.ABSENT
        if not is_bag(root):
            return Standing.FOREIGN
        expected = {str(file.path): file for file in files}
        found = dict(_entries(root))
        folders = {path for path, entry in found.items() if entry is None}
        if found.keys() - folders != expected.keys() or folders != set(
            folders_of(file.path for file in files)
        ):
            return Standing.DIFFERENT
        same = all(_same(root, found[path], file) for path, file in expected.items())
    except OSError as error:
        raise BagError("E0405", error.filename or name, error.strerror or str(error)) from error
    return Standing.SAME if same else Standing.DIFFERENT


def differing(name: str, files: Sequence[File], store: Store) -> tuple[str, ...]:
    """The paths in which the bag that stands differs from these files: missing, added, or of other bytes."""
    root = store.place(name)
    expected = {str(file.path): file for file in files}
    try:
        found = {path for path, entry in _entries(root) if entry is not None}
        changed = [path for path in found & expected.keys() if not _equal(root / path, expected[path])]
    except OSError as error:
        raise BagError("E0405", error.filename or name, error.strerror or str(error)) from error
    return tuple(sorted((*changed, *(found ^ expected.keys()))))


def standing_serialized(name: str, chunks: Iterable[bytes], store: Store) -> Standing:
    """What stands where the serialized bag `name` (with its suffix) would be published; SAME is byte for byte."""
    path = store.place(name)
    try:
        if not os.path.lexists(path):
            return Standing.ABSENT
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return Standing.FOREIGN
        with os.fdopen(os.open(path, _READ), "rb") as stream:
            same = all(stream.read(len(chunk)) == chunk for chunk in chunks) and not stream.read(1)
    except OSError as error:
        raise BagError("E0405", name, error.strerror or str(error)) from error
    return Standing.SAME if same else Standing.DIFFERENT


def stands(staged: Staged, store: Store) -> bool:
    """Whether the bag that stands under this name is the very one that was staged, by their digests; its payload is not read."""
    return content_digest(store.place(staged.name)) == staged.digest


def content_digest(place: Path) -> str | None:
    """The digest of the bag that stands at `place`, as Staged has it, of its tag manifest or of the serialized file; None if it has none."""
    try:
        if stat.S_ISDIR(os.lstat(place).st_mode):
            place /= min(name for name in os.listdir(place) if name.startswith("tagmanifest-"))  # noqa: PTH208
        with os.fdopen(os.open(place, _READ), "rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def shape(files: Sequence[File]) -> str:
    """The digest of a bag's names and sizes, in memory; `shape_at` gives that of one that stands."""
    sizes = [f"{file.path}\0{file.size}" for file in files]
    return _shape([*sizes, *(f"{folder}/" for folder in folders_of(file.path for file in files))])


def shape_at(root: Path) -> str | None:
    """The digest of the names and sizes of the bag that stands at `root`; None where there is none, or something else in it."""
    found = []
    try:
        for path, entry in _entries(root):
            if entry is None:
                found.append(f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                found.append(f"{path}\0{entry.stat(follow_symlinks=False).st_size}")
            else:
                return None
    except OSError:
        return None
    return _shape(found)


def _shape(lines: list[str]) -> str:
    return sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()


def is_bag(root: Path) -> bool:
    """Whether `root` is a folder, and no link to one, with a bagit.txt."""
    try:
        return not root.is_symlink() and stat.S_ISREG(os.lstat(root / "bagit.txt").st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _entries(root: Path) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Everything below `root` by its relative path; None for a folder. No link is followed."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(root / above) as entries:
            for entry in entries:
                path = f"{above}/{entry.name}" if above else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                    yield path, None
                else:
                    yield path, entry


def _same(root: Path, entry: os.DirEntry[str] | None, file: File) -> bool:
    if entry is None or not entry.is_file(follow_symlinks=False):
        return False
    if entry.stat(follow_symlinks=False).st_size != file.size:
        return False
    if file.path.startswith("data/"):
        return True
    return _equal(root / file.path, file)


def _equal(path: Path, file: File) -> bool:
    with os.fdopen(os.open(path, _READ), "rb") as stream:
        return all(stream.read(len(chunk)) == chunk for chunk in file.chunks()) and not stream.read(1)
