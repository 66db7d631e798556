"""Headings that may be meant by a document, for a person to confirm. No candidate is a value: none enters a record by itself.

Only here is the index of headings asked, and only by whoever describes: what is packaged never depends on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from archive.authorities.curated import Term, following, phrases
from archive.authorities.heading import Heading, Kind
from archive.authorities.index import Index
from archive.describe import names
from archive.describe.countries import namings
from archive.describe.matching import Match, match_body, match_person, match_place, match_topic
from archive.describe.mentions import Mentioned, mentioned
from archive.describe.reading import runs_of
from archive.describe.runs import Run
from archive.describe.subjects import stands
from archive.describe.wordlists import word_set
from archive.outline.blocks import Outline
from archive.record import edtf
from archive.record.model import Evidence, Record, Statement
from archive.text.text import Text

_NAMES = ("creator", "contributor", "publisher", "rightsHolder")
_OFTEN = 2  # times that a name or phrase is used before it is asked about
_GRAMS = 40  # phrases of one text that are looked up
_LONGEST = 4  # words of such a phrase
_STOP = word_set(
    "a an the of to in on for and or by with its it is that which as at from his her their our he she was were be been "
    "has have had not no but if this these those they we you i my your who whom what when where how all any some more "
    "most many much such than then there here will would can could may might must should do did does so about into over "
    "after before between under up out de la el los las un una y o en que se su sus por con para del al lo le les es son "
    "fue como más no sin sobre entre también other new said says one two first last own same very just only also"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A heading that the value of `property` might have; `name` are the words of the text or record that it was found by.

    `sure` are those of which the rules leave no doubt; `why` tells a person what speaks for it, or what is missing.
    """

    property: str
    name: str
    heading: Heading
    sure: bool
    why: str
    evidence: tuple[Evidence, ...] = ()


def candidates(record: Record, text: Text, outline: Outline, index: Index) -> tuple[Candidate, ...]:
    """Headings for the names of the record that have none, then for names, topics and places of the text; each heading once.

    Raises SettingsError E0573 if the index cannot be read.
    """
    runs = runs_of(text.content, outline)
    asked = _Asked(index, _year(record), _countries(runs), _about(record))
    stated = {statement.uri for statement in record.statements if statement.uri is not None}
    narrower = [statement.value or "" for statement in record.of("subject")]
    known = {statement.value for statement in record.of(*_NAMES, "subject", "spatial")}
    seen: set[tuple[str, str]] = set()
    found: list[Candidate] = []
    for candidate in (
        *_of_statements(record, asked),
        *_of_mentions(mentioned(runs), known, asked, text.content),
        *_of_phrases(runs),
        *_of_words(runs, index),
    ):
        key = (candidate.property, candidate.heading.uri)
        broader = any(label.startswith(f"{candidate.heading.label}--") for label in narrower)
        if candidate.heading.uri not in stated and key not in seen and not broader:
            seen.add(key)
            found.append(candidate)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The index, and what of the document decides whose heading a name can be."""

    index: Index
    year: int | None
    countries: frozenset[str]
    chief: frozenset[str]

    def matches(self, name: str, kind: names.Kind | None) -> tuple[Match, ...]:
        if kind is names.Kind.PERSON:
            return match_person(self.index, name, self.year)
        if kind is names.Kind.BODY:
            return match_body(self.index, name, self.countries, self.chief)
        return ()


def _of_statements(record: Record, asked: _Asked) -> Iterator[Candidate]:
    for statement in record.of(*_NAMES):
        if statement.uri is None and statement.value is not None:
            for match in asked.matches(statement.value, _kind(statement)):
                yield _candidate(statement.property, statement.value, match, statement.evidence)


def _of_mentions(
    found: tuple[Mentioned, ...], known: set[str | None], asked: _Asked, content: str
) -> Iterator[Candidate]:
    for name, kind, places in found:
        if name in known:
            continue
        evidence = tuple(Evidence(content[start:end], start, end) for start, end in places[:2])
        if kind is None:
            for match in match_place(asked.index, name, asked.countries):
                yield _candidate("spatial", name, match, evidence)
        elif len(places) >= _OFTEN:
            for match in asked.matches(name, kind):
                yield _candidate("subject", name, match, evidence)


def _of_phrases(runs: tuple[Run, ...]) -> Iterator[Candidate]:
    """The headings of the table whose phrases stand in the text at all: of the record's subjects they are left out by whoever calls."""
    known = phrases()
    for run in runs:
        for number in [number for number, word in enumerate(run.small) if word in known]:
            for phrase in following(known[run.small[number]], run.small, number):
                if stands(run, number, phrase.words):
                    start, end = run.place(number, len(phrase.words))
                    quote = run.content[start:end]
                    match = Match(
                        _heading(phrase.heading), False, "the text uses the phrase; is it about it?"
                    )
                    yield _candidate("subject", quote, match, (Evidence(quote, start, end),))


