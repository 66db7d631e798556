"""Objects and versions added to a storage root: assembled out of sight, brought to disk in batches, then named (docs/ocfl.md)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from archive.bag.store import Durability, Store, remove
from archive.bag.syscalls import rename_new, sync_file_system, sync_path, sync_tree
from archive.bag.writer import make_folder
from archive.errors import ArchiveError, OcflError
from archive.ocfl.assembling import Addition, Assembled, assemble
from archive.ocfl.documents import shown
from archive.ocfl.inventory import NAME, sidecar_name
from archive.ocfl.objects import SPECS
from archive.ocfl.reading import Held, Root
from archive.ocfl.recovering import finish
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


@dataclass(slots=True)
class Prepared:
    """An addition assembled and not yet committed; nothing of it is seen. `assembled` is None where nothing is to be done."""

    addition: Addition
    place: str
    held: Held | None
    folder: Path | None = None
    assembled: Assembled | None = None
    lock: int | None = None

    @property
    def version(self) -> str:
        """The version that the object has, or will have, when this is committed."""
        if self.assembled is not None:
            return self.assembled.version
        return self.held.inventory.head if self.held else "v1"


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

        Raises OcflError E0702, E0704 to E0709, E0712, E0713, E0715; and what `addition.files` raises while they are read.
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

        Raises OcflError E0702, E0704, E0705, E0708, E0713, E0715.
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
        if not os.path.lexists(self._root.path / prepared.place):
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
                if prepared.held is None:
                    self._publish(prepared)
                else:
                    self._append(prepared)
        except FileExistsError as error:
            detail = f"{prepared.place} was written by another meanwhile"
            return _lost(identifier, OcflError("E0707", shown(identifier), detail), error)
        except OSError as error:
            return _lost(identifier, OcflError("E0713", shown(identifier), _reason(error)), error)
        except OcflError as error:
            return Failed(identifier, error)
        return Done(Stored(identifier, prepared.place, prepared.version, prepared.assembled is not None))

    def _publish(self, prepared: Prepared) -> None:
        """Gives a new object its place by one rename, with all folders above it that are missing: none is ever seen empty."""
        assert prepared.folder is not None
        source, target = prepared.folder, self._root.path
        parts = prepared.place.split("/")
        for part in parts[:-1]:
            source, target = source / part, target / part
            try:
                rename_new(source, target)
            except FileExistsError:
                _must_be_passable(target, prepared.place)
            else:
                return
        rename_new(source / parts[-1], target / parts[-1])

    def _append(self, prepared: Prepared) -> None:
        """Gives a version its place: its folder, then the inventory, and the sidecar last (implementation notes 3.7.2.3)."""
        assert prepared.folder is not None
        assert prepared.assembled is not None
        target = self._root.path / prepared.place
        rename_new(prepared.folder / prepared.version, target / prepared.version)
        try:
            for name in (NAME, sidecar_name(prepared.assembled.algorithm)):
                (prepared.folder / name).replace(target / name)
        except BaseException:
            self._undone(prepared)
            raise

    def _undone(self, prepared: Prepared) -> None:
        """Takes a version back that could not be given its place; what cannot be taken back is finished by the next writer."""
        assert prepared.folder is not None
        assert prepared.held is not None
        target = self._root.path / prepared.place
        try:
            finish(target, prepared.held.inventory.head, self._store.staging, limits=self._root.limits)
            (target / prepared.version).rename(prepared.folder / prepared.version)
        except (OSError, OcflError):
            return

    def _withdrawn(self, prepared: Prepared, error: OSError) -> Outcome[Stored]:
        """Takes back a name that may never have reached the disk: a later run must not find, and trust, it."""
        try:
            if prepared.held is None:
                folder = self._root.path / prepared.place
                folder.rename(self._store.staging / f"withdrawn-{next(self._numbers)}")
                for above in folder.parents[: prepared.place.count("/")]:
                    above.rmdir()  # ends at the first that is not empty
            else:
                self._undone(prepared)
        except OSError:
            pass
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


def _must_be_passable(folder: Path, place: str) -> None:
    """A folder on the way to an object is a folder, and no object itself (E082). Raises OcflError E0708."""
    if folder.is_symlink() or not folder.is_dir():
        raise OcflError("E0708", place, f"{folder.name} is no folder")
    if any(os.path.lexists(f"{folder}/0=ocfl_object_{spec}") for spec in SPECS):
        raise OcflError("E0708", place, f"{folder.name} is an object")


def _reason(error: OSError) -> str:
    at = f"{error.filename}: " if error.filename else ""
    return f"{at}{error.strerror or error}"
