"""A site's REST API: each method is one thing that InvenioRDM can be asked to do, and gives what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import md5
from typing import Any
from urllib.parse import quote, urlencode

from archive.errors import Rejected, Unavailable
from archive.targets.addresses import overheard
from archive.targets.http import Answer, Session
from archive.targets.parcel import Item
from archive.targets.trees import part, rows

Row = dict[str, Any]

PAGE = 25
_JSON = {"Content-Type": "application/json"}
_OCTETS = {"Content-Type": "application/octet-stream"}
_NO_FILES_YET = "files.enabled"
_MARK = b'"hits"'


class Site:
    """The site that `session` leads to, by the address that people know: the API is found below it.

    What a session raises passes; and Rejected E0660 where the site finds fault with the metadata, E0663 where other bytes
    arrived than were sent, E0664 where there is no such API.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._root: str | None = None

    @property
    def where(self) -> str:
        return self._session.where()

    @property
    def overheard(self) -> bool:
        """Whether what is sent to it can be read on its way."""
        return overheard(self._session.base)

    def close(self) -> None:
        self._session.close()

    def create(self, body: Row) -> Row:
        """A new draft. Not asked twice: who knows whether the first was heard looks for it by `mine`."""
        return self._told("POST", "/records", body, 201, repeat=False)

    def next_version(self, name: str) -> Row:
        """The draft of the next version, made if there is none yet; without files."""
        return self._object(self._ask("POST", f"/records/{_part(name)}/versions", expect=(201,), repeat=True))

    def update(self, name: str, body: Row) -> Row:
        return self._told("PUT", f"/records/{_part(name)}/draft", body, 200, repeat=True)

    def draft(self, name: str) -> Row | None:
        return self._there(f"/records/{_part(name)}/draft")

    def record(self, name: str) -> Row | None:
        """What is published under this name, None if nothing is, or nothing any more."""
        return self._there(f"/records/{_part(name)}")

    def latest(self, name: str) -> Row | None:
        """The latest published version of the record of which `name` is a version; None if none was published."""
        return self._there(f"/records/{_part(name)}/versions/latest")

    def discard(self, name: str) -> None:
        """The draft gone, with its files; nothing is done where there is none."""
        self._ask("DELETE", f"/records/{_part(name)}/draft", expect=(204, 404, 410))

    def publish(self, name: str) -> Row:
        """The draft published. Raises E0660 with each field that speaks against it."""
        answer = self._ask(
            "POST", f"/records/{_part(name)}/draft/actions/publish", expect=(202, 400), repeat=False
        )
        row = self._object(answer)
        if answer.status != 202:
            self._complain(row)
            raise self._session.refusal(
                "POST", self._path(f"/records/{_part(name)}/draft/actions/publish"), answer
            )
        return row

    def mine(self, identifier: str) -> Iterator[Row]:
        """The user's drafts and records that bear this identifier, every version of each, as the search shows them."""
        escaped = identifier.replace("\\", "\\\\").replace('"', '\\"')
        query = f'metadata.identifiers.identifier:"{escaped}"'
        for page in range(1, 41):
            asked = urlencode(
                {"q": query, "size": PAGE, "page": page, "allversions": "true", "sort": "newest"}
            )
            found = part(self._object(self._ask("GET", f"/user/records?{asked}")), "hits")
            if "hits" not in found:
                raise Rejected("E0664", self.where, "a search without hits")
            hits = rows(found, "hits")
            yield from (hit for hit in hits if isinstance(hit.get("id"), str))
            if len(hits) < PAGE:
                return

    def has_term(self, vocabulary: str, term: str) -> bool:
        return self._there(f"/vocabularies/{_part(vocabulary)}/{_part(term)}") is not None

    def files(self, name: str) -> dict[str, Row]:
        """The files of a draft by their names: `status`, and once they are complete `size` and `checksum`."""
        row = self._object(self._ask("GET", f"/records/{_part(name)}/draft/files"))
        return {str(entry.get("key")): entry for entry in rows(row, "entries")}

    def drop(self, name: str, place: str) -> None:
        self._ask("DELETE", f"/records/{_part(name)}/draft/files/{_part(place)}", expect=(204, 404, 410))

    def announce(self, name: str, places: Sequence[str]) -> None:
        """The draft awaits files under these names; those that it has already are its old ones."""
        path = f"/records/{_part(name)}/draft/files"
        self._settled(
            lambda: self._ask(
                "POST", path, [{"key": place} for place in places], expect=(201,), repeat=False
            ),
            lambda: set(places) <= self.files(name).keys(),
        )

    def send(self, name: str, item: Item) -> None:
        """An announced file sent and taken in. Raises Unavailable E0663 where the site's md5 is not that of what we sent."""
        path = f"/records/{_part(name)}/draft/files/{_part(item.place)}"
        watched = _Watched(item)
        self._session.ask("PUT", self._path(f"{path}/content"), headers=_OCTETS, body=watched.item)
        try:
            entry = self._object(self._ask("POST", f"{path}/commit", repeat=False))
        except Unavailable:  # it may have been heard
            entry = self.files(name).get(item.place, {})
            if entry.get("status") != "completed":
                raise
        if (entry.get("size"), entry.get("checksum")) != (item.fixity.size, f"md5:{watched.digest}"):
            found = f"{entry.get('size')} bytes, {entry.get('checksum')}"
            wanted = f"{item.fixity.size} bytes, md5:{watched.digest}"
            raise Unavailable("E0663", f"{self.where} {item.place}", f"{found}, where {wanted} were sent")

    def download(self, name: str, place: str) -> Iterator[bytes] | None:
        return self._session.download(self._path(f"/records/{_part(name)}/files/{_part(place)}/content"))

    def _settled(self, ask: Callable[[], object], done: Callable[[], bool]) -> None:
        """Asks once; where no answer came, looks whether it was done all the same."""
        try:
            ask()
        except Unavailable:
            if not done():
                raise

    def _told(self, method: str, path: str, body: Row, status: int, *, repeat: bool) -> Row:
        answer = self._ask(method, path, body, expect=(status, 400), repeat=repeat)
        row = self._object(answer)
        self._complain(row)
        if answer.status != status:
            raise self._session.refusal(method, self._path(path), answer)
        return row

    def _complain(self, row: Row) -> None:
        """Raises E0660 if the answer lists faults: a draft is kept with them, and could never be published."""
        faults = [
            (str(fault.get("field")), _line(fault.get("messages")))
            for fault in rows(row, "errors")
            if fault.get("field") != _NO_FILES_YET
        ]
        if faults:
            field, what = faults[0]
            raise Rejected("E0660", self.where, f"{field}: {what}", tuple(faults[1:]))

    def _there(self, path: str) -> Row | None:
        answer = self._ask("GET", path, expect=(200, 404, 410))
        return self._object(answer) if answer.status == 200 else None

    def _ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        expect: tuple[int, ...] = (200,),
        repeat: bool | None = None,
    ) -> Answer:
        import json

        data = json.dumps(body).encode() if body is not None else None
        return self._session.ask(
            method,
            self._path(path),
            headers=_JSON if data is not None else {},
            body=data,
            expect=expect,
            safe_to_repeat=repeat,
        )

    def _path(self, path: str) -> str:
        if self._root is None:
            self._root = self._found()
        return f"{self._root}{path}"

    def _found(self) -> str:
        """Where the API begins below the address: `/api` on every deployment, nothing where the address has it already."""
        for root in ("/api", ""):
            path = f"{root}/records?size=1"
            answer = self._session.ask("GET", path, expect=(200, 400, 401, 403, 404, 405, 406, 500))
            if _MARK in answer.data or answer.status in {401, 403, 500}:
                return root
        raise Rejected("E0664", self.where, "neither /api/records nor /records answers as InvenioRDM does")

    def _object(self, answer: Answer) -> Row:
        row = answer.json()
        if not isinstance(row, dict):
            raise Rejected("E0664", self.where, "an answer that is no object")
        return row


class _Watched:
    """An item that is digested as it is sent; `digest` is the md5 of the last time, whole."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self._hasher = md5(usedforsecurity=False)
        self.item = replace(item, source=self._source)

    @property
    def digest(self) -> str:
        return self._hasher.hexdigest()

    def _source(self) -> Iterator[bytes]:
        self._hasher = md5(usedforsecurity=False)
        for chunk in self._item.source():
            self._hasher.update(chunk)
            yield chunk


def _line(messages: object) -> str:
    return "; ".join(map(str, messages)) if isinstance(messages, list) else str(messages or "")


def _part(name: str) -> str:
    return quote(name, safe="")
