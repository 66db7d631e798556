"""The events of a bag's PREMIS as Archivematica loads them from metadata/premis.xml (its job "Load PREMIS events").

It finds a file by its originalName, which has to be the path in the transfer; it takes `xsi:type="premis:file"` by these very
letters; and it drops all events if one object, agent or event is linked to nothing that is there, or if one event is linked to more
than two files. The job fails then, and the transfer goes on without a word: so each event here is of one file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from archive.errors import ArchiveError
from archive.premis.model import Premis
from archive.premis.reading import from_xml
from archive.premis.writing import to_xml
from archive.targets.parcel import Parcel

_IDENTIFIER = re.compile(rb"<premis:eventIdentifierValue>([^<]*)<")
_TAG = re.compile(rb"<(/?)(?=[a-zA-Z])")


def premis_of(parcel: Parcel) -> bytes | None:
    """The bytes of metadata/premis.xml, or None where the bag has no PREMIS that we read, or no event in it."""
    if parcel.layout is None:
        return None
    try:
        premis = from_xml(parcel.bag.read(parcel.layout.premis))
    except ArchiveError:
        return None
    linked = _linked(premis, {item.place for item in parcel.files})
    return _prefixed(to_xml(linked)) if linked.events else None


def event_identifiers(document: bytes) -> tuple[str, ...]:
    """The identifiers of the events in a document that `premis_of` made, as they stand there."""
    return tuple(match.decode() for match in _IDENTIFIER.findall(document))


def _linked(premis: Premis, there: set[str]) -> Premis:
    """Files of the bag, events of one file each, and agents, all linked to each other; files by their path in the transfer; no rights."""
    files = {item.identifier for item in premis.objects if item.path in there}
    agents = {agent.identifier for agent in premis.agents}
    kept = tuple(
        replace(
            event, agents=linked, objects=(pair,), identifier=_identifier(event.identifier, number, pair[0])
        )
        for event in premis.events
        if (linked := tuple(pair for pair in event.agents if pair[0] in agents))
        for number, pair in enumerate(pair for pair in event.objects if pair[0] in files)
    )
    named = {who for event in kept for who, _ in (*event.agents, *event.objects)}
    return Premis(
        objects=tuple(
            replace(item, original_name=f"objects/{item.path}", source=None, source_event=None)
            for item in premis.objects
            if item.identifier in named
        ),
        events=kept,
        agents=tuple(agent for agent in premis.agents if agent.identifier in named),
        rights=(),
    )


def _identifier(event: str, number: int, file: str) -> str:
    """The event's own identifier for its first file, and one derived from it for each of the others."""
    return event if number == 0 else f"urn:uuid:{uuid5(NAMESPACE_URL, f'{event} {file}')}"


def _prefixed(document: bytes) -> bytes:
    """Our own PREMIS document with the prefix `premis:`. No `<` stands in it but before a name, for text is escaped."""
    named = _TAG.sub(rb"<\1premis:", document).replace(b" xmlns=", b" xmlns:premis=", 1)
    return named.replace(b'xsi:type="file"', b'xsi:type="premis:file"')
