"""All that is seen of each line that is read a second time: `weights` knows what it says for each role.

A line's looks stand in groups: how it is written, where it stands, what the rules say of it and of the whole text, what the run
of short lines looks like that it is of, and what stands beside it, up to three lines away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from archive.outline.again import OTHER, Reading, stretches
from archive.outline.blocks import Role
from archive.outline.lines import Claim, Sheet
from archive.outline.looks import Looks, looks, placed
from archive.outline.shapes import is_short, joined, set_among, sized, written
from archive.outline.weights import Said

_NEAR = ((-2, "-2"), (-1, "-1"), (1, "1"), (2, "2"))
_FAR = ((-3, "-3"), (3, "3"))
_SHORT = 5  # looks of a short line that the lines beside it see
_OFTEN = 3  # times that a role is counted
_FIFTHS = 5
_COUNTED = (Role.SALUTATION, Role.SIGNATURE, Role.DATELINE)
_INITIALS = MappingProxyType(
    {
        Role.HEADING: "h",
        Role.DATELINE: "d",
        Role.SALUTATION: "g",
        Role.LIST_ITEM: "i",
        Role.VERSE: "v",
        Role.SPEAKER: "k",
        Role.BYLINE: "b",
        Role.ADDRESS: "a",
    }
)


def said(sheet: Sheet, claims: Sequence[Claim | None], reading: Reading) -> Iterator[tuple[int, Said]]:
    """Each unit that is read again, and its looks."""
    numbers = reading.numbers
    count = len(numbers)
    if count == numbers.count(OTHER):
        return
    short = [is_short(unit) for unit in sheet.units]
    taken = ["is-" + (claim.role.value if claim else Role.PARAGRAPH.value) for claim in claims]
    whole = _whole(sheet, claims, short, letter=reading.letter)
    where = _where(sheet)
    shape = dict(_shapes(sheet, claims, short, numbers))
    near = {n: _beside(sheet, n, taken[n], short=short[n]) for n in _asked(numbers)}
    signed = max((n for n, role in enumerate(taken) if role == "is-signature"), default=-1)
    before: dict[str, None] = {}
    for n, unit in enumerate(sheet.units):
        if numbers[n] != OTHER:
            rules = (
                *_rules(n, claims[n], taken[n], reading),
                *(("before-signature",) if n < signed else ()),
                *before,
            )
            yield (
                n,
                (
                    ("text", whole),
                    ("rules", rules),
                    ("own", looks(unit, sheet.spaced)),
                    ("where", where.get(n, ("deep",))),
                    *shape.get(n, ()),
                    *_around(count, n, taken, near),
                ),
            )
        before[f"after-{taken[n]}"] = None


def _whole(sheet: Sheet, claims: Sequence[Claim | None], short: Sequence[bool], *, letter: bool) -> Looks:
    """What the whole text looks like, and what the rules see in it."""
    roles = Counter([claim.role for n, claim in enumerate(claims) if claim and claim.first == n])
    verses = [claim.role for claim in claims if claim].count(Role.VERSE)
    return (
        *sized(sheet, short),
        "letter" if letter else "no-letter",
        f"verses{_FIFTHS * verses // len(claims)}",
        *(f"has-{role.value}" for role in roles),
        *(f"{role.value}{min(_OFTEN, roles[role])}" for role in _COUNTED),
    )


def _rules(n: int, claim: Claim | None, taken: str, reading: Reading) -> Iterator[str]:
    """What the rules say of one line."""
    yield taken
    if claim is None:
        return
    yield f"rule:{claim.rule}"
    if claim.first == n:
        yield "begins-block"
    if claim.last == n:
        yield "ends-block"
    for sign in reading.signs.get(n, ()):
        yield f"signed-{sign}"


def _where(sheet: Sheet) -> dict[int, Looks]:
    """Where the lines of the top and the foot stand."""
    found: dict[int, Looks] = {}
    count = len(sheet)
    for first, after in stretches(count):
        prose = [sheet.prose(n) for n in range(first, after)]
        found.update(
            zip(
                range(first, after),
                placed(sheet.units[first:after], prose, first, count - after),
                strict=True,
            )
        )
    return found


def _shapes(
    sheet: Sheet, claims: Sequence[Claim | None], short: Sequence[bool], numbers: Sequence[int]
) -> Iterator[tuple[int, Said]]:
    """Of each short line that is read again how it is written, where it stands among others, and between which."""
    units = sheet.units
    stands = [_initial(claim) if low else "L" for claim, low in zip(claims, short, strict=True)]
    for n, place, run in set_among(sheet, short):
        if numbers[n] == OTHER:
            continue
        last = n + 1 == len(units)
        between = joined(
            units[n],
            1 if last else units[n + 1].gap,
            stands[n - 1] if n else "0",
            "0" if last else stands[n + 1],
        )
        yield n, (("short", written(units[n].text)), ("place", place), ("run", run), ("stands", between))


def _around(count: int, n: int, taken: Sequence[str], seen: Mapping[int, Looks]) -> list[tuple[str, Looks]]:
    """What stands beside a line."""
    return [
        *[(group, seen[n + d] if 0 <= n + d < count else ("edge",)) for d, group in _NEAR],
        *[(group, (taken[n + d],) if 0 <= n + d < count else ("edge",)) for d, group in _FAR],
    ]


def _asked(numbers: Sequence[int]) -> set[int]:
    """The lines that stand near one that is read again."""
    lines = {n + d for n, number in enumerate(numbers) if number != OTHER for d, _ in _NEAR}
    return {n for n in lines if 0 <= n < len(numbers)}


def _beside(sheet: Sheet, n: int, taken: str, *, short: bool) -> Looks:
    """What the lines near it see of a line."""
    unit = sheet.units[n]
    seen = written(unit.text)[:_SHORT] if short else ("long",)
    return (*looks(unit, sheet.spaced), *[f"short-{look}" for look in seen], taken)


def _initial(claim: Claim | None) -> str:
    return _INITIALS.get(claim.role, "s") if claim else "s"
