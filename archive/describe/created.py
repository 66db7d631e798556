"""The document's own date: of a dateline, a signature, a head field, a line of its own, or `Done at …`; never a date it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from archive.describe.cables import cable
from archive.describe.dates import Dated
from archive.describe.fields import Field
from archive.describe.openings import WEEKDAY, held, released, today
from archive.describe.reading import Reading, Span, claim
from archive.outline.blocks import Block, Genre, Role
from archive.record.model import Origin, Statement

_HEAD, _FOOT = 6, 4
_HEAD_BLOCKS = 8
_BYLINE = 120  # characters of one that bears its day: `By Jane Doe | November 25, 2009`
_LETTERHEAD = 20  # blocks at most
_PLACE = r"(?:[A-ZÀ-Þ][\w.’'-]*|de|del|la)"
_ALONE = re.compile(
    rf"(?:{_PLACE}(?:[ ,]+{_PLACE}){{0,5}}[ ,]*)?(?:(?:a|le|el|den|dem|the|d\.|ce|du|am)[ ]+)?"
)
_LABEL = re.compile(r"(?:date|dated|fecha|datum|le)\s*:?\s*", re.IGNORECASE)
_FROM_ABOVE = re.compile(
    r"\s(?:on|since|until|from|before|after|by|of|el|del|desde|hasta|am|vom|le|du)[ \t]*\n[ \t]*(?:[^\W\d_]{2,10}[.,]*[ \t]*)?\Z"
)
_DONE = re.compile(
    r"(?:^|(?<=[.\n]))\s*(?:Done|Given|Dated|Signed|Adopted|Hecho|Hecha|Dado|Dada|Firmado|Fait|Geschehen)\s+(?:this|at|in|on|en|à|a|zu|the|el|"
    r"le)\b(?:[^.\n]|\b[A-Z]\.|M\.D\.C\.,){0,180}$"
)

_OTHER_DAY = re.compile(
    r"\b(?:decl|declassif\w*|expires?|expiration|until|deadline|due|effective|born|died|founded|established|since|vence|vigente hasta|hasta|"
    r"nacid[oa]|fundad[oa])\b[\s:.,]*(?:on|by|date|el|en)?[\s:]*\Z",
    re.IGNORECASE,
)


def created(reading: Reading, fields: tuple[Field, ...], latest: date) -> tuple[Statement, ...]:
    """The date of creation, if the document bears one; nothing if it bears several that disagree (DACS 2.4).

    A date after `latest` is none of this document's.
    """
    for rule, candidates in _candidates(reading, fields):
        own = [
            dated
            for dated in candidates
            if dated.edtf <= latest.isoformat()
            and dated.start < reading.own
            and not _labelled(reading, dated)
        ]
        if not own:
            continue
        best = max(own, key=lambda dated: (len(dated.edtf), -dated.start))
        if any(not best.edtf.startswith(dated.edtf) for dated in own):
            return ()
        evidence = (reading.quote(best.start, best.end),)
        return (claim("created", best.edtf, Origin.TRANSCRIBED, f"date/{rule}", evidence, scheme="EDTF"),)
    return ()


def issued(reading: Reading, fields: tuple[Field, ...], latest: date) -> tuple[Statement, ...]:
    """The date of publication that a head field gives."""
    found = [
        dated
        for field in fields
        if field.kind == "issued"
        for dated in reading.dates_in(field.start, field.end)
    ]
    return tuple(
        claim(
            "issued",
            dated.edtf,
            Origin.TRANSCRIBED,
            "date/published",
            (reading.quote(dated.start, dated.end),),
            scheme="EDTF",
        )
        for dated in found[:1]
        if dated.edtf <= latest.isoformat()
    )


def _candidates(reading: Reading, fields: tuple[Field, ...]) -> Iterator[tuple[str, list[Dated]]]:
    """The dates of each kind of place, the surest kind first."""
    heads = [field for field in fields if field.kind == "date"]
    yield "field", [dated for field in heads for dated in reading.dates_in(field.start, field.end)]
    sent = cable(reading.content)
    yield "sent", [Dated(sent.start, sent.end, sent.edtf)] if sent is not None else []
    yield "byline", list(_of_bylines(reading))
    if reading.enclosing():
        return  # what stands like a date is the quoted letter's
    yield "done", list(_of_formulas(reading))
    # Of several letters in one text none has its date; and a dateline that a signature's date contradicts is no answer.
    datelines = [] if reading.several() else list(_of_datelines(reading))
    yield ("dateline" if datelines else "line"), [*datelines, *_of_lines(reading)]
    yield "released", list(released(reading))
    yield "held", list(held(reading))
    yield "today", list(today(reading))


def _of_datelines(reading: Reading) -> Iterator[Dated]:
    blocks = reading.outline.blocks
    head = max(_HEAD_BLOCKS, _greeted(reading))
    for number, block in enumerate(blocks):
        if block.role is Role.DATELINE and (number < head or number >= len(blocks) - 5):
            yield from _within(reading, block.start, block.end)
        elif block.role in (Role.SIGNATURE, Role.CLOSING, Role.LETTERHEAD, Role.BYLINE) or (
            block.role is Role.PARAGRAPH and number < 4
        ):
            yield from _parts(reading, block)


def _of_bylines(reading: Reading) -> Iterator[Dated]:
    """The day that a byline at the head bears: `By Jane Doe | November 25, 2009`."""
    for block in reading.outline.blocks[:_HEAD_BLOCKS]:
        if block.role is Role.BYLINE and block.end - block.start <= _BYLINE:
            yield from _within(reading, block.start, block.end)


def _greeted(reading: Reading) -> int:
    """How many blocks stand above the salutation of a letter: a printed letterhead may take many."""
    if reading.outline.genre is not Genre.LETTER:
        return 0
    blocks = reading.outline.blocks[:_LETTERHEAD]
    return next((number for number, block in enumerate(blocks) if block.role is Role.SALUTATION), 0)


def _parts(reading: Reading, block: Block) -> Iterator[Dated]:
    for part in block.part(Role.DATE, Role.DATELINE):
        yield from _within(reading, part.start, part.end)


def _within(reading: Reading, start: int, end: int) -> Iterator[Dated]:
    yield from (dated for dated in reading.dates_in(start, end)[:1] if not _told(reading, dated))


def _told(reading: Reading, dated: Dated) -> bool:
    """Whether a sentence comes to the date from the line above: `It was packed by Jane Doe on` and, below, `Fri, 3 Aug 2001`."""
    return _FROM_ABOVE.search(reading.content[max(0, dated.start - 60) : dated.start]) is not None


def _of_lines(reading: Reading) -> list[Dated]:
    """Dates that have a line to themselves near the top or the foot; a text that has many of these is a chronicle."""
    found = [
        dated for line in reading.lines if line.end - line.start <= 80 and (dated := _alone(reading, line))
    ]
    if len(found) > 2:
        return []
    top = reading.lines[:_HEAD][-1:]
    foot = reading.lines[-_FOOT:][:1]
    return [
        dated
        for dated in found
        if (top and dated.start <= top[0].end) or (foot and dated.start >= foot[0].start)
    ]


def _labelled(reading: Reading, dated: Dated) -> bool:
    """Whether a word before a date says that it is another day than that of writing: when a secret ends, an offer, a life begins."""
    return _OTHER_DAY.search(reading.content[max(0, dated.start - 30) : dated.start]) is not None


def _alone(reading: Reading, line: Span) -> Dated | None:
    if not any(character.isdigit() for character in reading.content[line.start : line.end]):
        return None
    dates = reading.dates_in(line.start, line.end)
    if len(dates) != 1 or _told(reading, dates[0]):
        return None
    before = reading.content[line.start : dates[0].start].lstrip("([*_")
    after = reading.content[dates[0].end : line.end].strip(" .,;)]*_")
    if after and not re.fullmatch(r"(?:[A-Z][\w.]+,?\s?){1,3}", after):
        return None
    before = WEEKDAY.sub("", _LABEL.sub("", before, count=1), count=1)
    if len(before) >= 3 and before[-2:].isspace() and before.strip():
        return dates[0]  # the second column of a head: the date stands at the right margin
    return dates[0] if _ALONE.fullmatch(before) else None


def _of_formulas(reading: Reading) -> Iterator[Dated]:
    """`Done at Geneva this 3rd day of March 2018`, in the last tenth of the text, or its last 1,500 characters."""
    floor = min(len(reading.content) - 1500, len(reading.content) * 9 // 10)
    for dated in reading.dates:
        if dated.start >= floor and _DONE.search(reading.content, max(0, dated.start - 220), dated.start):
            yield dated
