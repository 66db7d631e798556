"""The elements that one block, or a run of blocks of one role, becomes: its tags, and what stands inside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from archive.describe.names import TITLE_WORDS
from archive.outline.blocks import Block, Part, Role
from archive.tei.entity import Thing
from archive.tei.inline import BLANK, Inline, lines, trim
from archive.tei.signatories import follows, heads, offices
from archive.tei.spans import Attributes, Span, bounds
from archive.tei.titled import titled

_PHOTOGRAPH = re.compile(r"\b(?:phot|fot)o", re.IGNORECASE)
_STREET = re.compile(
    r"(?:[0-9]+[A-Za-z]?,? [^\n]{0,60}\b(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane|Drive|Square|Place|Court|Way|Terrace)"
    r"(?:,? (?:N|S|E|W|NE|NW|SE|SW)\.?)?(?:,? (?:Suite|Ste\.?|Floor|Room|Apt\.?) ?[\w-]{1,8})?"
    r"|(?:Calle|Avenida|Av\.|Rue|rue) [^\n]{3,60}|[^\W\d_][\w -]{2,40}(?:straße|strasse|str\.|gasse|platz|weg) [0-9]+[a-z]?),?"
)
_BYLINE = re.compile(r"(?:By|BY|Por|Par|Von) [A-ZÀ-ÖØ-Þ][^\n,:;]{2,60}(?=\n[^\n]*\S)")
_TOWN = re.compile(
    r"(?P<settlement>[A-Z][\w.' -]{1,40}), (?P<region>[A-Z]{2}|D\.C\.),? [0-9]{5}(?:-[0-9]{4})?"
)


def frame_spans(block: Block, inline: Inline) -> list[Span]:
    """What a block of a letter's frame is inside `opener` or `closer`, or directly in a `div`."""
    match block.role:
        case Role.ADDRESS | Role.LETTERHEAD:
            return [address(block, inline)]
        case Role.SIGNATURE:
            return [signature(block, inline)]
        case Role.DATELINE if above := _BYLINE.match(inline.content, block.start, block.end):
            return _below_a_byline(block, above.end(), inline)
        case Role.DATELINE | Role.CLOSING:
            return _on_one_line(block, inline)
        case Role.FIELD:
            return [
                Span(
                    block.start,
                    block.end,
                    "seg",
                    (("type", "field"),),
                    inline.fill(block.start, block.end, block.parts),
                )
            ]
        case _:
            parts = _without_labels(block.parts)
            inside = inline.fill(block.start, block.end, parts)
            if block.role is Role.BYLINE:
                return [Span(block.start, block.end, "byline", (), inside)]
            return [Span(block.start, block.end, "salute", (), titled(inline.content, block.start, inside))]


def _below_a_byline(block: Block, end: int, inline: Inline) -> list[Span]:
    """Who wrote, and below it when: `By Jane Roe` and `Published: 1 May 1999` are a byline and a dateline."""
    start, stop = trim(inline.content, end, block.end) or (end, block.end)
    before = [part for part in block.parts if part.end <= end]
    rest = [part for part in block.parts if part.start >= start]
    return [
        Span(block.start, end, "byline", (), inline.fill(block.start, end, before)),
        Span(start, stop, "dateline", (), inline.fill(start, stop, _without_labels(rest))),
    ]


def _on_one_line(block: Block, inline: Inline) -> list[Span]:
    """A dateline with the salutation after it, or a closing with the signature after it, as two elements."""
    name, role, other = ("dateline", Role.SALUTATION, "salute")
    if block.role is Role.CLOSING:
        name, role, other = ("salute", Role.SIGNATURE, "signed")
    after = next(iter(block.part(role)), None)
    place = trim(inline.content, block.start, after.start) if after else None
    if after is None or place is None:
        return [
            Span(
                block.start,
                block.end,
                name,
                (),
                inline.fill(block.start, block.end, _without_labels(block.parts)),
            )
        ]
    rest = trim(inline.content, after.start, block.end) or (after.start, block.end)
    before = [part for part in block.parts if part.end <= after.start]
    inside = [part for part in block.parts if part.start >= after.start and part is not after]
    filled = inline.fill(*rest, _without_labels(inside))
    if other == "salute":
        filled = titled(inline.content, rest[0], filled)
    return [
        Span(*place, name, (), inline.fill(*place, _without_labels(before))),
        Span(*rest, other, (), filled),
    ]


def _without_labels(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.role not in (Role.LABEL, Role.MARKER))


