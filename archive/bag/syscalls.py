"""The calls that the commit protocol needs and Python lacks: syncfs(2) and renameat2(2), each with what takes its place."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_NOREPLACE = 1
_EXCHANGE = 2
_LACKING = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV})


def sync_file_system(fd: int) -> bool:
    """Whether everything written to the file system of `fd` is on disk; False where the system has no syncfs(2).

    Raises OSError if writing back failed; that must never be tried again, for the kernel may have dropped the pages.
    Since Linux 5.8 it reports what failed after `fd` was opened: open it before the first write.
    """
    call = _libc("syncfs")
    if call is None:
        return False
    return _succeeded(call(fd), lacking=frozenset({errno.ENOSYS}))


def sync_tree(path: Path) -> None:
    """Brings a file, or a folder with all that is in it, to disk, one fsync(2) each, innermost first. Raises OSError."""
    if not path.is_dir():
        sync_path(path)
        return
    for folder, _, names in os.walk(path, topdown=False, onerror=_raise, followlinks=False):
        for name in names:
            sync_path(Path(folder, name))
        sync_path(Path(folder))


def sync_path(path: Path) -> None:
    """Brings one file's bytes or one folder's names to disk. Raises OSError, save where a folder cannot be synced at all.

    A link to a folder is that folder: whoever keeps bags elsewhere leaves one in the place that they name. To a file none is followed.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        if error.errno != errno.ELOOP or not path.is_dir():
            raise
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        # Some network and FUSE file systems have no fsync for folders and write names through.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP) or not path.is_dir():
            raise
    finally:
        os.close(fd)


def rename_new(source: Path, target: Path) -> None:
    """Gives `source` the name `target`, never replacing anything. Raises FileExistsError, or another OSError.

    Where renameat2(2) lacks RENAME_NOREPLACE: a file is linked and unlinked, which never replaces; a folder is renamed,
    which POSIX lets replace nothing but an empty folder.
    """
    if _renameat2(source, target, _NOREPLACE):
        return
    if not source.is_dir():
        os.link(source, target, follow_symlinks=False)
        source.unlink()
        return
    try:
        source.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.ENOTDIR):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        raise


def exchange(first: Path, second: Path) -> bool:
    """Whether the two changed names in one step; False, and nothing done, where the file system cannot. Raises OSError."""
    return _renameat2(first, second, _EXCHANGE)


def _renameat2(source: Path, target: Path, flags: int) -> bool:
    call = _libc("renameat2")
    if call is None:
        return False
    arguments = (_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), flags)
    return _succeeded(call(*arguments), lacking=_LACKING, where=target)


@cache
def _libc(name: str) -> Callable[..., int] | None:
    """A function of the C library, or None where it has none of that name (macOS, old systems)."""
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return None
    function.restype = ctypes.c_int
    function.argtypes = {
        "syncfs": (ctypes.c_int,),
        "renameat2": (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint),
    }[name]
    return function  # type: ignore[no-any-return]


def _succeeded(result: int, *, lacking: frozenset[int], where: Path | None = None) -> bool:
    if result == 0:
        return True
    import ctypes

    number = ctypes.get_errno()
    if number in lacking:
        return False
    raise OSError(number, os.strerror(number), None if where is None else str(where))


def _raise(error: OSError) -> None:
    raise error
