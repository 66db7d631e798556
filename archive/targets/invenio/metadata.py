"""What InvenioRDM is told of a parcel: the body of a draft, and what of the record it does not keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from archive.record.exports.losses import tally
from archive.record.identifiers import is_global
from archive.record.model import Record, Statement
from archive.record.vocabularies import DCMI_TYPE
from archive.targets.invenio import people, terms
from archive.targets.parcel import Parcel

Row = dict[str, Any]

KEY = "tagmanifest-sha256:"
"""Before a parcel's key, among the identifiers: by it the bag is found again."""

ACCESS = ("as-described", "public", "restricted")
"""Who may read the files: as the record's access rights say (nobody, where it says nothing), or by the depositor's word."""

_OPEN = "http://purl.org/coar/access_right/c_abf2"
_TYPES = {
    "http://purl.org/dc/dcmitype/Text": "publication-other", "http://purl.org/dc/dcmitype/Dataset": "dataset",
    "http://purl.org/dc/dcmitype/Image": "image", "http://purl.org/dc/dcmitype/StillImage": "image",
    "http://purl.org/dc/dcmitype/MovingImage": "video", "http://purl.org/dc/dcmitype/Sound": "audio",
    "http://purl.org/dc/dcmitype/Software": "software", "http://purl.org/dc/dcmitype/PhysicalObject": "physicalobject",
    "http://purl.org/dc/dcmitype/Event": "event",
}  # fmt: skip
_FALLBACK = "other"


@dataclass(frozen=True, slots=True)
class Told:
    """`body` is the JSON of a draft without its files; `lost` says in sentences what it does not keep."""

    body: Row
    lost: tuple[str, ...]


def told(parcel: Parcel, access: str) -> Told:
    """What is told of this parcel: from its record, or of a bag that has none from bag-info.txt."""
    record = parcel.record
    metadata, lost = _recorded(record, parcel) if record else _bare(parcel)
    metadata["identifiers"] = [
        *metadata["identifiers"], {"scheme": "other", "identifier": key_identifier(parcel.key)}
    ]  # fmt: skip
    files, said = _access(record, access)
    body = {"access": {"record": "public", "files": files}, "files": {"enabled": True}, "metadata": metadata}
    return Told(body, (*lost, *said))


def key_identifier(key: str) -> str:
    return f"{KEY}{key}"


def key_of(metadata: Row) -> str | None:
    """The key of the bag that a draft or record was made of, None where it was not made by us."""
    values = (str(row.get("identifier", "")) for row in metadata.get("identifiers") or ())
    return next((value.removeprefix(KEY) for value in values if value.startswith(KEY)), None)


def has_identifier(metadata: Row, value: str) -> bool:
    return any(row.get("identifier") == value for row in metadata.get("identifiers") or ())


def identifier_of(parcel: Parcel) -> str:
    """The parcel's identifier as it stands among InvenioRDM's: a DOI, say, without what is before its number."""
    row = terms.identifier(parcel.identifier)
    return str(row["identifier"]) if row else parcel.identifier


