"""Which day each date is that `figures` and `worded_dates` find, by the year it has or by what stands around it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import date

from archive.tei.dates.diary import of_diary
from archive.tei.dates.figures import Frame, found_dates
from archive.tei.dates.found import BETWEEN_CALENDARS, DAY, MONTH, YEAR, Found, Kind, is_day
from archive.tei.dates.hours import at_hour
from archive.tei.dates.near_days import Anchor, close_day
from archive.tei.dates.told import nearest, of_this_month
from archive.tei.dates.worded_dates import found_in_words
from archive.tei.dates.yearless import DIARY, STORY, Known, Named, day_meant, days_in_full
from archive.tei.spans import Attributes, Span

_BETWEEN = 4  # characters between two blocks
_HEADING = 70  # characters of a line that is no more than a place and a day: `Auß Prag vom 7. Ditto.`
_CLOSING = {")": "(", "]": "["}
_NOWHERE = Frame()
_TOLD = frozenset({Kind.OF_MONTH, Kind.OF_SAME_MONTH, Kind.OF_LETTER, Kind.OF_WEEK})


def dates(content: str, anchor: date | None, resp: str, frame: Frame = _NOWHERE) -> Iterator[Span]:
    """A `date` for each date in the text, in order, with `@when` (W3C form) where the text says which year is meant.

    A day without a year is the day that the text names elsewhere with its year, or of the year that it has just told of, or the one
    near `anchor`, the day on which the document was made (or else the first day that a dateline names, and from there on the last
    that one named), or a day close to the one told before it, with medium certainty; without these it has no `@when`. `3/4/2011` is
    two days, and is none, but in a language that writes the day first. A year of two figures is one in a dateline, and elsewhere
    after an apostrophe; its century is that of the years that the document writes in full, or else has low certainty.
    """
    spelled, content = content, content.replace("ſ", "s")
    found = _in_order(
        list(found_dates(content, anchor, frame, spelled)), found_in_words(content, frame.stops)
    )
    if "/" in content:
        found = _in_one_calendar(content, found)
    if not found:
        return
    known = Known(
        anchor or _first_day(found, frame) or _last_day(content, found, frame.stops),
        completed=frame.completed,
    )
    named = days_in_full(found)
    # An old newspaper dates its headings: its editors mark those, and of the days between them one in eight.
    told = frame.told and all(one.kind is not Kind.OF_HEADING for one in found)
    datelines, line, lines = frame.datelines, 0, len(frame.datelines)
    stops, block, blocks = frame.stops, 0, len(frame.stops)
    for place, one in enumerate(found):
        if len(one.when) == YEAR and place and _said_again(content, found[place - 1], one, known.told):
            continue
        while block < blocks and stops[block] <= one.start:
            block += 1
        opens = _opens(content, one, stops[block - 1] if block else 0)
        while line < lines and datelines[line][1] <= one.start:
            line += 1
        in_line = line < lines and datelines[line][0] <= one.start
        if one.kind in _TOLD and not (told or in_line or opens):
            continue
        when, certainty = _meant(content, found, place, named, known, opens=opens)
        if not when and one.kind is not Kind.YEARLESS:
            continue
        if when:
            goes_on = frame.stories and not in_line and _goes_on(content, one, when, known)
            known = _learned(one, when, known, in_line=in_line, opens=opens, goes_on=goes_on)
            if len(when) == DAY and (in_line or _heads(content, one, stops, block)):
                known = known._replace(head=known.told)
        end = one.end + (content[one.end : one.end + 1] in _CLOSING and _closed(content, one))
        if one.kind is Kind.FULL and len(when) == DAY:
            stop = datelines[line][1] if in_line else stops[block] if block < blocks else len(content)
            when, end = at_hour(content, end, stop, when, in_line=in_line)
        attributes: Attributes = (("cert", certainty), ("resp", resp))
        yield Span(one.start, end, "date", (("when", when), *attributes) if when else attributes)


def _in_order(figured: list[Found], worded: list[Found]) -> list[Found]:
    """These dates in order of place; of two that overlap, the first."""
    if not worded:
        return figured
    kept: list[Found] = []
    for one in sorted((*figured, *worded), key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _meant(
    content: str, found: list[Found], place: int, named: Named, known: Known, *, opens: bool
) -> tuple[str, str]:
    """The day, month or year that is meant, "" where it is not known, and how certain it is."""
    one = found[place]
    match one.kind:
        case Kind.FULL:
            return one.when, "high"
        case Kind.LIKELY:
            return one.when, "low"
        case Kind.OF_MONTH:
            return of_this_month(one, known.head or known.writing or known.told), "high"
        case Kind.OF_SAME_MONTH:
            return of_this_month(one, known.told), "high"
        case Kind.OF_HEADING:
            return of_this_month(one, known.head or known.told), "high"
        case Kind.OF_DIARY:
            return of_diary(one, known.entry if known.entries >= DIARY else None), "medium"
        case Kind.OF_LETTER | Kind.OF_WEEK:
            return nearest(content, one, known.writing), "medium"
        case Kind.YEARLESS:
            when = day_meant(content, found, place, named, known, opens=opens)
            return when, "medium" if when else "high"


def _learned(one: Found, when: str, known: Known, *, in_line: bool, opens: bool, goes_on: bool) -> Known:
    """What is known after this date."""
    writing, told, year, place, entry, entries, completed, head = known
    if len(when) >= MONTH and (one.kind is Kind.OF_DIARY or opens):
        entry, entries = date.fromisoformat(f"{when}-01"[:DAY]), entries + 1
    if goes_on:
        year, place = int(when[:YEAR]), one.end
    if len(when) == DAY:
        told = date.fromisoformat(when)
        writing = told if in_line else writing
    return Known(writing, told, year, place, entry, entries, completed, head)


def _goes_on(content: str, one: Found, when: str, known: Known) -> bool:
    """Whether a date tells of a year: it has one in full, or is of the year told of before."""
    if len(when) > YEAR and when[:YEAR] in content[one.start : one.end]:
        return True
    return when[:YEAR] == str(known.year) and one.start - known.place < STORY


def _opens(content: str, one: Found, begin: int) -> bool:
    """Whether a date opens the block that begins after this place."""
    return one.start - begin <= _BETWEEN and not content[begin : one.start].strip()


def _heads(content: str, one: Found, stops: tuple[int, ...], block: int) -> bool:
    """Whether a date ends a block that is no longer than a heading."""
    if block >= len(stops) or stops[block] - (stops[block - 1] if block else 0) > _HEADING:
        return False
    return not content[one.end : stops[block]].strip(" .,:;)]\n")


def _in_one_calendar(content: str, found: list[Found]) -> list[Found]:
    """These dates, but `25 Octobre/6 Novembre 1820`, one day in the calendars of Julius Caesar and of Gregory, as one."""
    kept: list[Found] = []
    for one in found:
        if kept and content[kept[-1].end : one.start].strip() == "/" and _same_day(kept[-1], one):
            kept[-1] = Found(kept[-1].start, one.end, one.when)
        else:
            kept.append(one)
    return kept


def _same_day(old: Found, new: Found) -> bool:
    if not is_day(new) or not (old.kind is Kind.YEARLESS or is_day(old)):
        return False
    day = date.fromisoformat(new.when)
    close = close_day(f"--{old.when[-5:]}", day)
    return bool(close) and (day - date.fromisoformat(close)).days in BETWEEN_CALENDARS


def _said_again(content: str, before: Found, one: Found, told: Anchor) -> bool:
    """Whether this is the year of the day right above it, which has it already."""
    between = content[before.end : one.start]
    return told is not None and str(told.year) == one.when and not between.strip(" \n.,;()[]")


def _closed(content: str, one: Found) -> bool:
    """Whether the bracket that stands after the date was opened in it."""
    return _CLOSING[content[one.end]] in content[one.start : one.end]


def _last_day(content: str, found: list[Found], stops: tuple[int, ...]) -> date | None:
    """The full date that alone of all ends a short block below others, as at the foot of a letter."""
    days = ((one, bisect(stops, one.start)) for one in found if is_day(one))
    at_foot = {one.when for one, block in days if block and _heads(content, one, stops, block)}
    return date.fromisoformat(at_foot.pop()) if len(at_foot) == 1 else None


def _first_day(found: list[Found], frame: Frame) -> date | None:
    """The first full date that stands in a dateline."""
    for start, end in frame.datelines[:4]:
        for one in found:
            if start <= one.start < end and len(one.when) == DAY:
                return date.fromisoformat(one.when)
            if one.start >= end:
                break
    return None
