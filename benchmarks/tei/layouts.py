"""How a plain text is laid out: where blank lines stand, where lines are broken, and what is pushed aside by blanks.

Editors' texts have no layout left but their line ends, so each is given one: what a file keeps of paper and of programs.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

LINE_END = "\ufdd0"  # no text holds this character: a line of the source ends here
DIVIDED = "\ufdd1"  # and here, within a word

_WIDTHS = {"WRAPPED": 72, "GUTENBERG": 72, "PRINTED": 66, "NARROW": 55}
_COLUMN = 64  # to which datelines and signatures are pushed
_STEP = 20  # blanks before a close
_FRAMES = frozenset({"closer", "signed"})
_RIGHT = frozenset({"dateline", "signed"})
_HYPHENS = "-=¬‐⸗"


class Layout(Enum):
    """Blank lines round groups, round every block, or nowhere; paragraphs broken; and what else files look like.

    The first four are those that published figures are measured in.
    """

    GROUPS = 0
    SPACED = 1
    TIGHT = 2
    WRAPPED = 3
    AS_WRITTEN = 4  # the lines of the source, words divided at their ends
    INDENTED = 5  # paragraphs begin with some blanks, dates and names stand at the right; no blank lines
    PRINTED = 6  # the same, broken at a width
    GUTENBERG = 7  # broken, a blank line round every block, heads in the middle, closes and names pushed in
    NARROW = 8  # broken at a small width
    LONG = 9  # the parts of an opener, and of a closer, on one line
    TABBED = 10  # paragraphs begin with a tab, dates and names behind several; no blank lines


PUBLISHED = (Layout.GROUPS, Layout.SPACED, Layout.TIGHT, Layout.WRAPPED)
_CLOSE = frozenset({Layout.TIGHT, Layout.INDENTED, Layout.PRINTED, Layout.TABBED})
_GROUPED = frozenset({Layout.GROUPS, Layout.AS_WRITTEN, Layout.LONG})


class Line(NamedTuple):
    """A line as it is laid out, and where in it each of its characters went."""

    content: str
    places: Sequence[int]


def apart(layout: Layout, *, grouped: bool, row: bool) -> bool:
    """Whether a blank line stands above a line that is `grouped` with the one above it, maybe as a `row` of a list or stanza."""
    if layout in _GROUPED or row:
        return not grouped
    return layout not in _CLOSE


def line_end(above: str, mark: str) -> str:
    """The end of a line of the source, below the words `above`, with the hyphen where it divides one; "" if no words are."""
    if not above:
        return ""
    return "-\n" if mark == DIVIDED and above[-1] not in _HYPHENS else "\n"


def laid_out(text: str, kind: str, layout: Layout, number: int) -> Line:
    """A line of this kind in a layout; `number` stands for the text, and chooses where a layout leaves a choice."""
    if kind == "head" and layout is Layout.GUTENBERG and number % 2 and len(text.upper()) == len(text):
        text = text.upper()
    set_in = 2 + number % 4 if layout is Layout.PRINTED and kind == "p" else 0
    step = _STEP + 8 * (kind == "signed") if layout is Layout.GUTENBERG and kind in _FRAMES else 0
    text = _broken(text, _WIDTHS.get(layout.name, step) - step, set_in)
    match layout:
        case Layout.INDENTED | Layout.PRINTED if kind in _RIGHT:
            return _pushed(text, max(4, _COLUMN - len(text)))
        case Layout.INDENTED | Layout.PRINTED if kind == "p":
            return _after(" " * (2 + number % 4), text)
        case Layout.GUTENBERG if kind in _FRAMES:
            return _pushed(text, step)
        case Layout.GUTENBERG if kind == "head" and "\n" not in text:
            return _after(" " * max(0, (_WIDTHS["GUTENBERG"] - len(text)) // 2), text)
        case Layout.TABBED if kind in _RIGHT or kind == "p":
            return _after("\t" * (1 if kind == "p" else 4), text)
        case _:
            return Line(text, range(len(text)))


def _after(blanks: str, text: str) -> Line:
    """The text after some blanks, which stand before its first line alone."""
    return Line(blanks + text, range(len(blanks), len(blanks) + len(text)))


def _pushed(text: str, blanks: int) -> Line:
    """The text with blanks before each of its lines."""
    places: list[int] = []
    rows = 1
    for at, character in enumerate(text):
        places.append(at + rows * blanks)
        rows += character == "\n"
    return Line("\n".join(" " * blanks + row for row in text.split("\n")), places)


def _broken(text: str, width: int, set_in: int) -> str:
    """The text broken at a width, its first line `set_in` characters shorter; each character keeps its place."""
    if not width or len(text) <= width - set_in:
        return text
    rows = textwrap.wrap(
        text, width, initial_indent=" " * set_in, break_long_words=False, break_on_hyphens=False
    )
    broken = "\n".join(rows)[set_in:]
    return broken if len(broken) == len(text) else text
