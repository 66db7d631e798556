"""Files too large to be held, written in the run's staging folder before the bag that they will stand in is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.bag.algorithms import Hasher, checksum
from archive.bag.digests import digests
from archive.bag.store import Store, remove
from archive.bag.writer import telling, writing_new
from archive.fixity import Algorithm, Fixity
from archive.paths import BagPath
from archive.sip import File
from archive.stored import PIECE, Stored
from archive.text.offsets import Spool, open_spool


class Room:
    """A folder of its own for the large files of one bag."""

    def __init__(self, name: str, folder: Path, algorithms: tuple[Algorithm, ...], piece: int) -> None:
        self._name, self._folder = name, folder
        self._algorithms = algorithms
        self._piece = piece

    def keep(self, path: str, chunks: Iterable[bytes], *more: Algorithm) -> File:
        """The file to be at `path`, written and measured as its bytes come, in `more` algorithms too where they are given.

        Raises BagError E0406, and what `chunks` raises.
        """
        algorithms = tuple(dict.fromkeys((*self._algorithms, *more)))
        with telling(self._name):
            place = self._folder / str(len(os.listdir(self._folder)))  # noqa: PTH208 - names, not paths
            top = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                size, digested = digests(writing_new(place.name, chunks, top), _begins(algorithms))
            finally:
                os.close(top)
        fixity = Fixity(size, tuple(zip(algorithms, digested, strict=True)))
        return File(BagPath(path), b"", fixity, Stored(place, size, self._piece))

    @contextmanager
    def spool(self) -> Iterator[Spool]:
        """A file without a name, for what is only needed while the bag is made. Raises BagError E0406."""
        with telling(self._name), open_spool(self._folder) as spool:
            yield spool


@contextmanager
def open_room(
    name: str, store: Store, algorithms: Iterable[Algorithm], *, piece: int = PIECE
) -> Iterator[Room]:
    """Room for the large files of the bag `name`, measured in these algorithms; what was not staged goes with it."""
    folder = store.staging / f".{os.urandom(8).hex()}"
    with telling(name):
        folder.mkdir()
    try:
        yield Room(name, folder, tuple(dict.fromkeys(algorithms)), piece)
    finally:
        remove(folder)


def _begins(algorithms: Iterable[Algorithm]) -> list[Callable[..., Hasher]]:
    return [known.begin for algorithm in algorithms if (known := checksum(algorithm))]
