"""What one inventory.json claims, taken as far as it can be, with every fault that its own text shows (OCFL 1.1 §3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from archive.ocfl.digests import ADDRESSING, VOCABULARY, algorithms_of_length, well_formed
from archive.ocfl.documents import DocumentError, parse
from archive.ocfl.faults import Faults
from archive.ocfl.inventory import CONTENT, Inventory, User, Version, by_digest, declared_type, version_number

_SPECS = {declared_type(spec): spec for spec in ("1.0", "1.1")}
_KEYS = ("id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions", "fixity")
_VERSION_KEYS = ("created", "state", "message", "user")
_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:(\d\d)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_ENCODING_CODES = {"sha1": "F0029", "sha256": "F0030", "sha512": "F0031", "blake2b-512": "F0032"}


@dataclass(slots=True)
class VersionClaim:
    """`state` has the digest of each logical path, `digests` every digest of it; None and none where it could not be read."""

    created: str | None = None
    message: str | None = None
    user: User | None = None
    state: dict[str, str] | None = None
    digests: frozenset[str] = frozenset()
    raw: tuple[object, object, object] = (None, None, None)  # created, message and user as they stand


@dataclass(slots=True)
class Claims:
    """None stands for what is missing or was no use; `manifest` and `fixity` have the digest of each content path."""

    identifier: str | None = None
    spec: str | None = None
    algorithm: str | None = None
    head: str | None = None
    content_directory: str | None = None
    versions: dict[str, VersionClaim] = field(default_factory=dict)
    manifest: dict[str, str] | None = None
    fixity: dict[str, dict[str, str]] = field(default_factory=dict)
    whole: bool = True  # whether every path of the manifest could be taken

    @property
    def content(self) -> str:
        return self.content_directory or CONTENT

    def inventory(self) -> Inventory:
        """The same as a value; only for claims in which no fault was found."""
        return Inventory(
            self.identifier or "",
            self.head or "",
            {
                name: Version(
                    claim.created or "", by_digest((claim.state or {}).items()), claim.message, claim.user
                )
                for name, claim in sorted(
                    self.versions.items(), key=lambda item: version_number(item[0]) or 0
                )
            },
            by_digest((self.manifest or {}).items()),
            {name: by_digest(paths.items()) for name, paths in self.fixity.items()},
            self.algorithm or "",
            self.content_directory,
            self.spec or "",
        )


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
        self._document, self._where, self._faults = document, where, faults
        self._claims = Claims()

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

    def _add(self, code: str, place: str, expected: str | None = None, found: object = None) -> None:
        self._faults.add(code, f"{self._where}#/{place}" if place else self._where, expected, found)

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
        if not _URI.fullmatch(value):
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
        if not blocks:
            self._add("F0008", "versions", "at least one version")
        old = self._claims.spec == "1.0"
        for name, block in blocks.items():
            place = f"versions/{_pointer(name)}"
            if version_number(name) is None:
                # 1.0 has no code of its own for this.
                bad = "F0046" if old else "F0105" if re.fullmatch(r"v\d*", name) else "F0104"
                self._add(bad, place, "v and a number, such as v1", name)
                self._claims.whole = False
            elif isinstance(block, dict):
                self._claims.versions[name] = self._version(place, block)
                continue
            if not isinstance(block, dict):
                self._add("F0047", place, "a JSON object", block)
            if version_number(name) is not None:
                self._claims.versions[name] = VersionClaim()
        self._sequence()

    def _sequence(self) -> None:
        """E009 to E013: from 1 without a gap, all named as the first is."""
        names = sorted(self._claims.versions, key=lambda name: (version_number(name), name))
        if not names:
            return
        numbers = [version_number(name) for name in names]
        if numbers[0] != 1:
            self._add("F0009", "versions", "v1", names[0])
        for earlier, later in pairwise(numbers):
            if later is not None and earlier is not None and later > earlier + 1:
                self._add("F0010", "versions", f"v{earlier + 1}", f"v{later}")
        padded, width = names[0].startswith("v0"), len(names[0])
        if padded:
            self._add("F1001", "versions", "v1, v2, v3", names[0])
        for name in names[1:]:
            if padded and not name.startswith("v0"):
                self._add("F0011", "versions", f"v and a zero, as in {names[0]}", name)
                if len(name) == width:
                    self._add("F0013", "versions", f"a name as {names[0]} is", name)
            if (padded and len(name) != width) or (not padded and name.startswith("v0")):
                self._add("F0012", "versions", f"a name as {names[0]} is", name)

    def _version(self, place: str, block: Mapping[str, object]) -> VersionClaim:
        claim = VersionClaim(raw=(block.get("created"), block.get("message"), block.get("user")))
        for key in ("created", "state"):
            if key not in block:
                self._add("F0048", place, f"the key {key}")
        for key in ("message", "user"):
            if key not in block:
                self._add("F1007", place, f"the key {key}")
        for key in block:
            if key not in _VERSION_KEYS:
                self._add("F0102", place, f"only {', '.join(_VERSION_KEYS)}", key)
        if "created" in block:
            claim.created = self._created(f"{place}/created", block["created"])
        if "message" in block:
            if isinstance(block["message"], str):
                claim.message = block["message"]
            else:
                self._add("F0094", f"{place}/message", "text", block["message"])
        if "user" in block:
            claim.user = self._user(f"{place}/user", block["user"])
        if "state" in block:
            claim.state = self._state(f"{place}/state", block["state"])
            if claim.state is not None:
                claim.digests = frozenset(block["state"])  # type: ignore[call-overload]
        return claim

    def _created(self, place: str, value: object) -> str | None:
        if isinstance(value, str) and _is_time(value):
            return value
        self._add("F0049", place, "date and time of RFC 3339 with seconds and zone", value)
        return None

    def _user(self, place: str, value: object) -> User | None:
        if not isinstance(value, dict):
            self._add("F0054", place, "a JSON object", value)
            return None
        name, address = value.get("name"), value.get("address")
        for key in value:
            if key not in {"name", "address"}:
                self._add("F0102", place, "only name, address", key)
        if not isinstance(name, str) or not name:
            self._add("F0054", place, "a name", value)
        if "address" not in value:
            self._add("F1008", place, "an address")
        elif not isinstance(address, str) or not _URI.fullmatch(address):
            self._add("F1009", f"{place}/address", "a URI, such as mailto:a@example.org", address)
        if not isinstance(name, str):
            return None
        return User(name, address if isinstance(address, str) else None)

    def _state(self, place: str, value: object) -> dict[str, str] | None:
        if not isinstance(value, dict):
            self._add("F0050", place, "a JSON object", value)
            return None
        state: dict[str, str] = {}
        for digest, paths in value.items():
            at = f"{place}/{_pointer(digest)}"
            if not _is_list(paths):
                self._add("F0050", at, "an array of logical paths", paths)
                continue
            for path in paths:
                if not self._path(at, path, ("F0053", "F0052", None)):
                    continue
                if path in state:
                    self._add("F0095", at, "each logical path once", path)
                state[path] = digest
        for path in _conflicts(state):
            self._add("F0095", place, "no path that is the beginning of another", path)
        return state

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
            place = f"manifest/{_pointer(digest)}"
            self._digest(place, self._claims.algorithm, digest)
            again = seen.setdefault(digest.lower(), digest) != digest
            if again:
                self._add("F0096", place, "each digest once, whatever its case", digest)
            if not _is_list(paths) or not paths:
                self._add("F0092", place, "an array of content paths", paths)
                self._claims.whole = False
                continue
            for path in paths:
                if not self._path(place, path, ("F0100", "F0099", "F0035")):
                    self._claims.whole = False
                    continue
                self._within(place, path)
                if path in manifest and not again:
                    self._add("F0101", place, "each content path once", path)
                manifest.setdefault(path, digest)
        for path in _conflicts(manifest):
            self._add("F0101", "manifest", "no path that is the beginning of another", path)

    def _digest(self, place: str, algorithm: str | None, digest: str) -> None:
        if algorithm is None or well_formed(algorithm, digest):
            return
        if algorithms_of_length(digest):
            self._add("F0039", place, f"a {algorithm} digest", digest)
        else:
            self._add(_ENCODING_CODES.get(algorithm, "F0057"), place, f"a {algorithm} digest", digest)

    def _within(self, place: str, path: str) -> None:
        """A content path stands below a version folder that the inventory names (E014, E042)."""
        top = path.partition("/")[0]
        if top in self._claims.versions or not self._claims.versions:
            return
        number = version_number(top)
        if number is not None and number in {version_number(name) for name in self._claims.versions}:
            self._add("F0014", place, "the version's folder as it is named", path)
        else:
            self._add("F0042", place, "a path below a version's folder", path)
        self._claims.whole = False

    def _path(self, place: str, path: str, codes: tuple[str, str, str | None]) -> bool:
        """Whether a path has the form that it must have; if not, that is told. The codes: slashes at its ends, elements, separators."""
        ends, elements, separator = codes
        limits = self._faults.limits
        if len(path) > limits.path or path.count("/") > limits.depth:
            self._add("F2002", place, f"at most {limits.path} characters and {limits.depth} folders", path)
            return False
        well = True
        if path.startswith("/") or path.endswith("/") or not path:
            self._add(ends, place, "no / at its beginning or end", path)
            well = False
        if any(part in {"", ".", ".."} for part in path.strip("/").split("/")) and path.strip("/"):
            self._add(elements, place, "no element that is empty, . or ..", path)
            well = False
        if separator and "\\" in path and "/" not in path:
            self._add(separator, place, "/ between its elements", path)
            well = False
        return well

    def _fixity(self) -> None:
        if "fixity" not in self._document:
            return
        value = self._document["fixity"]
        if not isinstance(value, dict):
            self._add("F0111", "fixity", "a JSON object", value)
            return
        for algorithm, block in value.items():
            place = f"fixity/{_pointer(algorithm)}"
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
            at = f"{place}/{_pointer(digest)}"
            if algorithm in VOCABULARY and not well_formed(algorithm, digest):
                self._add(_ENCODING_CODES.get(algorithm, "F0057"), at, f"a {algorithm} digest", digest)
            if digest.lower() in seen:
                self._add("F0097", at, "each digest once, whatever its case", digest)
            seen.add(digest.lower())
            if not _is_list(paths):
                self._add("F0057", at, "an array of content paths", paths)
                continue
            for path in paths:
                if self._path(at, path, ("F0100", "F0099", "F0035")):
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
                self._add("F0107", f"manifest/{_pointer(digest)}", "a digest that a version uses", digest)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_time(value: str) -> bool:
    match = _RFC3339.fullmatch(value)
    if match is None:
        return False
    leap = match[1] == "60"
    try:
        datetime.fromisoformat(f"{value[:10]}T{value[11:17]}{'59' if leap else match[1]}")
    except ValueError:
        return False
    return True


def _conflicts(paths: Iterable[str]) -> list[str]:
    """The paths that are a folder on the way to another; each folder is looked at once."""
    whole = set(paths)
    folders: set[str] = set()
    for path in whole:
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    return sorted(whole & folders)


def _pointer(key: str) -> str:
    """A key as RFC 6901 has it, shortened: digests are long."""
    short = key if len(key) <= 20 else f"{key[:16]}…"
    return short.replace("~", "~0").replace("/", "~1")
