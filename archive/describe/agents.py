"""Creators and contributors, each with a MARC relator role: who wrote, signed, is written to, took the photograph, translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.describe.addressees import Addressee
from archive.describe.bylines import bylined
from archive.describe.cables import cable
from archive.describe.fields import Field
from archive.describe.genres import genre_of
from archive.describe.headed import interviewed, speaker_of
from archive.describe.issuers import Issuer, announcer, issuer, letterhead, resolver, sayer
from archive.describe.names import Kind, Name, named, people
from archive.describe.noted import noted
from archive.describe.reading import Reading, Span, claim
from archive.describe.signers import Signed, office_lines, signed
from archive.describe.speakers import cased
from archive.outline.blocks import Genre, Role
from archive.record.model import Origin, Statement

MOST = 6  # names that one rule states, but for signatories

_PHOTO = re.compile(
    r"(?:^|\(|(?<=[.!?”\")])\s+)(?:Photo(?:s|graphs?)?|Fotos?|Fotografías?|Images?)(?:\s+(?:by|de|por|credit|credits|courtesy(?:\s+of)?))?\s*[:/]?\s+(?=[A-ZÀ-Þ])"
)


def agents(reading: Reading, fields: tuple[Field, ...], to: Addressee | None) -> tuple[Statement, ...]:
    """Every creator and contributor that the text names as such; a name that stands twice is stated once."""
    seen: dict[str, Statement] = {}
    for statement in (*_creators(reading, fields, to), *_contributors(reading, fields, to)):
        seen.setdefault(statement.value or "", statement)
    return tuple(seen.values())


def _creators(reading: Reading, fields: tuple[Field, ...], to: Addressee | None) -> Iterator[Statement]:
    """The surest kind of place that names anybody decides: a head field, a byline, a speech's heading; signers besides."""
    authors = list(_of_fields(reading, fields, "author")) or list(_of_fields(reading, fields, "from"))
    if not authors:
        authors = list(bylined(reading))
    for name in authors[:MOST]:
        yield _named("creator", name, "aut", "creator/byline" if not fields else "creator/field", reading)
    labelled = reading.speaker if not authors else None
    speaks = speaker_of(reading) if not authors and labelled is None else None
    if labelled is not None:
        yield _named("creator", labelled.name, "spk", "creator/speaker", reading)
    elif speaks is not None:
        role = "spk" if genre_of(reading) is Genre.SPEECH else "aut"
        yield _named("creator", speaks, role, "creator/heading", reading)
    elif not authors:
        sent = cable(reading.content)
        if sent is not None:
            post = " ".join(reading.content[slice(*sent.post)].split())
            yield _named("creator", Name(post, *sent.post, Kind.BODY), "aut", "creator/post", reading)
        signature = signed(reading, to.name.value if to is not None else None)
        body = issuer(reading, office_lines(reading))
        if body is None and _may_serve(signature):
            body = announcer(reading) or letterhead(reading) or resolver(reading) or sayer(reading)
        yield from _signers(reading, signature, body)
        if body is None and not signature.names and (author := noted(reading)) is not None:
            yield _named("creator", author, "aut", "creator/note-below", reading)


def _contributors(reading: Reading, fields: tuple[Field, ...], to: Addressee | None) -> Iterator[Statement]:
    if to is not None:
        spans = tuple(span for span in (to.office, to.body) if span is not None)
        office = ", ".join(" ".join(reading.content[span.start : span.end].split()) for span in spans)
        yield _named(
            "contributor", to.name, "rcp", "contributor/addressee", reading, office=office or None, also=spans
        )
    for kind, role in (("translator", "trl"), ("editor", "edt"), ("photographer", "pht")):
        for name in list(_of_fields(reading, fields, kind))[:MOST]:
            yield _named("contributor", name, role, f"contributor/{kind}", reading)
    for name in list(interviewed(reading))[:1]:
        yield _named("contributor", name, "ive", "contributor/interviewed", reading)
    for name in list(_photographers(reading))[:MOST]:
        yield _named("contributor", name, "pht", "contributor/photo-credit", reading)


def _signers(reading: Reading, signature: Signed, body: Issuer | None) -> Iterator[Statement]:
    """The signers as creators; where they sign for a body that speaks in the text, the body is the creator (DACS 2.6)."""
    if body is not None:
        yield _named("creator", body.name, "aut", "creator/issuer", reading, also=body.acts)
    if body is None and reading.outline.genre in (Genre.TEASERS, Genre.LIST, Genre.MINUTES):
        return
    if body is None and reading.outline.genre is Genre.VERSE and len(signature.names) != 1:
        return  # a poet signs alone; several short lines below verses are more of them
    many = signature.jointly or len(signature.names) > 3
    for name, office in signature.names:
        if body is not None:
            yield _named("contributor", name, "sgn", "contributor/signature", reading, office=office)
        else:
            yield _named(
                "creator", name, "sgn" if many else "aut", "creator/signature", reading, office=office
            )


def _may_serve(signature: Signed) -> bool:
    """Whether those who signed, if anybody did, may have signed for a body: each with an office, or one organ of it."""
    names = signature.names
    return all(office for _, office in names) or (len(names) == 1 and names[0][0].kind is Kind.BODY)


def _of_fields(reading: Reading, fields: tuple[Field, ...], kind: str) -> Iterator[Name]:
    for field in fields:
        if field.kind == kind:
            stop = min(
                (at for mark in "<(" if (at := reading.content.find(mark, field.start, field.end)) > 0),
                default=field.end,
            )
            persons = people(reading.content, field.start, stop)
            name = None if persons else named(reading.content, field.start, stop)
            yield from persons or ((name,) if name is not None else ())


def _photographers(reading: Reading) -> Iterator[Name]:
    """Names after `Photo` at the end of a caption, or of a line at the head: a credit is never the author."""
    first = reading.outline.blocks[0].start if reading.outline.blocks else -1
    for block in reading.outline.of(Role.CAPTION, Role.PARAGRAPH):
        if block.role is Role.PARAGRAPH and block.start != first and not block.part(Role.CREDIT):
            continue
        for line in reading.lines_of(block):
            marks = list(_PHOTO.finditer(reading.content, line.start, line.end))
            name = (
                named(reading.content, marks[-1].end(), _closed(reading, Span(marks[-1].end(), line.end)))
                if marks
                else None
            )
            if name is not None and name.kind is Kind.PERSON:
                yield name


def _closed(reading: Reading, run: Span) -> int:
    """Where the credit's name ends: at a bracket, a stroke or the line's end."""
    return min(
        (at for mark in ")/|" if (at := reading.content.find(mark, run.start, run.end)) > 0), default=run.end
    )


def _named(
    name: str,
    who: Name,
    role: str,
    rule: str,
    reading: Reading,
    *,
    office: str | None = None,
    also: tuple[Span, ...] = (),
) -> Statement:
    value = who.value
    if who.kind is Kind.PERSON and value.isupper():
        value = cased(value.split())
    evidence = (reading.quote(who.start, who.end), *(reading.quote(span.start, span.end) for span in also))
    note = f"{who.kind}; {office}" if office else str(who.kind)
    return claim(name, value, Origin.TRANSCRIBED, rule, evidence, role=role, note=note)
