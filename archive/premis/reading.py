"""A PREMIS 3.0 XML document as values."""

from __future__ import annotations

from typing import Any

from archive.errors import ArchiveError
from archive.fixity import Algorithm
from archive.premis.model import (
    Event,
    EventOutcome,
    EventType,
    Object,
    Premis,
    PremisAgent,
    Representation,
    Rights,
    Role,
)
from archive.premis.terms import AGENT_CODES, NAMESPACE
from archive.xml import parse

# The children of an element by their tags, looked at once: a search by path for each value costs twice as much.
_Children = dict[str, list[Any]]

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_KINDS = {code: kind for kind, code in AGENT_CODES.items()}


def from_xml(data: bytes) -> Premis:
    """What `to_xml` wrote. Raises ArchiveError E0408 on XML that cannot be taken, E0409 on a document of another shape."""
    root = _children(parse(data))
    try:
        wholes = [item for item in _all(root, "object") if item.get(_TYPE) == "representation"]
        files = [item for item in _all(root, "object") if item.get(_TYPE) != "representation"]
        return Premis(
            objects=tuple([_read_object(_children(item)) for item in files]),
            events=tuple([_read_event(_children(item)) for item in _all(root, "event")]),
            agents=tuple([_read_agent(_children(item)) for item in _all(root, "agent")]),
            rights=tuple([_read_rights(_children(item)) for item in _all(root, "rights")]),
            representations=tuple([_read_representation(_children(item)) for item in wholes]),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise ArchiveError("E0409", "premis", str(error)) from error


def _children(element: Any) -> _Children:
    found: _Children = {}
    for child in element:
        found.setdefault(child.tag, []).append(child)
    return found


def _all(parent: _Children, name: str) -> list[Any]:
    return parent.get(f"{{{NAMESPACE}}}{name}", [])


def _first(parent: _Children, name: str, *path: str) -> Any:
    """The first element at this path of names, or None."""
    for element in _all(parent, name):
        found = _first(_children(element), *path) if path else element
        if found is not None:
            return found
    return None


def _text(parent: _Children, *path: str) -> str | None:
    found = _first(parent, *path)
    return None if found is None else (found.text or "")


def _required(parent: _Children, *path: str) -> str:
    value = _text(parent, *path)
    if value is None:
        raise ValueError(f"{'/'.join(path)} is missing")
    return value


def _read_identifier(parent: _Children, name: str) -> str:
    value = _required(parent, name, f"{name}Value")
    return _identifier(_required(parent, name, f"{name}Type"), value)


def _identifier(kind: str, value: str) -> str:
    return f"urn:uuid:{value}" if kind == "UUID" else value


def _code(parent: _Children, name: str) -> str:
    found = _first(parent, name)
    if found is None:
        raise ValueError(f"{name} is missing")
    return str(found.get("valueURI", "")).rsplit("/", 1)[-1]


def _read_representation(parts: _Children) -> Representation:
    places = []
    for storage in map(_children, _all(parts, "storage")):
        kind = _required(storage, "contentLocation", "contentLocationType")
        places.append((kind, _required(storage, "contentLocation", "contentLocationValue")))
    relationship = _first(parts, "relationship")
    return Representation(
        identifier=_read_identifier(parts, "objectIdentifier"),
        name=_required(parts, "originalName"),
        represents=None
        if relationship is None
        else _read_identifier(_children(relationship), "relatedObjectIdentifier"),
        places=tuple(places),
    )


def _read_object(parts: _Children) -> Object:
    found = _first(parts, "objectCharacteristics")
    if found is None:
        raise ValueError("objectCharacteristics is missing")
    traits = _children(found)
    digests = tuple(
        [
            (Algorithm(_code(fixity, "messageDigestAlgorithm")), _required(fixity, "messageDigest"))
            for fixity in map(_children, _all(traits, "fixity"))
        ]
    )
    maker = _text(traits, "creatingApplication", "creatingApplicationName")
    relationship = _first(parts, "relationship")
    related = None if relationship is None else _children(relationship)
    return Object(
        identifier=_read_identifier(parts, "objectIdentifier"),
        path=_required(parts, "storage", "contentLocation", "contentLocationValue"),
        size=int(_required(traits, "size")),
        digests=digests,
        format_name=_required(traits, "format", "formatDesignation", "formatName"),
        puid=_required(traits, "format", "formatRegistry", "formatRegistryKey"),
        original_name=_text(parts, "originalName"),
        application=(maker, _required(traits, "creatingApplication", "creatingApplicationVersion"))
        if maker
        else None,
        source=None if related is None else _read_identifier(related, "relatedObjectIdentifier"),
        source_event=None if related is None else _read_identifier(related, "relatedEventIdentifier"),
    )


def _read_event(parts: _Children) -> Event:
    ended = _first(parts, "eventOutcomeInformation")
    if ended is None:
        raise ValueError("eventOutcomeInformation is missing")
    return Event(
        identifier=_read_identifier(parts, "eventIdentifier"),
        type=EventType(_code(parts, "eventType")),
        at=_required(parts, "eventDateTime"),
        detail=_required(parts, "eventDetailInformation", "eventDetail"),
        note=_text(parts, "eventOutcomeInformation", "eventOutcomeDetail", "eventOutcomeDetailNote"),
        agents=_links(parts, "linkingAgent"),
        objects=_links(parts, "linkingObject"),
        outcome=EventOutcome(_code(_children(ended), "eventOutcome")),
    )


def _links(parts: _Children, name: str) -> tuple[tuple[str, Role], ...]:
    found = []
    for item in map(_children, _all(parts, f"{name}Identifier")):
        kind, value = _required(item, f"{name}IdentifierType"), _required(item, f"{name}IdentifierValue")
        found.append((_identifier(kind, value), Role(_code(item, f"{name}Role"))))
    return tuple(found)


def _read_agent(parts: _Children) -> PremisAgent:
    return PremisAgent(
        identifier=_read_identifier(parts, "agentIdentifier"),
        kind=_KINDS[_code(parts, "agentType")],
        name=_required(parts, "agentName"),
        version=_text(parts, "agentVersion"),
    )


def _read_rights(parts: _Children) -> Rights:
    found = _first(parts, "rightsStatement")
    if found is None:
        raise ValueError("rightsStatement is missing")
    statement = _children(found)
    document = (
        "otherRightsInformation",
        "otherRightsDocumentationIdentifier",
        "otherRightsDocumentationIdentifierValue",
    )
    linked = []
    for item in map(_children, _all(statement, "linkingObjectIdentifier")):
        kind, value = (
            _required(item, "linkingObjectIdentifierType"),
            _required(item, "linkingObjectIdentifierValue"),
        )
        linked.append(_identifier(kind, value))
    return Rights(
        identifier=_read_identifier(statement, "rightsStatementIdentifier"),
        uri=_required(statement, *document),
        note=_text(statement, "otherRightsInformation", "otherRightsNote"),
        objects=tuple(linked),
    )
