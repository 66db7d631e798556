"""Components: what the blocks of an outline become before they are put into divisions, in order of place.

TEI's `div` has a top (head, dateline, opener), a middle (p, list, lg …) and a bottom (closer, postscript); each component
says where it may stand. A group of blocks makes one component: the items of a list, the stanzas of a poem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from archive.outline.blocks import Block, Genre, Outline, Role
from archive.tei.elements import MIDDLE, figure, leaf, note, paragraphs, prose
from archive.tei.frame_runs import ENDING, FRAME, OPENING, frame_end, goes_on, in_frame, next_role
from archive.tei.inline import BLANK, Inline, lines, trim
from archive.tei.letter_frame import frame_spans
from archive.tei.lists import nested_list
from archive.tei.place_of import place_of
from archive.tei.spans import Span, bounds


class Place(StrEnum):
    """Where in a division a component may stand."""

    HEAD = "head"  # begins a division of its level
    TOP = "top"
    COMMON = "common"
    ANYWHERE = "anywhere"
    BOTTOM = "bottom"
    BACK = "back"  # a division of its own after all others


class Component(NamedTuple):
    """`spans` stand side by side; `level` is a heading's."""

    place: Place
    spans: tuple[Span, ...]
    level: int = 0


LETTERS = frozenset({Genre.LETTER, Genre.OPEN_LETTER})
_RUN_IN_TOP = (Role.DATELINE, Role.SALUTATION)
_RUN_IN_END = (Role.CLOSING, Role.SIGNATURE)


def components(outline: Outline, inline: Inline) -> list[Component]:
    """The components of a whole outline; every character that is not blank lies in exactly one of their spans."""
    blocks = list(whole(outline.blocks, inline.content))
    back = _back(blocks)
    found: list[Component] = []
    at, begun = 0, False  # `begun`: the middle of the present division has begun
    while at < back:
        back += _split_at(blocks, at, back, begun, inline.content)
        block = blocks[at]
        if block.role in FRAME or (block.role is Role.FIELD and in_frame(blocks, at, back, begun)):
            stop = frame_end(blocks, at, back)
            if not begun and stop < back:
                back += _split_at(blocks, stop, back, begun, inline.content)
                stop = frame_end(blocks, at, back)
            made = _frame(blocks[at:stop], begun, next_role(blocks, stop, back), outline.genre, inline)
            found += made
            begun = made[-1].place in (Place.COMMON, Place.BOTTOM) if made else begun
            at = stop
            continue
        stop = _group_end(blocks, at, back, outline.genre)
        component = _component(blocks[at:stop], outline.genre, inline, begun=begun)
        found.append(component)
        if component.place is Place.HEAD:
            begun = False
        elif component.place is not Place.ANYWHERE:
            begun = True
        at = stop
    if back < len(blocks):
        rest = (
            _component([block], outline.genre, inline, begun=True).spans
            if block.role is Role.DIVIDER
            else (prose(block, inline),)
            for block in blocks[back:]
        )
        found.append(Component(Place.BACK, tuple(span for spans in rest for span in spans)))
    return found


def _back(blocks: Sequence[Block]) -> int:
    """Where the boilerplate begins that ends a text; dividers within and after it are of it."""
    back = at = len(blocks)
    while at and blocks[at - 1].role in (Role.BOILERPLATE, Role.DIVIDER):
        at -= 1
        if blocks[at].role is Role.BOILERPLATE:
            back = at
    return back


def whole(blocks: Sequence[Block], content: str) -> Iterator[Block]:
    """The blocks in order, trimmed and without overlap; what lies between them and is not blank comes as paragraphs."""
    at = 0
    for block in sorted(blocks, key=attrgetter("start", "end")):
        start, end = max(block.start, at), min(block.end, len(content))
        if start >= end:
            continue
        if content[at:start].strip(BLANK):
            yield from _loose(content, at, start)
        place = trim(content, start, end)
        if place is not None:
            yield block if place == (block.start, block.end) else replace(block, start=place[0], end=place[1])
        at = end
    yield from _loose(content, at, len(content))


def _loose(content: str, start: int, end: int) -> Iterator[Block]:
    for line_start, line_end in lines(content, start, end):
        yield Block(Role.PARAGRAPH, line_start, line_end, "tei/outside-outline")


def _split_at(blocks: list[Block], at: int, back: int, begun: bool, content: str) -> int:
    """How many blocks more there are after the one at this place was split."""
    block = blocks[at]
    if block.role is not Role.PARAGRAPH or not block.parts:
        return 0
    blocks[at : at + 1] = pieces = _split(block, begun, next_role(blocks, at + 1, back), content)
    return len(pieces) - 1


def _split(block: Block, begun: bool, following: Role | None, content: str) -> list[Block]:
    """A paragraph with a run-in dateline or signature as blocks of their own, where the division allows them there."""
    head = [part for part in block.parts if part.role in _RUN_IN_TOP] if not begun else []
    tail = [part for part in block.parts if part.role in _RUN_IN_END] if not goes_on(following) else []
    start, end = block.start, block.end
    first: list[Block] = []
    for part in head:
        if part.start == start and (place := trim(content, part.end, end)):
            named = place_of(content, part) if part.role is Role.DATELINE else ()
            first.append(Block(part.role, part.start, part.end, part.rule, parts=named))
            start = place[0]
    last: list[Block] = []
    for part in reversed(tail):
        if part.end == end and (place := trim(content, start, part.start)):
            last.insert(0, Block(part.role, part.start, part.end, part.rule))
            end = place[1]
    rest = tuple(part for part in block.parts if start <= part.start and part.end <= end)
    return [*first, replace(block, start=start, end=end, parts=rest), *last]


