"""A folder in which packages stand side by side: each is written in a hidden folder beside its place, synced, and renamed into it.

What Archivematica and DSpace are handed by way of a folder. The rename replaces nothing, so that a package is there whole or not at all.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from archive.bag.store import remove
from archive.bag.syscalls import rename_new, sync_file_system, sync_path, sync_tree
from archive.errors import DepositError, Rejected, Unavailable
from archive.fixity import Algorithm
from archive.targets.disk import put, told
from archive.targets.parcel import Item, Parcel
from archive.targets.protocol import Holding, Ticket
from archive.targets.standing import Read, digest_of, reference

STAGING = ".archive-staging-"
# What a person has to change: rights, a read-only disk, a name that the file system cannot hold. All else may pass by itself.
_LASTING = frozenset({
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ENOTDIR, errno.EFBIG, errno.ELOOP,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of whoever uses the shelf: it refuses, it cannot be reached, litter, a place that was lost, what is not from here."""

    refused: str
    unreachable: str
    litter: str
    lost: str
    strange: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder `root`; `where` is how messages name it. It must be there: a share that is away is never made on the disk beneath."""

    root: Path
    where: str
    codes: Codes

    def names(self) -> list[str]:
        """What stands here, in no order."""
        with self.told():
            return os.listdir(self.root)  # noqa: PTH208 - names alone are wanted

    def staging(self, ticket: Ticket) -> Path:
        """Where this ticket's package is written. Raises Rejected for a ticket that was not given here."""
        return self.root / f"{STAGING}{reference(ticket, self.where, self.codes.strange)}"

    def standing(self, location: str) -> Path:
        """The path of what stands at a holding's location. Raises Rejected for one that does not lie here."""
        path = Path(location)
        if path.parent != self.root or path.name in {"", ".", ".."}:
            raise Rejected(self.codes.strange, self.where, f"{location} does not lie here")
        return path

    def put(self, item: Item, path: Path) -> None:
        """Writes a new file, and the folders that it lies in."""
        path.parent.mkdir(parents=True, exist_ok=True)
        put(item, path)

    @contextmanager
    def synced(self, staging: Path) -> Iterator[None]:
        """Makes the staging folder, and brings what the block wrote there to disk."""
        staging.mkdir()
        fd = os.open(staging, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield
            if not sync_file_system(fd):
                sync_tree(staging)
        finally:
            os.close(fd)

    def settle(self, staging: Path, name: str, key: str, standing: Callable[[], Holding | None]) -> None:
        """Gives the staged package its name; if it has it already, what is `standing` there must have the key.

        Raises Unavailable for what is neither: trying again stages anew.
        """
        if not (name and self._publish(staging, name)):
            there = bool(name) and os.path.lexists(self.root / name)
            found = standing() if there else None
            if found is None or found.key != key:
                why = "another deposit took this place" if there else "what was staged is no longer there"
                raise Unavailable(self.codes.lost, f"{self.where}/{name}", why)
        remove(staging)

    def discard(self, ticket: Ticket) -> None:
        """Removes what was staged. Raises Unavailable if that cannot be done."""
        staging = self.staging(ticket)
        remove(staging)
        if os.path.lexists(staging):
            raise Unavailable(self.codes.litter, f"{self.where}/{staging.name}", "cannot be removed")

    def told(self) -> AbstractContextManager[None]:
        """What the system says no to, as Rejected, or as Unavailable where it may pass."""
        return told(self._error)

    def reading(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The chunks; what goes wrong on the way is `told`."""
        with self.told():
            yield from chunks

    def _publish(self, staging: Path, name: str) -> bool:
        """Whether the staged package got its name here; False if something has the name, or nothing was staged."""
        with self.told():
            try:
                rename_new(staging / name, self.root / name)
            except (FileExistsError, FileNotFoundError):
                return False
            sync_path(self.root)
            return True

    def _error(self, cause: OSError | None, detail: str) -> DepositError:
        """What is damaged stays so; of the system's answers most may pass."""
        if cause is None or cause.errno in _LASTING:
            return Rejected(self.codes.refused, self.where, detail)
        return Unavailable(self.codes.unreachable, self.where, detail)


def newest(standing: Mapping[int, str], holding: Callable[[str, int], Holding | None]) -> Holding | None:
    """What is held under the highest of these versions that is the object's."""
    found = (holding(standing[version], version) for version in sorted(standing, reverse=True))
    return next((one for one in found if one is not None), None)


def versions(name: str, suffix: str, tops: list[str]) -> dict[int, str]:
    """Which version of the package `name` each of these names is: `letters`, `letters.v2`, each with this pattern at its end."""
    pattern = re.compile(re.escape(name) + r"(?:\.v([2-9]|[1-9][0-9]{1,8}))?" + suffix)
    return {int(match[1] or 1): match[0] for match in map(pattern.fullmatch, tops) if match}


def version_name(name: str, version: int) -> str:
    return name if version == 1 else f"{name}.v{version}"


def key_there(parcel: Parcel, read: Read) -> str:
    """The key of the bag that stands, if that is the parcel's bag; else one that is not the parcel's. Tag files alone are read."""
    tags = [item for item in parcel.files if not item.place.startswith("data/")]
    seal = next((item for item in tags if item.fixity[Algorithm.SHA256] == parcel.key), None)
    if seal is not None:
        return digest_of(read(seal.place))
    lines = [
        f"{digest_of(read(item.place))}  {item.place}\n"
        for item in tags
        if not item.place.startswith("tagmanifest-")
    ]
    return sha256("".join(lines).encode()).hexdigest()
