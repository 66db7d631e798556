"""Files written beside seeds, or into a folder that a person names: whole or not at all, and never over what stands there.

Raises SourceError E0121 where a file stands already, E0122 where it cannot be written.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.errors import SettingsError, SourceError
from archive.sources.described import AUTHORITY_FILES, COLLECTION_FILES, describes, stem
from archive.sources.file import hidden, read_file, shown
from archive.sources.folder import FolderSource
from archive.sources.protocol import Source
from archive.sources.table import TableSource

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})


def folder_of(source: Source) -> Path:
    """The folder that the seeds' paths start from."""
    if isinstance(source, FolderSource):
        return source.root
    if isinstance(source, TableSource):
        return source.path.parent
    raise TypeError(type(source).__name__)


def refuse_among_seeds(path: Path, source: Source) -> None:
    """Raises SettingsError E0532 where a file at `path` would be taken for a seed of the folder, or for what people say of one."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links
    if not isinstance(source, FolderSource) or not whole.is_relative_to(source.root):
        return
    if not any(part.startswith(".") for part in whole.relative_to(source.root).parts):
        taken = "what people say of the seeds" if describes(path.name) else "a seed"
        raise SettingsError("E0532", shown(str(path)), f"it would be taken for {taken}")


def sidecar_names(places: Iterable[str]) -> Mapping[str, str]:
    """For each seed, as its handle names it, the path of the sidecar that describes it and no other: `a.yaml`, else `a.txt.yaml`."""
    paths = {where: hidden(where) for where in places}
    short = {where: f"{_folder(path)}{stem(path.rpartition('/')[2])}.yaml" for where, path in paths.items()}
    taken = Counter(name.casefold() for name in short.values())
    return {
        where: short[where]
        if taken[short[where].casefold()] == 1 and short[where] not in COLLECTION_FILES | AUTHORITY_FILES
        else f"{path}.yaml"
        for where, path in paths.items()
    }


def write_new(path: Path, data: bytes) -> None:
    """Writes a file where none stands; its folder is made if it is missing. One that holds these very bytes is left alone."""
    with _written(path, data) as draft:
        try:
            _settle(draft, path)
        except FileExistsError as error:
            if _holds(path, data):
                return
            raise SourceError(
                "E0121", shown(str(path)), "it stands already, and says something else"
            ) from error
        except OSError as error:
            raise _refused(path, error) from error
    _sync(path.parent)


def write_over(path: Path, data: bytes) -> str | None:
    """Writes a file in the place of one that stands, which is kept, hidden, beside it: what it is called then, None if none stood."""
    if not os.path.lexists(path) or _holds(path, data):
        write_new(path, data)
        return None
    with _written(path, data) as draft:
        kept = _free(path)
        try:
            _settle(path, kept)
            draft.replace(path)
        except OSError as error:
            raise _refused(path, error) from error
    _sync(path.parent)
    return kept.name


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_file(path, len(data)) == data
    except SourceError:
        return False


def _settle(draft: Path, path: Path) -> None:
    """Gives a file a second name, whole; where a file system has no links, its bytes."""
    try:
        os.link(draft, path, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with path.open("xb") as copy:
            copy.write(draft.read_bytes())


@contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """A draft beside `path` with these bytes, on disk; nobody else's, and gone after the block if it has no other name then."""
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = _alone(draft)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    try:
        try:
            with open(fd, "wb", closefd=False) as file:
                file.truncate()
                file.write(data)
                file.flush()
                os.fsync(fd)
        except OSError as error:
            raise _refused(path, error) from error
        yield draft
    finally:
        with suppress(OSError):
            if os.path.samestat(os.fstat(fd), os.lstat(draft)):  # it may be another run's by now
                draft.unlink()
        os.close(fd)


def _alone(draft: Path) -> int:
    """The descriptor of the draft, locked: what a run that was killed has left is taken over, what another writes is waited for.

    Raises OSError.
    """
    while True:
        try:
            fd = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
        except OSError as error:
            if error.errno not in {errno.ELOOP, errno.ENXIO}:  # a link, a socket: none of ours
                raise
            draft.unlink()
            continue
        try:
            with suppress(OSError):  # a file system without locks
                fcntl.flock(fd, fcntl.LOCK_EX)
            ours, there = os.fstat(fd), os.lstat(draft)
            if os.path.samestat(ours, there):
                if stat.S_ISREG(there.st_mode) and there.st_nlink == 1:
                    return fd
                draft.unlink()
        except FileNotFoundError:  # it got its name, or was taken away, while we waited
            pass
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)


def _free(path: Path) -> Path:
    """The first of `.NAME.1`, `.NAME.2` … that is free."""
    number = 1
    while os.path.lexists(path.with_name(f".{path.name}.{number}")):
        number += 1
    return path.with_name(f".{path.name}.{number}")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refused(path: Path, error: OSError | ValueError) -> SourceError:
    return SourceError("E0122", shown(str(path)), getattr(error, "strerror", None) or str(error))


def _folder(path: str) -> str:
    folder, slash, _ = path.rpartition("/")
    return folder + slash
