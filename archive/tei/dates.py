"""Dates in running text, with the day, month or year that they name: English, Spanish, French and German."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from archive.tei.spans import Attributes, Span

_NAMES = (
    "january january jan enero janvier janv januar jänner gennaio",
    "february feb febrero février févr fevrier februar feber",
    "march mar marzo mars märz maerz",
    "april apr abril avril avr",
    "may mayo mai",
    "june jun junio juin juni",
    "july jul julio juillet juil juli",
    "august aug agosto août aout",
    "september sept sep septiembre setiembre septembre",
    "october oct octubre octobre oktober okt",
    "november nov noviembre novembre",
    "december dec diciembre décembre decembre dezember dez",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=lambda name: (-len(name), name))) + r")\b\.?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_GAP = r"[ \u00a0\n]{1,3}"
_OF = rf"(?:{_GAP}(?:of|de|del))?"

_DATE = re.compile(
    rf"""
    \b(?:
      (?P<iso>(?P<iy>{_YEAR})-(?P<im>0[1-9]|1[0-2])-(?P<id>0[1-9]|[12][0-9]|3[01]))
    | (?P<dd>{_DAY})(?:st|nd|rd|th|er|º|°|\.)?{_OF}{_GAP}(?P<dm>{_MONTH})(?:,?{_OF},?{_GAP}(?P<dy>{_YEAR})\b)?
    | (?P<mm>{_MONTH}){_GAP}(?P<md>{_DAY})(?:st|nd|rd|th)?\b(?!:|[ ]?%)(?:,?{_GAP}(?P<my>{_YEAR})\b)?
    | (?P<om>{_MONTH})(?:,)?{_OF}{_GAP}(?P<oy>{_YEAR})\b
    | (?P<pd>{_DAY})\.[ ]?(?P<pm>0?[1-9]|1[0-2])\.[ ]?(?P<py>{_YEAR})\b
    | (?P<sa>0?[1-9]|[12][0-9]|3[01])/(?P<sb>0?[1-9]|[12][0-9]|3[01])/(?P<sy>{_YEAR})\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(
    rf"\b(?:in|since|until|during|of|by|from|en|desde|hasta|depuis|seit|im Jahre?|anno|année|año)[ \n](?P<y>{_YEAR})\b(?![-/:,.]?[0-9]|[ ]?%|[ ](?:[a-z]+s\b|percent|per cent))"
)
_HINT = re.compile(r"[0-9]")


def dates(content: str, anchor: date | None, resp: str) -> Iterator[Span]:
    """A `date` for each date in the text, in order, with `@when` (W3C form).

    A day without a year is taken to be the last one before `anchor`, the day on which the document was made, with medium
    certainty; without an anchor it stays a day of every year (`--11-26`).
    """
    for match in _DATE.finditer(content):
        if (when := _when(match)) is not None and _plausible(match, content):
            certainty = "high"
            if when.startswith("--") and anchor is not None and (resolved := _before(when, anchor)):
                when, certainty = resolved, "medium"
            yield Span(match.start(), match.end(), "date", _attributes(when, certainty, resp))
    for match in _BARE.finditer(content):
        yield Span(match.start("y"), match.end("y"), "date", _attributes(match["y"], "high", resp))


def _attributes(when: str, certainty: str, resp: str) -> Attributes:
    return ("when", when), ("cert", certainty), ("resp", resp)


def _when(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups["iso"]:
        return _valid(groups["iy"], int(groups["im"]), int(groups["id"]))
    if groups["dd"]:
        return _valid(groups["dy"], _month(groups["dm"]), int(groups["dd"]))
    if groups["mm"]:
        return _valid(groups["my"], _month(groups["mm"]), int(groups["md"]))
    if groups["om"]:
        return f"{groups['oy']}-{_month(groups['om']):02d}"
    if groups["pd"]:
        return _valid(groups["py"], int(groups["pm"]), int(groups["pd"]))
    first, second = int(groups["sa"]), int(groups["sb"])
    if first > 12 >= second:
        return _valid(groups["sy"], second, first)
    if second > 12 >= first:
        return _valid(groups["sy"], first, second)
    return None  # 3/4/2011 is two days, and nothing here says which


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _valid(year: str | None, month: int, day: int) -> str | None:
    try:
        date(int(year or 2000), month, day)
    except ValueError:
        return None
    return f"{year}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def _plausible(match: re.Match[str], content: str) -> bool:
    """Whether month names are written as names: English `may` and `march` are verbs, and `mar` is the sea."""
    name = match["dm"] or match["mm"] or match["om"]
    if name is None or name[0].isupper():
        return True
    return (bool(match["dd"]) and " de " in match[0]) or (
        bool(match["dd"]) and (bool(match["dy"]) or len(name) > 3)
    )


def _before(when: str, anchor: date) -> str | None:
    """The last day of this name that is not after the anchor."""
    month, day = int(when[2:4]), int(when[5:7])
    for year in (anchor.year, anchor.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= anchor:
            return found.isoformat()
    return None
