"""Small bags to judge: a good one as a dict from path to content, which a test alters before or after it is sealed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

A, B = b"alpha\n", b"beta\n"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO = b"Source-Organization: Example University\nContact-Name: Jane Doe\nPayload-Oxum: 11.2\n"


@dataclass(frozen=True)
class Link:
    target: str


@dataclass(frozen=True)
class Hard:
    """In a tar: a hard link to another member, by its path from the archive's root."""

    target: str


FIFO = object()
FOLDER = object()

Content = bytes | Link | Hard | object
Files = dict[str, Content]
Change = Callable[[Files], object]


def digest(algorithm: str, data: bytes) -> str:
    return hashlib.new(
        algorithm.replace("sha3", "sha3_") if len(algorithm) == 7 else algorithm, data
    ).hexdigest()


def line(path: str, data: bytes, algorithm: str = "sha512", written: str | None = None) -> bytes:
    """One line of a manifest, of this data under this path."""
    name = path if written is None else written
    return f"{digest(algorithm, data)}  {name}\n".encode("utf-8", "surrogateescape")


def good(algorithms: Iterable[str] = ("sha512",), version: str = "1.0") -> Files:
    """A good bag before it is sealed: two payload files, its manifests, bagit.txt and bag-info.txt."""
    files: Files = {
        "bagit.txt": DECLARATION.replace(b"1.0", version.encode()),
        "bag-info.txt": INFO,
        "data/a.txt": A,
        "data/sub/b.txt": B,
    }
    for algorithm in algorithms:
        files[f"manifest-{algorithm}.txt"] = line("data/a.txt", A, algorithm) + line(
            "data/sub/b.txt", B, algorithm
        )
    return files


def seal(files: Files, *algorithms: str) -> Files:
    """`files` with tag manifests over every tag file; for the payload manifests' algorithms if none is named."""
    wanted = algorithms or tuple(
        sorted(
            path[9:-4]
            for path in files
            if path.startswith("manifest-") and path.endswith(".txt") and path[9:-4] in KNOWN
        )
    )
    tags = {
        path: data
        for path, data in files.items()
        if isinstance(data, bytes) and not path.startswith(("data/", "tagmanifest-"))
    }
    for algorithm in wanted:
        name = f"tagmanifest-{algorithm}.txt"
        if name not in files:
            files[name] = b"".join(line(path, data, algorithm) for path, data in sorted(tags.items()))
    return files


KNOWN = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3256"}


def add(files: Files, path: str, data: bytes, *, written: str | None = None) -> None:
    """One more payload file, listed in every payload manifest, and counted in Payload-Oxum."""
    files[path] = data
    for name in [name for name in files if name.startswith("manifest-")]:
        files[name] += line(path, data, name[9:-4], written)
    recount(files)


def recount(files: Files) -> None:
    sizes = [
        len(data) for path, data in files.items() if path.startswith("data/") and isinstance(data, bytes)
    ]
    info = files["bag-info.txt"]
    assert isinstance(info, bytes)
    head, _, _ = info.partition(b"Payload-Oxum")
    files["bag-info.txt"] = head + f"Payload-Oxum: {sum(sizes)}.{len(sizes)}\n".encode()


def lay(root: Path, files: Files) -> Path:
    """The files on disk, under `root`."""
    root.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            place.write_bytes(content)
        elif isinstance(content, Link):
            place.symlink_to(content.target)
        elif content is FIFO:
            os.mkfifo(place)
        elif content is FOLDER:
            place.mkdir()
    return root
