"""PREMIS values as a PREMIS 3.0 XML document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from archive.premis.model import Event, Object, Premis, PremisAgent, Representation, Rights, Role
from archive.premis.terms import AGENT_CODES, DIGEST_LABELS, NAMESPACE, ROLE_LABELS, VOCABULARY
from archive.xml import escape


def to_xml(premis: Premis) -> bytes:
    """The PREMIS 3.0 document: objects, events, agents and rights, in the given order."""
    return "".join(
        pieces(premis.representations, premis.objects, premis.events, premis.agents, premis.rights)
    ).encode()


def pieces(
    representations: Iterable[Representation] = (),
    objects: Iterable[Object] = (),
    events: Iterable[Event] = (),
    agents: Iterable[PremisAgent] = (),
    rights: Collection[Rights] = (),
) -> Iterator[str]:
    """The same document piece by piece, so that a million events need no memory."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<premis xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0">\n'
    yield from map(_representation, representations)
    yield from (_object(item, rights) for item in objects)
    yield from map(_event, events)
    yield from map(_agent, agents)
    yield from map(_rights, rights)
    yield "</premis>\n"


def _term(element: str, vocabulary: str, code: str, label: str) -> str:
    return (
        f'<{element} authority="{vocabulary}" valueURI="{VOCABULARY}{vocabulary}/{code}">{label}</{element}>'
    )


def _identifier(element: str, value: str) -> str:
    """`<elementIdentifier>` or any of its kin, with its Type and Value; urn:uuid values lose their prefix."""
    kind, plain = ("UUID", value[9:]) if value.startswith("urn:uuid:") else ("local", value)
    return f"<{element}><{element}Type>{kind}</{element}Type><{element}Value>{escape(plain)}</{element}Value></{element}>"


def _linking(element: str, value: str, vocabulary: str, role: Role) -> str:
    inner = _identifier(f"{element}Identifier", value)
    term = _term(f"{element}Role", vocabulary, role.value, ROLE_LABELS[role])
    return inner.replace(f"</{element}Identifier>", f"{term}</{element}Identifier>")


def _representation(item: Representation) -> str:
    places = "".join(
        f" <storage><contentLocation><contentLocationType>{escape(kind)}</contentLocationType>"
        f"<contentLocationValue>{escape(value)}</contentLocationValue></contentLocation></storage>\n"
        for kind, value in item.places
    )
    related = ""
    if item.represents is not None:
        related = (
            f" <relationship>{_term('relationshipType', 'relationshipType', 'str', 'structural')}"
            f"{_term('relationshipSubType', 'relationshipSubType', 'rep', 'represents')}"
            f"{_identifier('relatedObjectIdentifier', item.represents)}</relationship>\n"
        )
    return (
        f'<object xsi:type="representation">\n {_identifier("objectIdentifier", item.identifier)}\n'
        f" <originalName>{escape(item.name)}</originalName>\n{places}{related}</object>\n"
    )


def _object(item: Object, rights: Iterable[Rights]) -> str:
    out = [
        f'<object xsi:type="file">\n {_identifier("objectIdentifier", item.identifier)}\n',
        " <objectCharacteristics><compositionLevel>0</compositionLevel>\n",
    ]
    for algorithm, digest in item.digests:
        term = _term(
            "messageDigestAlgorithm",
            "cryptographicHashFunctions",
            algorithm.value,
            DIGEST_LABELS.get(algorithm, algorithm),
        )
        out.append(f"  <fixity>{term}<messageDigest>{digest}</messageDigest></fixity>\n")
    out.append(
        f"  <size>{item.size}</size>\n"
        f"  <format><formatDesignation><formatName>{escape(item.format_name)}</formatName></formatDesignation>"
        "<formatRegistry><formatRegistryName>PRONOM</formatRegistryName>"
        f"<formatRegistryKey>{escape(item.puid)}</formatRegistryKey></formatRegistry></format>\n"
    )
    if item.application:
        name, version = item.application
        out.append(
            f"  <creatingApplication><creatingApplicationName>{escape(name)}</creatingApplicationName>"
            f"<creatingApplicationVersion>{escape(version)}</creatingApplicationVersion></creatingApplication>\n"
        )
    out.append(" </objectCharacteristics>\n")
    if item.original_name is not None:
        out.append(f" <originalName>{escape(item.original_name)}</originalName>\n")
    out.append(
        " <storage><contentLocation><contentLocationType>path in the bag</contentLocationType>"
        f"<contentLocationValue>{escape(item.path)}</contentLocationValue></contentLocation></storage>\n"
    )
    if item.source and item.source_event:
        out.append(
            f" <relationship>{_term('relationshipType', 'relationshipType', 'der', 'derivation')}"
            f"{_term('relationshipSubType', 'relationshipSubType', 'hss', 'has source')}"
            f"{_identifier('relatedObjectIdentifier', item.source)}"
            f"{_identifier('relatedEventIdentifier', item.source_event)}</relationship>\n"
        )
    for right in rights:
        if item.identifier in right.objects:
            out.append(f" {_identifier('linkingRightsStatementIdentifier', right.identifier)}\n")
    return "".join([*out, "</object>\n"])


def _event(item: Event) -> str:
    note = (
        f"<eventOutcomeDetail><eventOutcomeDetailNote>{escape(item.note)}</eventOutcomeDetailNote></eventOutcomeDetail>"
        if item.note
        else ""
    )
    return "".join(
        [
            f"<event>\n {_identifier('eventIdentifier', item.identifier)}\n",
            f" {_term('eventType', 'eventType', item.type.value, item.type.label)}\n",
            f" <eventDateTime>{item.at}</eventDateTime>\n",
            f" <eventDetailInformation><eventDetail>{escape(item.detail)}</eventDetail></eventDetailInformation>\n",
            f" <eventOutcomeInformation>{_term('eventOutcome', 'eventOutcome', item.outcome.value, item.outcome.label)}{note}"
            "</eventOutcomeInformation>\n",
            *(
                f" {_linking('linkingAgent', who, 'eventRelatedAgentRole', role)}\n"
                for who, role in item.agents
            ),
            *(
                f" {_linking('linkingObject', what, 'eventRelatedObjectRole', role)}\n"
                for what, role in item.objects
            ),
            "</event>\n",
        ]
    )


def _agent(item: PremisAgent) -> str:
    version = f" <agentVersion>{escape(item.version)}</agentVersion>\n" if item.version else ""
    return (
        f"<agent>\n {_identifier('agentIdentifier', item.identifier)}\n <agentName>{escape(item.name)}</agentName>\n"
        f" {_term('agentType', 'agentType', AGENT_CODES[item.kind], item.kind.value)}\n{version}</agent>\n"
    )


def _rights(item: Rights) -> str:
    note = f"<otherRightsNote>{escape(item.note)}</otherRightsNote>" if item.note else ""
    return (
        f"<rights><rightsStatement>\n {_identifier('rightsStatementIdentifier', item.identifier)}\n"
        " <rightsBasis>other</rightsBasis>\n"
        " <otherRightsInformation><otherRightsDocumentationIdentifier>"
        "<otherRightsDocumentationIdentifierType>URI</otherRightsDocumentationIdentifierType>"
        f"<otherRightsDocumentationIdentifierValue>{escape(item.uri)}</otherRightsDocumentationIdentifierValue>"
        "</otherRightsDocumentationIdentifier>"
        f"<otherRightsBasis>rights statement</otherRightsBasis>{note}</otherRightsInformation>\n"
        + "".join(f" {_identifier('linkingObjectIdentifier', linked)}\n" for linked in item.objects)
        + "</rightsStatement></rights>\n"
    )
