"""What a bag says of itself: every tag file that the specification describes, read once, with the faults of its form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from archive.bag.algorithms import checksum
from archive.bag.bag import Bag, Entry, Kind, Limits
from archive.bag.fetching import Fetch, parse_fetch
from archive.bag.info import Field, parse_info
from archive.bag.links import Landing, landing
from archive.bag.manifests import Manifest, manifest_names, parse_manifest
from archive.bag.names import Names
from archive.bag.parsing import Declaration, decode, parse_declaration
from archive.errors import BagError
from archive.findings import Finding

_SMALL = 1 << 16  # bagit.txt has two lines


@dataclass(frozen=True, slots=True)
class Reading:
    """A bag as read: `payload` and `tags` are the files there, `tops` the names at its top, `others` what is no file.

    `aliases` are the links that lead to a file of the bag. `findings` are the faults of form; whether files and
    digests are right is for the checks to say.
    """

    bag: Bag
    declaration: Declaration
    tops: tuple[str, ...]
    others: tuple[Entry, ...]
    payload: frozenset[str]
    tags: frozenset[str]
    names: Names
    aliases: Mapping[str, str]
    links: Mapping[str, Landing]
    manifests: tuple[Manifest, ...]
    tag_manifests: tuple[Manifest, ...]
    info: tuple[Field, ...] | None
    fields: Mapping[str, tuple[Field, ...]]
    fetch: tuple[Fetch, ...] | None
    findings: tuple[Finding, ...]

    def payload_size(self) -> int:
        """The bytes of the payload, those that links lead to included."""
        if not self.aliases:
            return self.bag.total(self.names.payload)
        return self.bag.total([self.aliases.get(path, path) for path in self.names.payload])

    def unlisted(self) -> frozenset[str]:
        """The folders of which nobody knows what is in them, for they could not be listed (B0310)."""
        return frozenset(found.where for found in self.bag.container.seen() if found.code == "B0310")

    def field(self, label: str) -> tuple[Field, ...]:
        """Every field of this label; reserved labels know no case (RFC 8493 §2.2.2)."""
        return self.fields.get(label.lower(), ())


def read_bag(bag: Bag) -> Reading:
    """The bag's own words, all tag files that the specification describes; no payload is read."""
    entries = bag.entries
    file = Kind.FILE
    others = tuple([entry for entry in entries.values() if entry.kind is not file])
    links = {entry.path: landing(entries, entry.path) for entry in others if entry.kind is Kind.LINK}
    aliases = {
        path: there.path
        for path, there in links.items()
        if there.path is not None and _is_file(entries, there.path)
    }
    skipped = {entry.path for entry in others if entry.path not in aliases}
    paths = list(entries)
    begin, end = (
        bisect_left(paths, "data/"),
        bisect_left(paths, "data0"),
    )  # 0 follows / in every character set
    ordered = [path for path in paths[begin:end] if path not in skipped]
    payload = frozenset(ordered)
    tags = frozenset([path for path in (*paths[:begin], *paths[end:]) if path not in skipped])
    names = Names(payload | tags, ordered)
    tops = tuple([path for path in (*paths[:begin], *paths[end:]) if "/" not in path])
    desk = _Desk(bag, names, aliases, bag.limits)
    declaration = desk.declaration()
    manifests, tag_manifests = desk.manifests(declaration, tops)
    info = desk.info(declaration)
    return Reading(
        bag=bag,
        declaration=declaration,
        tops=tops,
        others=others,
        payload=payload,
        tags=tags - {"data"},
        names=names,
        aliases=aliases,
        links=links,
        manifests=manifests,
        tag_manifests=tag_manifests,
        info=info,
        fields=_by_label(info or ()),
        fetch=desk.fetch(declaration),
        findings=tuple(desk.faults),
    )


def _by_label(info: tuple[Field, ...]) -> dict[str, tuple[Field, ...]]:
    fields: dict[str, list[Field]] = {}
    for field in info:
        fields.setdefault(field.label.lower(), []).append(field)
    return {label: tuple(same) for label, same in fields.items()}


def _is_file(entries: Mapping[str, Entry], path: str) -> bool:
    entry = entries.get(path)
    return entry is not None and entry.kind is Kind.FILE


class _Desk:
    """Where the tag files of one bag are read, and their faults gathered."""

    def __init__(self, bag: Bag, names: Names, aliases: Mapping[str, str], limits: Limits) -> None:
        self.bag, self.names, self.aliases, self.limits = bag, names, aliases, limits
        self.faults: list[Finding] = []

    def declaration(self) -> Declaration:
        data = self._bytes("bagit.txt", _SMALL)
        if data is None:
            return Declaration()
        declaration, faults = parse_declaration(data)
        self.faults.extend(faults)
        return declaration

    def manifests(
        self, declaration: Declaration, tops: tuple[str, ...]
    ) -> tuple[tuple[Manifest, ...], tuple[Manifest, ...]]:
        read: list[Manifest] = []
        for name, algorithm, tag, well_named in manifest_names(tops):
            if not well_named:
                form = f"{'tag' if tag else ''}manifest-{algorithm}.txt"
                if algorithm and form == name.lower() and form in tops:
                    continue  # a twin by case only: B0124, and the other one is read (RFC 8493 §6.1.1.3)
                form = f"{'tag' if tag else ''}manifest-{algorithm or 'sha512'}.txt"
                self.faults.append(Finding("B0203", name, form, name))
            text = self._text(name, declaration, self.limits.manifest) if algorithm else None
            if text is None:
                continue
            if checksum(algorithm) is None:
                self.faults.append(Finding("B0204", name, "an algorithm known here", algorithm))
            manifest, faults = parse_manifest(
                name, algorithm, text, self.names, tag=tag, version=declaration.version, limits=self.limits
            )
            self.faults.extend(faults)
            if (
                not faults or faults[-1].code != "B0807"
            ):  # what was not read to its end says nothing of what is not listed
                read.append(manifest)
        return tuple(one for one in read if not one.tag), tuple(one for one in read if one.tag)

    def info(self, declaration: Declaration) -> tuple[Field, ...] | None:
        name = declaration.info_name
        text = self._text(name, declaration, self.limits.tag_file)
        if text is None:
            return None
        fields, faults = parse_info(text, name, version=declaration.version, limits=self.limits)
        self.faults.extend(faults)
        return fields

    def fetch(self, declaration: Declaration) -> tuple[Fetch, ...] | None:
        text = self._text("fetch.txt", declaration, self.limits.manifest)
        if text is None:
            return None
        lines, faults = parse_fetch(
            text, "fetch.txt", self.names, version=declaration.version, limits=self.limits
        )
        self.faults.extend(faults)
        return lines

    def _text(self, name: str, declaration: Declaration, limit: int) -> str | None:
        data = self._bytes(name, limit)
        if data is None:
            return None
        text, faults = decode(data, declaration.codec, name)
        self.faults.extend(faults)
        return text

    def _bytes(self, name: str, limit: int) -> bytes | None:
        """A tag file's bytes; None if it is not there, is no file, or cannot be read, of which the last two are faults."""
        if name not in self.names.files:
            entry = self.bag.entries.get(name)
            if entry is not None and entry.kind is Kind.DIRECTORY:
                self.faults.append(Finding("B0123", name, "a file", "a folder"))
            return None
        try:
            return self.bag.read(self.aliases.get(name, name), limit)
        except BagError as error:
            code = "B0804" if error.code == "E0426" else "B0310"
            self.faults.append(Finding(code, name, "a file that can be read", error.detail))
            return None
