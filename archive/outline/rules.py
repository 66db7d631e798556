"""The rules in their order, and the outline they make: the first rule to claim a line has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from archive.outline import (
    announced,
    articles,
    boilerplate,
    bylines,
    cited,
    comments,
    correspondences,
    counting,
    dividers,
    envelopes,
    foot,
    headings,
    letters,
    lists,
    newsroom,
    notes,
    numbering,
    plays,
    quotations,
    releases,
    speakers,
    tables,
    undersigned,
    verse,
)
from archive.outline.blocks import Block, Genre, Outline, Part, Role
from archive.outline.genre import genre_of, teasers
from archive.outline.lines import Claim, Roles, Sheet
from archive.outline.pages import page_breaks
from archive.outline.rereading import reread
from archive.outline.timed import timed
from archive.outline.wrapping import sheet_of
from archive.text.text import Text

Rule = Callable[[Sheet, Roles], Iterator[Claim | Part]]

RULES: tuple[Rule, ...] = (
    quotations.fenced,
    boilerplate.find,
    releases.find,
    quotations.mail,
    comments.mailed,
    comments.find,
    dividers.find,
    notes.find,
    tables.find,
    speakers.find,
    plays.find,
    lists.marked,
    speakers.fields,
    counting.contents,
    correspondences.find,
    newsroom.find,
    undersigned.find,
    letters.find,
    foot.find,
    envelopes.find,
    articles.find,
    bylines.find,
    announced.find,
    verse.find,
    headings.find,
    numbering.counted,
    quotations.inset,
    cited.find,
)
_LINE = 60


def outline_of(text: Text) -> Outline:
    """What every line of the text is; time linear in its length. Raises nothing, whatever the text."""
    sheet = sheet_of(text.content)
    claims, parts = reread(sheet, *claimed(sheet))
    if items := tuple(timed(sheet)):
        claims, parts = _over(sheet, claims, parts, items)
    blocks = _assembled(_blocks(sheet, claims), parts)
    if items or teasers(sheet, blocks):
        blocks = blocks if items else tuple(_lead(block) for block in blocks)
        genre, rule = Genre.TEASERS, "genre/teasers"
    else:
        genre, rule = genre_of(sheet, blocks)
    return Outline(genre, rule, blocks, page_breaks(text))


def claimed(sheet: Sheet) -> tuple[list[Claim | None], list[Part]]:
    """What the rules claim each unit as, and the parts that they see."""
    roles: list[Role | None] = [None] * len(sheet)
    claims: list[Claim | None] = [None] * len(sheet)
    parts: list[Part] = []
    for rule in RULES:
        for found in list(rule(sheet, roles)):
            if isinstance(found, Part):
                parts.append(found)
            elif not any(roles[found.first : found.last + 1]):
                for index in range(found.first, found.last + 1):
                    roles[index] = found.role
                    claims[index] = found
    return claims, parts


def _over(
    sheet: Sheet, claims: Sequence[Claim | None], parts: Sequence[Part], items: Sequence[Claim]
) -> tuple[list[Claim | None], list[Part]]:
    """The claims with these items over them, and the parts that stand in none of the items."""
    first, last = items[0].first, items[-1].last
    told = list(claims)
    for item in items:
        told[item.first : item.last + 1] = [item] * (item.last + 1 - item.first)
    for n in (*range(first), *range(last + 1, len(told))):
        claim = told[n]
        if claim is not None and (claim.first < first <= claim.last or claim.first <= last < claim.last):
            told[n] = None
    start, end = sheet.units[first].start, sheet.units[last].end
    return told, [part for part in parts if part.end <= start or part.start >= end]


def _blocks(sheet: Sheet, claims: Sequence[Claim | None]) -> Iterator[Block]:
    index, count = 0, len(sheet)
    while index < count:
        claim = claims[index]
        first = index
        if claim is not None:
            index = claim.last
            role, rule, level = claim.role, claim.rule, claim.level
        else:
            index = _run(sheet, claims, index)
            role, level = Role.PARAGRAPH, 0
            rule = _unclaimed(sheet, first, index)
        head, last = sheet.units[first], sheet.units[index]
        wrapped = head.wrapped or any(unit.wrapped for unit in sheet.units[first + 1 : index + 1])
        yield Block(role, head.start, last.end, rule, level, wrapped)
        index += 1


def _unclaimed(sheet: Sheet, first: int, last: int) -> str:
    """How a paragraph that no rule claimed came to be one."""
    unit = sheet.units[first]
    if unit.wrapped:
        return "wrapping/paragraph"
    return "lines/paragraph" if first == last and unit.first == unit.last else "lines/unknown"


def _run(sheet: Sheet, claims: Sequence[Claim | None], first: int) -> int:
    """The last of the short lines, without a sentence's end, that no rule knows and that stand together."""
    last = first
    while (
        _fragment(sheet, last)
        and last + 1 < len(sheet)
        and claims[last + 1] is None
        and sheet.units[last + 1].gap == 0
        and _fragment(sheet, last + 1)
    ):
        last += 1
    return last


def _fragment(sheet: Sheet, index: int) -> bool:
    unit = sheet.units[index]
    return not unit.wrapped and len(unit.text) < _LINE and not unit.ends


def _assembled(blocks: Iterator[Block], parts: Sequence[Part]) -> tuple[Block, ...]:
    """The blocks with their parts; of two parts that overlap, the first seen stays."""
    order = sorted(range(len(parts)), key=lambda n: (parts[n].start, parts[n].end, n))
    done: list[Block] = []
    place = 0
    for block in blocks:
        inside: list[Part] = []
        while place < len(order) and parts[order[place]].start <= block.end:
            part = parts[order[place]]
            if part.start == block.end and part.end > part.start:
                break
            if block.start <= part.start <= part.end <= block.end and not (
                inside and part.start < inside[-1].end
            ):
                inside.append(part)
            place += 1
        done.append(replace(block, parts=tuple(inside)) if inside else block)
    return tuple(done)


def _lead(block: Block) -> Block:
    """A paragraph of a page of teasers, as the item of a list that it is."""
    if block.role is not Role.PARAGRAPH:
        return block
    return replace(block, role=Role.LIST_ITEM, rule="genre/teasers", level=1)
