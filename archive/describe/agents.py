"""Creators and contributors, each with a MARC relator role: who wrote, signed, is written to, took the photograph, translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.describe.addressees import Addressee
from archive.describe.cables import cable
from archive.describe.fields import Field
from archive.describe.genres import genre_of
from archive.describe.issuers import Issuer, announcer, issuer, letterhead, resolver, sayer
from archive.describe.names import TITLE_WORDS, Kind, Name, named, people
from archive.describe.noted import noted
from archive.describe.reading import Reading, Span, claim
from archive.describe.signers import Signed, office_lines, signed
from archive.describe.speakers import cased
from archive.outline.blocks import Genre, Role
from archive.outline.bylines import CONTRIBUTOR, SOURCE
from archive.record.model import Origin, Statement

MOST = 6  # names that one rule states, but for signatories

_BY = re.compile(
    r"\s*(?:(?:written|story|text|report|reporting|words)\s+)?(?:by|por(?!\s+(?:lo\s+)?tanto\b)|par|von|de)\s*:?\s+",
    re.IGNORECASE,
)
_PHOTO = re.compile(
    r"(?:^|\(|(?<=[.!?”\")])\s+)(?:Photo(?:s|graphs?)?|Fotos?|Fotografías?|Images?)(?:\s+(?:by|de|por|credit|credits|courtesy(?:\s+of)?))?\s*[:/]?\s+(?=[A-ZÀ-Þ])"
)
_FOOT_BY = re.compile(r"[\s(–—-]*(?:Reporting by|Written by|By|Por|Escrito por)\s+(?=[A-ZÀ-Þ])")
_WIRE = re.compile(  # behind the name of who reports for it
    r"/\s*(?:The\s+)?(?:AP|AFP|EFE|UPI|dpa|ANSA|IPS|Xinhua|Reuters|Associated Press|Europa Press|Prensa Latina|Agencia \w+|Agence France[- ]Presse)\b"
)
_PARTS = re.compile(  # `Jane Doe in Rome and John Roe in Paris`
    r"(\S.*?)(?:\s+in\s+[A-ZÀ-Þ][\w.]*(?:\s+and\s+|,\s*|\Z)|\Z)"
)
_SPEECH = re.compile(
    r"(?:remarks|speech|address|lecture|sermon|statement|testimony|discurso|palabras|ponencia|intervención|declaración|alocución|discours)\s+"
    r"(?:(?:given|delivered|made|pronunciad[oa])\s+)?(?:by|of|de|del|por|prononcé par)\s+(?:the\s+|la\s+|el\s+)?",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(
    r"\b(?:interview\s+with|entrevista\s+(?:con|a)|entretien\s+avec|(?:interview|gespräch)\s+mit|entrevista\s+com)\s+(?:the\s+|la\s+)?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\s,]+")
_NAME_WORDS = 2  # of a name at least
_UNTIL = re.compile(r"\s+(?:at|to|on|before|in|ante|en|a|al|sobre|upon|for|during|regarding)\s|[,;:(–—\n]|$")


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
        authors = list(_of_bylines(reading))
    for name in authors[:MOST]:
        yield _named("creator", name, "aut", "creator/byline" if not fields else "creator/field", reading)
    labelled = reading.speaker if not authors else None
    headed = _headed(reading) if not authors and labelled is None else None
    if labelled is not None:
        yield _named("creator", labelled.name, "spk", "creator/speaker", reading)
    elif headed is not None:
        role = "spk" if genre_of(reading) is Genre.SPEECH else "aut"
        yield _named("creator", headed, role, "creator/heading", reading)
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
    for name in list(_interviewed(reading))[:1]:
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


def _of_bylines(reading: Reading) -> Iterator[Name]:
    """The names of the byline at the head, else of one at the foot; of bylines between neither, for they are of parts."""
    blocks = reading.outline.blocks
    lines = [
        (number, block)
        for number, block in enumerate(blocks)
        if block.role is Role.BYLINE and block.rule not in (CONTRIBUTOR, SOURCE)
    ]
    chosen = [block for number, block in lines if number < 10] or [
        block for number, block in lines if number >= len(blocks) - 4
    ]
    if len(lines) > 3:
        return
    if not lines:
        yield from _at_the_foot(reading)
    for block in chosen[:1]:
        stroke = reading.content.find("/", block.start, block.end)
        if stroke >= 0 and not _WIRE.match(reading.content, stroke, block.end):
            return  # "By Dorothea Lange/FSA" credits a picture
        end = stroke if stroke >= 0 else block.end
        by = _BY.match(reading.content, block.start, end)
        parts = [part for part in block.part(Role.NAME) if part.end <= end]
        start = by.end() if by is not None else block.start
        names = [name for part in parts for name in people(reading.content, part.start, part.end)]
        names = names or list(people(reading.content, start, end))
        whole = named(reading.content, start, end) if not names and by is not None else None
        if by is None and any(_is_told_of(reading, name) for name in names):
            return  # a caption below the headline
        yield from names or ([whole] if whole is not None else [])


def _is_told_of(reading: Reading, name: Name) -> bool:
    """Whether the prose names again who stands alone below a headline, but for the note on the author at its end."""
    return any(
        reading.content.find(name.value, max(block.start, name.end), block.end) >= 0
        for block in reading.prose()[:-1]
    )


def _at_the_foot(reading: Reading) -> Iterator[Name]:
    """The names after `By` or `Reporting by` in one of the last lines of a text that has a body above them."""
    for line in reading.lines[6:][-3:]:
        by = _FOOT_BY.match(reading.content, line.start, line.end)
        if (
            by is not None
            and line.end - line.start <= 120
            and "/" not in reading.content[line.start : line.end]
        ):
            stop = min(
                (at for mark in ";)" if (at := reading.content.find(mark, by.end(), line.end)) > 0),
                default=line.end,
            )
            for part in _PARTS.finditer(reading.content, by.end(), stop):
                yield from people(reading.content, *part.span(1))


def _headed(reading: Reading) -> Name | None:
    """Whom a line at the top says to speak: `Remarks by Frederick Douglass at the …`."""
    for block in reading.outline.blocks[:3]:
        if block.role not in (Role.HEADING, Role.DATELINE):
            continue
        found = _SPEECH.search(reading.content, block.start, block.end)
        until = _UNTIL.search(reading.content, found.end(), block.end) if found is not None else None
        if found is not None and until is not None:
            name = named(reading.content, _past_office(reading, found.end(), until.start()), until.start())
            return None if name is None or _is_a_place(reading, name) else name
    return None


def _is_a_place(reading: Reading, name: Name) -> bool:
    """Whether things happen in it: `Declaración de San Pedro Sula`, `… en la ciudad de San Pedro Sula`."""
    words = r"\s+".join(map(re.escape, name.value.split()))
    return (
        re.search(rf"\b(?:in|at|en|à|zu|ciudad de|city of|ville de)\s+{words}\b", reading.content) is not None
    )


def _past_office(reading: Reading, start: int, end: int) -> int:
    """Where the name begins behind an office or a form of address: `Senator Jane Doe`, `el padre Juan Doe`."""
    words = list(_WORDS.finditer(reading.content, start, end))
    while len(words) > _NAME_WORDS and (
        words[0].group()[0].islower() or words[0].group().casefold() in TITLE_WORDS
    ):
        words = words[1:]
    return words[0].start() if words else start


def _interviewed(reading: Reading) -> Iterator[Name]:
    """Whom the headline says to be interviewed: `Interview with Jane Doe, mayor of Dover`."""
    for block in reading.outline.blocks[:3]:
        found = (
            _INTERVIEW.search(reading.content, block.start, block.end) if block.role is Role.HEADING else None
        )
        until = _UNTIL.search(reading.content, found.end(), block.end) if found is not None else None
        if found is not None and until is not None:
            name = named(reading.content, _past_office(reading, found.end(), until.start()), until.start())
            if name is not None and name.kind is Kind.PERSON:
                yield name


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
