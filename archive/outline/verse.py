"""Verse: runs of short lines that speak on as prose does, but rhyme, pause at their ends, and are of one length.

Each line bears evidence for and against; a run is divided where that makes the sum largest, at a price for each bound.
The weights were fitted to 38,000 short lines of some sixty editions, rounded, and tried on others. What a line bears is told
in thousandths, so that it sums to the same on every Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import entry_like
from archive.outline.rhymes import endings, rhymes

_WIDEST = 120  # characters of a verse
_LONG = 70
_LONGER = 90
_NUMBER = 8  # characters of a number that stands above a chapter
_COUNTS = re.compile(r"(?:[IVXLC]+|[0-9]+)\.?\Z")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?…] ")
_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]-?\s")
_OPENING = "“\"'‘«„¡¿([—–- "
_QUOTES = "”\"»’'"
_STOPS = ".!?…:"
_ENDS = _STOPS + _QUOTES
_OPEN = 0.05  # share of lines that end without a stop, at least
_NEAR = 4  # lines on either side whose lengths are compared
_UNEVEN = 0.3
_EVEN = 0.15
_ROW = 6  # lines
_FEW = 3  # words
_MANY = 10  # words
_UNIT = 1000
_PRICE = 1800  # of each bound between verse and what is none
_FEWEST = 4
_TITLE = 0.8  # of the usual length of a verse
_POEM = 6  # verses of a text that has some, in stanzas of two
_SURE = 4000  # evidence that two or three verses need among prose
_MOSTLY = 0.5  # share of lines that are verse where verse is the rule
_USUAL = 2600  # evidence of any line in such a text
_BARE = -2.9  # evidence of a line that has no sign at all


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Stanzas: a block each; and single verses where blank lines part them."""
    runs = [(run, _evidence([sheet.units[place] for place in run])) for run in _runs(sheet, roles)]
    regions = [(run, *region) for run, evidence in runs for region in _regions(evidence)]
    lines = sum(after - first for _, first, after, _ in regions)
    if lines >= _ROW and lines > _MOSTLY * sum(role is None for role in roles):
        regions = [
            (run, *region)
            for run, evidence in runs
            for region in _regions([value + _USUAL for value in evidence])
        ]
    for run, first, after, weight in regions:
        count = after - first
        if count >= _FEWEST or weight >= _SURE * count / 2 or (lines >= _POEM and weight >= _SURE):
            for begin, end in _stanzas(sheet.units, run[first:after]):
                rule = "verse/stanza" if end - begin > 1 else "verse/line"
                yield Claim(begin, end - 1, Role.VERSE, rule)


def reads_as_verse(units: Sequence[Unit]) -> bool:
    """Whether lines by themselves, all of them short, read as verse more than as anything else."""
    if any(len(unit.text) > _LONGER or unit.wrapped for unit in units):
        return False
    return sum(_evidence(units)) > 0


def _runs(sheet: Sheet, roles: Roles) -> Iterator[list[int]]:
    """Runs of unclaimed short lines, not all of which are whole sentences; who speaks may stand between them."""
    run: list[int] = []
    open_ends = 0
    for index, unit in enumerate(sheet.units):
        text = unit.text
        if (
            roles[index] is None
            and len(text) <= _WIDEST
            and not unit.wrapped
            and (len(text) > _NUMBER or _COUNTS.match(text) is None)
        ):
            run.append(index)
            open_ends += text[-1] not in _ENDS
        elif roles[index] is not Role.SPEAKER and run:
            if len(run) > 1 and open_ends > _OPEN * len(run):
                yield run
            run = []
            open_ends = 0
    if len(run) > 1 and open_ends > _OPEN * len(run):
        yield run


