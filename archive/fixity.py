"""Size and digests of one file, measured in one read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any


class Algorithm(StrEnum):
    """The digest algorithms that we know, named as in manifest file names (RFC 8493 §2.4)."""

    MD5 = "md5"
    SHA1 = "sha1"
    SHA224 = "sha224"
    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"
    SHA3_224 = "sha3224"
    SHA3_256 = "sha3256"
    SHA3_384 = "sha3384"
    SHA3_512 = "sha3512"
    BLAKE2B = "blake2b"
    BLAKE2S = "blake2s"

    @property
    def hashlib_name(self) -> str:
        return (
            self.replace("sha3", "sha3_", 1)
            if self.startswith("sha3") and len(self) == len("sha3256")
            else str(self)
        )

    @property
    def digits(self) -> int:
        """How many hexadecimal digits a digest has."""
        return hashlib.new(self.hashlib_name).digest_size * 2


DEFAULT_ALGORITHMS = (Algorithm.SHA256, Algorithm.SHA512)


@dataclass(frozen=True, slots=True)
class Fixity:
    """Size in bytes and lower-case hexadecimal digests, in the order in which they were asked for."""

    size: int
    digests: tuple[tuple[Algorithm, str], ...]

    def __getitem__(self, algorithm: Algorithm) -> str:
        return dict(self.digests)[algorithm]


def measure(chunks: Iterable[bytes], algorithms: Iterable[Algorithm] = DEFAULT_ALGORITHMS) -> Fixity:
    """The fixity of a file given as chunks; every algorithm sees each chunk once."""
    hashers = [(algorithm, _constructor(algorithm)(usedforsecurity=False)) for algorithm in algorithms]
    size = 0
    for chunk in chunks:
        size += len(chunk)
        for _, hasher in hashers:
            hasher.update(chunk)
    return Fixity(size, tuple((algorithm, hasher.hexdigest()) for algorithm, hasher in hashers))


@cache
def _constructor(algorithm: Algorithm) -> Any:
    # All of ours are guaranteed; to look one up by name costs more.
    return getattr(hashlib, algorithm.hashlib_name)
