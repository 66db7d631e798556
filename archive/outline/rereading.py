"""The second reading of a text: its short lines and its frame, all together, by weights learned from editors' encodings.

A rule sees one sign at a time: a number, capitals, a colon above. Here what the rules took a line for, how it looks and what
stands beside it are weighed together, and so is what follows what; the roles with the greatest sum stand.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType

from archive.outline.again import Reading, reading_of
from archive.outline.blocks import Part, Role
from archive.outline.evidence import said
from archive.outline.lines import Claim, Sheet
from archive.outline.minuted import minuted
from archive.outline.openers import wired
from archive.outline.retold import retold
from archive.outline.salutations import greeting, spoken
from archive.outline.weights import ROLES, Said, Weights, best, weighed, weights


def _numbers(*roles: Role) -> frozenset[int]:
    return frozenset(ROLES.index(role) for role in roles)


_HEADING = ROLES.index(Role.HEADING)
_LETTERS_ALONE = _numbers(Role.ADDRESS, Role.POSTSCRIPT)
_FRAME = _LETTERS_ALONE | _numbers(Role.DATELINE, Role.SALUTATION, Role.CLOSING, Role.SIGNATURE)
_NEVER = MappingProxyType(  # what a line is not told anew as, by what the rules have it for: editors mostly side with them
    {
        _HEADING: _numbers(Role.DATELINE, Role.ADDRESS, Role.VERSE),
        ROLES.index(Role.DATELINE): _FRAME - _numbers(Role.DATELINE, Role.SALUTATION)
        | _numbers(Role.PARAGRAPH),
        ROLES.index(Role.ADDRESS): _numbers(Role.SIGNATURE),
        ROLES.index(Role.SALUTATION): _numbers(Role.PARAGRAPH, Role.SIGNATURE),
        ROLES.index(Role.SIGNATURE): _numbers(Role.ADDRESS),
        ROLES.index(Role.POSTSCRIPT): _numbers(Role.SIGNATURE),
        ROLES.index(Role.LIST_ITEM): _numbers(Role.DATELINE, Role.VERSE),
        ROLES.index(Role.VERSE): _numbers(Role.PARAGRAPH, Role.HEADING),
    }
)
_STOPPED = "ends."  # the look of a short line of which no heading is made
_TRUST = 3000  # what the rules' own reading has on top
_TRUSTED = MappingProxyType(  # where they are right more often than not, though it looks otherwise
    {_HEADING: 8000, ROLES.index(Role.LIST_ITEM): 10_000, ROLES.index(Role.SIGNATURE): 6000}
)
_FEW = 4  # paragraphs of a text that may be told away
_FAR = 1 << 15  # below the best of a line no role is looked at


def reread(
    sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part]
) -> tuple[Sequence[Claim | None], Sequence[Part]]:
    """The claims and parts as they are after the second reading; the very same where nothing changes."""
    reading = reading_of(sheet, claims, parts)
    lines = said(sheet, claims, reading)
    told = read(weights(), lines, reading.numbers, closed_to(sheet, claims, reading))
    changed = {n: ROLES[number] for n, number in told.items() if number != reading.numbers[n]}
    if changed.get(0) is Role.SALUTATION and _is_titled(sheet.units[0].text, reading.numbers[0]):
        del changed[0]
    for n in _in_part(claims, reading, changed) | _whole_text(claims, changed):
        del changed[n]
    return retold(sheet, claims, parts, changed) if changed else (claims, parts)


def closed_to(sheet: Sheet, claims: Sequence[Claim | None], reading: Reading) -> frozenset[int]:
    """The roles, by number, that no line of a text is given or loses: in no letter address and postscript, in some the whole frame."""
    if _is_unlike(sheet, claims):
        return _FRAME
    return frozenset() if reading.letter else _LETTERS_ALONE


def read(
    table: Weights,
    lines: Iterable[tuple[int, Said]],
    numbers: Sequence[int] | Mapping[int, int],
    closed: frozenset[int],
) -> dict[int, int]:
    """The role of each of these lines, by number, but of those that have a closed one by the rules."""
    told: dict[int, int] = {}
    run: list[tuple[int, dict[int, int]]] = []
    for n, looks in lines:
        if numbers[n] in closed:
            continue
        if run and run[-1][0] != n - 1:
            told.update(_told(table, run))
            run = []
        run.append((n, _may(weighed(table, looks), looks, numbers[n], closed)))
    return told | _told(table, run) if run else told


def _told(table: Weights, run: Sequence[tuple[int, dict[int, int]]]) -> dict[int, int]:
    units, lines = zip(*run, strict=True)
    return dict(zip(units, best(table.steps, lines), strict=True))


def _may(totals: Sequence[int], looks: Said, number: int, closed: frozenset[int]) -> dict[int, int]:
    """What speaks for each role that a line may have; of what ends as a sentence does no heading is made."""
    never = closed | _NEVER.get(number, frozenset())
    may = {role: total for role, total in enumerate(totals) if role not in never}
    if number != _HEADING and any(group == "short" and _STOPPED in some for group, some in looks):
        may.pop(_HEADING, None)
    may[number] += _TRUSTED.get(number, _TRUST)
    least = max(may.values()) - _FAR
    return {role: total for role, total in may.items() if total >= least}


def _in_part(claims: Sequence[Claim | None], reading: Reading, changed: Container[int]) -> set[int]:
    """The changed lines of signatures that would be left in pieces: those of many lines, with an office, or of a list."""
    kept: set[int] = set()
    for n in reading.signs:
        claim = claims[n]
        if claim is not None and claim.first == n:
            block = range(n, claim.last + 1)
            anew = {unit for unit in block if unit in changed}
            if len(anew) < len(block):
                kept |= anew
    return kept


def _whole_text(claims: Sequence[Claim | None], changed: Mapping[int, Role]) -> set[int]:
    """The changed paragraphs of a text that would be left with none: a card that only greets has a text as well."""
    text = {n for n, claim in enumerate(claims) if claim is None or claim.role is Role.PARAGRAPH}
    return text if len(text) < _FEW and text and all(n in changed for n in text) else set()


def _is_titled(text: str, read_as: int) -> bool:
    """Whether a first line is rather a title than a salutation: the rules have it for one, and nothing in it or at its end calls."""
    calls = text[-1] in ",;:!." or greeting(text)
    return read_as == _HEADING and not calls


def _is_unlike(sheet: Sheet, claims: Sequence[Claim | None]) -> bool:
    """Whether the frame stays: an audience is greeted, and nobody signs; or it is the minutes of a meeting, or a telegram."""
    roles = {claim.role: claim.first for claim in claims if claim}
    at = roles.get(Role.SALUTATION)
    if at is None:
        return minuted(sheet.content) or wired(sheet.content)
    return Role.SIGNATURE not in roles and Role.CLOSING not in roles and spoken(sheet.units[at].text[:80])
