"""An AIP as Archivematica makes it: a 7z file that holds a BagIt bag, in which METS says what each file was called when it came.

Read with the program `7z`, one file at a time to a pipe: nothing is unpacked to disk, so no name or link in it leads anywhere.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError, Rejected, Unavailable
from archive.xml import parse

SUFFIX = r"-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.7z"
"""What stands behind a transfer's name in its AIP's."""

_CHUNK = 1 << 18
_LIMIT = 1 << 30  # bytes of a METS document
_NO_MEMORY = 8  # 7z's exit status for it; 2 is a damaged archive, of which it gives what it can
_METS = "{http://www.loc.gov/METS/}"
_PREMIS = "{http://www.loc.gov/premis/v3}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_HREF = "{http://www.w3.org/1999/xlink}href"
_ORIGINS = (
    (re.compile(r"%transferDirectory%(.*)", re.DOTALL), r"\1"),
    (re.compile(r"%SIPDirectory%objects/submissionDocumentation/[^/]*/(.*)", re.DOTALL), r"metadata/submissionDocumentation/\1"),
    (re.compile(r"%SIPDirectory%objects/metadata/transfers/[^/]*/(.*)", re.DOTALL), r"metadata/\1"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the AIP: its path below `data/`, and the sha256 that METS gives for it, None where it gives another digest."""

    path: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Mets:
    """What METS says: each file by its place in the transfer, the titles (dc:title) that it gives, and its events' identifiers."""

    files: Mapping[str, Kept]
    titles: tuple[str, ...]
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class Aip:
    """The AIP at `path`; its name ends in its UUID. Raises, where it cannot be read, Rejected E0678 or Unavailable E0671."""

    path: Path

    @property
    def uuid(self) -> str:
        found = re.search(SUFFIX, self.path.name)
        if found is None:
            raise Rejected("E0678", str(self.path), "no UUID stands in its name")
        return found[1]

    def mets(self) -> Mets:
        """What its METS says of the transfer that it was made of."""
        data = b""
        for chunk in self.read(f"METS.{self.uuid}.xml"):
            data += chunk
            if len(data) > _LIMIT:
                raise Rejected("E0678", str(self.path), f"a METS document of more than {_LIMIT} bytes")
        if not data:
            raise Rejected("E0678", str(self.path), "7z finds no METS document in it")
        try:
            return read_mets(data)
        except ArchiveError as error:
            raise Rejected("E0678", str(self.path), f"METS: {error.detail}") from error

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of the file at this path below the bag's `data/`, as far as 7z gives them: who needs them all compares."""
        member = f"{self.path.name.removesuffix('.7z')}/data/{name}"
        command = ["7z", "e", "-so", "-spd", "-bd", "--", str(self.path), member]
        try:
            with subprocess.Popen(  # noqa: S603 - no shell, and names after `--`
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as program:
                assert program.stdout is not None
                try:
                    while chunk := program.stdout.read(_CHUNK):
                        yield chunk
                finally:
                    program.stdout.close()
        except OSError as error:
            raise Unavailable("E0671", str(self.path), f"7z: {error.strerror or error}") from error
        if program.returncode < 0 or program.returncode == _NO_MEMORY:
            raise Unavailable("E0671", str(self.path), f"{name}: 7z ended with {program.returncode}")


def read_mets(data: bytes) -> Mets:
    """What a METS document of Archivematica says. Raises ArchiveError E0408 on XML that cannot be taken."""
    root = parse(data)
    paths = {
        section: location.get(_HREF)
        for file in root.iter(f"{_METS}file")
        for section in (file.get("ADMID") or "").split()
        for location in file.iterchildren(f"{_METS}FLocat")
    }
    files = {}
    for section in root.iterchildren(f"{_METS}amdSec"):
        described = next(section.iter(f"{_PREMIS}object"), None)
        path = paths.get(section.get("ID"))
        place = None if described is None else _place(described.findtext(f"{_PREMIS}originalName") or "")
        if path and place:
            files[place] = Kept(path, _sha256(described))
    titles = tuple(
        title.text or "" for part in root.iterchildren(f"{_METS}dmdSec") for title in part.iter(_TITLE)
    )
    events = frozenset(node.text or "" for node in root.iter(f"{_PREMIS}eventIdentifierValue"))
    return Mets(files, titles, events)


def _place(name: str) -> str | None:
    """The place in the transfer that an originalName tells of."""
    for pattern, told in _ORIGINS:
        match = pattern.fullmatch(name)
        if match:
            return match.expand(told)
    return None


def _sha256(described: Any) -> str | None:
    for fixity in described.iter(f"{_PREMIS}fixity"):
        name = fixity.findtext(f"{_PREMIS}messageDigestAlgorithm") or ""
        if name.strip().lower().replace("-", "") == "sha256":
            return (fixity.findtext(f"{_PREMIS}messageDigest") or "").strip().lower() or None
    return None
