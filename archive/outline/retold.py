"""The claims and parts of a text in which some lines were told anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated_above
from archive.outline.levels import levelled
from archive.outline.lines import Claim, Sheet, Unit
from archive.outline.lists import marker_of
from archive.outline.names import name_like
from archive.outline.postscripts import POSTSCRIPT, marker
from archive.outline.signatures import place_and_date

_JOINED = frozenset({Role.ADDRESS, Role.CLOSING, Role.SIGNATURE, Role.VERSE})
_KEPT = frozenset({Role.NOTE_REFERENCE, Role.GAP})
_RUNNING = frozenset({Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM})


def retold(
    sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part], changed: Mapping[int, Role]
) -> tuple[Sequence[Claim | None], Sequence[Part]]:
    """The claims and parts, where each changed unit has its new role and the parts that go with it."""
    told = list(claims)
    for claim in _claimed(sheet, claims, changed):
        kept_as = None if claim.role is Role.PARAGRAPH else claim
        told[claim.first : claim.last + 1] = [kept_as] * (claim.last + 1 - claim.first)
    spans = {(sheet.units[n].start, sheet.units[n].end): role for n, role in changed.items()}
    kept = list(_kept(parts, spans))
    new = [part for n, role in changed.items() for part in _parts(sheet.units[n], role)]
    return levelled(told), [*kept, *new]


def _claimed(sheet: Sheet, claims: Sequence[Claim | None], changed: Mapping[int, Role]) -> Iterator[Claim]:
    """Every claim that holds or touches a changed unit, told anew."""
    touched = {id(claims[n]) for n in changed if claims[n]}
    first = 0
    while first < len(sheet):
        claim, role = claims[first], changed.get(first)
        if role is None and id(claim) not in touched and not _beside(first, changed):
            first += 1
            continue
        last = first
        while last + 1 < len(sheet) and _one_block(sheet, claims, changed, last):
            last += 1
        if role is not None:
            yield Claim(first, last, role, f"weighed/{role.value}", int(role in _RUNNING))
        elif claim is not None:
            yield claim._replace(first=first, last=last)
        first = last + 1


def _beside(n: int, changed: Mapping[int, Role]) -> bool:
    return n - 1 in changed or n + 1 in changed


def _one_block(sheet: Sheet, claims: Sequence[Claim | None], changed: Mapping[int, Role], n: int) -> bool:
    """Whether unit `n` and the next are one block: as they were, or lines of one role that touch."""
    if n not in changed and n + 1 not in changed:
        return claims[n] is not None and claims[n] is claims[n + 1]
    role = _role(claims, changed, n)
    return role in _JOINED and role is _role(claims, changed, n + 1) and sheet.units[n + 1].gap == 0


def _role(claims: Sequence[Claim | None], changed: Mapping[int, Role], n: int) -> Role | None:
    claim = claims[n]
    return changed.get(n) or (claim.role if claim else None)


def _kept(parts: Sequence[Part], spans: Mapping[tuple[int, int], Role]) -> Iterator[Part]:
    """The parts but those of a changed unit that its role has no place for."""
    starts = sorted(spans)
    at = 0
    for part in sorted(parts, key=lambda part: part.start):
        while at < len(starts) and starts[at][1] < part.start:
            at += 1
        inside = at < len(starts) and starts[at][0] <= part.start and part.end <= starts[at][1]
        if not inside or (part.role in _KEPT and spans[starts[at]] in _RUNNING):
            yield part


def _parts(unit: Unit, role: Role) -> Iterator[Part]:
    """The parts of a line that has this role by the second reading."""
    if role is Role.DATELINE and (found := dated_above(unit.text)) is not None:
        yield from place_and_date(unit, found.place, found.date)
    elif role is Role.SIGNATURE and name_like(unit.text):
        yield unit.part(Role.NAME, (0, len(unit.text.rstrip(" ,;"))), "weighed/signature")
    elif role is Role.POSTSCRIPT and (mark := POSTSCRIPT.match(unit.text)) is not None:
        yield marker(unit, mark)
    elif role is Role.LIST_ITEM and (span := marker_of(unit.text)) is not None:
        yield unit.part(Role.MARKER, span, "weighed/list-item")
