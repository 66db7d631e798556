"""A judged bag as a target takes it: its files with their fixity, and bytes that are watched while they are sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from archive.bag.algorithms import checksum
from archive.bag.bag import Bag, Kind
from archive.bag.identity import bag_identifier, bag_key, described
from archive.bag.reading import Reading, read_bag
from archive.bag.serial import Serialization, serialize
from archive.errors import ArchiveError, BagError, Rejected
from archive.fixity import DEFAULT_ALGORITHMS, Algorithm, Fixity, measure
from archive.record.model import Record
from archive.sip import Layout

_MEDIA_TYPES = {
    ".txt": "text/plain; charset=utf-8", ".xml": "application/xml", ".json": "application/json", ".csv": "text/csv; charset=utf-8",
    ".zip": "application/zip", ".tar": "application/x-tar", ".gz": "application/gzip", ".pdf": "application/pdf", ".html": "text/html",
}  # fmt: skip

_SHOWN = 12
_UNREAD = frozenset({"B0310", "B0804", "B0806"})
"""Of a file or folder that is there and was not read: what it says is not known, which is not that it says nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file as a target is to hold it: `place` is its name there, `source` gives its bytes from the beginning."""

    place: str
    fixity: Fixity
    media_type: str
    source: Callable[[], Iterator[bytes]]

    def chunks(self) -> Iterator[bytes]:
        """The bytes, to be sent; the last are held back until all were seen to be the expected ones.

        Raises Rejected E0604 if the file changed since its fixity was measured: what was sent is then too short to be taken.
        """
        hasher, size, held = sha256(), 0, b""
        for chunk in self._read():
            hasher.update(chunk)
            size += len(chunk)
            if held:
                yield held
            held = chunk
        if (size, hasher.hexdigest()) != (self.fixity.size, self.fixity[Algorithm.SHA256]):
            raise Rejected(
                "E0604", self.place, f"{size} bytes with other digests, where {self.fixity.size} were judged"
            )
        if held:
            yield held

    def _read(self) -> Iterator[bytes]:
        try:
            yield from self.source()
        except BagError as error:
            raise Rejected("E0604", self.place, error.detail) from error


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bag that was judged fit to be sent. `identifier` names the object there; `key` is the same for the same bag only.

    `files` is the whole bag, sorted, each place its path in the bag; `record` and `layout` are None for a bag that is
    not one of ours; `info` is bag-info.txt in its order. `bag` is open as long as the parcel is used.
    """

    bag: Bag
    name: str
    identifier: str
    key: str
    files: tuple[Item, ...]
    info: tuple[tuple[str, str], ...]
    record: Record | None
    layout: Layout | None

    @property
    def size(self) -> int:
        """Bytes of the whole bag."""
        return sum(item.fixity.size for item in self.files)

    def file(self, path: str) -> Item:
        """The file at `path`. Raises KeyError."""
        return {item.place: item for item in self.files}[path]

    def field(self, label: str) -> str | None:
        """The first value of this label of bag-info.txt; labels know no case (RFC 8493 §2.2.2)."""
        return next((value for name, value in self.info if name.casefold() == label.casefold()), None)

    def packed(self, kind: Serialization) -> Item:
        """The whole bag as one file, the same bytes on every machine; dated as the bag is. Reads the bag once."""
        moment = _bagged_at(self.field("Bagging-Date"))
        members = [_Member(item.place, item.fixity, item.chunks) for item in self.files]

        def source() -> Iterator[bytes]:
            return serialize(members, self.name, kind, moment)

        return Item(f"{self.name}{kind.suffix}", measure(source()), media_type(kind.suffix), source)


@dataclass(frozen=True, slots=True)
class _Member:
    path: str
    fixity: Fixity
    source: Callable[[], Iterator[bytes]]

    def chunks(self) -> Iterator[bytes]:
        return self.source()


