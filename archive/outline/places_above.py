"""Which lines right above a date are the place of the same dateline: a street, a house, a town."""

from __future__ import annotations

import re

from archive.outline.dates import dated_above
from archive.outline.lines import Roles, Sheet
from archive.outline.names import address_like, addressed, capitals
from archive.outline.overhead import FIELD, HEADED

_BY = re.compile(
    r"(?i:by|par|por)\s[A-ZÀ-Ý]|.*\b(?i:t[eé]l[eé]gram\w*|cablegram)\b"
)  # who wrote, or what it is
_PLACES = 3
_WHERE = 36
_TOWN = re.compile(
    r"\[?[^\W\d_a-zà-ÿß][\w.’'-]+,?(?:\s(?:\[?[^\W\d_a-zà-ÿß][\w.’'-]*\]?|am|an|der|de|la|le|sur|bei|upon|on|los|las|el|del),?){0,4}"
    r"(?:\s\d{4,5})?\]?[.,]?\Z"
)  # a few words with capitals
_SEAT = re.compile(
    r"\b(?:office|bureau|department|headquarters|hdqrs|universit\w*|church|cathedral|h[oô]tel|house|college|school|mansion|embassy|legation|consulate|hospital|asylum|club|barracks|camp"
    r"|institut\w*|ministerium|kanzlei|schloss|schloß|redaktion|ministère|ambassade|château|hôpital|caserne|ministerio|embajada|colegio|cuartel|palacio|hacienda)\b",
    re.IGNORECASE,
)  # where one writes, within a town
_WIRED = re.compile(r"@|www|http|\b(?:tel|tél|phone|fax|e-?mail)\b", re.IGNORECASE)


def places_above(sheet: Sheet, roles: Roles, top: int, date: int) -> range:
    """The lines right above a date that are the place of the same dateline: a street, a town, no more than three."""
    first = date
    found = dated_above(sheet.units[date].text)
    placed = found is not None and found.place is not None
    while first > top and roles[first - 1] is None and date - first < _PLACES:
        text = sheet.units[first - 1].text
        bridged = first == date or (first - 1 > top and _is_place(sheet.units[first - 2].text))
        if _BY.match(text) or not (_is_place(text) or (bridged and _is_where(text))):
            break
        if placed and not (address_like(text) or _SEAT.search(text)):
            break
        first -= 1
    stretched = first > top and sheet.units[first].gap == 0 and sheet.units[first - 1].short and sheet.spaced
    if stretched and capitals(sheet.units[first - 1].text) and not capitals(sheet.units[first].text):
        stretched = "," not in sheet.units[first].text  # a town with its state below a title in capitals
    apart = date - first > 1 and sheet.units[date].gap > 0 and sheet.units[date - 1].gap == 0
    return range(date, date) if stretched or apart else range(first, date)


def _is_place(text: str) -> bool:
    if len(text) > 60 or HEADED.match(text) or addressed(text) or FIELD.match(text) or text[-1] in "!?:":
        return False
    return _TOWN.match(text) is not None or (address_like(text) and not _WIRED.search(text))


def _is_where(text: str) -> bool:
    """Whether a line right above a date may be its place though it bears no sign of one: "Camp 67", "ft Lupton"."""
    return (
        len(text) <= _WHERE
        and text.count(" ") <= 4
        and text[-1] not in "!?:"
        and text[0].isalnum()
        and "@" not in text
        and not (capitals(text) or HEADED.match(text) or addressed(text) or FIELD.match(text))
    )
