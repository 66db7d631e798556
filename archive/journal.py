"""The journal of deposits: each state of each bag at each target, on disk before the next is begun.

planned → preflighted → staging → staged → committed → verified; or failed, and whether trying again may help.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive.errors import DepositError
from archive.targets.protocol import Ticket

NAME = "journal.jsonl"


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

    A line that a kill cut short was never acted upon: it is cut off.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._fd = os.open(
                self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644
            )
        except OSError as error:
            raise DepositError("E0609", str(self._path), error.strerror or str(error)) from error
        try:
            self._lock()
            self._last = self._read()
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
        try:
            written = 0
            while written < len(data):
                written += os.write(self._fd, data[written:])
            os.fdatasync(self._fd)
        except OSError as error:
            raise DepositError("E0609", str(self._path), error.strerror or str(error)) from error
        for entry in entries:
            self._last[entry.target, entry.key] = entry

    def close(self) -> None:
        os.close(self._fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _lock(self) -> None:
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DepositError("E0608", str(self._path), "it is locked by another process") from error

    def _read(self) -> dict[tuple[str, str], Entry]:
        found: dict[tuple[str, str], Entry] = {}
        size = 0
        with open(self._fd, "rb", closefd=False) as file:
            file.seek(0)
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    break
                size += len(line)
                try:
                    entry = _entry(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                    raise DepositError(
                        "E0609", f"{self._path}:{number}", f"{type(error).__name__}: {error}"
                    ) from error
                found[entry.target, entry.key] = entry
        os.ftruncate(self._fd, size)
        return found


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
        at=tree["at"], target=tree["target"], identifier=tree["identifier"], key=tree["key"], bag=tree["bag"],
        state=State(tree["state"]),
        ticket=None if ticket is None else Ticket(ticket["reference"], tuple(ticket["details"].items())),
        reason=tree.get("reason"), again=tree.get("again"),
    )  # fmt: skip
