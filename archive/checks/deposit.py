"""The parts of a deposit, read once from its bag, for the checks that hold them against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from archive.bag.bag import Bag, Kind
from archive.errors import ArchiveError
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.premis import Premis
from archive.premis import from_xml as read_premis
from archive.record.model import Record
from archive.record.serial_json import from_json
from archive.sip import PLACES, Layout, candidates, placed, sole
from archive.stored import LARGE


@dataclass(frozen=True, slots=True)
class Deposit:
    """What one of our bags holds; of a `large` one original, text, changes and TEI are in the bag alone, and empty here. `record` and `premis` are None where they cannot be read, which is a fault of its own.

    `manifests` gives each algorithm's digests by path, `info` the fields of bag-info.txt; both are the bag's own words.
    """

    paths: Layout
    original: bytes
    text: bytes
    changes: bytes
    tei: bytes
    dcterms: bytes
    oai_dc: bytes
    record: Record | None
    premis: Premis | None
    manifests: Mapping[Algorithm, Mapping[str, str]]
    info: tuple[tuple[str, str], ...]
    sizes: Mapping[str, int]
    large: bool = False
    original_digest: str | None = None

    @property
    def original_sha256(self) -> str:
        return self.original_digest or sha256(self.original).hexdigest()


def open_deposit(
    bag: Bag,
    manifests: Mapping[Algorithm, Mapping[str, str]],
    info: tuple[tuple[str, str], ...],
    *,
    large: int = LARGE,
) -> tuple[Deposit | None, tuple[Finding, ...]]:
    """The deposit that lies in a bag, and what keeps it from being one (D0101, D0102, P0101).

    Where a seed or what was made of it has more than `large` bytes, none of them is read here.
    """
    files = {path: bag.size(path) for path, entry in bag.entries.items() if entry.kind is Kind.FILE}
    paths = placed(files)
    if paths is None:
        return None, tuple(_missing(files))
    faults: list[Finding] = []
    parts = (paths.original, paths.text, paths.changes, paths.tei)
    in_pieces = any(
        files[path] > limit
        for path, limit in zip(parts, (large, 2 * large, 4 * large, 8 * large), strict=True)
    )
    try:
        dcterms, oai_dc, record_json, premis_xml = (
            bag.read(path) for path in (paths.dcterms, paths.oai_dc, paths.record, paths.premis)
        )
        original, text, changes, tei = (b"",) * 4 if in_pieces else (bag.read(path) for path in parts)
    except ArchiveError as error:
        return None, (Finding("D0102", error.where, "a file that can be read", error.detail),)
    record: Record | None = None
    premis: Premis | None = None
    try:
        record = from_json(record_json)
    except ArchiveError as error:
        faults.extend(_unread("D0102", paths.record, "a record", error))
    try:
        premis = read_premis(premis_xml)
    except ArchiveError as error:
        faults.extend(_unread("P0101", paths.premis, "a PREMIS document as this program writes it", error))
    deposit = Deposit(
        paths,
        original,
        text,
        changes,
        tei,
        dcterms,
        oai_dc,
        record,
        premis,
        manifests,
        info,
        files,
        in_pieces,
    )
    return deposit, tuple(faults)


def _missing(files: Mapping[str, int]) -> Iterator[Finding]:
    for place in PLACES.values():
        if sole(files, place) is None:
            found = candidates(files, place)
            told = found[0] if len(found) == 1 else f"{len(found)}"
            yield Finding("D0101", place, "one file, right there, of a portable name", told)


def _unread(code: str, path: str, wanted: str, error: ArchiveError) -> Iterator[Finding]:
    yield Finding(code, path, wanted, f"{error.where}: {error.detail}")
    for where, what in error.causes:
        yield Finding(code, f"{path}#{where}", wanted, what)
