"""The outline of a text: what each of its lines is, where it stands, and which rule saw it.

A Block is a run of whole lines; a Part is a run of characters inside one block that is something of its own.

- Blocks do not overlap, stand in order, and together hold every line that is not blank. A block has no blank line at its
  ends; only a SIGNATURE (a list of signatories, or what mail sets below "--") and a PREFORMATTED run may hold one inside.
- Parts do not overlap and stand in order. Only a GAP is empty (start == end): text is lost at that place.
- `wrapped` says that the line ends inside are layout (a paragraph broken at a fixed width), where in any other block of
  several lines each line is a line of its own: of an address, a stanza, a signature.

Which parts a block may have:

    PARAGRAPH   DATELINE, SALUTATION, SPEAKER or CREDIT at its start; CLOSING, SIGNATURE or both, or CREDIT at its end;
                GAP, NOTE_REFERENCE anywhere
    LIST_ITEM, NOTE, HEADING, POSTSCRIPT   MARKER ("3.", "[1]", "##", "P.S.") at the start; GAP, NOTE_REFERENCE anywhere
    QUOTATION   MARKER: the ">" before each line
    CAPTION     LABEL ("Photo:", "Figure 1.") at its start, CREDIT ("Photo James Christopher") at either end
    BYLINE      LABEL ("By"), NAME
    DATELINE    PLACE, DATE; then ADDRESS and SALUTATION, where they stand on the same line
    SALUTATION  none
    CLOSING     SIGNATURE, then DATELINE, where the name and the day stand on the same line
    SIGNATURE   NAME and OFFICE; or a SIGNATORY for each entry, where it is a list of signatories
    FIELD       LABEL ("Subject:", "cc:")
    TABLE       CELL; a line is a row
    BOILERPLATE GAP
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Genre(StrEnum):
    """What kind of document the whole text is; PLAIN where no rule is sure."""

    LETTER = "letter"
    OPEN_LETTER = "open-letter"
    STATEMENT = "statement"
    ARTICLE = "article"
    OPINION = "opinion"
    TEASERS = "teasers"
    SPEECH = "speech"
    MINUTES = "minutes"
    LIST = "list"
    VERSE = "verse"
    INTERVIEW = "interview"
    PROSE = "prose"
    PLAIN = "plain"


class Role(StrEnum):
    """What a block, or a part of one, is."""

    # Of blocks, and of parts where one stands run-in.
    HEADING = "heading"
    BYLINE = "byline"
    DATELINE = "dateline"
    ADDRESS = "address"
    SALUTATION = "salutation"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    CAPTION = "caption"
    VERSE = "verse"
    TABLE = "table"
    CLOSING = "closing"
    SIGNATURE = "signature"
    POSTSCRIPT = "postscript"
    NOTE = "note"
    BOILERPLATE = "boilerplate"
    LETTERHEAD = "letterhead"  # the sender's name and address above a letter
    FIELD = "field"  # a label and what it says: "From: …", "Re: …", "cc: …", "Present: …"
    SPEAKER = "speaker"  # who speaks next: a line of its own in a play, a part in an interview
    DIVIDER = "divider"  # a line of stars, dashes or the like between divisions
    TRAILER = "trailer"  # "THE END", "FIN"
    PREFORMATTED = "preformatted"  # a program, a diagram: its white space is meant

    # Of parts only.
    MARKER = "marker"
    LABEL = "label"
    NAME = "name"
    OFFICE = "office"
    SIGNATORY = "signatory"
    PLACE = "place"
    DATE = "date"
    CREDIT = "credit"
    CELL = "cell"
    GAP = "gap"
    NOTE_REFERENCE = "note-reference"


@dataclass(frozen=True, slots=True)
class Part:
    """A run inside one block, [start, end) in code points of the normalized text, white space not included."""

    role: Role
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of whole lines, [start, end) in code points of the normalized text, without its last line end.

    `level` is the depth of a heading, list item or quotation, 1 the outermost; 0 where depth has no meaning.
    `rule` names the rule that saw it, as `family/rule`.
    """

    role: Role
    start: int
    end: int
    rule: str
    level: int = 0
    wrapped: bool = False
    parts: tuple[Part, ...] = ()

    def part(self, *roles: Role) -> tuple[Part, ...]:
        """Its parts of these roles, in order."""
        return tuple([part for part in self.parts if part.role in roles]) if self.parts else ()


@dataclass(frozen=True, slots=True)
class Outline:
    """Every line of a text that is not blank stands in exactly one block.

    `page_breaks` are the offsets at which normalization took a form feed out.
    """

    genre: Genre
    genre_rule: str
    blocks: tuple[Block, ...]
    page_breaks: tuple[int, ...] = ()

    def of(self, *roles: Role) -> tuple[Block, ...]:
        """Its blocks of these roles, in order."""
        return tuple(block for block in self.blocks if block.role in roles)
