"""What InvenioRDM is told of a parcel: the body of a draft, and what of the record it does not keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from archive.record.model import Record, Statement
from archive.record.vocabularies import DCMI_TYPE
from archive.targets.invenio import people, terms
from archive.targets.invenio.notes import lost as lost_of
from archive.targets.invenio.notes import notes
from archive.targets.parcel import Parcel
from archive.targets.trees import rows

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
    values = (str(row.get("identifier", "")) for row in rows(metadata, "identifiers"))
    return next((value.removeprefix(KEY) for value in values if value.startswith(KEY)), None)


def has_identifier(metadata: Row, value: str) -> bool:
    return any(row.get("identifier") == value for row in rows(metadata, "identifiers"))


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
        "description": _html("\n\n".join(s.value or "" for s in record.of("abstract"))),
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
    lost = [*([dated] if dated else []), *lost_of(record, house)]
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
        {"description": _html(s.value), "type": {"id": kind}, **terms.language(s.lang)}
        for name, kind in (("tableOfContents", "table-of-contents"), ("description", "other"))
        for s in record.of(name)
    ]
    said = notes(record, unrelated)
    return [*rows, {"description": said, "type": {"id": "other"}}] if said else rows


def _bare(parcel: Parcel) -> tuple[Row, tuple[str, ...]]:
    """For a bag without a record of ours: what bag-info.txt says."""
    house = parcel.field("Source-Organization")
    title = parcel.field("Internal-Sender-Description") or parcel.name
    day, _ = terms.plain((parcel.field("Bagging-Date") or "").strip())
    descriptions = [value for label, value in parcel.info if label.casefold() == "external-description"]
    own = terms.identifier(parcel.identifier) or {"scheme": "other", "identifier": parcel.identifier}
    metadata: Row = {
        "resource_type": {"id": _FALLBACK},
        "title": " ".join(title.split()),
        "publication_date": day,
        "creators": [{"person_or_org": {"type": "organizational", "name": house or people.UNKNOWN}}],
        "publisher": house,
        "description": _html("\n\n".join(descriptions)),
        "identifiers": [own],
    }
    said = (
        "metadata: the bag has no record of ours, so title, creators and date are what bag-info.txt says: "
        f"{metadata['title']}; {house or people.UNKNOWN}; {day or 'none'}."
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


def _html(text: str | None) -> str:
    """The text as HTML: of one paragraph without tags, for InvenioRDM's Dublin Core shows tags as letters."""
    parts = [
        escape(" ".join(part.split()), quote=False) for part in (text or "").split("\n\n") if part.strip()
    ]
    return parts[0] if len(parts) == 1 else "".join(f"<p>{part}</p>" for part in parts)
