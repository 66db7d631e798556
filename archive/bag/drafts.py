"""A folder that is written beside its place; what killed runs left of such folders is cleared.

A draft is `.NAME.TOKEN.part`, and is locked as long as its run lives. Whoever gets the lock of another's draft knows that it is dead.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.bag.store import remove

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def draft_folder(above: Path, name: str) -> Iterator[Path]:
    """A new folder in `above`; what stands under its name at the end of the `with` block is removed. Raises OSError."""
    draft, lock = _begun(above, name)
    try:
        yield draft
    finally:
        remove(draft)
        os.close(lock)


def clear_drafts(above: Path, name: str) -> None:
    """Removes the drafts of this name that no living run holds; one that cannot be removed is in nobody's way. Raises OSError."""
    pattern = re.compile(rf"\.{re.escape(name)}\.[0-9a-f]{{12}}\.part")
    for entry in os.listdir(above):  # noqa: PTH208 - names alone
        if not pattern.fullmatch(entry):
            continue
        with suppress(OSError):  # no folder, or a living run's
            lock = os.open(above / entry, _FOLDER)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove(above / entry)
            finally:
                os.close(lock)


def _begun(above: Path, name: str) -> tuple[Path, int]:
    """The new draft, and the descriptor that holds its lock."""
    while True:
        draft = above / f".{name}.{secrets.token_hex(6)}.part"
        draft.mkdir()
        try:
            lock = os.open(draft, _FOLDER)
        except FileNotFoundError:
            continue  # another run took it for litter before it was locked
        except BaseException:
            remove(draft)
            raise
        with suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        if draft.exists():
            return draft, lock
        os.close(lock)
