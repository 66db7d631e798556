"""The day that a text says it is where it begins: of a release, a dispatch, a meeting, a speech, or called today."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.describe.dates import Dated
from archive.describe.reading import Reading
from archive.outline.blocks import Genre, Role

WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*|(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),?\s*"
    r"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s*|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag),?\s*",
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


def released(reading: Reading) -> Iterator[Dated]:
    """The date behind `For immediate release`, or of a news item's dispatch, at the head."""
    yield from _of_openings(reading)
    for dated in reading.dates_in(0, _OWN_HEAD):
        before = reading.content[max(0, dated.start - 80) : dated.start]
        dispatched = (
            _DISPATCH.search(before) and _DASH.match(reading.content, dated.end)
        ) or _BEFORE_PLACE.match(reading.content, dated.end)
        if len(dated.edtf) == 10 and (_RELEASED.search(before) or dispatched):
            yield dated


def held(reading: Reading) -> Iterator[Dated]:
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
            placed = not before or (_OPENING_PLACE.fullmatch(before) and not WEEKDAY.match(before))
            if len(dated.edtf) == 10 and placed and ends.match(reading.content, dated.end):
                yield dated


def today(reading: Reading) -> Iterator[Dated]:
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
