"""Bags to judge, made by nobody's program but this: the same bytes on every machine."""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

ALGORITHMS = ("sha256", "sha512")
PIECE = 1 << 20


def write_bag(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> Path:
    """`folder` made a BagIt 1.0 bag of these payload files, with both manifests and their tag manifests."""
    (folder / "data").mkdir(parents=True)
    digests: list[tuple[str, tuple[str, ...]]] = []
    size = 0
    for path, pieces in files:
        target = folder / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        hashers = [hashlib.new(name) for name in ALGORITHMS]
        with target.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
                size += len(piece)
                for hasher in hashers:
                    hasher.update(piece)
        digests.append((f"data/{path}", tuple(hasher.hexdigest() for hasher in hashers)))
    digests.sort()
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Source-Organization: House of Measures\nPayload-Oxum: {size}.{len(digests)}\n",
        **{f"manifest-{name}.txt": _lines(digests, at) for at, name in enumerate(ALGORITHMS)},
    }
    over = [
        (path, tuple(hashlib.new(name, text.encode()).hexdigest() for name in ALGORITHMS))
        for path, text in sorted(tags.items())
    ]
    tags |= {f"tagmanifest-{name}.txt": _lines(over, at) for at, name in enumerate(ALGORITHMS)}
    for path, text in tags.items():
        (folder / path).write_bytes(text.encode())
    return folder


def small_files(count: int) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Files of 100 to 1,000 bytes, a hundred in a folder."""
    random = Random(count)
    for number in range(count):
        yield f"{number // 100:05}/{number:07}.txt", (random.randbytes(100 + number * 37 % 900),)


def large_file(size: int, seed: int = 0) -> Iterator[bytes]:
    """`size` bytes without holes or patterns, a mebibyte at a time."""
    random = Random(seed)
    for _ in range(size // PIECE):
        yield random.randbytes(PIECE)
    if size % PIECE:
        yield random.randbytes(size % PIECE)


def serialize(bag: Path, target: Path) -> None:
    """The bag as the zip, tar or tar.gz that `target` names; a zip compresses nothing, as archives of payload are wont."""
    files = sorted(path for path in bag.rglob("*") if path.is_file())
    if target.name.endswith(".zip"):
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for path in files:
                archive.write(path, f"{bag.name}/{path.relative_to(bag)}")
        return
    with tarfile.open(target, "w:gz" if target.name.endswith("gz") else "w") as tar:
        for path in files:
            tar.add(path, f"{bag.name}/{path.relative_to(bag)}")


def _lines(digests: Iterable[tuple[str, tuple[str, ...]]], at: int) -> str:
    return "".join(f"{found[at]}  {path}\n" for path, found in digests)
