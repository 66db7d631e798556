"""Bags in a WebDAV collection: a cloud folder, a network drive behind a web server (RFC 4918; docs/deposit/webdav.md).

A bag is sent into a hidden collection beside its place and then moved there by one MOVE that overwrites nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from archive.bag.writer import folders_of
from archive.errors import ArchiveError, DepositError, Rejected, SettingsError, Unavailable
from archive.findings import Finding
from archive.targets import drops
from archive.targets.addresses import overheard, path_of
from archive.targets.http import Answer, Session
from archive.targets.parcel import Item, Parcel
from archive.targets.protocol import Capabilities, Holding, Shipment, Ticket
from archive.targets.secrets import basic
from archive.targets.standing import digest_of, fresh, reference

OPTIONS: Mapping[str, str] = {
    **drops.OPTIONS,
    "user_env": "The variable that holds the user's name; WEBDAV_USER without it.",
    "password_env": "The variable that holds the password; WEBDAV_PASSWORD without it.",
}

_STAGING = ".archive-drop-"
_VERSION = "version"
_TRIES = 20
_LISTING = 256 << 20  # bytes: some million names
_ASKED = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<propfind xmlns="DAV:"><prop><resourcetype/><quota-available-bytes/></prop></propfind>'
)


def open_target(
    location: str,
    options: Mapping[str, str | int | bool],
    secret: Callable[[str, str], str | None],
) -> WebdavTarget:
    """The collection at the address `location`, which must be there. No server is asked yet.

    Raises SettingsError E0603, Rejected E0620 for what is no address, E0611 where there is a user and no password.
    """
    user, password = secret("user_env", "WEBDAV_USER"), secret("password_env", "WEBDAV_PASSWORD")
    variables = [
        str(options.get(option) or f"WEBDAV_{option[:-4].upper()}") for option in ("user_env", "password_env")
    ]
    if bool(user) != bool(password):
        raise SettingsError("E0611", "webdav", f"{' and '.join(variables)} must both be set, or neither")
    headers = basic(user, password) if user and password else {}
    named = " and ".join(variables)
    session = Session(location, headers=headers, secrets=(password or "",), variable=named)
    where = f"webdav:{session.where()}"
    return WebdavTarget(where, session, drops.form_of(options, where), secret=bool(password))


class WebdavTarget:
    """A Target (see `protocol`) whose objects are the collections `URL/NAME`, or the files `URL/NAME.tar` and the like (see `drops`)."""

    kind: ClassVar[str] = "webdav"

    def __init__(self, where: str, session: Session, form: drops.Form, *, secret: bool = False) -> None:
        self._where, self._session, self._form, self._secret = where, session, form, secret
        self._shipments = drops.Shipments(form, where)
        self._seen: set[str] | None = None

    @property
    def where(self) -> str:
        return self._where

    def capabilities(self) -> Capabilities:
        """`atomic` as far as the server's MOVE is: one operation by RFC 4918 §9.9, a rename where files lie beneath."""
        return Capabilities(versions=self._form.wish is None, atomic=True)

    def shipment(self, parcel: Parcel) -> Shipment:
        return self._shipments.of(parcel)

    def preflight(self, parcel: Parcel) -> tuple[Finding, ...]:
        """S0601, S0603 to S0606, S0608, S0610. Rights to write are only seen when something is written."""
        found = list(self._shipments.unfit(parcel))
        answer = self._propfind("", "0")
        if answer is None:
            return (
                *found,
                Finding("S0601", self._where, "a WebDAV collection", "nothing, or something else"),
            )
        root = _tree(answer, self._where)
        if root.find(".//{DAV:}collection") is None:
            return (*found, Finding("S0601", self._where, "a WebDAV collection", "a file"))
        room = (root.findtext(".//{DAV:}quota-available-bytes") or "").strip()
        if room.isascii() and room.isdecimal() and int(room[:30]) < parcel.size:
            found.append(Finding("S0605", self._where, f"{parcel.size} bytes", f"{room} bytes"))
        if self._secret and overheard(self._session.base):
            found.append(Finding("S0610", self._where, "https", "http"))
        return (*found, *self._neighbours(parcel))

    def find(self, parcel: Parcel) -> Holding | None:
        for version in self._form.versions(parcel.name, self._tops()):
            holding = self._holding(parcel, version)
            if holding:
                return holding
        return None

    def stage(self, parcel: Parcel, found: Holding | None, note: Callable[[Ticket], None]) -> Ticket:
        self._form.admit(parcel, found, self._where)
        ticket = Ticket(fresh())
        note(ticket)
        top = f"{self._staging(ticket)}/{_VERSION}"
        place = f"{top}/{self._form.place(parcel.name, 1)}"
        items = self.shipment(parcel).items
        for folder in (self._staging(ticket), top):
            self._make(folder)
        if self._form.loose:
            self._make(place)
            for folder in folders_of(item.place for item in items):
                self._make(f"{place}/{folder}")
        for item in items:
            self._put(f"{place}/{item.place}" if self._form.loose else place, item)
        return ticket

    def commit(self, parcel: Parcel, ticket: Ticket) -> Holding:
        """The next version is only counted here: whoever else deposits at the same time, each bag gets a place, and one only."""
        source = f"{self._staging(ticket)}/{_VERSION}"
        for _ in range(_TRIES):
            held = self.find(parcel)
            self._form.admit(parcel, held, self._where)
            if held is None or held.key != parcel.key:
                version = self._form.free(parcel.name, int(held.version or 0) if held else 0, self._taken)
                place = self._form.place(parcel.name, version)
                staged = f"{source}/{place}" if version == 1 else source
                if not self._move(staged, place.partition("/")[0]):
                    self._seen = None
                    if self._propfind(staged, "0") is None and not self._is_ours(parcel):
                        raise Rejected("E0693", f"{self._where}/{staged}", "is no longer there")
                    continue
                self._tops().add(place.partition("/")[0])
                held = Holding(self._session.url(_quoted(place)), str(version), parcel.key)
            self.rollback(ticket)
            return held
        raise Rejected("E0693", self._where, f"no place could be had in {_TRIES} tries")

    def read_back(self, holding: Holding, places: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        start = f"{self._session.base}/"
        path = unquote(holding.location[len(start) :])
        if not holding.location.startswith(start) or ".." in path.split("/"):
            raise Rejected("E0694", self._where, f"{holding.location} does not lie here")
        loose = not drops.is_one_file(path, places)
        for place in places:
            chunks = self._chunks(path, place, loose=loose)
            if chunks is not None:
                yield place, chunks

    def rollback(self, ticket: Ticket) -> None:
        self._session.ask("DELETE", _quoted(self._staging(ticket)), expect=(200, 204, 404))

    def close(self) -> None:
        self._session.close()

    def _staging(self, ticket: Ticket) -> str:
        return f"{_STAGING}{reference(ticket, self._where, 'E0694')}"

    def _make(self, path: str) -> None:
        """A new collection; one that is there is one that this ticket has made, in a request whose answer was lost."""
        self._session.ask("MKCOL", _quoted(path), expect=(200, 201, 405), safe_to_repeat=True)

    def _put(self, path: str, item: Item) -> None:
        headers = {"Content-Type": item.media_type}
        self._session.ask("PUT", _quoted(path), headers=headers, body=item, expect=(200, 201, 204))

    def _move(self, source: str, target: str) -> bool:
        """Whether the one was moved to the other; not so if something is there, or there is nothing to move."""
        headers = {"Destination": self._session.url(_quoted(target)), "Overwrite": "F", "Depth": "infinity"}
        try:
            answer = self._session.ask(
                "MOVE", _quoted(source), headers=headers, expect=(201, 204, 404, 412), safe_to_repeat=False
            )
        except Unavailable:  # the answer may be lost, and the work done: what stands there tells
            if self._propfind(source, "0") is not None or self._propfind(target, "0") is None:
                raise
            return False
        return answer.status in {201, 204}

    def _is_ours(self, parcel: Parcel) -> bool:
        held = self.find(parcel)
        return held is not None and held.key == parcel.key

    def _holding(self, parcel: Parcel, version: int) -> Holding | None:
        """The bag that stands at the place of this version, None if there is none."""
        place = self._form.place(parcel.name, version)
        marked = f"{place}/bagit.txt" if self._form.loose else place
        if self._session.ask("HEAD", _quoted(marked), expect=(200, 404, 405, 409)).status != 200:
            return None
        read = partial(self._chunks, place, loose=self._form.loose)
        key = drops.key_there(parcel, self.shipment(parcel).items, lambda path: digest_of(read(path)))
        return Holding(self._session.url(_quoted(place)), str(version), key)

    def _chunks(self, place: str, path: str, *, loose: bool) -> Iterator[bytes] | None:
        """The bytes of a file of the bag at `place`; a serialized bag is itself one."""
        if not loose:
            return self._session.download(_quoted(place)) if path == place.rpartition("/")[2] else None
        return self._session.download(_quoted(f"{place}/{path}"))

    def _neighbours(self, parcel: Parcel) -> Iterator[Finding]:
        """What stands in the way: something that is no bag, another object's bag, a name that differs only in case."""
        name, tops = self._form.place(parcel.name, 1), self._tops()
        if name in tops:
            if self._holding(parcel, 1) is None:
                yield Finding("S0604", f"{self._where}/{name}", "a bag, or nothing")
            elif self._form.loose:
                yield from drops.stranger(
                    parcel, f"{self._where}/{name}", partial(self._chunks, name, loose=True)
                )
        for other in sorted(tops):
            if other != name and other.casefold() == name.casefold():
                yield Finding("S0606", self._where, name, other)

    def _tops(self) -> set[str]:
        """The names in the collection; asked for once, for there may be many, and again when a name turned out to be taken."""
        if self._seen is None:
            answer = self._propfind("", "1")
            if answer is None:
                raise Unavailable("E0624", self._where, "there is no such collection")
            own = unquote(path_of(self._session.base)).rstrip("/")
            hrefs = [href.text or "" for href in _tree(answer, self._where).iter("{DAV:}href")]
            paths = [unquote(path_of(href.strip())).rstrip("/") for href in hrefs]
            self._seen = {path.rpartition("/")[2] for path in paths if path != own}
        return self._seen

    def _taken(self, top: str) -> bool:
        """Whether a name of the collection is taken still; one that came since is told by the MOVE."""
        return top in self._tops() and self._propfind(top, "0") is not None

    def _propfind(self, path: str, depth: str) -> Answer | None:
        """What the server tells of a path, None if nothing is there, or nothing that speaks WebDAV."""
        answer = self._session.ask(
            "PROPFIND", _quoted(path) + ("" if path else "/"), body=_ASKED, expect=(207, 404, 405, 501), limit=_LISTING,
            headers={"Depth": depth, "Content-Type": "application/xml"},
        )  # fmt: skip
        return answer if answer.status == 207 else None


def _tree(answer: Answer, where: str) -> Any:
    from archive.xml import parse

    try:
        return parse(answer.data)
    except DepositError:
        raise
    except ArchiveError as error:
        raise Rejected("E0629", where, f"PROPFIND: {error.detail}") from error


def _quoted(path: str) -> str:
    return quote(path, safe="/")
