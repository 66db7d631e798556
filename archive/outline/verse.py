"""Verse: runs of short lines that begin with capitals, or are set in, and do not end where sentences do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet, Unit
from archive.outline.names import address_like, entry_like

_WIDEST = 75  # characters of a verse that stands by itself
_NUMBER = 8  # characters of a number that stands above a chapter
_COUNTS = re.compile(r"(?:[IVXLC]+|[0-9]+)\.?\Z")
_LONG = 12  # verses of a poem in which much may be said
_SPREAD = 4  # verses that a poem has whose every line stands by itself
_WORD = re.compile(r"[^\W\d_]+")
_SPEAKING = "-–—“\"«„'‘"
_ENDED = (".", "!", "?", "…", "”", '"', "»", ".'", "!'", "?'", ".’", "!’", "?’")
_OPENING = "“\"'‘«„¡¿([—–- "


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Stanzas: a block each. A single stanza needs four lines; a poem of several needs two in each."""
    stanzas = [
        (first, after) for first, after in _stretches(sheet, roles) if _stanza(sheet.units[first:after])
    ]
    lines = sum(after - first for first, after in stanzas)
    for first, after in stanzas:
        if after - first >= 4 or (lines >= 6 and after - first >= 2):
            yield Claim(first, after - 1, Role.VERSE, "verse/stanza")
    for first, after in _spread(sheet, roles):
        if _stanza(sheet.units[first:after]) and _lyric(sheet.units[first:after]):
            for index in range(first, after):
                yield Claim(index, index, Role.VERSE, "verse/line")


def _spread(sheet: Sheet, roles: Roles) -> Iterator[tuple[int, int]]:
    """Runs of many unclaimed short lines, each with a blank line above it."""
    first = 0
    for index, unit in enumerate(sheet.units):
        fits = roles[index] is None and not unit.wrapped and len(unit.text) <= _WIDEST
        if not fits or unit.gap == 0:
            if index - first >= _SPREAD:
                yield first, index
            first = index + 1
    if len(sheet) - first >= _SPREAD:
        yield first, len(sheet)


def _lyric(units: Sequence[Unit]) -> bool:
    """Whether lines that stand apart are verses all the same: even, and not a row of sentences or of titles."""
    count = len(units)
    mean = sum(len(unit.text) for unit in units) / count
    even = sum(abs(len(unit.text) - mean) <= 0.4 * mean for unit in units)
    ended = sum(unit.text.endswith(_ENDED) for unit in units)
    joined = sum(unit.text.endswith((",", ";")) for unit in units)
    return even >= 0.8 * count and ended <= 0.6 * count and joined >= 0.15 * count


def _stretches(sheet: Sheet, roles: Roles) -> Iterator[tuple[int, int]]:
    """Runs of unclaimed single lines without blank lines between."""
    first = -1
    for index, unit in enumerate(sheet.units):
        fits = (
            roles[index] is None
            and not unit.wrapped
            and len(unit.text) <= 90
            and (len(unit.text) > _NUMBER or _COUNTS.match(unit.text) is None)
        )
        if first >= 0 and (not fits or unit.gap != 0):
            if index - first > 1:
                yield first, index
            first = -1
        if fits and first < 0:
            first = index
    if first >= 0 and len(sheet) - first > 1:
        yield first, len(sheet)


def _stanza(units: Sequence[Unit]) -> bool:
    count = len(units)
    lengths = [len(unit.text) for unit in units]
    mean = sum(lengths) / count
    if not 12 <= mean <= 62 or max(lengths) > 90:
        return False
    speaking = sum(unit.text[0] in _SPEAKING for unit in units)
    if speaking > 0.3 * count and not _recited(units, speaking):
        return False
    capital = sum(unit.text.lstrip(_OPENING)[:1].isupper() for unit in units)
    deep = sum(unit.indent >= 2 for unit in units)
    if (
        capital < 0.7 * count
        and not (deep >= 0.8 * count and capital >= 0.4 * count and count >= 3)
        and not _small_letters(units, mean)
    ):
        return False
    open_ends = sum(not unit.text.endswith(".") for unit in units)
    if open_ends < 0.3 * count or sum(unit.text.endswith(_ENDED) for unit in units) > 0.85 * count:
        return False
    if sum(unit.text.endswith((".", ":")) and unit.text.count(" ") > 8 for unit in units) > 0.5 * count:
        return False
    words = [word for unit in units[:200] for word in _WORD.findall(unit.text)]
    inner = len(words) - min(count, 200)
    small = sum(word[0].islower() for word in words)
    if inner <= 0 or small < 0.5 * inner or len(words) < 3 * min(count, 200):
        return False
    digits = sum(any(map(str.isdigit, unit.text)) for unit in units)
    entries = sum(entry_like(unit.text) or address_like(unit.text) for unit in units)
    return digits <= 0.2 * count and entries <= 0.5 * count


def _recited(units: Sequence[Unit], speaking: int) -> bool:
    """Whether lines that begin with quotation marks are verses that somebody says, for they run on as no talk does."""
    count = len(units)
    if count >= _LONG and sum(unit.text.endswith((",", ";")) for unit in units) >= 0.25 * count:
        return True
    return speaking >= 0.9 * count and sum(unit.text.endswith(_ENDED) for unit in units) <= 0.5 * count


def _small_letters(units: Sequence[Unit], mean: float) -> bool:
    """Whether lines that mostly begin with small letters are verse, as Spanish prints it: short, even, and run on."""
    lengths = [len(unit.text) for unit in units]
    ends = sum(unit.text.endswith((".", "!", "?", ":", "…")) for unit in units)
    even = sum(abs(length - mean) <= 0.4 * mean for length in lengths)
    return (
        len(units) >= 4
        and max(lengths) <= 52
        and mean >= 16
        and even >= 0.85 * len(units)
        and ends <= 0.4 * len(units)
    )