def fields(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each value of a body with its place, in InvenioRDM's own names: `metadata.creators.0.role.id`."""
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(tree, dict):
        pairs = tree.items()
    elif isinstance(tree, list):
        pairs = enumerate(tree)
    else:
        yield path, str(tree)
    for key, value in pairs:
        yield from fields(value, f"{path}.{key}" if path else str(key))


def _recorded(record: Record, parcel: Parcel) -> tuple[Row, tuple[str, ...]]:
    title = next(iter(record.of("title")), None)
    day, dated = terms.publication_date(record, parcel.field("Bagging-Date"))
    related, unrelated = terms.relations(record)
    house = parcel.field("Source-Organization")
    publisher = record.value("publisher") or house
    abstract = record.of("abstract")
    metadata: Row = {
        "resource_type": {"id": resource_type(record)},
        "title": (title.value if title else None) or parcel.name,
        "additional_titles": [
            {"title": s.value, "type": {"id": "alternative-title"}, **terms.language(s.lang)}
            for s in record.of("alternative")
        ],
        "publication_date": day,
        "creators": people.creators(record),
        "contributors": people.contributors(record),
        "publisher": publisher,
        "description": "".join(_paragraph(s.value) for s in abstract),
        "additional_descriptions": _descriptions(record, unrelated),
        "subjects": [{"subject": value} for value in dict.fromkeys(s.value for s in record.of("subject"))],
        "languages": terms.languages(record),
        "dates": terms.dates(record),
        "identifiers": terms.identifiers(record),
        "related_identifiers": related,
        "sizes": [s.value for s in record.of("extent")],
        "formats": [s.value for s in record.of("format", "medium")],
        "rights": terms.rights(record),
        "locations": {"features": terms.places(record)} if record.of("spatial", "coverage") else None,
    }
    lost = [*_lost(record, metadata, house), *([dated] if dated else [])]
    return {key: value for key, value in metadata.items() if value}, tuple(lost)


def resource_type(record: Record) -> str:
    """InvenioRDM's resource type for the first DCMI type."""
    for statement in record.of("type"):
        name = statement.uri or f"{DCMI_TYPE}{statement.value}"
        if name in _TYPES:
            return _TYPES[name]
    return _FALLBACK


def _descriptions(record: Record, unrelated: list[Statement]) -> list[Row]:
    rows = [
        {"description": _paragraph(s.value), "type": {"id": kind}, **terms.language(s.lang)}
        for name, kind in (("tableOfContents", "table-of-contents"), ("description", "other"))
        for s in record.of(name)
    ]
    notes = "".join(
        f"<p><b>{escape(label)}:</b> {escape(value)}</p>" for label, value in _notes(record, unrelated)
    )
    return [*rows, {"description": notes, "type": {"id": "other"}}] if notes else rows


def _notes(record: Record, unrelated: list[Statement]) -> Iterator[tuple[str, str]]:
    """What InvenioRDM has no field for, as a reader may want it, each with its label."""
    for name, label in (("provenance", "Provenance"), ("bibliographicCitation", "Preferred citation")):
        for statement in record.of(name):
            yield label, statement.value or ""
    genres = [s.value or "" for s in record.of("type") if not (s.uri or "").startswith(DCMI_TYPE)]
    if genres:
        yield "Genre", "; ".join(genres)
    roles = list(people.roles(record))
    if roles:
        yield "Roles", "; ".join(roles)
    for statement in unrelated:
        label = {"isPartOf": "Part of", "relation": "Related", "conformsTo": "Conforms to"}.get(
            statement.property
        )
        words = statement.value or ""
        uri = statement.uri if statement.uri and statement.uri != words and is_global(statement.uri) else None
        told = f"{words} ({uri})" if uri else words
        yield (
            label or statement.property,
            f"{told}: {statement.note}" if statement.property == "relation" and statement.note else told,
        )
    for name, label in (("audience", "Audience"), ("accrualMethod", "Accrual method")):
        for statement in record.of(name):
            yield label, statement.value or ""


def _lost(record: Record, metadata: Row, house: str | None) -> Iterator[str]:
    if not record.of("title"):
        yield "metadata.title: the record states none, so the bag's name stands there."
    if not record.of("publisher") and metadata["publisher"]:
        yield f'metadata.publisher: the record states none, so the house stands there, "{house}".'
    for statement in record.of("publisher")[1:]:
        yield f"metadata.publisher: one only, so without {statement.value}."
    yield from people.lost_names(record)
    for statement in record.of(*terms.DATES):
        text, lost = terms.plain(statement.value or "")
        if text is None:
            yield f"metadata.dates: {statement.property} {statement.value} cannot be written there."
        elif lost:
            words = (
                f"written as {text} without {', '.join(lost)}; its EDTF stands in the description of the date"
            )
            yield f"metadata.dates: {statement.property} {statement.value} is {words}."
    wordless = [s.value or "" for s in record.of("language") if not terms.language_code(s)]
    if wordless:
        yield f"metadata.languages: {', '.join(wordless)} has no code of ISO 639-3."
    said = tally(record, _kept)
    if said:
        yield f"Only in record.json: {'; '.join(said)}."


def _kept(statement: Statement) -> frozenset[str] | None:
    """What of a statement InvenioRDM keeps, for the count of what it does not."""
    name = statement.property
    if name in _UNTOLD:
        return None
    parts = {"lang"} if name in {"alternative", "description", "tableOfContents"} else set()
    if name in {
        "created",
        "issued",
        "available",
        "modified",
        "valid",
        "date",
        "temporal",
        "rights",
        "license",
        "relation",
    }:
        parts |= {"note"}
    if name in {"rights", "license", "isPartOf"} or (
        name in {"spatial", "creator", "contributor"} and _identified(statement)
    ):
        parts |= {"uri", "scheme"}
    if name in {"creator", "contributor", "mediator"}:
        parts |= {"role"}
    return frozenset(parts)


_UNTOLD = {
    "accessRights", "accrualPeriodicity", "accrualPolicy", "educationLevel", "hasFormat", "instructionalMethod",
}  # fmt: skip


def _identified(statement: Statement) -> bool:
    uri = statement.uri or ""
    return bool(people.identified(uri)) or (statement.property == "spatial" and "geonames" in uri)


def _bare(parcel: Parcel) -> tuple[Row, tuple[str, ...]]:
    """For a bag without a record of ours: what bag-info.txt says."""
    house = parcel.field("Source-Organization")
    title = parcel.field("Internal-Sender-Description") or parcel.name
    day = (parcel.field("Bagging-Date") or "").strip() or "1980-01-01"
    own = terms.identifier(parcel.identifier) or {"scheme": "other", "identifier": parcel.identifier}
    metadata: Row = {
        "resource_type": {"id": _FALLBACK},
        "title": " ".join(title.split()),
        "publication_date": day,
        "creators": [{"person_or_org": {"type": "organizational", "name": house or people.UNKNOWN}}],
        "publisher": house,
        "description": "".join(
            _paragraph(value) for label, value in parcel.info if label.casefold() == "external-description"
        ),
        "identifiers": [own],
    }
    said = (
        "metadata: the bag has no record of ours, so title, creators and date are what bag-info.txt says: "
        f"{metadata['title']}; {house or people.UNKNOWN}; {day}."
    )
    return {key: value for key, value in metadata.items() if value}, (said,)


def _access(record: Record | None, access: str) -> tuple[str, tuple[str, ...]]:
    """Who may read the files, and a sentence where the record's word is not the whole reason."""
    stated = record.of("accessRights") if record else ()
    if access != "as-described":
        return access, (f"access.files: {access}, as the deposit's option says.",)
    if stated and all(statement.uri == _OPEN for statement in stated):
        return "public", ()
    words = ", ".join(s.value or s.uri or "" for s in stated)
    reason = f'the record says "{words}"' if words else "nothing says who may read them"
    return "restricted", (
        f"access.files: restricted, for {reason}; an embargo's end is to be set there by hand.",
    )


def _paragraph(text: str | None) -> str:
    return "".join(
        f"<p>{escape(' '.join(part.split()))}</p>" for part in (text or "").split("\n\n") if part.strip()
    )
