"""One OCFL object judged where it stands: its folders, its inventories, and every file against every digest of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.bag.bag import Entry, Kind
from archive.bag.bag import Limits as BagLimits
from archive.bag.reader import Directory
from archive.errors import BagError
from archive.findings import Finding
from archive.ocfl.claims import Claims
from archive.ocfl.content import Content
from archive.ocfl.digests import computable, digest_of
from archive.ocfl.documents import shown
from archive.ocfl.faults import LIMITS, Faults, Limits
from archive.ocfl.folders import judge_version_folder
from archive.ocfl.inventory import NAME, sidecar_name, version_number
from archive.ocfl.sequence import Sequence
from archive.ocfl.taking import claims_of

SPECS = ("1.0", "1.1")
OBJECT_EXTENSIONS = frozenset(
    {
        "initial",
        "0001-digest-algorithms",
        "0005-mutable-head",
        "0008-schema-registry",
        "0009-digest-algorithms",
    }
)
_DECLARATION = re.compile(r"0=ocfl_object_(\d{1,9}\.\d{1,9})")
_SIDECAR = re.compile(rb"([^ \t\r\n]+)[ \t]+inventory\.json\r?\n?")
_SIDECAR_NAME = re.compile(r"inventory\.json\..+")


@dataclass(frozen=True, slots=True)
class JudgedObject:
    """One object's judgement. `where` is its path under the storage root; `identifier` and `spec` as it claims them."""

    where: str
    identifier: str | None
    spec: str | None
    findings: tuple[Finding, ...]


def judge_object(
    root: Path, *, where: str = "", fixity: bool = True, limits: Limits = LIMITS
) -> JudgedObject:
    """Every fault of the object at `root`, no link followed; without `fixity` the content is not read.

    `where` stands before the place of each finding. Never raises for what is wrong there.
    """
    faults = Faults(limits)
    called = shown(where, 4096)
    try:
        directory = Directory(root, where or str(root), BagLimits(depth=limits.depth))
    except NotADirectoryError:
        return JudgedObject(where, None, None, (Finding("F2001", called, "a folder", "something else"),))
    except BagError as error:
        return JudgedObject(where, None, None, (Finding("F2001", called, "a folder", error.detail),))
    try:
        judge = _Judge(directory, faults)
        judge.judge(fixity=fixity)
    except BagError as error:  # the folder itself
        faults.add("F2001", error.where, "a folder that can be listed", error.detail)
    finally:
        directory.close()
    prefix = f"{called}/" if where else ""
    findings = tuple(
        Finding(one.code, f"{prefix}{one.where}".rstrip("/"), one.expected, one.found) for one in faults.found
    )
    return JudgedObject(where, judge.identifier, judge.spec, findings)


