"""Notes and the anchors that point to them."""

from __future__ import annotations

from archive.outline.blocks import Outline, Role
from archive.tei.inline import Notes, trim

_ROUND = "[](){}.:,; \t\n\r^"


def notes(content: str, outline: Outline, prefix: str) -> Notes:
    """The pairs of one note and one anchor with the same mark; what has two of either is not linked."""
    anchors: dict[str, list[int]] = {}
    marked: dict[str, list[int]] = {}
    for block in outline.blocks:
        for part in block.part(Role.NOTE_REFERENCE):
            anchors.setdefault(content[part.start : part.end].strip(_ROUND), []).append(part.start)
        if block.role is Role.NOTE and (place := trim(content, block.start, block.end)):
            for part in block.part(Role.MARKER)[:1]:
                marked.setdefault(content[part.start : part.end].strip(_ROUND), []).append(place[0])
    pairs = [
        (places[0], marked[mark][0])
        for mark, places in anchors.items()
        if len(places) == 1 and len(marked.get(mark, ())) == 1
    ]
    named = [(anchor, note, f"{prefix}-note{note}") for anchor, note in pairs]
    return Notes({anchor: name for anchor, _, name in named}, {note: name for _, note, name in named})
