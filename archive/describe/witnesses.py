"""What stands below a signature and signs nothing: the officer before whom it was made, and the body where its bearer serves."""

from __future__ import annotations

import re

from archive.describe.names import Kind, Name
from archive.describe.reading import Reading
from archive.outline.blocks import Block

_SWORN = re.compile(  # below it signs before whom the others signed
    r"\b(?:sworn|subscribed|acknowledged|attested)\b[^.]{0,60}\bbefore\s+me\b|\b(?:ante|devant)\s+(?:mí|moi)\b[^.]{0,60}\Z",
    re.IGNORECASE,
)
_ABOVE = 300  # characters above a signature in which it is said who signs


def is_witness(reading: Reading, blocks: tuple[Block, ...], number: int) -> bool:
    """Whether a signature is that of the officer before whom the one above it was made."""
    block = blocks[number]
    above = max(blocks[number - 1].end if number else 0, block.start - _ABOVE)
    return _SWORN.search(reading.content, above, block.start) is not None


def serves(reading: Reading, name: Name, below: Block) -> bool:
    """Whether a signature stands right below a person's: a body there is where that person serves, not another signer."""
    if name.kind is not Kind.PERSON:
        return False
    return not any(map(str.isalnum, reading.content[name.end : below.start]))
