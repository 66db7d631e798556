"""Persons that a text names, known by the words that stand beside or in their names."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from archive.describe.countries import namings
from archive.describe.names import BODY_WORDS, TITLE_WORDS, Kind
from archive.describe.wordlists import word_set
from archive.outline.given import FORENAMES, GIVEN
from archive.tei.entity import CAPITALIZED, Entity, Thing, countries, kind_of
from archive.tei.lexicon import INTRODUCING, LEADERS, NO_SURNAMES, SPEAKING, STYLED, TITLES

_RUN = re.compile(
    rf"{CAPITALIZED}(?:(?:(?: (?:de|del|la|las|los|da|di|van|von|der|den|bin|al)){{0,3}}| y(?! {CAPITALIZED} (?:(?:de|del|la|los|von|van) )*{CAPITALIZED}))"
    rf" {CAPITALIZED}){{0,6}}"  # `José Ortega y Gasset`; but `Mario Bonilla y Santos Padilla` are two
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:[Ss]ecretary|[Dd]irector|[Mm]inister|[Pp]resident|[Hh]ead|[Cc]hair(?:man|woman)?|[Ss]ecretari[oa]|[Dd]irectora?|[Mm]inistr[oa]) "
    r"(?:of|for|de|del) [^.;:,()]{2,40}, \Z"
)
_OF = (" of ", " for ", " de ", " del ")  # one of which an office before a name has
_SPEAKING_BEGIN = frozenset({word[0] for word in SPEAKING} | set(".:,"))
_TERM = re.compile(r"\bthe (?P<name>[A-ZÀ-ÖØ-Þ][a-zà-ÿ]{2,}(?:[A-Z][a-z]+)?) (?:administration|presidency)\b")
_ADJECTIVAL = ("ese", "ish", "al", "ic", "ive", "ist", "ary", "time")
_PEOPLES = (
    "Republican American African European Roman Ottoman Soviet Nazi Vichy Christian Tory Labour French Dutch"
)
_ADJECTIVES = frozenset(_PEOPLES.split())
_NOT_GIVEN = word_set(
    "Carolina Charlotte Chelsea Christian Concepción Dean Dolores Don Earl Esperanza Florence Grant Guadalupe Holly Ivan Jan Jordan Judith Kelly "
    "Kim Lee Mercedes Mick Rick Rod Rosario Ross San Santiago Santa Sidney Soledad Stella Trinidad Tina Todd Victoria Virgil Virginia "
    "Georgia Israel Salvador Salt Ray"
)  # which begin other names as well
_GIVEN = (FORENAMES - {"Christian"}) | (GIVEN - _NOT_GIVEN)
_QUARTERS = frozenset({"North", "West"})
_SAINTS = ("St. ", "Ste. ", "Saint ", "Sankt ", "San ", "Santa ", "Sainte ")
_ARTICLES = (" the ", "The ", " der ", " die ", " das ", " el ", " la ", " le ")
_VERB = 6  # letters of `Joining`; `King` and `Ewing` are names
_DEED = re.compile(r" (?:the|a|an|its|his|her|their)\b")
_REACH = 80  # characters before a name in which an office may stand
_IMPERSONAL = BODY_WORDS | TITLE_WORDS
_OFFICES = TITLES | TITLE_WORDS
_UNFIT = LEADERS | _IMPERSONAL | {"state"}
_NOBODY = LEADERS | _IMPERSONAL | _OFFICES


def of_persons(content: str) -> Iterator[Entity]:
    """Names after a title or a word that introduces a person, before a verb of saying, or with a known given name.

    A name of which none of this holds counts too if its surname alone is so introduced elsewhere: `Ana Rivera`, for `said Rivera`.
    """
    alone: dict[str, None] = {}  # in order, each once
    unsure: dict[str, None] = {}
    read: dict[str, _Read | None] = {}
    for run in _RUN.finditer(content):
        text = run.group()
        if text in read:
            found = read[text]
        elif " " not in text and text.casefold() in _NOBODY:
            found = read[text] = None  # most runs are the first word of a sentence
        else:
            found = read[text] = _read(text)
        if found is None or content.endswith(_SAINTS, 0, run.start()):
            continue
        name, titled, styled = found
        name = _without_land(content, run, name) if " " in name else name
        if " " not in name:
            if styled and name.endswith("s") and _DEED.match(content, run.end()):
                continue  # `Senator Questions the Move`
            if len(name) > 2 and (styled or (not titled and _introduced(content, run, name))):
                (alone if styled else unsure)[name] = None
        elif kind_of(name) is Kind.PERSON or _of_a_quarter(name):
            introduced = titled or _introduced(content, run, name)
            if introduced or name.split(" ", 1)[0] in _GIVEN:
                yield Entity(Thing.PERSON, name, (name,), sure=introduced)
                if introduced:
                    read[text] = None  # no other place could tell more
            else:
                unsure[name] = None
    if " administration" in content or " presidency" in content:
        alone |= dict.fromkeys(_of_terms(content))
    surnames = {name for name in (*alone, *unsure) if " " not in name}
    for name in (*(name for name in unsure if _borne(name, surnames)), *alone):
        yield Entity(Thing.PERSON, name, (name,))


def _borne(name: str, surnames: Container[str]) -> bool:
    """Whether one of these surnames, each introduced alone, is this name's; what is a given name as often is none after another word."""
    given, _, family = name.rpartition(" ")
    given_too = family in _GIVEN and " " not in given and given not in _GIVEN
    return bool(given) and family in surnames and not given_too


