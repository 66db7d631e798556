"""Events that a text tells by a word and a date: `the elections of November 26`, `the coup that ousted him in 2009`.

A word such as `election` is an event only where the text says which one, by its day, month or year: `the coup` alone is not. Where the
date may be that of something else in the sentence nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from archive.describe.wordlists import word_set
from archive.record.model import Record
from archive.tei.entity import folded
from archive.tei.lexicon import AT_EVENTS, DETERMINERS, EVENT_WORDS, NO_ADJECTIVES
from archive.tei.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_RUN = re.compile(r"\S+")
_OF_STATE = re.compile(r"[ \n]d[’']?[ ]?[eé]tat\b|[ \n]de[ \n][Ee]stado\b|[ \n]militar\b")
_STATE = 12  # characters of it
_NOUNS = frozenset(EVENT_WORDS)
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
_ADJECTIVE = re.compile(
    r"(?:[a-z]+-)?(?:[a-z]*al|[a-z]+(?:ary|ive|ic|ory|ed|ist)|off|runoff|primary|midterm|terror|bomb|suicide|hunger|snap|mass)|[A-Z][a-z]+"
)
_JUDGING = word_set(
    "landmark historic historical controversial disputed contested stolen rigged fraudulent flawed upcoming forthcoming recent infamous notorious "
    "bloody brutal savage tragic terrible horrific horrible deadly deadliest so-called free fair crucial key decisive long-awaited late last next "
    "great famous shameful illegal illegitimate"
)
_YEAR = 4  # digits of a date
_DAY = 10  # characters of a day, which an hour may follow
_FOLLOWED = re.compile(r"[ \n](?:elections?|strikes?|attacks?)\b")  # as in `run-off election`
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_REACH = 170  # characters before a date
_LINK = 14  # of them in which `of the`, or a determiner, stands
_ADJECTIVES = 4  # words between `the` and the event
_AFTER = 3  # words between a date and the event
_ROOM = 80  # characters for them, or for those between `the` and the event
_FOLDED = {folded(word): kind for word, kind in EVENT_WORDS.items()}
_YEAR_ENDS = (*"0123456789", ")")
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
    known: dict[tuple[str, str], Event] | None = None
    found: dict[str, Event] = {}
    spans: list[Span] = []
    for date in dated:
        told = dict(date.attributes)
        when = told.get("when", "-")[:_DAY]
        named = None if when[0] == "-" else _beside(content, date)
        if named is None or (spans and named.start < spans[-1].end):
            continue
        known = _of_record(record, prefix) if known is None else known
        kind = EVENT_WORDS[named.word]
        event = known.get((kind, when[:4])) or Event(
            f"{prefix}-e-{kind}-{when}", f"{named.words}, {when}", when
        )
        event = found[event.identity] = _again(found.get(event.identity), event, when)
        certainty = told["cert"] if named.sure else "medium"
        attributes = (("type", "event"), ("ref", f"#{event.identity}"), ("cert", certainty), ("resp", resp))
        spans.append(Span(named.start, named.end, "rs", attributes))
    return tuple(spans), tuple(found.values())


def _again(first: Event | None, event: Event, when: str) -> Event:
    """The event as all that is said of it has it: with the closest date told, and a name of the words that each mention has."""
    if first is None:
        return replace(event, when=when) if when.startswith(event.when) else event
    short, long = sorted((first.when, when), key=len)
    closest = long if long.startswith(short) else short[:_YEAR]
    name = first.name if event.uri else _in_common(first.name, event.name)
    return replace(first, name=name, when=closest)


def _in_common(one: str, other: str) -> str:
    """`Election, 2017` of `Run-off election, 2017` and `General election, 2017`; `one` where they end in different words."""
    words, comma, date = one.partition(", ")
    pairs = zip(reversed(words.split()), reversed(other.partition(", ")[0].split()), strict=False)
    alike = [word for word, same in takewhile(lambda pair: pair[0].casefold() == pair[1].casefold(), pairs)]
    return f"{_spoken(' '.join(reversed(alike)))}{comma}{date}" if alike else one


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
    before = content[max(0, date.start - _LINK) : date.start].replace("\n", " ")
    leading = before[:-1].rpartition(" ")[2]
    if not before.endswith(" ") or not (leading.casefold() in DETERMINERS or leading.endswith(_POSSESSIVE)):
        return None
    at = date.end + 2 if content.startswith(("'s", "’s"), date.end) else date.end
    for number, match in enumerate(_WORD.finditer(content, at + 1, at + _ROOM)):
        if content[at] not in " \n" or match.start() != at + 1 or number > _AFTER:
            return None
        word = match.group()
        if word in EVENT_WORDS and not _FOLLOWED.match(content, match.end()):
            start, end = _noun(content, match)
            bare = word in _BARE and end - start == len(word)
            return None if bare else _Named(start, end, word, _spoken(content[date.end : end]), sure=True)
        if word not in EVENT_WORDS and not _ADJECTIVE.fullmatch(word):
            return None
        at = match.end()
    return None


def _preceding(content: str, date: Span) -> _Named | None:
    """`the elections of November 26`, `since the coup in 2009`, `the coup that ousted the president in June of 2009`."""
    floor = max(0, date.start - _REACH)
    floor = max(floor, content.rfind("\n\n", floor, date.start) + 1)  # not the whole text for each date
    near = max(floor, date.start - _LINK)
    link = _OF.search(content, near, date.start) or _AT.search(content, near, date.start)
    if link is None:
        return None
    if _NOUNS.isdisjoint(content[floor : link.start()].split()):
        return None  # as mostly: a plain question before a dear one
    nouns = [word for word in _WORD.finditer(content, floor, link.start()) if word[0] in EVENT_WORDS]
    if not nouns:
        return None
    word = nouns[-1].group()
    start, end = _noun(content, nouns[-1])
    before = _adjectives(content, max(0, start - _ROOM), start)
    if before is None:
        return None
    adjectives, leading = before
    bare = word in _BARE and end - start == len(word)
    sure = _dated_by(content[end : link.start()], leading, of=link.re is _OF, bare=bare)
    if sure is None:
        return None
    return _Named(start, end, word, _spoken(adjectives + content[start:end]), sure)


def _noun(content: str, word: re.Match[str]) -> tuple[int, int]:
    """Where the word stands with what belongs to it: `coup d'état`."""
    more = _OF_STATE.match(content, word.end(), word.end() + _STATE)
    return word.start(), more.end() if more else word.end()


def _dated_by(between: str, leading: str, *, of: bool, bare: bool) -> bool | None:
    """Whether the date is surely that of the event before it: True; False where it is so by a clause; None where it may be another's.

    `between` are the words between both but the last, `leading` the one before `the`, `of` says that the last is `of`.
    """
    if not between:
        return True if of or (leading in AT_EVENTS and not bare) else None
    if bare:
        return None
    if _HELD.fullmatch(between):
        return True
    clause = _CLAUSE.fullmatch(between)
    return None if of or clause is None or _OTHER_VERBS.search(clause["rest"]) else False


def _adjectives(content: str, floor: int, end: int) -> tuple[str, str] | None:
    """What stands between `the` and the word that begins at `end`, and the word before `the`; None where no such word is near."""
    words = list(_RUN.finditer(content[floor:end]))
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
    """The words that tell the kind of an event, without those that judge it: `Presidential election`, of `landmark presidential election`."""
    words = " ".join(word for word in words.split() if word.casefold() not in _JUDGING)
    return words[:1].upper() + words[1:]


def _of_record(record: Record, prefix: str) -> dict[tuple[str, str], Event]:
    """The events that are subjects of the record, by kind and year; none of which there are two."""
    found: dict[tuple[str, str], Event] = {}
    twice: set[tuple[str, str]] = set()
    for statement in record.of("subject"):
        value = statement.value or ""
        match = _HEADING.search(value) if value.endswith(_YEAR_ENDS) else None
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
