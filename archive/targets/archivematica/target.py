"""Archivematica, by its transfer source folder: a standard transfer or a zipped bag, or, with a3m, the AIP itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from archive.bag.serial import Serialization
from archive.bag.store import remove
from archive.errors import Rejected
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.paths import absent, portable_name
from archive.targets.archivematica import aip, pipeline
from archive.targets.archivematica.events import event_identifiers
from archive.targets.archivematica.names import misbagged, misnamed
from archive.targets.archivematica.standing import opened
from archive.targets.archivematica.transfer import EVENTS, transfer
from archive.targets.parcel import Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket
from archive.targets.shelf import Codes, Shelf, key_there, newest, version_name, versions
from archive.targets.standing import another, fresh

CODES = Codes(refused="E0670", unreachable="E0671", litter="E0672", lost="E0673", strange="E0674")


@dataclass(frozen=True, slots=True)
class Form:
    """What is made of a bag: a transfer, a zipped bag, or with `a3m`, the path of that program, an AIP, within `seconds`."""

    zipped: bool = False
    a3m: str | None = None
    seconds: int = 3600

    @property
    def suffix(self) -> str:
        """A pattern of what ends the names of its packages."""
        return aip.SUFFIX if self.a3m else r"\.zip" if self.zipped else ""

    def shipment(self, parcel: Parcel) -> Shipment:
        return Shipment((parcel.packed(Serialization.ZIP),)) if self.zipped else transfer(parcel)


class ArchivematicaTarget:
    """A Target (see `protocol`). Version 1 of a bag is the transfer `NAME`, the next `NAME.v2`, and so on."""

    kind: ClassVar[str] = "archivematica"

    def __init__(self, shelf: Shelf, form: Form) -> None:
        self._shelf, self._form = shelf, form
        self._last: tuple[Parcel, Shipment] | None = None

    @property
    def where(self) -> str:
        return self._shelf.where

    def capabilities(self) -> Capabilities:
        return Capabilities(
            versions=True, atomic=True, verifies=(Algorithm.SHA256,) if self._form.a3m else ()
        )

    def shipment(self, parcel: Parcel) -> Shipment:
        """What is made of the parcel; remembered for the last one, for to know a zip's fixity the bag is read."""
        if self._last is None or self._last[0] is not parcel:
            self._last = (parcel, self._form.shipment(parcel))
        return self._last[1]

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0401 to S0410: names, the folder and its room, what stands there, and the programs."""
        found = list(misnamed(parcel))
        if not any(item.place.startswith("data/") for item in parcel.files):
            found.append(Finding("S0409", parcel.name))
        if self._form.zipped:
            found += misbagged(parcel)
        if self._form.a3m:
            found += [
                Finding("S0410", program)
                for program in (self._form.a3m, *pipeline.NEEDED)
                if shutil.which(program) is None
            ]
        return (*found, *self._room(parcel))

    def find(self, parcel: Parcel) -> Holding | None:
        standing = versions(portable_name(parcel.name), self._form.suffix, self._shelf.names())
        return newest(standing, partial(self._holding, parcel))

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:  # noqa: ARG002
        name = portable_name(parcel.name)
        version = max(versions(name, self._form.suffix, self._shelf.names()), default=0) + 1
        place = version_name(name, version)
        ticket = Ticket(fresh(), (("version", str(version)),))
        note(ticket)
        staging = self._shelf.staging(ticket)
        with self._shelf.told(), self._shelf.synced(staging):
            top = staging / (f"{place}{Serialization.ZIP.suffix}" if self._form.zipped else place)
            shipment = self.shipment(parcel)
            for item in shipment.items:
                self._shelf.put(item, top if self._form.zipped else top / item.place)
            if self._form.a3m:
                made = pipeline.run(self._form.a3m, top, staging, self._form.seconds)
                judge(aip.Aip(made).mets(), shipment, made.name)
                top = made.rename(staging / made.name)
                remove(staging / place)
                remove(staging / pipeline.HOME)
        return Ticket(ticket.reference, (("place", top.name), *ticket.details))

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        details, staging = dict(ticket.details), self._shelf.staging(ticket)
        place, version = details.get("place", ""), int(details["version"])
        self._shelf.settle(staging, place, parcel.key, partial(self._holding, parcel, place, version))
        path = self._shelf.root / place
        return Holding(str(path), str(version), parcel.key, self._persistent(path))

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        path = self._shelf.standing(holding.location)
        with self._shelf.told():
            gone = absent(path)
        if gone:
            return
        with self._shelf.told(), opened(path) as standing:
            for place in places:
                chunks = standing.read(place)
                if chunks is not None:
                    yield place, self._shelf.reading(chunks)

    def rollback(self, ticket: Ticket) -> None:
        pipeline.end_left(self._shelf.staging(ticket))
        self._shelf.discard(ticket)

    def close(self) -> None:
        pass

    def _holding(self, parcel: Parcel, place: str, version: int) -> Holding | None:
        """What stands at this place, None if that is another object's."""
        path = self._shelf.root / place
        with self._shelf.told(), opened(path) as standing:
            if another(parcel, standing.read_of_bag) is not None:
                return None
            key = key_there(parcel, standing.read_of_bag)
        return Holding(str(path), str(version), key, self._persistent(path))

    def _persistent(self, path: Path) -> str | None:
        """The AIP's own identifier, which it keeps wherever it is stored."""
        return f"urn:uuid:{aip.Aip(path).uuid}" if self._form.a3m else None

    def _room(self, parcel: Parcel) -> Iterator[Finding]:
        root = self._shelf.root
        try:
            tops = os.listdir(root)  # noqa: PTH208 - names alone are wanted
            free = os.statvfs(root)
        except OSError as error:
            yield Finding("S0401", str(root), "a folder that can be listed", error.strerror or str(error))
            return
        if not os.access(root, os.W_OK | os.X_OK):
            yield Finding("S0402", str(root))
        # a3m copies the transfer, makes a bag of it, packs it and unpacks it again to see that it can.
        needed = parcel.size * (6 if self._form.a3m else 1)
        room = free.f_bavail * free.f_frsize
        if needed > room:
            yield Finding("S0406", str(root), f"{needed} bytes", f"{room} bytes")
        first = versions(portable_name(parcel.name), self._form.suffix, tops).get(1)
        if first and self._holding(parcel, first, 1) is None:
            yield Finding("S0405", str(root / first), f"a transfer of {parcel.identifier}, or nothing")


