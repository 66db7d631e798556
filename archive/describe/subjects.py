"""Subjects: headings whose phrases a text repeats, divided by the one country that it is about, where LCSH divides them so.

They come from the tables that ship with the program and from the house's own list, never from the index of all headings: what
stands in a bag must not depend on what is installed. What the index knows is for a person to confirm (`candidates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.authorities.curated import COUP, POLITICS, Division, Term, divisions, following, phrases
from archive.authorities.heading import Kind
from archive.authorities.house import Entry, House
from archive.describe.places import Mention, Setting
from archive.describe.reading import Reading, Span, claim
from archive.describe.runs import Run
from archive.record.model import Evidence, Origin, Statement

MOST = 4
_SPACING = (
    3000  # one phrase in so many characters, where the text says it of the one country that it is about
)
_ALONE = 2000  # and where it does not
_NAMED = 3  # times that a text names what it is about, if that has a name
_YEAR = re.compile(r"(?:1[0-9]{3}|20[0-9]{2})(?<![\d.,/:$€£-]\d{4})(?![\d/]|[.,:]\d)")
_TELLING = re.compile(r"\b(?:in|of|since|from|en|de|del|desde)\s+\Z")
_COUP = re.compile(r"\bcoups?\b|\bgolpe\s+de\s+estado\b|\bgolpe\s+militar\b", re.IGNORECASE)
_COUP_WORDS = frozenset({"coup", "coups", "golpe"})
_STOP = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘¿¡(]?[A-ZÀ-Þ])|\n\s*\n")
_IN_PHRASES = frozenset({"", "-", "'", "’", "."})
_IN_NAMES = _IN_PHRASES | frozenset({",", "/", "&", "., "})
_NEAR = 80  # characters within which another country may be the one that is meant
_SENTENCE = 300  # characters that lie between an event and its year at most


class Topic(NamedTuple):
    """A heading, where its phrases stand, and whether one stands in the title."""

    heading: Term
    places: tuple[tuple[int, int], ...]
    titled: bool = False


class Naming(NamedTuple):
    """An authority of the house that a text names, and where."""

    entry: Entry
    places: tuple[tuple[int, int], ...]


def topics(reading: Reading) -> tuple[Topic, ...]:
    """The headings of the table whose phrases stand twice or more, or in the title; the commonest first."""
    known = phrases()
    found: dict[Term, list[tuple[int, int]]] = {}
    titled: set[Term] = set()
    for run in reading.runs:
        words = run.small
        for number in [number for number, word in enumerate(words) if word in known]:
            for phrase in following(known[words[number]], words, number):
                count = len(phrase.words)
                if not stands(run, number, phrase.words) or _is_named(run, number, count):
                    continue
                place = run.place(number, count)
                places = found.setdefault(phrase.heading, [])
                # "disputed presidential election" speaks of two headings, but of neither twice.
                if not places or places[-1][1] <= place[0]:
                    places.append(place)
                titled.update([phrase.heading] if run.heading else [])
    length = _length(reading)
    ranked = sorted(found, key=lambda heading: (-len(found[heading]), found[heading][0]))
    return tuple(
        Topic(heading, tuple(found[heading]), heading in titled)
        for heading in ranked
        if heading in titled or (len(found[heading]) >= 2 and len(found[heading]) * _SPACING >= length)
    )[:MOST]


def namings(reading: Reading, house: House) -> tuple[Naming, ...]:
    """The authorities of the house that a text is about: topics twice, names three times, or either in the title."""
    found: dict[Entry, list[tuple[int, int]]] = {}
    titled: set[Entry] = set()
    for run in reading.runs if house.phrases else ():
        words = run.small
        skip = 0
        for number in [number for number, word in enumerate(words) if word in house.phrases]:
            for form, entry in house.phrases[words[number]] if number >= skip else ():
                if not stands(run, number, form, _IN_NAMES):
                    continue
                if entry.kind is Kind.TOPIC or run.words[number][0].isupper():
                    found.setdefault(entry, []).append(run.place(number, len(form)))
                    titled.update([entry] if run.heading else [])
                skip = number + len(form)
                break
    length = _length(reading)
    return tuple(
        Naming(entry, tuple(places))
        for entry, places in sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0]))
        if entry in titled
        or (len(places) >= (2 if entry.kind is Kind.TOPIC else _NAMED) and len(places) * _SPACING >= length)
    )


def subjects(
    reading: Reading, found: tuple[Topic, ...], settings: tuple[Setting, ...]
) -> tuple[Statement, ...]:
    """The headings of the topics; in a text about one country the narrower ones that LCSH has for it, and its politics."""
    setting = settings[0] if len(settings) == 1 else None
    if setting is None:
        return tuple(
            _stated(reading, topic.heading, topic.places) for topic in found if _often(reading, topic)
        )
    stated: list[Statement] = []
    event = _coup(reading, setting)
    ties = {topic.heading: _tie(reading.content, topic, setting) for topic in found}
    for topic in found:
        if event is not None and topic.heading.label == "Coups d'état":
            continue  # the one coup that the text is about stands for coups in general
        tie = ties[topic.heading]
        narrow = divisions().get((setting.country.code, topic.heading.uri), ()) if tie is not None else ()
        if tie is not None and narrow and topic.heading.by_place:
            stated.append(_subject(narrow[0], "subject/phrase-and-country", _quoted(reading, tie)))
        elif tie is not None or _often(reading, topic):
            stated.append(_stated(reading, topic.heading, topic.places))
    if event is not None:
        stated.append(event)
    politics = (ties[topic.heading] for topic in found if topic.heading.field == POLITICS)
    tie = next((tie for tie in politics if tie is not None), None)
    if tie is not None:
        stated.extend(_politics(reading, setting, tie))
    return tuple(stated)


def _often(reading: Reading, topic: Topic) -> bool:
    """Whether a topic that no country bears out is spoken of often enough to be one of the text's."""
    return topic.titled or len(topic.places) * _ALONE >= _length(reading)


