"""Records as JSON-LD 1.1 in DCMI terms, with the context in the file: nothing has to be fetched to understand it."""

from __future__ import annotations

import json
from typing import Any

from archive.record.exports import graph
from archive.record.exports.graph import PREFIXES, RDF_TYPE, Iri, Literal
from archive.record.model import Record

losses = graph.losses


def to_json_ld(*records: Record) -> bytes:
    """The bytes of one JSON-LD document: the resources of one record or of many, each with what is said of it."""
    nodes: dict[str, dict[str, Any]] = {}
    for subject, predicate, found in dict.fromkeys(t for record in records for t in graph.triples(record)):
        node = nodes.setdefault(subject, {"@id": subject})
        if predicate == RDF_TYPE and isinstance(found, Iri):
            node["@type"] = _compact(found.value)
        else:
            node.setdefault(_compact(predicate), []).append(_object(found))
    document = {"@context": PREFIXES, "@graph": list(nodes.values())}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _object(found: Iri | Literal) -> Any:
    if isinstance(found, Iri):
        return {"@id": found.value}
    if found.lang:
        return {"@value": found.text, "@language": found.lang}
    return {"@value": found.text, "@type": _compact(found.datatype)} if found.datatype else found.text


def _compact(iri: str) -> str:
    """`dcterms:title`, where one of our prefixes fits."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri
