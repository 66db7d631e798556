"""Whether the bag has what every bag must have, and nothing that no bag may have (RFC 8493 §2, §5.1)."""

from __future__ import annotations

from collections.abc import Iterator

from archive.bag.algorithms import LEGACY, REGISTERED, checksum
from archive.bag.bag import Entry, Kind
from archive.bag.manifests import manifest_names
from archive.bag.names import one_slip
from archive.bag.reading import Reading
from archive.findings import Finding

_NAMED = REGISTERED | LEGACY
_MANIFESTS = tuple(
    f"{kind}-{algorithm}.txt" for kind in ("manifest", "tagmanifest") for algorithm in sorted(_NAMED)
)
_RESERVED = ("bagit.txt", "bag-info.txt", "fetch.txt")
_STRANGE = "a pipe, a device or a socket"
_KINDS = {Kind.FILE: "a file", Kind.LINK: "a link", Kind.OTHER: _STRANGE}


def structure(reading: Reading) -> Iterator[Finding]:
    """B0101, B0120 to B0126, B0201, B0211, B0220, B0221, B0232 to B0235, B0801 to B0803."""
    yield from _declaration(reading)
    yield from _payload_directory(reading)
    yield from _manifests(reading)
    yield from _tag_manifests(reading)
    yield from _reserved_names(reading)
    yield from _strangers(reading)


def _declaration(reading: Reading) -> Iterator[Finding]:
    entry = reading.bag.entries.get("bagit.txt")
    if entry is None:
        yield Finding("B0101", "bagit.txt", "bagit.txt", _cased(reading, "bagit.txt"))


def _payload_directory(reading: Reading) -> Iterator[Finding]:
    entry = reading.bag.entries.get("data")
    if entry is None:
        yield Finding("B0120", "data", "a directory data/", _cased(reading, "data"))
    elif entry.kind is not Kind.DIRECTORY:
        yield Finding("B0121", "data", "a directory", _KINDS[entry.kind])


def _manifests(reading: Reading) -> Iterator[Finding]:
    if not reading.manifests and not any(
        fault.code in {"B0203", "B0310", "B0804", "B0807"} for fault in reading.findings
    ):
        yield Finding("B0201", "manifest-sha512.txt", "at least one payload manifest", "none")
    yield from _empty(reading)
    if not reading.declaration.strict:
        return
    for manifest in (*reading.manifests, *reading.tag_manifests):
        if manifest.algorithm not in _NAMED and checksum(manifest.algorithm) is not None:
            yield Finding("B0220", manifest.name, "a registered algorithm", manifest.algorithm)
    algorithms = {manifest.algorithm for manifest in reading.manifests}
    if algorithms and algorithms <= LEGACY:
        yield Finding(
            "B0221", min(one.name for one in reading.manifests), "sha512", ", ".join(sorted(algorithms))
        )


def _empty(reading: Reading) -> Iterator[Finding]:
    """B0211; of an empty tag manifest of RFC 8493 it is told as an error what it does not list (B0232)."""
    data = reading.bag.entries.get("data")
    looked = reading.manifests if data is not None and data.kind is Kind.DIRECTORY else ()
    for manifest in (*looked, *(() if reading.declaration.strict else reading.tag_manifests)):
        if not manifest.digests and not any(
            fault.where.startswith(f"{manifest.name}:") for fault in reading.findings
        ):
            files = "tag file" if manifest.tag else "payload file"
            yield Finding("B0211", manifest.name, f"a line a {files}", "an empty manifest")


def _tag_manifests(reading: Reading) -> Iterator[Finding]:
    """RFC 8493 §2.2.1; of the drafts none asked more than that no payload file is listed."""
    tag_manifests = reading.tag_manifests
    if not tag_manifests or not reading.declaration.strict:
        return
    own = {manifest.name for manifest in tag_manifests}
    algorithms = {one.algorithm for one in reading.manifests if checksum(one.algorithm)}
    of_tags = {one.algorithm for one in tag_manifests if checksum(one.algorithm)}
    if algorithms and algorithms != of_tags:
        yield Finding("B0235", min(own), ", ".join(sorted(algorithms)), ", ".join(sorted(of_tags)))
    payload = {manifest.name for manifest in reading.manifests}
    whole = reading.tags - own
    if payload <= whole and all(manifest.digests.keys() == whole for manifest in tag_manifests):
        return
    for manifest in tag_manifests:
        for path in sorted(own.intersection(manifest.digests)):
            yield Finding("B0231", f"{manifest.name}:{manifest.places()[path]}", "no tag manifest", path)
        for path in sorted(payload.difference(manifest.digests)):
            yield Finding("B0232", manifest.name, path, "not listed")
    yield from _unlisted_tags(reading, own | payload)


def _unlisted_tags(reading: Reading, manifests: set[str]) -> Iterator[Finding]:
    everywhere = reading.tags - manifests
    for manifest in reading.tag_manifests:
        if not everywhere <= manifest.digests.keys():
            break
    else:
        return
    for path in sorted(everywhere):
        without = [one.name for one in reading.tag_manifests if path not in one.digests]
        if len(without) == len(reading.tag_manifests):
            yield Finding("B0233", path, "listed in each tag manifest", "in none")
        elif without:
            yield Finding("B0234", path, "listed in each tag manifest", f"not in {', '.join(without)}")


def _reserved_names(reading: Reading) -> Iterator[Finding]:
    info = reading.declaration.info_name
    manifests = {one.name for one in (*reading.manifests, *reading.tag_manifests)}
    for path in reading.tops:
        if path in manifests or path == info:
            continue
        if path in _RESERVED:
            if path == "bag-info.txt" != info:
                yield Finding("B0126", path, info, path)
            continue
        plain = path.lower()
        if plain in _RESERVED:
            if plain != "bagit.txt" or plain in reading.bag.entries:
                yield Finding("B0124", path, plain, path)
        elif path != plain and plain in reading.tops and plain in manifests:
            yield Finding("B0124", path, plain, path)
        elif (near := _near_manifest(plain)) is not None:
            yield Finding("B0125", path, near, path)
        elif plain == "package-info.txt" != info:
            yield Finding("B0126", path, info, path)


def _near_manifest(name: str) -> str | None:
    """What a file of this name may have been meant for: a manifest, by its beginning or but for one slip of a letter."""
    if name.startswith(("manifest", "tagmanifest")) and not name.endswith(".txt"):
        return "manifest-ALGORITHM.txt"
    if any(manifest_names((name,))):  # of which its own findings tell
        return None
    return next((form for form in _MANIFESTS if one_slip(name, form)), None)


def _strangers(reading: Reading) -> Iterator[Finding]:
    """Links and what is neither file nor folder."""
    for entry in reading.others:
        if entry.kind is Kind.OTHER and entry.path != "data":
            yield Finding("B0802", entry.path, "a file or a folder", _STRANGE)
        elif entry.kind is Kind.LINK and entry.path != "data":
            yield _link(reading, entry)


def _link(reading: Reading, entry: Entry) -> Finding:
    there = reading.links[entry.path]
    if there.path is None:
        return Finding("B0801", entry.path, "a file in the bag", f"{entry.target}: {there.reason}")
    if there.path == "" or entry.path.startswith(f"{there.path}/"):
        return Finding("B0801", entry.path, "a file in the bag", f"{entry.target}: leads in a circle")
    return Finding("B0803", entry.path, "a file of its own", f"a link to {there.path}")


def _cased(reading: Reading, name: str) -> str:
    return next((path for path in reading.tops if path.lower() == name), "not there")
