"""The day of the event that a text is about: "the Nov. 26 election", "la masacre del 3 de mayo de 1998"."""

from __future__ import annotations

import re
from datetime import date

from archive.describe.dates import month_of
from archive.describe.reading import Reading, Span, claim
from archive.describe.wordlists import word_set
from archive.record.model import Origin, Statement

_TIMES = 3  # that the text speaks of such an event
_SPACING = 1500  # once in so many characters
_OPENING = 3  # the part of a text, its first third, that tells what it is about
_NEAR = 150  # days between a text and an event whose year it need not say
_PAST = 400  # and between a text and an event whose year it tells
_STEM = 5  # letters by which "election" and "electoral" are one matter
_EVENTS = word_set(
    "election elections reelection vote voting runoff referendum plebiscite coup massacre earthquake hurricane flood strike uprising "
    "riot riots shooting bombing attack attacks explosion wildfire elección elecciones comicios votación referéndum plebiscito golpe "
    "masacre terremoto huracán inundación huelga paro levantamiento tiroteo atentado explosión incendio"
)
_EVENT = rf"(?:re-election|{'|'.join(sorted(_EVENTS, key=lambda word: (-len(word), word)))})"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?:del?\s+|of\s+)?(?P<year>(?:1[6-9]|20)\d\d)\b)?"
_DATES = (rf"{_MONTH}\s+{_DAY}{_YEAR}", rf"{_DAY}\s+(?:of\s+|de\s+)?{_MONTH}{_YEAR}")
_FIGURE = re.compile(r"\d")
_SAID = tuple(
    re.compile(pattern)
    for when in _DATES
    for pattern in (
        rf"\b(?P<event>{_EVENT})\s+(?:(?:held|that\s+took\s+place|celebrad[oa]s?|realizad[oa]s?|ocurrid[oa])\s+)?(?:of|on|del?|el)\s+(?:the\s+)?{when}(?!\d)",
        rf"(?<![\w.,]){when}(?:[’']s)?\s+(?:[a-zà-ÿ-]+\s+){{0,2}}?(?P<event>{_EVENT})\b",
    )
)


def coverage(reading: Reading, created: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The day of the one event that the text opens with, and of which it speaks again and again.

    Only of a text that bears its date: a day without its year is that nearest to it, and uncertain.
    """
    written = _day(created[0].value or "") if created else None
    if written is None:
        return ()
    found: dict[str, tuple[Span, bool]] = {}
    until = reading.runs[-1].end // _OPENING if reading.runs else 0
    # A day is told in figures, so where there are none no more is asked.
    runs = [
        run
        for run in reading.runs
        if run.start <= until
        and _FIGURE.search(run.content, run.start, run.end) is not None
        and not _EVENTS.isdisjoint(run.small)
    ]
    for said in _SAID:
        for run in runs:
            for match in said.finditer(run.content, run.start, run.end):
                day, told = _dated(match, written)
                if day is not None and _is_matter(reading, match["event"]):
                    found.setdefault(day.isoformat(), (Span(*match.span()), told))
    if len(found) != 1:
        return ()
    (value, (place, told)) = next(iter(found.items()))
    evidence = (reading.quote(*place), *(() if told else created[0].evidence))
    return (
        claim(
            "temporal",
            value if told else f"{value}?",
            Origin.INFERRED,
            "temporal/event",
            evidence,
            scheme="EDTF",
            note=None if told else "The year is that of the document.",
        ),
    )


def _dated(match: re.Match[str], written: date) -> tuple[date | None, bool]:
    """The day, and whether the text tells its year; none that lies far from the day of writing: it is history there."""
    month = month_of(match["month"])
    if month is None:
        return None, False
    told = match["year"] is not None
    years = (int(match["year"]),) if told else (written.year - 1, written.year, written.year + 1)
    days = (_on(year, month, int(match["day"])) for year in years)
    near = [
        day for day in days if day is not None and abs((day - written).days) <= (_PAST if told else _NEAR)
    ]
    return (near[0] if near else None), told


def _is_matter(reading: Reading, event: str) -> bool:
    stem = event[:_STEM].lower()
    count = sum(word.startswith(stem) for run in reading.runs for word in run.small)
    return count >= _TIMES and count * _SPACING >= sum(run.end - run.start for run in reading.runs)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
