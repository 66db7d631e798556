"""Lists, nested by the levels of their items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.outline.blocks import Block, Role
from archive.tei.inline import Inline
from archive.tei.spans import Attributes, Span

_DEEPEST = 8  # libxml2 refuses documents nested deeper than 256; no list that a person made goes so far
_NUMBER = re.compile(r"[\[(]?([0-9]{1,4}|[A-Za-z]|[ivxlcIVXLC]{1,6})[\])]?[.):]?")


def nested_list(blocks: Sequence[Block], inline: Inline, *, kind: str = "", depth: int = 1) -> Span:
    """A `list` of these blocks; those deeper than the one before them make a list inside its item."""
    items: list[Span] = []
    at = 0
    while at < len(blocks):
        first = blocks[at]
        end = at + 1
        while depth < _DEEPEST and end < len(blocks) and blocks[end].level > first.level:
            end += 1
        inner = inline.fill(first.start, first.end, first.parts, speech=True)
        if end > at + 1:
            inner = (*inner, nested_list(blocks[at + 1 : end], inline, depth=depth + 1))
        items.append(
            Span(
                first.start,
                inner[-1].end if end > at + 1 else first.end,
                "item",
                _number(first, inline),
                inner,
            )
        )
        at = end
    attributes: Attributes = (("type", kind),) if kind else ()
    return Span(
        blocks[0].start, items[-1].end, "list", (*attributes, *_rendition(blocks[0], inline)), tuple(items)
    )


def _number(block: Block, inline: Inline) -> Attributes:
    match = _NUMBER.fullmatch(_marker(block, inline))
    return (("n", match[1]),) if match else ()


def _rendition(block: Block, inline: Inline) -> Attributes:
    marker = _marker(block, inline)
    if not marker:
        return ()
    return (("rend", "numbered" if _NUMBER.fullmatch(marker) else "bulleted"),)


def _marker(block: Block, inline: Inline) -> str:
    return next((inline.content[part.start : part.end] for part in block.part(Role.MARKER)), "")
