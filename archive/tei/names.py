"""Names in the text: every place where a person, body or place of the document is named, certainly enough to say so.

A name found once is looked for in the whole text, the longest form first. A surname alone counts only where one person of the
document bears it and no other name stands beside it: a wrong link is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from archive.describe.countries import namings
from archive.describe.names import BODY_WORDS, TITLE_WORDS
from archive.outline.blocks import Outline
from archive.outline.given import GIVEN
from archive.record.model import Record
from archive.tei.address import fits
from archive.tei.dateline_places import dateline_places
from archive.tei.entities import entities
from archive.tei.entity import BEFORE_NAMES, WORD, Entity, Mention, Thing, folded, plain
from archive.tei.known_names import known_beginnings, known_name, of_a_longer_name
from archive.tei.lexicon import LEADERS
from archive.tei.name_forms import Forms, by_first_word, longest
from archive.tei.person_runs import is_office
from archive.tei.shortened import linked_to_whole
from archive.tei.spans import Attributes, Span
from archive.tei.towns import town, towns

_NO_SURNAME = BODY_WORDS | TITLE_WORDS | LEADERS
_ELISIONS = ("'", "’")
_FIRM = re.compile(
    r" (?:&|and) [A-ZÀ-ÖØ-Þ][\w’'-]*,? (?:LLP|LLC|Inc|Ltd|Co|Associates|Sons|Partners|Company)\b| & "
)
_NO_SLUG = re.compile(r"[^a-z0-9 ]")
_SHORT = re.compile(r"(?<= \()[A-Z][A-Za-z&.-]*[A-Z](?=\))")  # at the end of `Long Name (LN)`
_OWNERS = "his her their its my our your an every no su un una ein eine"
_OWNED = tuple(f" {word} " for word in _OWNERS.split())
_OWNED_IN_ENGLISH = (*_OWNED, " a ")


def mentions(content: str, outline: Outline, record: Record) -> tuple[Mention, ...]:
    """Every name in the text that can be linked to a person, body or place, in order of place."""
    content = _unwrapped(content, outline)
    words = list(WORD.finditer(content))
    found = list(_looked_up(content, words, entities(content, words, outline, record)))
    named = linked_to_whole(content, found)
    if placed := tuple(dateline_places(content, outline, named)):
        return tuple(sorted((*named, *placed), key=attrgetter("start")))
    return tuple(named)


def _unwrapped(content: str, outline: Outline) -> str:
    """The text with a blank for each line break inside a paragraph that is broken into lines: names go over their ends."""
    pieces: list[str] = []
    at = 0
    for block in outline.blocks:
        if block.wrapped and at <= block.start:
            pieces += (content[at : block.start], content[block.start : block.end].replace("\n", " "))
            at = block.end
    return "".join((*pieces, content[at:])) if pieces else content


def identities(named: Iterable[Entity], prefix: str) -> dict[Entity, str]:
    """An xml:id for each entity that tells a reader who it is; equal ones are numbered in order."""
    seen: dict[str, int] = {}
    found: dict[Entity, str] = {}
    for entity in named:
        if entity in found:
            continue
        words = _NO_SLUG.sub("", folded(_called(entity))).split()
        slug = words[-1:] if entity.thing is Thing.PERSON else words[:4]
        stem = "-".join(slug)[:40] or entity.thing.lower()
        seen[stem] = seen.get(stem, 0) + 1
        found[entity] = f"{prefix}-n-{stem}" + (f"-{seen[stem]}" if seen[stem] > 1 else "")
    return found


def _called(entity: Entity) -> str:
    """The name, or the shortest in full of a person's: `Óscar Arias`, who is `Óscar Arias Sánchez` too, is known as Arias."""
    full = [form for form in entity.forms if " " in form]
    return min(full, key=len) if entity.thing is Thing.PERSON and full else entity.name


def spans(found: Iterable[Mention], known: dict[Entity, str], resp: str) -> Iterator[Span]:
    """The elements of these mentions."""
    told: dict[tuple[int, bool], Attributes] = {}
    for mention in found:
        which = (id(mention.entity), mention.certain)
        if (attributes := told.get(which)) is None:
            certainty = "high" if mention.certain else "medium"
            attributes = (("ref", f"#{known[mention.entity]}"), ("cert", certainty), ("resp", resp))
            told[which] = attributes
        yield Span(mention.start, mention.end, mention.entity.thing, attributes)


