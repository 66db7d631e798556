"""Whether the bag is complete: every file that is listed is there, every payload file is listed (RFC 8493 §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.bag.bag import Kind
from archive.bag.links import landing
from archive.bag.manifests import Manifest
from archive.bag.reading import Reading
from archive.findings import Finding


def presence(reading: Reading) -> Iterator[Finding]:
    """B0215, B0301 to B0307: each file once, with all the manifests that miss it or that list it in vain."""
    if all(manifest.digests.keys() == reading.payload for manifest in reading.manifests) and all(
        manifest.digests.keys() <= reading.tags for manifest in reading.tag_manifests
    ):
        return
    payload = _missing(reading, reading.manifests, reading.payload)
    tags = _missing(reading, reading.tag_manifests, reading.tags)
    unlisted = _unlisted(reading)
    renamed = _renamed(reading, payload, unlisted)
    fetched = {line.path for line in reading.fetch or ()}
    shut = reading.unlisted()
    for path, manifests in sorted((*payload.items(), *tags.items())):
        entry = reading.bag.entries.get(path)
        listed = f"listed in {_named(manifests)}"
        if path in renamed:
            yield Finding("B0307", path, listed, f"{renamed[path]} is there")
        elif entry is not None and entry.kind is Kind.DIRECTORY:
            yield Finding("B0215", path, "a file", f"a folder, {listed}")
        elif entry is None and path != "bagit.txt":  # B0101 says that already
            code = "B0302" if path in fetched else "B0301" if path.startswith("data/") else "B0305"
            yield Finding(
                code, path, listed, "its folder cannot be listed" if _within(path, shut) else "not there"
            )
    for path in sorted(unlisted.keys() - set(renamed.values())):
        without = unlisted[path]
        if len(without) == len(reading.manifests):
            yield Finding("B0303", path, "listed in every payload manifest", "in none")
        elif reading.declaration.strict:
            yield Finding("B0304", path, "listed in every payload manifest", f"not in {_named(without)}")


def listed_through_links(reading: Reading, path: str) -> str | None:
    """The file that `path` names through a link to a folder, or None."""
    if not reading.links:
        return None
    there = landing(reading.bag.entries, path).path
    entry = reading.bag.entries.get(there) if there else None
    return there if entry is not None and entry.kind is Kind.FILE else None


def _within(path: str, folders: frozenset[str]) -> bool:
    return bool(folders) and any(
        path[:at] in folders for at, character in enumerate(path) if character == "/"
    )


def _missing(
    reading: Reading, manifests: Iterable[Manifest], there: frozenset[str]
) -> dict[str, list[Manifest]]:
    missing: dict[str, list[Manifest]] = {}
    for manifest in manifests:
        if manifest.digests.keys() == there:
            continue
        for path in manifest.digests.keys() - there:
            if listed_through_links(reading, path) is None:
                missing.setdefault(path, []).append(manifest)
    return missing


def _unlisted(reading: Reading) -> dict[str, list[Manifest]]:
    """Payload files that not every manifest lists, with the manifests that do not. None of them without a manifest."""
    unlisted: dict[str, list[Manifest]] = {}
    for manifest in reading.manifests:
        if manifest.digests.keys() == reading.payload:
            continue
        for path in reading.payload - manifest.digests.keys():
            unlisted.setdefault(path, []).append(manifest)
    return unlisted


def _renamed(
    reading: Reading, missing: dict[str, list[Manifest]], unlisted: dict[str, list[Manifest]]
) -> dict[str, str]:
    """Missing payload files of which an unlisted one has the name in another case."""
    if not missing or not unlisted:
        return {}
    found = {path: reading.names.cased(path) for path in missing}
    return {path: there for path, there in found.items() if there is not None and there in unlisted}


def _named(manifests: Iterable[Manifest]) -> str:
    return ", ".join(sorted(manifest.name for manifest in manifests))
