"""How what was assembled gets its place among the objects, and how a place is taken back."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from archive.bag.syscalls import rename_new
from archive.errors import OcflError
from archive.ocfl.assembling import Addition, Assembled
from archive.ocfl.inventory import NAME, sidecar_name
from archive.ocfl.objects import SPECS
from archive.ocfl.reading import Held, Root
from archive.ocfl.recovering import finish


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


def give_place(prepared: Prepared, root: Root, workspace: Path) -> None:
    """A new object, or a version of one, seen from now on. Raises FileExistsError if another was faster, OSError, OcflError E0708."""
    if prepared.held is None:
        _publish(prepared, root)
    else:
        _append(prepared, root, workspace)


def take_back(prepared: Prepared, root: Root, away: Path) -> None:
    """What was given its place, put at `away`, a path in the workspace at which nothing is; what cannot be taken back stays."""
    if prepared.held is not None:
        _undone(prepared, root, away.parent)
        return
    folder = root.path / prepared.place
    try:
        folder.rename(away)
        for above in folder.parents[: prepared.place.count("/")]:
            above.rmdir()  # ends at the first that is not empty
    except OSError:
        return


def _publish(prepared: Prepared, root: Root) -> None:
    """Gives a new object its place by one rename, with all folders above it that are missing: none is ever seen empty."""
    assert prepared.folder is not None
    source, target = prepared.folder, root.path
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


def _append(prepared: Prepared, root: Root, workspace: Path) -> None:
    """Gives a version its place: its folder, then the inventory, and the sidecar last (implementation notes 3.7.2.3)."""
    assert prepared.folder is not None
    assert prepared.assembled is not None
    target = root.path / prepared.place
    rename_new(prepared.folder / prepared.version, target / prepared.version)
    try:
        for name in (NAME, sidecar_name(prepared.assembled.algorithm)):
            (prepared.folder / name).replace(target / name)
    except BaseException:
        _undone(prepared, root, workspace)
        raise


def _undone(prepared: Prepared, root: Root, workspace: Path) -> None:
    """Takes a version back that could not be given its place; what cannot be taken back is finished by the next writer."""
    assert prepared.folder is not None
    assert prepared.held is not None
    target = root.path / prepared.place
    try:
        finish(target, prepared.held.inventory.head, workspace, limits=root.limits)
        (target / prepared.version).rename(prepared.folder / prepared.version)
    except (OSError, OcflError):
        return


def _must_be_passable(folder: Path, place: str) -> None:
    """A folder on the way to an object is a folder, and no object itself (E082). Raises OcflError E0708."""
    if folder.is_symlink() or not folder.is_dir():
        raise OcflError("E0708", place, f"{folder.name} is no folder")
    if any(os.path.lexists(f"{folder}/0=ocfl_object_{spec}") for spec in SPECS):
        raise OcflError("E0708", place, f"{folder.name} is an object")
