"""Fedora's transactions: begun, kept alive while much is sent, committed or rolled back (Fedora 6 API, Transactions)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from threading import Event, Thread
from urllib.parse import urlsplit

from archive.errors import DepositError, Rejected, Unavailable
from archive.targets.http import Answer, Session
from archive.targets.retrying import Passing

ENDPOINT = "http://fedora.info/definitions/v4/transaction#endpoint"
LIFETIME = 180.0
"""Seconds that Fedora gives a transaction when it is not told otherwise."""

_DEAD = re.compile(
    r"failed state|expired|rolled back|been committed|already committed|in state|No Transaction found|no longer|closed",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"updated by another transaction|\block", re.IGNORECASE)
_DAMAGED = re.compile(r"checksum mismatch|did not match", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Transaction:
    """`path` is its address on the server; it is asked for by its name alone, so that a proxy may change the server's."""

    session: Session
    path: str
    lifetime: float = LIFETIME
    opened_at: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What makes a request part of it."""
        return {"Atomic-ID": self.path.rpartition("/")[2]}

    def commit(self) -> Answer:
        """204 done; 404 or 410 it is over, committed or not; 409 it cannot be committed."""
        return self.session.ask("PUT", self._url, expect=(204, 404, 409, 410))

    def rollback(self) -> None:
        """Nothing of it is left, unless it was committed; one that is over is let be."""
        self.session.ask("DELETE", self._url, expect=(204, 404, 410))

    @contextmanager
    def kept_alive(self) -> Iterator[None]:
        """Refreshed from beside, three times in its life, as long as the block lasts: a long upload outlives no transaction."""
        done = Event()

        def refresh() -> None:
            while not done.wait(self.lifetime / 3):
                try:
                    self.session.ask("POST", self._url, expect=(204,))
                except DepositError:
                    return  # what is being sent will meet the same, and say so

        beat = Thread(target=refresh, daemon=True)
        beat.start()
        try:
            yield
        finally:
            done.set()
            beat.join(5)

    @property
    def _url(self) -> str:
        parts = urlsplit(self.session.base)
        return f"{parts.scheme}://{parts.netloc}{self.path}"


def begun(session: Session, root: str) -> Transaction:
    """A transaction of its own on the repository whose root is at `root`, an address on this server."""
    answer = session.ask("POST", f"{root}/fcr:tx", expect=(201,), safe_to_repeat=True)
    name = (answer.header("location") or "").rpartition("/")[2]
    if not re.fullmatch(r"[0-9a-f-]{8,64}", name):
        raise Rejected("E0650", session.where(root), "began a transaction without a name")
    path = urlsplit(f"{root}/fcr:tx/{name}").path
    return Transaction(session, path, _lifetime(answer), answer.header("date"))


def root_of(session: Session) -> str:
    """The address of the repository's root, at the target's location or above it. Raises Rejected E0650 if none is there."""
    parts = urlsplit(session.base)
    path = parts.path
    while True:
        url = f"{parts.scheme}://{parts.netloc}{path}"
        answer = session.ask("HEAD", f"{url}/", expect=(200, 404, 405, 410))
        if any(ENDPOINT in link for link in answer.every("link")):
            return url
        if not path:
            raise Rejected("E0650", session.where(), "neither it nor what is above it has transactions")
        path = path.rpartition("/")[0]


def refused(session: Session, method: str, path: str, answer: Answer) -> DepositError | Passing:
    """What an answer within a transaction means: what may pass is Passing, for all is sent again in a new transaction.

    Fedora says 409 of each: a digest that differs, a lock of another's, and a transaction that is over or failed.
    """
    general = session.refusal(method, path, answer)
    said = answer.data.decode("utf-8", "replace")
    if answer.status == 410 and "tombstone" in said.lower():
        return Rejected("E0654", general.where, general.detail)
    if answer.status not in {404, 409, 410}:
        return general
    if _DAMAGED.search(said):
        return Passing(Rejected("E0651", general.where, general.detail))
    if _TAKEN.search(said):
        return Passing(Unavailable("E0653", general.where, general.detail))
    if _DEAD.search(said):
        return Passing(Unavailable("E0652", general.where, general.detail))
    return general


def _lifetime(answer: Answer) -> float:
    expires = answer.header("expires") or answer.header("atomic-expires")
    try:
        span = parsedate_to_datetime(expires or "") - parsedate_to_datetime(answer.header("date") or "")
    except (TypeError, ValueError):
        return LIFETIME
    return min(max(span.total_seconds(), 1.0), LIFETIME * 20)
