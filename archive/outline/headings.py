"""Headings, with their level: marked, underlined, numbered, in capitals, or short lines that stand alone above prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archive.outline.asked import asked
from archive.outline.blocks import Part, Role
from archive.outline.counting import counting
from archive.outline.dividers import UNDERLINE, heads
from archive.outline.head import RANKS, Head
from archive.outline.letters import bodies
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.mastheads import cites, masthead
from archive.outline.names import capitals
from archive.outline.numbering import is_hardly_more, numbered, part_rank, rising
from archive.outline.openers import wired
from archive.outline.releases import released
from archive.outline.stopped import stopped
from archive.outline.titles import first_free, headline, opening, prose_below, subject, tall
from archive.outline.wording import worded

_MARKDOWN = re.compile(r"(?P<marker>#{1,6})\s+(?=\S)")
_COUNTS = re.compile(
    r"(?:CHAP(?:TER|ITRE)?|CAP[ÍI]TULO|KAPITEL|Chapter|Chapitre|Cap[íi]tulo|Kapitel)\.?\s(?:[IVXLC]{1,8}|\d{1,3})(?:er)?(?:\s?[.:—–-]|\s(?=[A-ZÀ-Ý]))"
)
_AT_LENGTH = 400
_LONGEST = 160  # characters of a heading
_LINES = 2  # line breaks in it
_SHOUTED = 150  # characters of a headline in capitals
_CLAUSES = 2  # commas in it
_RECURS = 3  # a line that stands so often is who speaks, or furniture, and heads nothing
_SEVERAL = 3  # short lines below a salutation that are no lines of a letter: it stands in a newspaper
_FRAME = frozenset({Role.SALUTATION, Role.CLOSING, Role.SPEAKER})
_BY_LOOK = ("capitals", "plain")
_UNCOUNTED = ("title", "deck", *_BY_LOOK)
_COUNTING = frozenset({"part", "chapter", "section", "roman", "number"})


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Headings of every kind; levels are the ranks of kinds that the text has."""
    seen = list(_found(sheet, roles))
    inside = bodies(roles)
    outside = [head for head in seen if head.rank != "plain" or head.first not in inside]
    if len(seen) - len(outside) < _SEVERAL:
        seen = outside
    often = Counter(sheet.units[head.first].text for head in seen if head.rank in _BY_LOOK)
    kept = [
        head for head in seen if head.rank not in _BY_LOOK or often[sheet.units[head.first].text] < _RECURS
    ]
    there = sorted({head.rank for head in kept if not head.depth}, key=RANKS.index)
    ranks = {rank: level for level, rank in enumerate(there, 1)}
    under = int(bool(kept) and kept[0].rank == "title" and kept[0].rule == "headings/named")  # minutes
    for head in kept:
        level = head.depth + under if head.depth else ranks[head.rank]
        yield Claim(head.first, head.last, Role.HEADING, head.rule, level)
        if head.marker is not None:
            yield sheet.units[head.first].part(Role.MARKER, head.marker, head.rule)


def _found(sheet: Sheet, roles: Roles) -> Iterator[Head]:
    top = masthead(sheet, roles)
    first = first_free(roles)
    framed = not _FRAME.isdisjoint(roles)
    counted = counting(sheet, roles) | stopped(sheet, roles) | asked(sheet, roles) | rising(sheet, roles)
    titles = released(sheet, roles)
    above: Head | None = None  # the heading that ends right above the line
    index, count = 0, len(sheet)
    while index < count:
        head = titles.get(index) if titles else None
        if head is None and roles[index] is None:
            head = _at(sheet, roles, index)
        if head is None and index in counted:
            head = counted[index]
        if head is None and index in top:
            rank = "title" if index == top[0] else "deck"
            head = Head(index, index, "headings/masthead", rank)
        if head is None and roles[index] is None and not framed and (index == first or above is not None):
            head = _below(sheet, roles, index, above)
        if head is not None and head.rank in _UNCOUNTED and cites(sheet.units[index].text):
            head = None
        if head is not None:
            yield head
        index = head.last + 1 if head is not None else index + 1
        above = head


