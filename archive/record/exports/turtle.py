"""Records as Turtle (RDF 1.1 Turtle), written by a fixed rule: the same records give the same bytes everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.record.exports import graph
from archive.record.exports.graph import PREFIXES, RDF_TYPE, Iri, Literal, Triple
from archive.record.model import Record

losses = graph.losses


def to_turtle(*records: Record) -> bytes:
    """One graph of these records in UTF-8: the prefixes, then each resource with what is said of it."""
    return write(triple for record in records for triple in graph.triples(record))


def write(triples: Iterable[Triple]) -> bytes:
    """Triples as Turtle, each once: those of one subject together, those of one predicate too, each where its first stands."""
    subjects: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, found in dict.fromkeys(triples):
        subjects.setdefault(subject, {}).setdefault(predicate, []).append(_object(found))
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return (prefixes + "".join(_block(subject, said) for subject, said in subjects.items())).encode()


def iri(value: str) -> str:
    """An IRI as Turtle writes it: `dcterms:title` where a prefix fits, else `<…>`."""
    for prefix, start in PREFIXES.items():
        if value.startswith(start) and _LOCAL.fullmatch(value, len(start)):
            return f"{prefix}:{value[len(start) :]}"
    return f"<{_NO_IRI.sub(_escape, value)}>"


def string(text: str) -> str:
    """A quoted string; what a reader could take for a line end is escaped."""
    return f'"{_NO_STRING.sub(lambda found: _SHORT.get(found[0]) or _escape(found), text)}"'


_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*")
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_NO_STRING = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff]')
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _block(subject: str, said: dict[str, list[str]]) -> str:
    lines = [
        f"    {'a' if predicate == RDF_TYPE else iri(predicate)} " + " ,\n        ".join(objects)
        for predicate, objects in said.items()
    ]
    return f"\n{iri(subject)}\n" + " ;\n".join(lines) + " .\n"


def _object(found: Iri | Literal) -> str:
    if isinstance(found, Iri):
        return iri(found.value)
    if found.lang:
        return f"{string(found.text)}@{found.lang}"
    return f"{string(found.text)}^^{iri(found.datatype)}" if found.datatype else string(found.text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"
