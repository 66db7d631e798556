"""An inventory: what an OCFL object holds, version by version, and its bytes (OCFL 1.1 §3.5, §3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from json.encoder import encode_basestring as _quoted

from archive.errors import OcflError
from archive.ocfl.digests import digest_of

SPEC = "1.1"
ALGORITHM = "sha512"
CONTENT = "content"
NAME = "inventory.json"
_VERSION = re.compile(r"v(0*)([1-9][0-9]*)")

Digests = Mapping[str, tuple[str, ...]]
"""For each digest the paths that have it, as in the blocks `manifest`, `state` and `fixity`."""


@dataclass(frozen=True, slots=True)
class User:
    """Who made a version: a name, and a URI to reach or know them by."""

    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version: `created` is RFC 3339 text, `state` has the logical paths of each digest."""

    created: str
    state: Digests
    message: str | None = None
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that an inventory says. `versions` are in their order; `manifest` has the content paths of each digest."""

    identifier: str
    head: str
    versions: Mapping[str, Version]
    manifest: Digests
    fixity: Mapping[str, Digests] = field(default_factory=dict)
    algorithm: str = ALGORITHM
    content_directory: str | None = None
    spec: str = SPEC

    def state(self, version: str | None = None) -> dict[str, str]:
        """The digest of each logical path of a version, of the head if none is named. Raises OcflError E0711."""
        name = version or self.head
        if name not in self.versions:
            raise OcflError("E0711", self.identifier, f"{name}; its versions are {', '.join(self.versions)}")
        return {path: digest for digest, paths in self.versions[name].state.items() for path in paths}

    def next_version(self) -> str:
        """The name of the version that comes next, padded as the first is. Raises OcflError E0712 where that width is used up."""
        match = _VERSION.fullmatch(self.head)
        if match is None:
            raise OcflError("E0712", self.identifier, self.head)
        number = int(match[2]) + 1
        if not match[1]:
            return f"v{number}"
        name = f"v{number:0{len(self.head) - 1}}"
        if not name.startswith("v0"):
            raise OcflError("E0712", self.identifier, f"{self.head} is the last that its padding allows")
        return name

    def with_version(
        self, version: Version, manifest: Digests, fixity: Mapping[str, Digests], *, name: str
    ) -> Inventory:
        """The inventory after one more version, whose new content has these digests."""
        return replace(
            self,
            head=name,
            versions={**self.versions, name: version},
            manifest=_joined(self.manifest, manifest),
            fixity={
                algorithm: _joined(self.fixity.get(algorithm, {}), fixity.get(algorithm, {}))
                for algorithm in sorted({*self.fixity, *fixity})
            },
        )


def declared_type(spec: str) -> str:
    return f"https://ocfl.io/{spec}/spec/#inventory"


def sidecar_name(algorithm: str) -> str:
    return f"{NAME}.{algorithm}"


def sidecar(inventory: bytes, algorithm: str) -> bytes:
    """The bytes of the file beside these bytes of an inventory (E058 to E061)."""
    return f"{digest_of(inventory, algorithm)} {NAME}\n".encode()


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second, or finer if the moment is (E049). Raises ValueError for a time without zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def version_number(name: str) -> int | None:
    """The number of a version folder's name, padded or not; None where it is none. So many digits that no folder has them are none."""
    match = _VERSION.fullmatch(name) if len(name) <= 20 else None
    return int(match[2]) if match else None


def render(inventory: Inventory) -> bytes:
    """Its bytes: the same inventory always gives the same, with keys and paths sorted, one digest a line."""
    lines = [
        '{\n  "contentDirectory": ' + _quoted(inventory.content_directory) + ","
        if inventory.content_directory is not None
        else "{",
        f'  "digestAlgorithm": {_quoted(inventory.algorithm)},',
    ]
    if inventory.fixity:
        blocks = sorted(inventory.fixity.items())
        lines.append('  "fixity": {')
        for at, (algorithm, digests) in enumerate(blocks):
            lines += _block(algorithm, digests, 4, last=at == len(blocks) - 1)
        lines.append("  },")
    lines += [f'  "head": {_quoted(inventory.head)},', f'  "id": {_quoted(inventory.identifier)},']
    lines += _block("manifest", inventory.manifest, 2)
    lines += [f'  "type": {_quoted(declared_type(inventory.spec))},', '  "versions": {']
    versions = list(inventory.versions.items())
    for at, (name, version) in enumerate(versions):
        lines += _version(name, version, last=at == len(versions) - 1)
    lines += ["  }", "}", ""]
    return "\n".join(lines).encode()


def _version(name: str, version: Version, *, last: bool) -> list[str]:
    lines = [f"    {_quoted(name)}: {{", f'      "created": {_quoted(version.created)},']
    if version.message is not None:
        lines.append(f'      "message": {_quoted(version.message)},')
    lines += _block("state", version.state, 6, last=version.user is None)
    if version.user is not None:
        address = version.user.address
        lines.append('      "user": {')
        if address is not None:
            lines.append(f'        "address": {_quoted(address)},')
        lines += [f'        "name": {_quoted(version.user.name)}', "      }"]
    return [*lines, "    }" if last else "    },"]


def _block(key: str, digests: Digests, indent: int, *, last: bool = False) -> list[str]:
    space = " " * indent
    end = f"{space}}}" if last else f"{space}}},"
    if not digests:
        return [f"{space}{_quoted(key)}: {{" + ("}" if last else "},")]
    rows = [f"{space}  {_quoted(digest)}: {_paths(digests[digest])}," for digest in sorted(digests)]
    rows[-1] = rows[-1][:-1]
    return [f"{space}{_quoted(key)}: {{", *rows, end]


def _paths(paths: Sequence[str]) -> str:
    return f"[{', '.join([_quoted(path) for path in sorted(paths)])}]"


def _joined(older: Digests, newer: Digests) -> Digests:
    joined = dict(older)
    for digest, paths in newer.items():
        joined[digest] = (*joined.get(digest, ()), *paths)
    return joined


def by_digest(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The paths of each digest, of pairs of path and digest."""
    found: dict[str, list[str]] = {}
    for path, digest in pairs:
        found.setdefault(digest, []).append(path)
    return {digest: tuple(paths) for digest, paths in found.items()}
