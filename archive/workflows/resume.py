"""A finished bag known again without making it: by all that it was made from, and by its tag manifest (docs/scale.md)."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from archive.accession import Accession
from archive.bag.finished import Finished, FinishedList
from archive.bag.serial import Serialization
from archive.bag.standing import content_digest, shape, shape_at
from archive.bag.store import Store
from archive.bag.syscalls import sync_file_system
from archive.fixity import Algorithm
from archive.outcome import Done, Outcome
from archive.resources import schema
from archive.seed import Seed, SeedRef
from archive.sip import File
from archive.version import VERSION
from archive.workflows.results import Packaged, Status

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
_LIBRARIES = ("chardet", "lxml", "py3langid", "pydantic", "python-iso639", "PyYAML")


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is given: a seed's handle, and what the list of finished bags says under its bag's name."""

    ref: SeedRef
    finished: Finished | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker gives back: the outcome, and what the list is to say of the bag from now on, None if nothing new."""

    outcome: Outcome[Packaged]
    finished: Finished | None = None


def terms_of(
    accession: Accession, dated: bool, algorithms: Sequence[Algorithm], serialization: Serialization
) -> str:
    """The digest of what all seeds of a run have in common. Where nobody dated the accession a bag keeps its own time, so none counts."""
    common = accession if dated else accession.at(_UNDATED)
    return _digest(repr((common, dated, tuple(algorithms), serialization)))


def key_of(seed: Seed, where: str, terms: str) -> str:
    """The digest of all that the seed's bag is made from: its bytes, what people say of it, the run's terms, and this program."""
    streamed = seed.kept is not None  # and so encoded plainly
    said = repr((where, streamed, replace(seed, data=b"", kept=None)))
    return _digest(program(), terms, said, seed.sha256)


def known(finished: Finished, key: str | None, store: Store) -> bool:
    """Whether the bag that stands is one made from just this, with nothing added, taken away or of another length since.

    Its tag manifest is read and the sizes of its files; of a serialized bag, all of it.
    """
    if finished.key != key:
        return False
    place = store.place(finished.name)
    if content_digest(place) != finished.digest:
        return False
    return not finished.shape or shape_at(place) == finished.shape


def finished_by(
    key: str | None, name: str, files: Sequence[File], digest: str | None, packaged: Packaged, store: Store
) -> Finished | None:
    """What the list is to say of the bag `name`, made of `files`, of this content digest; without one that of the bag that stands."""
    found = None if key is None else digest or content_digest(store.place(name))
    if key is None or found is None:
        return None
    return Finished(
        name=name,
        key=key,
        digest=found,
        shape=shape(files) if name == packaged.seed else "",
        title=packaged.title,
        created=packaged.created,
        files=packaged.files,
        size=packaged.size,
        findings=packaged.findings,
    )


def packaged_again(seed: str, finished: Finished, out: Path, store: Store) -> Packaged:
    """What is told of a bag that was known again: what was told of it before, and what a person has still to say."""
    return Packaged(
        seed=seed,
        status=Status.UNCHANGED,
        bag=str(out / store.path(finished.name)),
        title=finished.title,
        created=finished.created,
        files=finished.files,
        size=finished.size,
        findings=finished.findings,
        judged=None,
    )


def vouched(
    outcomes: Sequence[Outcome[Packaged]], entries: Sequence[Finished | None], store: Store
) -> list[Made]:
    """Each outcome with its entry, if it came to a bag. Of a bag that was found standing nobody knows that its bytes are on disk.

    So they are brought there before the list says anything of it: it would be trusted after a power cut.
    """
    found = [
        isinstance(outcome, Done) and entry is not None and outcome.value.status is Status.UNCHANGED
        for outcome, entry in zip(outcomes, entries, strict=True)
    ]
    safe = not any(found) or _on_disk(store)
    return [
        Made(outcome, entry if isinstance(outcome, Done) and (safe or not stood) else None)
        for outcome, entry, stood in zip(outcomes, entries, found, strict=True)
    ]


def kept(
    made: Iterator[Made], finished: FinishedList | None, batch: int
) -> Generator[Outcome[Packaged], None, None]:
    """The outcomes; as they pass the list is kept, some `batch` of entries at a time. It may lag behind the bags, never go before them."""
    entries: list[Finished] = []
    try:
        for one in made:
            if finished is not None and one.finished is not None:
                entries.append(one.finished)
                if len(entries) >= batch:
                    finished.add(entries)
                    entries = []
            yield one.outcome
    finally:
        if finished is not None:
            finished.add(entries)


def _on_disk(store: Store) -> bool:
    try:
        fd = os.open(store.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            return sync_file_system(fd)
        finally:
            os.close(fd)
    except OSError:
        return False


@cache
def program() -> str:
    """The digest of this program as it stands here: its files, the profile it judges by, Python and the libraries that bags depend on."""
    root = Path(__file__).resolve().parent.parent
    found = [VERSION, sys.version, *(f"{name} {_version(name)}" for name in _LIBRARIES)]
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(folder, name)
            found.append(f"{path.relative_to(root)} {sha256(path.read_bytes()).hexdigest()}")
    return _digest(*found, sha256(schema("deposit_profile.csv")).hexdigest())


def _digest(*parts: str) -> str:
    hasher = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hasher.update(b"%d:" % len(data) + data)
    return hasher.hexdigest()


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "of no known version"