def _frame(
    blocks: Sequence[Block], begun: bool, following: Role | None, genre: Genre, inline: Inline
) -> list[Component]:
    """The top or bottom that these blocks make; what can be neither stays in paragraphs."""
    roles = {block.role for block in blocks}
    letter = genre in LETTERS
    spans = [span for block in blocks for span in frame_spans(block, inline)]
    start, end = bounds(spans)
    if not begun or (
        goes_on(following) and roles & OPENING and not roles & ENDING and (letter or Role.DATELINE in roles)
    ):
        if letter or roles & (OPENING | {Role.FIELD}):
            return [Component(Place.TOP, (Span(start, end, "opener", (), tuple(spans)),))]
        return [Component(Place.TOP, tuple(spans))]
    if roles & ENDING:
        return [
            Component(Place.BOTTOM, (Span(start, end, "closer", (), tuple(_signed(blocks, spans, inline))),))
        ]
    if not goes_on(following):
        wrap = Role.FIELD in roles or (letter and roles != {Role.BYLINE})
        return [
            Component(Place.BOTTOM, (Span(start, end, "closer", (), tuple(spans)),) if wrap else tuple(spans))
        ]
    if roles == {Role.DATELINE}:
        return [Component(Place.TOP, tuple(spans))]
    return [Component(Place.COMMON, (prose(block, inline),)) for block in blocks]


def _signed(blocks: Sequence[Block], spans: list[Span], inline: Inline) -> list[Span]:
    """The spans of a closer, with signatories that stand in several blocks as one list."""
    listed = [block for block in blocks if block.role is Role.SIGNATURE and block.part(Role.SIGNATORY)]
    if len(listed) < 2:
        return spans
    first, last = listed[0], listed[-1]
    if any(first.start < span.start < last.end and span.name != "signed" for span in spans):
        return spans
    parts = tuple(part for block in listed for part in block.parts)
    joined = Block(Role.SIGNATURE, first.start, last.end, first.rule, parts=parts)
    outside = [span for span in spans if span.end <= first.start or span.start >= last.end]
    return sorted([*outside, *frame_spans(joined, inline)], key=lambda span: span.start)


def _group_end(blocks: Sequence[Block], at: int, stop: int, genre: Genre) -> int:
    """Where the group that begins at `at` ends: items, stanzas, quotations, a postscript or a speech go together."""
    role = blocks[at].role
    end = at + 1
    if role is Role.PARAGRAPH and genre is not Genre.TEASERS:
        return end  # as most are
    if role is Role.SPEAKER:
        while (
            end < stop
            and blocks[end].role in (Role.PARAGRAPH, Role.VERSE)
            and not blocks[end].part(Role.SPEAKER)
        ):
            end += 1
        return end
    if role is Role.POSTSCRIPT:
        while end < stop and blocks[end].role in (Role.PARAGRAPH, Role.POSTSCRIPT) and not blocks[end].parts:
            end += 1
        return end
    together = role in (Role.LIST_ITEM, Role.VERSE, Role.QUOTATION, Role.FIELD) or (
        genre is Genre.TEASERS and role is Role.PARAGRAPH
    )
    while together and end < stop and blocks[end].role is role:
        end += 1
    return end


def _component(blocks: Sequence[Block], genre: Genre, inline: Inline, *, begun: bool) -> Component:
    first = blocks[0]
    if first.role is Role.PARAGRAPH and genre is not Genre.TEASERS:
        return Component(Place.COMMON, paragraphs(blocks, inline))  # as most are
    match first.role:
        case Role.HEADING:
            return Component(Place.HEAD, (leaf("head", first, inline),), level=first.level)
        case Role.LIST_ITEM:
            kind = "teasers" if genre is Genre.TEASERS else ""
            return Component(Place.COMMON, (nested_list(blocks, inline, kind=kind),))
        case Role.PARAGRAPH if genre is Genre.TEASERS and len(blocks) > 1:
            return Component(Place.COMMON, (nested_list(blocks, inline, kind="teasers"),))
        case Role.POSTSCRIPT if begun:
            inner = tuple(leaf("p", block, inline, speech=True) for block in blocks)
            return Component(Place.BOTTOM, (Span(*bounds(inner), "postscript", (), inner),))
        case Role.POSTSCRIPT:
            return Component(Place.COMMON, tuple(leaf("p", block, inline, speech=True) for block in blocks))
        case Role.TRAILER if begun:
            return Component(Place.BOTTOM, (leaf("trailer", first, inline),))
        case Role.NOTE:
            return Component(Place.ANYWHERE, (note(first, inline),))
        case Role.CAPTION:
            return Component(Place.ANYWHERE, (figure(first, inline),))
        case Role.DIVIDER:
            return Component(
                Place.ANYWHERE,
                (
                    Span(
                        first.start,
                        first.end,
                        "fw",
                        (("type", "divider"),),
                        inline.fill(first.start, first.end),
                    ),
                ),
            )
        case _:
            return Component(Place.COMMON, MIDDLE.get(first.role, paragraphs)(blocks, inline))