def judge(mets: aip.Mets, shipment: Shipment, name: str) -> None:
    """Holds what METS says against what was sent. Raises Rejected E0677 with everything that is missing or otherwise."""
    wrong = []
    for item in shipment.items:
        kept = mets.files.get(item.place)
        if kept is None:
            wrong.append((item.place, "is not in the AIP"))
        elif kept.sha256 not in {None, item.fixity[Algorithm.SHA256]}:
            wrong.append(
                (item.place, f"sha256 {kept.sha256}, where {item.fixity[Algorithm.SHA256]} was sent")
            )
    titles = [value for column, value in shipment.description if column == "dc.title"]
    wrong += [("dc.title", f"{title!r} is not in METS") for title in titles if title not in mets.titles]
    wrong += [
        (event, "is an event that METS lacks") for event in _events(shipment) if event not in mets.events
    ]
    if wrong:
        raise Rejected("E0677", name, f"{wrong[0][0]}: {wrong[0][1]}", tuple(wrong[1:]))


def _events(shipment: Shipment) -> list[str]:
    """The identifiers of the events that were sent: one that cannot be loaded makes Archivematica drop them all, and go on."""
    sent = [item for item in shipment.items if item.place == EVENTS]
    return [identifier for item in sent for identifier in event_identifiers(b"".join(item.source()))]
