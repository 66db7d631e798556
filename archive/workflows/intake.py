"""The accession that a run of packaging belongs to, from the file that describes the collection."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from archive.accession import Accession, Intake, read_collection
from archive.sources.folder import read_file

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


def _intake(seeds: Path, collection: Path | None) -> Intake:
    """What the collection file says, or the little that can be said without one."""
    folder = seeds if seeds.is_dir() else seeds.parent
    path = collection or next((folder / name for name in COLLECTION_NAMES if (folder / name).exists()), None)
    if path is None:
        return Intake.unnamed()
    return read_collection(read_file(path, COLLECTION_LIMIT), str(path))
