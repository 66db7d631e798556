"""A bag as a standard transfer of Archivematica: which file stands where, and what is written beside the bag's own files.

    NAME/objects/data/...                       the payload, by the paths that it has in the bag
    NAME/metadata/metadata.csv                  the description, of `objects` as a whole
    NAME/metadata/premis.xml                    what was done so far, in the form that Archivematica loads
    NAME/metadata/checksum.sha256               the sha256 of every file in `objects`, by the path from `metadata`
    NAME/metadata/submissionDocumentation/...   the bag's tag files

The payload keeps its `data/`: objects/metadata, objects/service and others mean something to Archivematica, and a bag may have a
folder of such a name. With the tag files beside it the whole bag can be put together again (`path_in_bag`).
"""

from __future__ import annotations

import csv
import io

from archive.fixity import Algorithm, measure
from archive.record.exports.archivematica import losses, to_archivematica
from archive.targets.archivematica.events import premis_of
from archive.targets.parcel import Item, Parcel, media_type
from archive.targets.protocol import Shipment

OBJECTS = "objects/"
DOCUMENTATION = "metadata/submissionDocumentation/"
CHECKSUMS = "metadata/checksum.sha256"
EVENTS = "metadata/premis.xml"
TABLE = "metadata/metadata.csv"
_PAYLOAD = "data/"


def transfer(parcel: Parcel) -> Shipment:
    """What stands in the transfer folder, sorted by path."""
    table = _table(parcel)
    made = [_made(TABLE, table), _made(CHECKSUMS, _checksums(parcel))]
    events = premis_of(parcel)
    lost = list(losses(parcel.record)) if parcel.record else []
    if events is not None:
        made.append(_made(EVENTS, events))
    elif parcel.layout is not None:
        lost.append("the PREMIS events, which could not be read; premis.xml goes with the payload")
    moved = (Item(place_of(item.place), item.fixity, item.media_type, item.source) for item in parcel.files)
    items = sorted([*moved, *made], key=lambda item: item.place)
    return Shipment(tuple(items), _pairs(table), tuple(lost))


def place_of(path: str) -> str:
    """Where a file of the bag stands in the transfer."""
    return f"{OBJECTS if path.startswith(_PAYLOAD) else DOCUMENTATION}{path}"


def path_in_bag(place: str) -> str | None:
    """The path in the bag of what stands at this place of the transfer; None for what was written for Archivematica."""
    if place.startswith(f"{OBJECTS}{_PAYLOAD}"):
        return place.removeprefix(OBJECTS)
    return place.removeprefix(DOCUMENTATION) if place.startswith(DOCUMENTATION) else None


def _made(place: str, data: bytes) -> Item:
    return Item(place, measure((data,)), media_type(place), lambda: iter((data,)))


def _checksums(parcel: Parcel) -> bytes:
    """The list that `sha256sum -c` takes. It must name every file of `objects`: one line less, and the transfer fails."""
    lines = [
        f"{item.fixity[Algorithm.SHA256]}  ../{place_of(item.place)}\n"
        for item in parcel.files
        if item.place.startswith(_PAYLOAD)
    ]
    return "".join(lines).encode()


def _table(parcel: Parcel) -> bytes:
    """One row for all of `objects`: every file there is a form of the one document that the record describes."""
    if parcel.record is not None:
        return to_archivematica({"": parcel.record}, base="objects")
    told = {
        "dc.title": parcel.field("Internal-Sender-Description") or parcel.name,
        "dc.description": parcel.field("External-Description"),
        "dc.publisher": parcel.field("Source-Organization"),
        "dc.identifier": parcel.identifier,
    }
    cells = {name: value for name, value in told.items() if value}
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([["filename", *cells], ["objects", *cells.values()]])
    return out.getvalue().encode()


def _pairs(table: bytes) -> tuple[tuple[str, str], ...]:
    header, row = csv.reader(io.StringIO(table.decode(), newline=""))
    return tuple(zip(header[1:], row[1:], strict=True))
