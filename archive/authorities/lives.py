"""What the heading of a person tells beside the name: the name as it is spoken, and the years of the life."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.authorities.keys import bare

_SPAN = re.compile(r"(?P<birth>[0-9]{4})\??\s*-\s*(?:approximately\s+|ca\.\s*)?(?P<death>[0-9]{4})?")
_BORN = re.compile(r"\b(?:b\.|born)\s*(?:ca\.\s*)?(?P<year>[0-9]{4})")
_DIED = re.compile(r"(?:\b(?:d\.|died)\s*(?:ca\.\s*)?|-)(?P<year>[0-9]{4})")
_AGE = 105  # years; who has no year of death in an authority file is not alive for ever
_CHILD = 12  # years before which nobody writes, signs or is written about by name


class Life(NamedTuple):
    """Years of birth and death; None where the heading does not tell."""

    birth: int | None
    death: int | None

    def spans(self, year: int) -> bool:
        """Whether the person was certainly alive, and no child, in this year; without a year of birth that is not certain."""
        if self.birth is None:
            return False
        return self.birth + _CHILD <= year <= (self.death or self.birth + _AGE)

    def excludes(self, year: int) -> bool:
        """Whether the person was certainly not alive in this year."""
        early = self.birth is not None and year < self.birth + _CHILD
        late = self.death is not None and year > self.death
        return early or late or (self.birth is not None and year > self.birth + _AGE)


def life(label: str) -> Life:
    """The years in a person's heading: `Hernández, Juan Orlando, 1968-`; of "active 1790" none, for that is no life."""
    span = _SPAN.search(label)
    if span is not None:
        return Life(int(span["birth"]), int(span["death"]) if span["death"] else None)
    born, died = _BORN.search(label), _DIED.search(label)
    return Life(int(born["year"]) if born else None, int(died["year"]) if died else None)


def spoken(label: str) -> str:
    """The name in the order in which it is spoken: of `Hernández, Juan Orlando, 1968-` it is `Juan Orlando Hernández`."""
    family, _, rest = bare(label, person=True).partition(", ")
    given, _, more = rest.partition(", ")
    name = f"{given} {family}".strip()
    return f"{name}, {more}" if more else name