def _of_terms(content: str) -> Iterator[str]:
    """The surnames by which terms of office are called: `the Carter administration`, and not `the Federal administration`."""
    for match in _TERM.finditer(content):
        name = match["name"]
        people = name in _ADJECTIVES or any(naming.demonym for naming in namings().get(name, ()))
        if (
            not people
            and name.casefold() not in _NOBODY
            and name not in countries()
            and not name.endswith(_ADJECTIVAL)
        ):
            yield name


def _of_a_quarter(name: str) -> bool:
    """`Jay North`: a known given name with a word that is a surname only beside one."""
    given, _, family = name.partition(" ")
    return family in _QUARTERS and given in FORENAMES


def _without_land(content: str, run: re.Match[str], name: str) -> str:
    """`Louie Gebhardt`, of `the Fatherland Louie Gebhardt`: after an article no name begins before a known given name."""
    words = name.split(" ")
    if len(words) < 3 or words[0] in _GIVEN or not content.endswith(_ARTICLES, 0, run.start()):
        return name
    at = next((at for at, word in enumerate(words[1:-1], 1) if word in _GIVEN), 0)
    return " ".join(words[at:])


class _Read(NamedTuple):
    """A run of capitals as a person's name; `styled` by a title that only persons have."""

    name: str
    titled: bool
    styled: bool


@lru_cache(maxsize=4096)
def _read(text: str) -> _Read | None:
    words = text.split(" ")
    if len(words) == 1:  # as most are
        (word,) = words
        alone = word.rstrip(".").casefold() in _OFFICES or word.casefold() in _UNFIT or word in countries()
        return None if alone else _Read(word, titled=False, styled=False)
    titled = max((at for at, word in enumerate(words) if word.rstrip(".").casefold() in _OFFICES), default=-1)
    if titled >= 0 and words[titled + 1 : titled + 2] and words[titled + 1][0].islower():
        return None  # `Presidente del Patronato`
    name = _personal(words[titled + 1 :])
    if not name or name in countries():
        return None
    return _Read(name, titled >= 0, titled >= 0 and words[titled].rstrip(".").casefold() in STYLED)


def _introduced(content: str, run: re.Match[str], name: str) -> bool:
    """Whether the words round a run of capitals say that a person is named; a possessive after it says no."""
    start, end = run.span()
    if content[end : end + 1] in ("'", "’"):
        return False
    if content[start - 1 : start] == " " and run.group().startswith(name):
        floor = max(0, start - _REACH)
        before = content[floor:start]
        last = before.rstrip(" ,").rpartition(" ")[2].lstrip('”"“(').casefold()
        if last in INTRODUCING or before.endswith("according to "):
            return True
        if before.endswith(", ") and any(map(before.__contains__, _OF)) and _OFFICE_BEFORE.search(before):
            return True
    elif content.endswith("Secretary of ", 0, start) and run.group().startswith("State "):
        return True
    # Most runs go on with a blank and a word that begins none of these.
    after = content[end : end + 24].lstrip(",").lstrip(" ")
    return after[:1] in _SPEAKING_BEGIN and after.partition(" ")[0].strip(".,:") in SPEAKING


def _leads(word: str) -> bool:
    """Whether a word before others is none of the name: `Australian`, `British-born`, `Joining`."""
    if word.endswith(("-born", "-based", "-backed", "-led")) or (word.endswith("ing") and len(word) > _VERB):
        return word not in _GIVEN
    return any(naming.demonym for naming in namings().get(word, ()))


def _personal(words: list[str]) -> str:
    """The words of a name, without the sentence's first word before it, up to one that is no part of a person's name."""
    first = next(
        (
            at
            for at, word in enumerate(words)
            if word.casefold() not in LEADERS
            and word != "State"
            and not (len(words) > at + 1 and _leads(word))
        ),
        len(words),
    )
    words = words[first:]
    if words and words[0] not in _GIVEN:  # `Schutz von Berta Cáceres`
        known = (at for at in range(2, len(words) - 1) if words[at] in _GIVEN and words[at - 1][0].islower())
        words = words[next(known, 0) :]
    if not NO_SURNAMES.isdisjoint(words):
        return ""
    wrong = (
        at
        for at, word in enumerate(words)
        if word.casefold() in _IMPERSONAL or (word[0].isupper() and word.casefold() in LEADERS)
    )
    words = words[: next(wrong, len(words))]
    while words and not words[-1][0].isupper():
        words.pop()
    return " ".join(words)
