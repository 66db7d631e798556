"""Where, in the last line of a letter, the name begins that stands behind the close, and the day behind the name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from archive.outline.closings import closing_goes_on, closing_line, leads_up
from archive.outline.courtesies import courteous
from archive.outline.dates import dated
from archive.outline.names import PARTICLES, address_like, addressed, kin_like, name_like
from archive.outline.tails import warm

_SEEN = 64
_LONGEST = 300
_REACH = 80  # characters at the end in which a day, and where it was, is looked for
_NAME = 60  # characters of a name
_WORDS = 5  # of a name
_INITIALS = 2  # letters
_CUT_SHORT = 3  # letters of a word that a full stop may cut short: "Ed."
_LEAST = 3  # characters of a name
_SHORTEST = 12
_STARTS = re.compile(r"\s(?=[^\W\d_a-zà-ÿß]|\d|(?:den|d\.|le|ce|am|this|a)\s)")
_BLANK = re.compile(r"\s+")
_FIGURE = re.compile(r"\d")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!]\s+")
_DEVOTED = re.compile(
    r"\b(?:oblig(?:ed|[’']d)|oblidged|obed(?:ien)?t|affe?[ck]tion(?:ate(?:ly)?|n?ie?r?te?[rsn]?|né)|aff(?:te)?(?:ly)?|hum(?:b)?le|devoted|(?:in)?sincerely|respectfully|gratefully|faithfully|triumphantly|yours|your[’']s|yrs|y[’']rs"
    r"|\w*ergeben(?:er|ster|e|ste|st)?|gehorsam(?:er|ster|e|ste|st)|untert\w+(?:ster|ste|st)|getreu(?:er|ester)|dankbar(?:er|ster)|ihrige|deinige"
    r"|dévouée?|obéissante?|affectionnée?|af(?:ectísi|f)m[oa]|atent[oa])\W*\Z",
    re.IGNORECASE,
)  # words that end a close, right before the name
_WHOSE = re.compile(
    r"\b(?:your|yr|thy|ihr|dein|euer|exzellenz|votre|ton|su|tu)\w{0,3}\b[^.;:?!]{0,50}\b(?:servant|serv[’']?t|friend|brother|sister|son|daughter|comrade|husband|wife|diener(?:in)?|knecht|freund(?:in)?"
    r"|sohn|tochter|bruder|schwester|onk?[ck]?el|oncle|uncle|aunt|neveu|neffe|nephew|vetter|gevatter|serviteur|servante|amie?|disciple|frère|sœur|fils|fille|servidora?|amig[oa]|herman[oa]|hij[oa])\W*\Z",
    re.IGNORECASE,
)  # whose the writer is
_END = 90  # characters in which they are looked for
_SHORT = 160
_CLOSES_WORDS = """
sir sirs madam gentlemen friend friends servant servants servt yours your yrs sister brother son daughter husband wife mother father uncle aunt cousin nephew niece
love regards truly sincerely respectfully faithfully affectionately obediently obedient humble most very the and
god lord adieu farewell amen excellency honour honor lordship majesty dear believe remain respects compliments
monsieur madame mademoiselle messieurs serviteur servante ami amie frère sœur fils fille père mère votre ton ta tout dieu amitiés vous
señor señora servidor servidora amigo amiga hermano hermana hijo hija madre padre usted ud vd dios q.b.s.m
herr herrn frau diener dienerin freund freundin bruder schwester sohn tochter vater mutter vetter knecht ihr ihre ihrer ihren dein deine deiner deinem euer eure ihrige
deinige der die das dem den von herzen liebe treue gruß grüße grüsse grüssen grüßen hochachtung verehrung ergebenheit ehrfurcht exzellenz excellenz hochwohlgeboren
wohlgeboren gott sie ew majestät durchlaucht
president secretary director minister chairman captain colonel general major editor presidente secretario director ministro président secrétaire directeur ministre
"""
_CLOSES = frozenset(_CLOSES_WORDS.split())
"""With a capital these end a close, and are of no name."""


class Foot(NamedTuple):
    """[name, after) is the name; the day, with its place, begins at `day`, -1 where none is told."""

    name: int
    after: int
    day: int


@lru_cache(maxsize=_SEEN)
def foot_of(text: str, *, sure: bool = False) -> Foot | None:
    """The name, and the day, that stand behind a close on its line: "Your ever affectionate A. L. Barbauld. Hampstead, Feby 5".

    `sure` says that the line is known to be a close: a name of two words behind a mark is then enough.
    """
    if not _SHORTEST < len(text) <= _LONGEST:
        return None
    parted, glued = _days(text)
    for day, least in (*((at, 1) for at in parted), *((at, 2) for at in glued), (-1, 1)):
        body = text[:day].rstrip() if day >= 0 else text
        name = _name_of(body)
        words = len(body[name:].split()) if name > 0 else 0
        if words < least:
            continue
        if _is_close(body[:name].rstrip()) or (sure and words > 1 and body[name - 2] in ".,;!?—–"):
            return Foot(name, len(body), day)
    return None


def _days(text: str) -> tuple[list[int], list[int]]:
    """Where a day with its place may begin at the end: behind a mark that ends a name, and elsewhere."""
    base = max(0, len(text) - _REACH)
    if _FIGURE.search(text, base) is None:
        return [], []
    starts = [found.end() for found in _STARTS.finditer(text, base)]
    told = [at for at in starts if (found := dated(text[at:])) is not None and found.sure]
    parted = [at for at in told if text[at - 2] in ".,;)" and len(_before(text, at - 1)) > _INITIALS]
    return parted, [at for at in told if text[at - 2] not in ".,;)"]


def _name_of(text: str) -> int:
    """Where the name begins that ends a line; -1 if none does. It has two words, or one behind a mark or a small word."""
    words = list(_BLANK.finditer(text, max(0, len(text) - _NAME)))
    start = -1
    for count, blank in enumerate(reversed(words)):
        word = text[blank.end() :].split(None, 1)[0]
        if not _may_name(word, last=count == 0):
            break
        if word[0].isupper() or word[0] in "+(":
            start = blank.end()
        parts = text[blank.start() - 1] in ".,;!?—–" and len(_before(text, blank.start())) > _CUT_SHORT
        if count + 1 == _WORDS or parts:
            break
    name = text[start:] if start >= 0 else ""
    if len(name) < _LEAST or not name_like(name) or addressed(name) or address_like(name):
        return -1
    return start


def _before(text: str, end: int) -> str:
    """The word that ends here."""
    return text[max(0, end - 12) : end].rpartition(" ")[2].strip(".,;!?—–")


def _may_name(word: str, *, last: bool) -> bool:
    bare = word.strip('().,;:—–*_+“”"')
    if not bare or bare.casefold() in _CLOSES:
        return bare in PARTICLES
    if not last and word[-1] in ",;:!?":
        return False
    return bare[0].isupper() or bare in PARTICLES


def _is_close(text: str) -> bool:
    """Whether words close a letter: as a whole, or by their last sentence."""
    text = text.rstrip(" ,;—–-")
    if not text:
        return False
    if closing_line(text) or leads_up(text) or courteous(text) or kin_like(text):
        return True
    if _DEVOTED.search(text[-_END:]) is not None:
        return True
    if len(text) <= _SHORT and _WHOSE.search(text[-_END:]) is not None:
        return True
    last = _SENTENCE.split(text)[-1]
    if (
        last != text
        and len(last) >= _LEAST
        and (closing_line(last) or leads_up(last) or closing_goes_on(last))
    ):
        return warm(text)
    return False
