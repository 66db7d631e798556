"""A bag as it is: the listing of what is there, and a door to its bytes. Nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from archive.errors import BagError
from archive.findings import Finding

MEMO = 1 << 20  # bytes of small files kept, so that digesting a file and then parsing it reads the disk once
SMALL = 1 << 18
UNSEEN = -1  # the size of a file that was listed, and not yet looked at


class Kind(StrEnum):
    FILE = "file"
    DIRECTORY = "directory"
    LINK = "link"
    OTHER = "other"  # FIFO, device, socket


class Entry(NamedTuple):
    """One thing in a bag, no link followed: `target` is where a link points. A file's size is for `Bag.size` to say.

    `size` is bytes of a file, UNSEEN where its folder does not tell them without a call for each; of all else, 0.

    `path` is relative to the bag, `/`-separated; a name that is not UTF-8 is carried by surrogate escapes. A tuple,
    for a bag may hold a million: it takes less than half of a frozen dataclass's time to make.
    """

    path: str
    kind: Kind
    size: int = 0
    target: str | None = None  # of a link


@dataclass(frozen=True, slots=True)
class Limits:
    """What a bag may cost its reader; beyond a limit stands a finding, not a crash. Sizes are bytes."""

    manifest: int = 1 << 28  # one manifest or fetch.txt
    tag_file: int = 1 << 24  # bag-info.txt
    line: int = 1 << 20
    faults: int = 100_000  # of one tag file
    depth: int = 200  # folders within folders
    entries: int = 20_000_000
    unpacked: int = 1 << 42  # all of a serialized bag
    ratio: int = 200  # unpacked to packed, looked at beyond `calm`
    calm: int = 1 << 28


LIMITS = Limits()


class Container(Protocol):
    """A directory, a zip or a tar, opened for reading only."""

    def entries(self) -> Mapping[str, Entry]:
        """Everything in the bag but its top directory, sorted by path."""

    def chunks(self, path: str) -> Iterator[bytes]:
        """A file's bytes; no link is followed. Raises BagError E0405 if it cannot be read, or is no file."""

    def size(self, path: str) -> int:
        """A file's bytes, counted without reading it. Raises BagError E0405 if it cannot be looked at."""

    def whole(self, path: str, *, once: bool = False) -> bytes | None:
        """A small file's bytes at once, where that costs no more than reading it; else None. Raises BagError E0405.

        With `once` one call is made and believed, which some file systems do not promise to be enough: it is for whoever
        holds the bytes against a digest, and reads again where they differ.
        """

    def sweep(self, paths: Iterable[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The chunks of many files, in the order that costs least; each is to be read before the next is asked for.

        What cannot be read raises BagError E0405 when its chunks are.
        """

    def seen(self) -> tuple[Finding, ...]:
        """What the door itself saw wrong: serialization, links, limits. Complete once everything was read."""

    def close(self) -> None:
        """Nothing can be read afterwards."""


class Refused(Iterator[bytes]):
    """Chunks that cannot be had: the error is raised when they are read."""

    def __init__(self, error: BagError) -> None:
        self._error = error

    def __next__(self) -> bytes:
        raise self._error


class Memo(dict[str, bytes]):
    """Small files already read, as far as there is room."""

    __slots__ = ("held",)

    def __init__(self) -> None:
        super().__init__()
        self.held = 0

    def keep(self, path: str, data: bytes) -> None:
        size = len(data)
        if size <= SMALL and self.held + size <= MEMO:
            self.held += size
            self[path] = data


@dataclass(frozen=True, slots=True)
class Bag:
    """`where` is the bag as its user named it, `name` its top directory's name; use it as a context manager.

    `packing` is how it is serialized (`zip`, `tar`, `tar.gz`, `tar.bz2`, `tar.zst`), None for a directory.
    """

    where: str
    name: str
    container: Container
    entries: Mapping[str, Entry]
    limits: Limits = LIMITS
    memo: Memo = field(default_factory=Memo, repr=False, compare=False)
    packing: str | None = None
    sizes: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def size(self, path: str) -> int:
        """A file's bytes: as many as were read, where it was read; 0 if it cannot be looked at."""
        known = self.sizes.get(path)
        if known is None:
            entry = self.entries[path]
            known = entry.size
            if known == UNSEEN:
                try:
                    known = self.container.size(path)
                except BagError:
                    known = 0  # that it cannot be read is told where it is read
            self.sizes[path] = known
        return known

    def total(self, paths: Collection[str]) -> int:
        """The bytes of these files together."""
        try:
            return sum(map(self.sizes.__getitem__, paths))
        except KeyError:
            return sum(map(self.size, paths))

    def read(self, path: str, limit: int = 1 << 30) -> bytes:
        """A file's bytes, from memory if it was read before. Raises BagError E0405, and E0426 beyond `limit` bytes."""
        kept = self.memo.get(path)
        if kept is not None:
            return kept
        data = self.container.whole(path)
        size = len(data) if data is not None else self.size(path) if path in self.entries else 0
        if size > limit:
            raise BagError("E0426", path, f"{size} bytes, where {limit} are read at most")
        if data is None:
            data = _joined(path, self.container.chunks(path), limit)
        self.memo.keep(path, data)
        return data

    def chunks(self, path: str) -> Iterator[bytes]:
        """A file's bytes piece by piece. Raises BagError E0405."""
        kept = self.memo.get(path)
        return iter((kept,)) if kept is not None else self.container.chunks(path)

    def close(self) -> None:
        self.memo.clear()
        self.container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _joined(path: str, chunks: Iterable[bytes], limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise BagError("E0426", path, f"more than {limit} bytes")
        parts.append(chunk)
    return b"".join(parts)
