"""Plays: names on lines of their own that come back in turn, and the verses that are spoken below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet, Unit

_BIG = r"[^\W\d_a-zà-ÿß]"
_NAMED = re.compile(
    rf"(?P<name>(?:{_BIG}[\w’'.-]*)(?: (?:de |del |la |le |von |of |the |y |et |und |and )?{_BIG}[\w’'.-]*){{0,3}})(?P<how>,? ?\([^()]{{2,60}}\)|, [^\W\dA-ZÀ-Þ][^.!?]{{1,60}})?[.:]?\Z"
)
_LONGEST = 70
_SPEAKERS = 2  # who speak in turn
_TURNS = 6
_FEWEST = 4  # turns in capitals
_EACH = 2
_SHARE = 0.1  # of all lines
_VERSE = 80  # characters of a verse


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The names that say who speaks, and what they speak where it is in verse; prose stays paragraphs."""
    named = [
        (index, label)
        for index, unit in enumerate(sheet.units)
        if roles[index] is None
        and len(unit.text) <= _LONGEST
        and unit.first == unit.last
        and (label := _label(unit.text))
    ]
    if len(named) < _FEWEST:
        return
    often = Counter(label for _, label in named)
    known = {label for label, count in often.items() if count >= _EACH}
    turns = [(index, label) for index, label in named if label in known]
    capitals = sum(_capital(sheet, index) for index, _ in turns) >= 0.9 * len(turns)
    if not _in_turn(turns, known, len(sheet), capitals=capitals) or not _answered(
        sheet, turns, capitals=capitals
    ):
        return
    if capitals:  # so is who speaks but once
        turns = [(index, label) for index, label in named if label in known or _capital(sheet, index)]
    speeches = [
        range(index + 1, after)
        for (index, _), (after, _) in pairwise([*turns, (_end(sheet, roles, turns[-1][0]), "")])
    ]
    in_verse = _in_verse([sheet.units[place] for speech in speeches for place in speech])
    for (index, _), speech in zip(turns, speeches, strict=True):
        yield Claim(index, index, Role.SPEAKER, "plays/speaker")
        if in_verse:
            for place in speech:
                if roles[place] is None and _verse(sheet.units[place]):
                    yield Claim(place, place, Role.VERSE, "plays/verse")


def _label(text: str) -> str:
    """The name that a line consists of, but for how it is spoken; "" for any other line."""
    if text[-1] in ",;!?…" or not text[0].isalpha():
        return ""
    found = _NAMED.match(text)
    return found["name"].rstrip(".:").casefold() if found else ""


def _capital(sheet: Sheet, index: int) -> bool:
    """Whether a name is set in capitals, as plays do it."""
    name = sheet.units[index].text.partition(",")[0].partition("(")[0]
    return name.isupper() and len(name) > _EACH


def _in_turn(turns: Sequence[tuple[int, str]], known: set[str], lines: int, *, capitals: bool) -> bool:
    """Whether names stand one after the other as in a play: often, of several persons, and never side by side."""
    if (
        len(known) < _SPEAKERS
        or len(turns) < (_FEWEST if capitals else _TURNS)
        or len(turns) < _SHARE * lines
    ):
        return False
    steps = list(pairwise(turns))
    beside = sum(two[0] - one[0] == 1 for one, two in steps)
    same = sum(two[1] == one[1] for one, two in steps)
    return beside <= 0.1 * len(steps) and same <= 0.4 * len(steps)


def _answered(sheet: Sheet, turns: Sequence[tuple[int, str]], *, capitals: bool) -> bool:
    """Whether what stands below the names is said, not the lines of an address: it is long, or ends as clauses do."""
    below = [sheet.units[index + 1].text for index, _ in turns if index + 1 < len(sheet)]
    said = sum(len(text) > _LONGEST or text[-1] in '.!?…,;:»”"—–-' for text in below)
    return said >= (0.5 if capitals else 0.75) * len(below)


def _end(sheet: Sheet, roles: Roles, last: int) -> int:
    """Where the last speech ends: before what is claimed, or is no verse."""
    end = last + 1
    while end < len(sheet) and roles[end] is None and _verse(sheet.units[end]):
        end += 1
    return max(end, min(last + 2, len(sheet)))


def _in_verse(units: Sequence[Unit]) -> bool:
    """Whether most lines are short, begin with a capital, and a third of them run on."""
    count = len(units)
    short = sum(_verse(unit) for unit in units)
    running = sum(unit.text[-1] not in ".!?…" for unit in units)
    return count > 0 and short >= 0.8 * count and 3 * running >= count


def _verse(unit: Unit) -> bool:
    text = unit.text
    if unit.wrapped or len(text) > _VERSE or text[0] in "([":
        return False
    return text.lstrip("«“\"'—–-¡¿ ")[:1].isupper() and not text.isupper()
