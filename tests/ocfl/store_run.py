"""Objects added to a store, for a tracer to break off. Usage: store_run.py ROOT MODE, where MODE is new, version, both or recover.

`new` makes the root and adds one object; `version` gives the object that is there a second version; `both` does that and adds another
object in the same batch. It prints what came of each, one a line, and imports the standard library only.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive.bag.store import Durability
from archive.errors import OcflError
from archive.ocfl.assembling import Addition, Source
from archive.ocfl.inventory import User
from archive.ocfl.reading import open_root
from archive.ocfl.workspace import make_root, recover
from archive.ocfl.writing import add
from archive.outcome import Done

FIRST = {"bagit.txt": b"bag\n", "data/a.txt": b"one\n", "data/b/c.txt": b"two\n"}
SECOND = {
    "bagit.txt": b"bag\n",
    "data/a.txt": b"changed\n",
    "data/moved.txt": b"two\n",
    "data/d/e.txt": b"new\n",
}


def addition(files: dict[str, bytes], identifier: str = "urn:example:1") -> Addition:
    sources = tuple(Source(path, lambda data=data: iter((data,)), len(data)) for path, data in files.items())
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    return Addition(identifier, sources, moment, "made", User("A. Person", "mailto:a@example.org"))


ADDITIONS = {
    "new": (addition(FIRST),),
    "version": (addition(SECOND),),
    "both": (addition(SECOND), addition(FIRST, "urn:example:2")),
}


def main(root: Path, mode: str, durability: str = "batch") -> int:
    if mode == "recover":
        sys.stdout.write("".join(f"{place} {version}\n" for place, version in recover(open_root(root))))
        return 0
    codes = []
    for outcome in add(make_root(root), ADDITIONS[mode], durability=Durability(durability)):
        codes.append(outcome.value.version if isinstance(outcome, Done) else outcome.error.code)
    sys.stdout.write("".join(f"{code}\n" for code in codes))
    return 3 if any(code.startswith("E") for code in codes) else 0


if __name__ == "__main__":
    try:
        status = main(Path(sys.argv[1]), *sys.argv[2:])
    except OcflError as error:
        sys.stdout.write(f"{error.code}\n")
        status = 4
    sys.exit(status)
