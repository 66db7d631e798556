"""A PREMIS 3.0 XML document as values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.errors import ArchiveError
from archive.fixity import Algorithm
from archive.premis.model import Event, EventType, Object, Premis, PremisAgent, Rights, Role
from archive.premis.terms import AGENT_CODES, NAMESPACE
from archive.xml import parse


def from_xml(data: bytes) -> Premis:
    """What `to_xml` wrote. Raises ArchiveError E0408 on XML that cannot be taken, E0409 on a document of another shape."""
    root = parse(data)
    try:
        return Premis(
            objects=tuple(_read_object(item) for item in _children(root, "object")),
            events=tuple(_read_event(item) for item in _children(root, "event")),
            agents=tuple(_read_agent(item) for item in _children(root, "agent")),
            rights=tuple(_read_rights(item) for item in _children(root, "rights")),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise ArchiveError("E0409", "premis", str(error)) from error


def _children(element: Any, name: str) -> Iterator[Any]:
    return iter(element.findall(f"{{{NAMESPACE}}}{name}"))


def _text(element: Any, *path: str) -> str | None:
    found = element.find("/".join(f"{{{NAMESPACE}}}{name}" for name in path))
    return None if found is None else (found.text or "")


def _required(element: Any, *path: str) -> str:
    value = _text(element, *path)
    if value is None:
        raise ValueError(f"{'/'.join(path)} is missing")
    return value


def _read_identifier(element: Any, name: str) -> str:
    value = _required(element, name, f"{name}Value")
    return f"urn:uuid:{value}" if _required(element, name, f"{name}Type") == "UUID" else value


def _code(element: Any, *path: str) -> str:
    found = element.find("/".join(f"{{{NAMESPACE}}}{name}" for name in path))
    if found is None:
        raise ValueError(f"{'/'.join(path)} is missing")
    return str(found.get("valueURI", "")).rsplit("/", 1)[-1]


def _read_object(element: Any) -> Object:
    traits = element.find(f"{{{NAMESPACE}}}objectCharacteristics")
    if traits is None:
        raise ValueError("objectCharacteristics is missing")
    digests = tuple(
        (Algorithm(_code(fixity, "messageDigestAlgorithm")), _required(fixity, "messageDigest"))
        for fixity in _children(traits, "fixity")
    )
    maker = _text(traits, "creatingApplication", "creatingApplicationName")
    related = element.find(f"{{{NAMESPACE}}}relationship")
    return Object(
        identifier=_read_identifier(element, "objectIdentifier"),
        path=_required(element, "storage", "contentLocation", "contentLocationValue"),
        size=int(_required(traits, "size")),
        digests=digests,
        format_name=_required(traits, "format", "formatDesignation", "formatName"),
        puid=_required(traits, "format", "formatRegistry", "formatRegistryKey"),
        original_name=_text(element, "originalName"),
        application=(maker, _required(traits, "creatingApplication", "creatingApplicationVersion"))
        if maker
        else None,
        source=None if related is None else _read_identifier(related, "relatedObjectIdentifier"),
        source_event=None if related is None else _read_identifier(related, "relatedEventIdentifier"),
    )


def _read_event(element: Any) -> Event:
    def links(name: str) -> tuple[tuple[str, Role], ...]:
        found = []
        for item in _children(element, f"{name}Identifier"):
            kind, value = _required(item, f"{name}IdentifierType"), _required(item, f"{name}IdentifierValue")
            found.append((f"urn:uuid:{value}" if kind == "UUID" else value, Role(_code(item, f"{name}Role"))))
        return tuple(found)

    return Event(
        identifier=_read_identifier(element, "eventIdentifier"),
        type=EventType(_code(element, "eventType")),
        at=_required(element, "eventDateTime"),
        detail=_required(element, "eventDetailInformation", "eventDetail"),
        note=_text(element, "eventOutcomeInformation", "eventOutcomeDetail", "eventOutcomeDetailNote"),
        agents=links("linkingAgent"),
        objects=links("linkingObject"),
    )


def _read_agent(element: Any) -> PremisAgent:
    kinds = {code: kind for kind, code in AGENT_CODES.items()}
    return PremisAgent(
        identifier=_read_identifier(element, "agentIdentifier"),
        kind=kinds[_code(element, "agentType")],
        name=_required(element, "agentName"),
        version=_text(element, "agentVersion"),
    )


def _read_rights(element: Any) -> Rights:
    statement = element.find(f"{{{NAMESPACE}}}rightsStatement")
    if statement is None:
        raise ValueError("rightsStatement is missing")
    document = (
        "otherRightsInformation",
        "otherRightsDocumentationIdentifier",
        "otherRightsDocumentationIdentifierValue",
    )
    linked = []
    for item in _children(statement, "linkingObjectIdentifier"):
        kind, value = (
            _required(item, "linkingObjectIdentifierType"),
            _required(item, "linkingObjectIdentifierValue"),
        )
        linked.append(f"urn:uuid:{value}" if kind == "UUID" else value)
    return Rights(
        identifier=_read_identifier(statement, "rightsStatementIdentifier"),
        uri=_required(statement, *document),
        note=_text(statement, "otherRightsInformation", "otherRightsNote"),
        objects=tuple(linked),
    )
