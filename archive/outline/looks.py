"""What a line that may frame a letter looks like: the plain questions whose answers are `evidence`.

No look is a word that was found by learning: only a line's shape, its place, what the rules of this package see in it, and
whether it begins as farewells do in general.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from archive.outline.closings import (
    closing_goes_on,
    closing_line,
    leads_up,
    name_after_close,
    own_signature,
    run_in_closing,
)
from archive.outline.dates import dated, dated_above, postmarked
from archive.outline.lines import Unit
from archive.outline.names import (
    address_like,
    addressed,
    capitals,
    entry_like,
    kin_like,
    name_like,
    office_like,
    signature_like,
)
from archive.outline.overhead import FIELD, HEADED
from archive.outline.postscripts import APPARATUS, POSTSCRIPT
from archive.outline.salutations import greeting, named_line, run_in_salutation, salutation_line
from archive.outline.signatures import copies
from archive.outline.tails import warm

Looks: TypeAlias = tuple[str, ...]

_SEEN = 256
_SHORT = 160  # characters of a line of which every question is asked
_TAIL = 200
_LENGTHS = (3, 8, 15, 25, 40, 60, 80, 120, 200, 400)
_WORDS = (1, 2, 3, 4, 6, 9, 14)
_FROM_EDGE = (0, 1, 2, 3, 5, 8, 12)
_FROM_PROSE = (1, 2, 3, 4, 6)
_UNITS = (4, 8, 15, 30, 60)
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile("[0-9]")
_YEAR = re.compile(r"(?:1[4-9]|20)[0-9]{2}(?<!\w[0-9]{4})\b")  # begins with what few lines have
_FAREWELLS = (
    r"a ?dieu|bonsoir|bonne nuit|au revoir|à bientôt|tout à (?:vous|toi)|veuillez|agréez|recevez|croyez",
    r"je (?:vous|t[’']|te)\s?(?:embrass|salu|serr|béni)",
    r"adi[oó]s|saludos|recib[ae]|(?:un|mil|muchos) (?:abrazo|beso|saludo|recuerdo)|(?:te|os|le|les) (?:abraza|besa|saluda)",
    r"leb(?:en|t|e)?\s|behüt|gott befohlen|(?:es )?gr[üu](?:ß|ss)|herzlich|tausend|verbleibe|ich (?:bin|verharre|verbleibe)",
    r"(?:mit|in|unter) (?:\w+ ){0,3}(?:hochacht|ehrf|verehr|liebe|treue|gr[üu](?:ß|ss)|respekt|ergeb)",
    r"good[- ]?b|farewell|god bless|give my|kiss|love to|remember me|my (?:love|best|kind)|believe me",
    r"with (?:love|best|kind|much|my|our)|i (?:am|remain),? (?:my|dear|your|with|sir|ever|very)",
)
_FAREWELL = re.compile(rf"\W{{0,3}}(?:{'|'.join(_FAREWELLS)})", re.IGNORECASE)
_ASKED: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("salutation-run-in", run_in_salutation),
    ("closing-run-in", lambda text: run_in_closing(text[-_TAIL:]) >= 0),
    ("postscript", POSTSCRIPT.match),
    ("farewell", _FAREWELL.match),
)
_ASKED_OF_SHORT: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("date", dated),
    ("date-above", dated_above),
    ("postmark", postmarked),
    ("postal", address_like),
    ("name", name_like),
    ("entry", entry_like),
    ("office", office_like),
    ("signs", signature_like),
    ("kin", kin_like),
    ("honoured", addressed),
    ("capitals", capitals),
    ("salutation", salutation_line),
    ("greeting", greeting),
    ("named", named_line),
    ("closing", closing_line),
    ("leads-up", leads_up),
    ("own", own_signature),
    ("closing-named", lambda text: name_after_close(text) > 0),
    ("closing-goes-on", closing_goes_on),
    ("field", FIELD.match),
    ("headed", HEADED.match),
    ("copies", copies),
    ("apparatus", APPARATUS.match),
    ("warm", warm),
    ("year", _YEAR.search),
    ("digit", _DIGIT.search),
)


def looks(unit: Unit, spaced: bool) -> Looks:
    """What one line looks like by itself; `spaced` says that blank lines stand between the paragraphs of its text."""
    above = ("gap" if spaced else "tight") + str(min(2, unit.gap))
    return (*_of_text(unit.text), above, *(("lines",) if unit.last > unit.first else ()))


def placed(units: Sequence[Unit], prose: Sequence[bool], before: int, after: int) -> Iterator[Looks]:
    """Where each of these lines stands in a text that has `before` more above them and `after` more below."""
    whole = f"units{step(before + len(units) + after, _UNITS)}"
    first = next((n for n, runs in enumerate(prose) if runs), len(units))
    last = next((n for n in range(len(units) - 1, -1, -1) if prose[n]), -1)
    for n in range(len(units)):
        top = f"top{step(n + before, _FROM_EDGE)}"
        foot = f"foot{step(len(units) - 1 - n + after, _FROM_EDGE)}"
        if n < first and not before:
            yield whole, top, foot, "above", f"above{step(first - n, _FROM_PROSE)}"
        elif n > last and not after:
            yield whole, top, foot, "below", f"below{step(n - last, _FROM_PROSE)}"
        else:
            yield whole, top, foot, "among"


@lru_cache(maxsize=_SEEN)
def words_of(text: str) -> list[str]:
    """The words of a short line; nobody changes them."""
    return _WORD.findall(text)


@lru_cache(maxsize=_SEEN)
def _of_text(text: str) -> Looks:
    found = [look for look, asked in _ASKED if asked(text)]
    if len(text) <= _SHORT:
        words = words_of(text)
        found += [look for look, asked in _ASKED_OF_SHORT if asked(text)]
        found.append(f"words{step(len(words), _WORDS)}")
        big = sum(word[0].isupper() for word in words)
        found.append(f"big{4 * big // len(words)}" if words else "wordless")
    found.append(f"length{step(len(text), _LENGTHS)}")
    found.append(f"begins{sort_of(text[0])}")
    found.append(f"ends{sort_of(text[-1])}")
    if ". " in text[:-3]:
        found.append("stop")
    if text.count(",") > 1:
        found.append("commas")
    return tuple(found)


def sort_of(character: str) -> str:
    """A letter as "A" or "a", a digit as "9", any other character as it is."""
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "9" if character.isdigit() else character


def step(number: int, steps: Sequence[int]) -> int:
    """The number of the first of these steps that is not below a number; how many there are, if all are."""
    return bisect_left(steps, number)
