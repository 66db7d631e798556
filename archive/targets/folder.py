"""Bags in a folder: a network share, a dark archive, a disk that goes to another house (docs/deposit/folder.md).

A bag is written in a hidden folder beside its place, on the same file system, synced, and renamed there in one step that replaces
nothing. What is read back is read from the disk where the system lets go of what it keeps in memory.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import ClassVar

from archive.bag.bag import Kind
from archive.bag.reader import Directory
from archive.bag.store import remove
from archive.bag.syscalls import rename_new, sync_file_system, sync_path, sync_tree
from archive.errors import DepositError, Rejected, SettingsError, Unavailable
from archive.findings import Finding
from archive.paths import absent
from archive.targets import drops
from archive.targets.disk import forget, put, told
from archive.targets.parcel import Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket
from archive.targets.standing import digest_of, fresh, reference

OPTIONS: Mapping[str, str] = dict(drops.OPTIONS)

_STAGING = ".archive-drop-"
_VERSION = "version"
_TRIES = 20
# What may pass by itself: a full disk, a share that is away, a busy or a tired disk.
_PASSING = frozenset({
    errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.ENOENT, errno.EMFILE, errno.ENFILE, errno.EAGAIN,
    errno.EBUSY, errno.ENOMEM, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ECONNRESET,
})  # fmt: skip

Read = Callable[[str], Iterator[bytes] | None]
"""The bytes at a place of the bag that stands at the drop; None if no file is there."""


def open_target(
    location: str,
    options: Mapping[str, str | int | bool],
    secret: Callable[[str, str], str | None],  # noqa: ARG001 - a folder has none
) -> FolderTarget:
    """The folder at `location`, which must be there: a share that is not mounted is never made on the disk beneath it.

    Raises SettingsError E0603 on an option that cannot be taken. Nothing is touched yet.
    """
    where = f"folder:{location}"
    if not location:
        raise SettingsError("E0603", where, "no folder is named")
    return FolderTarget(where, Path(location), drops.form_of(options, where))


class FolderTarget:
    """A Target (see `protocol`) whose objects are `ROOT/NAME`, or `ROOT/NAME.tar` and the like (see `drops`)."""

    kind: ClassVar[str] = "folder"

    def __init__(self, where: str, root: Path, form: drops.Form) -> None:
        self._where, self._root, self._form = where, root, form
        self._shipments = drops.Shipments(form, where)

    @property
    def where(self) -> str:
        return self._where

    def capabilities(self) -> Capabilities:
        return Capabilities(versions=self._form.wish is None, atomic=True)

    def shipment(self, parcel: Parcel) -> Shipment:
        return self._shipments.of(parcel)

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0601 to S0606: the folder, its room, and what stands there under the bag's name."""
        try:
            tops = _names(self._root)
            free = os.statvfs(self._root)
        except OSError as error:
            return (Finding("S0601", str(self._root), "a folder that can be listed", _reason(error)),)
        found = list(self._shipments.unfit(parcel))
        if not os.access(self._root, os.W_OK | os.X_OK):
            found.append(Finding("S0602", str(self._root)))
        room = free.f_bavail * free.f_frsize
        if parcel.size > room:
            found.append(Finding("S0605", str(self._root), f"{parcel.size} bytes", f"{room} bytes"))
        return (*found, *self._neighbours(parcel, tops))

    def find(self, parcel: Parcel) -> Holding | None:
        with self._told():
            versions = self._form.versions(parcel.name, _names(self._root))
        return next(filter(None, (self._holding(parcel, version) for version in versions)), None)

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:
        self._form.admit(parcel, found, self._where)
        ticket = Ticket(fresh())
        note(ticket)
        staging = self._staging(ticket)
        with self._told():
            staging.mkdir()
            fd = os.open(staging, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                self._write(parcel, staging / _VERSION / self._form.place(parcel.name, 1))
                if not sync_file_system(fd):
                    sync_tree(staging)
            finally:
                os.close(fd)
        return ticket

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        """The next version is only counted here: whoever else deposits at the same time, each bag gets a place, and one only."""
        staging, first = self._staging(ticket), self._form.place(parcel.name, 1)
        for _ in range(_TRIES):
            held = self.find(parcel)
            self._form.admit(parcel, held, self._where)
            if held is None or held.key != parcel.key:
                with self._told():
                    tops, after = set(_names(self._root)), int(held.version or 0) if held else 0
                    version = self._form.free(parcel.name, after, tops.__contains__)
                    source = staging / _VERSION / first if version == 1 else staging / _VERSION
                    place = self._form.place(parcel.name, version)
                    if not (staging / _VERSION / first).exists():
                        raise Rejected("E0693", f"{self._where}/{staging.name}", "is no longer there")
                    try:
                        rename_new(source, self._root / place.partition("/")[0])
                    except FileExistsError:
                        continue
                held = Holding(str(self._root / place), str(version), parcel.key)
            with self._told():
                sync_path(self._root)
            remove(staging)
            return held
        raise Unavailable("E0691", self._where, f"no place could be had in {_TRIES} tries")

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        path = Path(holding.location)
        if not path.is_relative_to(self._root) or ".." in path.relative_to(self._root).parts:
            raise Rejected("E0694", self._where, f"{holding.location} does not lie here")
        with self._told():
            there = not absent(path)
        if not there:
            return
        with self._standing(path, loose=not drops.is_one_file(holding.location, places)) as read:
            for place in places:
                chunks = read(place)
                if chunks is not None:
                    yield place, chunks

    def rollback(self, ticket: Ticket) -> None:
        staging = self._staging(ticket)
        remove(staging)
        if os.path.lexists(staging):
            raise Unavailable("E0692", f"{self._where}/{staging.name}", "cannot be removed")
        with self._told():
            sync_path(self._root)  # the name too that a commit may have given before it was broken off

    def close(self) -> None:
        pass

    def _staging(self, ticket: Ticket) -> Path:
        return self._root / f"{_STAGING}{reference(ticket, self._where, 'E0694')}"

    def _write(self, parcel: Parcel, path: Path) -> None:
        for item in self.shipment(parcel).items:
            file = path / item.place if self._form.loose else path
            file.parent.mkdir(parents=True, exist_ok=True)
            put(item, file)

    def _holding(self, parcel: Parcel, version: int) -> Holding | None:
        """The bag that stands at the place of this version, None if there is none."""
        path = self._root / self._form.place(parcel.name, version)
        if not self._is_bag(path):
            return None
        with self._standing(path, loose=self._form.loose) as read:
            items = self.shipment(parcel).items
            key = drops.key_there(parcel, items, lambda place: digest_of(read(place)))
        return Holding(str(path), str(version), key)

    def _is_bag(self, path: Path) -> bool:
        with self._told():  # of what may not be looked at it is not known
            return (path / "bagit.txt" if self._form.loose else path).is_file()

    def _neighbours(self, parcel: Parcel, tops: list[str]) -> Iterator[Finding]:
        """What stands in the way: a file or a folder that is no bag, another object's bag, a name that differs only in case."""
        name = self._form.place(parcel.name, 1)
        path = self._root / name
        if name in tops and not self._is_bag(path):
            yield Finding("S0604", str(path), "a bag, or nothing")
        elif name in tops and self._form.loose:
            with self._standing(path, loose=True) as read:
                yield from drops.stranger(parcel, str(path), read)
        for other in tops:
            if other != name and other.casefold() == name.casefold():
                yield Finding("S0606", str(self._root), name, other)

    @contextmanager
    def _standing(self, path: Path, *, loose: bool) -> Iterator[Read]:
        """Gives a function that reads what stands at `path`, from the disk where that can be had, and follows no link."""
        with self._told():
            inside = Directory(path if loose else path.parent, str(path))
        try:
            with self._told():
                there = inside.entries() if loose else {}

            def read(place: str) -> Iterator[bytes] | None:
                if there[place].kind is not Kind.FILE if place in there else loose or place != path.name:
                    return None
                forget(path / place if loose else path)
                return self._told_of(inside.chunks(place))

            yield read
        finally:
            inside.close()

    def _told_of(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        with self._told():
            yield from chunks

    def _told(self) -> AbstractContextManager[None]:
        """What the system says no to, as Rejected E0690, or as Unavailable E0691 where it may pass."""
        return told(partial(_error, self._where))


def _error(where: str, cause: OSError | None, detail: str) -> DepositError:
    if cause is None or cause.errno in _PASSING:
        return Unavailable("E0691", where, detail)
    return Rejected("E0690", where, detail)


def _names(folder: Path) -> list[str]:
    return os.listdir(folder)  # noqa: PTH208 - names alone are wanted


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
