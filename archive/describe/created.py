"""The document's own date: of a dateline, a signature, a head field, a line of its own, or `Done at …`; never a date it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from archive.describe.cables import cable
from archive.describe.dates import Dated
from archive.describe.fields import Field
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
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*|(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),?\s*"
    r"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s*|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag),?\s*",
    re.IGNORECASE,
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
_HELD = re.compile(
    r"\b(?:meeting|session|sitting|sesión|reunión|asamblea|séance|réunion|sitzung)\b[^.]{0,200}\Z",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:preached|delivered|pronounced|given|read|pronunciad[oa]|predicad[oa]|prononcée?|gehalten)\b[^.]{0,160}\Z",
    re.IGNORECASE,
)
_OPENING = 90  # characters of place above the day with which minutes begin
_OWN_HEAD = 2500  # characters of a text in which it says what day it is
_WEEKDAYS = r"(?:[^\W\d_]{3,10}day|lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
_RELEASED = re.compile(
    rf"\b(?:for\s+(?:immediate\s+)?release|(?:press|news|media)\s+(?:release|advisory|statement)|comunicado(?:\s+de\s+prensa)?|"
    rf"boletín(?:\s+de\s+prensa)?|communiqué(?:\s+de\s+presse)?)\b[\s:*#|–—-]*(?:{_WEEKDAYS},?\s+)?\Z",
    re.IGNORECASE,
)
_TODAY = re.compile(
    rf"(?:\b(?:today|tonight|this\s+(?:morning|afternoon|evening))(?:\s+is|,|\s*\(|,?\s+on)?\s+(?:the\s+)?(?:{_WEEKDAYS},?\s+)?(?:the\s+)?|"
    rf"\bon\s+this\s+(?:{_WEEKDAYS},?\s+)?(?:the\s+)?|"
    rf"\bhoy(?:\s+es|,)?\s+(?:día\s+)?(?:{_WEEKDAYS},?\s+)?(?:día\s+)?(?:el\s+)?|"
    rf"\bson\s+las\s+\d[^.\n]{{0,60}}?\s(?:del|de\s+este|de\s+hoy,?)\s+(?:{_WEEKDAYS},?\s+)?|"
    rf"\b(?:aujourd['’]hui|heute),?\s+(?:le\s+|den\s+|am\s+)?(?:{_WEEKDAYS},?\s+)?)\Z",
    re.IGNORECASE,
)
_DISPATCH = re.compile(  # `WASHINGTON (May 5, 2004) – …`: of a news item the place and day that a dash parts from its first words
    r"(?:^|(?<=\n)|(?<=[ \t]{2}))[ \t]*+(?=[A-ZÀ-Þ]{3})(?:[A-ZÀ-Þ][\w.'’]*+[ ,]*+){1,7}[(–—\s-]*+\Z"
)
_BEFORE_PLACE = re.compile(  # `May 5, 2004 WASHINGTON, D.C. – …`
    r"[\s|,–—-]+(?:Washington|[A-ZÀ-Þ]{4,}(?:[ ][A-ZÀ-Þ]{3,})*)[\s,]*?(?:D\.?\s?C\b|[(–—]|--|-\s|,\s*[A-Z][\w.]*\s*[(–—-]|\s{2,})"
)
_OPENING_PLACE = re.compile(
    r"(?!(?:Yesterday|Today|Tomorrow|On|In|At|By|Since|Last|This|From|After|Before|Until|Ayer|Hoy|El|En|Desde|Tras|Le|Am|Im|Em|No)\b)(?:[A-ZÀ-Þ][\w.’'-]*+[ ,]*+(?:(?:de|del|la|le|los|el|a|den)(?:\s+|\Z)){0,2}){1,6},?"
)
_STOP_OR_DASH = re.compile(r"\)?\s*(?:[.:](?=\s)|[–—-])")
_DASH = re.compile(r"\)?[.,]?\s*(?:–|—|--|-\s)")


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
    yield "released", list(_of_releases(reading))
    yield "held", list(_of_meetings(reading))
    yield "today", list(_of_today(reading))


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
    before = _WEEKDAY.sub("", _LABEL.sub("", before, count=1), count=1)
    if len(before) >= 3 and before[-2:].isspace() and before.strip():
        return dates[0]  # the second column of a head: the date stands at the right margin
    return dates[0] if _ALONE.fullmatch(before) else None


def _of_formulas(reading: Reading) -> Iterator[Dated]:
    """`Done at Geneva this 3rd day of March 2018`, in the last tenth of the text, or its last 1,500 characters."""
    floor = min(len(reading.content) - 1500, len(reading.content) * 9 // 10)
    for dated in reading.dates:
        if dated.start >= floor and _DONE.search(reading.content, max(0, dated.start - 220), dated.start):
            yield dated


def _of_releases(reading: Reading) -> Iterator[Dated]:
    """The date behind `For immediate release`, or of a news item's dispatch, at the head."""
    yield from _of_openings(reading)
    for dated in reading.dates_in(0, _OWN_HEAD):
        before = reading.content[max(0, dated.start - 80) : dated.start]
        dispatched = (
            _DISPATCH.search(before) and _DASH.match(reading.content, dated.end)
        ) or _BEFORE_PLACE.match(reading.content, dated.end)
        if len(dated.edtf) == 10 and (_RELEASED.search(before) or dispatched):
            yield dated


def _of_meetings(reading: Reading) -> Iterator[Dated]:
    """The day of the meeting in the first words of its minutes, and of a sermon or speech in the heading that says when it was given."""
    if reading.outline.genre is Genre.MINUTES:
        for block in reading.prose()[:1]:
            for dated in reading.dates_in(block.start, block.end)[:1]:
                before = reading.content[block.start : dated.start]
                if len(before) <= _OPENING or _HELD.search(before):
                    yield dated
    for block in reading.outline.blocks[:4]:
        if block.role is Role.HEADING:
            for dated in reading.dates_in(block.start, block.end)[:1]:
                if _SPOKEN.search(reading.content[block.start : dated.start]):
                    yield dated


def _of_openings(reading: Reading) -> Iterator[Dated]:
    """The day, often behind a place, with which the first paragraph opens: `July 1, 2009 -- `, `Dover, 3 de marzo de 2016. `."""
    for block in reading.prose()[:2]:
        for dated in reading.dates_in(block.start, min(block.end, block.start + 140))[:1]:
            before = reading.content[block.start : dated.start].strip().lstrip("(")
            ends = _DASH if not before else _STOP_OR_DASH
            placed = not before or (_OPENING_PLACE.fullmatch(before) and not _WEEKDAY.match(before))
            if len(dated.edtf) == 10 and placed and ends.match(reading.content, dated.end):
                yield dated


def _of_today(reading: Reading) -> Iterator[Dated]:
    """The days that the text calls today where it begins; not within quotation marks, for there somebody else's today is told."""
    for dated in reading.dates_in(0, _OWN_HEAD):
        before = reading.content[max(0, dated.start - 90) : dated.start]
        if len(dated.edtf) == 10 and _TODAY.search(before) and not _is_quoted(reading, dated):
            yield dated


def _is_quoted(reading: Reading, dated: Dated) -> bool:
    block = reading.block_at(dated.start)
    above = reading.content[block.start if block is not None else 0 : dated.start]
    opened = above.count("“") - above.count("”") + above.count("«") - above.count("»")
    return opened > 0 or above.count('"') % 2 == 1 or (block is not None and block.role is Role.QUOTATION)
