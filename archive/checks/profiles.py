"""Whether a bag keeps a BagIt profile: every rule of it that is broken, all at once (BagIt Profiles 1.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archive.bag.bag import Bag, Entry, Kind
from archive.bag.links import landing
from archive.bag.manifests import manifest_names
from archive.bag.profile_reading import IDENTIFIER
from archive.bag.profiles import STANDARD, BagProfile, Choice, TagRule, patterns
from archive.checks.rfc8493 import Verdict, shown
from archive.findings import Finding

Tags = Mapping[str, list[tuple[str, str]]]
"""The fields of bag-info.txt by label in lower case: each value, and the place at which it stands."""

# How each form of a serialized bag may be called: the registered type first, then what is in use.
_MEDIA_TYPES = {
    "zip": ("application/zip", "application/x-zip-compressed", "application/x-zip"),
    "tar": ("application/x-tar", "application/tar", "application/x-gtar", "application/x-ustar"),
    "tar.gz": (
        "application/gzip", "application/x-gzip", "application/tar+gzip", "application/x-tar+gzip", "application/x-gtar+gzip",
        "application/x-tgz", "application/x-compressed-tar", "application/x-gtar-compressed",
    ),
    "tar.bz2": (
        "application/x-bzip2", "application/bzip2", "application/x-bzip", "application/x-tar+bzip2",
        "application/x-bzip-compressed-tar", "application/x-bzip2-compressed-tar",
    ),
    "tar.zst": ("application/zstd", "application/x-zstd", "application/x-tar+zstd", "application/x-zstd-compressed-tar"),
}  # fmt: skip


def conformance(
    bag: Bag, verdict: Verdict, profile: BagProfile, *, serialized: str | None = None
) -> Iterator[Finding]:
    """B0901 to B0952, in a fixed order. `serialized` is `zip`, `tar`, `tar.gz` …, or None for a directory.

    An archive that could not be listed is held to its serialization only.
    """
    for finding in _findings(bag, verdict, profile, serialized):
        expected, found = finding.expected, finding.found
        yield Finding(
            finding.code,
            shown(finding.where),
            None if expected is None else shown(expected),
            None if found is None else shown(found),
        )


def _findings(bag: Bag, verdict: Verdict, profile: BagProfile, serialized: str | None) -> Iterator[Finding]:
    yield from _serialization(profile, serialized)
    if bag.entries or not bag.container.seen():
        yield from _identifier(verdict, profile)
        yield from _tags(verdict, profile)
        yield from _manifests(bag, profile)
        yield from _fetch(bag, profile)
        yield from _version(verdict, profile)
        yield from _files(bag, profile)
    for place, json in profile.others:
        yield Finding("B0951", f"{profile.where}#{place}", "a key of BagIt Profiles 1.4", json)
    for place, what in profile.departures:
        yield Finding("B0952", f"{profile.where}#{place}", None, what)


def _serialization(profile: BagProfile, serialized: str | None) -> Iterator[Finding]:
    if serialized is None:
        if profile.serialization == "required":
            yield Finding("B0932", "", _listed(profile.media_types or ("a serialized bag",)), "a directory")
        return
    names = _MEDIA_TYPES[serialized]
    if profile.serialization == "forbidden":
        yield Finding("B0931", "", "a directory", names[0])
    elif profile.media_types is not None and set(names).isdisjoint(profile.media_types):
        yield Finding("B0933", "", _listed(profile.media_types), names[0])


def _identifier(verdict: Verdict, profile: BagProfile) -> Iterator[Finding]:
    named = _by_label(verdict).get(IDENTIFIER.lower(), [])
    if not named:
        yield Finding("B0901", verdict.info_name, f"{IDENTIFIER}: {profile.identifier}")
    elif profile.identifier not in {value for value, _ in named}:
        yield Finding("B0902", named[0][1], profile.identifier, _listed([value for value, _ in named]))


def _tags(verdict: Verdict, profile: BagProfile) -> Iterator[Finding]:
    tags = _by_label(verdict)
    for rule in profile.tags:
        yield from _tag(rule, tags.get(rule.label.lower(), []), verdict.info_name)


def _tag(rule: TagRule, fields: list[tuple[str, str]], name: str) -> Iterator[Finding]:
    if not fields:
        if rule.required:
            yield Finding("B0903", name, rule.label)
        elif rule.recommended:
            yield Finding("B0906", name, rule.label)
    if not rule.repeatable:
        for _, place in fields[1:]:
            yield Finding("B0905", place, f"{rule.label} once", f"also at {fields[0][1]}")
    if rule.values:
        accepted = frozenset(rule.values)
        for value, place in fields:
            if value not in accepted:
                yield Finding("B0904", place, f"{rule.label}: {_listed(rule.values)}", value)


def _manifests(bag: Bag, profile: BagProfile) -> Iterator[Finding]:
    tops = [
        path for path, entry in bag.entries.items() if "/" not in path and entry.kind is not Kind.DIRECTORY
    ]
    manifests: dict[str, str] = {}
    tag_manifests: dict[str, str] = {}
    for name, algorithm, tag, _ in manifest_names(tops):
        (tag_manifests if tag else manifests).setdefault(algorithm, name)
    yield from _algorithms(manifests, profile.manifests, "manifest-{}.txt", ("B0911", "B0912"))
    yield from _algorithms(tag_manifests, profile.tag_manifests, "tagmanifest-{}.txt", ("B0913", "B0914"))


def _algorithms(
    there: Mapping[str, str], choice: Choice, form: str, codes: tuple[str, str]
) -> Iterator[Finding]:
    absent, strange = codes
    for algorithm in choice.required:
        if algorithm not in there:
            name = form.format(algorithm)
            yield Finding(absent, name, name, _listed(sorted(there.values())) if there else "none")
    for algorithm, name in there.items():
        if choice.allowed is not None and algorithm not in choice.allowed:
            yield Finding(strange, name, _listed(choice.allowed) if choice.allowed else "none", algorithm)


def _fetch(bag: Bag, profile: BagProfile) -> Iterator[Finding]:
    if "fetch.txt" in bag.entries:
        if not profile.fetch_allowed:
            yield Finding("B0921", "fetch.txt", "no fetch.txt", "fetch.txt")
    elif profile.fetch_required:
        yield Finding("B0922", "fetch.txt", "fetch.txt", "none")


def _version(verdict: Verdict, profile: BagProfile) -> Iterator[Finding]:
    # A bag that declares no version has a finding of BagIt's for that.
    accepted = profile.bagit_versions
    if accepted is not None and verdict.version not in (None, *accepted):
        yield Finding("B0934", "bagit.txt", _listed(accepted), verdict.version)


def _files(bag: Bag, profile: BagProfile) -> Iterator[Finding]:
    entries = bag.entries
    payload = [entry for path, entry in entries.items() if path.startswith("data/")]
    filled = {entry.path.rpartition("/")[0] for entry in payload}
    if profile.data_empty:
        yield from _payload(bag, [entry for entry in payload if entry.kind is not Kind.DIRECTORY])
    for path in profile.tag_files.required:
        if not _is_file(entries, path):
            yield Finding("B0941", path, "a file", _kind(entries, path))
    for path in profile.payload_files.required:
        if path.endswith("/") and path[:-1] not in filled:
            yield Finding("B0943", path, "a folder with something in it", _kind(entries, path[:-1]))
        elif not path.endswith("/") and not _is_file(entries, path):
            yield Finding("B0943", path, "a file", _kind(entries, path))
    if profile.tag_files.allowed is not None:
        tags = [path for path, entry in entries.items() if _is_own_tag_file(path, entry)]
        yield from _strangers("B0942", tags, profile.tag_files.allowed)
    if profile.payload_files.allowed is not None:
        # A folder in which nothing lies is payload too: it is asked with a slash at its end, and without.
        leaves = [
            f"{entry.path}/" if entry.kind is Kind.DIRECTORY else entry.path
            for entry in payload
            if entry.kind is not Kind.DIRECTORY or entry.path not in filled
        ]
        yield from _strangers("B0944", leaves, profile.payload_files.allowed)


def _payload(bag: Bag, files: list[Entry]) -> Iterator[Finding]:
    if len(files) > 1 or any(entry.kind is not Kind.FILE or bag.size(entry.path) for entry in files):
        found = f"{len(files)} files of {sum(bag.size(entry.path) for entry in files)} bytes"
        yield Finding("B0923", "data", "no file, or one of no bytes", found)


def _strangers(code: str, paths: list[str], allowed: tuple[str, ...]) -> Iterator[Finding]:
    match, expected = patterns(allowed).match, _listed(allowed) if allowed else "none"
    for path in paths:
        if not (match(path) or (path.endswith("/") and match(path[:-1]))):
            yield Finding(code, path, expected)


def _is_own_tag_file(path: str, entry: Entry) -> bool:
    return not (
        entry.kind is Kind.DIRECTORY or path.startswith("data/") or path == "data" or STANDARD.fullmatch(path)
    )


def _is_file(entries: Mapping[str, Entry], path: str) -> bool:
    """Whether a file is there, or a link to one of the same bag."""
    entry = entries.get(path)
    if entry is not None and entry.kind is Kind.LINK:
        entry = entries.get(landing(entries, path).path or "")
    return entry is not None and entry.kind is Kind.FILE


def _kind(entries: Mapping[str, Entry], path: str) -> str:
    entry = entries.get(path)
    if entry is None:
        return "nothing"
    return "a folder" if entry.kind is Kind.DIRECTORY else f"a {entry.kind.value}"


def _by_label(verdict: Verdict) -> Tags:
    """BagIt knows no case in reserved labels, and a profile's own are read alike; a folded value is one line again."""
    found: dict[str, list[tuple[str, str]]] = {}
    for (label, value), line in zip(verdict.info, verdict.info_lines, strict=True):
        place = f"{verdict.info_name}:{line}"
        found.setdefault(label.lower(), []).append((value.replace("\n", " "), place))
    return found


def _listed(names: tuple[str, ...] | list[str]) -> str:
    more = f", … ({len(names)} in all)" if len(names) > 12 else ""
    return ", ".join(names[:12]) + more
