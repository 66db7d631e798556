"""The journal of deposits: each state of each bag at each target, on disk before the next is begun.

planned → preflighted → staging → staged → committed → verified; or failed, and whether trying again may help.
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from archive.bag.syscalls import sync_path
from archive.errors import DepositError
from archive.targets.protocol import Ticket

NAME = "journal.jsonl"
_LINE = 1 << 24  # bytes; no state that a deposit writes comes near
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class State(StrEnum):
    PLANNED = "planned"
    PREFLIGHTED = "preflighted"
    STAGING = "staging"  # something lies at the target that its ticket can take back
    STAGED = "staged"
    COMMITTED = "committed"
    VERIFIED = "verified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One state reached: of the bag `key`, known as `identifier`, at `target`. `at` is a UTC stamp.

    `ticket` is what can be committed or taken back; `reason` and `again` belong to FAILED.
    """

    at: str
    target: str
    identifier: str
    key: str
    bag: str
    state: State
    ticket: Ticket | None = None
    reason: str | None = None
    again: bool | None = None

    @property
    def open(self) -> bool:
        """Whether something of it may lie at the target that is neither deposited nor taken back."""
        return self.ticket is not None and self.state is not State.VERIFIED


class Journal:
    """The journal in `folder`, locked for this process; a context manager. Raises DepositError E0608, E0609.

    A line that a kill or a full disk cut short was never acted upon: it is cut off.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._size: int | None = None  # of what is whole; None where nothing may be added
        with self._told():
            folder.mkdir(parents=True, exist_ok=True)
            self._fd = os.open(self._path, _FLAGS, 0o644)
        try:
            with self._told():
                self._lock()
                self._last = self._read()
                sync_path(folder)
        except BaseException:
            os.close(self._fd)
            raise

    def last(self, target: str, key: str) -> Entry | None:
        """The state that this bag reached at this target, None if it was never sent there."""
        return self._last.get((target, key))

    def open_entries(self, target: str, identifier: str) -> tuple[Entry, ...]:
        """What earlier runs left at the target under this identifier, of whichever bag."""
        return tuple(
            entry for entry in self._last.values()
            if entry.target == target and entry.identifier == identifier and entry.open
        )  # fmt: skip

    def add(self, *entries: Entry) -> None:
        """These states, on disk when it returns. Raises DepositError E0609; no state counts that could not be written."""
        data = "".join(_line(entry) for entry in entries).encode()
        with self._told():
            if self._size is None:
                raise DepositError(
                    "E0609", str(self._path), "a state that was written in part cannot be cut off"
                )
            try:
                written = 0
                while written < len(data):
                    written += os.write(self._fd, data[written:])
                os.fdatasync(self._fd)
            except BaseException:
                whole, self._size = self._size, None
                os.ftruncate(self._fd, whole)
                self._size = whole
                raise
            self._size += len(data)
        for entry in entries:
            self._last[entry.target, entry.key] = entry

    def close(self) -> None:
        with suppress(OSError):  # what was added is on disk already
            os.close(self._fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _lock(self) -> None:
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DepositError("E0608", str(self._path), "it is locked by another process") from error

    def _read(self) -> dict[tuple[str, str], Entry]:
        if not stat.S_ISREG(os.fstat(self._fd).st_mode):
            raise DepositError("E0609", str(self._path), "no regular file")
        found: dict[tuple[str, str], Entry] = {}
        size = number = 0
        with open(self._fd, "rb", closefd=False) as file:
            while (line := file.readline(_LINE)).endswith(b"\n"):
                number += 1
                size += len(line)
                try:
                    entry = _entry(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                    raise self._spoiled(number, f"{type(error).__name__}: {error}") from error
                found[entry.target, entry.key] = entry
        if len(line) == _LINE:
            raise self._spoiled(number + 1, f"a line of more than {_LINE} bytes")
        os.ftruncate(self._fd, size)
        self._size = size
        return found

    def _spoiled(self, number: int, detail: str) -> DepositError:
        return DepositError("E0609", f"{self._path}:{number}", detail)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the system says no to, as E0609."""
        try:
            yield
        except OSError as error:
            raise DepositError("E0609", str(self._path), error.strerror or str(error)) from error


def reached(entry: Entry, state: State, at: str, ticket: Ticket | None = None) -> Entry:
    """The entry that follows `entry`; without a new ticket the old one goes on."""
    return replace(entry, state=state, at=at, ticket=ticket or entry.ticket)


def _line(entry: Entry) -> str:
    tree: dict[str, Any] = {
        "at": entry.at, "target": entry.target, "identifier": entry.identifier, "key": entry.key, "bag": entry.bag,
        "state": entry.state.value,
    }  # fmt: skip
    if entry.ticket is not None:
        tree["ticket"] = {"reference": entry.ticket.reference, "details": dict(entry.ticket.details)}
    if entry.reason is not None:
        tree |= {"reason": entry.reason, "again": entry.again}
    return json.dumps(tree) + "\n"


def _entry(tree: dict[str, Any]) -> Entry:
    ticket = tree.get("ticket")
    return Entry(
        at=_text(tree["at"]),
        target=_text(tree["target"]),
        identifier=_text(tree["identifier"]),
        key=_text(tree["key"]),
        bag=_text(tree["bag"]),
        state=State(tree["state"]),
        ticket=None if ticket is None else _ticket(ticket),
        reason=None if tree.get("reason") is None else _text(tree["reason"]),
        again=tree.get("again"),
    )


def _ticket(tree: dict[str, Any]) -> Ticket:
    details = tuple((_text(name), _text(value)) for name, value in tree["details"].items())
    return Ticket(_text(tree["reference"]), details)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} where a text should stand")
    return value
