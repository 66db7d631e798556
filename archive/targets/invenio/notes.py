"""What InvenioRDM has no field for and a reader may want, as one further description; and what is then still lost."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from archive.record.exports.losses import tally
from archive.record.identifiers import is_global
from archive.record.model import Record, Statement
from archive.record.vocabularies import DCMI_TYPE
from archive.targets.invenio import people, terms

_LABELS = {
    "provenance": "Provenance", "bibliographicCitation": "Preferred citation", "audience": "Audience",
    "accrualMethod": "Accrual method",
}  # fmt: skip
_RELATED = {"isPartOf": "Part of", "relation": "Related", "conformsTo": "Conforms to", "source": "Source"}


def notes(record: Record, unrelated: list[Statement]) -> str:
    """The description's HTML, a paragraph a note; `unrelated` are relations with more to say than an identifier."""
    rows = [*_plain(record), *_gathered(record), *map(_relation, unrelated)]
    return "".join(f"<p><b>{label}:</b> {escape(value, quote=False)}</p>" for label, value in rows)


def _plain(record: Record) -> Iterator[tuple[str, str]]:
    for name, label in _LABELS.items():
        for statement in record.of(name):
            yield label, statement.value or ""


def _gathered(record: Record) -> Iterator[tuple[str, str]]:
    genres = [s.value or "" for s in record.of("type") if not (s.uri or "").startswith(DCMI_TYPE)]
    for label, values in (("Genre", genres), ("Roles", list(people.roles(record)))):
        if values:
            yield label, "; ".join(values)


def _relation(statement: Statement) -> tuple[str, str]:
    words, uri = statement.value or "", statement.uri or ""
    full = f"{words} ({uri})" if uri != words and is_global(uri) else words
    if statement.property == "relation" and statement.note:
        full = f"{full}: {statement.note}"
    return _RELATED.get(statement.property, f"{statement.property[0].upper()}{statement.property[1:]}"), full


def lost(record: Record, house: str | None) -> Iterator[str]:
    """What is not kept, in sentences; `house` is who stands as publisher where the record states none."""
    if not record.of("title"):
        yield "metadata.title: the record states none, so the bag's name stands there."
    if not record.of("publisher") and house:
        yield f'metadata.publisher: the record states none, so the house stands there, "{house}".'
    for statement in record.of("publisher")[1:]:
        yield f"metadata.publisher: one only, so without {statement.value}."
    yield from people.lost_names(record)
    for statement in record.of(*terms.DATES):
        text, less = terms.plain(statement.value or "")
        if text is None:
            yield f"metadata.dates: {statement.property} {statement.value} cannot be written there."
        elif less:
            words = f"written as {text}, without {', '.join(less)}; its EDTF stands in the date's description"
            yield f"metadata.dates: {statement.property} {statement.value} is {words}."
    wordless = [s.value or "" for s in record.of("language") if not terms.language_code(s)]
    if wordless:
        yield f"metadata.languages: {', '.join(wordless)} has no code of ISO 639-3."
    said = tally(record, _kept)
    if said:
        yield f"Only in record.json: {'; '.join(said)}."


_UNTOLD = {
    "accessRights", "accrualPeriodicity", "accrualPolicy", "educationLevel", "hasFormat", "instructionalMethod",
}  # fmt: skip
_LANGUAGE = {"alternative", "description", "tableOfContents"}
_NOTE = {*terms.DATES, "rights", "license", "relation"}
_URI = {"rights", "license", "isPartOf"}
_ROLE = {"creator", "contributor", "mediator"}


def _kept(statement: Statement) -> frozenset[str] | None:
    """What of a statement InvenioRDM keeps, for the count of what it does not."""
    name = statement.property
    if name in _UNTOLD:
        return None
    kept = {("lang", name in _LANGUAGE), ("note", name in _NOTE), ("role", name in _ROLE)}
    addressed = name in _URI or (name in {"spatial", *_ROLE} and _identified(statement))
    return frozenset(part for part, does in {*kept, ("uri", addressed), ("scheme", addressed)} if does)


def _identified(statement: Statement) -> bool:
    uri = statement.uri or ""
    return bool(people.identified(uri)) or (statement.property == "spatial" and "geonames" in uri)
