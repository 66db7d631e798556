"""The digest algorithms of OCFL, under its own names (OCFL 1.1 §3.4; extensions 0001 and 0009)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from typing import Protocol

ADDRESSING = ("sha512", "sha256")
"""Those by which content may be addressed (E025)."""


class Hasher(Protocol):
    def update(self, data: bytes, /) -> object: ...

    def hexdigest(self) -> str: ...


class Size:
    """The `size` digest of extension 0009: how many bytes there are, in decimal digits."""

    def __init__(self) -> None:
        self._size = 0

    def update(self, data: bytes, /) -> None:
        self._size += len(data)

    def hexdigest(self) -> str:
        return str(self._size)


_MAKERS: dict[str, Callable[[], Hasher]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "blake2b-512": hashlib.blake2b,
    "blake2b-160": lambda: hashlib.blake2b(digest_size=20),
    "blake2b-256": lambda: hashlib.blake2b(digest_size=32),
    "blake2b-384": lambda: hashlib.blake2b(digest_size=48),
    "size": Size,
}
if "sha512_256" in hashlib.algorithms_available:  # it comes with OpenSSL, and not with every build of it
    _MAKERS["sha512/256"] = lambda: hashlib.new("sha512_256", usedforsecurity=False)

VOCABULARY = frozenset((*_MAKERS, "sha512/256"))
"""Those that may stand in a fixity block (E026, E056)."""

_DIGITS = {
    "md5": 32, "sha1": 40, "sha256": 64, "sha512": 128, "blake2b-512": 128,
    "blake2b-160": 40, "blake2b-256": 64, "blake2b-384": 96, "sha512/256": 64,
}  # fmt: skip


def hasher(name: str) -> Hasher:
    """A fresh hasher. Raises KeyError for what cannot be computed here."""
    return _MAKERS[name]()


def computable(name: str) -> bool:
    return name in _MAKERS


def well_formed(name: str, digest: str) -> bool:
    """Whether `digest` is written as this algorithm's digests are: hexadecimal, in either case, and of its length."""
    if name == "size":
        return digest.isascii() and digest.isdecimal() and (digest == "0" or digest[0] != "0")
    return len(digest) == _DIGITS.get(name) and _hexadecimal(digest)


def algorithms_of_length(digest: str) -> tuple[str, ...]:
    """The algorithms by which content may be addressed whose digests look like this one."""
    return tuple(name for name in ADDRESSING if well_formed(name, digest))


def digest_all(chunks: Iterable[bytes], names: Collection[str]) -> dict[str, str]:
    """Each algorithm's digest of one file, read once."""
    hashers = {name: hasher(name) for name in names}
    updates = [one.update for one in hashers.values()]
    for chunk in chunks:
        for update in updates:
            update(chunk)
    return {name: one.hexdigest() for name, one in hashers.items()}


def digest_of(data: bytes, name: str) -> str:
    one = _MAKERS[name]()
    one.update(data)
    return one.hexdigest()


def _hexadecimal(text: str) -> bool:
    try:
        return text.isascii() and len(bytes.fromhex(text)) * 2 == len(text)
    except ValueError:
        return False
