"""A bag as an OCFL object: its files, its maker, and whether there is room for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from archive.findings import Finding
from archive.ocfl.assembling import Addition, Source
from archive.ocfl.inventory import User
from archive.targets.parcel import Item, Parcel

_MAKERS = UUID("0b0b7a0f-6a0c-5c1e-8a55-0c6cf1d0a3b7")  # the name space of makers of whom no address is known


def addition_of(parcel: Parcel, maker: User, created: datetime) -> Addition:
    """The state that the object of this parcel is to have."""
    files = tuple(_source(item) for item in parcel.files)
    return Addition(parcel.identifier, files, created, message(parcel), maker)


def message(parcel: Parcel) -> str:
    """What the version says of itself."""
    return f"Bag {parcel.name}, key {parcel.key}"


def maker(parcel: Parcel, name: str | None, address: str | None) -> User:
    """Who makes the version, with a URI to know them by: who is named, or else who the bag names."""
    mail = None if name else parcel.field("Contact-Email")
    known = name or parcel.field("Source-Organization") or "archive"
    return User(known, address or (f"mailto:{mail}" if mail else f"urn:uuid:{uuid5(_MAKERS, known)}"))


def no_room(parcel: Parcel, root: Path) -> Iterator[Finding]:
    """S0102 and S0103: a place that cannot be written to, or has less room than the bag takes."""
    above = next(path for path in (root, *root.parents) if os.path.exists(path))  # noqa: PTH110 - pathlib's raises
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        yield Finding("S0102", str(above), "a folder that can be written to")
        return
    try:
        free = os.statvfs(above)
    except OSError as error:
        yield Finding("S0102", str(above), "a folder that can be asked for its room", error.strerror)
        return
    room = free.f_bavail * free.f_frsize
    if parcel.size > room:
        yield Finding("S0103", str(above), f"{parcel.size} bytes", f"{room} bytes")


def _source(item: Item) -> Source:
    digests = {str(algorithm): digest for algorithm, digest in item.fixity.digests}
    return Source(item.place, item.source, item.fixity.size, digests)
