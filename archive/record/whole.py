"""A document that is too large to be held: what a judgement on its record asks of it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from archive.record.model import Record
from archive.stored import Chunks
from archive.text.tally import Tally


@dataclass(frozen=True)
class Whole:
    """`tally` has gone through all of its text, asked for the words of `spans_and_quotes`; `original` gives the bytes received."""

    tally: Tally
    original: Chunks
    size: int

    @property
    def sizes(self) -> dict[str, set[int]]:
        """Its extent, in each unit as it may be counted."""
        lines = self.tally.lines
        return {
            "bytes": {self.size},
            "characters": {self.tally.characters, self.tally.characters - self.tally.newlines},
            "words": {self.tally.words},
            "lines": {lines, lines + 1},
        }

    def decodes(self, charset: str) -> bool:
        """Whether the bytes received are in this charset."""
        try:
            decoder = codecs.getincrementaldecoder(charset)()
            for chunk in self.original():
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except (LookupError, UnicodeError, ValueError):
            return False
        return True


def asking(record: Record | None) -> Tally:
    """A tally that will know the words on which this record rests."""
    found = (
        [
            evidence
            for statement in (*record.statements, *record.superseded)
            for evidence in statement.evidence
        ]
        if record
        else []
    )
    places = [(one.start, one.end) for one in found if one.start is not None and one.end is not None]
    return Tally(places, [one.quote for one in found if one.start is None])
