"""A small DSpace: reads packages by DSpace's own rules, and answers as its REST API does, from memory.

What it answers was copied from a DSpace 9.2; `wrong` makes it misbehave, each word in its own way.
"""

import hashlib
import io
import json
import re
import threading
import zipfile
from contextlib import contextmanager
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus, urlsplit
from uuid import uuid4
from xml.dom.minidom import parseString

from archive.record.exports.dspace_fields import FIELDS
from archive.record.model import PROPERTIES

REGISTRY = {f"dc.{name}" for name in FIELDS} | {f"dcterms.{name}" for name in PROPERTIES}
USER, PASSWORD = "admin@example.org", "a password nobody guesses"


class Refused(Exception):
    """DSpace would end the import with this."""


def imported(files):
    """(fields, bitstreams, collections) of each item of a package, given as its files by path below the top folder."""
    folders = sorted({path.partition("/")[0] for path in files})
    return [
        item({path.partition("/")[2]: data for path, data in files.items() if path.startswith(f"{folder}/")})
        for folder in folders
    ]


def item(files):
    """One item: values trimmed, of each the first text node alone, empty ones dropped; a field that is not registered is refused."""
    fields = []
    names = ["dublin_core.xml", *(name for name in files if re.fullmatch(r"metadata_.*\.xml", name))]
    for name in names:
        root = parseString(files[name]).documentElement
        schema = root.getAttribute("schema") or "dc"
        for node in root.getElementsByTagName("dcvalue"):
            first = node.firstChild
            value = (
                first.nodeValue if first is not None and first.nodeType == first.TEXT_NODE else ""
            ).strip()
            qualifier = node.getAttribute("qualifier")
            field = ".".join(
                [
                    schema,
                    node.getAttribute("element"),
                    *([qualifier] if qualifier not in {"", "none"} else []),
                ]
            )
            if field not in REGISTRY:
                raise Refused(f"bad_dublin_core {field}")
            if value:
                fields.append((field, value, node.getAttribute("language") or None))
    streams = {}
    for line in files["contents"].decode("ascii").splitlines():
        name, *given = line.split("\t")
        options = dict(part.split(":", 1) for part in given)
        streams[name] = (files[name], options)
    collections = files.get("collections", b"").decode().split()
    return fields, streams, collections


