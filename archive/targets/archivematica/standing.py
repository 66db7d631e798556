"""What stands in the folder, opened for reading: a transfer, a zipped bag, or an AIP, each by the places of the shipment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from archive.bag.bag import Bag, Kind
from archive.bag.reader import Directory, open_bag
from archive.bag.serial import Serialization
from archive.targets.archivematica.aip import Aip, Mets
from archive.targets.archivematica.transfer import place_of


class Standing(Protocol):
    """A package that stands. What cannot be read raises BagError, Rejected or Unavailable."""

    def read(self, place: str) -> Iterator[bytes] | None:
        """The bytes at a place of the shipment; None if nothing is there."""

    def read_of_bag(self, path: str) -> Iterator[bytes] | None:
        """The bytes of the file that the bag has at this path; None if it is not there."""


@contextmanager
def opened(path: Path) -> Iterator[Standing]:
    """The package at `path`, by the end of its name."""
    if path.name.endswith(Serialization.ZIP.suffix):
        with open_bag(path) as bag:
            yield Zipped(path, bag)
    elif path.name.endswith(".7z"):
        aip = Aip(path)
        yield Made(aip, aip.mets())
    else:
        folder = Directory(path, str(path))
        try:
            yield Folder(folder)
        finally:
            folder.close()


class Folder:
    """A standard transfer, file by file."""

    def __init__(self, folder: Directory) -> None:
        self._folder, self._entries = folder, folder.entries()

    def read(self, place: str) -> Iterator[bytes] | None:
        entry = self._entries.get(place)
        return None if entry is None or entry.kind is not Kind.FILE else self._folder.chunks(place)

    def read_of_bag(self, path: str) -> Iterator[bytes] | None:
        return self.read(place_of(path))


class Zipped:
    """A zipped bag; its one place is the bag's name with `.zip`."""

    def __init__(self, path: Path, bag: Bag) -> None:
        self._path, self._bag = path, bag

    def read(self, place: str) -> Iterator[bytes] | None:
        return self._whole() if place == f"{self._bag.name}{Serialization.ZIP.suffix}" else None

    def read_of_bag(self, path: str) -> Iterator[bytes] | None:
        return self._bag.container.chunks(path) if path in self._bag.entries else None

    def _whole(self) -> Iterator[bytes]:
        above = Directory(self._path.parent, str(self._path.parent))
        try:
            yield from above.chunks(self._path.name)
        finally:
            above.close()


class Made:
    """An AIP: METS tells where each file of the transfer is, whatever it is called now."""

    def __init__(self, aip: Aip, mets: Mets) -> None:
        self._aip, self._mets = aip, mets

    def read(self, place: str) -> Iterator[bytes] | None:
        kept = self._mets.files.get(place)
        return None if kept is None else self._aip.read(kept.path)

    def read_of_bag(self, path: str) -> Iterator[bytes] | None:
        return self.read(place_of(path))
