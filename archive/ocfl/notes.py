"""Where the faults of one inventory are noted, and the forms of text that it uses: paths, digests, times, URIs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from archive.ocfl.digests import VOCABULARY, well_formed
from archive.ocfl.faults import Faults

CONTENT_PATH = ("F0100", "F0099", "F0035")
LOGICAL_PATH = ("F0053", "F0052", None)
"""The codes for a path's ends, its elements and its separators."""

ENCODING_CODES = {"sha1": "F0029", "sha256": "F0030", "sha512": "F0031", "blake2b-512": "F0032"}
_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:(\d\d)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


class Notes:
    """The faults of one inventory, by the place in it: a JSON pointer (RFC 6901) with long digests cut short."""

    def __init__(self, where: str, faults: Faults) -> None:
        self._where, self._faults = where, faults

    def add(self, code: str, place: str, expected: str | None = None, found: object = None) -> None:
        self._faults.add(code, f"{self._where}#/{place}" if place else self._where, expected, found)

    def path(self, place: str, path: str, codes: tuple[str, str, str | None]) -> bool:
        """Whether a path has the form that it must have; if not, that is noted."""
        ends, elements, separator = codes
        limits = self._faults.limits
        if len(path) > limits.path or path.count("/") > limits.depth:
            self.add("F2002", place, f"at most {limits.path} characters and {limits.depth} folders", path)
            return False
        well = True
        if path.startswith("/") or path.endswith("/") or not path:
            self.add(ends, place, "no / at its beginning or end", path)
            well = False
        if path.strip("/") and any(part in {"", ".", ".."} for part in path.strip("/").split("/")):
            self.add(elements, place, "no element that is empty, . or ..", path)
            well = False
        if separator and "\\" in path and "/" not in path:
            self.add(separator, place, "/ between its elements", path)
            well = False
        return well

    def encoding(self, place: str, algorithm: str, digest: str) -> None:
        """Notes a digest that is not written as those of its algorithm are."""
        if algorithm in VOCABULARY and not well_formed(algorithm, digest):
            self.add(ENCODING_CODES.get(algorithm, "F0057"), place, f"a {algorithm} digest", digest)


def texts(value: object) -> list[str] | None:
    """An array of texts; None for anything else."""
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def is_uri(value: str) -> bool:
    return _URI.fullmatch(value) is not None


def is_time(value: str) -> bool:
    """Whether this is date and time of RFC 3339; a leap second is one."""
    match = _RFC3339.fullmatch(value)
    if match is None:
        return False
    leap = match[1] == "60"
    try:
        datetime.fromisoformat(f"{value[:10]}T{value[11:17]}{'59' if leap else match[1]}")
    except ValueError:
        return False
    return True


def conflicts(paths: Iterable[str]) -> list[str]:
    """The paths that are a folder on the way to another; each folder is looked at once."""
    whole = set(paths)
    folders: set[str] = set()
    for path in whole:
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    return sorted(whole & folders)


def pointer(key: str) -> str:
    """A key as RFC 6901 has it, shortened: digests are long."""
    short = key if len(key) <= 20 else f"{key[:16]}…"
    return short.replace("~", "~0").replace("/", "~1")
