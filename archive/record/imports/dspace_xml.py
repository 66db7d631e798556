"""What a DSpace file says of an item: `dublin_core.xml` or `metadata_dcterms.xml` of the Simple Archive Format."""

from __future__ import annotations

from typing import Any

from archive.errors import ArchiveError, RecordError
from archive.record.dcterms import content
from archive.record.draft import UNNAMED, Draft, Place, admit, clean
from archive.record.exports.dspace_fields import FIELDS, meaning
from archive.record.model import PROPERTIES, Origin, Statement
from archive.record.sidecar import Declared, count
from archive.record.vocabularies import DCMI_TYPE, DCMI_TYPES, unknown
from archive.xml import parse


def is_dspace(data: bytes) -> bool:
    """Whether an XML file is DSpace's; False, too, for one that is no XML."""
    try:
        return bool(parse(data).tag == "dublin_core")
    except ArchiveError:
        return False


def read_dspace(data: bytes, where: str) -> Declared:
    """What the fields say, as `supplied` by somebody not named. Raises RecordError E0306, every fault in `causes`.

    Fields in which DSpace keeps its own book (`date.accessioned`) say nothing of the document and are passed over.
    """
    try:
        root = parse(data)
    except ArchiveError as error:
        raise RecordError("E0306", f"{where}: {error.where}", error.detail) from error
    schema = root.get("schema", "dc")
    faults: list[Place] = []
    statements: list[Statement] = []
    if schema not in ("dc", "dcterms"):
        faults.append(
            (f"line {root.sourceline}", f'the schema "{schema[:40]}"; those read are dc and dcterms')
        )
    else:
        for node in root.iterchildren("dcvalue"):
            statement = _statement(node, schema, faults)
            if statement is not None:
                statements.append(statement)
    if faults:
        raise RecordError("E0306", where, count(faults, "DSpace file"), tuple(faults))
    return Declared(tuple(statements))


def _statement(node: Any, schema: str, faults: list[Place]) -> Statement | None:
    element, qualifier = node.get("element", ""), node.get("qualifier", "")
    qualifier = None if qualifier in ("", "none") else qualifier
    place = f"line {node.sourceline or 0}: {schema}.{element}{f'.{qualifier}' if qualifier else ''}"[:100]
    try:
        found = meaning(schema, element, qualifier)
    except KeyError:
        name = f"{element}.{qualifier}" if qualifier else element
        faults.append((place, unknown("field", name, FIELDS if schema == "dc" else PROPERTIES)))
        return None
    value = clean(content(node))
    if found is None or not value:  # DSpace drops empty values, too
        return None
    name, role, scheme = found
    if name == "language":
        value = value.replace("_", "-")
    uri = None
    if name == "type" and value in DCMI_TYPES:
        uri, scheme = f"{DCMI_TYPE}{value}", "DCMI Type Vocabulary"
    lang = (node.get("language") or "").replace("_", "-") or None
    draft = Draft(place, name, value=value, lang=lang, scheme=scheme, uri=uri, role=role)
    return admit(draft, UNNAMED, Origin.SUPPLIED, faults)
