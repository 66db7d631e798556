"""The outline of a text: what each of its lines is, where it stands, and which rule saw it."""

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
    """What a block is. Each block has one; blocks do not overlap and stand in order."""

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


@dataclass(frozen=True, slots=True)
class Block:
    """A run of whole lines, [start, end) in code points of the normalized text, without its last line end.

    `level` is the depth of a heading or list item, 1 the outermost; 0 where depth has no meaning.
    `rule` names the rule that saw it, as `family/rule`.
    """

    role: Role
    start: int
    end: int
    rule: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """Every line of a text that is not blank stands in exactly one block."""

    genre: Genre
    genre_rule: str
    blocks: tuple[Block, ...]

    def of(self, *roles: Role) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.role in roles)
