"""A bag as one item in DSpace's Simple Archive Format: what it says of it, and which bitstreams it gets.

    NAME/item_000/dublin_core.xml          the fields of schema dc
    NAME/item_000/metadata_dcterms.xml     those of schema dcterms
    NAME/item_000/contents                 a line for each bitstream: its name, bundle, description, and which is the primary one
    NAME/item_000/collections              the collection that it goes to, where one is named
    NAME/item_000/NAME.zip …               the bitstreams

The whole bag goes as a zip; the seed, its text and its TEI go beside it too, so that they can be read in the repository. DSpace looks for
items one folder below the first one in the zip as soon as any path there has three parts: so there is always that first folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.bag.serial import Content, Serialization, serialize
from archive.fixity import Fixity, measure
from archive.paths import portable_name
from archive.targets.dspace.fields import described, documents, lost, name_of
from archive.targets.parcel import Item, Parcel, media_type
from archive.targets.protocol import Shipment

ITEM = "item_000"
_BUNDLE = "ORIGINAL"
_PRIMARY = "\tprimary:true"
_TAKEN = frozenset({"contents", "collections", "handle", "relationships", "dublin_core.xml", "license.txt"})
"""Names in an item's folder that mean something to DSpace, besides `metadata_*.xml`."""


@dataclass(frozen=True, slots=True)
class Bitstream:
    """A file that DSpace is to hold; its place is its name there."""

    item: Item
    description: str
    primary: bool = False


def bitstreams(parcel: Parcel) -> tuple[Bitstream, ...]:
    """The bitstreams of the bag's item, each name once. Reads the bag once."""
    zipped = parcel.packed(Serialization.ZIP)
    name = f"{portable_name(parcel.name)}{Serialization.ZIP.suffix}"
    whole = Bitstream(
        Item(name, zipped.fixity, zipped.media_type, zipped.source), "The whole bag (BagIt, RFC 8493)"
    )
    if parcel.layout is None:
        return (Bitstream(whole.item, whole.description, primary=True),)
    shown = (
        (parcel.layout.original, "The document as received", True),
        (parcel.layout.text, "Its text, normalized", False),
        (parcel.layout.tei, "Its text, encoded in TEI P5", False),
    )
    found = {name: whole}
    for path, told, primary in shown:
        own = parcel.file(path)
        place = path.rpartition("/")[2]
        if place not in found and not _means_something(place):
            found[place] = Bitstream(
                Item(place, own.fixity, own.media_type, own.source), told, primary=primary
            )
    return tuple(found[place] for place in sorted(found))


def held(parcel: Parcel) -> Shipment:
    """What a DSpace server is to hold: the bitstreams, and the fields in its own names."""
    return Shipment(tuple(bitstream.item for bitstream in bitstreams(parcel)), told(parcel), lost(parcel))


def told(parcel: Parcel) -> tuple[tuple[str, str], ...]:
    return tuple((name_of(field), field.value) for field in described(parcel))


def unpacked(parcel: Parcel, collection: str | None) -> tuple[Item, ...]:
    """The files of the package, by their paths below its top folder, sorted."""
    streams = bitstreams(parcel)
    made = [*documents(parcel), ("contents", _contents(streams))]
    if collection:
        made.append(("collections", f"{collection}\n".encode()))
    items = [Item(name, measure((data,)), media_type(name), _giving(data)) for name, data in made]
    items += [bitstream.item for bitstream in streams]
    placed = (Item(f"{ITEM}/{item.place}", item.fixity, item.media_type, item.source) for item in items)
    return tuple(sorted(placed, key=lambda item: item.place))


def packed(parcel: Parcel, collection: str | None) -> Item:
    """The package as one zip, the same bytes on every machine."""
    name = portable_name(parcel.name)
    members: list[Content] = [_Member(item) for item in unpacked(parcel, collection)]
    # The first that a zip can hold: nothing in DSpace comes to depend on it.
    moment = datetime(1980, 1, 1, tzinfo=UTC)

    def source() -> Iterator[bytes]:
        return serialize(members, name, Serialization.ZIP, moment)

    return Item(
        f"{name}{Serialization.ZIP.suffix}", measure(source()), media_type(Serialization.ZIP.suffix), source
    )


@dataclass(frozen=True, slots=True)
class _Member:
    item: Item

    @property
    def path(self) -> str:
        return self.item.place

    @property
    def fixity(self) -> Fixity:
        return self.item.fixity

    def chunks(self) -> Iterator[bytes]:
        return self.item.chunks()


def _giving(data: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter((data,))


def _means_something(name: str) -> bool:
    return name in _TAKEN or (name.startswith("metadata_") and name.endswith(".xml"))


def _contents(streams: tuple[Bitstream, ...]) -> bytes:
    """The file `contents`. DSpace reads it in the encoding of its machine: it is ASCII, as the names are."""
    lines = [
        f"{stream.item.place}\tbundle:{_BUNDLE}\tdescription:{stream.description}{_PRIMARY if stream.primary else ''}\n"
        for stream in streams
    ]
    return "".join(lines).encode("ascii")
