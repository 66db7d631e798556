"""What a person says of a document in a Dublin Core XML file: oai_dc, or any container of dc and dcterms elements."""

from __future__ import annotations

from typing import Any

from archive.errors import ArchiveError, RecordError
from archive.record.dcterms import XML_LANG, XSI, content
from archive.record.draft import UNNAMED, Draft, Place, admit, clean, property_fault
from archive.record.model import DCMI_TERMS, PROPERTIES, Origin, Statement
from archive.record.oai_dc import DC, REFINEMENTS
from archive.record.sidecar import Declared, count
from archive.record.vocabularies import DCMI_TYPE, DCMI_TYPES
from archive.xml import parse

_PLAIN = frozenset({"W3CDTF", "RFC1766", "RFC3066", "RFC4646", "RFC5646"})


def read_dcxml(data: bytes, where: str) -> Declared:
    """What the elements say, as `supplied` by somebody not named. Raises RecordError E0306, every fault in `causes`."""
    try:
        root = parse(data)
    except ArchiveError as error:
        raise RecordError("E0306", f"{where}: {error.where}", error.detail) from error
    faults: list[Place] = []
    statements = [statement for node in root.iter() if (statement := _statement(node, faults)) is not None]
    if not statements and not faults:
        raise RecordError("E0306", where, "no element of Dublin Core stands in this file")
    if faults:
        raise RecordError("E0306", where, count(faults, "Dublin Core file"), tuple(faults))
    return Declared(tuple(statements))


def _statement(node: Any, faults: list[Place]) -> Statement | None:
    """The statement of one element; None for a container, and after adding to `faults`."""
    if not isinstance(node.tag, str):
        return None
    namespace, _, name = node.tag.removeprefix("{").rpartition("}")
    place = f"line {node.sourceline or 0}: {name[:60]}"
    if namespace not in (DC, DCMI_TERMS):
        if not len(node) and (node.text or "").strip():
            faults.append((place, "is no element of the two Dublin Core namespaces"))
        return None
    known = REFINEMENTS if namespace == DC else PROPERTIES
    if name not in known:
        faults.append((place, property_fault(name)))
        return None
    if any(isinstance(child.tag, str) for child in node):
        faults.append((place, "has elements within; a value is text"))
        return None
    value = clean(content(node))
    scheme = node.get(f"{{{XSI}}}type", "").rpartition(":")[2] or None
    uri = f"{DCMI_TYPE}{value}" if scheme == "DCMIType" and value in DCMI_TYPES else None
    draft = Draft(
        place,
        name,
        value=value,
        lang=node.get(XML_LANG) or None,
        scheme=None if scheme in _PLAIN else scheme,
        uri=uri,
    )
    return admit(draft, UNNAMED, Origin.SUPPLIED, faults)
