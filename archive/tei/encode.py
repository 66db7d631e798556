"""One document as TEI P5: the line's step from text, outline and record to the bytes of a `.tei.xml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from archive.accession import Accession
from archive.outline.blocks import Genre, Outline, Role
from archive.record.edtf import parse
from archive.record.model import Record
from archive.seed import Seed
from archive.tei import names
from archive.tei.body import body
from archive.tei.dates import Frame, dates
from archive.tei.destination import destination
from archive.tei.editorial import marked_in
from archive.tei.entity import Entity, Mention, Thing
from archive.tei.events import Event, events
from archive.tei.header import header
from archive.tei.inline import Inline, apart
from archive.tei.notes import notes
from archive.tei.quotations import Speakers
from archive.tei.slips import slips
from archive.tei.spans import Span, nest, write
from archive.tei.standoff import standoff, used
from archive.tei.terms import language_tag
from archive.text.text import Text
from archive.xml import attribute

_NOT_NCNAME = re.compile(r"[^A-Za-z0-9._-]")
_VISIBLE = re.compile(r"[^ \t\n\r]")
_SEASON = timedelta(days=100)
# Of the years that stand alone in these, editors mark one in ten.
_YEARLESS = frozenset({Genre.LETTER, Genre.PROSE, Genre.PLAIN, Genre.MINUTES, Genre.VERSE})


def encode(seed: Seed, text: Text, outline: Outline, record: Record, accession: Accession) -> bytes:
    """The TEI document of one seed. Its text is `text.content`, character for character (docs/tei.md, I1)."""
    prefix = identity(seed.name)
    language = language_tag(record.value("language")) or "und"
    found = names.mentions(text.content, outline, record)
    went = destination(text.content, outline, record, found)
    known = names.identities(
        (*(mention.entity for mention in found), *((went.town,) if went.town else ())), prefix
    )
    inline, told = _inline(text.content, outline, record, found, known, prefix=prefix, language=language)
    spans = body(outline, inline)
    targets = used(spans)
    happened = [event for event in told if event.identity in targets]
    wanted = {went.town, *went.bodies}
    named = {
        entity: identity for entity, identity in known.items() if identity in targets or entity in wanted
    }
    head = header(
        seed,
        text,
        outline,
        record,
        accession,
        prefix=prefix,
        named=named,
        went=went,
        marked=marked_in(text.content, spans, language),
    )
    inner = write(text.content, spans)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{prefix}">\n{head}\n{standoff(named, happened)}'
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


def _inline(
    content: str,
    outline: Outline,
    record: Record,
    found: tuple[Mention, ...],
    known: dict[Entity, str],
    *,
    prefix: str,
    language: str,
) -> tuple[Inline, tuple[Event, ...]]:
    """What stands inside blocks: the names found, dates, events, slips and page breaks; and which events they are."""
    resp = f"#{prefix}-sw"
    persons = [mention for mention in found if mention.entity.thing is Thing.PERSON]
    speakers = Speakers(
        tuple(mention.start for mention in persons),
        tuple(mention.end for mention in persons),
        tuple(f"#{known[mention.entity]}" for mention in persons),
        prefix,
    )
    dated = list(dates(content, _made(record), resp, _frame(outline, language)))
    happened, told = events(content, dated, record, prefix, resp)
    seen = [
        *dated,
        *happened,
        *apart(names.spans(found, known, resp), dated),
        *slips(content, language, resp),
        *_page_breaks(content, outline),
    ]
    marks = tuple(_flat(nest(seen)))
    inline = Inline(
        content, marks, tuple(mark.start for mark in marks), speakers, notes(content, outline, prefix)
    )
    return inline, told


def _flat(spans: tuple[Span, ...]) -> Iterator[Span]:
    """The outermost marks only: a name inside a date is the date's."""
    for span in spans:
        if span.name == "choice" or not span.children:
            yield span
        else:
            yield Span(span.start, span.end, span.name, span.attributes)


def _frame(outline: Outline, language: str) -> Frame:
    """Where dates may stand, and how the language writes them in figures."""
    lines = [
        (start, end)
        for block in outline.blocks
        for start, end in (
            [(block.start, block.end)]
            if block.role is Role.DATELINE
            else [(part.start, part.end) for part in block.part(Role.DATELINE)]
        )
    ]
    tongue, letter, news = language[:2], outline.genre is Genre.LETTER, outline.genre not in _YEARLESS
    # Of days that only the day of writing tells, editors mark one in sixteen in English, one in nine in French letters.
    bare = tongue in ("en", "it") or (letter and tongue == "fr")
    return Frame(
        tuple(block.end for block in outline.blocks),
        tuple(lines),
        day_first=tongue in ("es", "fr", "de", "it", "pt", "nl"),
        years=news,
        completed=news or not bare,
        told=tongue != "en",
        stories=not letter,
    )


def _made(record: Record) -> date | None:
    """The day on which the document was made, or the last on which it may have been; None where the record leaves more than a season open."""
    told = record.value("created") or record.value("issued")
    try:
        made = parse(told) if told else None
    except ValueError:
        return None
    if made is None or made.earliest is None or made.latest is None:
        return None
    return made.latest if made.latest - made.earliest <= _SEASON else None


def _page_breaks(content: str, outline: Outline) -> Iterator[Span]:
    """A `pb` before the first character that is not blank after each form feed."""
    rest = -1
    for at in sorted(outline.page_breaks):
        if at > rest:  # else the same as that of the one before
            found = _VISIBLE.search(content, at)
            if found is None:
                return
            rest = found.start()
        yield Span(rest, rest, "pb")
