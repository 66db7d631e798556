"""Descriptions from elsewhere: which format a file is in, and what it says of which document. Pure; faults all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archive.errors import ArchiveError, RecordError
from archive.record.dcxml import read_dcxml
from archive.record.draft import UNNAMED, Place
from archive.record.imports.dspace_xml import is_dspace, read_dspace
from archive.record.imports.rdf import read_rdf
from archive.record.serial_json import FORMAT, from_json
from archive.record.sidecar import Declared
from archive.record.table import read_table

ENDINGS = (".csv", ".tsv", ".jsonl", ".xml", ".jsonld", ".json", ".ttl")
_TAIL = re.compile(r"(?i)\.(?:dc|oai_dc|dcterms|record|datacite|dspace)?\.?(?:xml|json|jsonld|ttl)\Z")
_PARTS = re.compile(rb"\.(?:origin|agent|evidence|status)\b")
_BASES = ("data/objects/", "objects/", "data/", "./")


@dataclass(frozen=True, slots=True)
class Foreign:
    """What one file says of one document; `keys` are what the document may be called: a path, a name, an identifier.

    `exact` is true of a table with columns for the parts of a statement: what it leaves out is not there.
    """

    where: str
    keys: tuple[str, ...]
    declared: Declared
    exact: bool = False


def read_foreign(data: bytes, path: str, csv_of: Callable[[bytes, str], bytes]) -> tuple[Foreign, ...]:
    """The descriptions that the file at `path` holds; `csv_of` makes CSV of JSON lines.

    Raises RecordError: E0361 on a file of no format that is read, else that of its format, with every fault in `causes`.
    """
    name = path.rpartition("/")[2]
    ending = next((ending for ending in ENDINGS if name.casefold().endswith(ending)), "")
    match ending:
        case ".csv" | ".tsv":
            return _table(data, name)
        case ".jsonl":
            return _table(csv_of(data, name), name)
        case ".xml" if is_dspace(data):
            return (Foreign(name, _keys(path, folder=True), read_dspace(data, name)),)
        case ".xml":
            return (Foreign(name, _keys(path), read_dcxml(data, name)),)
        case ".json" if f'"{FORMAT}"'.encode() in data[:200]:
            return (_record(data, path),)
        case ".json" | ".jsonld" | ".ttl":
            found = read_rdf(data, name, "turtle" if ending == ".ttl" else "json-ld")
            alone = _keys(path) if len(found) == 1 else ()
            return tuple(Foreign(name, (*keys, *alone), declared) for keys, declared in found)
    known = ", ".join(ENDINGS)
    raise RecordError("E0361", name, f"its name ends with none of {known}")


def gathered(files: Mapping[str, bytes], csv_of: Callable[[bytes, str], bytes]) -> tuple[Foreign, ...]:
    """What all of these files say. Raises RecordError E0361 with the faults of every file, where there are several."""
    found: list[Foreign] = []
    errors: list[ArchiveError] = []
    for path, data in files.items():
        try:
            found += read_foreign(data, path, csv_of)
        except ArchiveError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        causes: list[Place] = []
        for wrong in errors:
            own = [(f"{wrong.where} {place}", what) for place, what in wrong.causes]
            causes += own or [(wrong.where, wrong.detail)]
        raise RecordError("E0361", "--import", f"{len(errors)} files cannot be taken", tuple(causes))
    return tuple(found)


def _table(data: bytes, where: str) -> tuple[Foreign, ...]:
    rows = read_table(data, where)
    exact = _PARTS.search(data.partition(b"\n")[0]) is not None
    return tuple(Foreign(where, _paths(path), declared, exact) for path, declared in rows.items())


def _paths(path: str) -> tuple[str, ...]:
    """A path as the table has it, then without the folders that Archivematica's tables put before it."""
    return (path, *(path.removeprefix(base) for base in _BASES if path.startswith(base)))


def _keys(path: str, *, folder: bool = False) -> tuple[str, ...]:
    """What a file's own name says of which document it describes: `letter.dc.xml`, `letter/dublin_core.xml`."""
    parts = path.split("/")
    if folder and len(parts) > 1:
        return (parts[-2],)
    return (_TAIL.sub("", parts[-1]),)


def _record(data: bytes, path: str) -> Foreign:
    """A record.json, with what people say in it; the program says its part again by itself."""
    record = from_json(data, path.rpartition("/")[2])
    people = tuple(agent for agent in record.description.makers if agent.kind.value != "software")
    statements = tuple(
        s for s in record.statements if s.agent.kind.value != "software" and s.origin.value != "default"
    )
    given = tuple(s.value for s in record.of("identifier") if s.value)
    declared = Declared(statements, None, people or (UNNAMED,) if statements else ())
    return Foreign(path.rpartition("/")[2], (record.identifier, *given, *_keys(path)), declared)
