"""What RDF says of documents in DCMI terms: Turtle and JSON-LD, read by rdflib (the extra `rdf`); nothing is ever fetched.

Terms of other vocabularies are passed over, but for MARC relators, which are roles, and labels, which are the words of a resource.
"""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

from archive.errors import RecordError
from archive.record.draft import UNNAMED, Draft, Place, admit, clean, property_fault
from archive.record.exports.graph import DCAT, EDTF, LABEL, NAMES, RDF_TYPE, RELATORS, XSD
from archive.record.model import DCMI_TERMS, PROPERTIES, Origin, Statement
from archive.record.oai_dc import DC, REFINEMENTS
from archive.record.relators import RELATORS as ROLES
from archive.record.sidecar import Declared, count

MAX_BYTES = 4 << 20
_LABELS = (
    LABEL,
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://xmlns.com/foaf/0.1/name",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
)
_BASE = "relative:/"  # what an address without a beginning is beside: no place on this machine
_REFUSALS = (
    SyntaxError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError,
)  # fmt: skip


def read_rdf(data: bytes, where: str, form: str) -> tuple[tuple[tuple[str, ...], Declared], ...]:
    """For each document (its IRI and the identifiers that it gives) what is said of it; `form` is `turtle` or `json-ld`.

    Raises RecordError E0366 with every fault in `causes`, and E0364 where rdflib is not installed.
    """
    if len(data) > MAX_BYTES:
        raise RecordError("E0366", where, f"{len(data)} bytes; a file of this kind has {MAX_BYTES} at most")
    graph = _parsed(data, where, form)
    faults: list[Place] = []
    found = []
    for subject in _documents(graph):
        statements = tuple(_statements(graph, subject, faults))
        given = tuple(s.value for s in statements if s.property == "identifier" and s.value)
        found.append(((str(subject), *given), Declared(statements)))
    if not found:
        raise RecordError("E0366", where, "it says nothing in DCMI terms")
    if faults:
        raise RecordError("E0366", where, count(faults, "graph"), tuple(faults))
    return tuple(found)


def _parsed(data: bytes, where: str, form: str) -> Any:
    try:
        import rdflib
        from rdflib.plugins.parsers.jsonld import to_rdf
    except ImportError as error:
        raise RecordError("E0364", where, "rdflib is not installed") from error
    logging.getLogger("rdflib").addHandler(
        logging.NullHandler()
    )  # what it thinks of a literal is for us to say
    graph = rdflib.Graph()
    try:
        text = data.decode("utf-8-sig")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if form == "turtle":
                graph.parse(data=text, format="turtle", publicID=_BASE)
            else:
                tree = json.loads(text)
                if not isinstance(tree, dict | list):
                    raise ValueError("a JSON-LD document is an object or an array (JSON-LD 1.1 §9)")
                _refuse_remote(tree)
                dataset = rdflib.Dataset(default_union=True)
                to_rdf(tree, dataset, base=_BASE)
                for triple in dataset.triples((None, None, None)):
                    graph.add(triple)
    except _REFUSALS as error:
        raise RecordError(
            "E0366", where, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        ) from error
    return graph


def _refuse_remote(tree: Any) -> None:
    """Raises ValueError on a context that would have to be fetched."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            context = node.get("@context")
            named = context if isinstance(context, list) else [context]
            if "@import" in node or any(isinstance(one, str) for one in named):
                raise ValueError(
                    "it names a context that would have to be fetched; write the context into the file"
                )
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _documents(graph: Any) -> list[Any]:
    """The resources of which something is said in Dublin Core, but for descriptions of descriptions, in order."""
    found = {
        subject
        for subject, predicate, _ in graph
        if str(predicate).startswith((DCMI_TERMS, DC))
        and (subject, _iri(RDF_TYPE), _iri(f"{DCAT}CatalogRecord")) not in graph
    }
    return sorted(found, key=str)


def _statements(graph: Any, subject: Any, faults: list[Place]) -> Iterator[Statement]:
    roles: dict[Any, list[str]] = {}
    told: list[tuple[str, Any]] = []
    for predicate, value in sorted(
        graph.predicate_objects(subject), key=lambda pair: (str(pair[0]), str(pair[1]))
    ):
        name = str(predicate)
        if name.startswith(RELATORS) and name.removeprefix(RELATORS) in ROLES:
            roles.setdefault(value, []).append(name.removeprefix(RELATORS))
        elif name.startswith((DCMI_TERMS, DC)):
            local = name.removeprefix(DCMI_TERMS).removeprefix(DC)
            if local not in (PROPERTIES if name.startswith(DCMI_TERMS) else REFINEMENTS):
                faults.append((f"{str(subject)[:60]} {local[:40]}", property_fault(local)))
            else:
                told.append((local, value))
    named = {value for name, value in told if name in NAMES}
    told += [("contributor", value) for value in roles if value not in named]
    for name, value in sorted(told, key=lambda pair: PROPERTIES.index(pair[0])):
        given = roles.get(value, []) if name in NAMES else []
        statement = _statement(graph, subject, name, value, given.pop(0) if given else None, faults)
        if statement is not None:
            yield statement


def _statement(
    graph: Any, subject: Any, name: str, found: Any, role: str | None, faults: list[Place]
) -> Statement | None:
    import rdflib

    place = f"{str(subject)[:60]} {name}"
    lang = scheme = uri = None
    if isinstance(found, rdflib.Literal):
        value, lang = str(found), found.language
        scheme = _scheme(str(found.datatype) if found.datatype else None)
    else:
        label = _label(graph, found)
        if label is None and isinstance(found, rdflib.BNode):
            faults.append((place, "is a node without a name; give it an rdfs:label"))
            return None
        value, lang = (str(label), label.language) if label is not None else (str(found), None)
        uri = str(found) if label is not None and isinstance(found, rdflib.URIRef) else None
    draft = Draft(place, name, value=clean(value), lang=_cased(lang), scheme=scheme, uri=uri, role=role)
    return admit(draft, UNNAMED, Origin.SUPPLIED, faults)


def _label(graph: Any, resource: Any) -> Any:
    for name in _LABELS:
        labels = sorted(
            graph.objects(resource, _iri(name)), key=lambda one: (str(one.language or ""), str(one))
        )
        if labels:
            return labels[0]
    return None


def _scheme(datatype: str | None) -> str | None:
    if datatype is None or datatype == f"{DCMI_TERMS}W3CDTF":
        return None
    if datatype in (EDTF, f"{XSD}language"):
        return "EDTF" if datatype == EDTF else "BCP 47"
    if datatype.startswith(XSD):
        return None
    return datatype.removeprefix(DCMI_TERMS) if datatype.startswith(DCMI_TERMS) else datatype


def _cased(tag: str | None) -> str | None:
    """A language tag as RFC 5646 §2.1.1 writes it, for readers of RDF make it small: `es-HN`, `zh-Hant`."""
    if not tag:
        return None
    first, *others = tag.split("-")
    tail = [
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part
        for part in others
    ]
    return "-".join([first.lower(), *tail])


def _iri(text: str) -> Any:
    import rdflib

    return rdflib.URIRef(text)
