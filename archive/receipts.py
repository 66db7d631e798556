"""The folder of receipts: each written beside and renamed, and read with the mistrust that a file deserves."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from archive.bag.syscalls import sync_path
from archive.errors import ArchiveError, DepositError
from archive.paths import portable_name, something_at
from archive.receipt import Receipt, from_json, to_json
from archive.sources.file import read_file

FOLDER = "receipts"
LIMIT = 1 << 30


def keep(receipt: Receipt, state: Path) -> Path:
    """Where the receipt now stands in the state folder, on disk. Raises DepositError E0610; then there is none.

    It takes the place of an older one for the same version. A state that a bag came back to is another version of the same
    bytes: its receipt gets a name of its own, and the earlier one stays.
    """
    folder = state / FOLDER
    path = _place(folder, receipt)
    part = folder / f".{path.name}.part"
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            sync_path(state)
        part.unlink(missing_ok=True)  # of a run that was killed
        with part.open("xb") as file:  # exclusively: no link is followed
            file.write(to_json(receipt))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_path(folder)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise DepositError("E0610", str(path), error.strerror or str(error)) from error
    return path


def kept_for(state: Path, name: str) -> Iterator[Path]:
    """The receipts that stand under this name, and those of later versions with the same bytes, in order of name."""
    first = state / FOLDER / name
    if something_at(first):
        yield first
        yield from sorted(first.parent.glob(f"{glob.escape(first.stem)}-*.json"))


def read_receipt(path: Path) -> Receipt:
    """The receipt in this file. Raises SourceError or DepositError E0612."""
    return from_json(read_file(path, LIMIT), str(path))


def _place(folder: Path, receipt: Receipt) -> Path:
    first = folder / receipt.name
    if receipt.version is None or not something_at(first):
        return first
    try:
        earlier = read_receipt(first).version
    except ArchiveError:
        return first  # it proves nothing
    if earlier is None or _number(earlier) >= _number(receipt.version):
        return first  # no version of before: the same, or one that is none any more
    return folder / f"{first.stem}-{portable_name(receipt.version)}.json"


def _number(version: str) -> int:
    """By which the versions of one object follow each other: v2, 2, or a time in digits."""
    return int("".join(filter(str.isdecimal, version))[:20] or 0)


def receipts_in(state: Path) -> Iterator[tuple[Path, Receipt | ArchiveError]]:
    """Every receipt in the state folder, in order of name; in the place of one that cannot be read, why."""
    try:
        names = sorted(os.listdir(state / FOLDER))  # noqa: PTH208 - names alone are wanted
    except FileNotFoundError:
        return
    except OSError as error:
        raise DepositError("E0609", str(state / FOLDER), error.strerror or str(error)) from error
    for name in names:
        if name.startswith(".") or not name.endswith(".json"):
            continue
        path = state / FOLDER / name
        try:
            yield path, read_receipt(path)
        except ArchiveError as error:
            yield path, error
