"""One document as TEI P5: the line's step from text, outline and record to the bytes of a `.tei.xml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from archive.accession import Accession
from archive.outline.blocks import Outline
from archive.record.model import Record
from archive.seed import Seed
from archive.tei import dates, names
from archive.tei.body import body
from archive.tei.header import header
from archive.tei.inline import BLANK, Inline
from archive.tei.notes import notes
from archive.tei.quotations import Speakers
from archive.tei.spans import Span, nest, write
from archive.tei.standoff import standoff, used
from archive.text.text import Text
from archive.xml import attribute

_DOUBLED = {
    "en": re.compile(r"\b(the|of|and|an|with|from|for) \1\b"),
    "es": re.compile(r"\b(el|los|las|una|con|por|del) \1\b"),
}
_NOT_NCNAME = re.compile(r"[^A-Za-z0-9._-]")
_MADE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was seen inside the text: names with their entities, and dates, doubled words and page breaks as spans."""

    mentions: tuple[names.Mention, ...]
    inline: Inline


def encode(seed: Seed, text: Text, outline: Outline, record: Record, accession: Accession) -> bytes:
    """The TEI document of one seed. Its text is `text.content`, character for character (docs/tei.md, I1)."""
    prefix = identity(seed.name)
    language = record.value("language") or "und"
    found = _annotated(text.content, outline, record, prefix, language)
    spans = body(outline, found.inline)
    targets = used(spans)
    linked = tuple({mention.entity.identity: mention.entity for mention in found.mentions}.values())
    named = tuple(entity for entity in linked if entity.identity in targets)
    head = header(seed, text, outline, record, accession, prefix=prefix, correspondents=named)
    inner = write(text.content, spans)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{prefix}">\n{head}\n{standoff(named)}'
        f'<text xml:lang="{attribute(language)}" xml:space="preserve"><body>{inner}</body></text>\n</TEI>\n'
    ).encode()


def identity(name: str) -> str:
    """What every xml:id of this seed's document begins with: an NCName, another for each name of the collection."""
    plain = _NOT_NCNAME.sub("_", name)
    return (
        f"d{plain}"
        if plain == name
        else f"d{plain}-{sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
    )


def _annotated(content: str, outline: Outline, record: Record, prefix: str, language: str) -> Annotated:
    resp = f"#{prefix}-sw"
    mentions = names.mentions(content, outline, record, prefix)
    persons = [mention for mention in mentions if mention.entity.thing is names.Thing.PERSON]
    speakers = Speakers(
        tuple(mention.start for mention in persons),
        tuple(mention.end for mention in persons),
        tuple(f"#{mention.entity.identity}" for mention in persons),
        prefix,
    )
    seen = [
        *dates.dates(content, _made(record), resp),
        *names.spans(mentions, resp),
        *_doubled(content, language, resp),
        *_page_breaks(content, outline),
    ]
    marks = tuple(_flat(nest(seen)))
    inline = Inline(
        content, marks, tuple(mark.start for mark in marks), speakers, notes(content, outline, prefix)
    )
    return Annotated(mentions, inline)


def _flat(spans: tuple[Span, ...]) -> Iterator[Span]:
    """The outermost marks only: a name inside a date is the date's."""
    for span in spans:
        if span.name == "choice" or not span.children:
            yield span
        else:
            yield Span(span.start, span.end, span.name, span.attributes)


def _made(record: Record) -> date | None:
    """The day on which the document was made, where the record knows the day."""
    match = _MADE.match(record.value("created") or record.value("issued") or "")
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _doubled(content: str, language: str, resp: str) -> Iterator[Span]:
    """`the the` as it stands, with what was meant beside it."""
    pattern = _DOUBLED.get(language.split("-", maxsplit=1)[0])
    for match in pattern.finditer(content) if pattern else ():
        sic = Span(match.start(), match.end(), "sic")
        corr = Span(match.end(), match.end(), "corr", (("cert", "high"), ("resp", resp)), insert=match[1])
        yield Span(match.start(), match.end(), "choice", (), (sic, corr))


def _page_breaks(content: str, outline: Outline) -> Iterator[Span]:
    """A `pb` before the first character that is not blank after each form feed."""
    for at in outline.page_breaks:
        rest = next((place for place in range(at, len(content)) if content[place] not in BLANK), None)
        if rest is not None:
            yield Span(rest, rest, "pb")
