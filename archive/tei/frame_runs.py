"""Which blocks, one after the other, are a letter's frame: what opens it and what ends it, and whether the text goes on after."""

from __future__ import annotations

from collections.abc import Sequence

from archive.outline.blocks import Block, Role

FRAME = frozenset(
    {Role.DATELINE, Role.ADDRESS, Role.LETTERHEAD, Role.SALUTATION, Role.BYLINE, Role.CLOSING, Role.SIGNATURE}
)
OPENING = frozenset({Role.SALUTATION, Role.ADDRESS, Role.LETTERHEAD})
ENDING = frozenset({Role.CLOSING, Role.SIGNATURE})
_QUIET = frozenset(
    {Role.NOTE, Role.BOILERPLATE, Role.POSTSCRIPT, Role.DIVIDER, Role.TRAILER, Role.FIELD, Role.CAPTION}
)
_LONGEST = 12  # blocks in an opener


def in_frame(blocks: Sequence[Block], at: int, stop: int, begun: bool) -> bool:
    """Whether fields belong to an opener (before anything else, with a salutation after them) or follow a closer."""
    end = frame_end(blocks, at, stop)
    return any(block.role in (ENDING if begun else OPENING) for block in blocks[at:end])


def frame_end(blocks: Sequence[Block], at: int, stop: int) -> int:
    """Where the run of frame blocks that starts at `at` ends; a new letter's opener begins a new run."""
    start, ended = at, False
    while at < stop and (blocks[at].role in FRAME or blocks[at].role is Role.FIELD):
        if blocks[at].role in ENDING:
            ended = True
        elif ended and _opens(blocks, at, stop):
            return at
        at += 1
    return max(at, start + 1)


def _opens(blocks: Sequence[Block], at: int, stop: int) -> bool:
    """Whether a salutation follows before anything that ends a letter."""
    stop = min(stop, at + _LONGEST)
    while at < stop and blocks[at].role in FRAME and blocks[at].role not in ENDING:
        if blocks[at].role is Role.SALUTATION:
            return True
        at += 1
    return False


def next_role(blocks: Sequence[Block], at: int, stop: int) -> Role | None:
    """The role of the next block that says whether the text goes on; None at the end."""
    while at < stop and blocks[at].role in _QUIET:
        at += 1
    return blocks[at].role if at < stop else None


def goes_on(role: Role | None) -> bool:
    """Whether a block of this role is neither frame nor heading: the text before it is not at its end."""
    return role is not None and role not in FRAME and role is not Role.HEADING
