"""`standOff`: one entry for each person, body, place and event that the text names and the encoding links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archive.tei.entity import Entity, Thing
from archive.tei.events import Event
from archive.tei.spans import Span, held
from archive.xml import attribute, escape

_POINTERS = frozenset({"ref", "who"})
_LISTS = (
    (Thing.PERSON, "listPerson", "person", "persName"),
    (Thing.BODY, "listOrg", "org", "orgName"),
    (Thing.PLACE, "listPlace", "place", "placeName"),
)


def used(spans: Iterable[Span]) -> frozenset[str]:
    """The xml:ids that names and speakers in these spans point to."""
    found: set[str] = set()
    pending = [spans]
    while pending:
        for span in pending.pop():
            if span.children:
                pending.append(span.children)
            for key, value in span.attributes:
                if key in _POINTERS:
                    found.add(value)
    return frozenset(value[1:] for value in found)


def standoff(named: Mapping[Entity, str], told: Sequence[Event] = ()) -> str:
    """The `standOff` with these names and events, in order of their first mention; nothing if there are none."""
    lists = []
    for thing, outer, inner, name in _LISTS:
        entries = [_entry(entity, named[entity], inner, name) for entity in named if entity.thing is thing]
        if entries:
            lists.append(f"<{outer}>{''.join(entries)}</{outer}>")
    if told:
        lists.append(f"<listEvent>{''.join([_event(event) for event in told])}</listEvent>")
    return f"<standOff>{''.join(lists)}</standOff>\n" if lists else ""


def _entry(entity: Entity, identity: str, inner: str, name: str) -> str:
    said = f"<{name}>{escape(held(entity.name))}</{name}>{_uri(entity.uri) if entity.uri else ''}"
    return f'<{inner} xml:id="{attribute(identity)}">{said}</{inner}>'


def _event(event: Event) -> str:
    said = f"<eventName>{escape(held(event.name))}</eventName>{_uri(event.uri) if event.uri else ''}"
    return f'<event xml:id="{attribute(event.identity)}" when="{attribute(event.when)}">{said}</event>'


def _uri(uri: str) -> str:
    return f'<idno type="URI">{escape(held(uri))}</idno>'
