"""Which bag it is: a key that is the same for the same bag only, and the identifier of the document in it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID, uuid5

from archive.bag.bag import Bag
from archive.bag.reading import Reading
from archive.errors import ArchiveError
from archive.record.model import Record
from archive.record.serial_json import from_json
from archive.sip import Layout, placed

BAGS = UUID("5a7c1f6e-3d0e-5e6b-9a53-1f4b0c2d8e17")
"""The name space of identifiers for bags that bring none."""


def bag_key(reading: Reading) -> str:
    """The sha256 of the tag manifest that lists every other tag file; of the list as we would write it, if there is none.

    Reads tag files alone. Raises BagError E0405 if one cannot be read.
    """
    bag = reading.bag
    others = reading.tags - {manifest.name for manifest in reading.tag_manifests}
    for manifest in sorted(
        reading.tag_manifests, key=lambda tag: (tag.algorithm != "sha256", tag.algorithm != "sha512")
    ):
        if manifest.algorithm in {"sha256", "sha512"} and others <= manifest.digests.keys():
            return _digest(bag.chunks(manifest.name))
    lines = [f"{_digest(bag.chunks(path))}  {path}\n" for path in sorted(others)]
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def bag_identifier(reading: Reading, record: Record | None) -> str:
    """The identifier of the record; without one, External-Identifier, or one made of the bag's name."""
    if record:
        return record.identifier
    external = next((field.value.strip() for field in reading.field("External-Identifier")), "")
    return external or f"urn:uuid:{uuid5(BAGS, reading.bag.name)}"


def described(bag: Bag, reading: Reading) -> tuple[Record | None, Layout | None]:
    """The record of a bag that is laid out as ours are, and that layout; None for each that is not there."""
    layout = placed(reading.payload)
    if layout is None:
        return None, None
    try:
        return from_json(bag.read(layout.record)), layout
    except ArchiveError:
        return None, None


def _digest(chunks: Iterable[bytes]) -> str:
    hasher = sha256()
    for chunk in chunks:
        hasher.update(chunk)
    return hasher.hexdigest()
