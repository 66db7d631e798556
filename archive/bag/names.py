"""The names that stand in a bag, and the ways in which a tag file may spell one of them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from urllib.parse import unquote

_OUTSIDE = re.compile(
    r"/|~|[A-Za-z]:|\\|%[A-Za-z_]+%[\\/]"
)  # POSIX, home, Windows drive, UNC, Windows variable
_STEPS = re.compile(r"[/\\]")
_ENCODED = re.compile("%(25|0[AaDd])")
_FOLDABLE = 2000  # unicodedata.normalize is quadratic in a run of combining marks


class Names:
    """The paths of a bag's files (links that lead to one included), to be looked up by a spelling."""

    def __init__(self, files: Iterable[str], payload: Sequence[str] = ()) -> None:
        self.files = frozenset(files)
        self.payload = payload  # those under data/, in order of path, as most manifests have them

    def twin(self, path: str) -> str | None:
        """The file whose name differs from `path` in Unicode normalization only (RFC 8493 §6.1.1.2)."""
        return None if path.isascii() and not self._foreign else self._normalized.get(folded(path))

    def cased(self, path: str) -> str | None:
        """The file whose name differs from `path` in case only, or in case and normalization."""
        return self._cased.get(folded(path).casefold())

    @cached_property
    def _foreign(self) -> bool:
        return any(not path.isascii() for path in self.files)

    @cached_property
    def _normalized(self) -> dict[str, str]:
        return {folded(path): path for path in sorted(self.files, reverse=True)}

    @cached_property
    def _cased(self) -> dict[str, str]:
        return {folded(path).casefold(): path for path in sorted(self.files, reverse=True)}


def folded(path: str) -> str:
    """`path` in normalization form C; as it is where that could take long."""
    return path if path.isascii() or len(path) > _FOLDABLE else unicodedata.normalize("NFC", path)


def leaves(path: str) -> bool:
    """Whether a path of a manifest is absolute or climbs: such a one names no file of a bag (RFC 8493 §5.1)."""
    return path.startswith("/") or (".." in path and ".." in _STEPS.split(path))


def escapes(path: str) -> bool:
    """Whether a path would, on some system, lead out of the bag: also a home, a drive, a share, a variable."""
    return _OUTSIDE.match(path) is not None or leaves(path)


def decoded(path: str) -> str:
    """`path` with `%25`, `%0A` and `%0D` decoded, and nothing else (RFC 8493 §2.1.3)."""
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), path)


def encoded(path: str) -> str:
    """`path` as a tag file of BagIt 1.0 must write it: `%`, LF and CR percent-encoded (RFC 8493 §2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def one_slip(name: str, meant: str) -> bool:
    """Whether one letter more, one less or another, or two exchanged, make `name` of `meant`."""
    at = next(
        (at for at, pair in enumerate(zip(name, meant, strict=False)) if pair[0] != pair[1]),
        min(len(name), len(meant)),
    )
    rest, right = name[at:], meant[at:]
    return name != meant and (
        rest[1:] in {right, right[1:]}
        or rest == right[1:]
        or (rest[:2] == right[1::-1] and rest[2:] == right[2:])
    )


def over_encoded(path: str) -> bool:
    """Whether `path` holds a `%` that is none of `%25`, `%0A` and `%0D`."""
    return "%" in _ENCODED.sub("", path)


def unquoted(path: str) -> str:
    """`path` with every percent escape decoded, as a URL would be."""
    return unquote(path, errors="surrogateescape")
