"""Whom the byline of a text names: at its head, else at its foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.describe.names import Name, named, people
from archive.describe.reading import Reading
from archive.outline.blocks import Role
from archive.outline.bylines import CONTRIBUTOR, SOURCE

_BY = re.compile(
    r"\s*(?:(?:written|story|text|report|reporting|words)\s+)?(?:by|por(?!\s+(?:lo\s+)?tanto\b)|par|von|de)\s*:?\s+",
    re.IGNORECASE,
)
_FOOT_BY = re.compile(r"[\s(–—-]*(?:Reporting by|Written by|By|Por|Escrito por)\s+(?=[A-ZÀ-Þ])")
_WIRE = re.compile(  # behind the name of who reports for it
    r"/\s*(?:The\s+)?(?:AP|AFP|EFE|UPI|dpa|ANSA|IPS|Xinhua|Reuters|Associated Press|Europa Press|Prensa Latina|Agencia \w+|Agence France[- ]Presse)\b"
)
_PARTS = re.compile(  # `Jane Doe in Rome and John Roe in Paris`
    r"(\S.*?)(?:\s+in\s+[A-ZÀ-Þ][\w.]*(?:\s+and\s+|,\s*|\Z)|\Z)"
)


def bylined(reading: Reading) -> Iterator[Name]:
    """The names of the byline at the head, else of one at the foot; of bylines between neither, for they are of parts."""
    blocks = reading.outline.blocks
    lines = [
        (number, block)
        for number, block in enumerate(blocks)
        if block.role is Role.BYLINE and block.rule not in (CONTRIBUTOR, SOURCE)
    ]
    chosen = [block for number, block in lines if number < 10] or [
        block for number, block in lines if number >= len(blocks) - 4
    ]
    if len(lines) > 3:
        return
    if not lines:
        yield from _at_the_foot(reading)
    for block in chosen[:1]:
        stroke = reading.content.find("/", block.start, block.end)
        if stroke >= 0 and not _WIRE.match(reading.content, stroke, block.end):
            return  # "By Dorothea Lange/FSA" credits a picture
        end = stroke if stroke >= 0 else block.end
        by = _BY.match(reading.content, block.start, end)
        parts = [part for part in block.part(Role.NAME) if part.end <= end]
        start = by.end() if by is not None else block.start
        names = [name for part in parts for name in people(reading.content, part.start, part.end)]
        names = names or list(people(reading.content, start, end))
        whole = named(reading.content, start, end) if not names and by is not None else None
        if by is None and any(_is_told_of(reading, name) for name in names):
            return  # a caption below the headline
        yield from names or ([whole] if whole is not None else [])


def _is_told_of(reading: Reading, name: Name) -> bool:
    """Whether the prose names again who stands alone below a headline, but for the note on the author at its end."""
    return any(
        reading.content.find(name.value, max(block.start, name.end), block.end) >= 0
        for block in reading.prose()[:-1]
    )


def _at_the_foot(reading: Reading) -> Iterator[Name]:
    """The names after `By` or `Reporting by` in one of the last lines of a text that has a body above them."""
    for line in reading.lines[6:][-3:]:
        by = _FOOT_BY.match(reading.content, line.start, line.end)
        if (
            by is not None
            and line.end - line.start <= 120
            and "/" not in reading.content[line.start : line.end]
        ):
            stop = min(
                (at for mark in ";)" if (at := reading.content.find(mark, by.end(), line.end)) > 0),
                default=line.end,
            )
            for part in _PARTS.finditer(reading.content, by.end(), stop):
                yield from people(reading.content, *part.span(1))
