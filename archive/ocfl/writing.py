"""Objects and versions added to a storage root: assembled out of sight, brought to disk in batches, then named (docs/ocfl.md)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from archive.bag.store import Durability, Store, remove
from archive.bag.syscalls import sync_file_system, sync_path, sync_tree
from archive.bag.writer import make_folder
from archive.errors import ArchiveError, OcflError
from archive.ocfl.assembling import Addition, assemble
from archive.ocfl.documents import shown
from archive.ocfl.naming import Prepared, give_place, take_back
from archive.ocfl.reading import Held, Root, stands
from archive.ocfl.workspace import lock, locked, opened, sound
from archive.outcome import Done, Failed, Outcome

BATCH = 128


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as it stands now: `version` is its newest; `new` if this run made that version."""

    identifier: str
    place: str
    version: str
    new: bool


@contextmanager
def open_writer(root: Root, *, durability: Durability = Durability.BATCH) -> Iterator[Writer]:
    """A writer with a workspace of its own, which ends with the block; what was not committed by then is gone.

    Objects that a dead writer left half changed are brought to their last good version first. Raises OcflError E0703 for a
    root without a layout, E0713 if nothing can be written there.
    """
    if root.layout is None:
        raise OcflError("E0703", str(root.path), "objects can be added only where the layout is known")
    with opened(root, durability) as store:
        writer = Writer(root, store)
        try:
            yield writer
        finally:
            writer.close()


def add(
    root: Root,
    additions: Iterable[Addition],
    *,
    batch: int = BATCH,
    durability: Durability = Durability.BATCH,
) -> Iterator[Outcome[Stored]]:
    """What came of each addition, in order; of a batch nothing is said before all of it is safely on disk."""
    waiting = iter(additions)
    with open_writer(root, durability=durability) as writer:
        while group := list(islice(waiting, 1 if durability is Durability.EACH else batch)):
            yield from writer.store(group)


