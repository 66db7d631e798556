"""The accession that a run belongs to, from the file that describes the collection, and who speaks where nobody is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from archive.accession import Accession, Intake, read_collection
from archive.paths import folder_at, something_at
from archive.record.sidecar import Declared, attributed
from archive.seed import Seed
from archive.sources.folder import read_file
from archive.workflows.house import with_house

COLLECTION_NAMES = ("collection.yaml", "collection.yml")
COLLECTION_LIMIT = 1 << 20


def open_accession(
    seeds: Path, collection: Path | None, *, opened_at: datetime | None, now: datetime
) -> tuple[Accession, bool]:
    """The accession, and whether anybody gave its time: the order, or else the collection; if nobody did, it is `now`.

    Raises SourceError or RecordError on a collection file that cannot be read or taken.
    """
    intake = _intake(seeds, collection)
    given = opened_at or intake.opened_at
    return intake.accession(given or now), given is not None


def signed(seed: Seed, accession: Accession) -> Seed:
    """The seed with what nobody put their name to said by whoever took it in."""
    if not seed.declared or seed.cataloguers:
        return seed
    named = attributed(Declared(seed.declared), accession.agent)
    return replace(seed, declared=named.statements, cataloguers=(accession.agent,))


def _intake(seeds: Path, collection: Path | None) -> Intake:
    """What the collection file and the house's list of authorities say, or the little that can be said without them."""
    folder = seeds if folder_at(seeds) else seeds.parent
    path = collection or next(
        (folder / name for name in COLLECTION_NAMES if something_at(folder / name)), None
    )
    if path is None:
        return Intake.unnamed()
    return with_house(read_collection(read_file(path, COLLECTION_LIMIT), str(path)), path, seeds)
