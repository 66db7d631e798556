"""The elements of a letter's frame: dateline, address, salutation, close and signature, with what stands inside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from archive.describe.names import TITLE_WORDS
from archive.outline.blocks import Block, Part, Role
from archive.tei.entity import Thing
from archive.tei.inline import Inline, lines, trim
from archive.tei.signatories import follows, heads, offices
from archive.tei.spans import Span, bounds
from archive.tei.titled import titled

_STREET = re.compile(
    r"(?:[0-9]+[A-Za-z]?,? [^\n]{0,60}\b(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane|Drive|Square|Place|Court|Way|Terrace)"
    r"(?:,? (?:N|S|E|W|NE|NW|SE|SW)\.?)?(?:,? (?:Suite|Ste\.?|Floor|Room|Apt\.?) ?[\w-]{1,8})?"
    r"|(?:Calle|Avenida|Av\.|Rue|rue) [^\n]{3,60}|[0-9]+(?: ?(?:bis|ter))?,? (?:rue|quai|avenue|boulevard|place|chemin|impasse|passage|faubourg) [^\n]{3,60}"
    r"|[^\W\d_][\w -]{2,40}(?:straße|strasse|str\.|gasse|platz|weg|allee|damm|ufer|ring) [0-9]+[a-z]?(?:/[0-9]+)?),?"
)
_BYLINE = re.compile(r"(?:By|BY|Por|Par|Von) [A-ZÀ-ÖØ-Þ][^\n,:;]{2,60}(?=\n[^\n]*\S)")
_ON_ONE_LINE: Mapping[Role, tuple[str, Mapping[Role, str]]] = MappingProxyType(
    {
        Role.DATELINE: ("dateline", {Role.ADDRESS: "address", Role.SALUTATION: "salute"}),
        Role.CLOSING: ("salute", {Role.SIGNATURE: "signed", Role.DATELINE: "dateline"}),
    }
)  # what a block is, and what may stand after it on its line
_TOWN = re.compile(
    r"(?P<settlement>[A-Z][\w.' -]{1,40}), (?P<region>[A-Z]{2}|D\.C\.),? [0-9]{5}(?:-[0-9]{4})?"
)


def frame_spans(block: Block, inline: Inline) -> list[Span]:
    """What a block of a letter's frame is inside `opener` or `closer`, or directly in a `div`."""
    match block.role:
        case Role.ADDRESS | Role.LETTERHEAD:
            return [_address(block, inline)]
        case Role.SIGNATURE:
            return [_signature(block, inline)]
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
    """A dateline with an address or the salutation after it, or a closing with the signature and a day after it, each as an element."""
    first, others = _ON_ONE_LINE[block.role]
    cuts = [(part.start, others[part.role]) for part in block.parts if part.role in others]
    heads = frozenset(start for start, _ in cuts)
    spans: list[Span] = []
    for (start, name), (stop, _) in pairwise([(block.start, first), *cuts, (block.end, "")]):
        place = trim(inline.content, start, stop)
        if place is None:
            continue
        inside = [
            part
            for part in block.parts
            if start <= part.start < stop and not (part.start in heads and part.role in others)
        ]
        filled = inline.fill(*place, _without_labels(inside))
        if name == "address":
            filled = (Span(*place, "addrLine", (), filled),)
        elif name == "salute" and first == "dateline":
            filled = titled(inline.content, place[0], filled)
        spans.append(Span(*place, name, (), filled))
    return spans


def _without_labels(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.role not in (Role.LABEL, Role.MARKER))


def _address(block: Block, inline: Inline) -> Span:
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


def _signature(block: Block, inline: Inline) -> Span:
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
