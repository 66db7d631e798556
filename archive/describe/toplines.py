"""The line above the prose that is a headline though no rule of the outline made it a heading.

Pages taken from the web bear above it a post's day, a trail of links, who releases the text; the outline knows a headline by
its place alone, so there it is a paragraph.
"""

from __future__ import annotations

import re

from archive.describe.headlines import LONGEST, OF_A_LETTER, comes_again, is_masthead, is_none, opens_letter
from archive.describe.letterheads import is_letterhead, says_kind
from archive.describe.reading import Reading, Span
from archive.outline.blocks import Block, Genre, Role

_TOP = 6  # blocks among which it stands
_BELOW = 7  # blocks below it among which prose begins
_PROSE = 120  # characters of prose
_LEAST, _MOST = 4, 22  # words
_LONG = 32  # words of one that says that it is a letter's or a statement's
_LINK_WORDS = 8  # of a line that names a site
_CONTACT_LINE = 90  # characters of an address or a telephone number below a body's name
_UNTITLED = frozenset({Genre.VERSE, Genre.LIST, Genre.TEASERS, Genre.MINUTES, Genre.PLAIN})
_PASSED = frozenset({Role.DATELINE, Role.BYLINE, Role.FIELD, Role.DIVIDER, Role.BOILERPLATE, Role.LETTERHEAD})
_BETWEEN = _PASSED | {Role.HEADING, Role.PARAGRAPH, Role.CAPTION, Role.SALUTATION, Role.ADDRESS}

_TRAIL = re.compile(r"\s[>»›|]\s")
_NOTHING = re.compile(
    r"[\W_]*|\W*(?:\d+\s+(?:min(?:ute)?s?|minutos?)\s+(?:read|de lectura)|(?:actualizado|updated|publicado|posted|published|last modified)\b.{0,60}|"
    r"bookmark and share\b.{0,80}|(?:ir a|saltar a|skip to)\s.{0,60})\W*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.,;:…–—-]\W{0,2}\Z")
_SENTENCES = re.compile(r"[a-zà-ÿ]{3}[.!?…][”\"»’]?\s+[“\"«¿¡]?[A-ZÀ-Þ]")
_CREDIT = re.compile(
    r"\b(?:photo(?:s|graphs?)?|fotos?|fotografía|picture|image|imagen|bild)\b|\bgetty\b|/(?:AFP|AP|EFE|Reuters)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"(?:(?:press|media)\s+)?contacts?\s*:|contacto\s*:", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:contacts?|contacto|tel(?:ephone|éfono)?|fax|e-?mail|ref(?:erence|erencia)?|subject|asunto|to|from|date|fecha|cc|re|tags?|source|"
    r"fuente|para|de|author|by|url|note|nota|keywords|topics|location|when|where|who|what|why)\s*:",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«].*[”\"»]\W*|[–—-]\s.*", re.DOTALL)
_STOPS = re.compile(r"[.!?…:][”\"’»)\]]*\s*\Z")


def topline(reading: Reading) -> Span | None:
    """The one line above the prose that is shaped as a headline; above it nothing but days, trails, kinds and letterheads."""
    if reading.outline.genre in _UNTITLED:
        return None
    blocks = reading.outline.blocks
    headed = False
    for number, block in enumerate(blocks[:_TOP]):
        lines = reading.lines_of(block)
        if not lines:
            continue
        run = Span(lines[0].start, lines[-1].end)
        text = reading.content[run.start : run.end]
        if len(text) > LONGEST and block.role not in _PASSED:
            return None
        masthead = is_masthead(reading, blocks[number + 1 : number + 2], run)
        if masthead or _is_passed(block, text, reading, headed=headed):
            if masthead and comes_again(reading, run):
                return None
            headed = headed or is_letterhead(text)
            continue
        if block.role not in (Role.PARAGRAPH, Role.HEADING, Role.DATELINE, Role.SALUTATION) or len(lines) > 2:
            return None
        fit = _is_headline(reading, block, run, text)
        return run if fit and _heads_prose(reading, number) else None
    return None


def _is_passed(block: Block, text: str, reading: Reading, *, headed: bool) -> bool:
    if block.role is Role.DATELINE:
        return bool(reading.dates_in(block.start, block.end)) or len(text.split()) < _LEAST
    if block.role in _PASSED or says_kind(text) or is_letterhead(text) or _NOTHING.fullmatch(text):
        return True
    if block.role is Role.HEADING and len(text.split()) < _LEAST:
        return True  # a section's name, which is no title
    if "://" in text and len(text.split()) <= _LINK_WORDS:
        return True
    if _TRAIL.search(text) and not _STOPS.search(text):
        return True
    contact = _CONTACT.match(text) is not None or any(map(str.isdigit, text))
    return headed and len(text) <= _CONTACT_LINE and contact


def _is_headline(reading: Reading, block: Block, run: Span, text: str) -> bool:
    words = text.split()
    most = _LONG if OF_A_LETTER.search(text) else _MOST
    if (
        not _LEAST <= len(words) <= most
        or len(text) > LONGEST
        or not (text[0].isupper() or text[0] in "“\"'«‘¿¡")
    ):
        return False
    if opens_letter(reading, block, text) or is_none(reading, run, text):
        return False
    return not (
        _ENDS.search(text)
        or _SENTENCES.search(text)
        or _CREDIT.search(text)
        or _LABEL.match(text)
        or _QUOTED.fullmatch(text)
    )


def _heads_prose(reading: Reading, number: int) -> bool:
    """Whether sentences begin below, with at most a few lines between, and none of those goes on with the line's own."""
    for block in reading.outline.blocks[number + 1 : number + 1 + _BELOW]:
        text = reading.content[block.start : block.end].strip()
        if block.role not in _BETWEEN or text[:1].islower():
            return False
        if block.role is Role.PARAGRAPH and len(text) >= _PROSE and _STOPS.search(text):
            return True
    return False
