"""The claims of an inventory's bytes, with every fault that its own text shows (OCFL 1.1 §3.5)."""

from __future__ import annotations

from collections.abc import Mapping

from archive.ocfl.claims import Claims
from archive.ocfl.digests import ADDRESSING, VOCABULARY, algorithms_of_length, well_formed
from archive.ocfl.documents import DocumentError, parse
from archive.ocfl.faults import Faults
from archive.ocfl.inventory import declared_type, version_number
from archive.ocfl.notes import CONTENT_PATH, Notes, conflicts, is_uri, pointer, texts
from archive.ocfl.versions import version_claims

_SPECS = {declared_type(spec): spec for spec in ("1.0", "1.1")}
_KEYS = ("id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions", "fixity")


def claims_of(data: bytes, where: str, faults: Faults) -> Claims | None:
    """The claims of these bytes; None where they are no JSON object (E033). `where` names the file in the findings."""
    try:
        document, twice = parse(data)
    except DocumentError as error:
        faults.add("F0033", where, "a JSON object in UTF-8", str(error))
        return None
    if not isinstance(document, dict):
        faults.add("F0033", where, "a JSON object", document)
        return None
    for key in twice:
        faults.add("F0033", where, "each key of an object once", key)
    return _Reader(document, where, faults).claims()


