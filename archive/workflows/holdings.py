"""What receipts prove, asked of the repositories again: the targets that they name, and the bags as these hold them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.bag.bag import Bag, Entry, Kind
from archive.bag.reader import open_bag
from archive.errors import ArchiveError, BagError
from archive.findings import Finding
from archive.receipt import Receipt
from archive.settings import Option, Settings
from archive.targets.opening import open_target
from archive.targets.protocol import Holding, Target


class Doors:
    """The targets that receipts name, each opened once; a context manager.

    A target of archive.toml is known by what it calls itself in its receipts, so that its options and its secret are found again.
    """

    def __init__(self, settings: Settings, environ: Mapping[str, str], given: Mapping[str, Option]) -> None:
        self._settings, self._environ, self._given = settings, environ, given
        self._open: dict[str, Target] = {}

    def by_name(self, spec: str) -> Target:
        """The target that a user names. Raises SettingsError E0602, E0603, E0611, or Rejected."""
        target = open_target(spec, self._settings, self._environ, self._given)
        self._open.setdefault(target.where, target)
        return self._open[target.where]

    def by_receipt(self, where: str) -> Target:
        """The target that receipts call so. Raises ArchiveError, for one that is known no more too."""
        if where not in self._open:
            for name in self._settings.targets:
                try:
                    self.by_name(name)
                except ArchiveError:
                    continue  # whoever asks for that one is told
        return self._open.get(where) or self.by_name(where)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for target in self._open.values():
            target.close()


def holding_of(receipt: Receipt) -> Holding:
    """Where the receipt says that the bag is."""
    return Holding(receipt.location, receipt.version, receipt.key, receipt.persistent)


@contextmanager
def described_by(target: Target, receipt: Receipt) -> Iterator[Bag]:
    """The bag as the target holds it, so much of it as tells what it is: tag files and metadata.

    One that is kept in a single file is brought here whole, for as long as it is open. Raises DepositError, BagError.
    """
    holding = holding_of(receipt)
    places = [kept.place for kept in receipt.files]
    if "bagit.txt" in places:
        wanted = [
            place for place in places if not place.startswith("data/") or place.startswith("data/metadata/")
        ]
        contents = {place: b"".join(chunks) for place, chunks in target.read_back(holding, wanted)}
        sizes = {kept.place: kept.fixity.size for kept in receipt.files}
        held = _Held(contents, sizes)
        yield Bag(f"{receipt.target} {receipt.location}", receipt.bag, held, held.entries())
        return
    packed = [place for place in places if place.endswith((".zip", ".tar", ".tar.gz", ".tgz"))]
    if not packed:
        raise BagError("E0421", f"{receipt.target} {receipt.location}", "it keeps no whole bag")
    with tempfile.TemporaryDirectory(prefix="archive-") as folder:
        path = Path(folder, packed[0].rpartition("/")[2])
        with path.open("wb") as file:
            for _, chunks in target.read_back(holding, packed[:1]):
                shutil.copyfileobj(_Chunks(chunks), file)
        with open_bag(path, where=f"{receipt.target} {receipt.location}") as bag:
            yield bag


class _Held:
    """A Container of files that a repository gave back."""

    def __init__(self, contents: Mapping[str, bytes], sizes: Mapping[str, int]) -> None:
        self._contents, self._sizes = contents, sizes

    def entries(self) -> dict[str, Entry]:
        return {path: Entry(path, Kind.FILE, self._sizes[path]) for path in sorted(self._sizes)}

    def chunks(self, path: str) -> Iterator[bytes]:
        return iter((self._read(path),))

    def size(self, path: str) -> int:
        return self._sizes[path]

    def whole(self, path: str, *, once: bool = False) -> bytes | None:  # noqa: ARG002 - it is at hand
        return self._read(path)

    def sweep(self, paths: Iterable[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        for path in paths:
            yield path, self.chunks(path)

    def seen(self) -> tuple[Finding, ...]:
        return ()

    def close(self) -> None:
        pass

    def _read(self, path: str) -> bytes:
        if path not in self._contents:
            raise BagError("E0405", path, "the repository did not give it back")
        return self._contents[path]


class _Chunks:
    """Chunks as a file to be copied from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int = -1) -> bytes:
        return next((chunk for chunk in self._chunks if chunk), b"")