def unzipped(data):
    """The files of a zipped package below the folder in which DSpace looks for items."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    deep = next((name for name in files if len(name.split("/")) > 2), None)
    top = f"{deep.split('/')[0]}/" if deep else ""
    return {name.removeprefix(top): data for name, data in files.items()}


class Repository:
    """What the small DSpace holds."""

    def __init__(self):
        self.items, self.streams, self.processes, self.tokens = {}, {}, [], set()
        self.collections = {str(uuid4()): ("123456789/2", "Letters")}
        self.wrong, self.logins = set(), 0

    def keep(self, name, data):
        key = str(uuid4())
        self.streams[key] = {"name": name, "data": data, "md5": hashlib.md5(data).hexdigest()}
        return key

    def taken(self, package):
        """The items of a package that nothing speaks against."""
        if "fail" in self.wrong:
            raise Refused("No space left on device")
        items = imported(unzipped(package))
        if not all(set(collections) <= self.collections.keys() for _, _, collections in items):
            raise Refused("Cannot resolve the collection")
        return items

    def run(self, name, package):
        process = {"id": len(self.processes) + 1, "name": name, "status": "RUNNING", "files": []}
        self.processes.append(process)
        if "hang" in self.wrong:
            return process
        try:
            for fields, streams, _ in self.taken(package):
                found = {stream: self.keep(stream, data) for stream, (data, _) in streams.items()}
                uuid, handle = str(uuid4()), f"123456789/{len(self.items) + 10}"
                self.items[uuid] = {"handle": handle, "fields": fields, "streams": found}
                line = "" if "no item" in self.wrong else f"item_000 {handle}\n"
                process["files"].append(self.keep("mapfile", line.encode()))
            process["status"] = "COMPLETED"
        except Refused as error:
            process["status"] = "FAILED"
            process["files"].append(
                self.keep(f"{process['id']}-import.log", f"2026 ERROR import - 1 @ {error}\n".encode())
            )
        if "note" in self.wrong:
            for stream in self.streams.values():
                stream["md5"] = "0" * 32
        return process


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        parts = urlsplit(self.path)
        path, query = (
            parts.path.removeprefix("/server/api/"),
            {key: values[0] for key, values in parse_qs(parts.query).items()},
        )
        if path == "security/csrf":
            self.answer(204, headers={"DSPACE-XSRF-TOKEN": "forged-no-more"})
        elif self.headers.get("Authorization") not in self.server.repository.tokens:
            self.answer(401, {"status": 401})
        else:
            self.got(path, query, self.server.repository)

    def got(self, path, query, repository):
        match path.split("/"):
            case ["core", "bitstreams", uuid, "content"]:
                self.answer(200, data=repository.streams[uuid]["data"])
            case ["core", "items", uuid]:
                self.found(uuid in repository.items and shown(uuid, repository))
            case ["core", "items", uuid, "bundles"]:
                self.answer(200, listing("bundles", [{"uuid": uuid, "name": "ORIGINAL"}]))
            case ["core", "bundles", uuid, "bitstreams"]:
                streams = [stream(key, repository) for key in repository.items[uuid]["streams"].values()]
                self.answer(200, paged("bitstreams", streams, query))
            case ["core", "collections", "search", _]:
                self.answer(
                    200, listing("collections", [held(key, repository) for key in repository.collections])
                )
            case ["core", "collections", uuid]:
                self.found(uuid in repository.collections and held(uuid, repository))
            case ["core", "metadatafields", "search", _]:
                known = query["exactName"] in REGISTRY - (
                    set() if "unregistered" not in repository.wrong else {"dc.title"}
                )
                self.answer(200, listing("metadatafields", [{}] if known else []))
            case ["pid", "find"]:
                self.found(resolved(query["id"], repository))
            case ["discover", "search", "objects"]:
                self.answer(
                    200,
                    {"_embedded": {"searchResult": listing("objects", searched(query["query"], repository))}},
                )
            case ["system", "scripts", "import"]:
                self.answer(403 if "no import" in repository.wrong else 200, {})
            case ["system", "processes", "search", "own"]:
                self.answer(
                    200, listing("processes", [told(process) for process in reversed(repository.processes)])
                )
            case ["system", "processes", number]:
                self.answer(200, told(repository.processes[int(number) - 1]))
            case ["system", "processes", number, "files"]:
                files = repository.processes[int(number) - 1]["files"]
                self.answer(200, listing("files", [stream(key, repository) for key in files]))
            case _:
                self.answer(404, {"status": 404})

    def do_POST(self):
        repository = self.server.repository
        body = self.rfile.read(int(self.headers["Content-Length"]))
        token = self.headers.get("X-XSRF-TOKEN")
        if token != "forged-no-more" or self.headers.get("Cookie") != f"DSPACE-XSRF-COOKIE={token}":
            self.answer(403, {"status": 403})
        elif self.path == "/server/api/authn/login":
            given = {key: values[0] for key, values in parse_qs(body.decode()).items()}
            repository.logins += 1
            if given != {"user": USER, "password": PASSWORD}:
                self.answer(401, {"status": 401})
                return
            repository.tokens = {f"Bearer {uuid4()}"}
            self.answer(
                200,
                headers={"Authorization": next(iter(repository.tokens))}
                if "no token" not in repository.wrong
                else {},
            )
        elif self.headers.get("Authorization") not in repository.tokens:
            self.answer(401, {"status": 401})
        else:
            self.answer(202, told(repository.run(*sent(self.headers["Content-Type"], body))))

    def found(self, thing):
        self.answer(200, thing) if thing else self.answer(404, {"status": 404})

    def answer(self, status, content=None, *, data=None, headers=None):
        body = data if data is not None else json.dumps(content).encode() if content is not None else b""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def sent(kind, body):
    """The name and the bytes of the package in a form."""
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    parts = {part.get_param("name", header="content-disposition"): part for part in form.get_payload()}
    properties = json.loads(parts["properties"].get_payload(decode=True))
    assert {"name": "--add"} in properties
    return next(entry["value"] for entry in properties if entry["name"] == "--zip"), parts[
        "file"
    ].get_payload(decode=True)


def listing(name, entries):
    return {"_embedded": {name: entries}, "page": {"totalPages": 1}}


def paged(name, entries, query):
    """Pages of three, so that whoever reads but the first is found out."""
    page = int(query.get("page", 0))
    return {
        "_embedded": {name: entries[3 * page : 3 * page + 3]},
        "page": {"totalPages": -(-len(entries) // 3)},
    }


def held(uuid, repository):
    handle, name = repository.collections[uuid]
    return {"uuid": uuid, "handle": handle, "name": name, "type": "collection"}


def shown(uuid, repository):
    metadata = {}
    for field, value, _ in repository.items[uuid]["fields"]:
        metadata.setdefault(field, []).append({"value": value})
    return {"uuid": uuid, "handle": repository.items[uuid]["handle"], "metadata": metadata, "type": "item"}


def stream(key, repository):
    kept = repository.streams[key]
    return {
        "uuid": key,
        "name": kept["name"],
        "sizeBytes": len(kept["data"]),
        "checkSum": {"checkSumAlgorithm": "MD5", "value": kept["md5"]},
    }


def told(process):
    parameters = [{"name": "--add", "value": None}, {"name": "--zip", "value": process["name"]}]
    return {
        "scriptName": "import",
        "processId": process["id"],
        "processStatus": process["status"],
        "parameters": parameters,
    }


def resolved(handle, repository):
    for uuid, (known, _) in repository.collections.items():
        if known == handle:
            return held(uuid, repository)
    return next(
        (shown(uuid, repository) for uuid, item in repository.items.items() if item["handle"] == handle), None
    )


def searched(query, repository):
    """Items in which a value is found; like Solr's, the search is looser than what was asked."""
    value = re.search(r'"((?:[^"\\]|\\.)*)"', unquote_plus(query))[1].replace("\\", "")
    return [
        {"_embedded": {"indexableObject": shown(uuid, repository)}}
        for uuid, item in repository.items.items()
        if any(value.casefold() in text.casefold() for _, text, _ in item["fields"])
    ]


@contextmanager
def running():
    """The small DSpace, and the address of its API."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.repository = Repository()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.repository, f"http://127.0.0.1:{server.server_port}/server"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
