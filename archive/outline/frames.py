"""The lines round the body of a letter, read once more: all of them together, by weights learned from editors' encodings.

The rules see one sign at a time. Here every look of a line and of its four neighbours has a weight for each of eight roles,
and so has each role that follows another; what has the greatest sum is taken. The rules' own reading is one of the looks,
and has `_TRUST` on top, so that it stands where little speaks against it. All numbers are whole: the same on any machine.

`frames.tsv` is made by `python -m benchmarks.tei.learn`; a line is the place of the line that is looked at (0 the line
itself, -1 the one above), the look, and its weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from archive.outline.blocks import Part, Role
from archive.outline.closers import FAREWELL, NAMED
from archive.outline.closings import closing_line
from archive.outline.dates import dated_above
from archive.outline.lines import Claim, Sheet, Unit
from archive.outline.looks import Looks, looks, placed
from archive.outline.names import name_like
from archive.outline.openers import JOINED, LABEL, PLACE
from archive.outline.postscripts import POSTSCRIPT, marker
from archive.outline.signatures import place_and_date

ROLES = (
    Role.PARAGRAPH,
    Role.HEADING,
    Role.DATELINE,
    Role.ADDRESS,
    Role.SALUTATION,
    Role.CLOSING,
    Role.SIGNATURE,
    Role.POSTSCRIPT,
)
_HEADING = ROLES.index(Role.HEADING)
OTHER = -1  # the role of a line that is none of these: a list item, a field, a verse
BESIDE = (-2, -1, 0, 1, 2)
_NUMBERS = MappingProxyType(
    {role: number for number, role in enumerate(ROLES)} | {Role.LETTERHEAD: ROLES.index(Role.ADDRESS)}
)
_LETTERS = frozenset({Role.SALUTATION, Role.CLOSING, Role.ADDRESS, Role.LETTERHEAD, Role.POSTSCRIPT})
_RUN_IN = frozenset({Role.SALUTATION, Role.CLOSING})
_SURE_RULES = frozenset({PLACE, JOINED, LABEL, FAREWELL})
_SURE = frozenset({Role.SIGNATORY, Role.OFFICE})
_JOINED = frozenset({Role.ADDRESS, Role.CLOSING, Role.SIGNATURE})
_PAIR = 2  # lines of a signature; one of more is surely one
_NOTHING = (0,) * len(ROLES)
_TRUST = 48  # what the rules' own reading has on top
_TOP = 12  # units from the top of a long text that are read
_FOOT = 18  # and from its foot

Said: TypeAlias = tuple[tuple[int, Looks], ...]  # of one line: the looks at each place beside it


class Weights(NamedTuple):
    """What each look of a line, by its place, says for each role by number; and each role for the one that follows."""

    looks: dict[int, dict[str, tuple[int, ...]]]  # a weight for each of ROLES
    steps: dict[int, list[int]]  # of a role, what speaks for each role above it; OTHER is the last


class Reading(NamedTuple):
    """What the rules take each unit for, as its number in ROLES, and the units that are surely so.

    Sure are a place above its date, a date with the salutation on its line, a close with the name on its line, a close and the name right below it, and a signature with an office or of many lines.
    """

    numbers: list[int]
    sure: frozenset[int]


def reframed(
    sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]
) -> tuple[Sequence[Claim | None], Sequence[Part]]:
    """The claims and parts as they are after the second reading, of a text that may be one letter; else the same."""
    before = [claim.role for claim in claims if claim]
    letter = not _LETTERS.isdisjoint(before) or any(part.role in _RUN_IN for part in parts)
    if not letter or before.count(Role.SALUTATION) > 1:
        return claims, parts
    reading = reading_of(sheet, claims, parts)
    told = list(reading.numbers)
    for first, after in stretches(len(sheet)):
        told[first:after] = read(weights(), reading, said(sheet, claims, reading, first, after), first)
    changed = {n for n, number in enumerate(told) if number != reading.numbers[n]}
    if not changed:
        return claims, parts
    after_all: list[Claim | None] = list(claims)
    for claim in _claimed(sheet, claims, [ROLES[n] if n >= 0 else None for n in told], changed):
        kept_as = None if claim.role is Role.PARAGRAPH else claim
        after_all[claim.first : claim.last + 1] = [kept_as] * (claim.last + 1 - claim.first)
    spans = [(sheet.units[n].start, sheet.units[n].end) for n in sorted(changed)]
    kept = [
        part for part in parts if not any(start <= part.start and part.end <= end for start, end in spans)
    ]
    new = [part for n in sorted(changed) for part in _parts(sheet.units[n], ROLES[told[n]])]
    return after_all, [*kept, *new]


def reading_of(sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]) -> Reading:
    """What the rules say of each unit."""
    numbers = [_NUMBERS.get(claim.role, OTHER) if claim else 0 for claim in claims]
    told = [part.start for part in parts if part.role in _SURE]
    named = [part.start for part in parts if part.rule == NAMED]
    sure: set[int] = set()
    for n, claim in enumerate(claims):
        if claim is not None and (
            claim.rule in _SURE_RULES
            or (
                claim.role is Role.CLOSING
                and any(sheet.units[n].start <= at < sheet.units[n].end for at in named)
            )
        ):
            sure.add(n)
        if claim is None or claim.role is not Role.SIGNATURE or claim.first != n:
            continue
        units = range(n, claim.last + 1)
        if len(units) > _PAIR or any(
            sheet.units[n].start <= at <= sheet.units[claim.last].end for at in told
        ):
            sure.update(units)
        above = claims[n - 1] if n else None
        if above and above.role is Role.CLOSING and closing_line(sheet.units[n - 1].text):
            sure.add(n - 1)
            sure.update(units if name_like(sheet.units[n].text) else ())
    return Reading(numbers, frozenset(sure))


def stretches(units: int) -> tuple[tuple[int, int], ...]:
    """The units [first, after) of a text that are read: all of a short one, the top and the foot of a long one."""
    return ((0, units),) if units <= _TOP + _FOOT else ((0, _TOP), (units - _FOOT, units))


def said(
    sheet: Sheet, claims: Sequence[Claim | None], reading: Reading, first: int, after: int
) -> list[Said]:
    """All that the weights are asked for, for each of the units [first, after)."""
    numbers = reading.numbers
    units = sheet.units[first:after]
    taken = [f"read:{ROLES[n].value if n >= 0 else 'other'}" for n in numbers[first:after]]
    own = [(*looks(unit, sheet.spaced), as_read) for unit, as_read in zip(units, taken, strict=True)]
    prose = [sheet.prose(n) for n in range(first, after)]
    places = list(placed(units, prose, first, len(sheet) - after))
    signature = ROLES.index(Role.SIGNATURE)
    signed = [n for n in range(len(units)) if numbers[first + n] == signature]
    done: list[Said] = []
    seen: dict[str, None] = {}
    for n in range(len(units)):
        claim = claims[first + n]
        here = (
            *own[n],
            *places[n],
            f"rule:{claim.rule if claim else ''}",
            *(f"after-{earlier}" for earlier in seen),
            *(("before-signature",) if signed and signed[-1] > n else ()),
        )
        beside = [(d, own[n + d] if 0 <= n + d < len(units) else ("edge",)) for d in BESIDE if d]
        done.append(((0, here), *beside))
        seen[taken[n]] = None
    return done


@cache
def weights() -> Weights:
    """The weights that were learned."""
    numbers = [*range(len(ROLES)), OTHER]
    table = Weights({place: {} for place in BESIDE}, {n: [0] * len(numbers) for n in numbers})
    number = {role.value: n for n, role in enumerate(ROLES)} | {"other": OTHER}
    for line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines():
        place, look, *weighed = line.split("\t")
        pairs = {number[role]: int(weight) for role, _, weight in (pair.partition("=") for pair in weighed)}
        if place == "step":
            for role, weight in pairs.items():
                table.steps[role][number[look]] = weight
        else:
            table.looks[int(place)][look] = tuple(pairs.get(n, 0) for n in range(len(ROLES)))
    return table


def read(table: Weights, reading: Reading, lines: Sequence[Said], first: int) -> list[int]:
    """The roles of the units from `first` on that have the greatest sum of weights.

    A line that is something else, or surely what it is, stays that; and no heading is made.
    """
    totals: dict[int, int] = {}
    ways: list[dict[int, int]] = []
    for n, line in enumerate(lines, first):
        here = _weighed(table, reading.numbers[n], line, sure=n in reading.sure)
        way = {}
        for role in here if totals else ():
            steps = table.steps[role]
            best, above = max(
                [(total + steps[role_above], -role_above) for role_above, total in totals.items()]
            )
            here[role] += best
            way[role] = -above
        totals = here
        ways.append(way)
    role = max(totals, key=totals.__getitem__)
    roles = [role]
    for way in reversed(ways[1:]):
        role = way[role]
        roles.append(role)
    return roles[::-1]


def _weighed(table: Weights, number: int, line: Said, *, sure: bool) -> dict[int, int]:
    """What the looks of a line say for each role that it may have; of two that are equal, the first stands."""
    if number == OTHER or sure:
        return {number: 0}
    rows = [_NOTHING]
    for place, seen in line:
        of = table.looks[place]
        rows += [of[look] for look in seen if look in of]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    sums[number] += _TRUST
    return {role: total for role, total in enumerate(sums) if role != _HEADING or role == number}


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
