"""DSpace's REST API as far as a deposit needs it: login, items and their bitstreams, and the import of packages as a process.

Written against the API of DSpace 7.6 to 9, whose answers are HAL; nothing is relied on but what is named here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlencode

from archive.errors import Rejected
from archive.targets.addresses import overheard
from archive.targets.http import Answer, Session, Stream
from archive.targets.parcel import Item
from archive.targets.trees import Tree, number, part, rows, text

T = TypeVar("T")
_PAGE = 100
_PAGES = 10_000  # of a list: a million elements


@dataclass(frozen=True, slots=True)
class Stored:
    """A bitstream as DSpace lists it; `md5` is what it noted itself when it stored the bytes, None if it noted another digest."""

    uuid: str
    name: str
    size: int
    md5: str | None


class Api:
    """A server at `session`'s base, entered when it is first needed. Raises Rejected E0685 without credentials, else as `http`."""

    def __init__(self, session: Session, user: str | None, password: str | None) -> None:
        self._outside, self._user, self._password = session, user, password
        self._inside: Session | None = None

    def where(self, path: str) -> str:
        return self._outside.where(path)

    @property
    def overheard(self) -> bool:
        """Whether the password that is sent to it can be read on its way."""
        return bool(self._password) and overheard(self._outside.base)

    def get(self, path: str) -> Tree:
        """The answer to GET, an object in JSON."""
        return part(self._entered(lambda session: session.ask("GET", path).json()))

    def get_or_none(self, path: str) -> Tree | None:
        """The answer to GET, an object in JSON; None if nothing is there."""
        answer = self._entered(lambda session: session.ask("GET", path, expect=(200, 404)))
        return part(answer.json()) if answer.status == 200 else None

    def listed(self, path: str, name: str) -> Iterator[Tree]:
        """Every element of a list that comes in pages. Raises Rejected E0629 of a list without an end."""
        joint = "&" if "?" in path else "?"
        for page in range(_PAGES):
            data = self.get(f"{path}{joint}page={page}&size={_PAGE}")
            yield from rows(data, "_embedded", name)
            paged = part(data, "page")
            if "totalPages" not in paged or page + 1 >= number(paged, "totalPages"):
                return
        raise Rejected("E0629", self.where(path), "a list that goes on and on")

    def content(self, uuid: str) -> Iterator[bytes] | None:
        """The bytes of a bitstream, None if there is no such."""
        path = f"/api/core/bitstreams/{quote(uuid, safe='')}/content"
        return self._entered(lambda session: session.download(path))

    def import_package(self, package: Item, name: str) -> Tree:
        """The process that begins to import the package. Not repeated: whether it began is seen by `name` among the processes."""
        properties = json.dumps([{"name": "--add"}, {"name": "--zip", "value": name}])
        boundary = f"archive-{package.fixity.digests[0][1]}"
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="properties"\r\nContent-Type: application/json\r\n\r\n{properties}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: {package.media_type}\r\n\r\n"
        ).encode()
        tail = f"\r\n--{boundary}--\r\n".encode()

        def source() -> Iterator[bytes]:
            yield head
            yield from package.chunks()
            yield tail

        form = Stream(len(head) + package.fixity.size + len(tail), source)
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        path = "/api/system/scripts/import/processes"
        return part(self._entered(lambda session: self._post(session, path, kind, form, 202)).json())

    def bitstreams(self, uuid: str) -> dict[str, Stored] | None:
        """The bitstreams of an item by their names, whatever their bundle; None if there is no such item."""
        if self.get_or_none(f"/api/core/items/{quote(uuid, safe='')}") is None:
            return None
        found = {}
        for bundle in self.listed(f"/api/core/items/{quote(uuid, safe='')}/bundles", "bundles"):
            within = f"/api/core/bundles/{quote(text(bundle, 'uuid'), safe='')}/bitstreams"
            for stream in self.listed(within, "bitstreams"):
                noted, name = part(stream, "checkSum"), text(stream, "name")
                md5 = text(noted, "value") if noted.get("checkSumAlgorithm") == "MD5" else None
                found[name] = Stored(text(stream, "uuid"), name, number(stream, "sizeBytes"), md5)
        return found

    def close(self) -> None:
        self._outside.close()

    def _entered(self, work: Callable[[Session], T]) -> T:
        """What `work` gives once we are logged in; done again after a new login if the old one has expired."""
        if self._inside is None:
            self._inside = self._log_in()
            return work(self._inside)
        try:
            return work(self._inside)
        except Rejected as error:
            if error.code != "E0621":
                raise
        self._inside = self._log_in()
        return work(self._inside)

    def _log_in(self) -> Session:
        if not self._user or not self._password:
            raise Rejected(
                "E0685", self.where(""), "the variables of the user and of the password are not set"
            )
        form = urlencode({"user": self._user, "password": self._password}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._post(self._outside, "/api/authn/login", kind, form, 200)
        token = answer.header("authorization")
        if not token:
            raise Rejected(
                "E0629", self.where("/api/authn/login"), "no Authorization in the answer to the login"
            )
        return self._outside.given({"Authorization": token})

    def _post(
        self, session: Session, path: str, headers: dict[str, str], body: bytes | Stream, expected: int
    ) -> Answer:
        """One POST, with the token against forged requests that DSpace asks to be sent twice, as header and as cookie."""
        token = session.ask("GET", "/api/security/csrf", expect=(200, 204)).header("dspace-xsrf-token") or ""
        guarded = {**headers, "X-XSRF-TOKEN": token, "Cookie": f"DSPACE-XSRF-COOKIE={token}"}
        return session.ask("POST", path, headers=guarded, body=body, expect=(expected,), safe_to_repeat=False)
