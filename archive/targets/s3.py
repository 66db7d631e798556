"""Bags in an S3 bucket, as objects or as one (docs/deposit/s3.md).

Objects cannot be renamed, so nothing is staged elsewhere. A bag kept file by file lies under its own place from the beginning, its tag
manifest first, which claims the place for it, and its bagit.txt last: without that it is no bag, for us or for anybody. A serialized
bag is an upload in parts, of which nothing is seen before it is finished.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from archive.errors import Rejected, SettingsError, Unavailable
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.targets import drops
from archive.targets.addresses import shown
from archive.targets.buckets import Bucket
from archive.targets.parcel import Item, Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket
from archive.targets.s3_server import S3Server, is_endpoint, keys_of
from archive.targets.standing import digest_of, fresh, reference

OPTIONS: Mapping[str, str] = {
    **drops.OPTIONS,
    "endpoint": "The server's address, such as https://s3.example.org; without it, AWS_ENDPOINT_URL, else Amazon's.",
    "region": "The bucket's region; without it, AWS_REGION, else us-east-1.",
    "path_style": "Whether the bucket stands in the path and not in the host's name: true where an endpoint is given, else false.",
    "access_key_env": "The variable that holds the access key; AWS_ACCESS_KEY_ID without it.",
    "secret_key_env": "The variable that holds the secret key; AWS_SECRET_ACCESS_KEY without it.",
    "session_token_env": "The variable that holds a session token; AWS_SESSION_TOKEN without it.",
}

LARGEST = 5 << 40
"""Bytes of one object that every S3 server takes."""

_LONGEST = 1024  # bytes of a key
_TRIES = 20
_LAST = 999
_MARK = "bagit.txt"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PLACED = re.compile(r"(.*) at (https?://[^ ]+)")
_REGION = re.compile(r"[a-z0-9-]{1,40}")


def open_target(
    location: str,
    options: Mapping[str, str | int | bool],
    secret: Callable[[str, str], str | None],
) -> S3Target:
    """The drop `BUCKET/PREFIX`; the prefix may be empty. `BUCKET/PREFIX at ENDPOINT`, as receipts have it, names it as well.

    No server is asked yet. Raises SettingsError E0603 on what cannot be taken, E0611 where the keys are not set.
    """
    place, named = _parted(location)
    name, _, prefix = place.partition("/")
    prefix = prefix.strip("/")
    given = options.get("endpoint")
    if named and given not in {None, named}:
        raise SettingsError("E0603", f"s3:{shown(location)}", "another endpoint is given as an option")
    endpoint = named or str(given or secret("endpoint", "AWS_ENDPOINT_URL") or "") or None
    region = str(options.get("region") or secret("region", "AWS_REGION") or "us-east-1")
    where = f"s3:{place.strip('/')}{f' at {endpoint}' if endpoint else ''}"
    if not _BUCKET.fullmatch(name) or "//" in prefix or not {".", ".."}.isdisjoint(prefix.split("/")):
        raise SettingsError(
            "E0603", f"s3:{shown(location)}", "a bucket's name, and perhaps a prefix, should stand here"
        )
    if not _REGION.fullmatch(region):
        raise SettingsError("E0603", f"s3:{location}", f"region = {region!r}, which is none")
    if endpoint and not is_endpoint(endpoint):
        raise SettingsError(
            "E0603", f"s3:{location}", "endpoint must be http:// or https://, a host, and no user or query"
        )
    path_style = options.get("path_style", endpoint is not None)
    if not isinstance(path_style, bool):
        raise SettingsError("E0603", where, f"path_style = {path_style!r}, which must be true or false")
    keys = keys_of(options, secret, where)
    server = S3Server(keys, endpoint=endpoint, region=region, path_style=path_style, where=where)
    start = f"{prefix}/" if prefix else ""
    return S3Target(where, Bucket(name, server), start, f"s3://{name}/", drops.form_of(options, where))


def _parted(location: str) -> tuple[str, str]:
    """Bucket with prefix, and the endpoint; empty where none is named."""
    found = _PLACED.fullmatch(location)
    return (found[1], found[2]) if found else (location, "")


class S3Target:
    """A Target (see `protocol`) whose objects lie below `PREFIX/NAME/`, or are `PREFIX/NAME.tar` and the like (see `drops`)."""

    kind: ClassVar[str] = "s3"

    def __init__(self, where: str, bucket: Bucket, prefix: str, address: str, form: drops.Form) -> None:
        self._where, self._form = where, form
        self._bucket, self._prefix, self._address = bucket, prefix, address
        self._shipments = drops.Shipments(form, where)
        self._conditional: bool | None = None

    @property
    def where(self) -> str:
        return self._where

    def capabilities(self) -> Capabilities:
        """`verifies` is empty: what a server does with a digest that it is given differs, and is never relied on."""
        return Capabilities(versions=self._form.wish is None, atomic=not self._form.loose, largest=LARGEST)

    def shipment(self, parcel: Parcel) -> Shipment:
        return self._shipments.of(parcel)

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0601, S0603, S0607 to S0609, and the receiver's. Rights to write are only seen when something is written."""
        found = list(self._shipments.unfit(parcel))
        try:
            tops = self._tops(parcel)
        except Rejected as error:
            return (*found, Finding("S0601", self._where, "a bucket that can be listed", error.detail))
        items = self.shipment(parcel).items
        if self._form.loose and not drops.is_sealed(items):
            found.append(
                Finding("S0609", self._where, "tagmanifest-sha256.txt or tagmanifest-sha512.txt", "neither")
            )
        found += self._oversized(parcel, items)
        if self._form.loose and parcel.name in tops:
            found += drops.stranger(
                parcel, self._where, lambda path: self._bucket.chunks(self._key(parcel.name, path))
            )
        return tuple(found)

    def find(self, parcel: Parcel) -> Holding | None:
        for version in self._form.versions(parcel.name, self._tops(parcel)):
            place = self._form.place(parcel.name, version)
            key = self._there(parcel, place)
            if key is not None:
                return Holding(f"{self._address}{self._prefix}{place}", str(version), key or None)
        return None

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:
        self._form.admit(parcel, found, self._where)
        return self._stage_files(parcel, note) if self._form.loose else self._stage_packed(parcel, note)

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        reference(ticket, self._where, "E0694")
        details = dict(ticket.details)
        place, items = details["place"], self.shipment(parcel).items
        if self._there(parcel, place) != parcel.key:
            if self._form.loose:
                self._finish_files(place, items)
            else:
                upload, new = details.get("upload", ""), self._keeps_conditions()
                done = upload and self._bucket.finish(
                    self._prefix + place, upload, new=new, size=items[0].fixity.size
                )
                if not done and self._there(parcel, place) != parcel.key:
                    raise Rejected(
                        "E0693", f"{self._where}: {place}", "taken by another, or the upload is gone"
                    )
        return Holding(f"{self._address}{self._prefix}{place}", details["version"], parcel.key)

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        start = f"{self._address}{self._prefix}"
        if not holding.location.startswith(start):
            raise Rejected("E0694", self._where, f"{holding.location} does not lie here")
        key = f"{self._prefix}{holding.location[len(start) :]}"
        whole = drops.is_one_file(key, places)
        for place in places:
            if whole and place != key.rpartition("/")[2]:
                continue
            chunks = self._bucket.chunks(key if whole else f"{key}/{place}")
            if chunks is not None:
                yield place, chunks

    def rollback(self, ticket: Ticket) -> None:
        reference(ticket, self._where, "E0694")
        details = dict(ticket.details)
        key = self._prefix + details["place"]
        if not self._form.loose:
            uploads = [(key, details["upload"])] if "upload" in details else self._bucket.uploads(key)
            for where, upload in uploads:
                if where == key:
                    self._bucket.abort(key, upload)
            return
        seal, digest = details["seal"], details["claim"]
        if self._bucket.noted(f"{key}/{_MARK}") is not None or self._digest(f"{key}/{seal}") != digest:
            return  # a bag by now, or another's
        for where, upload in self._bucket.uploads(f"{key}/"):
            self._bucket.abort(where, upload)
        names = sorted(self._bucket.sizes(f"{key}/"), key=lambda name: (name == seal, name))
        # The claim goes last, so that a rollback that is broken off can be taken up again.
        self._bucket.remove(f"{key}/{name}" for name in names)

    def close(self) -> None:
        self._bucket.close()

    def _oversized(self, parcel: Parcel, items: Sequence[Item]) -> Iterator[Finding]:
        place = self._form.place(parcel.name, _LAST)  # the longest that its name will be
        for item in items:
            key = self._key(place, item.place)
            if len(key.encode()) > _LONGEST:
                yield Finding(
                    "S0608", key, f"a key of at most {_LONGEST} bytes", f"{len(key.encode())} bytes"
                )
            if item.fixity.size > LARGEST:
                yield Finding("S0607", item.place, f"at most {LARGEST} bytes", f"{item.fixity.size} bytes")

    def _stage_packed(self, parcel: Parcel, note: Callable[[Ticket], None]) -> Ticket:
        """An upload in parts, whole but for its last word."""
        tops = self._tops(parcel)
        version = self._form.free(parcel.name, self._latest(parcel, tops), tops.__contains__)
        place, item = self._form.place(parcel.name, version), self.shipment(parcel).items[0]
        ticket = Ticket(fresh(), (("place", place), ("version", str(version))))
        note(ticket)
        upload = self._bucket.begin(self._prefix + place, item)
        ticket = Ticket(ticket.reference, (*ticket.details, ("upload", upload)))
        note(ticket)
        self._bucket.send(self._prefix + place, upload, item)
        return ticket

    def _stage_files(self, parcel: Parcel, note: Callable[[Ticket], None]) -> Ticket:
        """Every object of the bag but its bagit.txt, in a place that its tag manifest has claimed."""
        items = self.shipment(parcel).items
        ticket, seal = self._claimed(parcel, items, note)
        place = f"{self._prefix}{dict(ticket.details)['place']}/"
        for key, upload in self._bucket.uploads(place):  # of a run of the same bag that was broken off
            self._bucket.abort(key, upload)
        for item in items:
            if item.place not in {seal.place, _MARK}:
                self._bucket.put(place + item.place, item)
        return ticket

    def _claimed(
        self, parcel: Parcel, items: Sequence[Item], note: Callable[[Ticket], None]
    ) -> tuple[Ticket, Item]:
        """The first place that is free, or was claimed for this very bag; two bags never lie in one."""
        seal = drops.seals(items)[0]
        digest, number = seal.fixity[Algorithm.SHA256], self._first(parcel, seal)
        reference, new = fresh(), self._keeps_conditions()
        for _ in range(_TRIES):
            place = self._form.place(parcel.name, number)
            details = {"place": place, "version": str(number), "seal": seal.place, "claim": digest}
            ticket = Ticket(reference, tuple(details.items()))
            note(ticket)
            key = self._key(place, seal.place)
            if not self._digest(key):
                self._bucket.put(key, seal, new=new)
            if self._digest(key) == digest:  # looked at again: not every server keeps conditions
                return ticket, seal
            number = self._form.free(parcel.name, number, self._tops(parcel).__contains__)
        raise Unavailable("E0693", self._where, f"no place could be had in {_TRIES} tries")

    def _first(self, parcel: Parcel, seal: Item) -> int:
        """The version to begin with: the next that is free, or one after the last whole bag that a run of this bag left unfinished."""
        tops = self._tops(parcel)
        latest = self._latest(parcel, tops)
        for version in self._form.versions(parcel.name, tops):
            key = self._key(self._form.place(parcel.name, version), seal.place)
            if version > latest and self._digest(key) == seal.fixity[Algorithm.SHA256]:
                return version
        return self._form.free(parcel.name, latest, tops.__contains__)

    def _latest(self, parcel: Parcel, tops: set[str]) -> int:
        """The highest version that is a whole bag; 0 where there is none."""
        for version in self._form.versions(parcel.name, tops):
            place = self._form.place(parcel.name, version)
            if self._bucket.noted(self._key(place, _MARK)) is not None:
                return version
        return 0

    def _finish_files(self, place: str, items: Sequence[Item]) -> None:
        """Puts bagit.txt, once all else is seen to be there. Raises Rejected E0693 if it is not."""
        seal = drops.seals(items)[0]
        wanted = {item.place: item.fixity.size for item in items if item.place != _MARK}
        there = self._bucket.sizes(f"{self._prefix}{place}/")
        claim = self._digest(self._key(place, seal.place))
        if there != wanted or claim != seal.fixity[Algorithm.SHA256]:
            names = sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name)) or [
                seal.place
            ]
            raise Rejected(
                "E0693", f"{self._where}: {place}", f"not as it was staged: {', '.join(names[:12])}"
            )
        mark = next(item for item in items if item.place == _MARK)
        self._bucket.put(self._key(place, _MARK), mark)

    def _there(self, parcel: Parcel, place: str) -> str | None:
        """The key of the bag that stands at a place, empty if it cannot be known, None if there is no whole bag."""
        noted = self._bucket.noted(self._key(place, _MARK if self._form.loose else ""))
        if noted is None:
            return None
        items = self.shipment(parcel).items
        if not self._form.loose:
            return drops.key_there(parcel, items, lambda _: noted)
        return drops.key_there(parcel, items, lambda path: self._digest(self._key(place, path)))

    def _digest(self, key: str) -> str:
        return digest_of(self._bucket.chunks(key))

    def _tops(self, parcel: Parcel) -> set[str]:
        return self._bucket.tops(self._prefix, parcel.name)

    def _key(self, place: str, path: str) -> str:
        """The key of a file of the bag at `place`; a serialized bag is itself one."""
        return f"{self._prefix}{place}/{path}" if self._form.loose else f"{self._prefix}{place}"

    def _keeps_conditions(self) -> bool:
        if self._conditional is None:
            self._conditional = self._bucket.conditional(f"{self._prefix}.archive-drop-{fresh()}")
        return self._conditional
