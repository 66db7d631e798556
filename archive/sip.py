"""The SIP of one seed: what we intend to package. Every path is decided here; nothing is on disk yet."""

from __future__ import annotations

from dataclasses import dataclass

from archive.fixity import Fixity
from archive.paths import BagPath


@dataclass(frozen=True, slots=True)
class File:
    """A file to be: its path in the bag, its bytes, and their fixity."""

    path: BagPath
    data: bytes
    fixity: Fixity


@dataclass(frozen=True, slots=True)
class Sip:
    """`name` becomes the bag's; `payload` is sorted by path; `info` is bag-info.txt, in order, without the sizes."""

    name: str
    payload: tuple[File, ...]
    info: tuple[tuple[str, str], ...]