class _Reader:
    """Where one inventory's blocks are taken one by one, and their faults told."""

    def __init__(self, document: Mapping[str, object], where: str, faults: Faults) -> None:
        self._document = document
        self._notes = Notes(where, faults)
        self._add = self._notes.add
        self._claims = Claims()
        self._numbers: set[int | None] = set()

    def claims(self) -> Claims:
        self._keys()
        self._type()
        self._identifier()
        self._algorithm()
        self._content_directory()
        self._versions()
        self._head()
        self._manifest()
        self._fixity()
        self._states()
        return self._claims

    def _keys(self) -> None:
        for key in ("id", "type", "digestAlgorithm", "head"):
            if key not in self._document:
                self._add("F0036", "", f"the key {key}")
        if "manifest" not in self._document:
            self._add("F0041", "", "the key manifest")
        other = {key.casefold(): key for key in self._document if key not in _KEYS}
        if "versions" not in self._document:
            if "versions" in other:
                self._add("F0044", "", "the key versions", other["versions"])
            else:
                self._add("F0043", "", "the key versions")
        if "fixity" not in self._document and "fixity" in other:
            self._add("F0055", "", "the key fixity", other["fixity"])
        for key in self._document:
            if key not in _KEYS:
                self._add("F0102", "", f"only {', '.join(_KEYS)}", key)

    def _type(self) -> None:
        if "type" not in self._document:
            return
        value = self._document["type"]
        self._claims.spec = _SPECS.get(value) if isinstance(value, str) else None
        if self._claims.spec is None:
            self._add("F0038", "type", " or ".join(_SPECS), value)

    def _identifier(self) -> None:
        if "id" not in self._document:
            return
        value = self._document["id"]
        if not isinstance(value, str) or not value:
            self._add("F0037", "id", "an identifier", value)
            return
        self._claims.identifier = value
        if not is_uri(value):
            self._add("F1005", "id", "a URI", value)

    def _algorithm(self) -> None:
        if "digestAlgorithm" not in self._document:
            return
        value = self._document["digestAlgorithm"]
        if isinstance(value, str) and value in VOCABULARY:
            self._claims.algorithm = value
        if value not in ADDRESSING:
            self._add("F0025", "digestAlgorithm", "sha512 or sha256", value)
        elif value != ADDRESSING[0]:
            self._add("F1004", "digestAlgorithm", "sha512", value)

    def _content_directory(self) -> None:
        if "contentDirectory" not in self._document:
            return
        value = self._document["contentDirectory"]
        if not isinstance(value, str) or not value or "\0" in value:
            self._add("F0108", "contentDirectory", "the name of a folder", value)
        elif "/" in value:
            self._add("F0017", "contentDirectory", "a name without /", value)
        elif value in {".", ".."}:
            self._add("F0018", "contentDirectory", "a name that is neither . nor ..", value)
        else:
            self._claims.content_directory = value
            return
        self._claims.whole = False

    def _versions(self) -> None:
        if "versions" not in self._document:
            return
        blocks = self._document["versions"]
        if not isinstance(blocks, dict):
            self._add("F0045", "versions", "a JSON object", blocks)
            return
        self._claims.versions = version_claims(blocks, self._notes, spec=self._claims.spec)
        self._numbers = {version_number(name) for name in self._claims.versions}
        if len(self._claims.versions) < len(blocks):
            self._claims.whole = False

    def _head(self) -> None:
        if "head" not in self._document:
            return
        value = self._document["head"]
        if isinstance(value, str):
            self._claims.head = value
        numbered = {version_number(name): name for name in self._claims.versions}
        highest = numbered[max(number for number in numbered if number)] if numbered else None
        versions = self._document.get("versions")
        if highest is None and isinstance(versions, dict) and isinstance(value, str) and value in versions:
            return  # its name is what is wrong, and that is told
        if not isinstance(value, str) or (highest is not None and value != highest):
            self._add("F0040", "head", highest or "the name of the last version", value)

    def _manifest(self) -> None:
        if "manifest" not in self._document:
            return
        value = self._document["manifest"]
        if not isinstance(value, dict):
            self._add("F0106", "manifest", "a JSON object", value)
            return
        manifest = self._claims.manifest = {}
        seen: dict[str, str] = {}
        for digest, paths in value.items():
            place = f"manifest/{pointer(digest)}"
            self._digest(place, self._claims.algorithm, digest)
            again = seen.setdefault(digest.lower(), digest) != digest
            if again:
                self._add("F0096", place, "each digest once, whatever its case", digest)
            content = texts(paths)
            if not content:
                self._add("F0092", place, "an array of content paths", paths)
                self._claims.whole = False
                continue
            for path in content:
                if not self._notes.path(place, path, CONTENT_PATH):
                    self._claims.whole = False
                    continue
                self._within(place, path)
                if path in manifest and not again:
                    self._add("F0101", place, "each content path once", path)
                manifest.setdefault(path, digest)
        for path in conflicts(manifest):
            self._add("F0101", "manifest", "no path that is the beginning of another", path)

    def _digest(self, place: str, algorithm: str | None, digest: str) -> None:
        if algorithm is None or well_formed(algorithm, digest):
            return
        if algorithms_of_length(digest):
            self._add("F0039", place, f"a {algorithm} digest", digest)
        else:
            self._notes.encoding(place, algorithm, digest)

    def _within(self, place: str, path: str) -> None:
        """A content path stands below a version folder that the inventory names (E014, E042)."""
        top = path.partition("/")[0]
        if top in self._claims.versions or not self._claims.versions:
            return
        if version_number(top) in self._numbers:
            self._add("F0014", place, "the version's folder as it is named", path)
        else:
            self._add("F0042", place, "a path below a version's folder", path)
        self._claims.whole = False

    def _fixity(self) -> None:
        if "fixity" not in self._document:
            return
        value = self._document["fixity"]
        if not isinstance(value, dict):
            self._add("F0111", "fixity", "a JSON object", value)
            return
        for algorithm, block in value.items():
            place = f"fixity/{pointer(algorithm)}"
            if algorithm not in VOCABULARY:
                self._add("F0056", place, f"one of {', '.join(sorted(VOCABULARY))}", algorithm)
            if not isinstance(block, dict):
                self._add("F0057", place, "a JSON object", block)
                continue
            self._claims.fixity[algorithm] = self._fixity_block(place, algorithm, block)

    def _fixity_block(self, place: str, algorithm: str, block: Mapping[str, object]) -> dict[str, str]:
        found: dict[str, str] = {}
        seen: set[str] = set()
        for digest, paths in block.items():
            at = f"{place}/{pointer(digest)}"
            self._notes.encoding(at, algorithm, digest)
            if digest.lower() in seen:
                self._add("F0097", at, "each digest once, whatever its case", digest)
            seen.add(digest.lower())
            content = texts(paths)
            if content is None:
                self._add("F0057", at, "an array of content paths", paths)
                continue
            for path in content:
                if self._notes.path(at, path, CONTENT_PATH):
                    found.setdefault(path, digest)
        return found

    def _states(self) -> None:
        """The digests of the states are those of the manifest (E050), and the other way round (E107, from 1.1 on)."""
        block = self._document.get("manifest")
        if not isinstance(block, dict):
            return
        manifest: set[str] = set(block)
        used: set[str] = set()
        for name, claim in self._claims.versions.items():
            used |= {digest.lower() for digest in claim.digests}
            for digest in sorted(claim.digests - manifest):
                self._add("F0050", f"versions/{name}/state", "a digest as the manifest has it", digest)
        unread = any(claim.state is None for claim in self._claims.versions.values())
        if self._claims.spec != "1.0" and not unread and self._claims.versions and self._claims.whole:
            for digest in sorted(digest for digest in manifest if digest.lower() not in used):
                self._add("F0107", f"manifest/{pointer(digest)}", "a digest that a version uses", digest)
