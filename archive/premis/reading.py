"""A PREMIS 3.0 XML document as values."""

from __future__ import annotations

from functools import lru_cache
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

# The children of an element by their local names: each element is looked through once, for a search by path for each value
# costs three times as much.
_Children = dict[str, list[Any]]

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_KINDS = {code: kind for kind, code in AGENT_CODES.items()}
_ALGORITHMS = {algorithm.value: algorithm for algorithm in Algorithm}
_EVENTS = {event.value: event for event in EventType}
_ROLES = {role.value: role for role in Role}
_START = f"{{{NAMESPACE}}}"


def from_xml(data: bytes) -> Premis:
    """What `to_xml` wrote. Raises ArchiveError E0408 on XML that cannot be taken, E0409 on a document of another shape."""
    root = _children(parse(data))
    try:
        objects = root.get("object", ())
        wholes = [item for item in objects if item.get(_TYPE) == "representation"]
        files = [item for item in objects if item.get(_TYPE) != "representation"]
        return Premis(
            objects=tuple([_read_object(_children(item)) for item in files]),
            events=tuple([_read_event(_children(item)) for item in root.get("event", ())]),
            agents=tuple([_read_agent(_children(item)) for item in root.get("agent", ())]),
            rights=tuple([_read_rights(_children(item)) for item in root.get("rights", ())]),
            representations=tuple([_read_representation(_children(item)) for item in wholes]),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise ArchiveError("E0409", "premis", str(error)) from error


def _children(element: Any) -> _Children:
    found: _Children = {}
    for child in element:
        name = _local(child.tag)
        if name in found:
            found[name].append(child)
        else:
            found[name] = [child]
    return found


@lru_cache(maxsize=256)
def _local(tag: Any) -> str:
    """The local name of an element of PREMIS; of any other, and of a comment, nothing."""
    return tag[len(_START) :] if isinstance(tag, str) and tag.startswith(_START) else ""


def _inner(parent: _Children, name: str) -> _Children:
    """The children of the first element of this name. Raises ValueError if there is none."""
    return _children(_one(parent, name))


def _one(parent: _Children, name: str) -> Any:
    found = parent.get(name)
    if found is None:
        raise ValueError(f"{name} is missing")
    return found[0]


def _words(parent: _Children, name: str) -> str:
    """The text of the first element of this name. Raises ValueError if there is none."""
    return _one(parent, name).text or ""


def _optional(parent: _Children, name: str) -> str | None:
    return _words(parent, name) if name in parent else None


def _read_identifier(parent: _Children, name: str) -> str:
    return _identifier(_inner(parent, name), name)


def _identifier(parts: _Children, name: str) -> str:
    value = _words(parts, f"{name}Value")
    return f"urn:uuid:{value}" if _words(parts, f"{name}Type") == "UUID" else value


def _code(parent: _Children, name: str) -> str:
    return str(_one(parent, name).get("valueURI", "")).rpartition("/")[2]


def _place(storage: _Children) -> tuple[str, str]:
    location = _inner(storage, "contentLocation")
    return _words(location, "contentLocationType"), _words(location, "contentLocationValue")


def _read_representation(parts: _Children) -> Representation:
    related = _inner(parts, "relationship") if "relationship" in parts else None
    return Representation(
        identifier=_read_identifier(parts, "objectIdentifier"),
        name=_words(parts, "originalName"),
        represents=None if related is None else _read_identifier(related, "relatedObjectIdentifier"),
        places=tuple([_place(_children(storage)) for storage in parts.get("storage", ())]),
    )


def _read_object(parts: _Children) -> Object:
    traits = _inner(parts, "objectCharacteristics")
    format_ = _inner(traits, "format")
    maker = _inner(traits, "creatingApplication") if "creatingApplication" in traits else {}
    application = _optional(maker, "creatingApplicationName")
    related = _inner(parts, "relationship") if "relationship" in parts else None
    return Object(
        identifier=_read_identifier(parts, "objectIdentifier"),
        path=_place(_inner(parts, "storage"))[1],
        size=int(_words(traits, "size")),
        digests=tuple([_digest(_children(fixity)) for fixity in traits.get("fixity", ())]),
        format_name=_words(_inner(format_, "formatDesignation"), "formatName"),
        puid=_words(_inner(format_, "formatRegistry"), "formatRegistryKey"),
        original_name=_optional(parts, "originalName"),
        application=(application, _words(maker, "creatingApplicationVersion")) if application else None,
        source=None if related is None else _read_identifier(related, "relatedObjectIdentifier"),
        source_event=None if related is None else _read_identifier(related, "relatedEventIdentifier"),
    )


def _digest(fixity: _Children) -> tuple[Algorithm, str]:
    code = _code(fixity, "messageDigestAlgorithm")
    return _ALGORITHMS.get(code) or Algorithm(code), _words(fixity, "messageDigest")


def _read_event(parts: _Children) -> Event:
    ended = _inner(parts, "eventOutcomeInformation")
    said = _inner(ended, "eventOutcomeDetail") if "eventOutcomeDetail" in ended else {}
    code = _code(parts, "eventType")
    return Event(
        identifier=_read_identifier(parts, "eventIdentifier"),
        type=_EVENTS.get(code) or EventType(code),
        at=_words(parts, "eventDateTime"),
        detail=_words(_inner(parts, "eventDetailInformation"), "eventDetail"),
        note=_optional(said, "eventOutcomeDetailNote"),
        agents=_links(parts, "linkingAgentIdentifier", "linkingAgentRole"),
        objects=_links(parts, "linkingObjectIdentifier", "linkingObjectRole"),
        outcome=EventOutcome(_code(ended, "eventOutcome")),
    )


def _links(parts: _Children, name: str, role: str) -> tuple[tuple[str, Role], ...]:
    found = []
    for item in parts.get(name, ()):
        inner = _children(item)
        code = _code(inner, role)
        found.append((_identifier(inner, name), _ROLES.get(code) or Role(code)))
    return tuple(found)


def _read_agent(parts: _Children) -> PremisAgent:
    return PremisAgent(
        identifier=_read_identifier(parts, "agentIdentifier"),
        kind=_KINDS[_code(parts, "agentType")],
        name=_words(parts, "agentName"),
        version=_optional(parts, "agentVersion"),
    )


def _read_rights(parts: _Children) -> Rights:
    statement = _inner(parts, "rightsStatement")
    about = _inner(statement, "otherRightsInformation")
    return Rights(
        identifier=_read_identifier(statement, "rightsStatementIdentifier"),
        uri=_words(
            _inner(about, "otherRightsDocumentationIdentifier"), "otherRightsDocumentationIdentifierValue"
        ),
        note=_optional(about, "otherRightsNote"),
        objects=tuple(
            [
                _identifier(_children(item), "linkingObjectIdentifier")
                for item in statement.get("linkingObjectIdentifier", ())
            ]
        ),
    )