def folders_lost(parcel: Parcel, keeper: str) -> tuple[str, ...]:
    """The sentence that says which empty folders a keeper of files, such as `an object`, does not keep; none if there are none."""
    filled: set[str] = set()
    for path in parcel.bag.entries:
        while (path := path.rpartition("/")[0]) and path not in filled:
            filled.add(path)
    entries = parcel.bag.entries.items()
    empty = sorted(path for path, entry in entries if entry.kind is Kind.DIRECTORY and path not in filled)
    if not empty:
        return ()
    more = ", …" if len(empty) > _SHOWN else ""
    return (f"Empty folders, which {keeper} cannot hold: {', '.join(empty[:_SHOWN])}{more}.",)


def parcel_of(bag: Bag) -> Parcel:
    """The parcel that an open bag makes; that the bag is valid is for the caller to have seen.

    Digests that its manifests give in both our algorithms are taken from there: the judgement held them against the bytes.
    Any other file is read, and held against what its manifests give. Raises Rejected E0604 where a file cannot be read, or
    is not what they say, E0606 for a bag with links or with files still to be fetched.
    """
    reading = read_bag(bag)
    for finding in (*reading.findings, *bag.container.seen()):
        if finding.code in _UNREAD:
            raise Rejected("E0604", finding.where, finding.found or "cannot be read")
    if reading.fetch or any(entry.kind is not Kind.DIRECTORY for entry in reading.others):
        raise Rejected("E0606", bag.name, "links, special files or a fetch.txt")
    if any(not _sendable(name) for name in (bag.name, *bag.entries)):
        raise Rejected("E0606", bag.name, "names that are not UTF-8")
    known = _known(reading)
    places = reading.payload | reading.tags
    if gone := known.keys() - places:
        raise Rejected("E0604", min(gone), "it was judged, and is not there now")
    files = tuple(_item(bag, path, known) for path in sorted(places))
    info = tuple((field.label, field.value) for field in reading.info or ())
    record, layout = described(bag, reading)
    identifier = bag_identifier(reading, record)
    return Parcel(bag, bag.name, identifier, bag_key(reading), files, info, record, layout)


def media_type(name: str) -> str:
    """The media type that a file's name suggests; octets where it suggests none."""
    return next(
        (kind for end, kind in _MEDIA_TYPES.items() if name.lower().endswith(end)), "application/octet-stream"
    )


def _sendable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _known(reading: Reading) -> Mapping[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for manifest in (*reading.manifests, *reading.tag_manifests):
        for path, digest in manifest.digests.items():
            found.setdefault(path, {})[manifest.algorithm] = digest.lower()
    return found


def _item(bag: Bag, path: str, known: Mapping[str, dict[str, str]]) -> Item:
    def source() -> Iterator[bytes]:
        return bag.container.chunks(path)

    digests = known.get(path, {})
    if all(digests.get(algorithm) for algorithm in DEFAULT_ALGORITHMS):
        fixity = Fixity(
            bag.size(path), tuple((algorithm, digests[algorithm]) for algorithm in DEFAULT_ALGORITHMS)
        )
    else:
        fixity = _measured(path, source, digests)
    return Item(path, fixity, media_type(path), source)


def _measured(path: str, source: Callable[[], Iterator[bytes]], digests: Mapping[str, str]) -> Fixity:
    """The fixity in our algorithms of a file that the judgement saw in its manifests' ones; both in one read."""
    hashers = {name: known.begin() for name in digests if (known := checksum(name))}

    def watched() -> Iterator[bytes]:
        for chunk in source():
            for hasher in hashers.values():
                hasher.update(chunk)
            yield chunk

    try:
        fixity = measure(watched())
    except ArchiveError as error:
        raise Rejected("E0604", path, error.detail) from error
    for name, hasher in hashers.items():
        if hasher.hexdigest() != digests[name]:
            raise Rejected("E0604", path, f"{name} {hasher.hexdigest()}, where {digests[name]} was judged")
    return fixity


def _bagged_at(date: str | None) -> datetime:
    try:
        return datetime.fromisoformat((date or "").strip()).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)  # the first that a zip can hold
