"""The bodies that a text calls by their initials: "Organization of American States" and, behind it, OAS."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archive.describe.capitals import Capital, Figure
from archive.describe.countries import namings
from archive.describe.names import Kind, kind_of
from archive.describe.reading import Reading, Span
from archive.describe.wordlists import word_set

_MOST = 8  # initials of one text that are looked into
_SMALL = word_set("of the for on and in de del la las los el y e do da des du von der")
_BEFORE = re.compile(rf"(?:[A-ZÀ-Þ][\w’'-]*,?\s+(?:(?:{'|'.join(sorted(_SMALL))})\s+){{0,3}}){{1,9}}\Z")
_ARTICLE = re.compile(r"\A(?:The|El|La|Los|Las)\s+")
_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w’'-]*")
_ARTICLES = word_set("the el la los las")
_DEEDS = word_set(  # what bears initials and is no body
    "act bill law treaty agreement accord convention program programme project system index management technology ley tratado acuerdo programa"
)


def bodies(reading: Reading, words: list[Capital]) -> Iterator[Figure]:
    """The bodies whose initials stand in brackets after the name, or whose name spells them."""
    counts = Counter(word for _, _, word in words if 2 < len(word) < 9 and word.isupper())
    for short, _ in counts.most_common(_MOST):
        bracketed = _bracketed(reading, short)
        name = bracketed or _spelling(reading, short, words)
        if name is None:
            continue
        text = reading.content[name.start : name.end]
        alone = (place for place in _places(reading, short) if not _in_brackets(reading.content, place))
        value = " ".join(text.split())
        yield Figure(
            f"{value} ({short})" if bracketed else value, Kind.BODY, (*_places(reading, text), *alone)
        )


def _bracketed(reading: Reading, short: str) -> Span | None:
    """The name before the first `(SHORT)`, if it is a body's: from the word on with which it spells the initials, if it does."""
    for run in reading.runs if f"({short})" in reading.content else ():
        at = run.content.find(f"({short})", run.start, run.end)
        if at >= 0:
            before = _BEFORE.search(run.content[max(run.start, at - 120) : at])
            if before is None:
                return None
            start = at - len(before.group())
            return _body(run.content, start + _spelt_from(before.group(), short), at)
    return None


def _spelt_from(text: str, short: str) -> int:
    """Where the words begin that spell the initials: of `In May, the Court of Audit` the third capital; 0 if none do."""
    capitals = [word for word in _CAPITAL.finditer(text) if word.group().casefold() not in _ARTICLES]
    initials = "".join(word.group()[0] for word in capitals)
    if len(initials) > len(short) and initials.endswith(short):
        return capitals[-len(short)].start()
    return 0


def _spelling(reading: Reading, short: str, words: list[Capital]) -> Span | None:
    """The first name whose words begin with these letters, one each, small words apart."""
    for run, first, word in words:
        last = _spelt(run.words, first, short) if word[0] == short[0] and not word.isupper() else None
        if last is not None and all(map(str.isspace, run.between(first, last - first + 1)[:-1])):
            return _body(reading.content, *run.place(first, last - first + 1))
    return None


def _spelt(words: list[str], first: int, short: str) -> int | None:
    """The number of the word at which a name that begins at `first` has spelt the initials."""
    number = first
    for letter in short[1:]:
        number += 1
        while number < len(words) and words[number] in _SMALL:
            number += 1
        if number >= len(words) or words[number][0] != letter or words[number].isupper():
            return None
    return number


def _body(content: str, start: int, end: int) -> Span | None:
    """The run, if it is the name of a body, and not of a country or of what bodies agree on."""
    text = _ARTICLE.sub("", content[start:end].strip())
    start = content.index(text, start)
    words = text.split()
    if (
        not words
        or words[-1].casefold() in _DEEDS
        or words[0] in namings()
        or words[:2] == ["United", "States"]
    ):
        return None
    return Span(start, start + len(text)) if kind_of(text) is Kind.BODY else None


def _in_brackets(content: str, place: Span) -> bool:
    return content[place.start - 1 : place.start] == "(" or content[place.end : place.end + 1] == ")"


def _places(reading: Reading, words: str) -> tuple[Span, ...]:
    """Every place where these words stand whole."""
    found: list[Span] = []
    for run in reading.runs:
        at = run.content.find(words, run.start, run.end)
        while at >= 0:
            end = at + len(words)
            if not (run.content[at - 1 : at].isalnum() or run.content[end : end + 1].isalnum()):
                found.append(Span(at, end))
            at = run.content.find(words, end, run.end)
    return tuple(found)