def address(block: Block, inline: Inline) -> Span:
    """An `address` with an `addrLine` for each line."""
    children = tuple(_address_line(*line, inline) for line in lines(inline.content, block.start, block.end))
    kind = (("type", "letterhead"),) if block.role is Role.LETTERHEAD else ()
    return Span(block.start, block.end, "address", kind, children)


def _address_line(start: int, end: int, inline: Inline) -> Span:
    """A `street` where the line is one; else an `addrLine`, with its town and region or the office it names."""
    line = inline.content[start:end]
    if _STREET.fullmatch(line):
        return Span(start, end, "street", (), inline.fill(start, end))
    if place := town(line):
        children = [
            Span(start + place.start(name), start + place.end(name), name)
            for name in ("settlement", "region")
        ]
        return Span(start, end, "addrLine", (), tuple(children))
    words = line.casefold().rstrip(",").replace("-", " ").split()
    if (
        not inline.within(start, end)
        and words[:1]
        and words[0] in TITLE_WORDS
        and not any(map(str.isdigit, line))
    ):
        return Span(start, end, "addrLine", (), (Span(start, end, "roleName", (("type", "office"),)),))
    return Span(start, end, "addrLine", (), titled(inline.content, start, inline.fill(start, end)))


def town(line: str) -> re.Match[str] | None:
    """`Washington, DC 20006`: the `settlement` and the `region` of a line that is a town's."""
    return _TOWN.fullmatch(line)


def signature(block: Block, inline: Inline) -> Span:
    """A `signed`, with a list of signatories in it where the outline saw one."""
    listed = [part for part in block.parts if part.role is Role.SIGNATORY]
    if not listed:
        return Span(block.start, block.end, "signed", (), inline.fill(block.start, block.end, block.parts))
    begun = [part for part in listed[1:] if not follows(inline.content, block.start, part.start, part.end)]
    cuts = [block.start, *(part.start for part in begun), block.end]
    starts = [part.start for part in block.parts]
    lists: list[list[Span]] = [[]]
    for start, end in pairwise(cuts):
        if not (place := trim(inline.content, start, end)):
            continue
        inside = block.parts[bisect_left(starts, start) : bisect_left(starts, end)]
        if heads(inline.content, *place):
            lists.append([Span(*place, "head", (), inline.fill(*place, _without_entries(inside)))])
        else:
            lists[-1].append(Span(*place, "item", (), _entry(*place, inside, inline)))
    made = tuple(
        Span(*bounds(children), "list", (("type", "signatories"),), tuple(children))
        for children in lists
        if children
    )
    return Span(block.start, block.end, "signed", (), made)


def _entry(start: int, end: int, parts: Sequence[Part], inline: Inline) -> tuple[Span, ...]:
    """What stands in the item of one signatory; the offices of a person are told, the name is marked or left."""
    marks = inline.within(start, end)
    if len(marks) == 1 and (marks[0].start, marks[0].end) == (start, end):
        return inline.fill(start, end, parts)
    held = [
        Part(Role.OFFICE, *place, "tei/signatories")
        for place in offices(inline.content, start, end)
        if any(mark.name == Thing.PERSON and mark.end <= place[0] for mark in marks)
    ]
    return inline.fill(start, end, [*(_without_entries(parts) if marks else parts), *held])


def _without_entries(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.role is not Role.SIGNATORY]


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
    rest = Span(*place, "p", (), inline.fill(*place, [part for part in block.parts if part is not speaker]))
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
        cuts = [start]
        while at < len(cells) and cells[at].start < end:
            if (
                cells[at].start > cuts[-1]
                and len(cuts) > 0
                and inline.content[cuts[-1] : cells[at].start].strip(BLANK)
            ):
                cuts.append(cells[at].start)
            at += 1
        if len(cuts) == 1 and not any(map(str.isalnum, inline.content[start:end])):
            if len(rows) == 1:
                rows[0] = rows[0]._replace(
                    attributes=(("role", "label"),)
                )  # underlined, it heads the columns
            rows.append(Span(start, end, "fw", (("type", "divider"),), inline.fill(start, end)))
            continue
        places = [trim(inline.content, *pair) for pair in zip(cuts, [*cuts[1:], end], strict=True)]
        made = tuple(Span(*place, "cell", (), inline.fill(*place)) for place in places if place)
        rows.append(Span(start, end, "row", (), made))
    if not any(row.name == "row" for row in rows):
        return _lined("table")(blocks, inline)
    return (Span(block.start, block.end, "table", (), tuple(rows)),)


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
