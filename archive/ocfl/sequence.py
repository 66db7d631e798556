"""The inventories of an object's versions held against that of its root: what may change between versions, and what not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from archive.ocfl.claims import Claims
from archive.ocfl.faults import Faults
from archive.ocfl.inventory import CONTENT, NAME, version_number

State = Mapping[str, str]


class Sequence:
    """Inventories are seen one by one, in the order of their versions; none is kept whole."""

    def __init__(self, root: Claims, faults: Faults) -> None:
        self._root, self._faults = root, faults
        self._spec: str | None = None
        self._directories: list[tuple[str, str | None]] = []

    def see(self, name: str, claims: Claims) -> None:
        """One version's inventory; it may be the root's own."""
        where = f"{name}/{NAME}"
        if claims.head is not None and claims.head != name:
            self._faults.add("F0040", f"{where}#/head", name, claims.head)
            return
        root = self._root
        if root.identifier and claims.identifier and claims.identifier != root.identifier:
            self._faults.add("F0037", f"{where}#/id", root.identifier, claims.identifier)
        self._directories.append((name, claims.content_directory))
        self._specification(where, claims.spec)
        if claims is not root:
            self._blocks(where, claims)

    def end(self) -> None:
        """What only all of them together show: the content directory (E019, E020, E021, E042) and the root's own version."""
        told = False
        seen = [*self._directories, ("", self._root.content_directory)]
        first = before = seen[0][1]
        for name, directory in seen[1:]:
            where = f"{name}/{NAME}" if name else NAME
            if directory != before:
                code = "F0019" if before == first else "F0020"
                self._faults.add(code, f"{where}#/contentDirectory", before or CONTENT, directory or CONTENT)
                told = True
            before = directory
        self._specification(NAME, self._root.spec)
        if not told and self._root.whole:
            self._below_content()

    def _specification(self, where: str, spec: str | None) -> None:
        """E103: no version is of an older OCFL than the one before it; the root's inventory is of the newest."""
        if spec is None:
            return
        if self._spec is not None and spec < self._spec:
            self._faults.add("F0103", f"{where}#/type", f"OCFL {self._spec} or later", spec)
        else:
            self._spec = spec

    def _below_content(self) -> None:
        root = self._root
        code = "F0042" if root.content_directory else "F0021"
        for path in root.manifest or ():
            parts = path.split("/", 2)
            if len(parts) == 3 and parts[1] != root.content:
                self._faults.add(code, f"{NAME}#/manifest", f"a path below {root.content}", path)

    def _blocks(self, where: str, claims: Claims) -> None:
        """E066 and W011: each version is described alike in both."""
        alike = self._by_digest if claims.algorithm == self._root.algorithm else self._by_content(claims)
        for name, claim in sorted(claims.versions.items(), key=lambda item: version_number(item[0]) or 0):
            place = f"{where}#/versions/{name}"
            current = self._root.versions.get(name)
            if current is None:
                self._faults.add("F0066", place, f"a version that {NAME} has too", name)
                continue
            if claim.state is None or current.state is None:
                pass
            elif claim.state.keys() != current.state.keys() or not alike(claim.state, current.state):
                self._faults.add(
                    "F0066", f"{place}/state", f"the state that {NAME} gives to {name}", "another"
                )
            for key, here, there in zip(("created", "message", "user"), claim.raw, current.raw, strict=True):
                if here != there:
                    self._faults.add("F1011", f"{place}/{key}", f"as in {NAME}", here)

    @staticmethod
    def _by_digest(here: State, there: State) -> bool:
        return here == there or all(digest.lower() == there[path].lower() for path, digest in here.items())

    def _by_content(self, claims: Claims) -> Callable[[State, State], bool]:
        """Between algorithms: whether each path leads to the same content, digests being of no use."""
        mine, theirs = _contents(claims), _contents(self._root)
        nothing: frozenset[str] = frozenset()

        def alike(here: State, there: State) -> bool:
            return all(
                not mine.get(digest.lower(), nothing).isdisjoint(theirs.get(there[path].lower(), nothing))
                for path, digest in here.items()
            )

        return alike


def _contents(claims: Claims) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for path, digest in (claims.manifest or {}).items():
        found.setdefault(digest.lower(), set()).add(path)
    return {digest: frozenset(paths) for digest, paths in found.items()}