class _Tie(NamedTuple):
    """A phrase and the naming of the country of which the text says it."""

    phrase: Span
    country: Span


def _tie(content: str, topic: Topic, setting: Setting) -> _Tie | None:
    """The first phrase in whose sentence the country stands, and no other country nearer to the phrase, or near it at all.

    A text about Israel that speaks of the nuclear weapons of Iran is not about those of Israel.
    """
    for start, end in topic.places:
        sentence = _sentence(content, start, end)
        own = _nearest(setting.own, sentence, start, end)
        other = _nearest(setting.others, sentence, start, end)
        if own is not None and (other is None or other[0] > max(own[0], _NEAR)):
            return _Tie(Span(start, end), own[1])
    return None


def _nearest(mentions: tuple[Mention, ...], sentence: Span, start: int, end: int) -> tuple[int, Span] | None:
    """How far the nearest of the mentions in a sentence is from a phrase, and where it stands."""
    inside = [one for one in mentions if sentence.start <= one.start and one.end <= sentence.end]
    return min(
        ((max(one.start - end, start - one.end), Span(one.start, one.end)) for one in inside), default=None
    )


def _sentence(content: str, start: int, end: int) -> Span:
    """The sentence round a phrase, or as much of it as is near."""
    floor = max(0, start - _SENTENCE)
    for stop in _STOP.finditer(content, floor, start):
        floor = stop.end()
    after = _STOP.search(content, end, end + _SENTENCE)
    return Span(floor, after.start() if after is not None else min(len(content), end + _SENTENCE))


def _stated(reading: Reading, heading: Term, places: tuple[tuple[int, int], ...]) -> Statement:
    return _subject(heading, "subject/phrase", tuple(reading.quote(start, end) for start, end in places[:2]))


def _quoted(reading: Reading, tie: _Tie) -> tuple[Evidence, ...]:
    return reading.quote(*tie.phrase), reading.quote(*tie.country)


def _subject(heading: Term | Division, rule: str, evidence: tuple[Evidence, ...]) -> Statement:
    return claim(
        "subject",
        heading.label,
        Origin.INFERRED,
        rule,
        evidence,
        lang="en",
        scheme="LCSH",
        uri=heading.uri,
    )


def _politics(reading: Reading, setting: Setting, tie: _Tie) -> Iterator[Statement]:
    """The country's politics and government, of the period in which every year lies that the text names."""
    known = divisions().get((setting.country.code, POLITICS), ())
    years = _years(reading)
    fitting = [
        division for division in known if division.since is None or (years and division.since <= min(years))
    ]
    if fitting:
        yield _subject(fitting[-1], "subject/politics", _quoted(reading, tie))


def _years(reading: Reading) -> frozenset[int]:
    """Every number that may be a year; none of them unless one of them certainly is."""
    found = list(_YEAR.finditer(reading.content))
    sure = bool(reading.dates) or any(
        _TELLING.search(reading.content, max(0, year.start() - 12), year.start()) for year in found
    )
    return frozenset(int(year.group()) for year in found) if sure else frozenset()


def _coup(reading: Reading, setting: Setting) -> Statement | None:
    """The heading of the one coup in the country that the text names with its year, if it speaks of it more than once."""
    known = divisions().get((setting.country.code, COUP), ())
    if not known:
        return None
    mentions = [
        Span(*match.span())
        for run in reading.runs
        if not _COUP_WORDS.isdisjoint(run.small)  # split for other rules already: the pattern is dearer
        for match in _COUP.finditer(run.content, run.start, run.end)
    ]
    if len(mentions) < 2:
        return None
    found: dict[Division, Span] = {}
    for mention in mentions:
        for division in known:
            span = _with_year(reading.content, mention, str(division.since))
            if span is not None:
                found.setdefault(division, span)
    if len(found) != 1:
        return None
    division, span = next(iter(found.items()))
    return _subject(division, "subject/event", (reading.quote(*span),))


def _with_year(content: str, mention: Span, year: str) -> Span | None:
    """From the mention to the year, if the same sentence has both, the year after it, and no other year between."""
    stop = _STOP.search(content, mention.end, mention.end + _SENTENCE)
    end = stop.start() + 1 if stop is not None else min(mention.end + _SENTENCE, len(content))
    first = _YEAR.search(content, mention.end, end)
    return Span(mention.start, first.end()) if first is not None and first.group() == year else None


def _length(reading: Reading) -> int:
    return sum(block.end - block.start for block in reading.prose())


def stands(run: Run, first: int, words: tuple[str, ...], signs: frozenset[str] = _IN_PHRASES) -> bool:
    """Whether these words stand here, and nothing but blanks and one of these signs parts them."""
    count = len(words)
    return tuple(run.small[first : first + count]) == words and all(
        parting.strip() in signs for parting in run.between(first, count)
    )


def _is_named(run: Run, first: int, count: int) -> bool:
    """Whether a phrase is part of a name: "Institute on … Human Rights", where names may stand."""
    last = run.words[first : first + count][-2:]
    return not run.heading and count > 1 and all(word[0].isupper() for word in last)
