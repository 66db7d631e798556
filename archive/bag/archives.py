"""A serialized bag, read where it lies: which kind it is, and which of its members are the bag (draft 0.97 §4)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archive.bag.bag import Bag, Entry, Kind, Limits, Refused
from archive.bag.zst import MAGICS
from archive.errors import BagError
from archive.findings import Finding, errors

_TARS = {
    ".tar": "",
    ".tar.gz": "gz",
    ".tgz": "gz",
    ".tar.bz2": "bz2",
    ".tbz2": "bz2",
    ".tbz": "bz2",
    ".tar.zst": "zst",
    ".tzst": "zst",
}
SUFFIXES = (".zip", *_TARS)
_FORMATS = {".zip": "zip", **{suffix: f"tar.{kind}" if kind else "tar" for suffix, kind in _TARS.items()}}
_MAGIC = (
    (b"PK\3\4", "zip"),
    (b"PK\5\6", "zip"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    *((magic, "zst") for magic in MAGICS),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive: its name as written, decoded, and what it is. `number` is its place in the archive."""

    number: int
    name: str
    kind: Kind
    size: int = 0
    target: str | None = None


class Archive(Protocol):
    """A zip or a tar: what it holds, in the order in which it lies there."""

    def members(self) -> Iterable[Member]: ...
    def whole(self, number: int) -> bytes | None: ...
    def sweep(self, numbers: Iterable[int]) -> Iterator[tuple[int, Iterator[bytes]]]: ...
    def seen(self) -> tuple[Finding, ...]: ...
    def close(self) -> None: ...


def is_serialized(name: str) -> bool:
    """Whether a file of this name is taken for a serialized bag."""
    return name.lower().endswith(SUFFIXES)


def open_serialized(path: Path, where: str, limits: Limits) -> Bag:
    """The bag in a zip or tar file. Raises BagError E0421 if it is neither, E0422 or E0423 if it cannot be opened."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise BagError("E0422", where, error.strerror or str(error)) from error
    try:
        packing, archive = _archive(fd, path.name, where, limits)
        container = Serialized(archive, path.name, packing, limits)
    except OSError as error:  # a disk that cannot be read
        os.close(fd)
        raise BagError("E0422", where, error.strerror or str(error)) from error
    except BaseException:
        os.close(fd)
        raise
    return Bag(where, container.name, container, container.entries(), packing=packing, limits=limits)


class Serialized:
    """A Container over an archive: the members under its one top directory are the bag."""

    def __init__(self, archive: Archive, file_name: str, packing: str, limits: Limits) -> None:
        self._archive, self._limits = archive, limits
        self._seen: list[Finding] = []
        expected = _FORMATS.get(_suffix(file_name))
        if expected != packing:
            self._seen.append(Finding("B0715", "", expected or "an ending that tells the format", packing))
        found = self._named(archive.members())
        top = self._top(found, stem(file_name))
        self.name = top.rpartition("/")[2] or stem(file_name)
        self._numbers: dict[str, int] = {}
        self._entries = self._beneath(found, top)
        self._paths = {number: path for path, number in self._numbers.items()}

    def entries(self) -> Mapping[str, Entry]:
        return self._entries

    def chunks(self, path: str) -> Iterator[bytes]:
        for _, chunks in self.sweep((path,)):
            yield from chunks

    def size(self, path: str) -> int:
        return self._entries[path].size

    def whole(self, path: str, *, once: bool = False) -> bytes | None:  # noqa: ARG002 - what is at hand costs nothing to get whole
        number = self._numbers.get(path)
        return None if number is None else self._archive.whole(number)

    def sweep(self, paths: Iterable[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        numbers: list[int] = []
        for path in paths:
            entry = self._entries.get(path)
            if entry is None or entry.kind is not Kind.FILE:
                yield path, Refused(BagError("E0405", path, "not a regular file"))
            else:
                numbers.append(self._numbers[path])
        for number, chunks in self._archive.sweep(sorted(numbers)):
            yield self._paths[number], chunks

    def seen(self) -> tuple[Finding, ...]:
        return (*self._seen, *self._archive.seen())

    def close(self) -> None:
        self._archive.close()

    def _named(self, members: Iterable[Member]) -> dict[str, Member]:
        """The members by their plain path; B0704 for a name that leads elsewhere, B0703 for one that stands twice."""
        found: dict[str, Member] = {}
        for member in members:
            name = member.name
            if "\\" in name and "/" not in name:
                self._seen.append(Finding("B0704", name, "`/` between folders", "`\\`"))
                name = name.replace("\\", "/")
            parts = [part for part in name.split("/") if part not in {"", "."}]
            if (
                name.startswith("/")
                or ".." in name.replace("\\", "/").split("/")
                or "\0" in name
                or _has_drive(name)
            ):
                self._seen.append(Finding("B0704", name, "a path under the top directory", name))
                continue
            if not parts:
                if member.kind is not Kind.DIRECTORY:
                    self._seen.append(Finding("B0704", name, "a path under the top directory", "no name"))
                continue
            if len(parts) > self._limits.depth:
                self._seen.append(Finding("B0806", name, f"at most {self._limits.depth} folders deep"))
                continue
            path = "/".join(parts)
            before = found.get(path)
            if before is not None and not (before.kind is member.kind is Kind.DIRECTORY):
                self._seen.append(Finding("B0703", path, "one member of this name", "a second one"))
            elif before is None:
                found[path] = member
        return found

    def _top(self, found: Mapping[str, Member], expected: str) -> str:
        """The top directory, "" if the bag has none; B0701 if it is not the only thing at the top, B0702 by its name."""
        tops = sorted({path.partition("/")[0] for path in found})
        if not found:
            if not errors(self._archive.seen()):
                self._seen.append(Finding("B0701", "", "one top directory", "an empty archive"))
            return ""
        only = found.get(tops[0])
        if len(tops) == 1 and (only is None or only.kind is Kind.DIRECTORY):
            if tops[0] != expected:
                self._seen.append(Finding("B0702", tops[0], expected, tops[0]))
            if tops[0] == "data" and "data/bagit.txt" not in found:
                self._seen.append(Finding("B0701", "", "one top directory with the bag", "data"))
                return ""
            return self._deeper(found, tops[0])
        shown = ", ".join(tops[:5]) + (", …" if len(tops) > 5 else "")
        self._seen.append(Finding("B0701", "", "one top directory", shown))
        if "bagit.txt" in found:
            return ""
        with_bag = [top for top in tops if f"{top}/bagit.txt" in found]
        return expected if expected in with_bag else with_bag[0] if with_bag else ""

    def _deeper(self, found: Mapping[str, Member], top: str) -> str:
        """The one folder under `top` that is plainly the bag where `top` is none, with B0701; else `top`."""
        if f"{top}/bagit.txt" in found or any(path.startswith(f"{top}/data/") for path in found):
            return top
        deeper = [path.rpartition("/")[0] for path in found if path.endswith("/bagit.txt")]
        bags = [path for path in deeper if "data" not in path.split("/")]
        if len(bags) != 1:
            return top
        self._seen.append(
            Finding("B0701", "", f"the bag as the top directory, {top}", f"the bag in {bags[0]}")
        )
        return bags[0]

    def _beneath(self, found: Mapping[str, Member], top: str) -> dict[str, Entry]:
        prefix = top + "/" if top else ""
        entries: dict[str, Entry] = {}
        for path, member in found.items():
            if not path.startswith(prefix) or path == top:
                continue
            inner = path[len(prefix) :]
            entries[inner] = Entry(inner, member.kind, member.size, _target(member, inner, prefix))
            self._numbers[inner] = member.number
        for inner in list(entries):
            folder = inner.rpartition("/")[0]
            while folder:
                above = entries.setdefault(folder, Entry(folder, Kind.DIRECTORY))
                if above.kind is not Kind.DIRECTORY:
                    self._seen.append(
                        Finding("B0703", folder, "a folder", f"a {above.kind.value}, with {inner} in it")
                    )
                    break
                folder = folder.rpartition("/")[0]
        return dict(sorted(entries.items()))


def stem(file_name: str) -> str:
    """The name that the top directory should have: the file's own without the suffix of its format."""
    return file_name[: len(file_name) - len(_suffix(file_name))]


