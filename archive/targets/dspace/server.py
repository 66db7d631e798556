"""A DSpace server: each bag an item, brought in by the import of packages, which is one transaction there.

The package is sent and imported by one request, so that nothing is at the server before the commit. Its name there holds the bag's key:
a commit that was broken off is found by it among the server's processes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar
from urllib.parse import quote

from archive.errors import Rejected, Unavailable
from archive.findings import Finding
from archive.fixity import Algorithm, measure
from archive.targets.dspace.api import Api
from archive.targets.dspace.fields import described, key_in, misfits, name_of
from archive.targets.dspace.package import held, packed
from archive.targets.parcel import Item, Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket
from archive.targets.retrying import Pace
from archive.targets.secrets import words
from archive.targets.trees import Tree, number, part, rows, text

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HOLDERS = ("dc.identifier.other", "dc.identifier.uri")
_ENDED = frozenset({"COMPLETED", "FAILED"})
_LONGEST = 5.0  # seconds between two looks at a process
_LOG = 1 << 20


class ServerTarget:
    """A Target (see `protocol`). A changed bag is refused: DSpace makes versions only by hand, or by replacing an item."""

    kind: ClassVar[str] = "dspace"

    def __init__(
        self, where: str, api: Api, collection: str | None, seconds: int, pace: Pace | None = None
    ) -> None:
        self._where, self._api, self._named, self._seconds = where, api, collection, seconds
        self._pace = pace or Pace()
        self._last: tuple[Parcel, Shipment] | None = None
        self._packed: tuple[Parcel, Item] | None = None
        self._collection: str | None = None

    @property
    def where(self) -> str:
        return self._where

    def capabilities(self) -> Capabilities:
        return Capabilities(versions=False, atomic=True)

    def shipment(self, parcel: Parcel) -> Shipment:
        """The bitstreams; remembered for the last parcel, for to know the zip's fixity the bag is read."""
        if self._last is None or self._last[0] is not parcel:
            self._last = (parcel, held(parcel))
        return self._last[1]

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0501, S0502 by the server's own registry, S0507 to S0509."""
        told = described(parcel)
        found = [finding for finding in misfits(told) if finding.code != "S0502"]
        for name in sorted({name_of(field) for field in told}):
            known = self._api.get(f"/api/core/metadatafields/search/byFieldName?exactName={quote(name)}")
            if not rows(known, "_embedded", "metadatafields"):
                found.append(Finding("S0502", name))
        try:
            self._api.get("/api/system/scripts/import")
        except Rejected as error:
            if error.code not in {"E0621", "E0624"}:
                raise
            found.append(Finding("S0508", self._where))
        if self._home() is None:
            found.append(Finding("S0507", self._where, found=self._named or self._offered()))
        if self._api.overheard:
            found.append(Finding("S0509", self._where, "https", "http"))
        return tuple(found)

    def find(self, parcel: Parcel) -> Holding | None:
        value = parcel.identifier.replace("\\", "\\\\").replace('"', '\\"')
        query = quote(" OR ".join(f'{field}:"{value}"' for field in _HOLDERS), safe="")
        found = [
            self._holding(item)
            for item in self._searched(f"/api/discover/search/objects?dsoType=item&query={query}")
            if parcel.identifier in _values(item, *_HOLDERS)
        ]
        return next((holding for holding in found if holding.key == parcel.key), found[0] if found else None)

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:
        if found is not None and found.key != parcel.key:
            raise Rejected("E0607", found.location, "DSpace holds another bag of this object")
        self._package(parcel)
        ticket = Ticket(f"archive-{parcel.key}.zip")
        note(ticket)
        return ticket

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        process = next(self._begun(ticket.reference), None)
        if process is None:
            process = self._api.import_package(self._package(parcel), ticket.reference)
        item = self._imported(self._waited(process))
        if item is None:
            raise Rejected("E0686", self._where, "the process has no item in its mapfile")
        self._corroborated(parcel, text(item, "uuid"))
        return self._holding(item)

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        start = self._api.where("/api/core/items/")
        uuid = holding.location.removeprefix(start)
        if not holding.location.startswith(start) or not _UUID.fullmatch(uuid):
            raise Rejected("E0684", self._where, f"{holding.location} is no item of this server")
        stored = self._api.bitstreams(uuid) or {}
        for place in places:
            if place in stored:
                chunks = self._api.content(stored[place].uuid)
                if chunks is not None:
                    yield place, chunks

    def rollback(self, ticket: Ticket) -> None:
        """Nothing: before a commit nothing is there, and an import that goes wrong is taken back by DSpace itself."""

    def close(self) -> None:
        self._api.close()

    def _package(self, parcel: Parcel) -> Item:
        """The package as it is sent; remembered as the shipment is. Raises Rejected E0689."""
        if self._packed is not None and self._packed[0] is parcel:
            return self._packed[1]
        collection = self._home()
        if collection is None:
            raise Rejected("E0689", self._where, self._named or self._offered())
        self._packed = (parcel, packed(parcel, collection))
        return self._packed[1]

    def _home(self) -> str | None:
        """The UUID of the collection: the one that is named by UUID or handle, else the only one that there is."""
        if self._collection is None:
            if self._named is None:
                found = list(self._offers())
                self._collection = text(found[0], "uuid") if len(found) == 1 else None
            else:
                path = (
                    f"core/collections/{self._named}"
                    if _UUID.fullmatch(self._named)
                    else f"pid/find?id={quote(self._named)}"
                )
                named = self._api.get_or_none(f"/api/{path}")
                self._collection = (
                    text(named, "uuid") if named and named.get("type") == "collection" else None
                )
        return self._collection

    def _offers(self) -> Iterator[Tree]:
        return self._api.listed("/api/core/collections/search/findSubmitAuthorized", "collections")

    def _offered(self) -> str:
        offers = [f"{text(found, 'handle')} ({text(found, 'name')})" for found in self._offers()]
        return ", ".join(offers) or "no collection"

    def _searched(self, path: str) -> Iterator[Tree]:
        result = self._api.get(f"{path}&size=100")
        for entry in rows(result, "_embedded", "searchResult", "_embedded", "objects"):
            yield part(entry, "_embedded", "indexableObject")

    def _holding(self, item: Tree) -> Holding:
        key = key_in(" ".join(_values(item, _HOLDERS[0])))
        return Holding(self._api.where(f"/api/core/items/{text(item, 'uuid')}"), None, key, _handle(item))

    def _begun(self, name: str) -> Iterator[Tree]:
        """Our processes of this package that are under way, or whose item is still there; the latest first."""
        for process in self._api.listed(
            "/api/system/processes/search/own?sort=creationTime,desc", "processes"
        ):
            given = [entry.get("value") for entry in rows(process, "parameters")]
            if process.get("scriptName") != "import" or name not in given:
                continue
            status = text(process, "processStatus")
            if status not in _ENDED or (status == "COMPLETED" and self._imported(process) is not None):
                yield process

    def _waited(self, process: Tree) -> Tree:
        """The process, once it has come to its end. Raises Rejected E0686 if that was a bad one, Unavailable E0687 if none comes."""
        until, pause = self._pace.clock() + self._seconds, 0.25
        named = f"process {number(process, 'processId')}"
        while (status := text(process, "processStatus")) not in _ENDED:
            if self._pace.clock() > until:
                raise Unavailable("E0687", self._where, f"{named}: {status}")
            self._pace.sleep(pause)
            pause = min(_LONGEST, pause * 1.5)
            process = self._api.get(f"/api/system/processes/{number(process, 'processId')}")
        if status == "FAILED":
            raise Rejected("E0686", self._where, f"{named}: {self._said(process)}")
        return process

    def _imported(self, process: Tree) -> Tree | None:
        """The item that a process brought, by its mapfile; None if it is not there, or not any more."""
        lines = self._output(process, "mapfile").split()
        return self._api.get_or_none(f"/api/pid/find?id={quote(lines[1])}") if len(lines) == 2 else None

    def _said(self, process: Tree) -> str:
        """The errors in a process's log, as one line."""
        lines = self._output(process, ".log").splitlines()
        errors = [line.partition(" @ ")[2] for line in lines if " ERROR " in line]
        return words(" ".join(errors or lines[-3:]).encode(), ())

    def _output(self, process: Tree, end: str) -> str:
        """What a process wrote to its file whose name ends so, the end of it if it is long; empty if there is no such file."""
        for file in self._api.listed(f"/api/system/processes/{number(process, 'processId')}/files", "files"):
            if text(file, "name").endswith(end):
                kept = b""
                for chunk in self._api.content(text(file, "uuid")) or ():
                    kept = (kept + chunk)[-_LOG:]
                return kept.decode("utf-8", "replace")
        return ""

    def _corroborated(self, parcel: Parcel, uuid: str) -> None:
        """Holds the MD5 that DSpace noted of each bitstream against what was sent. Raises Rejected E0688."""
        stored = self._api.bitstreams(uuid) or {}
        wrong = []
        for item in self.shipment(parcel).items:
            sent = measure(item.chunks(), (Algorithm.MD5,))
            there = stored.get(item.place)
            if there is None:
                wrong.append((item.place, "is not among the item's bitstreams"))
            elif (there.size, there.md5 or sent[Algorithm.MD5]) != (sent.size, sent[Algorithm.MD5]):
                wrong.append(
                    (
                        item.place,
                        f"{there.size} bytes, MD5 {there.md5}, where {sent.size}, {sent[Algorithm.MD5]} were sent",
                    )
                )
        if wrong:
            raise Rejected("E0688", self._where, f"{wrong[0][0]}: {wrong[0][1]}", tuple(wrong[1:]))


def _handle(item: Tree) -> str | None:
    """The item's handle, as the address that the server gave it; as `hdl:` where it gave none."""
    handle = item.get("handle")
    if not isinstance(handle, str) or not handle:
        return None
    given = (value for value in _values(item, "dc.identifier.uri") if value.endswith(f"/{handle}"))
    return next(given, f"hdl:{handle}")


def _values(item: Tree, *fields: str) -> list[str]:
    said = (entry.get("value") for field in fields for entry in rows(item, "metadata", field))
    return [value for value in said if isinstance(value, str)]
