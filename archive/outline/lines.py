"""The lines of a text, and the units that rules look at: a line, or a paragraph broken over several.

A rule is a function of a Sheet that yields Claims (these units are one block of this role) and Parts. The first claim to
a unit has it; a unit that nobody claims is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from archive.outline.blocks import Part, Role

_HEARD = re.compile(
    r"\[(?:laugh\w*|applause|cheer\w*|pause|crosstalk|inaudible|music|risas?|aplausos?|silencio|rires?|applaudissements|lacht|gelächter|beifall)\b[^\[\]]{0,40}\]",
    re.IGNORECASE,
)
STOPS = tuple('.!?…”"»。؟।¹²³⁴⁵⁶⁷⁸⁹⁰')


class Unit(NamedTuple):
    """Lines [first, last] of the sheet; `text` is stripped, `gap` counts the blank lines above, -1 at the very top."""

    first: int
    last: int
    start: int
    end: int
    text: str
    gap: int
    indent: int
    wrapped: bool

    @property
    def short(self) -> bool:
        """Whether it may be one of the short lines that frame a text."""
        return self.first == self.last and len(self.text) <= 100

    @property
    def brief(self) -> bool:
        """Whether it may be one of them though it is broken over two lines."""
        return len(self.text) <= 110 and self.last - self.first <= 1

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.endswith(STOPS)

    @property
    def remarks(self) -> bool:
        """Whether it is a sentence in brackets, as clerks note what happened: "(Laughter.)", "[Laughs]"."""
        if self.text[0] == "[":
            return _HEARD.fullmatch(self.text) is not None
        return self.text[0] == "(" and self.text[-1] == ")" and self.text[-2] in ".!?"

    @property
    def offset(self) -> int:
        """Where its stripped text starts in the content."""
        return self.start + self.indent

    def part(self, role: Role, span: tuple[int, int], rule: str) -> Part:
        """The part at [start, end) of this unit's stripped text."""
        return Part(role, self.offset + span[0], self.offset + span[1], rule)


class Claim(NamedTuple):
    """Units [first, last] are one block of this role."""

    first: int
    last: int
    role: Role
    rule: str
    level: int = 0


Roles: TypeAlias = Sequence[Role | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text cut into units.

    `width` is the column at which it is wrapped, 0 if it is not; `spaced` says that blank lines stand between its
    paragraphs.
    """

    content: str
    units: tuple[Unit, ...]
    width: int
    spaced: bool

    def __len__(self) -> int:
        return len(self.units)

    def prose(self, index: int) -> bool:
        """Whether the unit is running prose: several lines wrapped, or a long line, or a whole sentence of some length."""
        if not 0 <= index < len(self.units):
            return False
        unit = self.units[index]
        return unit.wrapped or len(unit.text) > 120 or (len(unit.text) > 50 and unit.ends)


def starts_of(lines: Sequence[str]) -> list[int]:
    """Where each line starts, in code points."""
    return list(accumulate((len(line) + 1 for line in lines), initial=0))


def stretches_of(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """(first, after last, blank lines above) of each run of lines that are not blank."""
    first = -1
    above = 0
    blank = 0
    for number, line in enumerate(lines):
        if line and not line.isspace():
            if first < 0:
                first, above = number, blank
            continue
        if first >= 0:
            yield first, number, above
            first, blank = -1, 0
        blank += 1
    if first >= 0:
        yield first, len(lines), above