class _Judge:
    def __init__(self, directory: Directory, faults: Faults) -> None:
        self._directory, self._faults = directory, faults
        self._entries: Mapping[str, Entry] = {}
        # What lies within each folder of the top; under "" the top itself.
        self._below: dict[str, list[Entry]] = {}
        self.identifier: str | None = None
        self.spec: str | None = None

    def judge(self, *, fixity: bool) -> None:
        self._entries = self._directory.entries()
        for path, entry in self._entries.items():
            top, slash, _ = path.partition("/")
            self._below.setdefault(top if slash else "", []).append(entry)
        self._limits_and_links()
        declared = self._declaration()
        if NAME not in self._entries:
            similar = next((name for name in self._tops() if name.lower() == NAME), None)
            if similar:
                self._faults.add("F0034", similar, NAME, similar)
            else:
                self._faults.add("F0063", NAME, "an inventory", None)
            return
        self.spec = declared
        data = self._read(NAME, self._faults.limits.inventory)
        root = None if data is None else claims_of(data, NAME, self._faults)
        algorithm = root.algorithm if root else None
        self._sidecar("", algorithm, data)
        self._top_names(algorithm)
        self._extensions()
        if root is None or data is None:
            return
        self.identifier = root.identifier
        self.spec = declared or root.spec
        if declared and root.spec and declared != root.spec:
            self._faults.add("F0038", f"{NAME}#/type", f"the type of OCFL {declared}", root.spec)
        content = Content(self._directory, self._entries, self._below, self._faults)
        self._versions(root, data, content)
        content.folders(root)
        if fixity:
            content.digests()

    # --- the object's own folder ---------------------------------------------------------------------------------

    def _tops(self) -> Iterator[str]:
        return (entry.path for entry in self._below.get("", ()))

    def _limits_and_links(self) -> None:
        seen: dict[tuple[int, int], str] = {}
        for entry in self._entries.values():
            if entry.kind is Kind.FILE:
                self._hard_link(entry.path, seen)
            elif entry.kind is not Kind.DIRECTORY:
                self._faults.add("F0090", entry.path, "a file or a folder", entry.target or entry.kind.value)
        for told in self._directory.seen():
            code = "F2002" if told.code == "B0806" else "F2001"
            self._faults.add(code, told.where, told.expected, told.found)

    def _hard_link(self, path: str, seen: dict[tuple[int, int], str]) -> None:
        try:
            status = self._directory.status(path)
        except BagError:
            return  # that it cannot be read is told where it is read
        if status.st_nlink > 1:
            first = seen.setdefault((status.st_dev, status.st_ino), path)
            if first != path:
                self._faults.add("F0090", path, "a file of its own", f"a hard link to {first}")

    def _declaration(self) -> str | None:
        """The version of OCFL that the declaration names, if there is just one that is well formed (E002 to E007)."""
        found: list[str] = []
        for name in self._tops():
            match = _DECLARATION.fullmatch(name)
            if match and match[1] in SPECS:
                found.append(match[1])
                self._declared(name)
            elif code := _misnamed(name):
                self._faults.add(code, name, "0=ocfl_object_1.1", name)
        if len(found) != 1:
            self._faults.add("F0003", "0=ocfl_object_1.1", "one declaration", f"{len(found)} of them")
        return found[0] if len(found) == 1 else None

    def _declared(self, name: str) -> None:
        if self._entries[name].kind is not Kind.FILE:
            self._faults.add("F0002", name, "a file", self._entries[name].kind.value)
            return
        data = self._read(name, self._faults.limits.small)
        if data is not None and data != f"{name[2:]}\n".encode():
            self._faults.add("F0007", name, f"{name[2:]} and a line feed", data.decode("utf-8", "replace"))

    def _top_names(self, algorithm: str | None) -> None:
        expected = sidecar_name(algorithm) if algorithm else None
        for name in self._tops():
            entry = self._entries[name]
            if entry.kind in {Kind.LINK, Kind.OTHER} or _DECLARATION.fullmatch(name) or _misnamed(name):
                continue
            if entry.kind is Kind.FILE:
                sidecar = name == expected if expected in self._entries else _SIDECAR_NAME.fullmatch(name)
                well = name == NAME or bool(sidecar)
            else:
                well = name in {"logs", "extensions"} or _is_version(name)
            if not well:
                self._faults.add("F0001", name, "only what OCFL puts there", entry.kind.value)

    def _extensions(self) -> None:
        for entry in self._below.get("extensions", ()):
            name = entry.path.partition("/")[2]
            if "/" in name:
                continue
            if entry.kind is Kind.FILE:
                self._faults.add("F0067", entry.path, "folders of extensions only", "a file")
            elif entry.kind is Kind.DIRECTORY and name not in OBJECT_EXTENSIONS:
                self._faults.add("F1013", entry.path, "a registered extension", name)

    def _sidecar(self, prefix: str, algorithm: str | None, data: bytes | None) -> None:
        """E058 to E061 of one inventory."""
        others = [
            entry.path
            for entry in self._below.get(prefix[:-1], ())
            if _SIDECAR_NAME.fullmatch(entry.path[len(prefix) :])
        ]
        name = f"{prefix}{sidecar_name(algorithm or 'sha512')}"
        if name not in self._entries:
            if others and algorithm:
                self._faults.add("F0059", others[0], name, others[0])
            elif not others:
                self._faults.add("F0058", name, "the inventory's digest", None)
            return
        text = self._read(name, self._faults.limits.small)
        if text is None or data is None or algorithm is None:
            return
        match = _SIDECAR.fullmatch(text)
        if match is None:
            self._faults.add("F0061", name, f"DIGEST {NAME}", text.decode("utf-8", "replace"))
        elif computable(algorithm):
            found = digest_of(data, algorithm)
            if match[1].decode("ascii", "replace").lower() != found:
                self._faults.add("F0060", name, found, match[1].decode("utf-8", "replace"))

    # --- versions ------------------------------------------------------------------------------------------------

    def _versions(self, root: Claims, data: bytes, content: Content) -> None:
        folders = {
            version_number(name): name
            for name in self._tops()
            if _is_version(name) and self._entries[name].kind is Kind.DIRECTORY
        }
        last = max((number for number in folders if number), default=0)
        there = set(folders.values())
        for name in sorted(root.versions, key=_number):
            if name not in there:
                # Within the sequence of folders this is a gap; beyond its end the inventory speaks of what is not there.
                self._faults.add("F0010" if _number(name) < last else "F0046", name, "a folder", None)
        sequence = Sequence(root, self._faults)
        for name in sorted(there, key=_number):
            if name in root.versions:
                self._version(name, root, data, sequence, content)
            elif root.versions:
                self._faults.add("F0046", name, "a version of the inventory", name)
        sequence.end()
        content.see(root, NAME, _number(root.head) if root.head else last)

    def _version(self, name: str, root: Claims, data: bytes, sequence: Sequence, content: Content) -> None:
        path = f"{name}/{NAME}"
        claims: Claims | None = None
        if path not in self._entries:
            self._faults.add("F1010", path, "an inventory", None)
        else:
            own = self._read(path, self._faults.limits.inventory)
            if own is not None:
                claims = self._version_claims(path, own, root, data)
                self._sidecar(f"{name}/", claims.algorithm if claims else None, own)
                if name == root.head and "F0040" not in self._faults.codes and own != data:
                    self._faults.add("F0064", path, f"the same bytes as {NAME}", "other bytes")
        if claims is not None:
            sequence.see(name, claims)
            if claims is not root:
                content.see(claims, path, _number(name))
        algorithm = claims.algorithm if claims else None
        entries = self._below.get(name, ())
        judge_version_folder(name, (claims or root).content, algorithm, entries, self._faults)

    def _version_claims(self, path: str, own: bytes, root: Claims, data: bytes) -> Claims | None:
        """What the inventory of a version says. Of warnings, those that the root's own inventory earned are not told again."""
        if own == data:
            return root
        faults = Faults(self._faults.limits)
        claims = claims_of(own, path, faults)
        told = {(one.code, one.where.partition("#")[2], one.found) for one in self._faults.found}
        for one in faults.found:
            if (
                not one.code.startswith("F1")
                or (one.code, one.where.partition("#")[2], one.found) not in told
            ):
                self._faults.add(one.code, one.where, one.expected, one.found)
        return claims

    def _read(self, path: str, limit: int) -> bytes | None:
        """A small file's bytes; None, and told, where it cannot be read or is larger than the limit."""
        try:
            if self._entries[path].kind is not Kind.FILE:
                self._faults.add("F2001", path, "a file", self._entries[path].kind.value)
                return None
            size = self._directory.size(path)
            if size > limit:
                self._faults.add("F2002", path, f"at most {limit} bytes", f"{size} bytes")
                return None
            parts: list[bytes] = []
            for chunk in self._directory.chunks(path):
                parts.append(chunk)
                if (limit := limit - len(chunk)) < 0:
                    self._faults.add("F2002", path, "a file that does not grow", None)
                    return None
        except BagError as error:
            self._faults.add("F2001", path, "a file that can be read", error.detail)
            return None
        return b"".join(parts)


def _number(name: str) -> int:
    return version_number(name) or 0


def _is_version(name: str) -> bool:
    return version_number(name) is not None


def _misnamed(name: str) -> str | None:
    """The code for a name that would be the object's declaration, but is not one (E004 to E006)."""
    match = _DECLARATION.fullmatch(name)
    if match:
        return None if match[1] in SPECS else "F0006"
    if name.startswith("0="):
        return "F0006"
    if "ocfl_object_" in name:
        return "F0005" if "=" in name else "F0004"
    return None
