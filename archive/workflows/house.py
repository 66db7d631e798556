"""The house's own list of authorities, read from the files that the collection's file names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive.accession import Intake
from archive.authorities.house import read_house
from archive.errors import RecordError
from archive.sources.described import AUTHORITY_FILES
from archive.sources.file import read_file, shown

HOUSE_LIMIT = 16 << 20


def with_house(intake: Intake, collection: Path, seeds: Path) -> Intake:
    """The intake, its collection with the lists that `authorities` names; their paths start from the collection's file.

    Raises SourceError on a file that cannot be read, RecordError E0371 to E0373 on one that cannot be taken.
    """
    if not intake.authorities:
        return intake
    paths = [collection.parent / name for name in intake.authorities]
    for path in paths:
        if _is_seed(path, seeds):
            raise RecordError("E0373", shown(str(path)), "would be packaged as a seed")
    house = read_house((shown(str(path)), read_file(path, HOUSE_LIMIT)) for path in paths)
    return replace(intake, collection=replace(intake.collection, authorities=house))


def _is_seed(path: Path, seeds: Path) -> bool:
    """Whether the walk of the folder of seeds would come upon this file."""
    try:
        inside = path.resolve().relative_to(seeds.resolve())
    except ValueError:
        return False
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and str(inside) not in AUTHORITY_FILES and seeds.is_dir()
