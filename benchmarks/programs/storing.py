"""Bags stored as OCFL objects in one process, by us, by the least that it takes, and by ocfl-py.

python -m benchmarks.programs.storing ours|floor BAGS COUNT OUT      COUNT objects of the bags, durable by the batch
python -m benchmarks.programs.storing judge ROOT                     every object judged
python -m benchmarks.programs.storing peer BAGS COUNT OUT            by the Python that has ocfl-py; nothing is synced
python -m benchmarks.programs.storing peer-judge OUT
"""

# The floor makes the bare system calls.
# ruff: noqa: PTH102, PTH103, PTH104, PTH110, PTH208

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

BATCH = 128
STAMP = "2026-01-01T00:00:00Z"
_CHUNK = 1 << 18


def ours(bags: str, count: str, out: str) -> None:
    """A storage root of layout 0003 at `out`, as a deposit fills it; no digest is known before."""
    from datetime import datetime

    from archive.ocfl.assembling import Addition, Source
    from archive.ocfl.inventory import User
    from archive.ocfl.workspace import make_root
    from archive.ocfl.writing import add
    from archive.outcome import Failed

    user, created = User("A. Person", "mailto:a@example.org"), datetime.fromisoformat(STAMP)

    def additions() -> Iterator[Addition]:
        for identifier, top, paths in _objects(bags, int(count)):
            sources = tuple(
                Source(path, lambda path=path, top=top: _chunks(f"{top}/{path}")) for path in paths
            )
            yield Addition(identifier, sources, created, "stored", user)

    for outcome in add(make_root(Path(out)), additions(), batch=BATCH):
        if isinstance(outcome, Failed):
            raise outcome.error


def floor(bags: str, count: str, out: str) -> None:
    """The same files in the same places, read, digested by both algorithms and written; synced, renamed and synced by the batch."""
    from benchmarks.programs.floors import _sync

    staging = f"{out}/.staging"
    os.makedirs(staging)
    above = os.open(out, os.O_RDONLY)
    objects = _objects(bags, int(count))
    while group := list(islice(objects, BATCH)):
        for identifier, top, paths in group:
            _object(f"{staging}/{identifier}", identifier, top, paths)
        _sync(above)
        for identifier, _, _ in group:
            digest = hashlib.sha256(identifier.encode()).hexdigest()
            place = f"{out}/{digest[:3]}/{digest[3:6]}/{digest[6:9]}"
            os.makedirs(place, exist_ok=True)
            os.rename(f"{staging}/{identifier}", f"{place}/{identifier.replace(':', '%3a')}")
        _sync(above)
    os.close(above)


def judge(root: str) -> None:
    from archive.ocfl.roots import judge_root

    if any(judged.findings for judged in judge_root(Path(root))):
        raise SystemExit("faults were found")


def peer(bags: str, count: str, out: str) -> None:
    import ocfl

    os.mkdir(out)
    for identifier, top, _ in _objects(bags, int(count)):
        told = ocfl.VersionMetadata(created=STAMP, message="stored", name="A. Person", address="mailto:a@b.c")
        made = ocfl.Object(identifier=identifier, fixity=["sha256"])
        made.create(top, told, f"{out}/{identifier.rpartition(':')[2]}")


def peer_judge(out: str) -> None:
    from ocfl.validator import Validator

    for name in os.listdir(out):
        if not Validator().validate_object(f"{out}/{name}"):
            raise SystemExit("ocfl-py found faults")


def _object(root: str, identifier: str, top: str, paths: list[str]) -> None:
    os.makedirs(f"{root}/v1/content")
    made = {""}
    manifest: dict[str, list[str]] = {}
    fixity: dict[str, list[str]] = {}
    state: dict[str, list[str]] = {}
    for path in paths:
        data = b"".join(_chunks(f"{top}/{path}"))
        digest, second = hashlib.sha512(data).hexdigest(), hashlib.sha256(data).hexdigest()
        state.setdefault(digest, []).append(path)
        if digest in manifest:
            continue
        manifest[digest] = [f"v1/content/{path}"]
        fixity[second] = [f"v1/content/{path}"]
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{root}/v1/content/{folder}", exist_ok=True)
            made.add(folder)
        _put(f"{root}/v1/content/{path}", data)
    version = {
        "created": STAMP,
        "message": "stored",
        "state": state,
        "user": {"name": "A", "address": "mailto:a@b.c"},
    }
    inventory = json.dumps({
        "id": identifier, "type": "https://ocfl.io/1.1/spec/#inventory", "digestAlgorithm": "sha512", "head": "v1",
        "manifest": manifest, "fixity": {"sha256": fixity}, "versions": {"v1": version},
    }).encode()  # fmt: skip
    beside = f"{hashlib.sha512(inventory).hexdigest()} inventory.json\n".encode()
    for prefix in (f"{root}/v1", root):
        _put(f"{prefix}/inventory.json", inventory)
        _put(f"{prefix}/inventory.json.sha512", beside)
    _put(f"{root}/0=ocfl_object_1.1", b"ocfl_object_1.1\n")


def _objects(bags: str, count: int) -> Iterator[tuple[str, str, list[str]]]:
    """Identifier, folder and files of each object; there may be more objects than bags."""
    tops = (
        [bags]
        if os.path.exists(f"{bags}/bagit.txt")
        else [f"{bags}/{name}" for name in sorted(os.listdir(bags))]
    )
    listed = [
        (top, sorted(path.relative_to(top).as_posix() for path in Path(top).rglob("*") if path.is_file()))
        for top in tops
    ]
    for number, (top, paths) in enumerate(islice(cycle(listed), count)):
        yield f"urn:{number}", top, paths


def _chunks(path: str) -> Iterator[bytes]:
    fd = os.open(path, os.O_RDONLY)
    while chunk := os.read(fd, _CHUNK):
        yield chunk
    os.close(fd)


def _put(path: str, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    os.write(fd, data)
    os.close(fd)


if __name__ == "__main__":
    JOBS = {"ours": ours, "floor": floor, "judge": judge, "peer": peer, "peer-judge": peer_judge}
    JOBS[sys.argv[1]](*sys.argv[2:])
