"""A deposit of which a part is too large to be held: judged by reading it in pieces, a few times, in memory that does not grow with it.

The findings are those of a deposit that is held, with two bounds: what is asked of the record's words beyond its quotes is asked of the
text's beginning and end, and an encoding that is not the plain one is held as before, up to `HELD`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive.bag.bag import Bag
from archive.checks import agreement, provenance
from archive.checks.deposit import Deposit
from archive.errors import ArchiveError, BagError
from archive.findings import Finding
from archive.record.profile import Judgement, Profile, judge
from archive.record.whole import Whole, asking
from archive.sip import Layout
from archive.stored import Chunks, Stored
from archive.tei.faults import pointer_faults
from archive.tei.large_faults import NotPlainError, flow_faults, form_faults, shell_of, unparsed
from archive.tei.schema import grammar_faults
from archive.text.large_faults import characters, large_faults
from archive.text.offsets import open_spool
from archive.text.tally import Tally
from archive.xml import parse

HELD = 1 << 28
"""The size in bytes up to which an encoding that is not plain is held."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The files of one bag that are read in pieces, any two of them at the same time."""

    original: Chunks
    text: Chunks
    changes: Chunks
    tei: Chunks


def judge_large(
    bag: Bag, deposit: Deposit, rules: Profile, tell: Callable[[Finding], object]
) -> Judgement | None:
    """The judgement on the record, if it could be read; each finding on the parts is told. Raises BagError E0405."""
    try:
        with _parts_of(bag, deposit.paths) as parts, open_spool() as spool:
            tally = asking(deposit.record)
            digest = _Digest(parts.original)
            paths = (deposit.paths.text, deposit.paths.changes, deposit.paths.original)
            for finding in large_faults(
                parts.text, parts.changes, digest.chunks, paths=paths, tally=tally, spool=spool
            ):
                tell(finding)
            root = _encoding(bag, deposit, parts, tally, tell)
            known = replace(deposit, original_digest=digest.hexdigest())
            for finding in (*provenance.check(known), *agreement.check(known, root)):
                tell(finding)
            if deposit.record is None:
                return None
            whole = Whole(tally, parts.original, deposit.sizes[deposit.paths.original])
            return judge(deposit.record, rules, text=tally.content()[0], seed=b"", whole=whole)
    except OSError as error:
        raise BagError("E0405", bag.where, f"a temporary file: {error.strerror or error}") from error


def _encoding(
    bag: Bag, deposit: Deposit, parts: _Parts, tally: Tally, tell: Callable[[Finding], object]
) -> Any:
    """The root of the TEI document, of a plain one without its paragraphs, its faults told; None if it could not be parsed."""
    path = deposit.paths.tei
    try:
        root, faults = _form(bag, deposit, parts)
        parted = list(flow_faults(parts.tei, characters(parts.text), characters(parts.text), path))
    except ArchiveError as error:
        if isinstance(error, BagError):
            raise
        tell(unparsed(error, path))
        return None
    except UnicodeDecodeError:  # which is told of the text
        return None
    for finding in (*faults, *parted, *(() if parted else _misquoted(deposit, tally))):
        tell(finding)
    return root


def _form(bag: Bag, deposit: Deposit, parts: _Parts) -> tuple[Any, list[Finding]]:
    path = deposit.paths.tei
    try:
        shell = shell_of(parts.tei)
    except NotPlainError as error:
        if deposit.sizes[path] > HELD:
            place = f"{path}:{error.line}"
            return None, [Finding("T0102", place, "p and lb alone, as in every large encoding", error.what)]
        root = parse(bag.read(path, HELD), ids=False)
        return root, [*grammar_faults(root, path), *pointer_faults(root, path)]
    return shell.root, list(form_faults(shell, path))


def _misquoted(deposit: Deposit, tally: Tally) -> Iterator[Finding]:
    for statement in deposit.record.statements if deposit.record else ():
        for evidence in statement.evidence:
            start, end = evidence.start, evidence.end
            if start is not None and end is not None and tally.words_at(start, end) != evidence.quote:
                where = f"{deposit.paths.tei}#char={start},{end}"
                yield Finding("T0203", where, evidence.quote, tally.words_at(start, end))


@contextmanager
def _parts_of(bag: Bag, paths: Layout) -> Iterator[_Parts]:
    """The parts of a bag; of a serialized one, which is read in order only, copies that are gone afterwards."""
    names = {"original": paths.original, "text": paths.text, "changes": paths.changes, "tei": paths.tei}
    if bag.packing is None:
        yield _Parts(**{part: _again(bag, path) for part, path in names.items()})
        return
    with TemporaryDirectory(prefix="archive-") as folder:
        yield _Parts(**{part: _copied(bag, path, Path(folder, part)) for part, path in names.items()})


def _again(bag: Bag, path: str) -> Chunks:
    return lambda: bag.chunks(path)


def _copied(bag: Bag, path: str, place: Path) -> Chunks:
    size = 0
    with place.open("xb") as file:
        for chunk in bag.chunks(path):
            file.write(chunk)
            size += len(chunk)
    return Stored(place, size).chunks


class _Digest:
    """The sha256 of a file, taken as it is read for another reason, or else by itself."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self._known: str | None = None

    def chunks(self) -> Iterator[bytes]:
        hasher = sha256()
        for chunk in self._chunks():
            hasher.update(chunk)
            yield chunk
        self._known = hasher.hexdigest()

    def hexdigest(self) -> str:
        if self._known is None:
            for _ in self.chunks():
                pass
        return self._known or ""
