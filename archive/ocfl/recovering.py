"""An object whose newest version was broken off while it was added, brought to its last good version (implementation notes 3.7.2.4).

A version is added by three renames: its folder, then the object's inventory, then the sidecar. Its folder is whole and on disk
before the first, so what a kill leaves is finished, never taken back: nothing that was given to the store is ever removed.
"""

from __future__ import annotations

import os
from pathlib import Path

from archive.bag.syscalls import sync_path
from archive.errors import OcflError
from archive.findings import Severity, severity
from archive.ocfl.claims import Claims
from archive.ocfl.digests import digest_of
from archive.ocfl.faults import LIMITS, Faults, Limits
from archive.ocfl.inventory import NAME, sidecar, sidecar_name, version_number
from archive.ocfl.roots import read_small
from archive.ocfl.taking import claims_of


def unfinished(folder: Path, *, limits: Limits = LIMITS) -> str | None:
    """The version that was begun and not finished in the object at `folder`; None for one that is as it should be.

    Only what the renames above explain counts. Raises OcflError E0708 for an object in any other disorder, OSError if it
    cannot be read.
    """
    newest = newest_folder(folder)
    data = _read(folder / NAME, limits.inventory)
    root = _claims(data, limits)
    if newest is None or data is None or root is None or root.algorithm is None or root.head is None:
        raise _disorder(folder, "no inventory or no version that can be taken")
    told = _read(folder / sidecar_name(root.algorithm), limits.small)
    in_step = told is not None and told.split()[:1] == [digest_of(data, root.algorithm).encode()]
    if in_step and root.head == newest:
        return None
    own = _read(folder / newest / NAME, limits.inventory)
    if root.head == newest and own == data:
        return newest  # only the sidecar is still that of the version before
    claims = _claims(own, limits)
    if not in_step or own is None or claims is None or not _succeeds(claims, newest, root):
        raise _disorder(folder, f"{newest} does not follow {root.head}")
    for path in claims.manifest or {}:
        if not (folder / path).is_file():
            raise _disorder(folder, f"{path} is missing")
    return newest


def newest_folder(folder: Path) -> str | None:
    """The name of the newest version's folder; None where there is none. Raises OSError."""
    with os.scandir(folder) as listing:
        names = [entry.name for entry in listing if entry.is_dir(follow_symlinks=False)]
    numbered = {number: name for name in names if (number := version_number(name))}
    return numbered[max(numbered)] if numbered else None


def finish(folder: Path, version: str, workspace: Path, *, limits: Limits = LIMITS) -> None:
    """The object's inventory and sidecar made those of `version`, whose folder is whole. Raises OSError, OcflError E0708.

    Whoever calls holds the object's lock; `workspace` is a folder of theirs on the same file system.
    """
    data = _read(folder / version / NAME, limits.inventory)
    claims = _claims(data, limits)
    if data is None or claims is None or claims.algorithm is None:
        raise _disorder(folder, f"the inventory of {version} cannot be taken")
    _replace(folder / NAME, data, workspace)
    _replace(folder / sidecar_name(claims.algorithm), sidecar(data, claims.algorithm), workspace)
    sync_path(folder)


def _replace(path: Path, data: bytes, workspace: Path) -> None:
    new = workspace / f"recovered-{path.name}"
    fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    with os.fdopen(fd, "wb") as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), 0o644)  # by any umask
        os.fsync(file.fileno())
    new.replace(path)


def _succeeds(claims: Claims, newest: str, root: Claims) -> bool:
    """Whether an inventory is that of the version after the root's: the same versions before it, and one more."""
    before = {name: (claim.state, claim.raw) for name, claim in root.versions.items()}
    after = {name: (claim.state, claim.raw) for name, claim in claims.versions.items() if name != newest}
    return (
        claims.head == newest
        and claims.identifier == root.identifier
        and (version_number(newest) or 0) == (version_number(root.head or "") or 0) + 1
        and before == after
    )


def _claims(data: bytes | None, limits: Limits) -> Claims | None:
    """What an inventory says, if it has no fault of severity error."""
    if data is None:
        return None
    faults = Faults(limits)
    claims = claims_of(data, NAME, faults)
    return None if any(severity(one) is Severity.ERROR for one in faults.found) else claims


def _read(path: Path, limit: int) -> bytes | None:
    try:
        return read_small(path, limit)
    except FileNotFoundError:
        return None


def _disorder(folder: Path, detail: str) -> OcflError:
    return OcflError("E0708", str(folder), detail)
