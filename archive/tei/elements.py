"""The elements that one block, or a run of blocks of one role, becomes: its tags, and what stands inside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter

from archive.outline.blocks import Block, Part, Role
from archive.tei.entity import Thing
from archive.tei.inline import BLANK, Inline, lines, trim
from archive.tei.spans import Attributes, Span, bounds

_PHOTOGRAPH = re.compile(r"\b(?:phot|fot)o", re.IGNORECASE)


def leaf(name: str, block: Block, inline: Inline, *, speech: bool = False) -> Span:
    return Span(
        block.start, block.end, name, (), inline.fill(block.start, block.end, block.parts, speech=speech)
    )


def prose(block: Block, inline: Inline) -> Span:
    """A `p`, whatever the block was taken for."""
    return leaf("p", block, inline, speech=block.role is Role.PARAGRAPH)


def paragraphs(blocks: Sequence[Block], inline: Inline) -> tuple[Span, ...]:
    return tuple(_paragraph(block, inline) for block in blocks)


def _paragraph(block: Block, inline: Inline) -> Span:
    speaker = next(
        (part for part in block.parts if part.role is Role.SPEAKER and part.start == block.start), None
    )
    place = trim(inline.content, speaker.end, block.end) if speaker else None
    if speaker is None or place is None:
        return prose(block, inline)
    who = Span(speaker.start, speaker.end, "speaker", (), inline.fill(speaker.start, speaker.end))
    rest = Span(
        *place,
        "p",
        (),
        inline.fill(*place, [part for part in block.parts if part is not speaker], speech=True),
    )
    return Span(block.start, block.end, "sp", _who(who), (who, rest))


def _who(speaker: Span) -> Attributes:
    """The `@who` of a speech, where one person is named as its speaker."""
    refs = {
        value
        for one in speaker.children
        if one.name == Thing.PERSON
        for key, value in one.attributes
        if key == "ref"
    }
    return (("who", refs.pop()),) if len(refs) == 1 else ()


def _speech(blocks: Sequence[Block], inline: Inline) -> tuple[Span, ...]:
    who = Span(blocks[0].start, blocks[0].end, "speaker", (), inline.fill(blocks[0].start, blocks[0].end))
    said: list[Span] = []
    for role, together in groupby(blocks[1:], key=attrgetter("role")):
        if role is Role.VERSE:
            said.extend(_verse(list(together), inline))
        else:
            said.extend(prose(block, inline) for block in together)
    return (Span(*bounds((who, *said)), "sp", _who(who), (who, *said)),)


def _stanza(block: Block, inline: Inline) -> Span:
    found = lines(inline.content, block.start, block.end)
    return Span(
        block.start,
        block.end,
        "lg",
        (),
        tuple(Span(start, end, "l", (), inline.fill(start, end)) for start, end in found),
    )


def _verse(blocks: Sequence[Block], inline: Inline) -> tuple[Span, ...]:
    stanzas = tuple(_stanza(block, inline) for block in blocks)
    if len(stanzas) == 1:
        return stanzas
    if all(len(stanza.children) == 1 for stanza in stanzas):  # every verse stands by itself
        verses = tuple(stanza.children[0] for stanza in stanzas)
        return (Span(*bounds(verses), "lg", (), verses),)
    inner = tuple(stanza._replace(attributes=(("type", "stanza"),)) for stanza in stanzas)
    return (Span(*bounds(inner), "lg", (("type", "poem"),), inner),)


def _quote(blocks: Sequence[Block], inline: Inline) -> tuple[Span, ...]:
    inner = tuple(Span(b.start, b.end, "p", (), inline.fill(b.start, b.end)) for b in blocks)
    return (Span(*bounds(inner), "quote", (), inner),)


def _table(blocks: Sequence[Block], inline: Inline) -> tuple[Span, ...]:
    """A `table` whose cells hold every character that is not blank; an `ab` where there are no cells."""
    block = blocks[0]
    cells = block.part(Role.CELL)
    if not cells:
        return _lined("table")(blocks, inline)
    rows: list[Span] = []
    at = 0
    for start, end in lines(inline.content, block.start, block.end):
        first = at
        while at < len(cells) and cells[at].start < end:
            at += 1
        cuts = _columns(inline.content, start, cells[first:at])
        if len(cuts) == 1 and not any(map(str.isalnum, inline.content[start:end])):
            if len(rows) == 1 and rows[0].name == "row":  # underlined, it heads the columns
                rows[0] = rows[0]._replace(attributes=(("role", "label"),))
            rows.append(Span(start, end, "fw", (("type", "divider"),), inline.fill(start, end)))
            continue
        places = [trim(inline.content, *pair) for pair in zip(cuts, [*cuts[1:], end], strict=True)]
        made = tuple(Span(*place, "cell", (), inline.fill(*place)) for place in places if place)
        rows.append(Span(start, end, "row", (), made))
    if not any(row.name == "row" for row in rows):
        return _lined("table")(blocks, inline)
    return (Span(block.start, block.end, "table", (), tuple(rows)),)


def _columns(content: str, start: int, cells: Sequence[Part]) -> list[int]:
    """Where the columns of a row begin: the first where the row does, another with each cell that something stands before."""
    found = [start]
    for cell in cells:
        if cell.start > found[-1] and content[found[-1] : cell.start].strip(BLANK):
            found.append(cell.start)
    return found


def _lined(kind: str) -> Callable[[Sequence[Block], Inline], tuple[Span, ...]]:
    def make(blocks: Sequence[Block], inline: Inline) -> tuple[Span, ...]:
        return tuple(
            Span(b.start, b.end, "ab", (("type", kind),), inline.fill(b.start, b.end, b.parts))
            for b in blocks
        )

    return make


def note(block: Block, inline: Inline) -> Span:
    marker = next(iter(block.part(Role.MARKER)), None)
    identity = inline.notes.notes.get(block.start)
    attributes = [("xml:id", identity)] if identity else []
    if marker is not None and (number := inline.content[marker.start : marker.end].strip("[]().: \t\n*")):
        attributes.append(("n", " ".join(number.split())))
    return Span(
        block.start, block.end, "note", tuple(attributes), inline.fill(block.start, block.end, block.parts)
    )


def figure(block: Block, inline: Inline) -> Span:
    """A `figure` that holds the caption as its `head` and the credit as its `byline`; a photograph where the credit says so."""
    credit = next(iter(block.part(Role.CREDIT)), None)
    rest = tuple(part for part in block.parts if part is not credit)
    pieces = [(block.start, block.end, "head")]
    if credit is not None:
        pieces = [
            (block.start, credit.start, "head"),
            (credit.start, credit.end, "byline"),
            (credit.end, block.end, "head"),
        ]
    children = []
    for start, end, name in pieces:
        if place := trim(inline.content, start, end):
            parts = rest if name == "head" else ()
            children.append(Span(*place, name, (), inline.fill(*place, parts)))
    photograph = credit is not None and _PHOTOGRAPH.search(inline.content, credit.start, credit.end)
    attributes = (("type", "photograph"),) if photograph else ()
    return Span(block.start, block.end, "figure", attributes, tuple(children))


MIDDLE: dict[Role, Callable[[Sequence[Block], Inline], tuple[Span, ...]]] = {
    Role.VERSE: _verse,
    Role.QUOTATION: _quote,
    Role.TABLE: _table,
    Role.SPEAKER: _speech,
    Role.BOILERPLATE: _lined("boilerplate"),
    Role.PREFORMATTED: _lined("preformatted"),
}
