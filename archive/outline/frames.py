"""The lines round the body of a letter, read once more: all of them together, by weights learned from editors' encodings.

The rules see one sign at a time. Here what the rules took a line for, how it looks and what stands beside it have weights
(`chains`), and the roles with the greatest sum stand.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from archive.outline.blocks import Part, Role
from archive.outline.chains import BESIDE, OTHER
from archive.outline.closings import closing_line
from archive.outline.dates import dated_above
from archive.outline.farewells import FAREWELL, NAMED
from archive.outline.frame_weights import ROLES, Line, read, weights
from archive.outline.lines import Claim, Sheet, Unit
from archive.outline.looks import looks, placed
from archive.outline.minuted import minuted
from archive.outline.names import name_like
from archive.outline.openers import JOINED, LABEL, PLACE, wired
from archive.outline.postscripts import POSTSCRIPT, marker
from archive.outline.salutations import greeting, spoken
from archive.outline.signatures import place_and_date

_NUMBERS = MappingProxyType(
    {role: number for number, role in enumerate(ROLES)} | {Role.LETTERHEAD: ROLES.index(Role.ADDRESS)}
)
_PARAGRAPH = ROLES.index(Role.PARAGRAPH)
_LETTERS = frozenset({Role.SALUTATION, Role.CLOSING, Role.ADDRESS, Role.LETTERHEAD, Role.POSTSCRIPT})
_RUN_IN = frozenset({Role.SALUTATION, Role.CLOSING})
_JOINED = frozenset({Role.ADDRESS, Role.CLOSING, Role.SIGNATURE})
_SURE_RULES = frozenset({PLACE, JOINED, LABEL, FAREWELL})
_PAIR = 2  # lines of a signature; one of more is a list
_TOP = 12  # units from the top of a long text that are read
_FOOT = 18  # and from its foot


class Reading(NamedTuple):
    """What the rules take each unit for, as its number in ROLES; the units that stay so; and what else is seen in signatures.

    What stays is a place above its date, a line with its label, a paragraph that bids farewell, a line that is several things (a
    date with its salutation, a close with its name), a close and the name right below it, and a list of signatories.
    """

    numbers: list[int]
    sure: frozenset[int]
    signs: Mapping[int, tuple[str, ...]]


def reframed(
    sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]
) -> tuple[Sequence[Claim | None], Sequence[Part]]:
    """The claims and parts as they are after the second reading; the same where it changes nothing."""
    if not one_letter(claims, parts) or _is_unlike(sheet, claims):
        return claims, parts
    reading = reading_of(sheet, claims, parts)
    told = list(reading.numbers)
    for first, after in stretches(len(sheet)):
        told[first:after] = read(weights(), said(sheet, claims, reading, first, after))
    changed = {n for n, number in enumerate(told) if number != reading.numbers[n]}
    changed -= _in_part(claims, reading, told, changed)
    if 0 in changed and _is_titled(sheet.units[0].text, reading.numbers[0], told[0]):
        changed.remove(0)
    if not changed:
        return claims, parts
    after_all: list[Claim | None] = list(claims)
    now = [
        ROLES[told[n] if n in changed else number] if number != OTHER else None
        for n, number in enumerate(reading.numbers)
    ]
    for claim in _claimed(sheet, claims, now, changed):
        kept_as = None if claim.role is Role.PARAGRAPH else claim
        after_all[claim.first : claim.last + 1] = [kept_as] * (claim.last + 1 - claim.first)
    spans = [(sheet.units[n].start, sheet.units[n].end) for n in sorted(changed)]
    kept = [
        part for part in parts if not any(start <= part.start and part.end <= end for start, end in spans)
    ]
    new = [part for n in sorted(changed) for part in _parts(sheet.units[n], ROLES[told[n]])]
    return after_all, [*kept, *new]


def _in_part(
    claims: Sequence[Claim | None], reading: Reading, told: Sequence[int], changed: set[int]
) -> set[int]:
    """The changed lines of signatures of many lines or with an office that would be left in pieces: these change whole or not at all."""
    kept: set[int] = set()
    for n in changed:
        claim = claims[n]
        if claim is not None and n in reading.signs:
            block = range(claim.first, claim.last + 1)
            if any(told[unit] == reading.numbers[n] for unit in block):
                kept.update(block)
    return kept


def _is_titled(text: str, read_as: int, told: int) -> bool:
    """Whether a first line is rather a title than a salutation: the rules have it for one, and nothing in it or at its end calls."""
    calls = text[-1] in ",;:!." or greeting(text)
    return ROLES[read_as] is Role.HEADING and ROLES[told] is Role.SALUTATION and not calls


def _is_unlike(sheet: Sheet, claims: Sequence[Claim | None]) -> bool:
    """Whether no weights know it: an audience is greeted, and nobody signs; or it is the minutes of a meeting, or a telegram."""
    roles = {claim.role: claim.first for claim in claims if claim}
    at = roles.get(Role.SALUTATION)
    if at is None:
        return minuted(sheet.content) or wired(sheet.content)
    return Role.SIGNATURE not in roles and Role.CLOSING not in roles and spoken(sheet.units[at].text[:80])


def one_letter(claims: Sequence[Claim | None], parts: Sequence[Part]) -> bool:
    """Whether a text may be a letter, and does not hold several."""
    before = [claim.role for n, claim in enumerate(claims) if claim and claim.first == n]
    letter = not _LETTERS.isdisjoint(before) or any(part.role in _RUN_IN for part in parts)
    return letter and before.count(Role.SALUTATION) <= 1


def reading_of(sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]) -> Reading:
    """What the rules say of each unit."""
    numbers = [_NUMBERS.get(claim.role, OTHER) if claim else _PARAGRAPH for claim in claims]
    named = sorted(part.start for part in parts if part.rule == NAMED)
    listed = sorted(part.start for part in parts if part.role is Role.SIGNATORY)
    offices = sorted(part.start for part in parts if part.role is Role.OFFICE)
    sure: set[int] = set()
    signs: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for n, claim in enumerate(claims):
        if claim is None:
            if sheet.units[n].remarks:
                sure.add(n)
            continue
        start, end = sheet.units[n].start, sheet.units[claim.last].end
        joined = claim.role is Role.CLOSING and _any(named, start, sheet.units[n].end - 1)
        if claim.rule in _SURE_RULES or joined:
            sure.add(n)
        if claim.role is not Role.SIGNATURE or claim.first != n:
            continue
        units = range(n, claim.last + 1)
        above = claims[n - 1] if n else None
        if above and above.role is Role.CLOSING and closing_line(sheet.units[n - 1].text):
            sure.add(n - 1)
            sure.update(units if name_like(sheet.units[n].text) else ())
        if _any(listed, start, end):
            sure.update(units)
        for sign, seen in (("many", len(units) > _PAIR), ("office", _any(offices, start, end))):
            for unit in units if seen else ():
                signs[unit] += (sign,)
    return Reading(numbers, frozenset(sure), signs)


def _any(places: Sequence[int], first: int, last: int) -> bool:
    """Whether one of these places, in their order, is in [first, last]."""
    return bisect(places, last) > bisect(places, first - 1)


def stretches(units: int) -> tuple[tuple[int, int], ...]:
    """The units [first, after) of a text that are read: all of a short one, the top and the foot of a long one."""
    return ((0, units),) if units <= _TOP + _FOOT else ((0, _TOP), (units - _FOOT, units))


def said(
    sheet: Sheet, claims: Sequence[Claim | None], reading: Reading, first: int, after: int
) -> list[Line]:
    """All that the weights are asked for, for each of the units [first, after)."""
    numbers = reading.numbers
    units = sheet.units[first:after]
    taken = [f"read:{ROLES[n].value if n >= 0 else 'other'}" for n in numbers[first:after]]
    own = [(*looks(unit, sheet.spaced), as_read) for unit, as_read in zip(units, taken, strict=True)]
    prose = [sheet.prose(n) for n in range(first, after)]
    places = list(placed(units, prose, first, len(sheet) - after))
    signature = ROLES.index(Role.SIGNATURE)
    signed = [n for n in range(len(units)) if numbers[first + n] == signature]
    done: list[Line] = []
    seen: dict[str, None] = {}
    for n in range(len(units)):
        claim = claims[first + n]
        here = (
            *own[n],
            *places[n],
            f"rule:{claim.rule if claim else ''}",
            *(f"signed-{sign}" for sign in reading.signs.get(first + n, ())),
            *(f"after-{earlier}" for earlier in seen),
            *(("before-signature",) if signed and signed[-1] > n else ()),
        )
        beside = [(d, own[n + d] if 0 <= n + d < len(units) else ("edge",)) for d in BESIDE if d]
        done.append(Line(numbers[first + n], () if first + n in reading.sure else ((0, here), *beside)))
        seen[taken[n]] = None
    return done


def _claimed(
    sheet: Sheet, claims: Sequence[Claim | None], roles: Sequence[Role | None], changed: set[int]
) -> Iterator[Claim]:
    """Every claim that holds or touches a changed unit, told anew; a changed unit has one of ROLES."""
    touched = {id(claims[n]) for n in changed if claims[n]}
    first = 0
    while first < len(sheet):
        claim, role = claims[first], roles[first]
        new = first in changed
        if not new and id(claim) not in touched and not _beside(first, changed):
            first += 1
            continue
        last = first
        while last + 1 < len(sheet) and _one_block(sheet, claims, roles, changed, last):
            last += 1
        if new and role is not None:
            yield Claim(first, last, role, f"frames/{role.value}")
        elif claim is not None:
            yield claim._replace(first=first, last=last)
        first = last + 1


def _beside(n: int, changed: set[int]) -> bool:
    return n - 1 in changed or n + 1 in changed


def _one_block(
    sheet: Sheet, claims: Sequence[Claim | None], roles: Sequence[Role | None], changed: set[int], n: int
) -> bool:
    """Whether unit `n` and the next are one block: as they were, or lines of one role that touch."""
    if n not in changed and n + 1 not in changed:
        return claims[n] is not None and claims[n] is claims[n + 1]
    return roles[n] is roles[n + 1] and roles[n] in _JOINED and sheet.units[n + 1].gap == 0


def _parts(unit: Unit, role: Role) -> Iterator[Part]:
    """The parts of a line that has this role by the second reading."""
    if role is Role.DATELINE and (found := dated_above(unit.text)) is not None:
        yield from place_and_date(unit, found.place, found.date)
    elif role is Role.SIGNATURE and name_like(unit.text):
        yield unit.part(Role.NAME, (0, len(unit.text.rstrip(" ,;"))), "frames/signature")
    elif role is Role.POSTSCRIPT and (mark := POSTSCRIPT.match(unit.text)) is not None:
        yield marker(unit, mark)
