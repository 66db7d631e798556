"""An OCFL 1.1 storage root on a file system of this machine (docs/deposit/ocfl.md): one object a seed, one version a changed bag.

The bag's files are the object's content, under the same paths. Nothing is seen of a deposit before its commit, and the commit is
undone by no kill: the next run finishes or forgets what was begun (docs/ocfl.md).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from archive.bag.store import remove
from archive.errors import DepositError, OcflError, Rejected, SettingsError, Unavailable
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.ocfl.layouts import DEFAULT, Layout, by_number
from archive.ocfl.naming import Prepared
from archive.ocfl.reading import Held, Reader, Root, held_at
from archive.ocfl.workspace import may_be_made
from archive.outcome import Failed
from archive.paths import absent
from archive.targets.disk import forget
from archive.targets.ocfl_parcel import addition_of, maker, message, no_room
from archive.targets.ocfl_root import StorageRoot, refusal
from archive.targets.parcel import Parcel, folders_lost
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket

OPTIONS: Mapping[str, str] = {
    "layout": "the layout of a root that is made: 0003 (default), 0004 or flat-direct",
    "user": "who makes the versions; default: the bag's Source-Organization",
    "address": "a URI to know them by, such as mailto:a@example.org",
}

_REFERENCE = re.compile(r"([0-9a-f]{16})/([0-9]+)")


def open_target(
    location: str,
    options: Mapping[str, str | int | bool],
    secret: Callable[[str, str], str | None],  # noqa: ARG001 - a folder has none
) -> OcflTarget:
    """The storage root at `location`, made at the first deposit if it is not there. Raises SettingsError E0603. Nothing is touched yet."""
    where = f"ocfl:{location}"
    if not location:
        raise SettingsError("E0603", where, "no folder is named")
    given = {key: str(value) for key, value in options.items()}
    try:
        layout = by_number(given["layout"]) if "layout" in given else None
    except OcflError as error:
        raise SettingsError("E0603", f"{where} layout", error.detail) from error
    return OcflTarget(where, Path(location), layout, given.get("user"), given.get("address"), _now)


class OcflTarget:
    """A Target (see `protocol`) whose objects are those of a storage root; `clock` gives the time of a version."""

    kind: ClassVar[str] = "ocfl"

    def __init__(
        self,
        where: str,
        path: Path,
        layout: Layout | None,
        user: str | None,
        address: str | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._where, self._root = where, StorageRoot(where, path, layout)
        self._user, self._address, self._clock = user, address, clock
        self._prepared: dict[str, Prepared] = {}

    @property
    def where(self) -> str:
        return self._where

    def capabilities(self) -> Capabilities:
        return Capabilities(versions=True, atomic=True, verifies=(Algorithm.SHA512, Algorithm.SHA256))

    def shipment(self, parcel: Parcel) -> Shipment:
        user = maker(parcel, self._user, self._address)
        description = (
            ("id", parcel.identifier),
            ("message", message(parcel)),
            ("user.name", user.name),
            ("user.address", user.address or ""),
        )
        return Shipment(parcel.files, description, folders_lost(parcel, "an object"))

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0101 to S0105: the root, its room, the object's place, and what is there already."""
        found = list(no_room(parcel, self._root.path))
        root, fault = self._to_be_used()
        if fault:
            return (*found, fault)
        layout = root.layout if root else self._root.layout or DEFAULT
        if layout is None:
            return (*found, Finding("S0101", str(self._root.path), "a layout that is known here", None))
        if root and self._root.layout and self._root.layout != layout:
            found.append(Finding("S0101", str(self._root.path), self._root.layout.name, layout.name))
        return (*found, *self._in_the_way(parcel, layout, root))

    def find(self, parcel: Parcel) -> Holding | None:
        root = self._root.existing()
        if root is None:
            return None
        try:
            held = self._root.held(root, parcel.identifier)
        except Rejected as error:
            if error.code != "E0702":
                raise
            return None  # what has no place here does not stand here; preflight says so
        return None if held is None else self._holding(root, held, parcel)

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:  # noqa: ARG002
        ticket, prepared = self._begun(parcel, note)
        self._prepared[ticket.reference] = prepared
        return ticket

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        """What was staged in this process; what another staged is there under its name, or is staged anew from the parcel."""
        prepared = self._prepared.pop(ticket.reference, None)
        if prepared is None:
            held = self.find(parcel)
            if held is not None and held.key == parcel.key:
                return held
            _, prepared = self._begun(parcel, lambda _: None)
        root, writer = self._root.to_write(), self._root.writer()
        with self._root.told():
            (outcome,) = writer.commit([prepared])
        if isinstance(outcome, Failed):
            held = self.find(parcel) if outcome.error.code == "E0707" else None
            if held is not None and held.key == parcel.key:
                return held  # another deposit of the same bag was faster
            raise refusal(outcome.error)
        stored = outcome.value
        return Holding(str(root.path / stored.place), stored.version, parcel.key)

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        """From the disk where the system lets go of what it keeps in memory."""
        root = self._root.existing()
        path = Path(holding.location)
        with self._root.told():
            gone = absent(path)
        if root is None or gone:
            return
        if not path.is_relative_to(root.path) or ".." in path.relative_to(root.path).parts:
            raise Rejected("E0707", self._where, f"{holding.location} does not lie here")
        with self._root.told():
            held = held_at(root, path.relative_to(root.path).as_posix())
            state = held.inventory.state(holding.version)
            with Reader(root, held) as reader:
                for place in places:
                    content = path / held.inventory.manifest[state[place]][0] if place in state else None
                    # A folder in a file's place is told when it is read; a link holds no byte of ours.
                    if content is not None and content.exists() and not content.is_symlink():
                        forget(content)
                        yield place, self._root.told_of(reader.content(state[place]))

    def rollback(self, ticket: Ticket) -> None:
        prepared = self._prepared.pop(ticket.reference, None)
        if prepared is not None:
            self._root.writer().discard(prepared)
            return
        match = _REFERENCE.fullmatch(ticket.reference)
        root = self._root.existing()
        if match is None or root is None:
            return
        run = self._root.writer().workspace.parent / match[1]  # opening it has cleared what dead runs left
        remove(run / match[2])
        if os.path.lexists(run / match[2]):
            raise Unavailable("E0713", f"{self._where} {ticket.reference}", "cannot be removed")

    def close(self) -> None:
        self._prepared.clear()
        self._root.close()

    def _begun(self, parcel: Parcel, note: Callable[[Ticket], None]) -> tuple[Ticket, Prepared]:
        self._root.to_write()
        writer = self._root.writer()
        folder = writer.folder()
        ticket = Ticket(f"{folder.parent.name}/{folder.name}")
        note(ticket)
        made_by = maker(parcel, self._user, self._address)
        addition = addition_of(parcel, made_by, self._clock())
        with self._root.told():
            return ticket, writer.prepare(addition, folder)

    def _holding(self, root: Root, held: Held, parcel: Parcel) -> Holding:
        wanted = addition_of(parcel, maker(parcel, self._user, self._address), self._clock())
        location = str(root.path / held.place)
        return Holding(
            location, held.inventory.head, parcel.key if wanted.is_state_of(held.inventory) else None
        )

    def _to_be_used(self) -> tuple[Root | None, Finding | None]:
        """The root, None where one is still to be made, and S0101 where neither can be."""
        wanted = "a storage root, or an empty folder"
        try:
            root = self._root.existing()
            if root is None and not may_be_made(self._root.path):
                return None, Finding("S0101", str(self._root.path), wanted, "other things")
        except DepositError as error:
            return None, Finding("S0101", str(self._root.path), wanted, error.detail)
        except OSError as error:
            return None, Finding("S0101", str(self._root.path), wanted, error.strerror)
        return root, None

    def _in_the_way(self, parcel: Parcel, layout: Layout, root: Root | None) -> Iterator[Finding]:
        try:
            place = layout.place(parcel.identifier)
        except OcflError as error:
            yield Finding("S0104", parcel.identifier, f"an identifier for {layout.name}", error.detail)
            return
        if root is None:
            return
        try:
            held = self._root.held(root, parcel.identifier)
        except DepositError as error:
            yield Finding("S0105", place, "an object that can have a further version", str(error))
            return
        if held is not None and held.doubts:
            codes = ", ".join(sorted({one.code for one in held.doubts}))
            yield Finding("S0105", place, "an object that can have a further version", codes)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
