"""A record as the fifteen elements of simple Dublin Core (OAI-PMH 2.0 oai_dc), and back to values.

Lost on the way: all that dcterms.xml loses, and which refinement a value had (the DCMI terms' own superproperties are
used: `created` becomes `date`). Properties without a place among the fifteen are left out: audience, educationLevel,
mediator, instructionalMethod, provenance, rightsHolder, the accrual properties. A URI beside a label is kept for rights
alone; EDTF stays as it is, for W3CDTF would turn doubt into certainty.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive.record.dcterms import XML_LANG, XSI, Element, checked, children, content, stated
from archive.record.model import Record
from archive.record.vocabularies import DCMI_TYPE
from archive.xml import attribute, escape, parse

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"

REFINEMENTS: dict[str, tuple[str, ...]] = {
    "title": ("title", "alternative"),
    "creator": ("creator",),
    "subject": ("subject",),
    "description": ("abstract", "description", "tableOfContents"),
    "publisher": ("publisher",),
    "contributor": ("contributor",),
    "date": (
        "created", "date", "issued", "available", "modified", "valid", "dateSubmitted", "dateAccepted", "dateCopyrighted",
    ),
    "type": ("type",),
    "format": ("format", "medium", "extent"),
    "identifier": ("identifier", "bibliographicCitation"),
    "source": ("source",),
    "language": ("language",),
    "relation": (
        "relation", "isPartOf", "hasPart", "isVersionOf", "hasVersion", "isReplacedBy", "replaces", "isRequiredBy",
        "requires", "isReferencedBy", "references", "isFormatOf", "hasFormat", "conformsTo",
    ),
    "coverage": ("coverage", "spatial", "temporal"),
    "rights": ("rights", "license", "accessRights"),
}  # fmt: skip
"""The fifteen elements in DCMI's order, each with the properties that are written as it, the plainest first."""


def to_xml(record: Record) -> bytes:
    """The bytes of oai_dc.xml: at least the identifier, an element a line. Raises RecordError E0308."""
    lines = [_line(element) for element in elements(record)]
    return checked(f"{_OPEN}{''.join(lines)}</oai_dc:dc>\n", record)


def elements(record: Record) -> tuple[Element, ...]:
    """What `to_xml` writes, as `values` reads it: by element, then by refinement, then in the record's order."""
    return tuple(dict.fromkeys(element for _, element in sorted(_dumbed(record), key=lambda pair: pair[0])))


def values(data: bytes) -> tuple[Element, ...]:
    """The elements of an oai_dc.xml, in order. Raises ArchiveError E0408 on bytes that are no XML that we take."""
    return tuple(Element(name, content(node), node.get(XML_LANG)) for node, name in children(parse(data), DC))


_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="{DC}" xmlns:xsi="{XSI}" '
    f'xsi:schemaLocation="{NAMESPACE} http://www.openarchives.org/OAI/2.0/oai_dc.xsd">\n'
)
_PLACES = {
    refinement: ((number, rank), element)
    for number, (element, refinements) in enumerate(REFINEMENTS.items())
    for rank, refinement in enumerate(refinements)
}


def _dumbed(record: Record) -> Iterator[tuple[tuple[int, int], Element]]:
    for name, value, statement in stated(record):
        if name not in _PLACES:
            continue
        order, element = _PLACES[name]
        if name == "type":
            value = value.removeprefix(DCMI_TYPE)  # noqa: PLW2901  (simple Dublin Core has the bare name)
        yield order, Element(element, value, statement.lang if statement else None)
        if element == "rights" and statement and statement.uri:
            yield order, Element(element, statement.uri, None)


def _line(element: Element) -> str:
    name, value, lang = element
    tagged = f' xml:lang="{attribute(lang)}"' if lang else ""
    return f"  <dc:{name}{tagged}>{escape(value)}</dc:{name}>\n"
