"""The short lines among paragraphs, read once more: a run of them together, by weights learned from editors' encodings.

A rule sees one sign at a time: a number, capitals, a colon above. Here the looks of a line, of the run that it stands in and
of its four neighbours have a weight for each of five roles, and so has each role that follows another; what has the greatest
sum is taken. The rules' own reading is one of the looks, and has `_TRUST` on top, most where it sees a heading or an item.
What the rules are sure of, what stands run in, and the frame of a letter stay as they are. All numbers are whole: the same on
any machine.

`shorts.tsv` is made by `python -m benchmarks.tei.learn_shorts`; a line is the place of the line that is looked at (0 the line
itself, -1 the one above), the look, and its weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from archive.outline.blocks import Part, Role
from archive.outline.chains import Said
from archive.outline.levels import levelled
from archive.outline.lines import Claim, Sheet
from archive.outline.lists import marker_of
from archive.outline.looks import Looks
from archive.outline.names import name_like
from archive.outline.shapes import beside, is_short, joined, placed, sized, written

ROLES = (Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM, Role.SIGNATURE, Role.VERSE)
OTHER = -1  # the role of a line that is not read again
BESIDE = (-2, -1, 0, 1, 2)
_HEADING = ROLES.index(Role.HEADING)
_SIGNATURE = ROLES.index(Role.SIGNATURE)
_SENTENCE = frozenset({"ends.", "big0"})  # looks of a line of which no heading is made
_NEVER = -1_000_000
_NUMBERS = MappingProxyType({role: number for number, role in enumerate(ROLES)})
_LETTERS = frozenset({Role.SALUTATION, Role.CLOSING, Role.ADDRESS, Role.LETTERHEAD, Role.POSTSCRIPT})
_RUN_IN = frozenset({Role.SALUTATION, Role.CLOSING, Role.SPEAKER, Role.CREDIT, Role.SIGNATURE, Role.DATELINE})
_SURE = frozenset(
    [f"headings/{rule}" for rule in ("markdown", "underlined", "chapter", "part", "named", "counted")]
    + [f"lists/{rule}" for rule in ("bulleted", "contents", "demanded", "brief")]
)
_KEPT = frozenset({Role.NOTE_REFERENCE, Role.GAP})
_RUNNING = frozenset({Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM})
_TRUST = (32, 112, 128, 64, 64)  # what the rules' own reading has on top, where it is each of ROLES
_MOST = 1000  # short lines; of a text that has more none is read
_MOSTLY = 0.6  # share of verses of a text that is verse
_SUMS = 4096
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

Row: TypeAlias = tuple[int, ...]  # a weight for each of ROLES
Weigh: TypeAlias = Callable[[int, Looks], Row]


class Weights(NamedTuple):
    """What each look of a line, by its place, says for each role by number; and each role for the one that follows."""

    looks: dict[int, dict[str, Row]]
    steps: tuple[Row, ...]  # of a role, what speaks for each role above it


def reread(
    sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]
) -> tuple[Sequence[Claim | None], Sequence[Part]]:
    """The claims and parts as they are after the second reading; the very same where nothing changes."""
    numbers = reading_of(sheet, claims, parts)
    letter = is_letter(claims)
    told = dict(
        pair
        for run in runs(said(sheet, claims, numbers))
        for pair in read(summed, weights().steps, numbers, run, letter=letter)
    )
    changed = {n: ROLES[number] for n, number in told.items() if number != numbers[n]}
    if not changed:
        return claims, parts
    spans = {(sheet.units[n].start, sheet.units[n].end): role for n, role in changed.items()}
    kept = list(_kept(parts, spans))
    new = [part for n, role in changed.items() for part in _parts(sheet, n, role)]
    return levelled(_claimed(sheet, claims, changed)), [*kept, *new]


def is_letter(claims: Sequence[Claim | None]) -> bool:
    """Whether a text has the frame of a letter, which is read elsewhere."""
    return not _LETTERS.isdisjoint([claim.role for claim in claims if claim])


def reading_of(sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]) -> list[int]:
    """What the rules take each unit for, as its number in ROLES; OTHER what is not read again."""
    numbers = [
        _number(claim) if is_short(unit) else OTHER for unit, claim in zip(sheet.units, claims, strict=True)
    ]
    verses = numbers.count(_NUMBERS[Role.VERSE])
    if verses > _MOSTLY * len(numbers) or len(numbers) - numbers.count(OTHER) > _MOST:
        return [OTHER] * len(numbers)
    if is_letter(claims):
        numbers = [OTHER if number == _SIGNATURE else number for number in numbers]
    edges = {edge for part in parts if part.role in _RUN_IN for edge in (part.start, part.end)}
    if edges:
        for n, unit in enumerate(sheet.units):
            if numbers[n] == 0 and not edges.isdisjoint((unit.offset, unit.offset + len(unit.text))):
                numbers[n] = OTHER
    return numbers


def said(sheet: Sheet, claims: Sequence[Claim | None], numbers: Sequence[int]) -> Iterator[tuple[int, Said]]:
    """All that the weights are asked for, of each unit that is read."""
    if len(numbers) == numbers.count(OTHER):
        return
    units = sheet.units
    short = [is_short(unit) for unit in units]
    whole = (*sized(sheet, short), *_kind(claims))
    near = [
        (*beside(unit, short=low), f"is-{claim.role.value if claim else 'paragraph'}")
        for unit, claim, low in zip(units, claims, short, strict=True)
    ]
    stands = [_initial(claim) if low else "L" for claim, low in zip(claims, short, strict=True)]
    for n, place, run in placed(sheet, short):
        if numbers[n] == OTHER:
            continue
        claim = claims[n]
        rule = f"rule:{claim.rule if claim else ''}"
        last = n + 1 == len(units)
        beside_it = joined(
            units[n],
            1 if last else units[n + 1].gap,
            stands[n - 1] if n else "0",
            "0" if last else stands[n + 1],
        )
        groups = (written(units[n].text), whole, run, (*place, rule, f"{whole[3]}-{rule}", *beside_it))
        around = [(d, near[n + d] if 0 <= n + d < len(units) else ("edge",)) for d in BESIDE if d]
        yield n, (*[(0, group) for group in groups], *around)


def runs(lines: Iterator[tuple[int, Said]]) -> Iterator[list[tuple[int, Said]]]:
    """The lines in runs of those that stand one right below the other."""
    run: list[tuple[int, Said]] = []
    for line in lines:
        if run and line[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def read(
    weigh: Weigh,
    steps: Sequence[Row],
    numbers: Sequence[int],
    run: Sequence[tuple[int, Said]],
    *,
    letter: bool,
) -> list[tuple[int, int]]:
    """The role of each line of a run, by number, so that the sum of weights is the greatest; of equals the first stands.

    In a letter no signature is made, and of a sentence no heading.
    """
    totals: list[int] = []
    ways: list[list[int]] = []
    roles = [role for role in range(len(ROLES)) if role != _SIGNATURE or not letter]
    for n, line in run:
        here = list(map(sum, zip(*[weigh(place, looks) for place, looks in line], strict=True)))
        here[numbers[n]] += _TRUST[numbers[n]]
        if numbers[n] != _HEADING and _SENTENCE.issubset(line[0][1]):
            here[_HEADING] = _NEVER
        way = [0] * len(ROLES)
        for role in roles if totals else ():
            from_above = list(map(int.__add__, totals, steps[role]))
            way[role] = max(roles, key=from_above.__getitem__)
            here[role] += from_above[way[role]]
        totals = here
        ways.append(way)
    role = max(roles, key=totals.__getitem__)
    told = []
    for (n, _), way in zip(reversed(run), reversed(ways), strict=True):
        told.append((n, role))
        role = way[role]
    return told


@cache
def weights() -> Weights:
    """The weights that were learned."""
    number = {role.value: n for n, role in enumerate(ROLES)}
    looks: dict[int, dict[str, Row]] = {place: {} for place in BESIDE}
    steps = [[0] * len(ROLES) for _ in ROLES]
    for line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines():
        place, look, *weighed = line.split("\t")
        pairs = {number[role]: int(weight) for role, _, weight in (pair.partition("=") for pair in weighed)}
        if place == "step":
            for role, weight in pairs.items():
                steps[role][number[look]] = weight
        else:
            looks[int(place)][look] = tuple(pairs.get(n, 0) for n in range(len(ROLES)))
    return Weights(looks, tuple(map(tuple, steps)))


@lru_cache(maxsize=_SUMS)
def summed(place: int, looks: Looks) -> Row:
    """What these looks of a line at this place say together for each role."""
    of = weights().looks[place]
    rows = [of[look] for look in looks if look in of]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * len(ROLES)


def _number(claim: Claim | None) -> int:
    if claim is None:
        return 0
    several = claim.first != claim.last and claim.role is not Role.VERSE
    return OTHER if several or claim.rule in _SURE else _NUMBERS.get(claim.role, OTHER)


def _kind(claims: Sequence[Claim | None]) -> Looks:
    roles = [claim.role for claim in claims if claim]
    return (
        "letter" if is_letter(claims) else "no-letter",
        "play" if Role.SPEAKER in roles else "no-play",
        f"verses{5 * roles.count(Role.VERSE) // len(claims)}",
    )


def _initial(claim: Claim | None) -> str:
    return _INITIALS.get(claim.role, "s") if claim else "s"


def _claimed(sheet: Sheet, claims: Sequence[Claim | None], changed: dict[int, Role]) -> list[Claim | None]:
    """The claims with each changed unit told anew; verses that touch are one stanza."""
    told = list(claims)
    for n, role in changed.items():
        told[n] = (
            None
            if role is Role.PARAGRAPH
            else Claim(n, n, role, f"shorts/{role.value}", int(role in _RUNNING))
        )
    first = 0
    while first < len(told):
        last = first
        while last + 1 < len(told) and _one_stanza(sheet, told, changed, last):
            last += 1
        claim = told[first]
        if claim is not None and claim.role is Role.VERSE:
            told[first : last + 1] = [claim._replace(first=first, last=last)] * (last + 1 - first)
        first = last + 1
    return told


def _one_stanza(sheet: Sheet, told: Sequence[Claim | None], changed: dict[int, Role], n: int) -> bool:
    """Whether unit `n` and the next are verses of one stanza: as they were, or now that they touch."""
    this, following = told[n], told[n + 1]
    if this is None or following is None or not this.role is following.role is Role.VERSE:
        return False
    if n in changed or n + 1 in changed:
        return sheet.units[n + 1].gap == 0
    return this is following


def _kept(parts: Sequence[Part], spans: dict[tuple[int, int], Role]) -> Iterator[Part]:
    """The parts but those of a changed unit that its role has no place for."""
    starts = sorted(spans)
    at = 0
    for part in sorted(parts, key=lambda part: part.start):
        while at < len(starts) and starts[at][1] < part.start:
            at += 1
        inside = at < len(starts) and starts[at][0] <= part.start and part.end <= starts[at][1]
        if not inside or (part.role in _KEPT and spans[starts[at]] in _RUNNING):
            yield part


def _parts(sheet: Sheet, n: int, role: Role) -> Iterator[Part]:
    """The parts of a line that has this role by the second reading."""
    unit = sheet.units[n]
    if role is Role.LIST_ITEM and (span := marker_of(unit.text)) is not None:
        yield unit.part(Role.MARKER, span, "shorts/list-item")
    elif role is Role.SIGNATURE and name_like(unit.text):
        yield unit.part(Role.NAME, (0, len(unit.text.rstrip(" ,;"))), "shorts/signature")