def _suffix(file_name: str) -> str:
    return next((suffix for suffix in SUFFIXES if file_name.lower().endswith(suffix)), "")


def _archive(fd: int, name: str, where: str, limits: Limits) -> tuple[str, Archive]:
    """How the file is packed, by its content (`zip`, `tar`, `tar.gz` …), and its door."""
    from archive.bag.tars import Tar
    from archive.bag.zips import Zip

    head = os.pread(fd, 512, 0)
    packing = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    suffix = _suffix(name)
    if packing is None:
        if head[257:262] == b"ustar":
            packing = ""
        elif suffix == ".zip" and _ends_as_zip(fd):
            packing = "zip"  # with other bytes before it
        elif suffix in {".zip", ""} or _TARS[suffix]:
            raise BagError(
                "E0421", where, "neither a directory nor a zip or tar file" if suffix else "no bag"
            )
        else:
            packing = ""
    if packing == "zip":
        return packing, Zip(fd, limits)
    return f"tar.{packing}" if packing else "tar", Tar(fd, packing, where, limits)


def _ends_as_zip(fd: int) -> bool:
    reach = 22 + 0xFFFF  # the end of a zip's directory, and a comment
    return b"PK\5\6" in os.pread(fd, reach, max(0, os.fstat(fd).st_size - reach))


def _has_drive(name: str) -> bool:
    return len(name) > 1 and name[1] == ":" and name[0].isalpha() and name[2:3] in {"/", "\\", ""}


def _target(member: Member, inner: str, prefix: str) -> str | None:
    """A link's target; a hard link's, which is a path from the archive's root, as the bag would have it."""
    target = member.target
    if target is None or not target.startswith("\0"):
        return target
    target = target[1:].removeprefix("./")
    if not target.startswith(prefix) or target.startswith("/") or ".." in target.split("/"):
        return "/" + target
    return "../" * inner.count("/") + target[len(prefix) :]
