"""Payload manifests and tag manifests, read leniently: every line gives an entry, a fault, or both. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from archive.bag.algorithms import checksum, normalized
from archive.bag.bag import LIMITS, Limits
from archive.bag.names import Names, decoded, encoded, escapes, leaves, over_encoded, unquoted
from archive.bag.parsing import RFC, Version, each_line
from archive.findings import Finding

_NAME = re.compile(r"(tag)?manifest-(.*)\.txt", re.IGNORECASE | re.DOTALL)
_INITIALS = frozenset("mMtT")
_LINE = re.compile(r"(\\?)([^ \t]+)[ \t]+([^ \t].*)", re.DOTALL)
_HEX = re.compile(r"[0-9A-Fa-f]+")
_TOLERATED = frozenset(
    {"B0209", "B0213", "B0214", "B0216", "B0217", "B0613"}
)  # such a line is read all the same


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest: digests as written, by path as the file is named in the bag; `lines` only where not 1, 2, 3.

    A digest that cannot be one is "": the file counts as listed, and there is nothing to compare it with.
    """

    name: str
    algorithm: str
    tag: bool
    digests: dict[str, str]
    lines: dict[str, int] | None = None

    def places(self) -> dict[str, int]:
        """The line at which each path stands."""
        if self.lines is not None:
            return self.lines
        return {path: number for number, path in enumerate(self.digests, 1)}


def manifest_names(names: Iterable[str]) -> Iterator[tuple[str, str, bool, bool]]:
    """Of a bag's top-level names, those of manifests: name, normalized algorithm, whether tag, whether so written."""
    for name in names:
        told = _told(name) if name[:1] in _INITIALS else None
        if told is not None:
            yield told


@lru_cache(maxsize=64)
def _told(name: str) -> tuple[str, str, bool, bool] | None:
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    algorithm = normalized(match[2])
    form = f"{'tag' if match[1] else ''}manifest-{algorithm}.txt"
    return name, algorithm, match[1] is not None, name == form and algorithm != ""


