"""What happened to bags after they were packed: events, and the log that holds them.

The log is `events.jsonl` in the state folder: one line an event, only ever added to, on disk before anybody is told. The
catalog is made from it; nothing is known to the catalog alone.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from archive.bag.syscalls import sync_path
from archive.errors import CatalogError
from archive.findings import Finding
from archive.premis import EventOutcome, EventType
from archive.receipt import Receipt

NAME = "events.jsonl"
EVENTS = UUID("1f0c4d9a-52c7-5d0f-9b7b-0f1a86f3a2d4")
"""The name space of the identifiers of events."""

_FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW


@dataclass(frozen=True, slots=True)
class Happening:
    """One PREMIS event: of the bag `bag` with this `key` (None: it has none), `target` None for a bag on disk.

    `at` is a UTC stamp; `files` and `size` are what was read or sent; `location` and `version` are the target's.
    """

    at: str
    type: EventType
    outcome: EventOutcome
    bag: str
    key: str | None
    identifier: str | None
    detail: str
    software: str
    target: str | None = None
    location: str | None = None
    version: str | None = None
    files: int = 0
    size: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """A UUID made of all that the event says: the same for the same event only, on every machine."""
        return f"urn:uuid:{uuid5(EVENTS, json.dumps(_tree(self)))}"


def of_receipt(receipt: Receipt) -> tuple[Happening, ...]:
    """The events that a receipt proves: the judgement at the gate, the transfer, and that every byte was read back."""
    stamp = receipt.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    findings = tuple(Finding(code, where) for code, where in receipt.findings)
    told = {
        EventType.VALIDATION: f"Judged fit to be deposited, at level {receipt.level}.",
        EventType.TRANSFER: "Deposited: " + (" ".join(receipt.lost) or "the whole bag is kept."),
        EventType.FIXITY_CHECK: "Every file was read back from the repository, and its digests are those that were sent.",
    }
    return tuple(
        Happening(
            at=stamp,
            type=kind,
            outcome=EventOutcome.WARNING
            if kind is EventType.VALIDATION and findings
            else EventOutcome.SUCCESS,
            bag=receipt.bag,
            key=receipt.key,
            identifier=receipt.identifier,
            detail=detail,
            software=receipt.software,
            target=receipt.target,
            location=receipt.location,
            version=receipt.version,
            files=len(receipt.files),
            size=receipt.size,
            findings=findings if kind is EventType.VALIDATION else (),
        )
        for kind, detail in told.items()
    )


class EventLog:
    """The log of events in the state folder `folder`, which is made with the first event."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / NAME

    @contextmanager
    def locked(self, *, wait: bool = True) -> Iterator[bool]:
        """Whether this process alone may write to the log and the catalog, while the `with` block lasts.

        Without `wait`, False if another may. Raises CatalogError E0724.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _FLAGS, 0o644)
        except OSError as error:
            if not wait:  # whoever only reads does without
                yield False
                return
            raise _unwritable(self.path, error) from error
        try:
            yield self._lock(fd, wait=wait)
        finally:
            os.close(fd)

    def add(self, events: Iterable[Happening]) -> None:
        """These events, on disk when it returns. Only under `locked`. Raises CatalogError E0724.

        A line that a kill had cut short was told to nobody: it is cut off.
        """
        data = b"".join(_line(event) for event in events)
        if not data:
            return
        try:
            fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _FLAGS, 0o644)
            try:
                _cut_torn(fd)
                first = os.fstat(fd).st_size == 0
                _write(fd, data)
                os.fsync(fd)
            finally:
                os.close(fd)
            if first:
                sync_path(self._folder)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def read(self, position: int = 0) -> Iterator[tuple[int, Happening]]:
        """Each whole event from this place on, with the place after it. Raises CatalogError E0723, E0724."""
        for number, (after, tree) in enumerate(read_lines(self.path, position), 1):
            try:
                yield after, _event(tree)
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                raise _strange(self.path, position, number, error) from error

    def _lock(self, fd: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        except OSError as error:  # a file system without locks: the folder is then for one process at a time
            if not wait:
                return False
            raise _unwritable(self.path, error) from error
        return True


def read_lines(path: Path, position: int = 0) -> Iterator[tuple[int, Any]]:
    """Each whole line of a log of JSON from this place on, with the place after it; nothing where there is no log.

    Raises CatalogError E0723 for a line that is no JSON, E0724.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _FLAGS), "rb") as file:
            file.seek(position)
            after = position
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    return
                after += len(line)
                try:
                    yield after, json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise _strange(path, position, number, error) from error
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(path, error) from error


def _line(event: Happening) -> bytes:
    return (json.dumps({"id": event.id, **_tree(event)}) + "\n").encode("ascii")


def _tree(event: Happening) -> dict[str, Any]:
    return {
        "at": event.at, "type": event.type.value, "outcome": event.outcome.value, "bag": event.bag, "key": event.key,
        "identifier": event.identifier, "target": event.target, "location": event.location, "version": event.version,
        "detail": event.detail, "files": event.files, "size": event.size,
        "findings": [
            {"code": one.code, "where": one.where, "expected": one.expected, "found": one.found} for one in event.findings
        ],
        "software": event.software,
    }  # fmt: skip


def _event(tree: dict[str, Any]) -> Happening:
    event = Happening(
        at=_text(tree["at"]),
        type=EventType(tree["type"]),
        outcome=EventOutcome(tree["outcome"]),
        bag=_text(tree["bag"]),
        key=_perhaps(tree["key"]),
        identifier=_perhaps(tree["identifier"]),
        detail=_text(tree["detail"]),
        software=_text(tree["software"]),
        target=_perhaps(tree["target"]),
        location=_perhaps(tree["location"]),
        version=_perhaps(tree["version"]),
        files=_count(tree["files"]),
        size=_count(tree["size"]),
        findings=tuple(
            Finding(
                _text(row["code"]), _text(row["where"]), _perhaps(row["expected"]), _perhaps(row["found"])
            )
            for row in tree["findings"]
        ),
    )
    if event.id != tree["id"]:
        raise ValueError(f"its id is {tree['id']}, and what it says gives {event.id}")
    return event


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} where a text should stand")
    return value


def _perhaps(value: object) -> str | None:
    return None if value is None else _text(value)


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 63:
        raise TypeError(f"{value!r} where a count should stand")
    return value


def _cut_torn(fd: int) -> None:
    """Cuts off what follows the last line end."""
    size = os.fstat(fd).st_size
    end = size
    while end > 0:
        begin = max(0, end - 4096)
        place = os.pread(fd, end - begin, begin).rfind(b"\n")
        if place >= 0:
            end = begin + place + 1
            break
        end = begin
    if end < size:
        os.ftruncate(fd, end)


def _write(fd: int, data: bytes) -> None:
    written = 0
    while written < len(data):
        written += os.write(fd, data[written:])


def _strange(path: Path, position: int, number: int, error: Exception) -> CatalogError:
    line = number
    if position:
        with path.open("rb") as file:
            line += file.read(position).count(b"\n")
    return CatalogError("E0723", f"{path}:{line}", f"{type(error).__name__}: {error}")


def _unwritable(path: Path, error: OSError) -> CatalogError:
    return CatalogError("E0724", str(path), error.strerror or str(error))
