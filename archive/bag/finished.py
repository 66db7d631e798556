"""The list of finished bags: what a later run needs to know a bag again without making it, kept hidden beside the bags.

A line a bag, `CHECK<tab>NAME<tab>JSON`, only ever appended; of several lines of one name the last holds. It is a help and no record: it may be
missing, old, cut short or deleted at any time, and then bags are made again and compared (docs/scale.md).
"""

from __future__ import annotations

import json
import logging
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from archive.bag.store import Store
from archive.findings import Finding

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())

NAME = ".archive-finished"
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_LINE = 1 << 20  # bytes; a longer line is passed over
_WORTH = 1 << 22  # bytes of a list that is worth rewriting


@dataclass(frozen=True, slots=True)
class Finished:
    """One finished bag. `name` has its suffix if it is serialized; `key` is the digest of all that it was made from.

    `digest` is that of Staged, `shape` that of its names and sizes, empty if it is serialized; the rest is what a run tells of it.
    """

    name: str
    key: str
    digest: str
    shape: str
    title: str | None
    created: str | None
    files: int
    size: int
    findings: tuple[Finding, ...] = ()


class FinishedList:
    """The list of one store, open for one run. Nothing that happens to it is an error: what cannot be read or kept is done again."""

    def __init__(self, fd: int, lines: dict[str, int]) -> None:
        self._fd = fd
        self._lines = lines
        self._writable = True

    def find(self, name: str) -> Finished | None:
        """What is known of the bag `name`; None where nothing is, or what stands there is spoiled."""
        offset = self._lines.get(name)
        if offset is None:
            return None
        try:
            line = os.pread(self._fd, 4096, offset)
            if b"\n" not in line:
                line = os.pread(self._fd, _LINE, offset)
            found = _entry(line.partition(b"\n")[0])
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            log.info("%s: %s: %s", NAME, name, error)
            return None
        return found if found.name == name else None

    def add(self, entries: Sequence[Finished]) -> None:
        """Appends these and brings them to disk; after the first failure nothing more is tried.

        A line end goes before them: what another run was killed in the midst of is then a line of its own, and spoils none of these.
        """
        if not (entries and self._writable):
            return
        data = b"\n" + b"".join(map(_line, entries))
        try:
            self._writable = os.write(self._fd, data) == len(data)
            os.fdatasync(self._fd)
        except OSError as error:
            self._writable = False
            log.info("%s: %s", NAME, error)


@contextmanager
def open_finished(store: Store) -> Iterator[FinishedList | None]:
    """The list of `store`, made if it is missing; None where it cannot be had, which costs time and nothing else."""
    path = store.root / NAME
    try:
        fd = os.open(path, _FLAGS, 0o644)
    except OSError as error:
        log.info("%s: %s", path, error)
        yield None
        return
    try:
        fd, lines = _opened(fd, path, store)
        yield None if lines is None else FinishedList(fd, lines)
    finally:
        os.close(fd)


def _opened(fd: int, path: Path, store: Store) -> tuple[int, dict[str, int] | None]:
    """The open list and where each bag's line begins; rewritten first if most of it is out of date."""
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return fd, None
        lines, count = _scanned(fd)
        if os.fstat(fd).st_size > _WORTH and count > 2 * len(lines):
            kept = _rewritten(fd, lines, path, store)
            os.close(fd)
            fd = kept
            lines, _ = _scanned(fd)
    except OSError as error:
        log.info("%s: %s", path, error)
        return fd, None
    return fd, lines


def _scanned(fd: int) -> tuple[dict[str, int], int]:
    """Where the last line of each name begins, and how many lines there are; what they say is looked at when it is asked for."""
    found: dict[str, int] = {}
    offset = count = 0
    with open(fd, "rb", closefd=False) as stream:
        stream.seek(0)
        for line in iter(lambda: stream.readline(_LINE), b""):
            if line.endswith(b"\n") and line.count(b"\t", 0, 300) == 2:
                found[line.split(b"\t", 2)[1].decode("ascii", "replace")] = offset
                count += 1
            offset += len(line)
    return found, count


def _rewritten(fd: int, lines: dict[str, int], path: Path, store: Store) -> int:
    """A new list of the last line of each name, in the place of the old. What another run appends meanwhile is lost, and done again."""
    draft = store.staging / NAME
    kept = os.open(draft, _FLAGS | os.O_EXCL, 0o644)
    try:
        with open(kept, "ab", closefd=False) as stream:
            stream.writelines(
                os.pread(fd, _LINE, offset).partition(b"\n")[0] + b"\n" for offset in lines.values()
            )
        draft.replace(path)
    except BaseException:
        os.close(kept)
        raise
    return kept


def _line(entry: Finished) -> bytes:
    findings = [[one.code, one.where, one.expected, one.found] for one in entry.findings]
    told = [
        entry.key,
        entry.digest,
        entry.shape,
        entry.title,
        entry.created,
        entry.files,
        entry.size,
        findings,
    ]
    rest = f"{entry.name}\t{json.dumps(told, separators=(',', ':'))}".encode()
    return _check(rest) + b"\t" + rest + b"\n"


def _entry(line: bytes) -> Finished:
    """Raises ValueError or TypeError on a line that is not whole."""
    check, _, rest = line.partition(b"\t")
    if check != _check(rest):
        raise ValueError("a spoiled line")
    name, _, told = rest.partition(b"\t")
    key, digest, shape, title, created, files, size, findings = json.loads(told)
    owed = tuple(Finding(*one) for one in findings)
    return Finished(name.decode(), key, digest, shape, title, created, files, size, owed)


def _check(rest: bytes) -> bytes:
    return sha256(rest).hexdigest()[:16].encode()
