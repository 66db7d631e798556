"""A draft fitted to a site: terms that its vocabularies lack are left out, or said in words."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from archive.record.model import Record
from archive.targets.invenio import terms
from archive.targets.invenio.site import Site

Row = dict[str, Any]
Lack = tuple[str, str, str]
"""Field, vocabulary and term."""

_LISTS = {"languages": "languages", "rights": "licenses"}
_WITHIN = {
    "creators": ("role", "creatorsroles"), "contributors": ("role", "contributorsroles"), "dates": ("type", "datetypes"),
    "additional_titles": ("type", "titletypes"), "additional_descriptions": ("type", "descriptiontypes"),
    "related_identifiers": ("relation_type", "relationtypes"),
}  # fmt: skip
_OPTIONAL = {"creators"}  # whose row stands without the term too


class Vocabularies:
    """The vocabularies of a site; each term is asked for once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[tuple[str, str], bool] = {}

    def has(self, vocabulary: str, term: str) -> bool:
        if (vocabulary, term) not in self._known:
            self._known[vocabulary, term] = self._site.has_term(vocabulary, term)
        return self._known[vocabulary, term]


def used(body: Row) -> Iterator[Lack]:
    """Each term that a draft's metadata takes from a vocabulary, with its field."""
    metadata = body["metadata"]
    yield "metadata.resource_type", "resourcetypes", metadata["resource_type"]["id"]
    for field, vocabulary in _LISTS.items():
        for at, row in enumerate(metadata.get(field, ())):
            if "id" in row:
                yield f"metadata.{field}.{at}", vocabulary, row["id"]
    for field, (key, vocabulary) in _WITHIN.items():
        for at, row in enumerate(metadata.get(field, ())):
            if key in row:
                yield f"metadata.{field}.{at}.{key}", vocabulary, row[key]["id"]
            if "lang" in row:
                yield f"metadata.{field}.{at}.lang", "languages", row["lang"]["id"]


def lacking(body: Row, vocabularies: Vocabularies) -> tuple[Lack, ...]:
    """Those of them that the site does not have."""
    return tuple(lack for lack in used(body) if not vocabularies.has(lack[1], lack[2]))


def fitted(body: Row, lacks: tuple[Lack, ...], record: Record | None) -> Row:
    """The body without what the site lacks; a licence is said by its words and address instead."""
    if not lacks:
        return body
    wanting = {(vocabulary, term) for _, vocabulary, term in lacks}
    metadata = deepcopy(body["metadata"])
    for field, vocabulary in _LISTS.items():
        metadata[field] = [
            row if (vocabulary, row.get("id")) not in wanting else _said(row, field, record)
            for row in metadata.get(field, ())
        ]
    for field, (key, vocabulary) in _WITHIN.items():
        rows = [
            row
            if (vocabulary, row.get(key, {}).get("id")) not in wanting
            else {k: v for k, v in row.items() if k != key}
            for row in metadata.get(field, ())
        ]
        metadata[field] = [row for row in rows if key in row or field in _OPTIONAL]
        for row in metadata[field]:
            if ("languages", row.get("lang", {}).get("id")) in wanting:
                del row["lang"]
    kept = {
        key: [row for row in value if row] if isinstance(value, list) else value
        for key, value in metadata.items()
    }
    return {**body, "metadata": {key: value for key, value in kept.items() if value}}


def _said(row: Row, field: str, record: Record | None) -> Row:
    stated = record.of("license", "rights") if record and field == "rights" else ()
    return terms.spelled(stated, row["id"]) or {}