def _looked_up(content: str, words: list[re.Match[str]], named: Sequence[Entity]) -> Iterator[Mention]:
    own, surnames = by_first_word(named), _surnames(named)
    elsewhere, great = known_beginnings(), towns()
    at, before = 0, None
    english = content.count(" the ") >= content.count(" de ")  # in Spanish `a Quist` is to him
    for number, read in enumerate(words):
        word = read
        if word.start() >= at:
            text = word.group()
            if text[1:2] in _ELISIONS and (rest := _after_article(content, word, own, elsewhere)):
                word = words[number] = rest
                text = word.group()
            match = _in_full(content, words, number, own) if text in own or text in elsewhere else None
            if match is not None:
                yield from _parted(content, match)
                at = match.end
            elif (person := surnames.get(text)) is not None:
                following = words[number + 1] if number + 1 < len(words) else None
                if _alone(content, before, word, following, english=english) and (
                    before is None or fits(before.group(), person.name)
                ):
                    yield Mention(word.start(), word.end(), person, certain=False)
                    at = word.end()
            elif text in great and (place := town(content, word, before)) is not None:
                yield place
                at = place.end
        before = word


def _after_article(
    content: str, word: re.Match[str], own: Container[str], elsewhere: Container[str]
) -> re.Match[str] | None:
    """`Organisation`, of `L'Organisation`, where a name begins with it."""
    rest = WORD.match(content, word.start() + 2) if word.group()[0] in "LD" else None
    return rest if rest is not None and (rest.group() in own or rest.group() in elsewhere) else None


def _in_full(content: str, words: Sequence[re.Match[str]], number: int, own: Forms) -> Mention | None:
    """The longest name that begins with this word, the document's own first; None where it is part of another name."""
    word = words[number]
    text = word.group()
    match = longest(content, word.start(), own.get(text, ()))
    known = text in known_beginnings()
    if match is None:
        match = known_name(content, word) if known else None
        return match if match and not of_a_longer_name(content, match, words, number) else None
    if match.entity.thing is not Thing.PLACE or known:
        return match
    before = words[number - 1] if number else None
    return None if _in_another(content, match, before, words[number + 1 : number + 2]) else match


def _parted(content: str, match: Mention) -> tuple[Mention, ...]:
    """A body's name and the abbreviation in brackets after it, each a name of it; one name where a line holds nothing else."""
    if match.entity.thing is not Thing.BODY:
        return (match,)
    short = _SHORT.search(content, match.start, match.end)
    if short is None:
        return (match,)
    if content[match.start - 1 : match.start] in ("", "\n") and content[match.end : match.end + 1] in (
        "",
        "\n",
    ):
        return (match,)
    return (
        replace(match, end=short.start() - 2),
        replace(match, start=short.start(), end=short.end()),
    )


def _surnames(named: Sequence[Entity]) -> dict[str, Entity]:
    """The names after the first that one person alone bears and nothing else is called by; with and without accents."""
    bearers: dict[str, set[int]] = {}
    spellings: dict[str, set[str]] = {}
    for number, entity in enumerate(named):
        person = entity.thing is Thing.PERSON
        for form in {entity.name, *entity.forms}:
            words = form.split()
            for at, word in enumerate(words):
                if person and not at and len(words) > 1:
                    continue
                key = folded(word)
                bearers.setdefault(key, set()).add(number)
                if person and (at == len(words) - 1 or word not in GIVEN):
                    spellings.setdefault(key, set()).update((word, plain(word)))
    found: dict[str, Entity] = {}
    for word, written in spellings.items():
        told = len(word) > 2 or (
            word.isalpha() and all(map(str.isupper, written))
        )  # or initials, of an interview
        if len(bearers[word]) == 1 and told and word not in _NO_SURNAME and not _people(written):
            found |= dict.fromkeys(written, named[next(iter(bearers[word]))])
    return found


def _people(written: Iterable[str]) -> bool:
    """Whether a word is called by a people or a land, as `Italian`, and so no surname alone."""
    return any(word in namings() for word in written)


def _in_another(
    content: str, match: Mention, before: re.Match[str] | None, following: Sequence[re.Match[str]]
) -> bool:
    """Whether a town of one word is part of another name: `the Springfield Gazette`, `Governor Springfield`."""
    if not content[match.start : match.end].isalpha():
        return False
    if following and content[match.end : following[0].start()] in (" ", "-"):
        return True
    if before is None or content[before.end() : match.start] != " ":
        return False
    plain = before.group().rstrip(".").casefold()
    return plain not in LEADERS or plain in TITLE_WORDS


def _alone(
    content: str,
    before: re.Match[str] | None,
    word: re.Match[str],
    following: re.Match[str] | None,
    *,
    english: bool,
) -> bool:
    """Whether no other name stands beside this word: `Fidel Castro` is not the Castro of the document."""
    if following is not None and content[word.end() : following.start()] in (" ", "-"):
        return False
    if content.endswith(_OWNED_IN_ENGLISH if english else _OWNED, 0, word.start()) or content.endswith(
        "& ", 0, word.start()
    ):
        return False  # `his Slave`, `a Home`
    if _FIRM.match(content, word.end()):
        return False  # `Quist & Vane LLP`
    if before is None or content[before.end() : word.start()] != " ":
        return True
    return before.group().rstrip(".").casefold() in BEFORE_NAMES or is_office(before.group())
