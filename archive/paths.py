"""Paths inside a bag, and names that are safe on every system and in every repository."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import Self

from archive.errors import BagError

NAME_LIMIT = 100
_PORTABLE = re.compile(r"[A-Za-z0-9_()][A-Za-z0-9._()-]*")
_NEVER_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


class BagPath(str):
    """A path that we write: relative, portable in every part, and inside the bag. Raises BagError E0401."""

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        parts = value.split("/")
        if not all(is_portable(part) for part in parts):
            raise BagError("E0401", value, "not a portable path inside a bag")
        return super().__new__(cls, value)


def folder_at(path: str | os.PathLike[str]) -> bool:
    """Whether a folder is there; no, too, where nobody may look, or the name is longer than a name can be: pathlib's raise then."""
    return os.path.isdir(path)  # noqa: PTH112


def file_at(path: str | os.PathLike[str]) -> bool:
    """The same of a file."""
    return os.path.isfile(path)  # noqa: PTH113


def something_at(path: str | os.PathLike[str]) -> bool:
    """The same of anything, a link that leads nowhere too."""
    return os.path.lexists(path)


def absent(path: str | os.PathLike[str]) -> bool:
    """Whether nothing is there, and nothing can be. Raises OSError where that cannot be seen: what nobody may look at is not gone."""
    try:
        os.lstat(path)
    except OSError as error:
        if error.errno not in _NEVER_THERE:
            raise
        return True
    return False


def is_portable(name: str) -> bool:
    """Whether every file system and repository keeps this name: ASCII, at most 100 characters, not hidden, not reserved."""
    return (
        len(name) <= NAME_LIMIT
        and _PORTABLE.fullmatch(name) is not None
        and not name.endswith(".")
        and _RESERVED.fullmatch(name) is None
    )


def portable_name(name: str, *, limit: int = 60) -> str:
    """A portable name that resembles `name`; one that had to be altered ends in eight digits of its own digest.

    The same name always gives the same answer, and two different names give two different ones.
    """
    if is_portable(name) and len(name) <= limit:
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^A-Za-z0-9_()-]+", "-", plain).strip("-.")[: limit - 9].rstrip("-") or "seed"
    return f"{stem}-{_digits(name)}"


def distinct_names(names: Iterable[str]) -> dict[str, str]:
    """For each of these distinct names (paths, perhaps) the portable stem under which its bag goes.

    Those that would share a stem, under case folding too, all get digits of their own digest: no order decides.
    """
    wanted = {name: portable_name(_stem(name)) for name in names}
    counts: dict[str, int] = {}
    for stem in wanted.values():
        counts[stem.casefold()] = counts.get(stem.casefold(), 0) + 1
    return {
        name: stem if counts[stem.casefold()] == 1 else f"{stem[:51].rstrip('-.')}-{_digits(name)}"
        for name, stem in wanted.items()
    }


def _stem(name: str) -> str:
    base = name.rsplit("/", 1)[-1]
    stem, dot, _ = base.rpartition(".")
    return stem if dot and stem else base


def _digits(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
