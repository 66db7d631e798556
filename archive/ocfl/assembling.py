"""One object, or one version of it, written where nobody sees it: every file read once, digested, and stored once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Self

from archive.bag.writer import make_folder, write_new
from archive.errors import OcflError
from archive.ocfl.digests import ADDRESSING, digest_of, hasher
from archive.ocfl.documents import shown
from archive.ocfl.faults import LIMITS
from archive.ocfl.inventory import (
    ALGORITHM,
    CONTENT,
    NAME,
    Inventory,
    User,
    Version,
    by_digest,
    render,
    sidecar,
    sidecar_name,
    timestamp,
)
from archive.ocfl.reading import Held
from archive.ocfl.workspace import INTENT

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_SMALL = 1 << 18  # bytes of a file that is held in memory until its digest tells whether it need be written


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be stored under its logical path. `digests` are those that it must have, by OCFL's names, as far as they are known."""

    path: str
    chunks: Callable[[], Iterable[bytes]]
    size: int | None = None
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Addition:
    """The whole state that an object is to have, with the time, reason and maker of the version that this may become."""

    identifier: str
    files: tuple[Source, ...]
    created: datetime
    message: str
    user: User

    def is_state_of(self, inventory: Inventory) -> bool:
        """Whether the newest version is known to be this state already; no file is read."""
        state = {file.path: file.digests.get(inventory.algorithm, "").lower() for file in self.files}
        return state == {path: digest.lower() for path, digest in inventory.state().items()}


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was assembled: the version's name, and the algorithm by which its content is addressed."""

    version: str
    algorithm: str


def assemble(
    addition: Addition, held: Held | None, place: str, folder: Path, *, spec: str
) -> Assembled | None:
    """The addition written in the empty `folder`; None, and nothing of use there, if it is the state that `held` has.

    A new object is written whole at `place` below the folder. Of a version there are its folder, the object's new inventory and
    sidecar, and a file that names the object. Raises OSError, OcflError E0706 (a file is not the expected one), E0709, E0712, E0716.
    """
    _check_paths(addition)
    before = held.inventory if held else None
    version = before.next_version() if before else "v1"
    with _Stage(folder, place if held is None else "", version, before) as stage:
        for source in sorted(addition.files, key=lambda file: file.path):
            stage.take(source)
        if before is not None and stage.state == {p: d.lower() for p, d in before.state().items()}:
            return None
        inventory = _inventory(addition, before, version, stage, spec)
        stage.inventories(inventory)
        if held is None:
            stage.put(f"0=ocfl_object_{spec}", f"ocfl_object_{spec}\n".encode())
        else:
            stage.put(INTENT, f"{place}\n".encode())
    return Assembled(version, inventory.algorithm)


class _Stage:
    """The folder in which one version is assembled, and what is known of its content so far."""

    def __init__(self, folder: Path, below: str, version: str, before: Inventory | None) -> None:
        self.state: dict[str, str] = {}
        self.added: list[tuple[str, Mapping[str, str]]] = []
        self._algorithm = before.algorithm if before else ALGORITHM
        self._algorithms = (self._algorithm, *(name for name in ADDRESSING if name != self._algorithm))
        self._version = version
        content = before.content_directory if before and before.content_directory else CONTENT
        self._content = f"{version}/{content}"
        # Under the digest in lower case, as it is written in the manifest.
        self.written = {digest.lower(): digest for digest in before.manifest} if before else {}
        self._made = {""}
        self._top = os.open(folder, _FOLDER)
        try:
            for at in [i for i, letter in enumerate(below) if letter == "/"] + [len(below)]:
                if below:
                    make_folder(below[:at], self._top)
            inner = os.open(below or ".", _FOLDER, dir_fd=self._top)
        finally:
            os.close(self._top)
        self._top = inner
        self._folder_for(f"{version}/x")

    def take(self, source: Source) -> None:
        """One file read, held against what is expected of it, and written if its content is not stored yet."""
        known = source.digests.get(self._algorithm)
        chunks = iter(source.chunks())
        start: list[bytes] = []
        size = 0
        for chunk in chunks:
            start.append(chunk)
            size += len(chunk)
            if size > _SMALL:
                break
        if size <= _SMALL:
            data = start[0] if len(start) == 1 else b"".join(start)
            digests = {name: digest_of(data, name) for name in self._algorithms}
            _expect(source, size, digests)
            if digests[self._algorithm] not in self.written:
                self._write(source.path, (data,))
                self._keep(source.path, digests)
        elif known and known.lower() in self.written:
            passing = _Passing(chain(start, chunks), self._algorithms)
            for _ in passing:
                pass
            digests = passing.digests(source)
        else:
            passing = _Passing(chain(start, chunks), self._algorithms)
            self._write(source.path, passing)
            digests = passing.digests(source)
            if digests[self._algorithm] in self.written:
                self._unwrite(source.path)
            else:
                self._keep(source.path, digests)
        self.state[source.path] = digests[self._algorithm]

    def inventories(self, inventory: Inventory) -> None:
        """The inventory and its sidecar, for the object and in the version's folder (W010)."""
        data = render(inventory)
        if len(data) > LIMITS.inventory:
            detail = f"an inventory of {len(data)} bytes, where {LIMITS.inventory} are read at most"
            raise OcflError("E0716", shown(inventory.identifier), detail)
        beside = sidecar(data, inventory.algorithm)
        for prefix in (f"{self._version}/", ""):
            self.put(f"{prefix}{NAME}", data)
            self.put(f"{prefix}{sidecar_name(inventory.algorithm)}", beside)

    def put(self, path: str, data: bytes) -> None:
        write_new(path, (data,), self._top)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._top)

    def _keep(self, path: str, digests: Mapping[str, str]) -> None:
        self.written[digests[self._algorithm]] = digests[self._algorithm]
        self.added.append((f"{self._content}/{path}", digests))

    def _write(self, path: str, chunks: Iterable[bytes]) -> None:
        place = f"{self._content}/{path}"
        self._folder_for(place)
        write_new(place, chunks, self._top)

    def _unwrite(self, path: str) -> None:
        """Takes a file back whose content turned out to be stored; a folder made for it alone goes too (E024)."""
        place = f"{self._content}/{path}"
        os.unlink(place, dir_fd=self._top)
        above = place.rpartition("/")[0]
        while above != self._version:
            try:
                os.rmdir(above, dir_fd=self._top)
            except OSError:
                return
            self._made.discard(above)
            above = above.rpartition("/")[0]

    def _folder_for(self, place: str) -> None:
        above = place.rpartition("/")[0]
        missing = []
        while above not in self._made:
            missing.append(above)
            above = above.rpartition("/")[0]
        for folder in reversed(missing):
            make_folder(folder, self._top)
            self._made.add(folder)


