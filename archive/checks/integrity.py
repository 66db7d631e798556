"""Whether every file is what its manifests say: each is read once, for all algorithms (RFC 8493 §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.bag.algorithms import Checksum, checksum
from archive.bag.bag import Kind
from archive.bag.links import landing
from archive.bag.manifests import Manifest
from archive.bag.reading import Reading
from archive.errors import BagError
from archive.findings import Finding

Column = tuple[Manifest, Checksum]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of reading the files: how many, their bytes, and every fault."""

    files: int = 0
    size: int = 0
    findings: tuple[Finding, ...] = ()


def integrity(reading: Reading) -> Measured:
    """B0310 for a file that cannot be read, B0312 for one that differs, in however many algorithms."""
    payload, tags = _columns(reading.manifests), _columns(reading.tag_manifests)
    places = _places(reading)
    keep = reading.bag.memo.keep
    files = size = 0
    faults: list[Finding] = []
    for real, chunks in _sweep(reading, places):
        columns = payload if real.startswith("data/") else tags
        if reading.links:  # one may lead from the one kind of file to the other
            columns = [*payload, *tags]
        try:
            if type(chunks) is tuple:
                data = chunks[0]
                length = len(data)
                found = [known.begin(data).hexdigest() for _, known in columns]
                keep(real, data)
            else:
                length, found = _streamed(chunks, columns)
        except BagError as error:
            faults.extend(
                Finding("B0310", path, "a file that can be read", error.detail) for path in places[real]
            )
            continue
        files += 1
        size += length
        for path in places[real]:
            for (manifest, _), digest in zip(columns, found, strict=True):
                expected = manifest.digests.get(path, digest)
                if expected != digest and expected.lower() != digest:
                    faults.append(_difference(path, columns, found))
                    break
    return Measured(files, size, tuple(faults))


def _columns(manifests: Iterable[Manifest]) -> list[Column]:
    found = [(manifest, checksum(manifest.algorithm)) for manifest in manifests]
    return [(manifest, known) for manifest, known in found if known is not None]


def _places(reading: Reading) -> dict[str, tuple[str, ...]]:
    """The files to read, in order, each with the paths under which manifests list it: its own, or those of links."""
    listed: set[str] = set()
    for manifest in (*reading.manifests, *reading.tag_manifests):
        listed.update(manifest.digests)
    entries = reading.bag.entries
    if not reading.links:
        file = Kind.FILE
        return {path: (path,) for path, entry in entries.items() if entry.kind is file and path in listed}
    places: dict[str, tuple[str, ...]] = {}
    for path in sorted(listed):
        there = landing(entries, path).path
        if there is not None and there in entries and entries[there].kind is Kind.FILE:
            places[there] = (*places.get(there, ()), path)
    return places


def _sweep(
    reading: Reading, places: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[bytes] | Iterator[bytes]]]:
    """The files in the order that costs least; those already in memory first."""
    memo = reading.bag.memo
    unread: list[str] = []
    for path in places:
        if path in memo:
            yield path, (memo[path],)
        else:
            unread.append(path)
    yield from reading.bag.container.sweep(unread)


def _streamed(chunks: Iterable[bytes], columns: Sequence[Column]) -> tuple[int, list[str]]:
    hashers = [known.begin() for _, known in columns]
    length = 0
    for chunk in chunks:
        length += len(chunk)
        for hasher in hashers:
            hasher.update(chunk)
    return length, [hasher.hexdigest() for hasher in hashers]


def _difference(path: str, columns: Sequence[Column], found: Sequence[str]) -> Finding:
    """One finding a file, with every manifest that it differs from."""
    wrong = [
        (manifest.name, manifest.digests[path], digest)
        for (manifest, _), digest in zip(columns, found, strict=True)
        if manifest.digests.get(path, digest).lower() != digest
    ]
    expected = "; ".join(f"{wanted} ({name})" for name, wanted, _ in wrong)
    return Finding("B0312", path, expected, "; ".join(digest for _, _, digest in wrong))
