"""A record as qualified Dublin Core in XML (DCMI Metadata Terms; the DCMI schemas of 2008-02-11), and back to values.

Lost on the way: role, origin, evidence, agent, note and status; the scheme where DCMI has no type for it; the language of a
value that has a type, for `xsi:type` forbids `xml:lang`. A statement's URI becomes a value beside its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from archive.errors import RecordError
from archive.record import edtf
from archive.record.model import DCMI_TERMS, Record, Statement
from archive.record.vocabularies import DATES, DCMI_TYPE, DCMI_TYPES, MEDIA_TYPE, URI
from archive.record.w3cdtf import w3cdtf
from archive.xml import attribute, escape, forbidden, parse

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Element(NamedTuple):
    """One element: its local name, its text, its language or None."""

    name: str
    value: str
    lang: str | None


def to_xml(record: Record) -> bytes:
    """The bytes of dcterms.xml, an element a line in the record's order. Raises RecordError E0308."""
    lines = [_line(element, kind) for element, kind in typed(record)]
    return checked(f"{_OPEN}{''.join(lines)}</qualifieddc>\n", record)


def elements(record: Record) -> tuple[Element, ...]:
    """What `to_xml` writes, as `values` reads it."""
    return tuple(element for element, _ in typed(record))


def values(data: bytes) -> tuple[Element, ...]:
    """The elements of a dcterms.xml, in order. Raises ArchiveError E0408 on bytes that are no XML that we take."""
    return tuple(
        Element(name, content(node), node.get(XML_LANG)) for node, name in children(parse(data), DCMI_TERMS)
    )


def children(root: Any, namespace: str) -> Iterator[tuple[Any, str]]:
    """Each child element of this namespace with its local name."""
    start = len(namespace) + 2
    for node in root.iterchildren(f"{{{namespace}}}*"):
        yield node, node.tag[start:]


def content(node: Any) -> str:
    """The text of an element, whole even where a comment parts it."""
    return str(node.xpath("string()")) if len(node) else node.text or ""


def stated(record: Record) -> Iterator[tuple[str, str, Statement | None]]:
    """(property, value, statement) of each stated value, led by the record's identifier where no statement gives it."""
    if all(statement.value != record.identifier for statement in record.of("identifier")):
        yield "identifier", record.identifier, None
    for statement in record.statements:
        if statement.value is not None:
            yield statement.property, statement.value, statement


def checked(document: str, record: Record) -> bytes:
    """A document's bytes, once it is sure that XML can hold each character. Raises RecordError E0308."""
    wrong = forbidden(document)
    if wrong is not None:
        name = next((s.property for s in record.statements if forbidden(f"{s.value}{s.uri}")), "identifier")
        raise RecordError(
            "E0308", f"record.json#dcterms:{name}", f"U+{ord(wrong[0]):04X} cannot stand in XML"
        )
    return document.encode()


_OPEN = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<qualifieddc xmlns:dcterms="{DCMI_TERMS}" xmlns:xsi="{XSI}">\n'
)
_SCHEMES = {
    "lcsh": "LCSH",
    "mesh": "MESH",
    "ddc": "DDC",
    "lcc": "LCC",
    "udc": "UDC",
    "tgn": "TGN",
    "iso3166": "ISO3166",
    "iso639-2": "ISO639-2",
    "iso639-3": "ISO639-3",
    "period": "Period",
    "point": "Point",
    "box": "Box",
}
_LANGUAGE_SCHEMES = frozenset({"bcp47", "rfc5646", "rfc4646"})


def typed(record: Record) -> Iterator[tuple[Element, str | None]]:
    """Each element with the local name of its `xsi:type`, or None."""
    seen: set[tuple[str, str]] = set()
    for name, value, statement in stated(record):
        kind = _kind(name, value, statement.scheme if statement else None)
        if kind == "DCMIType":
            value = value.removeprefix(DCMI_TYPE)  # noqa: PLW2901  (the type is an enumeration of bare names)
        lang = statement.lang if statement and kind is None else None
        seen.add((name, value))
        yield Element(name, value, lang), kind
        uri = statement.uri if statement else None
        if (
            uri
            and uri.removeprefix(DCMI_TYPE if kind == "DCMIType" else "") != value
            and (name, uri) not in seen
        ):
            seen.add((name, uri))
            yield Element(name, uri, None), "URI"


def _line(element: Element, kind: str | None) -> str:
    name, value, lang = element
    typed = f' xsi:type="dcterms:{kind}"' if kind else ""
    tagged = f' xml:lang="{attribute(lang)}"' if lang else ""
    return f"  <dcterms:{name}{typed}{tagged}>{escape(value)}</dcterms:{name}>\n"


@lru_cache(maxsize=1024)
def _kind(name: str, value: str, scheme: str | None) -> str | None:
    """The DCMI encoding scheme that the value is written in: only one whose rules it keeps."""
    folded = scheme.replace(" ", "").casefold() if scheme else ""
    if folded in _SCHEMES:
        return _SCHEMES[folded]
    if name in DATES:
        return "W3CDTF" if folded in ("", "edtf", "w3cdtf") and _is_w3cdtf(value) else None
    if name == "type" and value.removeprefix(DCMI_TYPE) in DCMI_TYPES:
        return "DCMIType"
    if name == "language" and (not folded or folded in _LANGUAGE_SCHEMES):
        return "RFC4646"
    if name in {"format", "medium"} and MEDIA_TYPE.fullmatch(value):
        return "IMT"
    return "URI" if URI.fullmatch(value) and (folded == "uri" or _NETWORKED.match(value)) else None


_NETWORKED = re.compile(r"(?:https?://|urn:|ark:|doi:|hdl:|info:)")


def _is_w3cdtf(value: str) -> bool:
    """Whether an EDTF value is W3CDTF as it stands; a value with doubt, an interval or a set has no such type."""
    try:
        return w3cdtf(edtf.parse(value)).text == value
    except ValueError:
        return False
