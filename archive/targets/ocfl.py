"""An OCFL 1.1 storage root on a file system of this machine (docs/deposit/ocfl.md): one object a seed, one version a changed bag.

The bag's files are the object's content, under the same paths. Nothing is seen of a deposit before its commit, and the commit is
undone by no kill: the next run finishes or forgets what was begun (docs/ocfl.md).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from archive.bag.store import remove
from archive.bag.syscalls import sync_file_system
from archive.errors import BagError, DepositError, OcflError, Rejected, SettingsError, Unavailable
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.ocfl.layouts import DEFAULT, Layout, by_number
from archive.ocfl.naming import Prepared
from archive.ocfl.reading import Held, Reader, Root, find, held_at, open_root
from archive.ocfl.recovering import newest_folder
from archive.ocfl.workspace import left_behind, make_root, may_be_made
from archive.ocfl.writing import Writer, open_writer
from archive.outcome import Failed
from archive.targets.ocfl_parcel import addition_of, lost, maker, message, no_room
from archive.targets.parcel import Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket

OPTIONS: Mapping[str, str] = {
    "layout": "the layout of a root that is made: 0003 (default), 0004 or flat-direct",
    "user": "who makes the versions; default: the bag's Source-Organization",
    "address": "a URI to know them by, such as mailto:a@example.org",
}

_REFERENCE = re.compile(r"([0-9a-f]{16})/([0-9]+)")
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PASSING = frozenset({"E0705", "E0710", "E0713"})  # another writer, a full or a tired disk


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
        self._where, self._path, self._layout = where, path, layout
        self._user, self._address, self._clock = user, address, clock
        self._opened: Root | None = None
        self._writing: Writer | None = None
        self._stack = ExitStack()
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
        return Shipment(parcel.files, description, lost(parcel))

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0101 to S0105: the root, its room, the object's place, and what is there already."""
        found = list(no_room(parcel, self._path))
        root, fault = self._to_be_used()
        if fault:
            return (*found, fault)
        layout = root.layout if root else self._layout or DEFAULT
        if layout is None:
            return (*found, Finding("S0101", str(self._path), "a layout that is known here", None))
        if root and self._layout and self._layout != layout:
            found.append(Finding("S0101", str(self._path), self._layout.name, layout.name))
        return (*found, *self._in_the_way(parcel, layout, root))

    def find(self, parcel: Parcel) -> Holding | None:
        root = self._existing()
        if root is None:
            return None
        try:
            held = self._held(root, parcel.identifier)
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
        root, writer = self._root_to_write(), self._writer()
        with self._told():
            (outcome,) = writer.commit([prepared])
        if isinstance(outcome, Failed):
            held = self.find(parcel) if outcome.error.code == "E0707" else None
            if held is not None and held.key == parcel.key:
                return held  # another deposit of the same bag was faster
            raise _error(outcome.error)
        stored = outcome.value
        return Holding(str(root.path / stored.place), stored.version, parcel.key)

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        """From the disk where the system lets go of what it keeps in memory."""
        root = self._existing()
        path = Path(holding.location)
        if root is None or not path.exists():
            return
        if not path.is_relative_to(root.path) or ".." in path.relative_to(root.path).parts:
            raise Rejected("E0707", self._where, f"{holding.location} does not lie here")
        with self._told():
            held = held_at(root, path.relative_to(root.path).as_posix())
            state = held.inventory.state(holding.version)
            with Reader(root, held) as reader:
                for place in places:
                    content = path / held.inventory.manifest[state[place]][0] if place in state else None
                    # A folder in a file's place is told when it is read; a link holds no byte of ours.
                    if content is not None and content.exists() and not content.is_symlink():
                        _forget(content)
                        yield place, self._told_of(reader.content(state[place]))

    def rollback(self, ticket: Ticket) -> None:
        prepared = self._prepared.pop(ticket.reference, None)
        if prepared is not None:
            self._writer().discard(prepared)
            return
        match = _REFERENCE.fullmatch(ticket.reference)
        root = self._existing()
        if match is None or root is None:
            return
        run = self._writer().workspace.parent / match[1]  # opening it has cleared what dead runs left
        remove(run / match[2])
        if os.path.lexists(run / match[2]):
            raise Unavailable("E0713", f"{self._where} {ticket.reference}", "cannot be removed")

    def close(self) -> None:
        self._prepared.clear()
        self._writing = self._opened = None
        with self._told():
            self._stack.close()

    def _begun(self, parcel: Parcel, note: Callable[[Ticket], None]) -> tuple[Ticket, Prepared]:
        self._root_to_write()
        writer = self._writer()
        folder = writer.folder()
        ticket = Ticket(f"{folder.parent.name}/{folder.name}")
        note(ticket)
        made_by = maker(parcel, self._user, self._address)
        addition = addition_of(parcel, made_by, self._clock())
        with self._told():
            return ticket, writer.prepare(addition, folder)

    def _existing(self) -> Root | None:
        """The root, if there is one; what a run that was cut off named there is on disk before anybody relies on it."""
        if self._opened is None and self._declared():
            with self._told():
                self._opened = open_root(self._path)
                fd = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
                try:
                    sync_file_system(fd)
                finally:
                    os.close(fd)
            if self._opened.layout is not None and left_behind(self._opened):
                with suppress(DepositError):  # whoever may only read leaves it to the next who writes
                    self._writer()
        return self._opened

    def _declared(self) -> bool:
        with self._told():
            return self._path.is_dir() and any(self._path.glob("0=*"))

    def _root_to_write(self) -> Root:
        root = self._existing()
        if root is None:
            with self._told():
                root = self._opened = make_root(self._path, self._layout or DEFAULT)
        return root

    def _writer(self) -> Writer:
        if self._writing is None:
            with self._told():
                self._writing = self._stack.enter_context(open_writer(self._root_to_write()))
        return self._writing

    def _held(self, root: Root, identifier: str) -> Held | None:
        """The object, a version that was broken off while it got its name finished first."""
        with self._told():
            try:
                held = find(root, identifier)
                if held is None or newest_folder(root.path / held.place) == held.inventory.head:
                    return held
            except OcflError as error:
                if error.code != "E0704" or root.layout is None:
                    raise
            return self._writer().settled(identifier)

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
            root = self._existing()
            if root is None and not may_be_made(self._path):
                return None, Finding("S0101", str(self._path), wanted, "other things")
        except DepositError as error:
            return None, Finding("S0101", str(self._path), wanted, error.detail)
        except OSError as error:
            return None, Finding("S0101", str(self._path), wanted, error.strerror)
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
            held = self._held(root, parcel.identifier)
        except DepositError as error:
            yield Finding("S0105", place, "an object that can have a further version", str(error))
            return
        if held is not None and held.doubts:
            codes = ", ".join(sorted({one.code for one in held.doubts}))
            yield Finding("S0105", place, "an object that can have a further version", codes)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the store says no to, as Rejected, or as Unavailable where it may pass."""
        try:
            yield
        except OcflError as error:
            raise _error(error) from error
        except BagError as error:
            raise Rejected("E0604", error.where, error.detail) from error
        except OSError as error:
            raise Unavailable("E0713", self._where, error.strerror or str(error)) from error

    def _told_of(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        with self._told():
            yield from chunks


def _error(error: Exception) -> DepositError:
    if isinstance(error, DepositError) or not isinstance(error, OcflError):
        return error if isinstance(error, DepositError) else Rejected("E0713", "", str(error))
    kind = Unavailable if error.code in _PASSING else Rejected
    code = "E0604" if error.code == "E0706" else error.code
    return kind(code, error.where, error.detail, error.causes)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _forget(path: Path) -> None:
    """Asks the system to drop what it keeps of a file in memory, so that the disk is read; one that cannot does nothing."""
    if not hasattr(os, "posix_fadvise"):
        return
    try:
        fd = os.open(path, _READ)
    except OSError:
        return  # told where it is read
    try:
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    except OSError:
        pass
    finally:
        os.close(fd)
