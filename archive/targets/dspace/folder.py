"""Packages in DSpace's Simple Archive Format in a folder, for `dspace import` or the import of its administrators."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from archive.bag.bag import Container, Kind
from archive.bag.reader import Directory, open_bag
from archive.bag.serial import Serialization
from archive.findings import Finding
from archive.paths import absent, portable_name
from archive.targets.dspace.fields import described, key_in, lost, misfits
from archive.targets.dspace.package import ITEM, packed, told, unpacked
from archive.targets.parcel import Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket
from archive.targets.shelf import Codes, Shelf, newest, version_name, versions
from archive.targets.standing import fresh
from archive.xml import escape

CODES = Codes(refused="E0680", unreachable="E0681", litter="E0682", lost="E0683", strange="E0684")


@dataclass(frozen=True, slots=True)
class Form:
    """Whether packages are folders or zips, and the collection that stands in them."""

    loose: bool = False
    collection: str | None = None

    @property
    def suffix(self) -> str:
        return "" if self.loose else Serialization.ZIP.suffix


class SafTarget:
    """A Target (see `protocol`). Version 1 of a bag is the package `NAME.zip`, the next `NAME.v2.zip`, and so on."""

    kind: ClassVar[str] = "dspace"

    def __init__(self, shelf: Shelf, form: Form) -> None:
        self._shelf, self._form = shelf, form
        self._last: tuple[Parcel, Shipment] | None = None

    @property
    def where(self) -> str:
        return self._shelf.where

    def capabilities(self) -> Capabilities:
        return Capabilities(versions=True, atomic=True)

    def shipment(self, parcel: Parcel) -> Shipment:
        """The package; remembered for the last parcel, for to know its fixity the bag is read."""
        if self._last is None or self._last[0] is not parcel:
            collection = self._form.collection
            items = unpacked(parcel, collection) if self._form.loose else (packed(parcel, collection),)
            self._last = (parcel, Shipment(items, told(parcel), lost(parcel)))
        return self._last[1]

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0501 to S0506: fields, the folder and its room, and what stands there."""
        return (*misfits(described(parcel)), *self._room(parcel))

    def find(self, parcel: Parcel) -> Holding | None:
        standing = self._versions(parcel, self._shelf.names())
        return newest(standing, partial(self._holding, parcel))

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:  # noqa: ARG002
        version = max(self._versions(parcel, self._shelf.names()), default=0) + 1
        place = f"{version_name(portable_name(parcel.name), version)}{self._form.suffix}"
        ticket = Ticket(fresh(), (("place", place), ("version", str(version))))
        note(ticket)
        staging = self._shelf.staging(ticket)
        with self._shelf.told(), self._shelf.synced(staging):
            for item in self.shipment(parcel).items:
                self._shelf.put(item, staging / place / item.place if self._form.loose else staging / place)
        return ticket

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        details, staging = dict(ticket.details), self._shelf.staging(ticket)
        place, version = details["place"], int(details["version"])
        self._shelf.settle(staging, place, parcel.key, partial(self._holding, parcel, place, version))
        return Holding(str(self._shelf.root / place), str(version), parcel.key)

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        path = self._shelf.standing(holding.location)
        with self._shelf.told():
            gone = absent(path)
        if gone:
            return
        # As it was deposited, which may be otherwise than packages are made now.
        loose = any(place.startswith(f"{ITEM}/") for place in places)
        with self._shelf.told(), _inside(path if loose else path.parent) as folder:
            there = _files(folder) if loose else {self._first(path): path.name}
            for place in places:
                if place in there:
                    yield place, self._shelf.reading(folder.chunks(there[place]))

    def rollback(self, ticket: Ticket) -> None:
        self._shelf.discard(ticket)

    def close(self) -> None:
        pass

    def _first(self, path: Path) -> str:
        """The place of a zip, which is the first version's name: the top folder in it bears that."""
        with open_bag(path) as package:
            return f"{package.name}{Serialization.ZIP.suffix}"

    def _versions(self, parcel: Parcel, names: list[str]) -> dict[int, str]:
        return versions(portable_name(parcel.name), "" if self._form.loose else r"\.zip", names)

    def _holding(self, parcel: Parcel, place: str, version: int) -> Holding | None:
        """What stands at this place, None if it is no package of this object."""
        path = self._shelf.root / place
        with self._shelf.told(), self._opened(path) as package:
            name = f"{ITEM}/dublin_core.xml"
            document = (
                b"".join(package.chunks(name)).decode("utf-8", "replace") if name in _files(package) else ""
            )
        if f">{escape(parcel.identifier)}<" not in document:
            return None
        return Holding(str(path), str(version), key_in(document))

    @contextmanager
    def _opened(self, path: Path) -> Iterator[Container]:
        if self._form.loose:
            with _inside(path) as folder:
                yield folder
        else:
            with open_bag(path) as package:
                yield package.container

    def _room(self, parcel: Parcel) -> Iterator[Finding]:
        root = self._shelf.root
        try:
            tops = os.listdir(root)  # noqa: PTH208 - names alone are wanted
            free = os.statvfs(root)
        except OSError as error:
            yield Finding("S0503", str(root), "a folder that can be listed", error.strerror or str(error))
            return
        if not os.access(root, os.W_OK | os.X_OK):
            yield Finding("S0504", str(root))
        needed, room = (
            sum(item.fixity.size for item in self.shipment(parcel).items),
            free.f_bavail * free.f_frsize,
        )
        if needed > room:
            yield Finding("S0505", str(root), f"{needed} bytes", f"{room} bytes")
        first = self._versions(parcel, tops).get(1)
        if first and self._holding(parcel, first, 1) is None:
            yield Finding("S0506", str(root / first), f"a package of {parcel.identifier}, or nothing")


@contextmanager
def _inside(path: Path) -> Iterator[Directory]:
    folder = Directory(path, str(path))
    try:
        yield folder
    finally:
        folder.close()


def _files(package: Container) -> dict[str, str]:
    return {path: path for path, entry in package.entries().items() if entry.kind is Kind.FILE}
