"""The storage root that one run writes to: opened or made when it is needed, with what a killed run left in it finished first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from archive.bag.syscalls import sync_file_system
from archive.errors import BagError, DepositError, OcflError, Rejected, Unavailable
from archive.ocfl.layouts import DEFAULT, Layout
from archive.ocfl.reading import Held, Root, find, open_root
from archive.ocfl.recovering import newest_folder
from archive.ocfl.workspace import left_behind, make_root
from archive.ocfl.writing import Writer, open_writer

_PASSING = frozenset({"E0705", "E0710", "E0713", "E0717"})  # another writer, a full or a tired disk


class StorageRoot:
    """The root at `path`, named `where` in errors; `layout` is that of one that is still to be made."""

    def __init__(self, where: str, path: Path, layout: Layout | None) -> None:
        self.path = path
        self.layout = layout
        self._where = where
        self._opened: Root | None = None
        self._writing: Writer | None = None
        self._stack = ExitStack()

    def existing(self) -> Root | None:
        """The root, if there is one; what a run that was cut off named there is on disk before anybody relies on it."""
        if self._opened is None and self._declared():
            with self.told():
                self._opened = open_root(self.path)
                fd = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
                try:
                    sync_file_system(fd)
                finally:
                    os.close(fd)
            if self._opened.layout is not None and left_behind(self._opened):
                with suppress(DepositError):  # whoever may only read leaves it to the next who writes
                    self.writer()
        return self._opened

    def _declared(self) -> bool:
        with self.told():
            try:
                names = os.listdir(self.path)  # noqa: PTH208 - a glob takes what it may not list for empty
            except (FileNotFoundError, NotADirectoryError):
                return False
            except OSError as error:
                raise OcflError("E0717", str(self.path), error.strerror or str(error)) from error
            return any(name.startswith("0=") for name in names)

    def to_write(self) -> Root:
        """The root, made if it is not there."""
        root = self.existing()
        if root is None:
            with self.told():
                root = self._opened = make_root(self.path, self.layout or DEFAULT)
        return root

    def writer(self) -> Writer:
        """The one writer of this run, opened at the first call."""
        if self._writing is None:
            with self.told():
                self._writing = self._stack.enter_context(open_writer(self.to_write()))
        return self._writing

    def held(self, root: Root, identifier: str) -> Held | None:
        """The object, a version that was broken off while it got its name finished first."""
        with self.told():
            try:
                held = find(root, identifier)
                if held is None or newest_folder(root.path / held.place) == held.inventory.head:
                    return held
            except OcflError as error:
                if error.code != "E0704" or root.layout is None:
                    raise
            return self.writer().settled(identifier)

    def close(self) -> None:
        """Ends the writer; the root is opened anew where it is asked for again."""
        self._writing = self._opened = None
        with self.told():
            self._stack.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """What the store says no to, as Rejected, or as Unavailable where it may pass."""
        try:
            yield
        except OcflError as error:
            raise refusal(error) from error
        except BagError as error:
            raise Rejected("E0604", error.where, error.detail) from error
        except OSError as error:
            raise Unavailable("E0713", self._where, error.strerror or str(error)) from error

    def told_of(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        with self.told():
            yield from chunks


def refusal(error: Exception) -> DepositError:
    """What the store says no to, as a target says it: Unavailable where it may pass, else Rejected."""
    if isinstance(error, DepositError) or not isinstance(error, OcflError):
        return error if isinstance(error, DepositError) else Rejected("E0713", "", str(error))
    kind = Unavailable if error.code in _PASSING else Rejected
    code = "E0604" if error.code == "E0706" else error.code
    return kind(code, error.where, error.detail, error.causes)
