"""A storage root opened: its objects found, listed, read, and given back as they were put in. Nothing in it is trusted."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from archive.bag.bag import Limits as BagLimits
from archive.bag.reader import Directory
from archive.errors import BagError, OcflError
from archive.findings import Finding, Severity, severity
from archive.ocfl.digests import computable, digest_of, hasher
from archive.ocfl.documents import shown
from archive.ocfl.faults import LIMITS, Faults, Limits
from archive.ocfl.inventory import NAME, Inventory, sidecar_name
from archive.ocfl.layouts import Layout
from archive.ocfl.roots import objects_in, root_claims
from archive.ocfl.taking import claims_of
from archive.paths import absent

# What the system says of a file that is not there, or is none: a fault of the object, and no fault of the disk.
_NO_FILE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP})
# Faults of an inventory that leave no doubt about what lies where.
_HARMLESS = frozenset(
    {"F0049", "F0054", "F0055", "F0056", "F0057", "F0093", "F0094", "F0097", "F0102", "F0107"}
)


@dataclass(frozen=True, slots=True)
class Root:
    """A storage root. `layout` is None where it names none, or one that we cannot compute: then its objects are searched."""

    path: Path
    spec: str
    layout: Layout | None
    limits: Limits = LIMITS


@dataclass(frozen=True, slots=True)
class Held:
    """An object of a root: where it stands, and what its inventory says. `data` are the inventory's bytes.

    `doubts` are faults that do not keep it from being read; it gets no new version as long as there are any.
    """

    place: str
    inventory: Inventory
    data: bytes
    doubts: tuple[Finding, ...] = ()


def open_root(path: Path, *, limits: Limits = LIMITS) -> Root:
    """The storage root at `path`. Raises OcflError E0701 if it is none, or its declaration or layout cannot be taken."""
    faults = Faults(limits)
    claims = root_claims(path, faults)
    wrong = [one for one in faults.found if severity(one) is Severity.ERROR]
    if wrong or claims.spec is None:
        raise OcflError(
            "E0701",
            str(path),
            "its declaration or layout cannot be taken",
            tuple((one.where, f"{one.code}: {one.expected}; found {one.found}") for one in wrong),
        )
    return Root(path.absolute(), claims.spec, claims.layout, limits)


def find(root: Root, identifier: str) -> Held | None:
    """The object of this identifier, or None. Raises OcflError E0702, E0704, E0707 (another object is in its place), E0717."""
    if root.layout is not None:
        place = root.layout.place(identifier)
        if not stands(root, place):
            return None
        held = held_at(root, place)
        if held.inventory.identifier != identifier:
            raise OcflError("E0707", shown(identifier), f"{place} holds {shown(held.inventory.identifier)}")
        return held
    return _searched(root, identifier)


def stands(root: Root, place: str) -> bool:
    """Whether anything, a link too, is at `place`. Raises OcflError E0717 where nobody may look, for then it is not known."""
    try:
        return not absent(root.path / place)
    except OSError as error:
        raise OcflError("E0717", place, error.strerror or str(error)) from error


def held_at(root: Root, place: str) -> Held:
    """The object whose root is `place`. Raises OcflError E0704 if its inventory cannot be taken, E0717 if it cannot be read."""
    faults = Faults(root.limits)
    directory = _opened(root)
    try:
        data = _whole(directory, f"{place}/{NAME}", root.limits.inventory)
        claims = claims_of(data, NAME, faults)
        if claims is not None and claims.algorithm is not None and computable(claims.algorithm):
            name = f"{place}/{sidecar_name(claims.algorithm)}"
            digest = _whole(directory, name, root.limits.small).split(None, 1)[:1]
            if [digest_of(data, claims.algorithm).encode()] != [one.lower() for one in digest]:
                faults.add("F0060", name, digest_of(data, claims.algorithm), None)
    except BagError as error:
        raise _unread(error, place, f"{error.where}: {error.detail}") from error
    finally:
        directory.close()
    wrong = [one for one in faults.found if severity(one) is Severity.ERROR]
    if claims is None or any(one.code not in _HARMLESS for one in wrong):
        causes = tuple((one.where, f"{one.code}: {one.expected}; found {one.found}") for one in wrong)
        raise OcflError("E0704", place, "its inventory cannot be taken", causes)
    return Held(place, claims.inventory(), data, tuple(wrong))


def identifiers(root: Root) -> Iterator[tuple[str, str]]:
    """Place and identifier of every object, in the order of their places. Raises OcflError E0704, E0717."""
    for place in objects_in(root.path, Faults(root.limits)):
        yield place, held_at(root, place).inventory.identifier


class Reader:
    """The bytes of one object's logical paths; a context manager. No link is followed, whatever the store holds."""

    def __init__(self, root: Root, held: Held) -> None:
        self._held = held
        self._directory = _opened(root)

    def chunks(self, path: str, version: str | None = None) -> Iterator[bytes]:
        """The bytes of a logical path, as they are on disk. Raises OcflError E0711, E0704 and E0717."""
        inventory = self._held.inventory
        digest = inventory.state(version).get(path)
        if digest is None:
            raise OcflError("E0711", inventory.identifier, f"{shown(path)} in {version or inventory.head}")
        return self.content(digest)

    def content(self, digest: str) -> Iterator[bytes]:
        """The bytes that the manifest has under this digest, as they are on disk. Raises OcflError E0704, E0717."""
        place = f"{self._held.place}/{self._held.inventory.manifest[digest][0]}"
        try:
            yield from self._directory.chunks(place)
        except BagError as error:
            raise _unread(error, place, error.detail) from error

    def proved(self, digest: str) -> Iterator[bytes]:
        """The same, digested on the way; raises OcflError E0714 after the last chunk if they are not those that were put in."""
        algorithm = self._held.inventory.algorithm
        running = hasher(algorithm)
        for chunk in self.content(digest):
            running.update(chunk)
            yield chunk
        if running.hexdigest() != digest.lower():
            where = f"{self._held.place}/{self._held.inventory.manifest[digest][0]}"
            raise OcflError("E0714", where, f"{algorithm} {running.hexdigest()}, where {digest} was put in")

    def close(self) -> None:
        self._directory.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _searched(root: Root, identifier: str) -> Held | None:
    """The object, looked for in every place. Raises OcflError E0704 or E0717 if it is not found and there is what cannot be read: it may be that."""
    unread: OcflError | None = None
    faults = Faults(root.limits)
    for place in objects_in(root.path, faults):
        try:
            held = held_at(root, place)
        except OcflError as error:
            unread = unread or error
            continue
        if held.inventory.identifier == identifier:
            return held
    if unread:
        raise unread
    for one in faults.found:
        if one.code == "F2001":
            raise OcflError("E0717", one.where, one.found or "it cannot be listed")
    return None


def _unread(error: BagError, place: str, detail: str) -> OcflError:
    """E0717 for what the system would not let be read, E0704 for what is not there or is none."""
    cause = error.__cause__
    system = isinstance(cause, OSError) and cause.errno not in _NO_FILE
    return OcflError("E0717" if system else "E0704", place, detail)


def _opened(root: Root) -> Directory:
    try:
        return Directory(root.path, str(root.path), BagLimits(depth=root.limits.depth))
    except (BagError, NotADirectoryError) as error:
        detail = error.detail if isinstance(error, BagError) else "no folder"
        raise OcflError("E0701", str(root.path), detail) from error


def _whole(directory: Directory, path: str, limit: int) -> bytes:
    """A file's bytes. Raises BagError, for what is larger than `limit` too."""
    size = directory.size(path)
    if size > limit:
        raise BagError("E0426", path, f"{size} bytes, where {limit} are read at most")
    parts = []
    for chunk in directory.chunks(path):
        parts.append(chunk)
        if (limit := limit - len(chunk)) < 0:
            raise BagError("E0426", path, "it grows while it is read")
    return b"".join(parts)
