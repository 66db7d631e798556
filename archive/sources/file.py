"""The hardened read of one file that came from anywhere, and the form in which its path can be shown.

Nothing is opened before lstat saw a regular file, no link is followed, nothing blocks (a FIFO would, for ever), and a file that changes
while it is read is an error, not half a seed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.errors import SourceError
from archive.seed import Kept
from archive.stored import Stored

_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_KINDS = {
    stat.S_IFIFO: "a FIFO", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a character device", stat.S_IFBLK: "a block device",
}  # fmt: skip
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\(\\)")


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes, named by a person; its folder may be a link, it may not.

    Raises SourceError E0101 to E0109.
    """
    data = _read(os.fspath(path), None, shown(os.fspath(path)), limit)
    assert isinstance(data, bytes)
    return data


@dataclass(frozen=True, slots=True)
class Keep:
    """How files of more than `above` bytes and at most `limit` are read: `take` copies them piece by piece."""

    above: int
    limit: int
    take: Callable[[Iterator[bytes]], Kept]


def is_large(path: Path, above: int) -> bool:
    """Whether this is a regular file of more than `above` bytes."""
    try:
        there = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(there.st_mode) and there.st_size > above


def file_in_pieces(path: Path) -> Stored:
    """A regular file named by a person, to be read in pieces. Raises SourceError E0101 to E0109."""
    where = shown(os.fspath(path))
    try:
        there = os.lstat(path)
    except (OSError, ValueError) as error:
        raise refusal(error, where) from error
    _refuse_kind(there, where)
    try:
        os.close(os.open(path, _FLAGS))
    except OSError as error:
        raise refusal(error, where) from error
    return Stored(path, there.st_size)


def read_inside(root: Path, relative: str, limit: int) -> bytes:
    """The bytes of a file that lies below `root`; no part of `relative` may be a link, absolute, or lead upwards.

    Raises SourceError E0101 to E0109, E0113.
    """
    data = read_or_keep(root, relative, limit)
    assert isinstance(data, bytes)
    return data


def read_or_keep(root: Path, relative: str, limit: int, keep: Keep | None = None) -> bytes | Kept:
    """What `read_inside` gives; with `keep`, of a file that is too large to be held, what was kept of it."""
    if not is_inside(relative):
        raise SourceError("E0113", shown(relative), "an absolute path, or one with empty parts, `.` or `..`")
    where = shown(relative)
    *folders, name = relative.split("/")
    folder = _open_folder(os.fspath(root), None, shown(os.fspath(root)))
    try:
        for part in folders:
            inner = _open_folder(part, folder, where)
            os.close(folder)
            folder = inner
        return _read(name, folder, where, limit, keep)
    finally:
        os.close(folder)


def is_inside(relative: str) -> bool:
    """Whether a path stays below the folder that it is joined to, links apart."""
    return "\0" not in relative and all(part not in {"", ".", ".."} for part in relative.split("/"))


def shown(path: str) -> str:
    r"""`path` in printable characters: `\u` and four digits for any other, bytes that are no UTF-8 included; `hidden` inverts it."""
    if path.isprintable() and "\\" not in path:
        return path
    return "".join(char if char.isprintable() and char != "\\" else _escape(char) for char in path)


def hidden(where: str) -> str:
    """The path that `shown` gave as `where`."""
    return _ESCAPED.sub(lambda found: found[3] or chr(int(found[1] or found[2], 16)), where)


def refusal(error: OSError | ValueError, where: str) -> SourceError:
    """What the system would not do, as an error of ours: E0101, E0105 or E0109."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return SourceError("E0101", where, "not there")
    if isinstance(error, PermissionError):
        return SourceError("E0105", where, "permission denied")
    return SourceError("E0109", where, getattr(error, "strerror", None) or str(error))


def _escape(char: str) -> str:
    if char == "\\":
        return "\\\\"
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def _read(name: str, folder: int | None, where: str, limit: int, keep: Keep | None = None) -> bytes | Kept:
    try:
        _refuse_kind(os.stat(name, dir_fd=folder, follow_symlinks=False), where)
        descriptor = os.open(name, _FLAGS, dir_fd=folder)
    except (OSError, ValueError) as error:
        raise refusal(error, where) from error
    try:
        before = os.fstat(descriptor)
        _refuse_kind(before, where)
        most = limit if keep is None else keep.limit
        if before.st_size > most:
            raise SourceError("E0106", where, f"{before.st_size} bytes, at most {most}")
        data: bytes | Kept
        if keep is not None and before.st_size > keep.above:
            data = keep.take(_pieces(descriptor, before.st_size, where))
            read = data.stored.size
        else:
            data = _drain(descriptor, before.st_size, where)
            read = len(data)
        after = os.fstat(descriptor)
    except OSError as error:
        raise refusal(error, where) from error
    finally:
        with suppress(OSError):  # an error of closing what was only read says nothing of the bytes that came
            os.close(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or read != before.st_size:
        raise SourceError(
            "E0107", where, f"{before.st_size} bytes when opened, {read} read, {after.st_size} then"
        )
    return data


def _drain(descriptor: int, size: int, where: str) -> bytes:
    return b"".join(_pieces(descriptor, size, where))


def _pieces(descriptor: int, size: int, where: str) -> Iterator[bytes]:
    """All that is there; a read may be short, so only an empty one is the end. Raises SourceError E0107, and what `refusal` says."""
    total = 0
    while True:
        try:
            chunk = os.read(descriptor, min(_CHUNK, max(size - total, 0) + 1))
        except OSError as error:
            raise refusal(error, where) from error
        if not chunk:
            return
        total += len(chunk)
        if total > size:
            raise SourceError("E0107", where, f"{size} bytes when opened, and more came")
        yield chunk


def _open_folder(name: str, folder: int | None, where: str) -> int:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (os.O_NOFOLLOW if folder is not None else 0)
    try:
        return os.open(name, flags, dir_fd=folder)
    except OSError as error:
        if folder is not None and _is_link(name, folder):
            raise SourceError("E0102", where, "a folder on the way is a link") from error
        raise refusal(error, where) from error


def _is_link(name: str, folder: int) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _refuse_kind(status: os.stat_result, where: str) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    if stat.S_ISLNK(status.st_mode):
        raise SourceError("E0102", where, "a symbolic link")
    if stat.S_ISDIR(status.st_mode):
        raise SourceError("E0104", where, "a directory")
    raise SourceError("E0103", where, _KINDS.get(stat.S_IFMT(status.st_mode), "no regular file"))