class Writer:
    """Assembles and commits. One thread at a time; two writers on one root do not disturb each other."""

    def __init__(self, root: Root, store: Store) -> None:
        self._root, self._store = root, store
        self._numbers = count()
        self._open: list[Prepared] = []
        # Opened before the first write, so that the sync tells what failed in the background since.
        self._sync = os.open(store.staging, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def store(self, additions: Sequence[Addition]) -> list[Outcome[Stored]]:
        """Each assembled, then all committed together."""
        begun: list[Prepared | Failed] = []
        for addition in additions:
            try:
                begun.append(self.prepare(addition))
            except ArchiveError as error:
                begun.append(Failed(addition.identifier, error))
        committed = iter(self.commit([one for one in begun if isinstance(one, Prepared)]))
        return [one if isinstance(one, Failed) else next(committed) for one in begun]

    @property
    def workspace(self) -> Path:
        """The folder of this run; those of other runs lie beside it."""
        return self._store.staging

    def folder(self) -> Path:
        """Where the next addition may be assembled: a path in the workspace at which nothing is yet."""
        return self._store.staging / str(next(self._numbers))

    def prepare(self, addition: Addition, folder: Path | None = None) -> Prepared:
        """The addition assembled in the workspace, at `folder` if one was asked for, and its object locked; nothing is seen of it yet.

        Raises OcflError E0702, E0704 to E0709, E0712, E0713, E0715, E0717; and what `addition.files` raises while they are read.
        """
        assert self._root.layout is not None
        place = self._root.layout.place(addition.identifier)
        prepared = Prepared(addition, place, None)
        try:
            self._find(prepared)
            self._assemble(prepared, folder or self.folder())
        except OSError as error:
            self.discard(prepared)
            raise OcflError("E0713", shown(addition.identifier), _reason(error)) from error
        except BaseException:
            self.discard(prepared)
            raise
        self._open.append(prepared)
        return prepared

    def commit(self, batch: Sequence[Prepared]) -> list[Outcome[Stored]]:
        """What came of each, in order: one sync of what was assembled, the renames, one sync of the names.

        Failed holds OcflError E0707 (another was faster), E0710 (not safely on disk) or E0713.
        """
        fresh = [one for one in batch if one.assembled is not None]
        durable = self._store.durability is not Durability.NONE and bool(fresh)
        try:
            if durable:
                self._synced([one.folder for one in fresh if one.folder])
        except OSError as error:
            return [self._failed(one, "E0710", error) if one.assembled else self._name(one) for one in batch]
        outcomes = [self._name(one) for one in batch]
        try:
            if durable:
                self._synced([self._root.path / one.place for one in fresh])
        except OSError as error:
            outcomes = [
                self._withdrawn(one, error) if isinstance(outcome, Done) and one.assembled else outcome
                for one, outcome in zip(batch, outcomes, strict=True)
            ]
        for one in batch:
            self.discard(one)
        return outcomes

    def discard(self, prepared: Prepared) -> None:
        """Nothing is left of it in the workspace, and its object is free."""
        folder, prepared.folder = prepared.folder, None
        fd, prepared.lock = prepared.lock, None
        if folder is not None:
            _remove(folder)
        if fd is not None:
            os.close(fd)
        if prepared in self._open:
            self._open.remove(prepared)

    def settled(self, identifier: str) -> Held | None:
        """The object of this identifier, a version that was broken off finished; None if there is none.

        Raises OcflError E0702, E0704, E0705, E0708, E0713, E0715, E0717.
        """
        assert self._root.layout is not None
        place = self._root.layout.place(identifier)
        try:
            with locked(self._root, place):
                return sound(self._root, place, self._store.staging)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OcflError("E0713", shown(identifier), _reason(error)) from error

    def close(self) -> None:
        for prepared in list(self._open):
            self.discard(prepared)
        os.close(self._sync)

    def _find(self, prepared: Prepared) -> None:
        if not stands(self._root, prepared.place):
            return
        prepared.lock = lock(self._root, prepared.place)
        prepared.held = sound(self._root, prepared.place, self._store.staging)
        inventory = prepared.held.inventory
        if inventory.identifier != prepared.addition.identifier:
            detail = f"{prepared.place} holds {shown(inventory.identifier)}"
            raise OcflError("E0707", shown(prepared.addition.identifier), detail)
        if prepared.held.doubts:
            causes = tuple((one.where, one.code) for one in prepared.held.doubts)
            raise OcflError("E0704", prepared.place, "its inventory has faults", causes)

    def _assemble(self, prepared: Prepared, folder: Path) -> None:
        if prepared.held and prepared.addition.is_state_of(prepared.held.inventory):
            return
        make_folder(folder)
        prepared.folder = folder
        prepared.assembled = assemble(
            prepared.addition, prepared.held, prepared.place, prepared.folder, spec=self._root.spec
        )
        if prepared.assembled is None:
            remove(prepared.folder)
            prepared.folder = None

    def _synced(self, otherwise: Iterable[Path]) -> None:
        """Everything of the file system on disk, or, where that cannot be asked for, everything below these folders."""
        if sync_file_system(self._sync):
            return
        for folder in otherwise:
            sync_tree(folder)
            for above in folder.parents[: len(folder.relative_to(self._root.path).parts)]:
                sync_path(above)

    def _name(self, prepared: Prepared) -> Outcome[Stored]:
        identifier = prepared.addition.identifier
        try:
            if prepared.assembled is not None:
                give_place(prepared, self._root, self._store.staging)
        except FileExistsError as error:
            detail = f"{prepared.place} was written by another meanwhile"
            return _lost(identifier, OcflError("E0707", shown(identifier), detail), error)
        except OSError as error:
            return _lost(identifier, OcflError("E0713", shown(identifier), _reason(error)), error)
        except OcflError as error:
            return Failed(identifier, error)
        return Done(Stored(identifier, prepared.place, prepared.version, prepared.assembled is not None))

    def _withdrawn(self, prepared: Prepared, error: OSError) -> Outcome[Stored]:
        """Takes back a name that may never have reached the disk: a later run must not find, and trust, it."""
        take_back(prepared, self._root, self.folder())
        return self._failed(prepared, "E0710", error)

    def _failed(self, prepared: Prepared, code: str, error: OSError) -> Failed:
        self.discard(prepared)
        identifier = prepared.addition.identifier
        return Failed(identifier, OcflError(code, shown(identifier), _reason(error)))


def _remove(folder: Path) -> None:
    """Removes what was assembled; of what was given its place nothing is left but the folder itself."""
    try:
        folder.rmdir()
    except OSError:
        remove(folder)


def _lost(identifier: str, told: OcflError, error: OSError) -> Failed:
    told.__cause__ = error
    return Failed(identifier, told)


def _reason(error: OSError) -> str:
    at = f"{error.filename}: " if error.filename else ""
    return f"{at}{error.strerror or error}"
