"""A seed that is too large to be held, made into a package by files: what of it is large lies aside until its bag is staged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from archive.accession import Accession
from archive.assemble import assembled
from archive.bag.room import Room, open_room
from archive.bag.store import Store
from archive.fixity import Algorithm, Fixity
from archive.provenance import Made
from archive.record.model import Record
from archive.record.profile import Judgement, Prior, Profile, judge
from archive.record.whole import Whole
from archive.seed import Kept, Seed
from archive.sip import File, Sip, layout
from archive.sources.file import Keep
from archive.stored import LARGEST
from archive.text.text import Text

if TYPE_CHECKING:
    from archive.text.tally import Tally


@dataclass(frozen=True, slots=True)
class Contents:
    """What was made of one seed; `prior` is the judgement as a second one may take it over, None of a large seed."""

    record: Record
    judgement: Judgement
    sip: Sip
    prior: Prior | None = None


class Aside:
    """Room beside one bag, begun when a seed turns out to be large, and gone with the `with` block."""

    def __init__(self, name: str, store: Store, algorithms: tuple[Algorithm, ...], large: int) -> None:
        self._begin = partial(open_room, name, store, algorithms)
        self._algorithms = algorithms
        self._room: Room | None = None
        self._original: File | None = None
        self._stack = ExitStack()
        self.keep = Keep(large, LARGEST, self._take)

    def made(self, seed: Seed, where: str, accession: Accession, profile: Profile) -> Contents:
        """Every part of the package of the seed that was kept here. Raises TextError, RecordError, BagError."""
        from archive.describe.large import describe_large
        from archive.tei.plain import encode_plain
        from archive.text.large_faults import characters
        from archive.text.tally import Tally

        if self._room is None or self._original is None:
            raise TypeError("a seed that was kept elsewhere")
        room, paths, tally = self._room, layout(seed.name, seed.original_name), Tally()
        fixity = self._original.fixity
        own = tuple(
            (algorithm, digest) for algorithm, digest in fixity.digests if algorithm in self._algorithms
        )
        original = replace(self._original, path=paths.original, fixity=Fixity(fixity.size, own))
        text, normalized, changes = _normalized(seed, room, tally, where)
        record = describe_large(seed, text, partial(characters, normalized.chunks), accession)
        for evidence in [found for statement in record.statements for found in statement.evidence]:
            if evidence.start is not None and evidence.end is not None:
                tally.know(evidence.start, evidence.end, evidence.quote)
        whole = Whole(tally, original.chunks, original.size)
        judgement = judge(record, profile, text=text.content, seed=b"", whole=whole)
        content = characters(normalized.chunks)
        tei = room.keep(paths.tei, encode_plain(seed, text, record, accession, content))
        files = Made(original, normalized, tei)
        sip = assembled(seed, text, record, judgement, files, changes, accession, self._algorithms)
        return Contents(record, judgement, sip)

    def _take(self, chunks: Iterator[bytes]) -> Kept:
        self._room = self._stack.enter_context(self._begin())
        self._original = self._room.keep("original", chunks, Algorithm.SHA256)
        stored = self._original.stored
        assert stored is not None
        return Kept(stored, self._original.fixity[Algorithm.SHA256])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def _normalized(seed: Seed, room: Room, tally: Tally, where: str) -> tuple[Text, File, File]:
    """The normalized text, its beginning and end at hand, and its change list."""
    from archive.text.large import Normalizing

    if seed.kept is None:
        raise TypeError("a seed that is held")
    paths = layout(seed.name, seed.original_name)
    with room.spool() as spool:
        normalizing = Normalizing(seed.kept.stored, spool, tally, declared=seed.charset, where=where)
        text = room.keep(paths.text, normalizing.content())
        changes = room.keep(paths.changes, normalizing.changes())
    return normalizing.text(), text, changes
