"""Bodies that a text names with their abbreviation in brackets: `Long Name (LN)`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archive.describe.names import BODY_WORDS
from archive.describe.wordlists import word_set
from archive.tei.entity import ABBREVIATED, BEFORE_NAMES, CAPITALIZED, Entity, Thing, folded
from archive.tei.lexicon import BODY_HEADS, LEADERS

_JOINING_WORDS = "of the for and on in en to de del la las los y e para por des du et pour für der und"
_JOINING = frozenset(_JOINING_WORDS.split())
_LONG = re.compile(rf"{CAPITALIZED}(?:,? (?:(?:{_JOINING_WORDS.replace(' ', '|')}) ){{0,3}}{CAPITALIZED})*\Z")
_ENOUGH = 5  # an abbreviation is explained where it first stands, if at all
_BEFORE = 120  # characters before an abbreviation in which its long form stands
_BODILY = (
    BODY_HEADS
    | (BODY_WORDS - {"rights", "solidarity", "works", "work", "post", "watch", "team"})
    | word_set(
        "enforcement administration survey s.a. s.l. ltd inc corp co gmbh ag equipo red servicio servicios proyecto radio consorcio gremio asociados associates fondo caritas partner "
        "ärzte gewerkschaft amt bureau armée ejército army navy militia guard brigade brigades corps fuerza"
    )
)
_NO_BODIES = word_set(
    "Initiative Project Management Destruction "
    "Language System Systems Act Agreement Treaty Disease Disorder Syndrome Virus Index Protocol Format Rate Method Model Theory Test Scale "
    "Technology Zone Time Law Bill Charter Area Region Plan Product Assistance Reauthorization Program Programme Grant Grants Software Code "
    "Standard Number Ley Plan Tratado Convenio Índice Sistema Zona"
)
_UNINCORPORATED = re.compile(r",? (?:Inc|Ltd|LLC)\.?\Z")
_LETTERS = 2  # of an abbreviation that its long form must have
_UNTOLD = 2  # words of a long form that the abbreviation may pass over
_SMALL = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.;:!?\n()]")
_SYLLABLE = 3  # letters, or of a small word
_SPELT = 16  # words of a name, at most


def of_abbreviations(content: str) -> Iterator[Entity]:
    """A body for each `Long Name (LN)` whose words begin with the letters of the abbreviation."""
    seen: Counter[str] = Counter()
    for match in ABBREVIATED.finditer(content):
        abbr = match["abbr"]
        seen[abbr] += 1
        if seen[abbr] > _ENOUGH:
            continue
        before = _UNINCORPORATED.sub("", content[max(0, match.start() - _BEFORE) : match.start()])
        long = _in_capitals(before, abbr) or _spelt(before, abbr)
        if long is not None:
            yield Entity(Thing.BODY, long, (long, abbr))


def _in_capitals(before: str, abbr: str) -> str | None:
    """The words with capitals at the end of a text that the letters stand for, if one of them says that they name a body."""
    run = _LONG.search(_named(before))
    if run is None or run.group().rpartition(" ")[2] in _NO_BODIES:
        return None
    words = run.group().split(" ")
    starts = [
        at
        for at, word in enumerate(words)
        if word[0].isupper()
        and word.casefold() not in LEADERS
        and words[at + 1 : at + 2] not in (["the"], ["to"])
    ]  # no verb: `Call the Legal Network (CLN)`, `According to the …`
    fitting = [(_fit(words[at:], abbr), at) for at in starts if len(words) - at > 1]
    score = max((points for points, _ in fitting), default=0)
    if score < _LETTERS:
        return None
    best = [at for points, at in fitting if points == score]
    at = next((at for at in best if words[at].casefold() in BODY_HEADS), best[-1])
    while at and words[at].casefold() in BODY_HEADS and _qualifies(words[at - 1]):
        at -= 1  # `World Organisation Against Torture (OMCT)`
    if not any(word.strip(",").casefold() in _BODILY for word in words[at:]):
        return None  # `Weapons of Mass Destruction (WMD)`
    return " ".join(words[at:])


def _qualifies(word: str) -> bool:
    """Whether a word before a body's first noun is part of its name."""
    return word[0].isupper() and word[-1].isalpha() and word.casefold() not in BEFORE_NAMES


def _spelt(before: str, abbr: str) -> str | None:
    """`Fédération internationale des ligues des droits de l'Homme`, for FIDH: its first word alone has a capital, and says that it is a body."""
    letters = [letter.casefold() for letter in abbr if letter.isalpha()]
    words = _SMALL.findall(_SENTENCE.split(before)[-1])
    for at in range(len(words) - 2, max(-1, len(words) - _SPELT), -1):
        if (
            words[at][:1].isupper()
            and words[at].casefold() in _BODILY
            and words[at][0].casefold() == letters[0]
        ):
            rest = iter(folded(word)[0] for word in words[at:])
            if len(letters) > _LETTERS and (
                all(letter in rest for letter in letters) or _of_syllables(words[at:], letters)
            ):
                return before[before.rindex(words[at]) :]
    return None


def _of_syllables(words: list[str], letters: list[str]) -> bool:
    """Whether beginnings of all these words but the small ones make the abbreviation: CIPRODEH, of `Centre d'investigation et de promotion …`."""
    told = "".join(letters)
    reached = {0}
    for word in words:
        plain = folded(word)
        further = {
            at + length
            for at in reached
            for length in range(1, _SYLLABLE + 1)
            if len(plain) >= length and told.startswith(plain[:length], at)
        }
        reached = further | reached if len(word) <= _SYLLABLE else further
    return len(letters) > _SYLLABLE and len(letters) in reached


def _named(text: str) -> str:
    """The end of a text in which a name may stand: words with capitals and those that join them, and the word before."""
    words = text.split(" ")
    first = len(words)
    while first and (words[first - 1][:1].isupper() or words[first - 1] in _JOINING):
        first -= 1
    return " ".join(words[max(0, first - 1) :])


def _fit(words: list[str], abbr: str) -> int:
    """How many letters of the abbreviation begin these words, in any order (`TSE` may be Spanish for the Supreme Electoral Council).

    0 where it is too few to be sure, or where the first word begins none.
    """
    initials = [word[0] for word in words if word[0].isupper()]
    letters = [letter for letter in abbr.upper() if letter.isalpha()]
    left = letters.copy()
    parts = [part[0] for word in words for part in word.split("-")[1:] if part[:1].isupper()]
    for initial in (*initials, *parts):  # `Inter-American` is one word, of two letters
        if initial in left:
            left.remove(initial)
    matched = len(letters) - len(left)
    enough = matched * 2 >= len(letters) or matched >= len(initials) - 1
    more = len(initials) - len(letters)
    told = more <= 1 or (more == _UNTOLD and _in_order(letters, initials))
    return matched if initials[0] in letters and enough and told else 0


def _in_order(letters: list[str], initials: list[str]) -> bool:
    """Whether the letters stand among the initials in their order: OHCHR in the name that begins `Office of the United Nations …`."""
    rest = iter(initials)
    return len(letters) > _UNTOLD + 1 and all(letter in rest for letter in letters)
