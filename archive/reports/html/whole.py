"""A file that is there whole or not at all: written beside its place, then renamed."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from archive.errors import SettingsError
from archive.paths import file_at, something_at

MARK = b'<!DOCTYPE html>\n<html lang="en">\n<!-- a report of archive -->\n'
"""How every report begins; a file that begins otherwise is never replaced."""


@contextmanager
def whole_file(place: Path) -> Iterator[BinaryIO]:
    """A file to write; when the block ends well it stands at `place`, else nothing is left of it.

    What a run that was killed left beside it is cleared; it is known by its name, and by nobody's holding its lock.
    Raises SettingsError E0520 if it cannot be written there, E0521 if something that is no report stands there,
    E0522 if the place lies in a bag.
    """
    _refuse(place)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear(place)
        draft, fd = _begun(place)
    except OSError as error:
        raise SettingsError("E0520", str(place), error.strerror or str(error)) from error
    try:
        with os.fdopen(fd, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    except OSError as error:
        raise SettingsError("E0520", str(place), error.strerror or str(error)) from error
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _begun(place: Path) -> tuple[Path, int]:
    """A new file beside the place, and its descriptor, which holds its lock. Raises OSError."""
    while True:
        draft = place.with_name(f".{place.name}.{secrets.token_hex(6)}.part")
        fd = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        with suppress(OSError):  # a file system without locks
            fcntl.flock(fd, fcntl.LOCK_EX)
        if os.fstat(fd).st_nlink:
            return draft, fd
        os.close(fd)  # another run took it for litter before it was locked


def _clear(place: Path) -> None:
    """Removes drafts of this place that no living run holds; one that cannot be removed is in nobody's way."""
    name = re.compile(rf"\.{re.escape(place.name)}\.[0-9a-f]{{12}}\.part")
    for entry in os.listdir(place.parent):  # noqa: PTH208 - names alone
        if not name.fullmatch(entry):
            continue
        with suppress(OSError):
            fd = os.open(place.with_name(entry), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                place.with_name(entry).unlink()
            finally:
                os.close(fd)


def _refuse(place: Path) -> None:
    for folder in place.parent.resolve().joinpath(place.name).parents:
        if file_at(folder / "bagit.txt"):
            raise SettingsError("E0522", str(place), f"{folder.name} is a bag")
    if something_at(place):
        _refuse_other(place)


def _refuse_other(place: Path) -> None:
    if place.is_symlink() or not place.is_file():
        raise SettingsError("E0521", str(place), "no ordinary file")
    try:
        with place.open("rb") as file:
            begins = file.read(len(MARK))
    except OSError as error:
        raise SettingsError("E0520", str(place), error.strerror or str(error)) from error
    if begins != MARK and begins:
        raise SettingsError("E0521", str(place), "it does not begin as a report does")
