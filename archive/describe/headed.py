"""Whom the lines at the top of a text say to speak in it, or to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.describe.names import TITLE_WORDS, Kind, Name, named
from archive.describe.reading import Reading
from archive.outline.blocks import Role

_SPEECH = re.compile(
    r"(?:remarks|speech|address|lecture|sermon|statement|testimony|discurso|palabras|ponencia|intervención|declaración|alocución|discours)\s+"
    r"(?:(?:given|delivered|made|pronunciad[oa])\s+)?(?:by|of|de|del|por|prononcé par)\s+(?:the\s+|la\s+|el\s+)?",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(
    r"\b(?:interview\s+with|entrevista\s+(?:con|a)|entretien\s+avec|(?:interview|gespräch)\s+mit|entrevista\s+com)\s+(?:the\s+|la\s+)?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\s,]+")
_NAME_WORDS = 2  # of a name at least
_UNTIL = re.compile(r"\s+(?:at|to|on|before|in|ante|en|a|al|sobre|upon|for|during|regarding)\s|[,;:(–—\n]|$")


def speaker_of(reading: Reading) -> Name | None:
    """Whom a line at the top says to speak: `Remarks by Frederick Douglass at the …`."""
    for block in reading.outline.blocks[:3]:
        if block.role not in (Role.HEADING, Role.DATELINE):
            continue
        found = _SPEECH.search(reading.content, block.start, block.end)
        until = _UNTIL.search(reading.content, found.end(), block.end) if found is not None else None
        if found is not None and until is not None:
            name = named(reading.content, _past_office(reading, found.end(), until.start()), until.start())
            return None if name is None or _is_a_place(reading, name) else name
    return None


def _is_a_place(reading: Reading, name: Name) -> bool:
    """Whether things happen in it: `Declaración de San Pedro Sula`, `… en la ciudad de San Pedro Sula`."""
    words = r"\s+".join(map(re.escape, name.value.split()))
    return (
        re.search(rf"\b(?:in|at|en|à|zu|ciudad de|city of|ville de)\s+{words}\b", reading.content) is not None
    )


def _past_office(reading: Reading, start: int, end: int) -> int:
    """Where the name begins behind an office or a form of address: `Senator Jane Doe`, `el padre Juan Doe`."""
    words = list(_WORDS.finditer(reading.content, start, end))
    while len(words) > _NAME_WORDS and (
        words[0].group()[0].islower() or words[0].group().casefold() in TITLE_WORDS
    ):
        words = words[1:]
    return words[0].start() if words else start


def interviewed(reading: Reading) -> Iterator[Name]:
    """Whom the headline says to be interviewed: `Interview with Jane Doe, mayor of Dover`."""
    for block in reading.outline.blocks[:3]:
        found = (
            _INTERVIEW.search(reading.content, block.start, block.end) if block.role is Role.HEADING else None
        )
        until = _UNTIL.search(reading.content, found.end(), block.end) if found is not None else None
        if found is not None and until is not None:
            name = named(reading.content, _past_office(reading, found.end(), until.start()), until.start())
            if name is not None and name.kind is Kind.PERSON:
                yield name