def _below(sheet: Sheet, roles: Roles, index: int, above: Head | None) -> Head | None:
    """The heading that a line at the top, or right below another heading, is though it ends as a sentence or is long."""
    rank = "title" if above is None else "deck" if above.rank == "title" else above.rank
    if headline(sheet, roles, index):
        return Head(index, index, "headings/headline", rank)
    if above is not None and above.rank in _COUNTING and subject(sheet, roles, index):
        return Head(index, index, "headings/subject", rank)
    if opening(sheet, roles, index):
        return Head(index, index, "headings/opening", rank)
    return None


def _at(sheet: Sheet, roles: Roles, index: int) -> Head | None:
    """The heading that starts at this unit, if one does."""
    unit = sheet.units[index]
    text = unit.text
    if wired(text):
        return None
    if len(text) > _LONGEST or unit.last - unit.first > _LINES:
        return _told_at_length(sheet, roles, index) or _shouted(sheet, roles, index)
    if marked := _MARKDOWN.match(text):
        return Head(index, index, "headings/markdown", "title", len(marked["marker"]), marked.span("marker"))
    if index + 1 < len(sheet) and roles[index + 1] is None and sheet.units[index + 1].gap == 0:
        below = sheet.units[index + 1].text
        if below[0] in "=-~*_" and UNDERLINE.match(below) and heads(sheet, index):
            return Head(index, index + 1, "headings/underlined", "title", 1 if below[0] in "=*" else 2)
    if not unit.short:
        return _tall(sheet, roles, index) if tall(sheet, index) else _shouted(sheet, roles, index)
    if not _alone(sheet, index):
        return None
    return numbered(sheet, roles, index) or worded(sheet, roles, index)


def _told_at_length(sheet: Sheet, roles: Roles, index: int) -> Head | None:
    """A chapter that says at length what it is about: "Chapitre XII. Où Phileas Fogg s'aventure …", above more prose than that."""
    text = sheet.units[index].text
    if len(text) > _AT_LENGTH or not _COUNTS.match(text) or index + 1 >= len(sheet):
        return None
    below = sheet.units[index + 1]
    if roles[index + 1] is not None or not sheet.prose(index + 1) or len(below.text) < len(text):
        return None
    return Head(index, index, "headings/chapter", "chapter")


def _shouted(sheet: Sheet, roles: Roles, index: int) -> Head | None:
    """A headline in capitals that is long or broken over lines, above a story, a byline or another heading."""
    unit = sheet.units[index]
    if len(unit.text) > _SHOUTED or index + 1 >= len(sheet) or not capitals(unit.text):
        return None
    if (sheet.spaced and unit.gap == 0) or unit.text[-1] in ",;:" or unit.text.count(",") > _CLAUSES:
        return None
    below = roles[index + 1]
    if below not in {Role.BYLINE, Role.DATELINE} and not (below is None and prose_below(sheet, roles, index)):
        return None
    return Head(index, index, "headings/capitals", "title" if index == first_free(roles) else "capitals")


def _tall(sheet: Sheet, roles: Roles, index: int) -> Head:
    """A heading broken over several lines: "Capítulo XII: …", or no more than a title."""
    rank = part_rank(sheet.units[index].text)
    if rank is not None:
        return Head(index, index, f"headings/{rank}", rank)
    return Head(index, index, "headings/tall", "title" if index == first_free(roles) else "plain")


def _alone(sheet: Sheet, index: int) -> bool:
    """Whether blank lines, or in a text without them the lengths of lines, set it apart."""
    if not sheet.spaced:
        return True
    gap = sheet.units[index].gap
    return gap != 0 or (index > 0 and is_hardly_more(sheet.units[index - 1].text))
