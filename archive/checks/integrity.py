"""Whether every file is what its manifests say: each is read once, for all algorithms (RFC 8493 §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from archive.bag.algorithms import Hasher, checksum
from archive.bag.bag import MEMO, Bag, Kind
from archive.bag.digests import LONG, cores, digests, digests_of_many
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
    measuring = _Measuring(reading.bag)
    if reading.links:
        under = _under_links(reading)
        measuring.large.extend((path, (*payload, *tags), paths) for path, paths in under.items())
    else:
        # In order of path, so that the files of one folder follow each other.
        measuring.small(_listed(reading.names.payload, reading.payload, reading.manifests), payload)
        measuring.small(_listed(sorted(reading.tags), reading.tags, reading.tag_manifests), tags)
    measuring.rest()
    return Measured(measuring.files, measuring.size, tuple(measuring.faults))


class _Measuring:
    """Where the files of one bag are measured: small ones as they come, then those of which more than a piece is there."""

    def __init__(self, bag: Bag) -> None:
        self.bag = bag
        self.files = self.size = 0
        self.faults: list[Finding] = []
        self.large: list[tuple[str, Sequence[Column], tuple[str, ...]]] = []

    def small(self, paths: Iterable[str], columns: Sequence[Column]) -> None:
        """Each file that can be had at once; one that is not as its manifests say is read again, piece by piece."""
        whole, memo, sizes = self.bag.container.whole, self.bag.memo, self.bag.sizes
        known, keep = memo.get, memo.keep
        judges = [(listed.get, begin) for listed, begin, _ in columns]
        files = size = 0
        for path in paths:
            data = known(path)
            if data is None:
                try:
                    data = whole(path, once=True)
                except BagError as error:
                    self.faults.append(_unreadable(path, error))
                    continue
                if data is not None and memo.held < MEMO:
                    keep(path, data)
            if data is None:
                self.large.append((path, columns, (path,)))
                continue
            for expected, begin in judges:
                wanted = expected(path)
                if wanted is None or (found := begin(data).hexdigest()) == wanted:
                    continue
                if wanted and found != wanted.lower():
                    self.large.append((path, columns, (path,)))
                    break
            else:
                files += 1
                sizes[path] = length = len(data)
                size += length
        self.files += files
        self.size += size

    def rest(self) -> None:
        """Each file that is left, in pieces, with a finding for each that is not as its manifests say."""
        waiting = {path: (columns, paths) for path, columns, paths in self.large}
        for path, length, found in sorted(self._digested(waiting), key=itemgetter(0)):
            if isinstance(found, BagError):
                self.faults.append(_unreadable(path, found))
            else:
                columns, paths = waiting[path]
                self.files += 1
                self.bag.sizes[path] = length
                self.size += length
                self.faults.extend(_differing(paths, found, columns))

    def _digested(
        self, waiting: Mapping[str, tuple[Sequence[Column], tuple[str, ...]]]
    ) -> Iterator[tuple[str, int, list[str] | BagError]]:
        """Each file's length and digests; several files at a time where none of them is half the work."""
        swept = self.bag.container.sweep(waiting)
        begins = {path: [begin for _, begin, _ in columns] for path, (columns, _) in waiting.items()}
        if self.bag.packing is None and cores() > 1 and self._shareable(waiting):
            yield from digests_of_many((path, chunks, begins[path]) for path, chunks in swept)
            return
        for path, chunks in swept:
            try:
                yield path, *digests(chunks, begins[path])
            except BagError as error:
                yield path, 0, error

    def _shareable(self, waiting: Iterable[str]) -> bool:
        sizes = sorted(map(self.bag.size, waiting))
        return len(sizes) > 1 and sizes[-2] > LONG and sizes[-1] <= sum(sizes) // 2


def _columns(manifests: Iterable[Manifest]) -> list[Column]:
    found = [(manifest, checksum(manifest.algorithm)) for manifest in manifests]
    return [(manifest.digests, known.begin, manifest.name) for manifest, known in found if known is not None]


def _listed(paths: Sequence[str], there: frozenset[str], manifests: Iterable[Manifest]) -> Sequence[str]:
    """Those of the files there that some manifest lists, in their order."""
    if any(manifest.digests.keys() >= there for manifest in manifests):
        return paths
    listed: set[str] = set()
    for manifest in manifests:
        listed.update(manifest.digests)
    return [path for path in paths if path in listed]


def _under_links(reading: Reading) -> dict[str, tuple[str, ...]]:
    """In a bag with links: the files to read, with the paths under which they are listed, their own and links' ones."""
    under: dict[str, tuple[str, ...]] = {}
    entries = reading.bag.entries
    listed = {path for manifest in (*reading.manifests, *reading.tag_manifests) for path in manifest.digests}
    for path in sorted(listed):
        there = landing(entries, path).path
        if there is not None and there in entries and entries[there].kind is Kind.FILE:
            under[there] = (*under.get(there, ()), path)
    return under


def _differing(paths: Iterable[str], found: Sequence[str], columns: Sequence[Column]) -> list[Finding]:
    """A finding for each of these paths of one file whose manifests say otherwise: all of them named."""
    faults: list[Finding] = []
    for path in paths:
        wrong = [
            (name, listed[path], digest)
            for (listed, _, name), digest in zip(columns, found, strict=True)
            if listed.get(path, digest).lower() not in {digest, ""}
        ]
        if wrong:
            expected = "; ".join(f"{wanted} ({name})" for name, wanted, _ in wrong)
            faults.append(Finding("B0312", path, expected, "; ".join(digest for _, _, digest in wrong)))
    return faults


def _unreadable(path: str, error: BagError) -> Finding:
    return Finding("B0310", path, "a file that can be read", error.detail)
