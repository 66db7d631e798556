"""`standOff`: one entry for each person, body and place that the text names and the encoding links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive.tei.entity import Entity, Thing
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
    pending = list(spans)
    while pending:
        span = pending.pop()
        pending.extend(span.children)
        found.update(value[1:] for key, value in span.attributes if key in _POINTERS)
    return frozenset(found)


def standoff(named: Mapping[Entity, str]) -> str:
    """The `standOff` with these, in order of their first mention; nothing if there are none."""
    lists = []
    for thing, outer, inner, name in _LISTS:
        entries = [_entry(entity, named[entity], inner, name) for entity in named if entity.thing is thing]
        if entries:
            lists.append(f"<{outer}>{''.join(entries)}</{outer}>")
    return f"<standOff>{''.join(lists)}</standOff>\n" if lists else ""


def _entry(entity: Entity, identity: str, inner: str, name: str) -> str:
    uri = f'<idno type="URI">{escape(held(entity.uri))}</idno>' if entity.uri else ""
    return (
        f'<{inner} xml:id="{attribute(identity)}"><{name}>{escape(held(entity.name))}</{name}>{uri}</{inner}>'
    )
