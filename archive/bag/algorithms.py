"""The checksum algorithms that a manifest's name may give, and how each is computed (RFC 8493 §2.4)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Protocol


class Hasher(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Checksum:
    """An algorithm: `begin(data)` starts a digest of `digits` hexadecimal digits."""

    name: str
    begin: Callable[..., Hasher]
    digits: int


@cache
def checksum(name: str) -> Checksum | None:
    """The algorithm of this normalized name, or None if it is not known here."""
    known = _KNOWN.get(name)
    if known is None:
        return None
    constructor, digits = known
    begin = getattr(hashlib, constructor)
    if name in LEGACY:  # where policy forbids these for security they still serve against decay
        begin = partial(begin, usedforsecurity=False)
    whole: int = begin().digest_size * 2
    return Checksum(name, begin if whole == digits else partial(_Truncated, begin, digits), digits)


def normalized(name: str) -> str:
    """A common name as a manifest's file name has it: lower case, letters and digits only (RFC 8493 §2.4)."""
    return re.sub("[^a-z0-9]", "", name.lower())


class _Truncated:
    """A digest of which the first digits count, as in `sha-256-128`."""

    def __init__(self, begin: Callable[..., Hasher], digits: int, data: bytes = b"") -> None:
        self._hasher, self._digits = begin(data), digits

    def update(self, data: bytes, /) -> None:
        self._hasher.update(data)

    def hexdigest(self) -> str:
        return self._hasher.hexdigest()[: self._digits]


# Of IANA's Named Information Hash Algorithm Registry; the truncated ones keep the first digits of the whole.
_REGISTERED_WORDS = """
sha256 sha256128 sha256120 sha25696 sha25664 sha25632 sha384 sha512 sha3224 sha3256 sha3384 sha3512
blake2s256 blake2b256 blake2b512 k12256 k12512
"""
REGISTERED = frozenset(_REGISTERED_WORDS.split())
LEGACY = frozenset({"md5", "sha1"})

_KNOWN = {
    "md5": ("md5", 32),
    "sha1": ("sha1", 40),
    "sha224": ("sha224", 56),
    "sha256": ("sha256", 64),
    "sha384": ("sha384", 96),
    "sha512": ("sha512", 128),
    "sha3224": ("sha3_224", 56),
    "sha3256": ("sha3_256", 64),
    "sha3384": ("sha3_384", 96),
    "sha3512": ("sha3_512", 128),
    "blake2b": ("blake2b", 128),
    "blake2b512": ("blake2b", 128),
    "blake2s": ("blake2s", 64),
    "blake2s256": ("blake2s", 64),
    "sha256128": ("sha256", 32),
    "sha256120": ("sha256", 30),
    "sha25696": ("sha256", 24),
    "sha25664": ("sha256", 16),
    "sha25632": ("sha256", 8),
}
