"""The persons whom a text names in full, and where a word of the name stands for it alone: "Manuel Zelaya", then "Zelaya"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archive.describe.capitals import Capital, Figure
from archive.describe.countries import namings
from archive.describe.names import BODY_WORDS, NO_NAMES, TITLE_WORDS, WITHIN_NAMES, Kind, kind_of
from archive.describe.reading import Reading, Span
from archive.describe.runs import Run
from archive.describe.wordlists import word_set
from archive.outline.given import GIVEN

_TIMES = 3  # that a word of the name stands in the text
_OPENING = word_set(  # words that open a sentence before a name
    "had has have should would could will can may might did does do was were is are within without after before when while "
    "since because although though if as but and or nor so yet with under over like unlike even only both either neither "
    "then now here there how why who not no yes just still also once despite during against among between about through"
)
_NOT_LAST = word_set(  # no surnames, though they bear a capital in many names
    "day days week month year years night age era security medicare medicaid welfare city town village county district region "
    "state states province coast creek river lake bay gulf sea ocean island islands valley hill hills mountain mountains beach "
    "port airport harbor bridge canal canyon park garden square building tower site camp farm ranch grant grants capital fund "
    "funds bank stock exchange enforcement preservation protection reform freedom justice peace war wars republicans democrats "
    "conservatives liberals socialists communists emirates behind plan code rule rules prize award awards medal cup game games "
    "series show book story review report magazine journal gazette herald radio channel energy oil gas power water food health "
    "care education science technology research studies management development affairs relations trade industry industries "
    "airlines motors pictures records entertainment hotel store stores market markets virus disease syndrome parenthood "
    "position digital religion church stance license licence subcommittee committee caucus administration initiative christmas easter "
    "thanksgiving olympics constitution amendment treaty río lago isla valle monte ciudad pueblo provincia "
    "departamento día semana año guerra paz ley premio copa radio diario republicanos demócratas"
)
_NOT_FIRST = word_set(
    "san santa santo saint fort mount lake port cape los las today yesterday tomorrow tonight congressman congresswoman "
    "messrs hr hrn herr herrn frau councilman leader majority minority whip councilwoman assemblyman alderman sen rep gov mr mrs ms miss dr "
    "sr sra don doña comrade compañero compañera"
)
_TITLED = re.compile(
    r"\b(?:mrs?|ms|dr|sen|rep|gov|sr|sra|congress(?:man|woman)|leader|candidate|activist|lawyer|líder|candidat[oa]|activista|"
    rf"{'|'.join(sorted(TITLE_WORDS - BODY_WORDS))})\.?\s+\Z",
    re.IGNORECASE,
)


def persons(reading: Reading, words: list[Capital]) -> Iterator[Figure]:
    """The persons; none of whom the text nowhere speaks as of a person: by a given name that many bear, or an office."""
    full: dict[str, list[Span]] = {}
    alone: dict[str, list[Span]] = {}
    for run, first, last in _chains(reading, words):
        place = Span(*run.place(first, last - first + 1))
        name = " ".join(reading.content[place.start : place.end].split())
        if first == last:
            alone.setdefault(name, []).append(place)
        elif _is_a_persons(name) and _ends(run, last):
            full.setdefault(name, []).append(place)
    chief = _merged(full)
    bearers = Counter(word for name in chief for word in set(name.split()[1:]))
    for name, places in chief.items():
        short = [word for word in name.split()[1:] if word in alone and bearers[word] == 1]
        every = (*places, *(place for word in short for place in alone[word]))
        words_of = name.split()
        if words_of[0] not in GIVEN and words_of[-1] in GIVEN and len(words_of) == 2:
            continue  # "Bodleian Mary" is called by her given name
        if words_of[0] in GIVEN or any(_is_titled(reading.content, place) for place in every):
            yield Figure(name, Kind.PERSON, every)


def _chains(reading: Reading, words: list[Capital]) -> Iterator[tuple[Run, int, int]]:
    """The words with capitals round each word that is often named and never written small: first and last word's number."""
    counts = Counter(word for _, _, word in words if len(word) > 2 and not word.isupper())
    often = {word for word, count in counts.items() if count >= _TIMES and _bears(word)}
    if not often:
        return
    small = {word for run in reading.runs for word in run.words if word.islower()}
    often = {word for word in often if word.lower() not in small}
    before: tuple[Run | None, int] = (None, -1)
    for run, number, word in words:
        if word not in often or (run is before[0] and number <= before[1]):
            continue
        first = last = number
        while first and _goes_before(run, first - 1, small):
            first -= 1
        while last + 1 < len(run.words) and _spaced(run, last) and _may_stand(run.words, last + 1):
            last += 1
        while first < last and run.words[first].casefold() in WITHIN_NAMES:
            first += 1
        if (
            run.words[first] not in GIVEN
        ):  # "Ohioan Corporal Jane Doe": what stands before the given name is none of it
            first = next((at for at in range(first + 1, last) if run.words[at] in GIVEN), first)
        before = (run, last)
        yield run, first, last


