"""Whether what fetch.txt promises agrees with the manifests, and with what is there (RFC 8493 §2.2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from archive.bag.reading import Reading
from archive.findings import Finding


def fetching(reading: Reading) -> Iterator[Finding]:
    """B0505 for a file that not every payload manifest lists, B0507 for a length that is not the file's own."""
    for line in reading.fetch or ():
        at = f"fetch.txt:{line.line}"
        without = [one.name for one in reading.manifests if line.path not in one.digests]
        # Before 1.0 one manifest was enough.
        if without and (reading.declaration.strict or len(without) == len(reading.manifests)):
            yield Finding(
                "B0505", at, f"{line.path} in every payload manifest", f"not in {', '.join(sorted(without))}"
            )
        entry = reading.bag.entries.get(reading.aliases.get(line.path, line.path))
        if line.length is None or entry is None or line.path not in reading.payload:
            continue
        size = reading.bag.size(entry.path)
        if (line.length.lstrip("0") or "0") != str(size):
            yield Finding("B0507", at, f"{size} bytes, the file's size", line.length)
