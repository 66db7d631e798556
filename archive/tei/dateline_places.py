"""The places where a text says that it was written: those of its datelines, each one entry however it is spelt there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.describe.names import BODY_WORDS, TITLE_WORDS
from archive.describe.wordlists import word_set
from archive.outline.blocks import Block, Outline, Part, Role
from archive.tei.entity import Entity, Mention, Thing, countries, folded
from archive.tei.lexicon import LEADERS
from archive.tei.place_of import place_of
from archive.tei.towns import town_called

_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|[’'-]){1,17}(?:(?: (?:de|del|la|las|los|da|do|am|an|an der|ob|bei|sur|upon|on|of|le|les))? [A-ZÀ-ÖØ-Þ](?:[^\W\d_]|[’'-]){1,17}){0,3}"
)
_ARTICLES = frozenset({"la", "las", "el", "los", "le", "les", "the"})
_WITHIN = word_set("de del la las los da do am an der ob bei sur upon on of le les")
_STAMPS = frozenset({"postmark", "stamp", "private", "confidential", "secret", "home"})
_SHOUTED = 3  # letters of `USA`
_SMALL = re.compile(r"(?<=[ -])(?:De|Del|La|Las|Los|Da|Do|Am|An|Der|Sur|Upon|On|Of)(?= )")


def dateline_places(content: str, outline: Outline, found: Sequence[Mention]) -> Iterator[Mention]:
    """The name of each dateline's place that is not among the names found, in order."""
    taken = {at for mention in found for at in (mention.start, mention.end)}
    known = {
        folded(mention.entity.name): mention.entity
        for mention in found
        if mention.entity.thing is Thing.PLACE
    }
    for block in outline.blocks:
        for part in _places(content, block):
            words = content[part.start : part.end]
            if part.start in taken or part.end in taken or not _is_place(words):
                continue
            key = folded(words)
            if key not in known:
                known[key] = town_called(key) or countries().get(words) or _place(words)
            yield Mention(part.start, part.end, known[key], certain=False)


def _places(content: str, block: Block) -> Iterator[Part]:
    if block.role is Role.DATELINE:
        yield from block.part(Role.PLACE)
    elif block.parts:
        for part in block.part(Role.DATELINE):
            within = [
                one for one in block.part(Role.PLACE) if part.start <= one.start and one.end <= part.end
            ]
            yield from within or place_of(content, part)


def _is_place(words: str) -> bool:
    if _NAME.fullmatch(words) is None:
        return False
    first, *more = words.casefold().split(" ")
    if first in _STAMPS or not BODY_WORDS.isdisjoint(words.casefold().replace("-", " ").split()):
        return False  # `Chicago Times`
    if any(word in LEADERS and word not in _WITHIN for word in more):
        return False  # `LIST FOR ROME`
    return first not in TITLE_WORDS and (first not in LEADERS or (first in _ARTICLES and bool(more)))


def _place(words: str) -> Entity:
    """A place that only this dateline tells of: `SANTA ROSA DE COPÁN` is written as people write it."""
    shouted = words.isupper() and len(words) > _SHOUTED
    name = _SMALL.sub(lambda match: match.group().lower(), words.title()) if shouted else words
    return Entity(Thing.PLACE, name, (words,), sure=False)
