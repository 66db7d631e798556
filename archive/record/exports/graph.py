"""A record as RDF: DCMI terms of the document, its roles as MARC relators, and the description itself as a catalogue record.

A value with a URI is that resource, and its text the resource's label; a value that is a URI is that resource; any other is a
literal, typed where DCMI or the Library of Congress has the type. Identifiers are literals (DCMI Metadata Terms: range literal).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from archive.record import edtf
from archive.record.dcterms import stated
from archive.record.exports.losses import tally
from archive.record.exports.uris import uri_of
from archive.record.languages import tag_fault
from archive.record.model import DCMI_TERMS, AgentKind, Record, Statement
from archive.record.serial_json import time_text
from archive.record.vocabularies import DATES, URI

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
RELATORS = "http://id.loc.gov/vocabulary/relators/"
DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"

PREFIXES = {
    "dcat": DCAT,
    "dcterms": DCMI_TERMS,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": FOAF,
    "marcrel": RELATORS,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
}
NAMES = ("contributor", "creator", "mediator", "publisher", "rightsHolder")
"""The properties whose values are somebody's name, and can have a role."""

DOCUMENT = f"{DCMI_TERMS}BibliographicResource"


class Iri(NamedTuple):
    value: str


class Literal(NamedTuple):
    """Has a language or a datatype, never both (RDF 1.1 Concepts §3.3)."""

    text: str
    lang: str | None = None
    datatype: str | None = None


class Triple(NamedTuple):
    subject: str
    predicate: str
    object: Iri | Literal


def subject_of(record: Record) -> str:
    """The IRI of the document: the record's identifier, or one made of it where that is none."""
    identifier = record.identifier
    return identifier if URI.fullmatch(identifier) else f"urn:x-local:{_quoted(identifier)}"


def triples(record: Record) -> tuple[Triple, ...]:
    """What the graph says, in the record's order, each triple once."""
    return tuple(dict.fromkeys((*_document(record), *_description(record))))


def term(statement: Statement) -> Iri | Literal:
    """The object that a stated value is."""
    value = statement.value or ""
    if statement.property == "identifier":
        return Literal(value)
    if uri := uri_of(statement):
        return Iri(uri)
    if _is_resource(value):
        return Iri(value)
    datatype = _datatype(statement.property, value, statement.scheme)
    return Literal(value, None if datatype else _tag(statement.lang), datatype)


def losses(record: Record) -> tuple[str, ...]:
    """What RDF as we write it no longer tells of this record."""
    names = Counter(term(statement) for statement in dict.fromkeys(record.of(*NAMES)))
    shared = [s for s in record.of(*NAMES) if s.role and names[term(s)] > 1]
    remarks = [f"which role goes with which part: {shared[0].value}, {len(shared)} times"] if shared else []
    return tally(record, _kept, *remarks, description=True, order=False)


def _document(record: Record) -> Iterator[Triple]:
    subject = subject_of(record)
    yield Triple(subject, RDF_TYPE, Iri(DOCUMENT))
    for name, value, statement in stated(record):
        if statement is None:
            yield Triple(subject, DCMI_TERMS + name, Literal(value))
            continue
        found = term(statement)
        yield Triple(subject, DCMI_TERMS + name, found)
        if statement.role and name in NAMES:
            yield Triple(subject, RELATORS + statement.role, found)
        if isinstance(found, Iri) and found.value != value:
            yield Triple(found.value, LABEL, Literal(value, _tag(statement.lang)))


def _description(record: Record) -> Iterator[Triple]:
    """The description itself: a `dcat:CatalogRecord` whose primary topic is the document (DCAT 3 §6.5)."""
    about, subject = record.description, f"{subject_of(record)}#description"
    yield Triple(subject, RDF_TYPE, Iri(f"{DCAT}CatalogRecord"))
    yield Triple(subject, f"{FOAF}primaryTopic", Iri(subject_of(record)))
    for agent in about.makers:
        version = f" {agent.version}" if agent.kind is AgentKind.SOFTWARE and agent.version else ""
        yield Triple(subject, f"{DCMI_TERMS}creator", Literal(f"{agent.name}{version}"))
    made = Literal(time_text(about.created_at), None, f"{XSD}dateTime")
    yield Triple(subject, f"{DCMI_TERMS}created", made)
    for rules in about.conforms_to:
        yield Triple(subject, f"{DCMI_TERMS}conformsTo", Literal(rules))
    yield Triple(subject, f"{DCMI_TERMS}language", Literal(about.language, None, f"{XSD}language"))
    licence = Iri(about.license) if URI.fullmatch(about.license) else Literal(about.license)
    yield Triple(subject, f"{DCMI_TERMS}license", licence)


_LANGUAGE = frozenset({"", "bcp47", "rfc5646", "rfc4646"})
_RESOURCES = ("http://", "https://", "urn:", "ark:", "doi:", "hdl:", "info:")


def _is_resource(value: str) -> bool:
    return value.startswith(_RESOURCES) and URI.fullmatch(value) is not None


@lru_cache(maxsize=1024)
def _datatype(name: str, value: str, scheme: str | None) -> str | None:
    """The datatype whose rules the value keeps: EDTF for dates, `xsd:language` for language tags."""
    folded = (scheme or "").replace(" ", "").casefold()
    if folded == "edtf" or (name in DATES and not folded):
        try:
            edtf.parse(value)
        except ValueError:
            return None
        return EDTF
    if name == "language" and folded in _LANGUAGE and tag_fault(value) is None:
        return f"{XSD}language"
    return None


def _tag(lang: str | None) -> str | None:
    return lang if lang and tag_fault(lang) is None else None


def _kept(statement: Statement) -> frozenset[str]:
    found = term(statement)
    parts = {"role"} if statement.property in NAMES else set()
    if isinstance(found, Iri):
        labelled = found.value != statement.value
        parts |= {"uri", "lang"} if labelled else {"uri"}
    elif found.lang:
        parts.add("lang")
    if isinstance(found, Literal) and found.datatype:
        parts.add("scheme")
    return frozenset(parts)


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")
