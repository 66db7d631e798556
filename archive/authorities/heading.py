"""A heading of an authority file, and the number under which the index keeps it.

A number is the facet (which vocabulary, which kind) in its upper half and the vocabulary's own number in its lower half, so a
heading's URI needs no room of its own: it can be made from the number, and the number from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a heading names."""

    PERSON = "person"
    BODY = "body"
    MEETING = "meeting"
    EVENT = "event"
    PLACE = "place"
    TOPIC = "topic"
    WORK = "work"
    GENRE = "genre"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Heading:
    """`label` in NFC; `detail` tells places of one name apart (`HN`, `US`), None where there is nothing to tell."""

    uri: str
    label: str
    scheme: str
    kind: Kind
    detail: str | None = None


class Facet(NamedTuple):
    """One part of a vocabulary: its place in the index is its number in `FACETS`."""

    scheme: str
    kind: Kind
    stem: str
    end: str = ""


_LCSH = "http://id.loc.gov/authorities/subjects/sh"
_FAST = "http://id.worldcat.org/fast/"
_GEONAMES = "https://sws.geonames.org/"

FACETS: tuple[Facet, ...] = (
    Facet("LCSH", Kind.TOPIC, _LCSH),
    Facet("FAST", Kind.PERIOD, _FAST),
    Facet("FAST", Kind.BODY, _FAST),
    Facet("FAST", Kind.EVENT, _FAST),
    Facet("FAST", Kind.GENRE, _FAST),
    Facet("FAST", Kind.PLACE, _FAST),
    Facet("FAST", Kind.MEETING, _FAST),
    Facet("FAST", Kind.PERSON, _FAST),
    Facet("FAST", Kind.WORK, _FAST),
    Facet("FAST", Kind.TOPIC, _FAST),
    Facet("GeoNames", Kind.PLACE, _GEONAMES, "/"),
)

FACET_BITS = 32
"""Bits of the vocabulary's own number; that of LCSH has at most ten digits and begins with a year."""

_URI = re.compile(
    r"https?://(?:id\.loc\.gov/authorities/subjects/sh(?P<LCSH>[0-9]{8}|2[0-9]{9})"
    r"|id\.worldcat\.org/fast/(?:fst)?0*(?P<FAST>[1-9][0-9]{0,8})"
    r"|(?:sws|www)\.geonames\.org/(?P<GeoNames>[1-9][0-9]{0,8})(?:/\S*)?)/?"
)


def facet_of(number: int) -> Facet:
    return FACETS[number >> FACET_BITS]


def kept_as(facet: int, own: int) -> int:
    """The number under which the index keeps the heading `own` of a facet."""
    return facet << FACET_BITS | own


def uri_of(number: int) -> str:
    """The URI of a heading in the form that its owner gives: `http` of LCSH and FAST, `https` of GeoNames."""
    facet = facet_of(number)
    own = number & ((1 << FACET_BITS) - 1)
    return f"{facet.stem}{own:08}{facet.end}" if facet.scheme == "LCSH" else f"{facet.stem}{own}{facet.end}"


def numbers_of(uri: str) -> tuple[int, ...]:
    """Under which numbers the heading of a URI may be kept; none for a URI of another vocabulary.

    FAST has one row of numbers for all its facets, so there are nine places to look.
    """
    match = _URI.fullmatch(uri)
    if match is None or match.lastgroup is None:
        return ()
    own = int(match[match.lastgroup])
    return tuple(kept_as(facet, own) for facet, entry in enumerate(FACETS) if entry.scheme == match.lastgroup)
