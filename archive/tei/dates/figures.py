"""Each date that a text writes, in order, by the figure in it: that keeps the time linear and short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.tei.dates.days import date_at, glued
from archive.tei.dates.diary import entry
from archive.tei.dates.found import Found, Kind
from archive.tei.dates.in_rows import day_beside
from archive.tei.dates.near_days import Anchor
from archive.tei.dates.short import APOSTROPHES, in_dateline, in_prose, with_short_year
from archive.tei.dates.told import lone_day, month_told
from archive.tei.dates.years import Near, some_year, year_alone

_FIGURE = re.compile(r"[0-9]+")
_DENSE = 20  # where more than one character in so many is a figure, a pattern finds them sooner
_NEAR = 6  # characters between two days of one month
_LONGEST = 4
_OLDEST, _NEWEST = 1100, 2100  # years of writing to which a year of two figures may be near
_LIFETIME = 90  # years before the day of writing from which on a short year may be
_BEFORE_DAY = (" ", "\n", "\u00a0", "[", "(")
_TOLD = "iIocdDuUvpPnlChe"  # first letters of "inst.", "of this month", "corriente" …


@dataclass(frozen=True, slots=True)
class Frame:
    """What the outline and the language say of dates: blocks end at `stops`; `datelines` are [start, end) in order.

    `years` is whether a year alone counts in running text; `completed`, whether a day without a year is there of the one in which it
    is close to the day of writing, where nothing else tells it; `told`, whether days count there that only the day of writing tells;
    `stories`, whether a year that is told of goes on to be that of the days after it.
    """

    stops: tuple[int, ...] = ()
    datelines: tuple[tuple[int, int], ...] = ()
    day_first: bool = False
    years: bool = True
    completed: bool = True
    told: bool = True
    stories: bool = True


def found_dates(content: str, anchor: Anchor, frame: Frame, spelled: str = "") -> Iterator[Found]:
    """The dates in the text as they are written; none goes over the end of a block. `spelled`: the text with its long s."""
    done = block = line = 0
    year = anchor.year - _LIFETIME if anchor and _OLDEST <= anchor.year <= _NEWEST else 0

    def near() -> int:
        nonlocal year
        year = year or some_year(spelled or content)
        return year

    stops, many, long = frame.stops, len(frame.stops), len(content)
    datelines, lines = frame.datelines, len(frame.datelines)
    last: Found | None = None  # the date before, if its month stands before its day
    for start, end in _figures(content):
        if start < done or end - start > _LONGEST:
            continue
        while block < many and stops[block] <= start:
            block += 1
        stop = stops[block] if block < many else long
        while line < lines and datelines[line][1] <= start:
            line += 1
        found: Found | None
        beside: Found | None = None
        if content[start - 1 : start].isalnum():
            found = glued(content, start, end, stop, day_first=frame.day_first)
        else:
            if last and start - last.end <= _NEAR:
                beside = day_beside(content, last, start, stop)
            found = beside or date_at(content, start, end, stop, day_first=frame.day_first)
            if found is None or found.kind is Kind.YEARLESS:
                around = datelines[line] if line < lines and datelines[line][0] <= start else None
                found = _without_year(
                    content, found, (start, end), stop, near, around, day_first=frame.day_first
                )
        if (
            found is None
            and frame.years
            and end - start == _LONGEST
            and not content[start - 1 : start].isalnum()
        ):
            found = year_alone(content, start, done)
        if found is None or found.start < done or (block and stops[block - 1] > found.start):
            continue
        done = found.end
        last = found if beside or content[found.start].isalpha() else None
        in_line = line < lines and datelines[line][0] <= start
        if frame.years or in_line or not found.when.isdigit():
            yield found


def _without_year(
    content: str,
    found: Found | None,
    figure: tuple[int, int],
    stop: int,
    near: Near,
    line: tuple[int, int] | None,
    *,
    day_first: bool,
) -> Found | None:
    """What a figure is that no full year follows, in this dateline or in none."""
    start, end = figure
    if line is not None:
        found = in_dateline(content, found, figure, stop, near, line, day_first=day_first)
    elif found is not None:
        found = with_short_year(content, found, stop, near)
    elif day_first or content[start - 1 : start] in APOSTROPHES:
        found = in_prose(content, figure, stop, near, day_first=day_first)
    if found is not None or end - start > 2:
        return found
    if content[end : end + 1] != " " or content[end + 1 : end + 2] in _TOLD:
        found = month_told(content, start, stop)
    if found is None and (not start or content[start - 1] in _BEFORE_DAY):
        found = lone_day(content, start, stop) or entry(content, start, stop)
    return found


def _figures(content: str) -> Iterator[tuple[int, int]]:
    """Where each run of figures stands. To look for ten characters in turn is many times faster than a pattern, where they are rare."""
    present = [figure for figure in "0123456789" if figure in content]
    if _DENSE * sum(map(content.count, present)) > len(content):
        for found in _FIGURE.finditer(content):
            yield found.span()
        return
    places: list[int] = []
    for figure in present:
        at = content.find(figure)
        while at >= 0:
            places.append(at)
            at = content.find(figure, at + 1)
    places.sort()
    start = end = -1
    for at in places:
        if at != end:
            if end > 0:
                yield start, end
            start = at
        end = at + 1
    if end > 0:
        yield start, end
