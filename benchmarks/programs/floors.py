"""The least that each job can cost: the reading, hashing and writing that no program can leave out, and nothing else.

python -m benchmarks.programs.floors package SEEDS LIKE OUT    two processes, durable by the batch, files as in the bag LIKE
python -m benchmarks.programs.floors bag FOLDERS OUT [durable]
python -m benchmarks.programs.floors validate BAGS             a bag, or a folder of bags
python -m benchmarks.programs.floors digest THREADS FILE...
"""

# A floor makes the bare system calls.
# ruff: noqa: PTH102, PTH104, PTH106, PTH110, PTH208

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

BATCH = 128
WORKERS = 2
CHUNK = 1 << 18
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def package(seeds: str, like: str, out: str) -> None:
    """Each seed decoded, normalized and bagged with as many bytes in as many files as `like` holds."""
    os.mkdir(out)
    names = sorted(name for name in os.listdir(seeds) if name.endswith(".txt"))
    payload = [
        (path.relative_to(like).as_posix(), path.read_bytes())
        for path in Path(like, "data").rglob("*")
        if path.is_file()
    ]

    def files(name: str) -> list[tuple[str, bytes]]:
        data = _read(f"{seeds}/{name}")
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        text = unicodedata.normalize("NFC", text)
        return [
            (
                path,
                data
                if "/original/" in path
                else text.encode()
                if path.endswith(".normalized.txt")
                else other,
            )
            for path, other in payload
        ]

    _forked([partial(_bags, names[at::WORKERS], files, out, durable=True) for at in range(WORKERS)])


def bag(folders: str, out: str, *how: str) -> None:
    """Each folder of files bagged, in one process."""
    os.mkdir(out)

    def files(name: str) -> list[tuple[str, bytes]]:
        top = f"{folders}/{name}"
        return [(f"data/{path}", _read(f"{top}/{path}")) for path in _beneath(top)]

    _bags(sorted(os.listdir(folders)), files, out, durable="durable" in how)


def validate(where: str) -> None:
    """Every file that a manifest lists read once, and both digests compared."""
    bags = (
        [where]
        if os.path.exists(f"{where}/bagit.txt")
        else [f"{where}/{name}" for name in sorted(os.listdir(where))]
    )
    for top in bags:
        for stem in ("manifest", "tagmanifest"):
            shorter, longer = (_manifest(f"{top}/{stem}-{name}.txt") for name in ("sha256", "sha512"))
            for path, digest in shorter.items():
                hashers = (hashlib.sha256(), hashlib.sha512())
                for chunk in _chunks(f"{top}/{path}"):
                    for hasher in hashers:
                        hasher.update(chunk)
                if (digest, longer[path]) != tuple(hasher.hexdigest() for hasher in hashers):
                    raise SystemExit(f"{top}/{path} differs")


def digest(threads: str, *paths: str) -> None:
    """sha256 and sha512 of each file: in one thread, or with so many, one a file or, of a single file, one an algorithm."""
    if threads == "1":
        for path in paths:
            _digests(path, ("sha256", "sha512"))
        return
    with ThreadPoolExecutor(int(threads)) as pool:
        if len(paths) > 1:
            list(pool.map(lambda path: _digests(path, ("sha256", "sha512")), paths))
        else:
            list(pool.map(lambda name: _digests(paths[0], (name,)), ("sha256", "sha512")))


def _bags(
    names: Sequence[str], files: Callable[[str], list[tuple[str, bytes]]], out: str, *, durable: bool
) -> None:
    """A bag of each name, written beside and renamed; if `durable`, one sync a batch and one of the folder above."""
    staging = f"{out}/.staging-{os.getpid()}"
    os.mkdir(staging)
    above = os.open(out, os.O_RDONLY)
    for begin in range(0, len(names), BATCH):
        group = names[begin : begin + BATCH]
        for name in group:
            _bag(f"{staging}/{name}", files(name))
        if durable:
            _sync(above)
        for name in group:
            os.rename(f"{staging}/{name}", f"{out}/{name}")
        if durable:
            os.fsync(above)
    os.close(above)
    os.rmdir(staging)


def _bag(top: str, payload: list[tuple[str, bytes]]) -> None:
    os.mkdir(top)
    made = {top}
    for path, _ in payload:
        folder = top
        for part in path.split("/")[:-1]:
            folder = f"{folder}/{part}"
            if folder not in made:
                os.mkdir(folder)
                made.add(folder)
    size = sum(len(data) for _, data in payload)
    tags = [
        ("bag-info.txt", f"Payload-Oxum: {size}.{len(payload)}\n".encode()),
        ("bagit.txt", BAGIT),
        *_manifests("manifest", payload),
    ]
    for path, data in (*payload, *tags, *_manifests("tagmanifest", tags)):
        fd = os.open(f"{top}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(fd, data)
        os.close(fd)


def _manifests(stem: str, files: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, begin in (("sha256", hashlib.sha256), ("sha512", hashlib.sha512)):
        lines = [f"{begin(data).hexdigest()}  {path}\n" for path, data in files]
        yield f"{stem}-{name}.txt", "".join(lines).encode()


def _manifest(path: str) -> dict[str, str]:
    lines = (line.split("  ", 1) for line in _read(path).decode().splitlines())
    return {listed: found for found, listed in lines}


def _digests(path: str, names: tuple[str, ...]) -> None:
    hashers = [hashlib.new(name) for name in names]
    for chunk in _chunks(path):
        for hasher in hashers:
            hasher.update(chunk)


def _chunks(path: str) -> Iterator[bytes]:
    fd = os.open(path, os.O_RDONLY)
    while chunk := os.read(fd, CHUNK):
        yield chunk
    os.close(fd)


def _read(path: str) -> bytes:
    return b"".join(_chunks(path))


def _beneath(top: str) -> list[str]:
    return sorted(path.relative_to(top).as_posix() for path in Path(top).rglob("*") if path.is_file())


def _sync(fd: int) -> None:
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        os.sync()
    elif call(fd):
        raise OSError(ctypes.get_errno(), "syncfs")


def _forked(works: Sequence[Callable[[], None]]) -> None:
    children = []
    for work in works:
        child = os.fork()
        if not child:
            work()
            os._exit(0)
        children.append(child)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    if any(statuses):
        raise SystemExit("a worker died")


if __name__ == "__main__":
    JOBS: dict[str, Callable[..., None]] = {
        "package": package,
        "bag": bag,
        "validate": validate,
        "digest": digest,
    }
    JOBS[sys.argv[1]](*sys.argv[2:])