def _of_words(runs: tuple[Run, ...], index: Index) -> Iterator[Candidate]:
    """Phrases of two to four words that the text repeats and that are a heading word for word."""
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], tuple[Run, int]] = {}
    for run in runs:
        for number, gram in _grams(run):
            counts[gram] += 1
            first.setdefault(gram, (run, number))
    often = [gram for gram, count in counts.items() if count > _OFTEN and stands(*first[gram], gram)]
    for gram in sorted(often, key=lambda gram: (-counts[gram], -len(gram), gram))[:_GRAMS]:
        run, number = first[gram]
        start, end = run.place(number, len(gram))
        for match in match_topic(index, " ".join(gram)):
            quote = run.content[start:end]
            yield _candidate("subject", quote, match, (Evidence(quote, start, end),))


def _grams(run: Run) -> Iterator[tuple[int, tuple[str, ...]]]:
    words = run.small
    for number, word in enumerate(words):
        if word in _STOP or len(word) < 3:
            continue
        for count in range(2, _LONGEST + 1):
            last = number + count - 1
            if last < len(words) and words[last] not in _STOP and len(words[last]) > 2:
                yield number, tuple(words[number : last + 1])


def _candidate(name: str, words: str, match: Match, evidence: tuple[Evidence, ...]) -> Candidate:
    return Candidate(name, words, match.heading, match.sure, match.why, evidence)


def _heading(term: Term) -> Heading:
    return Heading(term.uri, term.label, term.scheme or "", Kind.TOPIC)


def _kind(statement: Statement) -> names.Kind | None:
    """What kind of name it is: as the note of a derived statement says, else as it reads."""
    for kind in names.Kind:
        if statement.note is not None and statement.note.startswith(str(kind)):
            return kind
    return names.kind_of(statement.value or "")


def _year(record: Record) -> int | None:
    """The year in which the document was made, None if that is not known, or not to the year."""
    try:
        date = edtf.parse(record.value("created") or "")
    except ValueError:
        return None
    if date.lower is None or date.upper is None or date.upper[0] - date.lower[0] > 1:
        return None
    return date.upper[0]


def _about(record: Record) -> frozenset[str]:
    """The codes of the countries that the record says the document is about."""
    uris = {statement.uri for statement in record.of("spatial")}
    return frozenset(
        naming.country.code
        for known in namings().values()
        for naming in known
        if f"https://sws.geonames.org/{naming.country.geonames}/" in uris
    )


def _countries(runs: tuple[Run, ...]) -> frozenset[str]:
    """The codes of the countries that the text names in any way."""
    known = namings()
    found: set[str] = set()
    for run in runs:
        for number, word in enumerate(run.words):
            for naming in known.get(word, ()):
                if tuple(run.words[number : number + len(naming.words)]) == naming.words:
                    found.add(naming.country.code)
    return frozenset(found)
