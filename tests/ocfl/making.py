"""Objects for the tests: one written by hand, to be spoiled piece by piece, and additions for our own writer."""

import hashlib
import json
from datetime import UTC, datetime

from archive.ocfl.assembling import Addition, Source
from archive.ocfl.inventory import User

A, B, C = b"one\n", b"two\n", b"three\n"
PLACE = "f17/d88/cf3/urn%3aexample%3a1"
"""Of urn:example:1 in the default layout."""

USER = User("A. Person", "mailto:a@example.org")
STAMP = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def digest(data, algorithm="sha512"):
    return hashlib.new(algorithm.replace("blake2b-512", "blake2b"), data).hexdigest()


class Made:
    """An object as files and as its inventories' documents; `write` seals what was changed and lays it down.

    v1 has a.txt and sub/b.txt, v2 has b.txt (the same content) and c.txt. Folders, links and the like stand in `others`.
    """

    def __init__(self, identifier="urn:example:1", spec="1.1", algorithm="sha512", names=("v1", "v2")):
        self.algorithm = algorithm
        one, two = names
        hashed = {name: digest(data, algorithm) for name, data in (("a", A), ("b", B), ("c", C))}
        user = {"name": "A. Person", "address": "mailto:a@example.org"}
        first = {
            "created": "2026-01-01T00:00:00Z", "message": "first", "user": dict(user),
            "state": {hashed["a"]: ["a.txt"], hashed["b"]: ["sub/b.txt"]},
        }  # fmt: skip
        second = {
            "created": "2026-01-02T00:00:00+01:00", "message": "second", "user": dict(user),
            "state": {hashed["b"]: ["b.txt"], hashed["c"]: ["c.txt"]},
        }  # fmt: skip
        manifest = {hashed["a"]: [f"{one}/content/a.txt"], hashed["b"]: [f"{one}/content/sub/b.txt"]}
        shared = {
            "id": identifier,
            "type": f"https://ocfl.io/{spec}/spec/#inventory",
            "digestAlgorithm": algorithm,
        }
        self.names = names
        self.v1 = {**shared, "head": one, "manifest": dict(manifest), "versions": {one: first}}
        self.root = {
            **shared, "head": two, "manifest": {**manifest, hashed["c"]: [f"{two}/content/c.txt"]},
            "versions": {one: json.loads(json.dumps(first)), two: second},
            "fixity": {"md5": {digest(A, "md5"): [f"{one}/content/a.txt"]}},
        }  # fmt: skip
        self.v2 = None  # the root's, unless a test gives it one of its own
        self.files = {
            f"0=ocfl_object_{spec}": f"ocfl_object_{spec}\n".encode(),
            f"{one}/content/a.txt": A,
            f"{one}/content/sub/b.txt": B,
            f"{two}/content/c.txt": C,
        }
        self.after = {}  # written last, as they stand; None takes away
        self.folders = []

    def state(self, version="v2"):
        return self.root["versions"][version]["state"]

    def write(self, folder):
        files = dict(self.files)
        one, two = self.names
        for prefix, document in (("", self.root), (f"{one}/", self.v1), (f"{two}/", self.v2 or self.root)):
            if document is None:
                continue
            data = document if isinstance(document, bytes) else json.dumps(document, indent=1).encode()
            algorithm = (
                document.get("digestAlgorithm") if isinstance(document, dict) else None
            ) or self.algorithm
            name = algorithm if algorithm in {"sha512", "sha256", "md5"} else self.algorithm
            files[f"{prefix}inventory.json"] = data
            files[f"{prefix}inventory.json.{name}"] = f"{digest(data, name)} inventory.json\n".encode()
        files.update(self.after)
        for path, data in files.items():
            if data is not None:
                place = folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        for path in self.folders:
            (folder / path).mkdir(parents=True)
        return folder


def addition(files, identifier="urn:example:1", *, known=True, created=STAMP, message="made"):
    """An addition of these bytes; the digests are announced if `known`."""

    def source(path, data):
        digests = {name: digest(data, name) for name in ("sha512", "sha256")} if known else {}
        return Source(path, lambda: iter((data,)), len(data), digests)

    return Addition(
        identifier, tuple(source(path, data) for path, data in files.items()), created, message, USER
    )


def tree(folder):
    """Every file below a folder, and every folder that is empty, under their paths."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
        elif not any(path.iterdir()):
            found[path.relative_to(folder).as_posix()] = None
    return found