class _Passing:
    """Chunks, with their digests and size taken as they pass."""

    def __init__(self, chunks: Iterable[bytes], algorithms: Iterable[str]) -> None:
        self._chunks = chunks
        self._hashers = {name: hasher(name) for name in algorithms}
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._size += len(chunk)
            for one in self._hashers.values():
                one.update(chunk)
            yield chunk

    def digests(self, source: Source) -> dict[str, str]:
        """The digests of all that passed, if they and the size are the expected ones. Raises OcflError E0706."""
        found = {name: one.hexdigest() for name, one in self._hashers.items()}
        _expect(source, self._size, found)
        return found


def _expect(source: Source, size: int, digests: Mapping[str, str]) -> None:
    """Raises OcflError E0706 unless size and digests are those that the source announced."""
    if source.size is not None and source.size != size:
        raise OcflError("E0706", shown(source.path), f"{size} bytes, where {source.size} are expected")
    for name, digest in source.digests.items():
        if name in digests and digests[name] != digest.lower():
            raise OcflError(
                "E0706", shown(source.path), f"{name} {digests[name]}, where {digest} is expected"
            )


def _inventory(
    addition: Addition, before: Inventory | None, version: str, stage: _Stage, spec: str
) -> Inventory:
    algorithm = before.algorithm if before else ALGORITHM
    second = next(name for name in ADDRESSING if name != algorithm)
    state = by_digest((path, stage.written[digest]) for path, digest in stage.state.items())
    block = Version(timestamp(addition.created), state, addition.message, addition.user)
    manifest = by_digest((path, digests[algorithm]) for path, digests in stage.added)
    fixity = (
        {second: by_digest((path, digests[second]) for path, digests in stage.added)} if stage.added else {}
    )
    if before is None:
        return Inventory(addition.identifier, version, {version: block}, manifest, fixity, spec=spec)
    return before.with_version(block, manifest, fixity, name=version)


def _check_paths(addition: Addition) -> None:
    """Raises OcflError E0709 for a logical path that cannot be one here, that stands twice, or that is another's folder (E052, E053, E095)."""
    paths = {file.path for file in addition.files}
    if len(paths) != len(addition.files):
        raise OcflError("E0709", shown(addition.identifier), "a path stands twice")
    folders: set[str] = set()
    for path in paths:
        parts = path.split("/")
        well = len(parts) <= LIMITS.depth and len(path) <= LIMITS.path and "\0" not in path
        if not well or any(part in {"", ".", ".."} for part in parts) or not _is_utf8(path):
            raise OcflError("E0709", shown(path), "no path of files that can be stored")
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    if both := sorted(paths & folders):
        raise OcflError("E0709", shown(both[0]), "a file, and a folder of others")


def _is_utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
