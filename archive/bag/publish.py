"""The commit: a batch of staged bags brought to disk, given their names, and only then reported (docs/durability.md)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.bag.standing import is_bag
from archive.bag.store import Durability, Store, remove
from archive.bag.syscalls import exchange, rename_new, sync_file_system, sync_path, sync_tree
from archive.bag.writer import Staged
from archive.errors import BagError
from archive.outcome import Done, Failed, Outcome

_FEW = 2  # folders that are synced one by one sooner than the whole file system


@dataclass(frozen=True, slots=True)
class Published:
    """A bag that stands under its own name at `root`; `digest` as in Staged, `replaced` if another gave way to it."""

    name: str
    root: Path
    digest: str
    replaced: bool = False


def publish(batch: Iterable[Staged], store: Store, *, replace: bool = False) -> list[Outcome[Published]]:
    """What came of each bag, in order: one sync for the batch, one rename a bag, the folders above synced, then this list.

    Failed holds BagError E0407 (already there), E0410 (not safely on disk), E0411 (no bag in its place), E0412 or E0413.
    A generator as `batch` is drawn from here, so that an error of writing back while it stages is seen too.
    """
    try:
        fd = os.open(store.staging, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        return [_failed(staged, "E0413", error) for staged in batch]
    try:
        if store.durability is Durability.EACH:
            return [outcome for staged in batch for outcome in _commit([staged], fd, store, replace)]
        return _commit(list(batch), fd, store, replace)
    finally:
        os.close(fd)


def _commit(batch: Sequence[Staged], fd: int, store: Store, replace: bool) -> list[Outcome[Published]]:
    durable = store.durability is not Durability.NONE
    try:
        if durable and batch and not sync_file_system(fd):
            for staged in batch:
                sync_tree(staged.root)
    except OSError as error:
        return [_failed(staged, "E0410", error) for staged in batch]
    outcomes = [_name(staged, store, replace) for staged in batch]
    named = [outcome.value for outcome in outcomes if isinstance(outcome, Done)]
    try:
        if durable:
            _sync_folders({folder for published in named for folder in _above(published.root, store)}, fd)
    except OSError as error:
        return [
            _withdraw(staged, outcome.value, error) if isinstance(outcome, Done) else outcome
            for staged, outcome in zip(batch, outcomes, strict=True)
        ]
    for staged, outcome in zip(batch, outcomes, strict=True):
        if isinstance(outcome, Done) and outcome.value.replaced:
            remove(staged.root)  # the old bag, now that the new one is safe
    return outcomes


def settle(names: Iterable[str], store: Store) -> None:
    """Brings to disk the names of bags that stand: a worker that has died may have named them and not come to do it.

    Raises OSError.
    """
    folders = {folder for name in names for folder in _above(store.place(name), store)}
    if folders and store.durability is not Durability.NONE:
        fd = os.open(store.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _sync_folders(folders, fd)
        finally:
            os.close(fd)


def _above(place: Path, store: Store) -> Iterator[Path]:
    """The folders whose names lead to a bag, from its own up to the store."""
    for folder in place.parents:
        yield folder
        if folder == store.root:
            return


def _sync_folders(folders: set[Path], fd: int) -> None:
    """Brings the names in these folders to disk: one by one if they are few, else all at once. Raises OSError."""
    if len(folders) > _FEW and sync_file_system(fd):
        return
    for folder in sorted(folders):
        sync_path(folder)


def _name(staged: Staged, store: Store, replace: bool) -> Outcome[Published]:
    target = store.place(staged.name)
    replaced = False
    try:
        try:
            if target.parent != store.root:
                target.parent.mkdir(parents=True, exist_ok=True)
            rename_new(staged.root, target)
        except FileExistsError as error:
            _give_way(staged, target, replace, error)
            replaced = True
    except BagError as error:
        remove(staged.root)
        return Failed(staged.name, error)
    except OSError as error:
        return _failed(staged, "E0413", error)
    return Done(Published(staged.name, target, staged.digest, replaced))


def _give_way(staged: Staged, target: Path, replace: bool, error: FileExistsError) -> None:
    """Puts the staged bag in the old one's place and the old one in staging, in one step: the name is never without a bag."""
    folder = staged.root.is_dir()
    if not (is_bag(target) if folder else target.is_file() and not target.is_symlink()):
        raise BagError("E0411", staged.name, f"{target} is no bag") from error
    if not replace:
        raise BagError("E0407", staged.name, f"{target} is already there") from error
    if exchange(staged.root, target):
        return
    if folder:
        raise BagError("E0412", staged.name, str(target)) from error
    staged.root.replace(target)


def _withdraw(staged: Staged, published: Published, error: OSError) -> Failed:
    """Takes the name back: a later run must not find, and trust, a bag whose name may never have reached the disk."""
    try:
        if published.replaced:
            exchange(staged.root, published.root)
        else:
            published.root.rename(staged.root)
    except OSError:
        # The old bag may lie in staging still: it is not removed before the run ends.
        return Failed(staged.name, _error(staged, "E0410", error))
    return _failed(staged, "E0410", error)


def _failed(staged: Staged, code: str, error: OSError) -> Failed:
    remove(staged.root)
    return Failed(staged.name, _error(staged, code, error))


def _error(staged: Staged, code: str, error: OSError) -> BagError:
    return BagError(code, staged.name, error.strerror or str(error))
