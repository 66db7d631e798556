"""Files of a target on this machine's disk: written whole, and read from the disk, not from memory."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import BagError, DepositError
from archive.targets.parcel import Item

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def put(item: Item, path: Path) -> None:
    """Writes a new file. A call may write less than it was given, so it is asked again and the size compared."""
    fd = os.open(path, _CREATE, 0o666)
    try:
        for chunk in item.chunks():
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(fd, rest) :]
        if os.fstat(fd).st_size != item.fixity.size:
            raise OSError(errno.EIO, "less is there than was written", str(path))
    finally:
        os.close(fd)


def forget(path: Path) -> None:
    """Asks the system to drop what it keeps of a file in memory, so that the disk is read; a system that cannot does nothing."""
    if not hasattr(os, "posix_fadvise"):
        return
    try:
        fd = os.open(path, _READ)
    except OSError:
        return  # told where it is read
    try:
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    except OSError:
        pass
    finally:
        os.close(fd)


@contextmanager
def told(as_error: Callable[[OSError | None, str], DepositError]) -> Iterator[None]:
    """What the system says no to as the target's error, made of its cause, None if that is damage, and of what it says."""
    try:
        yield
    except DepositError:
        raise
    except OSError as error:
        name = f"{error.filename}: " if isinstance(error.filename, str) else ""
        raise as_error(error, f"{name}{error.strerror or error}") from error
    except BagError as error:
        cause = error.__cause__ if isinstance(error.__cause__, OSError) else None
        raise as_error(cause, f"{error.where}: {error.detail}") from error
