"""DSpace's own metadata fields (schema `dc`), which of them says what in our terms, and the way back."""

from __future__ import annotations

from archive.record.exports.dates import plain_date
from archive.record.model import PROPERTIES, Statement
from archive.record.vocabularies import MEDIA_TYPE, URI

_REGISTERED = """\
    contributor contributor.advisor contributor.author contributor.editor contributor.illustrator contributor.other
    coverage.spatial coverage.temporal creator date date.accessioned date.available date.copyright date.created date.issued
    date.submitted description description.abstract description.provenance description.sponsorship
    description.statementofresponsibility description.tableofcontents description.uri format format.extent format.medium
    format.mimetype identifier identifier.citation identifier.govdoc identifier.isbn identifier.ismn identifier.issn identifier.other
    identifier.sici identifier.uri language language.iso provenance publisher relation relation.haspart relation.hasversion
    relation.isbasedon relation.isformatof relation.ispartof relation.ispartofseries relation.isreferencedby relation.isreplacedby
    relation.isversionof relation.replaces relation.requires relation.uri rights rights.license rights.uri source source.uri subject
    subject.classification subject.ddc subject.lcc subject.lcsh subject.mesh subject.other title title.alternative type"""
FIELDS = frozenset(_REGISTERED.split())
"""The fields of schema `dc` (dspace/config/registries/dublin-core-types.xml) that every release from 5.0 to 10.0 registers."""


def place_of(statement: Statement) -> str | None:
    """The field of schema `dc` for a stated value, as `contributor.author`; None where only a DCMI term says it."""
    name, value = statement.property, statement.value or ""
    if name == "contributor" and statement.role:
        return ROLES.get(statement.role, "contributor.other")
    if name == "subject" and statement.scheme:
        return SUBJECTS.get(statement.scheme.casefold(), "subject.other")
    if name == "identifier" and value.startswith(("http:", "https:", "ark:")):
        return "identifier.uri"
    if name == "format" and MEDIA_TYPE.fullmatch(value):
        return "format.mimetype"
    if name == "language" and statement.scheme in (None, "BCP 47", "RFC 5646"):
        return "language.iso"
    if name == "rights" and URI.fullmatch(value):
        return "rights.uri"
    if name == "source" and URI.fullmatch(value):
        return "source.uri"
    if name == "issued" and plain_date(value).text is None:
        return None
    return PLACES.get(name)


def meaning(schema: str, element: str, qualifier: str | None) -> tuple[str, str | None, str | None] | None:
    """(property, role, scheme) of a DSpace field; None for one that says nothing of the document, KeyError for one that there is not."""
    if schema == "dcterms":
        if element not in PROPERTIES or qualifier:
            raise KeyError(element)
        return element, None, None
    place = f"{element}.{qualifier}" if qualifier else element
    if place not in FIELDS:
        raise KeyError(place)
    name = _BACK.get(place)
    if name is None:
        return None
    role = next((code for code, at in ROLES.items() if at == place), None)
    scheme = next((code.upper() for code, at in SUBJECTS.items() if at == place), None)
    return name, role, scheme


PLACES = {
    "title": "title",
    "alternative": "title.alternative",
    "creator": "contributor.author",
    "contributor": "contributor",
    "publisher": "publisher",
    "created": "date.created",
    "date": "date",
    "issued": "date.issued",
    "dateCopyrighted": "date.copyright",
    "dateSubmitted": "date.submitted",
    "abstract": "description.abstract",
    "description": "description",
    "tableOfContents": "description.tableofcontents",
    "subject": "subject",
    "spatial": "coverage.spatial",
    "temporal": "coverage.temporal",
    "type": "type",
    "format": "format",
    "extent": "format.extent",
    "medium": "format.medium",
    "language": "language",
    "identifier": "identifier.other",
    "bibliographicCitation": "identifier.citation",
    "relation": "relation",
    "isPartOf": "relation.ispartof",
    "hasPart": "relation.haspart",
    "isVersionOf": "relation.isversionof",
    "hasVersion": "relation.hasversion",
    "isFormatOf": "relation.isformatof",
    "isReferencedBy": "relation.isreferencedby",
    "isReplacedBy": "relation.isreplacedby",
    "replaces": "relation.replaces",
    "requires": "relation.requires",
    "source": "source",
    "rights": "rights",
    "license": "rights.license",
}
ROLES = {
    "edt": "contributor.editor",
    "ill": "contributor.illustrator",
    "ths": "contributor.advisor",
}
SUBJECTS = {"lcsh": "subject.lcsh", "mesh": "subject.mesh", "ddc": "subject.ddc", "lcc": "subject.lcc"}
_BACK = {place: name for name, place in reversed(PLACES.items())}
_BACK |= {
    "contributor.other": "contributor",
    "creator": "creator",
    "identifier": "identifier",
    "identifier.uri": "identifier",
    "language.iso": "language",
    "format.mimetype": "format",
    "rights.uri": "rights",
    "source.uri": "source",
    "relation.uri": "relation",
    "relation.isbasedon": "source",
    "relation.ispartofseries": "isPartOf",
    "coverage.spatial": "spatial",
    "date.available": "available",
    "provenance": "provenance",
    "description.provenance": "provenance",
    "subject.other": "subject",
    "subject.classification": "subject",
    **dict.fromkeys(
        (f"identifier.{kind}" for kind in ("govdoc", "isbn", "ismn", "issn", "sici")), "identifier"
    ),
    **dict.fromkeys(ROLES.values(), "contributor"),
    **dict.fromkeys(SUBJECTS.values(), "subject"),
    **dict.fromkeys(
        ("description.sponsorship", "description.statementofresponsibility", "description.uri"), "description"
    ),
}
