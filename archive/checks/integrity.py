"""Whether every file is what its manifests say: each is read once, for all algorithms (RFC 8493 §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.bag.algorithms import Hasher, checksum
from archive.bag.bag import MEMO, Kind
from archive.bag.links import landing
from archive.bag.manifests import Manifest
from archive.bag.reading import Reading
from archive.errors import BagError
from archive.findings import Finding

Column = tuple[Mapping[str, str], Callable[..., Hasher], str]  # a manifest's digests, its algorithm, its name


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of reading the files: how many, their bytes, and every fault."""

    files: int = 0
    size: int = 0
    findings: tuple[Finding, ...] = ()


def integrity(reading: Reading) -> Measured:
    """B0310 for a file that cannot be read, B0312 for one that differs, in however many algorithms."""
    payload, tags = _columns(reading.manifests), _columns(reading.tag_manifests)
    under = _under_links(reading)
    bag = reading.bag
    memo, keep, whole = bag.memo, bag.memo.keep, bag.container.whole
    files = size = 0
    faults: list[Finding] = []
    large: list[str] = []
    for path in under or _listed(reading):
        data = memo.get(path)
        if data is None:
            try:
                data = whole(path)
            except BagError as error:
                faults.append(_unreadable(path, error))
                continue
            if data is None:
                large.append(path)
                continue
            if memo.held < MEMO:
                keep(path, data)
        files += 1
        size += len(data)
        if under:
            faults.extend(_compared(under[path], (data,), (*payload, *tags))[1])
            continue
        columns = payload if path.startswith("data/") else tags
        for digests, begin, _ in columns:
            expected = digests.get(path)
            if expected is not None:
                found = begin(data).hexdigest()
                if found != expected and expected and found != expected.lower():
                    faults.extend(_compared((path,), (data,), columns)[1])
                    break
    for path, chunks in bag.container.sweep(large):
        columns = payload if path.startswith("data/") else tags
        try:
            length, wrong = _compared(
                under.get(path, (path,)), chunks, (*payload, *tags) if under else columns
            )
        except BagError as error:
            faults.append(_unreadable(path, error))
        else:
            files += 1
            size += length
            faults.extend(wrong)
    return Measured(files, size, tuple(faults))


def _columns(manifests: Iterable[Manifest]) -> list[Column]:
    found = [(manifest, checksum(manifest.algorithm)) for manifest in manifests]
    return [(manifest.digests, known.begin, manifest.name) for manifest, known in found if known is not None]


def _listed(reading: Reading) -> list[str]:
    """The files that are listed and there, in order of path."""
    listed: set[str] = set()
    for manifest in (*reading.manifests, *reading.tag_manifests):
        listed.update(manifest.digests)
    return sorted(listed & reading.names.files)


def _under_links(reading: Reading) -> dict[str, tuple[str, ...]]:
    """In a bag with links: the files to read, with the paths under which they are listed, their own and links' ones."""
    under: dict[str, tuple[str, ...]] = {}
    if not reading.links:
        return under
    entries = reading.bag.entries
    listed = {path for manifest in (*reading.manifests, *reading.tag_manifests) for path in manifest.digests}
    for path in sorted(listed):
        there = landing(entries, path).path
        if there is not None and there in entries and entries[there].kind is Kind.FILE:
            under[there] = (*under.get(there, ()), path)
    return under


def _compared(
    paths: Iterable[str], chunks: Iterable[bytes], columns: Sequence[Column]
) -> tuple[int, list[Finding]]:
    """The length of one file, and a finding for each of these paths whose manifests say otherwise: all of them named."""
    hashers = [begin() for _, begin, _ in columns]
    length = 0
    for chunk in chunks:
        length += len(chunk)
        for hasher in hashers:
            hasher.update(chunk)
    found = [hasher.hexdigest() for hasher in hashers]
    faults: list[Finding] = []
    for path in paths:
        wrong = [
            (name, digests[path], digest)
            for (digests, _, name), digest in zip(columns, found, strict=True)
            if digests.get(path, digest).lower() not in {digest, ""}
        ]
        if wrong:
            expected = "; ".join(f"{wanted} ({name})" for name, wanted, _ in wrong)
            faults.append(Finding("B0312", path, expected, "; ".join(digest for _, _, digest in wrong)))
    return length, faults


def _unreadable(path: str, error: BagError) -> Finding:
    return Finding("B0310", path, "a file that can be read", error.detail)
