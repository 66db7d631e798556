"""A Fedora of a few hundred lines: what the target needs of one, with what the real 6.1 and 6.5 were seen to answer."""

import hashlib
import itertools
import re
import threading
import time
from email.utils import formatdate
from urllib.parse import quote, unquote, urlsplit

from tests.targets.wire import Said

ROOT = "/fcrepo/rest"
GROUP = "http://fedora.info/definitions/v4/repository#ArchivalGroup"
_ENDPOINT = ("Link", f'<{ROOT}/fcr:tx>; rel="http://fedora.info/definitions/v4/transaction#endpoint"')


class Resource:
    """Its versions, each (label, bytes), None for one that was deleted; `group` is None for a group itself."""

    def __init__(self, group, versions=()):
        self.group, self.versions = group, list(versions)

    @property
    def data(self):
        return self.versions[-1][1] if self.versions else None


class FakeFedora:
    """A handler for `wire.serving`. `changes` of a transaction are {path: (group, bytes or None)} until its commit."""

    def __init__(self, *, lifetime=180.0, overwrites=True):
        self.lifetime, self.overwrites = lifetime, overwrites
        self.resources, self.open, self.closed = {}, {}, {}
        self.names, self.lock = itertools.count(1), threading.RLock()
        self.sent = []  # (method, path) of what changed something

    def __call__(self, request):
        body, path = request.body, urlsplit(request.path).path
        with self.lock:
            self.expire()
            said = self.answer(request, path, body)
        date = ("Date", formatdate(usegmt=True))
        return Said(said.status, (*said.headers, date), said.body)

    def answer(self, request, path, body):
        if not path.startswith(ROOT):
            return Said(404)
        path = path[len(ROOT) :].rstrip("/")
        if path == "/fcr:tx" or path.startswith("/fcr:tx/"):
            return self.transaction(request.method, path[8:])
        if not path:
            return Said(200, (_ENDPOINT,))
        name, changes = request.header("atomic-id"), None
        if name is not None:
            if name not in self.open:
                return Said(409, (), f"Transaction {self.closed.get(name, 'No Transaction found')}".encode())
            changes = self.open[name]
            changes["expires"] = time.monotonic() + self.lifetime
            if changes["failed"]:
                return Said(409, (), b"Transaction cannot be committed because it is in a failed state!")
        if request.method in {"GET", "HEAD"}:
            return self.read(request, path, changes)
        self.sent.append((request.method, path))
        said = self.change(request, path, body, changes, name)
        if said.status in {400, 409, 500} and changes is not None:
            changes["failed"] = True
        return said

    def transaction(self, method, name):
        if method == "POST" and not name:
            name = f"{next(self.names):08x}-aaaa"
            self.open[name] = {"paths": {}, "failed": False, "expires": time.monotonic() + self.lifetime}
            headers = (
                ("Location", f"{ROOT}/fcr:tx/{name}"),
                ("Expires", formatdate(time.time() + self.lifetime, usegmt=True)),
            )
            return Said(201, headers)
        if name in self.closed:
            return Said(410, (), f"Transaction {self.closed[name]}".encode())
        if name not in self.open:
            return Said(404)
        changes = self.open[name]
        if method == "DELETE":
            del self.open[name]
            self.closed[name] = "has already been rolled back."
        elif changes["failed"]:
            return Said(409, (), b"Transaction cannot be committed because it is in a failed state!")
        elif method == "POST":
            changes["expires"] = time.monotonic() + self.lifetime
        elif method == "PUT":
            label = time.strftime("%Y%m%d%H%M%S", time.gmtime())
            for path, (group, data) in changes["paths"].items():
                self.resources.setdefault(path, Resource(group)).versions.append((label, data))
            del self.open[name]
            self.closed[name] = "has already been committed."
        return Said(204)

    def expire(self):
        for name, changes in list(self.open.items()):
            if changes["expires"] < time.monotonic():
                del self.open[name]
                self.closed[name] = "has already been rolled back."

    def known(self, path, changes):
        """(bytes or None, whether anything ever stood there), as seen from within the transaction."""
        if changes is not None and path in changes["paths"]:
            return changes["paths"][path][1], True
        resource = self.resources.get(path)
        return (resource.data, True) if resource else (None, False)

    def change(self, request, path, body, changes, name):
        if path.endswith("/fcr:tombstone"):
            if self.known(path[: -len("/fcr:tombstone")], changes) != (None, True):
                return Said(404)
            changes["paths"].pop(path[: -len("/fcr:tombstone")], None)
            self.resources.pop(path[: -len("/fcr:tombstone")], None)
            return Said(204)
        group = self.group_of(path, changes)
        for other, theirs in self.open.items():
            if other != name and any(self.within(path, held) for held in theirs["paths"]):
                return Said(
                    409,
                    (),
                    b'{"message":"Cannot update it because it is being updated by another transaction"}',
                )
        data, known = self.known(path, changes)
        if request.method == "DELETE":
            if data is None:
                return Said(410 if known else 404)
            changes["paths"][path] = (group, None)
            return Said(204)
        overwrites = self.overwrites and request.header("overwrite-tombstone") == "true"
        if known and data is None and not overwrites:
            return Said(410, (), b"Discovered tombstone resource at it")
        if GROUP in (request.header("link") or ""):
            if b"@prefix" not in body:
                return Said(400, (), b"RDF was not parsable")
            group = None
        else:
            for algorithm, digest in re.findall(r"sha-(\d+)=(\w+)", request.header("digest") or ""):
                if hashlib.new(f"sha{algorithm}", body).hexdigest() != digest:
                    return Said(409, (), b"Checksum mismatch, computed digest did not match expected value")
        changes["paths"][path] = (group, body)
        return Said(204 if data is not None else 201)

    def group_of(self, path, changes):
        parts = path.split("/")
        for end in range(len(parts) - 1, 1, -1):
            if self.known("/".join(parts[:end]), changes)[0] is not None:
                return "/".join(parts[:end])
        return None

    @staticmethod
    def within(path, held):
        top = "/".join(path.split("/")[:3])
        return held == top or held.startswith(f"{top}/")

    def read(self, request, path, changes):
        base, marker, label = path.partition("/fcr:versions")
        resource = self.resources.get(base)
        if marker:
            if resource is None:
                return Said(404)
            if not label:
                return Said(200, (), "".join(
                    f"<x> <http://www.w3.org/ns/ldp#contains> <http://any{ROOT}{base}/fcr:versions/{one}> .\n"
                    for one, _ in resource.versions
                ).encode())  # fmt: skip
            found = [data for one, data in resource.versions if one == label[1:]]
            return Said(404) if not found else Said(410) if found[-1] is None else Said(200, (), found[-1])
        data, known = self.known(path, changes)
        if data is None:
            return Said(410, (), b"Discovered tombstone resource") if known else Said(404)
        if (changes or {}).get("paths", {}).get(path, (resource and resource.group,))[0] is None:
            return Said(200, (("Link", f'<{GROUP}>; rel="type"'),), self.triples(path, data, changes))
        digests = f"sha-256={hashlib.sha256(data).hexdigest()},sha-512={hashlib.sha512(data).hexdigest()}"
        return Said(200, (("Digest", digests),) if request.header("want-digest") else (), data)

    def triples(self, path, body, changes):
        """The few statements that the target reads, from the Turtle that it writes."""
        me, text = f"<http://any{ROOT}{path}>", body.decode()
        lines = []
        for found in re.findall(r"dcterms:identifier (.*?) [;.]\n", text, re.DOTALL):
            lines += [
                f"{me} <http://purl.org/dc/terms/identifier> {value} ."
                for value in re.findall(r'"(?:[^"\\]|\\.)*"', found)
            ]
        lines += [
            f"{me} {pair} ."
            for pair in re.findall(r"<http://www.w3.org/ns/prov#wasDerivedFrom> <[^>]*>", text)
        ]
        every = {*self.resources, *(changes["paths"] if changes else ())}
        for one in sorted(every):
            if one.startswith(f"{path}/") and self.known(one, changes)[0] is not None:
                shown = quote(unquote(one), safe="/:;=+&~'@,!$*()")
                lines.append(f"{me} <http://www.w3.org/ns/ldp#contains> <http://any{ROOT}{shown}> .")
        return "\n".join([*lines, ""]).encode()
