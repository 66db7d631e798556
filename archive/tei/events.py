"""Events that a text tells by a word and a date: `the elections of November 26`, `the coup that ousted him in 2009`.

A word such as `election` is an event only where the text says which one, by its day, month or year: `the coup` alone is not. Where the
date may be that of something else in the sentence nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.record.model import Record
from archive.tei.entity import folded
from archive.tei.lexicon import AT_EVENTS, DETERMINERS, EVENT_WORDS, NO_ADJECTIVES
from archive.tei.spans import Span

_STEMS = tuple(sorted({word[:5] for word in EVENT_WORDS}))
_NOUN = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(EVENT_WORDS, key=lambda word: (-len(word), word)))})"
    r"(?:[ \n]d[’']?[ ]?[eé]tat|[ \n]de[ \n][Ee]stado|[ \n]militar)?\b"
)
_BARE = frozenset({"golpe", "golpes"})  # blows, where nothing else is said of them
_OF = re.compile(r"[ \n](?:of|del?|vom|von|du)(?:[ \n](?:the|año))?[ \n]\Z")
_AT = re.compile(r"[ \n](?:on|in|el|en|am|im|le|au)(?:[ \n]the)?[ \n]\Z")
_HELD = re.compile(
    r"[ \n](?:held|(?:which|that)[ \n](?:took[ \n]place|occurred)|celebrad[oa]s?|realizad[oa]s?|ocurrid[oa]s?)\Z"
)
_CLAUSE = re.compile(
    r"[ \n](?:that|which|que|carried[ \n]out|staged|mounted|launched|led|perpetrated|committed)[ \n](?P<rest>[^.;:,()]{3,110})\Z"
)
_OTHER_VERBS = re.compile(
    r"\b(?:that|which|who|whom|whose|when|where|while|after|before|since|because|until|said|says|planned|expected|scheduled|called|"
    r"announced|feared|que|quien|cuando|donde|después|antes)\b"
)
_ADJECTIVE = r"(?:[a-z]+-)?(?:[a-z]*al|[a-z]+ary|[a-z]+ive|[a-z]+ic|[a-z]+ory|[a-z]+ed|[a-z]+ist|off|runoff|primary|midterm|mid-term|terror|bomb|suicide|hunger|snap|mass)"
_AFTER = re.compile(
    rf"(?:[’']s)?[ \n](?P<adjectives>(?:(?:{_ADJECTIVE}|[A-Z][a-z]+)[ \n]){{0,3}}){_NOUN.pattern.replace('word', 'after')}"
)
_DETERMINED = re.compile(
    r"(?:\b(?:[Tt]he|[Tt]his|[Tt]hat|last|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur)|\w[’']s?)[ \n]\Z"
)
_REACH = 170  # characters before a date
_LINK = 14  # of them in which `of the` stands
_ADJECTIVES = 4  # words between `the` and the event
_FOLDED = {folded(word): kind for word, kind in EVENT_WORDS.items()}
_HEADING = re.compile(
    r"(?:\A|--)(?P<name>[^-,()]+?)(?:, |--| \((?:[^()]+: )?)(?P<year>[12][0-9]{3})\b[^()-]*\)?\Z"
)


@dataclass(frozen=True, slots=True)
class Event:
    """One event: the word for it and those before it as the text or the record has them, and the day, month or year of it."""

    identity: str
    name: str
    when: str
    uri: str | None = None


def events(
    content: str, dated: Sequence[Span], record: Record, prefix: str, resp: str
) -> tuple[tuple[Span, ...], tuple[Event, ...]]:
    """An `rs` for each word that names a dated event, in order, and the events; `dated` are the dates of the text in order.

    One kind of event of one date is one event. An event of the record (`Honduras--History--Coup d'état, 2009`) is the one of its kind
    and year.
    """
    if not any(stem in content for stem in _STEMS):
        return (), ()
    known = _of_record(record, prefix)
    found: dict[str, Event] = {}
    spans: list[Span] = []
    for date in dated:
        told = dict(date.attributes)
        when = told.get("when", "-")
        named = None if when[0] == "-" else _beside(content, date)
        if named is None or (spans and named.start < spans[-1].end):
            continue
        kind = EVENT_WORDS[named.word]
        event = known.get((kind, when[:4])) or Event(
            f"{prefix}-e-{kind}-{when}", f"{named.words}, {when}", when
        )
        event = found.setdefault(event.identity, event)
        certainty = told["cert"] if named.sure else "medium"
        attributes = (("type", "event"), ("ref", f"#{event.identity}"), ("cert", certainty), ("resp", resp))
        spans.append(Span(named.start, named.end, "rs", attributes))
    return tuple(spans), tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Named:
    """The word for an event at [start, end), and it with the words before it that tell its kind."""

    start: int
    end: int
    word: str
    words: str
    sure: bool


def _beside(content: str, date: Span) -> _Named | None:
    return _following(content, date) or _preceding(content, date)


def _following(content: str, date: Span) -> _Named | None:
    """`the Nov. 26 election`."""
    match = _AFTER.match(content, date.end, date.end + 80)
    if (
        match is None
        or match["after"] in _BARE
        or not _DETERMINED.search(content, max(0, date.start - 20), date.start)
    ):
        return None
    start = match.start("after")
    words = match["adjectives"] + content[start : match.end()]
    return _Named(start, match.end(), match["after"], _spoken(words), sure=True)


def _preceding(content: str, date: Span) -> _Named | None:
    """`the elections of November 26`, `since the coup in 2009`, `the coup that ousted the president in June of 2009`."""
    floor = max(0, date.start - _REACH, content.rfind("\n\n", 0, date.start) + 1)
    near = max(floor, date.start - _LINK)
    link = _OF.search(content, near, date.start) or _AT.search(content, near, date.start)
    if link is None:
        return None
    nouns = [
        match for match in _NOUN.finditer(content, floor, link.start() + 1) if match.end() <= link.start()
    ]
    if not nouns:
        return None
    noun = nouns[-1]
    before = _adjectives(content, max(0, noun.start() - 80), noun.start())
    if before is None:
        return None
    adjectives, leading = before
    between = content[noun.end() : link.start()]
    of = link.re is _OF
    if noun.group() in _BARE and not of:
        return None
    if between and not _HELD.fullmatch(between):
        clause = _CLAUSE.fullmatch(between)
        sure = False
        if of or clause is None or _OTHER_VERBS.search(clause["rest"]):
            return None
    else:
        sure = of or bool(between)
        if not sure and leading not in AT_EVENTS:
            return None
    return _Named(
        noun.start(), noun.end(), noun["word"], _spoken(adjectives + noun.group()), sure or not between
    )


def _adjectives(content: str, floor: int, end: int) -> tuple[str, str] | None:
    """What stands between `the` and the word that begins at `end`, and the word before `the`; None where no such word is near."""
    words = list(re.finditer(r"[^\s]+", content[floor:end]))
    for number, word in enumerate(reversed(words[-_ADJECTIVES - 1 :])):
        plain = word.group().lstrip("(“\"‘'¿¡«")
        if plain.casefold() in DETERMINERS:
            at = len(words) - number - 1
            leading = words[at - 1].group().casefold() if at else ""
            return content[floor + word.end() : end].lstrip(), leading
        if not plain.replace("-", "").isalpha() or plain.casefold() in NO_ADJECTIVES:
            return None
    return None


def _spoken(words: str) -> str:
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]


def _of_record(record: Record, prefix: str) -> dict[tuple[str, str], Event]:
    """The events that are subjects of the record, by kind and year; none of which there are two."""
    found: dict[tuple[str, str], Event] = {}
    twice: set[tuple[str, str]] = set()
    for statement in record.of("subject"):
        match = _HEADING.search(statement.value or "")
        if match is None:
            continue
        first = folded(match["name"]).split(" ", maxsplit=1)[0]
        kind = _FOLDED.get(first)
        if kind is None:
            continue
        key = (kind, match["year"])
        if key in found:
            twice.add(key)
        identity = f"{prefix}-e-{kind}-{match['year']}"
        found[key] = Event(identity, f"{match['name']}, {match['year']}", match["year"], statement.uri)
    return {key: event for key, event in found.items() if key not in twice}