def _goes_before(run: Run, number: int, small: set[str]) -> bool:
    """Whether word `number` is of the name that goes on after it, and not the word that opens the sentence."""
    if not _spaced(run, number) or not _may_stand(run.words, number):
        return False
    word = run.words[number].lower()
    return word in WITHIN_NAMES or (word not in small and word not in _OPENING)


def _may_stand(words: list[str], number: int) -> bool:
    """Whether a word may be of a person's name: a capital, no office, country or body's word; or a particle before a capital."""
    word = words[number]
    if word[0].isupper():
        return _bears(word)
    return word in WITHIN_NAMES and number + 1 < len(words) and words[number + 1][0].isupper()


def _bears(word: str) -> bool:
    plain = word.casefold()
    return len(word) == 1 or not (
        not BODY_WORDS.isdisjoint(plain.split("-"))
        or plain in TITLE_WORDS
        or plain in NO_NAMES
        or word in namings()
    )


def _spaced(run: Run, number: int) -> bool:
    """Whether nothing but a blank, or the stop of an initial, stands between a word and the next."""
    parting = run.between(number, 2)
    if parting and len(parting[0]) > 3 and parting[0].isspace():
        return False  # columns
    return bool(parting) and (
        parting[0].isspace() or (parting[0].strip() == "." and len(run.words[number]) == 1)
    )


def _ends(run: Run, last: int) -> bool:
    """Whether no other capital follows: "No Child Left Behind Act" is nobody's name, nor is "Jane Doe's Law"."""
    after = last + 2 if run.words[last + 1 : last + 2] == ["s"] else last + 1
    if after >= len(run.words) or not run.words[after][0].isupper():
        return True
    return after == last + 1 and not _spaced(run, last)


def _is_a_persons(name: str) -> bool:
    """Whether it reads as a person's: no saint's town, no river, no holiday."""
    if kind_of(name) is not Kind.PERSON:
        return False
    words = name.casefold().split()
    return words[0] not in _NOT_FIRST and _NOT_LAST.isdisjoint(words[1:]) and words[0] != words[-1]


def _is_titled(content: str, place: Span) -> bool:
    """Whether an office or a form of address stands before the name."""
    return _TITLED.search(content[max(0, place.start - 30) : place.start]) is not None


def _merged(full: dict[str, list[Span]]) -> dict[str, list[Span]]:
    """The places of "Juan Doe" with those of "Juan Carlos Doe", under whichever form is the commoner, then the longer."""
    merged: dict[str, list[Span]] = {}
    for name in sorted(full, key=lambda name: (-len(full[name]), -len(name), name)):
        words = set(name.split())
        same = (other for other in merged if words <= set(other.split()) or words >= set(other.split()))
        merged.setdefault(next(same, name), []).extend(full[name])
    return {name: sorted(places) for name, places in merged.items()}
