"""A version of an object given back as a folder: byte for byte what was put in, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from archive.bag.store import Durability, Store, open_store
from archive.bag.syscalls import rename_new, sync_file_system, sync_path, sync_tree
from archive.bag.writer import folders_of, make_folder, write_new
from archive.errors import BagError, OcflError
from archive.ocfl.reading import Held, Reader, Root

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def export(
    root: Root,
    held: Held,
    target: Path,
    version: str | None = None,
    *,
    durability: Durability = Durability.BATCH,
) -> Path:
    """`target`, a new folder that has the logical paths of a version, of the newest if none is named.

    It is written out of sight beside its place; every file's digest is seen to be right before the folder gets its name.
    Raises OcflError E0711 (no such version), E0704 and E0714 (content that is missing or damaged),
    E0713 (it cannot be written), E0717 (content that cannot be read).
    """
    state = held.inventory.state(version)
    target = target.absolute()
    try:
        with open_store(target.parent, durability=durability) as store:
            _fill(root, held, state, store, target)
    except OSError as error:
        raise OcflError("E0713", str(target), error.strerror or str(error)) from error
    except BagError as error:
        raise OcflError("E0713", str(target), error.detail) from error
    return target


def _fill(root: Root, held: Held, state: dict[str, str], store: Store, target: Path) -> None:
    staged = store.staging / "export"
    make_folder(staged)
    top = os.open(staged, _FOLDER)
    try:
        for folder in folders_of(state):
            make_folder(folder, top)
        with Reader(root, held) as reader:
            for path, digest in sorted(state.items()):
                write_new(path, reader.proved(digest), top)
        if store.durability is not Durability.NONE and not sync_file_system(top):
            sync_tree(staged)
    finally:
        os.close(top)
    rename_new(staged, target)
    if store.durability is not Durability.NONE:
        sync_path(target.parent)