def _regions(evidence: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Where verse begins and ends in a run, and the evidence for it: the best division of the run into verse and other."""
    if max(evidence) <= 0:
        return
    # best sums that end outside and inside verse, and for each line whether the best came from the other side
    outside, inside = 0, -_PRICE
    turns: list[tuple[bool, bool]] = []
    for value in evidence:
        left, entered = inside - _PRICE > outside, outside - _PRICE > inside
        turns.append((left, entered))
        outside, inside = max(outside, inside - _PRICE), max(inside, outside - _PRICE) + value
    verse = inside - _PRICE > outside
    end = len(evidence)
    for place in range(len(evidence) - 1, -1, -1):
        left, entered = turns[place]
        if verse and (entered or place == 0):
            yield place, end, sum(evidence[place:end])
        if not verse and left:
            end = place
        verse = (not entered) if verse else left


def _evidence(units: Sequence[Unit]) -> list[int]:
    """For each line, how much more it reads as a verse than as anything else, in thousandths."""
    texts = [unit.text for unit in units]
    even = _even(texts)
    words = endings(texts)
    found: list[int] = []
    closed = True
    for at, text in enumerate(texts):
        value = _sounds(text) + even[at] + (1.6 if rhymes(words, at) else 0.0)
        if not closed:  # it begins though no sentence has ended
            value += 1.2 if text.lstrip(_OPENING)[:1].islower() else 1.9
        found.append(round(_UNIT * value))
        closed = text.rstrip(_QUOTES)[-1:] in _STOPS
    return found


def _even(texts: Sequence[str]) -> list[float]:
    """The evidence of the lengths: of each line beside those near it, and of six and more in a row that are alike."""
    lengths = [len(text) for text in texts]
    found: list[float] = []
    first = 0
    for at, length in enumerate(lengths):
        near = sorted(lengths[max(0, at - _NEAR) : at + _NEAR + 1])
        off = abs(length / near[len(near) // 2] - 1)
        found.append(0.6 if off <= _EVEN else 0.0)
        if off > _UNEVEN or texts[at][0] in "-–—":
            found[at] -= 0.9 if off > _UNEVEN else 0.0
            first = at + 1
        elif at - first == _ROW - 1:
            found[first : at + 1] = [value + 1.0 for value in found[first : at + 1]]
        elif at - first >= _ROW:
            found[at] += 1.0
    return found


def _sounds(text: str) -> float:
    """The evidence of a line by itself: its words, its marks, its length."""
    words = _WORD.findall(text)
    count = len(words)
    small = sum(word[0].islower() for word in words[1:]) / (count - 1) if count > 1 else 0.5
    found = _BARE + 2.4 * small
    found -= 1.9 if count < _FEW else 0.8 if count == _FEW else 0.3 if count > _MANY else 0.0
    first, last = text[0], text[-1]
    if first in "-–—":
        found -= 2.7
    elif first in "([":
        found -= 0.7
    if last in ",;":
        found += 2.1
    elif text.rstrip(_QUOTES).endswith("."):
        found -= 0.6
    if len(text) > _LONG:
        found -= 1.3 if len(text) <= _LONGER else 2.2
    if text.isupper():
        found -= 1.5
    if entry_like(text):
        found -= 2.0
    if any(map(str.isdigit, text)):
        found -= 1.7
    if _MARKER.match(text):
        found -= 1.2
    return found - (0.4 if _SENTENCE.search(text) else 0.0)


def _stanzas(units: Sequence[Unit], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The region cut at blank lines and at who speaks, without the titles that stand between the stanzas."""
    titles = _titles([units[place] for place in places])
    begin = places[0]
    last = begin - 1
    for at, place in enumerate(places):
        title = at in titles
        if place > begin and (place != last + 1 or units[place].gap != 0 or title):
            if last >= begin:
                yield begin, last + 1
            begin = place
        if title:
            begin = place + 1
        last = place
    if begin <= last:
        yield begin, last + 1


def _titles(units: Sequence[Unit]) -> set[int]:
    """Which lines of a region are titles: in capitals, as their neighbours are not; or shorter than verses, unrhymed and without a mark, where a sentence has ended."""
    texts = [unit.text for unit in units]
    lengths = sorted(map(len, texts))
    usual = lengths[len(lengths) // 2]
    words = endings(texts)
    apart = any(unit.gap for unit in units[1:])
    found: set[int] = set()
    for at, text in enumerate(texts[:-1]):
        above = "." if at == 0 or at - 1 in found else texts[at - 1]
        if text.isupper():
            if not above.isupper() and not texts[at + 1].isupper():
                found.add(at)
        elif (
            text[-1].isalnum()
            and (at == 0 or units[at].gap != 0 or not apart)
            and len(text) < _TITLE * usual
            and above.rstrip(_QUOTES)[-1:] in _STOPS
            and not texts[at + 1][0].islower()
            and not rhymes(words, at)
        ):
            found.add(at)
    return found
