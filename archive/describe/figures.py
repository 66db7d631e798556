"""The persons and bodies that a text keeps naming: subjects, in the form in which it names them in full.

Who made the text or is written to is none of its subjects, nor is who is chiefly quoted in it; and a text that may tell a story
has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.describe.capitals import Figure, capitals
from archive.describe.initials import bodies
from archive.describe.names import Kind
from archive.describe.persons import persons
from archive.describe.reading import Reading, Span, claim
from archive.outline.blocks import Genre
from archive.outline.given import GIVEN
from archive.record.model import Origin, Statement

MOST = 4
_TIMES = 3  # that somebody is named
_SPACING = 1500  # one naming in so many characters
_HEADLINE = 200  # characters of a headline
_WORDS = 4  # longer words of it
_INITIALS = re.compile(r"\s\([^()]*\)\Z")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_TOLD = frozenset(
    {
        Genre.LETTER,
        Genre.OPEN_LETTER,
        Genre.STATEMENT,
        Genre.ARTICLE,
        Genre.OPINION,
        Genre.TEASERS,
        Genre.SPEECH,
    }
)
_SAYING = (
    r"(?:said|says|told|added|adds|explained|stated|warned|noted|argued|"
    r"dijo|dice|afirmó|señaló|agregó|explicó|aseguró|declaró|expresó|indicó)"
)
_SAYS = re.compile(rf"(?:,[^.,;\n]{{1,80}},)?\s+(?:also\s+)?{_SAYING}\b")
_SAID = re.compile(rf"\b{_SAYING}\s+(?:[^.“”\"\n]{{0,80}}[\s,])?\Z")


def figures(reading: Reading, genre: Genre, makers: Iterable[Statement]) -> tuple[Statement, ...]:
    """Whom the text is about, the most named first; `makers` made it, or are written to."""
    if genre not in _TOLD:
        return ()
    words = capitals(reading)
    names = {_INITIALS.sub("", maker.value or "").casefold() for maker in makers}
    surnames = {name.split()[-1] for name in names if name}
    least = max(_TIMES, -(-sum(block.end - block.start for block in reading.prose()) // _SPACING))
    found = [
        figure
        for figure in (*persons(reading, words), *bodies(reading, words))
        if len(figure.places) >= least
        and not _of_headlines(reading.content, figure)
        and _INITIALS.sub("", figure.name).casefold() not in names
        and not (figure.kind is Kind.PERSON and figure.name.casefold().split()[-1] in surnames)
        and not (figure.kind is Kind.PERSON and _chiefly_quoted(reading.content, figure))
    ]
    found.sort(key=lambda figure: (-len(figure.places), figure.places[0]))
    return tuple(_subject(reading, figure) for figure in found[:MOST])


def _subject(reading: Reading, figure: Figure) -> Statement:
    rule = "subject/person" if figure.kind is Kind.PERSON else "subject/body"
    evidence = tuple(reading.quote(*place) for place in figure.places[:2])
    return claim("subject", figure.name, Origin.TRANSCRIBED, rule, evidence, note=str(figure.kind))


def _of_headlines(content: str, figure: Figure) -> bool:
    """Whether a name that begins with no given name stands in full only where every word has a capital: "Judge Blocks Ohio Law"."""
    if figure.name.split()[0] in GIVEN or "(" in figure.name:
        return False
    size = len(figure.name)
    return all(_in_headline(content, place) for place in figure.places if place.end - place.start >= size)


def _in_headline(content: str, place: Span) -> bool:
    """Whether the line round a place has several words besides the name's, and a capital on each that is longer than a particle."""
    start, end = content.rfind("\n", 0, place.start) + 1, content.find("\n", place.end)
    end = len(content) if end < 0 else end
    words = _LONG_WORD.findall(content[start : min(end, start + _HEADLINE + 1)])
    return end - start <= _HEADLINE and len(words) >= _WORDS and all(word[0].isupper() for word in words)


def _chiefly_quoted(content: str, figure: Figure) -> bool:
    """Whether a third of the places say what the person said: whoever speaks to a reporter is no subject for that."""
    said = sum(
        _SAYS.match(content, place.end) is not None
        or _SAID.search(content[max(0, place.start - 90) : place.start]) is not None
        for place in figure.places
    )
    return said * 3 >= len(figure.places)
