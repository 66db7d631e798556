"""An object's content held against its inventories: what is listed and what is there, and every digest of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archive.bag.bag import Entry, Kind
from archive.bag.reader import Directory
from archive.errors import BagError
from archive.ocfl.claims import Claims
from archive.ocfl.digests import computable, digest_all
from archive.ocfl.faults import Faults
from archive.ocfl.inventory import version_number


@dataclass(slots=True)
class _Expected:
    """The digests that a content path must have: algorithm, digest in lower case, and which inventory says so."""

    manifest: dict[tuple[str, str], str] = field(default_factory=dict)
    fixity: dict[tuple[str, str], str] = field(default_factory=dict)


class Content:
    """Inventories are seen one by one; then the files are read, each once. `below` is what lies within each folder of the top."""

    def __init__(
        self,
        directory: Directory,
        entries: Mapping[str, Entry],
        below: Mapping[str, Iterable[Entry]],
        faults: Faults,
    ) -> None:
        self._directory, self._entries, self._below, self._faults = directory, entries, below, faults
        self._expected: dict[str, _Expected] = {}
        self._missing: set[tuple[str, str]] = set()

    def see(self, claims: Claims, where: str, number: int) -> None:
        """One inventory, which stands at `where` and speaks of the versions up to this number."""
        self._expect(claims, where)
        self._present(claims, where, number)

    def folders(self, root: Claims) -> None:
        """E016: a version with content has a folder for it."""
        needed = {tuple(path.split("/", 2)[:2]) for path in root.manifest or () if path.count("/") > 1}
        for name in root.versions:
            folder = f"{name}/{root.content}"
            if (name, root.content) in needed and folder not in self._entries:
                self._faults.add("F0016", folder, "a folder with the version's content", None)

    def digests(self) -> None:
        """E092 and E093 of every file that is there."""
        for path, expected in sorted(self._expected.items()):
            if self._is_file(path):
                self._digested(path, expected)

    def _digested(self, path: str, expected: _Expected) -> None:
        wanted = {**expected.manifest, **expected.fixity}
        names = {name for name, _ in wanted if computable(name)}
        try:
            data = self._directory.whole(path)
            found = digest_all(self._directory.chunks(path) if data is None else (data,), names)
        except BagError as error:
            self._faults.add("F2001", path, "a file that can be read", error.detail)
            return
        for code, pairs in (("F0092", expected.manifest), ("F0093", expected.fixity)):
            for (name, digest), where in pairs.items():
                if name in found and found[name] != digest:
                    self._faults.add(code, path, f"{name} {digest} ({where})", found[name])

    def _expect(self, claims: Claims, where: str) -> None:
        algorithm = claims.algorithm
        for path, digest in (claims.manifest or {}).items():
            if algorithm:
                expected = self._expected.setdefault(path, _Expected())
                expected.manifest.setdefault((algorithm, digest.lower()), where)
        for name, block in claims.fixity.items():
            for path, digest in block.items():
                expected = self._expected.setdefault(path, _Expected())
                expected.fixity.setdefault((name, digest.lower()), where)

    def _present(self, claims: Claims, where: str, number: int) -> None:
        """E023 and E092: an inventory's manifest lists the content up to its own version, and nothing else."""
        if not claims.whole or claims.manifest is None:
            return
        for path in claims.manifest:
            if not self._is_file(path):
                self._lacks("F0092", path, where)
        for block in claims.fixity.values():
            for path in block:
                if not self._is_file(path):
                    self._lacks("F0093", path, where)
        for name, entries in self._below.items():
            if not 0 < (version_number(name) or 0) <= number:
                continue
            within = f"{name}/{claims.content}/"
            for entry in entries:
                path = entry.path
                if entry.kind is Kind.FILE and path not in claims.manifest and path.startswith(within):
                    self._faults.add("F0023", path, f"a place in the manifest of {where}", None)

    def _lacks(self, code: str, path: str, where: str) -> None:
        if (code, path) not in self._missing:
            self._missing.add((code, path))
            self._faults.add(code, path, f"the file that {where} lists", None)

    def _is_file(self, path: str) -> bool:
        entry = self._entries.get(path)
        return entry is not None and entry.kind is Kind.FILE
