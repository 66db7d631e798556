"""Which lines are read a second time: the short ones, and in what may be a letter the paragraphs of its top and foot.

What a rule is sure of stays: a marked heading, a demand, a place above its date, a line that is several things (a date with its
salutation, a close with its name), a close and the name right below it, a list of signatories below the line that announces it.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from archive.outline.blocks import Part, Role
from archive.outline.closings import closing_line
from archive.outline.farewells import FAREWELL, NAMED
from archive.outline.lines import Claim, Sheet
from archive.outline.names import name_like
from archive.outline.openers import JOINED, LABEL, PLACE
from archive.outline.shapes import is_short
from archive.outline.weights import ROLES

OTHER = -1  # the number of a role that is none of ROLES, or of a line that is not read again
NUMBERS = MappingProxyType(
    {role: number for number, role in enumerate(ROLES)} | {Role.LETTERHEAD: ROLES.index(Role.ADDRESS)}
)
_LETTERS = frozenset({Role.SALUTATION, Role.CLOSING, Role.ADDRESS, Role.LETTERHEAD, Role.POSTSCRIPT})
_FRAMING = frozenset({Role.SALUTATION, Role.CLOSING})
_SURE = frozenset({PLACE, JOINED, LABEL, FAREWELL, "signatures/mail"}) | frozenset(
    f"{place}/{rule}"
    for place, rules in (
        (
            "headings",
            ("markdown", "underlined", "named", "counted", "chapter", "numbered", "roman", "part", "dated"),
        ),
        ("lists", ("bulleted", "contents", "demanded", "brief")),
        ("quotations", ("attributed",)),
        ("comments", ("day",)),
    )
    for rule in rules
)
_PAIR = 2  # lines of a signature; one of more is a list
_TOP = 12  # units from the top of a long text whose paragraphs are read
_FOOT = 18  # and from its foot
_MOST = 1000  # short lines; of a text that has more only the top and the foot are read


class Reading(NamedTuple):
    """What the rules take each unit for, as its number in ROLES, OTHER if it stays; what else is seen in signatures; if it may be a letter."""

    numbers: list[int]
    signs: Mapping[int, tuple[str, ...]]
    letter: bool


def _framed(claims: Sequence[Claim | None], parts: Sequence[Part]) -> bool:
    """Whether a text may be a letter, by what the rules see."""
    roles = {claim.role for claim in claims if claim}
    return not _LETTERS.isdisjoint(roles) or any(part.role in _FRAMING for part in parts)


def reading_of(sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]) -> Reading:
    """What the rules say of each unit that is read again."""
    numbers = [NUMBERS.get(claim.role, OTHER) if claim else 0 for claim in claims]
    letter = _framed(claims, parts)
    short = [is_short(unit) for unit in sheet.units]
    many = short.count(True) > _MOST
    edge = [False] * len(short)
    for first, after in stretches(len(short)):
        edge[first:after] = [True] * (after - first)
    sure, signs = _sure(sheet, claims, parts)
    for n in range(len(numbers)):
        is_open = (edge[n] and (letter or short[n])) or (short[n] and not many)
        if not is_open or n in sure:
            numbers[n] = OTHER
    return Reading(numbers, signs, letter)


def stretches(units: int) -> tuple[tuple[int, int], ...]:
    """The units [first, after) of a text that are its top and foot: all of a short one."""
    return ((0, units),) if units <= _TOP + _FOOT else ((0, _TOP), (units - _FOOT, units))


def _sure(
    sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]
) -> tuple[set[int], dict[int, tuple[str, ...]]]:
    """The units that stay as a rule has them; and of those of signatures whether they are many, or name an office."""
    named = sorted(part.start for part in parts if part.rule == NAMED)
    listed = sorted(part.start for part in parts if part.role is Role.SIGNATORY)
    offices = sorted(part.start for part in parts if part.role is Role.OFFICE)
    sure: set[int] = set()
    signs: dict[int, tuple[str, ...]] = {}
    for n, claim in enumerate(claims):
        if claim is None:
            if sheet.units[n].remarks:
                sure.add(n)
            continue
        start, end = sheet.units[n].start, sheet.units[claim.last].end
        joined = claim.role is Role.CLOSING and _any(named, start, sheet.units[n].end - 1)
        if claim.rule in _SURE or joined:
            sure.add(n)
        if claim.role is not Role.SIGNATURE or claim.first != n:
            continue
        units = range(n, claim.last + 1)
        above = claims[n - 1] if n else None
        if above and above.role is Role.CLOSING and closing_line(sheet.units[n - 1].text):
            sure.update(range(above.first, n))
            sure.update(units if name_like(sheet.units[n].text) else ())
        if sheet.units[n].text[-1] == ":" and _any(listed, start, end):
            sure.update(units)
        seen = (
            ("many", len(units) > _PAIR),
            ("office", _any(offices, start, end)),
            ("listed", _any(listed, start, end)),
        )
        found = tuple(sign for sign, is_seen in seen if is_seen)
        signs.update((unit, found) for unit in units if found)
    return sure, signs


def _any(places: Sequence[int], first: int, last: int) -> bool:
    """Whether one of these places, in their order, is in [first, last]."""
    return bisect(places, last) > bisect(places, first - 1)
