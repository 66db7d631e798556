"""What lies within one version's folder, held to what may."""

from __future__ import annotations

from collections.abc import Sequence

from archive.bag.bag import Entry, Kind
from archive.ocfl.digests import VOCABULARY
from archive.ocfl.faults import Faults
from archive.ocfl.inventory import NAME, sidecar_name


def judge_version_folder(
    name: str, content: str, algorithm: str | None, entries: Sequence[Entry], faults: Faults
) -> None:
    """E015, W002, W003 and E024: a version has its inventory, the sidecar and its content, and the content no empty folder.

    `entries` is all that lies within the version's folder; without an `algorithm` any sidecar may be its own.
    """
    prefix = f"{name}/"
    allowed = {NAME}
    if algorithm:
        allowed.add(sidecar_name(algorithm))
    elif any(entry.path == f"{prefix}{NAME}" for entry in entries):
        allowed |= {sidecar_name(each) for each in VOCABULARY}
    within = f"{prefix}{content}/"
    filled: set[str] = set()
    for entry in entries:
        path = entry.path
        if path.startswith(within):
            if entry.kind is not Kind.DIRECTORY:
                _fill(filled, path)
        elif "/" not in (below := path[len(prefix) :]):
            if entry.kind is Kind.FILE and below not in allowed:
                faults.add("F0015", path, "no file but the inventory and its sidecar", below)
            elif entry.kind is Kind.DIRECTORY and below != content:
                faults.add("F1002", path, f"no folder but {content}", below)
    _empty_folders(name, within, filled, entries, faults)


def _empty_folders(
    name: str, within: str, filled: set[str], entries: Sequence[Entry], faults: Faults
) -> None:
    content = within[:-1]
    if content not in filled and any(entry.path == content for entry in entries):
        faults.add("F1003", content, "no content folder where there is no content", name)
    for entry in entries:
        path = entry.path
        if entry.kind is Kind.DIRECTORY and path.startswith(within) and path not in filled:
            faults.add("F0024", path, "a file in it", "an empty folder")


def _fill(filled: set[str], path: str) -> None:
    """Notes every folder above a file, up to one that was noted."""
    above = path.rpartition("/")[0]
    while above and above not in filled:
        filled.add(above)
        above = above.rpartition("/")[0]
