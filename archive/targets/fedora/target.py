"""The target: a bag is one archival group, its files beneath it under their own paths, each deposit one transaction and one version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import ClassVar
from urllib.parse import quote, unquote

from archive.errors import Rejected, SettingsError, Unavailable
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.record.exports import graph, turtle
from archive.record.exports.graph import Iri
from archive.targets.addresses import overheard
from archive.targets.fedora import resources
from archive.targets.fedora.transactions import Transaction, begun, refused, root_of
from archive.targets.http import Answer, Session
from archive.targets.parcel import Item, Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket
from archive.targets.retrying import Pace, Passing, Policy, repeated
from archive.targets.secrets import basic

OPTIONS: Mapping[str, str] = {
    "user": "The name that deposits; without it, what the variable FEDORA_USER holds, else fedoraAdmin.",
    "password_env": "The environment variable that holds the password; FEDORA_PASSWORD without it. Not set: no credentials.",
    "timeout": "Seconds that the server may be silent, as while it commits a large bag; 120 without it.",
}

_TRIPLES = "application/n-triples"
_WITHOUT_FILES = 'return=representation; omit="http://www.w3.org/ns/ldp#PreferContainment"'
_LISTING = 1 << 30
_NOT_THERE = (404, 410)
_INSIDE = (200, 201, 204, 404, 409, 410)
_ATTEMPTS = Policy(tries=3, first=1.0, longest=5.0, patience=3600.0)


def open_target(
    location: str, options: Mapping[str, str | int | bool], secret: Callable[[str, str], str | None]
) -> FedoraTarget:
    """The repository whose REST API, or a container in it, is at `location`. No server is asked.

    Raises Rejected E0620 for an address that cannot be used, SettingsError E0603 for an option that cannot be taken.
    """
    timeout = options.get("timeout", 120)
    if not isinstance(timeout, int) or isinstance(timeout, bool) or timeout < 1:
        timeout = int(timeout) if isinstance(timeout, str) and timeout.isdecimal() and int(timeout) else 0
    if not timeout:
        raise SettingsError("E0603", "timeout", f"{options['timeout']!r} is no number of seconds")
    user = str(options.get("user") or secret("user_env", "FEDORA_USER") or "fedoraAdmin")
    password = secret("password_env", "FEDORA_PASSWORD")
    session = Session(
        location,
        headers=basic(user, password) if password else {},
        secrets=[password] if password else [],
        variable=str(options.get("password_env") or "FEDORA_PASSWORD"),
        policy=Policy(read=float(timeout)),
    )
    return FedoraTarget(session, credentials=password is not None)


class FedoraTarget:
    """A Target (see `protocol`) whose objects are archival groups beneath the session's base."""

    kind: ClassVar[str] = "fedora"

    def __init__(
        self,
        session: Session,
        *,
        credentials: bool = False,
        attempts: Policy = _ATTEMPTS,
        pace: Pace | None = None,
    ) -> None:
        self._session, self._credentials = session, credentials
        self._attempts, self._pace = attempts, pace or Pace()

    @property
    def where(self) -> str:
        return f"fedora:{self._session.where()}"

    def capabilities(self) -> Capabilities:
        return Capabilities(versions=True, atomic=True, verifies=(Algorithm.SHA512, Algorithm.SHA256))

    def shipment(self, parcel: Parcel) -> Shipment:
        """Every file of the bag, and the description as predicates and values."""
        said = tuple(
            (
                f"{subject} {turtle.iri(predicate)}".strip(),
                found.value if isinstance(found, Iri) else found.text,
            )
            for subject, predicate, found in resources.triples(parcel)
        )
        return Shipment(parcel.files, said, graph.losses(parcel.record) if parcel.record else ())

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0201 to S0204."""
        found = list(resources.unnameable(parcel, self._session.url(self._group(parcel))))
        if self._credentials and overheard(self._session.base):
            found.append(Finding("S0201", self._session.where(), "https", "http"))
        answer = self._ask("HEAD", self._group(parcel), expect=(200, *_NOT_THERE))
        if answer.status == 410:
            found.append(Finding("S0203", self._session.where(self._group(parcel))))
        root_of(self._session)
        return tuple(found)

    def find(self, parcel: Parcel) -> Holding | None:
        """Rejected E0655 where something else stands at the group's address."""
        group = self._group(parcel)
        held = self._described(parcel, headers={"Prefer": _WITHOUT_FILES})
        if held is None:
            return None
        versions = self._versions(group)
        return Holding(self._session.where(group), versions[-1] if versions else None, held.key)

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:
        """All of it in one transaction; where that fails and may pass, it is rolled back and all is sent in another.

        Rejected E0651 where bytes arrive otherwise than they went, E0654 where the object was deleted; Unavailable E0652 where
        transactions end by themselves, E0653 where another one holds the object.
        """
        return repeated(partial(self._staged, parcel, found, note), self._attempts, self._pace)

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        """Rejected E0652 if the transaction is over without a commit: it is to be staged anew."""
        answer = Transaction(self._session, ticket.reference).commit()
        held = self.find(parcel)
        if held is not None and held.key == parcel.key:
            return held
        where = self._session.where(self._group(parcel))
        if answer.status == 204:
            raise Rejected("E0656", where, "committed, and not what is shown")
        if answer.status == 409:
            self.rollback(ticket)
        raise Rejected("E0652", where, self._session.refusal("commit", where, answer).detail)

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The files as they are, or as they were in an older version: each as of its own last version until then."""
        group = f"/{holding.location.rpartition('/')[2]}"
        versions = self._versions(group)
        latest = holding.version is None or not versions or holding.version == versions[-1]
        for place in places:
            path = f"{group}/{resources.address(place)}"
            if not latest:
                until = [label for label in self._versions(path) if label <= str(holding.version)]
                if not until:
                    continue
                path = f"{path}/fcr:versions/{until[-1]}"
            chunks = self._session.download(path)
            if chunks is not None:
                yield place, chunks

    def rollback(self, ticket: Ticket) -> None:
        Transaction(self._session, ticket.reference).rollback()

    def close(self) -> None:
        self._session.close()

    def _staged(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:
        held = self._described(parcel)
        transaction = begun(self._session, root_of(self._session))
        ticket = Ticket(transaction.path, (("group", self._session.where(self._group(parcel))),))
        note(ticket)
        try:
            if held is None or held.key != parcel.key:
                self._await_next_second(transaction, found)
                with transaction.kept_alive():
                    self._send(parcel, transaction, new=held is None)
        except Passing:
            transaction.rollback()
            raise
        return ticket

    def _send(self, parcel: Parcel, transaction: Transaction, *, new: bool) -> None:
        """The group first: from then on it is locked, and what stands in it is what the files are compared with."""
        group = self._group(parcel)
        link = {"Link": f'<{resources.GROUP}>;rel="type"', "Content-Type": "text/turtle"}
        answer = self._inside(transaction, "PUT", group, headers=link, body=resources.body(parcel))
        if new and answer.status != 201:
            raise Passing(Unavailable("E0653", self._session.where(group), "another made it meanwhile"))
        places = frozenset(item.place for item in parcel.files)
        present, gone = frozenset[str](), tuple[str, ...]()
        if not new:
            told = self._inside(transaction, "GET", group, headers={"Accept": _TRIPLES})
            listed = resources.described(told.data, self._session.url(group))
            present, gone = resources.compared(listed.files, places)
        for item in parcel.files:
            if item.place not in present or not self._has(transaction, group, item):
                self._put(transaction, group, item)
        for file in gone:
            self._inside(transaction, "DELETE", f"{group}/{quote(unquote(file), safe='/')}", absent=True)

    def _has(self, transaction: Transaction, group: str, item: Item) -> bool:
        path = f"{group}/{resources.address(item.place)}"
        want = {"Want-Digest": "sha-512, sha-256"}
        answer = self._inside(transaction, "HEAD", path, headers=want, absent=True)
        return answer.status == 200 and resources.same(answer.header("digest"), item.fixity)

    def _put(self, transaction: Transaction, group: str, item: Item) -> None:
        path = f"{group}/{resources.address(item.place)}"
        name = quote(item.place.rpartition("/")[2], safe="")
        headers = {
            "Content-Type": item.media_type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Digest": resources.digests(item.fixity),
            "Link": f'<{resources.BINARY}>;rel="type"',
            "Overwrite-Tombstone": "true",  # a file that an older version had and a later one had not
        }
        put = partial(self._inside, transaction, "PUT", path, headers=headers, body=item)
        answer = put(absent=True)
        # Fedora 6.1 does not know `Overwrite-Tombstone`.
        if answer.status == 410 and b"tombstone" in answer.data.lower():
            self._inside(transaction, "DELETE", f"{path}/fcr:tombstone")
            answer = put()
        if answer.status in _NOT_THERE:
            raise refused(self._session, "PUT", path, answer)

    def _inside(
        self,
        transaction: Transaction,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | Item | None = None,
        absent: bool = False,
    ) -> Answer:
        """An answer of success within the transaction, or where `absent` allows, that nothing is there; raises all else."""
        together = {**(headers or {}), **transaction.headers}
        answer = self._session.ask(method, path, headers=together, body=body, expect=_INSIDE, limit=_LISTING)
        if answer.status < 300 or (absent and answer.status in _NOT_THERE):
            return answer
        raise refused(self._session, method, path, answer)

    def _described(
        self, parcel: Parcel, headers: Mapping[str, str] | None = None
    ) -> resources.Described | None:
        """What Fedora says of the parcel's group; None if it has none, or has it no more."""
        group = self._group(parcel)
        answer = self._ask(
            "GET", group, expect=(200, *_NOT_THERE), headers={"Accept": _TRIPLES, **(headers or {})}
        )
        if answer.status != 200:
            return None
        held = resources.described(answer.data, self._session.url(group))
        if not any(resources.GROUP in link for link in answer.every("link")):
            raise Rejected("E0655", self._session.where(group), "it is no archival group")
        if parcel.identifier not in held.identifiers:
            raise Rejected("E0655", self._session.where(group), f"it is not {parcel.identifier}")
        return held

    def _versions(self, path: str) -> list[str]:
        answer = self._ask(
            "GET", f"{path}/fcr:versions", expect=(200, *_NOT_THERE), headers={"Accept": _TRIPLES}
        )
        return resources.labels(answer.data) if answer.status == 200 else []

    def _await_next_second(self, transaction: Transaction, found: Holding | None) -> None:
        """Fedora names a version by the second of its making: two in one second would be one."""
        try:
            last = datetime.strptime((found and found.version) or "", "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            left = (last - parsedate_to_datetime(transaction.opened_at or "")).total_seconds() + 1
        except (ValueError, TypeError):
            return
        if left > 0:
            self._pace.sleep(min(left, 2.0))

    def _ask(
        self, method: str, path: str, *, expect: Sequence[int], headers: Mapping[str, str] | None = None
    ) -> Answer:
        return self._session.ask(method, path, expect=expect, headers=headers, limit=_LISTING)

    def _group(self, parcel: Parcel) -> str:
        return f"/{resources.group_name(parcel.identifier)}"
