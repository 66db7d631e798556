"""InvenioRDM as a target: a bag becomes a record with its files, a changed one a new version of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from archive.bag.serial import Serialization
from archive.errors import Rejected, Unavailable
from archive.findings import Finding
from archive.targets.http import Session
from archive.targets.invenio.fitting import Vocabularies, fitted, lacking
from archive.targets.invenio.metadata import ACCESS, fields, has_identifier, identifier_of, key_of, told
from archive.targets.invenio.preflight import spoken_against
from archive.targets.invenio.rows import holding_of, metadata_of, name_in, orphaned, ours
from archive.targets.invenio.site import Site
from archive.targets.parcel import Item, Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket, listed
from archive.targets.trees import part, text

Row = dict[str, Any]

OPTIONS: Mapping[str, str] = {
    "token_env": "The variable that holds the personal access token (INVENIO_TOKEN).",
    "access": "Who may read the files: as-described (the default: everybody if the record says open access), public, restricted.",
    "quota": "Bytes that one record may hold there (10000000000, InvenioRDM's own default; Zenodo allows 50000000000).",
}
VARIABLE = "INVENIO_TOKEN"
QUOTA = 10_000_000_000

_SHOWN = (0.0, 0.3, 0.5, 0.7, 1.0, 2.0, 3.0, 5.0)
"""Seconds between looks for what a search engine shows a moment later; its usual delay is one."""


def open_target(
    location: str, options: Mapping[str, str | int | bool], secret: Callable[[str, str], str | None]
) -> InvenioTarget:
    """The target at an address such as `https://zenodo.org`. Raises Rejected E0603, E0620."""
    address = location if "://" in location else f"https://{location}"
    access = options.get("access", ACCESS[0])
    quota = options.get("quota", QUOTA)
    where = f"invenio:{location}"
    if access not in ACCESS:
        raise Rejected("E0603", where, f"access = {access!r}, which must be {', '.join(ACCESS)}")
    if not str(quota).isdecimal() or int(quota) < 1:
        raise Rejected("E0603", where, f"quota = {quota!r}, which must be a number of bytes")
    variable = str(options.get("token_env") or VARIABLE)
    token = secret("token_env", VARIABLE)
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    session = Session(
        address.rstrip("/").removesuffix("/api"), headers=headers, secrets=(token or "",), variable=variable
    )
    return InvenioTarget(Site(session), str(access), int(quota), None if token else variable)


class InvenioTarget:
    """One site, as one of its users. `missing` names the variable that should hold the token, and does not."""

    kind: ClassVar[str] = "invenio"

    def __init__(
        self,
        site: Site,
        access: str = ACCESS[0],
        quota: int = QUOTA,
        missing: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._site = site
        self._access = access
        self._quota = quota
        self._missing = missing
        self._sleep = sleep
        self._terms = Vocabularies(site)
        self._seen: tuple[Parcel, Shipment] | None = None

    @property
    def where(self) -> str:
        return f"invenio:{self._site.where}"

    def capabilities(self) -> Capabilities:
        return Capabilities(versions=True, atomic=True, verifies=(), whole=True, largest=self._quota)

    def shipment(self, parcel: Parcel) -> Shipment:
        """The bag as one zip; of a bag of ours also the files that a reader wants to see without unpacking it."""
        if self._seen is None or self._seen[0] is not parcel:
            said = told(parcel, self._access)
            items = (parcel.packed(Serialization.ZIP), *_shown(parcel))
            self._seen = (parcel, Shipment(items, tuple(fields(said.body)), said.lost))
        return self._seen[1]

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        said = told(parcel, self._access)
        items = self.shipment(parcel).items
        found = list(spoken_against(said.body, items, self._quota, self._terms))
        if self._missing is None and self._site.overheard:
            found.append(Finding("S0306", self.where, "https", "http"))
        return tuple(found)

    def find(self, parcel: Parcel) -> Holding | None:
        """The latest version of the record that bears the parcel's identifier; of several, the one with its key, else the oldest."""
        self._allowed()
        held: dict[str, tuple[Row, str | None]] = {}
        for parent, name in self._families(identifier_of(parcel)):
            latest = None if parent in held else self._site.latest(name)
            if latest and has_identifier(metadata_of(latest), identifier_of(parcel)):
                held[parent] = (latest, key_of(metadata_of(latest)))
        same = [row for row, key in held.values() if key == parcel.key]
        rows = sorted(same or [row for row, _ in held.values()], key=lambda row: str(row.get("created")))
        return holding_of(rows[0]) if rows else None

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:
        """A draft with its metadata and all files. What an earlier run left is taken up, what another person does is left alone.

        Raises Rejected E0660, E0662; Unavailable E0663.
        """
        self._allowed()
        said = told(parcel, self._access)
        shipment = self.shipment(parcel)
        base = name_in(found.location) if found else ""
        intent = Ticket(
            "", (("key", parcel.key), ("identifier", identifier_of(parcel)), ("version_of", base))
        )
        note(intent)  # the window between making a draft and knowing its name
        body = fitted(said.body, lacking(said.body, self._terms), parcel.record)
        name = self._version(base, parcel, body, note) if base else self._new(parcel, body, note)
        ticket = Ticket(name, intent.details)
        self._fill(name, shipment.items)
        preview = next(
            (item.place for item in shipment.items if item.place.endswith(".normalized.txt")), None
        )
        if preview:
            self._site.update(name, {**body, "files": {"enabled": True, "default_preview": preview}})
        return ticket

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        """The draft published, and shown by the search, so that the next deposit finds it. Raises Rejected E0660."""
        self._allowed()
        record = self._site.record(ticket.reference) or self._published(ticket.reference)
        holding = holding_of(record)
        # Not until `find` gives it: that may be by the draft, whose entry is gone before the record's is there.
        self._until(lambda: self._is_shown(identifier_of(parcel), ticket.reference))
        return holding

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        self._allowed()
        for place in places:
            chunks = self._site.download(name_in(holding.location), place)
            if chunks is not None:
                yield place, chunks

    def rollback(self, ticket: Ticket) -> None:
        """The draft discarded. Of a ticket from before its name was known, the draft is looked for by its key."""
        self._allowed()
        if ticket.reference:
            if self._site.record(ticket.reference) is None:
                self._site.discard(ticket.reference)
            return
        details = dict(ticket.details)
        if details.get("version_of"):
            self._discard_next(details["version_of"])
            return
        left: list[str] = []

        def seen() -> bool:
            left[:] = self._orphans(details.get("identifier", ""), details.get("key", ""))
            return bool(left)

        self._until(seen, _SHOWN[:4])
        for name in left:
            self._site.discard(name)

    def close(self) -> None:
        self._site.close()

    def _published(self, name: str) -> Row:
        try:
            return self._site.publish(name)
        except Unavailable:  # it may have been heard
            record = self._site.record(name)
            if record is None:
                raise
            return record

    def _allowed(self) -> None:
        if self._missing:
            raise Rejected("E0661", self.where, f"{self._missing} is not set")

    def _families(self, identifier: str) -> Iterator[tuple[str, str]]:
        """Each record that the search shows with this identifier: its parent, and one of its versions, published first."""
        hits = sorted(self._site.mine(identifier), key=lambda hit: not hit.get("is_published"))
        for hit in hits:
            yield str(part(hit, "parent").get("id")), hit["id"]

    def _is_shown(self, identifier: str, name: str) -> bool:
        hits = (hit for hit in self._site.mine(identifier) if hit["id"] == name)
        return any(hit.get("is_published") and not hit.get("is_draft") for hit in hits)

    def _orphans(self, identifier: str, key: str | None = None) -> list[str]:
        """Drafts of ours that were never published, as a run that was killed leaves them; with a key, that bag's only."""
        hits = [hit for hit in self._site.mine(identifier) if not hit.get("is_published")]
        drafts = [self._site.draft(hit["id"]) for hit in hits if key_of(metadata_of(hit))]
        left = (row for row in drafts if row and orphaned(row))
        return [text(row, "id") for row in left if key in {None, key_of(metadata_of(row))}]

    def _new(self, parcel: Parcel, body: Row, note: Callable[[Ticket], None]) -> str:
        details = (("key", parcel.key),)
        left = self._orphans(identifier_of(parcel))
        for name in left[1:]:
            self._site.discard(name)
        if left:
            note(Ticket(left[0], details))
            self._site.update(left[0], body)
            return left[0]
        name = text(self._site.create(body), "id")
        note(Ticket(name, details))
        return name

    def _version(self, base: str, parcel: Parcel, body: Row, note: Callable[[Ticket], None]) -> str:
        published = self._site.record(base)
        if published is None:
            raise Unavailable("E0665", f"{self.where} {base}", "found before, and not to be read")
        draft = self._site.next_version(base)
        if not ours(draft, published):
            raise Rejected(
                "E0662", f"{self.where} {draft.get('id')}", "a draft of the next version that is not ours"
            )
        name = text(draft, "id")
        note(Ticket(name, (("key", parcel.key),)))
        self._site.update(name, body)
        return name

    def _discard_next(self, base: str) -> None:
        published = self._site.record(base)
        if published is None or part(published, "versions").get("is_latest_draft", True):
            return
        draft = self._site.next_version(base)
        if ours(draft, published):
            self._site.discard(text(draft, "id"))

    def _fill(self, name: str, items: Sequence[Item]) -> None:
        """All files in the draft, and no other: what is there of an earlier run is sent anew."""
        for place in self._site.files(name):
            self._site.drop(name, place)
        self._site.announce(name, listed(items))
        for item in items:
            self._site.send(name, item)

    def _until(self, seen: Callable[[], bool], waits: Sequence[float] = _SHOWN) -> None:
        """Returns when it was seen, or after the last look: a search that is behind is no failure of the deposit."""
        for wait in waits:
            self._sleep(wait)
            if seen():
                return


def _shown(parcel: Parcel) -> Iterator[Item]:
    """What is for reading, by the names that these files have in the bag."""
    if parcel.layout is None:
        return
    layout = parcel.layout
    for path in dict.fromkeys((layout.original, layout.text, layout.tei, layout.record)):
        yield replace(parcel.file(path), place=path.rsplit("/", 1)[-1])