def parse_manifest(
    name: str,
    algorithm: str,
    text: str,
    names: Names,
    *,
    tag: bool,
    version: Version = RFC,
    limits: Limits = LIMITS,
) -> tuple[Manifest, list[Finding]]:
    """The manifest in `text`, and its faults: B0115, B0205 to B0230, B0613, B0805, B0807.

    `names` are the files that are there: they decide how a spelling is meant that could mean two things.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    usual = _usual(text, algorithm, names, tag=tag)
    if usual is not None:
        return Manifest(name, algorithm, tag, usual), []
    reading = _Reading(name, algorithm, names, tag=tag, version=version, limits=limits)
    if text and not text.endswith("\n"):
        reading.faults.append(Finding("B0115", name))
    for number, line in enumerate(each_line(text), 1):
        reading.line(number, line)
        if reading.grave > limits.faults:
            reading.faults.append(
                Finding("B0807", f"{name}:{number}", f"at most {limits.faults} faults", "more")
            )
            break
    return Manifest(name, algorithm, tag, reading.digests, reading.lines), reading.faults


def meant(written: str, names: Names, *, version: Version) -> tuple[str, str | None]:
    """The path that `written` means, and the code of a fault in its spelling.

    From 1.0 on `%`, LF and CR are percent-encoded, and only those (B0212); 0.97 encoded LF and CR; before, nothing
    was. Where the rules give no file that is there, the other readings are tried. B0214: the file bears the encoded
    name, or the path has Windows' separator. B0216: `./`, `//`.
    """
    path, code = written, None
    if "/./" in f"/{path}/" or "//" in path:
        path = "/".join(part for part in path.split("/") if part not in {"", "."})
        code = "B0216"
    if "%" in path:
        path, percent = _decoded(path, names, version)
        code = percent or code
    if path not in names.files and "\\" in path and (slashed := path.replace("\\", "/")) in names.files:
        return slashed, "B0214"
    return path, code


def spelling(path: str, code: str, names: Names, *, version: Version) -> str:
    """How a line should have written `path`, whose spelling has the fault `code`; of a name that no file bears, the rule."""
    if code == "B0212" and path not in names.files:
        return "`%` in %25, %0A and %0D alone"
    return encoded(path) if version >= RFC else path


def _decoded(path: str, names: Names, version: Version) -> tuple[str, str | None]:
    plain = decoded(path)
    if version < RFC:
        return (path if path in names.files or plain not in names.files else plain), None
    wrong = over_encoded(path)
    if plain in names.files:
        return plain, "B0212" if wrong else None
    for reading in (path, unquoted(path)):
        if reading in names.files:
            return reading, "B0212" if wrong else "B0217"
    return plain, "B0212" if wrong else None


@cache
def _shape(digits: int, tag: bool) -> re.Pattern[str]:
    path = r"(?!data)[A-Za-z0-9_-][^\n:]*" if tag else r"data/.+"
    return re.compile(rf"(?m)^([0-9A-Fa-f]{{{digits}}})[ \t]+({path})$")


def _usual(text: str, algorithm: str, names: Names, *, tag: bool) -> dict[str, str] | None:
    """The digests of a manifest of which each line names a file as it is, fast; None if any wants a closer look."""
    known = checksum(algorithm)
    if known is None or "%" in text or "\\" in text or "\0" in text or not text.endswith("\n"):
        return None
    plain = _plain(text, known.digits, names, tag=tag)
    if plain is not None:
        return plain
    digests = {path: digest for digest, path in _shape(known.digits, tag).findall(text)}
    return digests if len(digests) == text.count("\n") and digests.keys() <= names.files else None


def _plain(text: str, digits: int, names: Names, *, tag: bool) -> dict[str, str] | None:
    """The digests of a manifest as most programs write it: two spaces, and no blank in any path. Else None."""
    if len(text) < text.count("\n") * (digits + 4):
        return None  # before a list is made of what are not lines
    words = text.split()
    found, paths = words[::2], words[1::2]
    count = len(paths)
    if text.count("  data/") != (0 if tag else count) or set(map(len, found)) != {digits}:
        return None
    # Written again, the words must give the same text: else they were split otherwise than its lines are.
    again = ["  "] * (4 * count)
    try:
        again[::4], again[2::4], again[3::4] = found, paths, ["\n"] * count
        if "".join(again) != text:
            return None
        bytes.fromhex("".join(found))
    except ValueError:
        return None
    if (
        paths == names.payload
    ):  # the bag's own strings: each is looked up often, and is then known by its identity
        return dict(zip(names.payload, found, strict=True))
    digests = dict(zip(paths, found, strict=True))
    return digests if len(digests) == count and digests.keys() <= names.files else None


class _Reading:
    """The state of reading one manifest line by line."""

    def __init__(
        self, name: str, algorithm: str, names: Names, *, tag: bool, version: Version, limits: Limits
    ) -> None:
        self.name, self.names, self.tag, self.version, self.limits = name, names, tag, version, limits
        self.known = checksum(algorithm)
        self.digests: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.faults: list[Finding] = []
        self.grave = 0

    def line(self, number: int, line: str) -> None:
        if len(line) > self.limits.line:
            self._fault("B0805", number, f"at most {self.limits.line} characters", f"{len(line)}")
            return
        match = _LINE.fullmatch(line)
        if match is None or "\0" in line or not _HEX.fullmatch(match[2]):
            self._fault("B0205", number, "checksum, blanks, path", line)
            self._guess(number, line)
            return
        digest = match[2]
        if self.known is not None and len(digest) != self.known.digits:
            self._fault("B0206", number, f"{self.known.digits} digits", f"{len(digest)}: {digest}")
            digest = ""
        path = self._path(number, match[3], escaped=bool(match[1]))
        if path is not None:
            self._take(number, path, digest)

    def _guess(self, number: int, line: str) -> None:
        """A file that a malformed line seems to mean counts as listed, so that its fault is told once."""
        match = _LINE.fullmatch(line.replace("\0", "").strip(" \t"))
        if (
            match is not None
            and match[3] in self.names.files
            and match[3].startswith("data/") is not self.tag
        ):
            self._take(number, match[3], match[2] if _HEX.fullmatch(match[2]) else "")

    def _path(self, number: int, written: str, *, escaped: bool) -> str | None:
        """The path that this line means, if it means one that may be looked at."""
        if escaped:  # md5sum puts a backslash before the digest where it doubled one in the name
            written = written.removeprefix("*").replace("\\\\", "\\").replace("\\n", "\n")
            self._fault("B0213", number, "a path as it is", "md5sum's backslash")
        elif written.startswith("*") and written not in self.names.files:
            written = written[1:]
            self._fault("B0213", number, "a path as it is", "md5sum's asterisk")
        path, code = meant(written, self.names, version=self.version)
        if leaves(written) or (path not in self.names.files and (escapes(written) or escapes(path))):
            self._fault("B0207", number, "a path in the bag", written)
            return None
        if written.endswith("/") or path in {"data", "", "."}:
            self._fault("B0215", number, "a file", written)
            return None
        if code is not None:
            self._fault(code, number, spelling(path, code, self.names, version=self.version), written)
        if self.tag and path.startswith("data/"):
            self._fault("B0230", number, "tag files only", written)
            return None
        if not self.tag and not path.startswith("data/"):
            self._fault("B0207", number, "a path under data/", written)
            return None
        return path

    def _take(self, number: int, path: str, digest: str) -> None:
        if path not in self.names.files and (twin := self.names.twin(path)) is not None:
            self._fault("B0613", number, twin, path)
            path = twin
        before = self.digests.get(path)
        if before is None:
            self.digests[path] = digest
            self.lines[path] = number
        elif before.lower() != digest.lower():
            self._fault("B0210", number, before, digest, path)
        else:
            code = "B0208" if self.version >= RFC else "B0209"
            self._fault(code, number, "once", f"{path}, as in line {self.lines[path]}")

    def _fault(self, code: str, number: int, expected: str, found: str, path: str | None = None) -> None:
        self.grave += code not in _TOLERATED
        of = f" of {path}" if path is not None else ""
        self.faults.append(Finding(code, f"{self.name}:{number}", expected + of, found))
