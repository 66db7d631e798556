"""The short lines among paragraphs, read once more: a run of them together, by weights learned from editors' encodings.

A rule sees one sign at a time: a number, capitals, a colon above. Here the looks of a line, of the run that it stands in and
of its four neighbours have a weight for each of five roles (`short_weights`), and so has each role that follows another; what
has the greatest sum is taken. The rules' own reading is one of the looks, and has a trust on top, most where it sees a heading
or an item. What the rules are sure of, what stands run in, and the frame of a letter stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from archive.outline.blocks import Part, Role
from archive.outline.chains import BESIDE, OTHER
from archive.outline.levels import levelled
from archive.outline.lines import Claim, Sheet
from archive.outline.lists import marker_of
from archive.outline.looks import Looks
from archive.outline.names import name_like
from archive.outline.shapes import beside, is_short, joined, placed, sized, written
from archive.outline.short_weights import ROLES, Line, read, weights

_NUMBERS = MappingProxyType({role: number for number, role in enumerate(ROLES)})
_LETTERS = frozenset({Role.SALUTATION, Role.CLOSING, Role.ADDRESS, Role.LETTERHEAD, Role.POSTSCRIPT})
_RUN_IN = frozenset({Role.SALUTATION, Role.CLOSING, Role.SPEAKER, Role.CREDIT, Role.SIGNATURE, Role.DATELINE})
_SURE = frozenset(
    [f"headings/{rule}" for rule in ("markdown", "underlined", "chapter", "part", "named", "counted")]
    + [f"lists/{rule}" for rule in ("bulleted", "contents", "demanded", "brief")]
)
_KEPT = frozenset({Role.NOTE_REFERENCE, Role.GAP})
_RUNNING = frozenset({Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM})
_MOST = 1000  # short lines; of a text that has more none is read
_MOSTLY = 0.6  # share of verses of a text that is verse
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


def reread(
    sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]
) -> tuple[Sequence[Claim | None], Sequence[Part]]:
    """The claims and parts as they are after the second reading; the very same where nothing changes."""
    numbers = reading_of(sheet, claims, parts)
    letter = is_letter(claims)
    changed = {
        line.unit: ROLES[number]
        for run in runs(said(sheet, claims, numbers))
        for line, number in zip(run, read(weights(), run, letter=letter), strict=True)
        if number != line.number
    }
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
        numbers = [OTHER if number == _NUMBERS[Role.SIGNATURE] else number for number in numbers]
    edges = {edge for part in parts if part.role in _RUN_IN for edge in (part.start, part.end)}
    if edges:
        for n, unit in enumerate(sheet.units):
            if numbers[n] == 0 and not edges.isdisjoint((unit.offset, unit.offset + len(unit.text))):
                numbers[n] = OTHER
    return numbers


def said(sheet: Sheet, claims: Sequence[Claim | None], numbers: Sequence[int]) -> Iterator[Line]:
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
        yield Line(n, numbers[n], (*[(0, group) for group in groups], *around))


def runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines in runs of those that stand one right below the other."""
    run: list[Line] = []
    for line in lines:
        if run and line.unit != run[-1].unit + 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


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
