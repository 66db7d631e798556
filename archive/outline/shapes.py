"""What a short line among paragraphs looks like: the plain questions whose answers are `evidence`.

As in `looks`, none of them is a word that was found by learning: only how a line is written, where it stands, what stands
beside it, and how many lines of its text are written as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import MappingProxyType

from archive.outline.dates import dated
from archive.outline.lines import Sheet, Unit
from archive.outline.looks import Looks, sort_of, step, words_of
from archive.outline.names import address_like, addressed, entry_like, name_like, office_like
from archive.outline.numbering import part_rank

LONGEST = 170  # characters of a short line
_LINES = 2  # line breaks in it
_ASKED = 110  # characters of a line that may be a name, a date or an address
_DATE = 40  # characters of a date without a figure
_SEEN = 1024
_STYLE = 5  # looks that tell the style of a line
_LENGTHS = (3, 8, 15, 25, 35, 45, 60, 80, 110)
_WORDS = (1, 2, 3, 4, 6, 9, 14)
_COUNTS = (1, 2, 4, 8, 16)
_UNITS = (4, 8, 15, 30, 60, 200)
_EDGES = (0, 1, 2, 3, 5, 8)
_FIFTHS = 5
_DIGIT = re.compile("[0-9]")
_YEAR = re.compile(
    r"(?:1[4-9]|20)[0-9]{2}(?<!\d[0-9]{4})(?!\d)"
)  # begins with what few lines have, as _STOP does
_BY = re.compile(
    r"[(\[]?(?i:by|from|por|de|par|von|written by|translated by|reported by)\s+(?=[^\W\d_a-zà-ÿß])"
)
_MARKER = re.compile(
    r"(?P<number>\(?[0-9]{1,3}[.)º°]\)?\s)|(?P<figure>[0-9]{1,3}\s)|(?P<roman>\(?[IVXLC]{1,7}[.)]?\s)|(?P<letter>\(?[a-z][.)]\s)"
    r"|(?P<bullet>[-–—*•·]\s)|(?P<alone>\(?(?:[0-9]{1,3}|[IVXLC]{1,7})\s?[.)]?\Z)"
)
_MARKS = ((",", "comma"), (";", "semicolon"), (": ", "colon"), ("—", "dash"), ("&", "and"), (" = ", "equal"))
_ENDS = MappingProxyType(
    {"a": "word", "A": "word", "9": "figure", ".": "stop", ",": "comma", ";": "comma", ":": "colon"}
    | {"?": "cry", "!": "cry"}
)
_TALK = '—–-“"„«»‹›'
_TALKED = '.!?…,”"“»«‹›'
_QUOTES = re.compile('[“”"«»„]')
_STOP = re.compile(r"[.!?…](?<=[^\W\d_]{3}.)\s")
_LIKE = (
    ("name", name_like),
    ("entry", entry_like),
    ("office", office_like),
    ("postal", address_like),
    ("honoured", addressed),
    ("part", part_rank),
)


def is_short(unit: Unit) -> bool:
    """Whether a line is short enough to be something else than a paragraph, and is no talk."""
    text = unit.text
    if len(text) > LONGEST or unit.last - unit.first > _LINES:
        return False
    return text[0] not in _TALK or text[-1] not in _TALKED or text.lstrip(_TALK + " ")[:1].islower()


@lru_cache(maxsize=_SEEN)
def written(text: str) -> Looks:
    """How a short line is written; the first five looks are its length, its first and last sign, its capitals, its marker."""
    words = words_of(text)
    longer = [word for word in words if len(word) > 3]
    big = [word[0].isupper() for word in longer].count(True)
    found = [
        f"length{step(len(text), _LENGTHS)}",
        f"begins{sort_of(text[0])}",
        f"ends{sort_of(text[-1])}",
        "capitals" if text.isupper() else f"big{4 * big // len(longer)}" if longer else "small",
        _marked(text),
        f"words{step(len(words), _WORDS)}",
    ]
    found += [name for mark, name in _MARKS if mark in text[:-1]]
    found += [
        name
        for name, pattern in (("digit", _DIGIT), ("year", _YEAR), ("stop", _STOP), ("quotes", _QUOTES))
        if pattern.search(text)
    ]
    if ("digit" in found or len(text) <= _DATE) and len(text) <= _ASKED and dated(text) is not None:
        found.append("date")
    if text[0] in "([" and text[-1] in ")].":
        found.append("bracketed")
    if _BY.match(text):
        found.append("by")
    if len(text) <= _ASKED:
        found += [name for name, asked in _LIKE if asked(text)]
    return tuple(found)


def joined(unit: Unit, gap: int, above: str, below: str) -> Looks:
    """Looks that say more together than each by itself: what stands `above` and `below`, how it ends, how long it is.

    `gap` is the number of blank lines below.
    """
    length, _, ends, case, marked, *_ = written(unit.text)
    end = _ENDS.get(ends[-1], "other")
    step = int(length[6:])
    size = "s" if step <= 4 else "m" if step <= 7 else "l"
    stands = f"{min(1, unit.gap)}{min(1, gap)}{above}{below}"
    return (
        f"stands-{stands}",
        f"stands-{stands}-{end}-{case}",
        f"stands-{above}{below}-{end}-{size}",
        f"so-{end}-{case}-{size}",
        f"so-{marked}-{end}-{size}",
        f"so-{marked}-{above}{below}",
        *((f"first-{below}-{end}-{case}", f"first-{below}-{size}") if unit.gap < 0 else ()),
    )


def set_among(sheet: Sheet, short: Sequence[bool]) -> Iterator[tuple[int, Looks, Looks]]:
    """For each short line where it stands in its text, and what the run of short lines looks like that it is of."""
    units = sheet.units
    count = len(units)
    styles = {n: _style(units, n) for n in range(count) if short[n]}
    often = Counter(styles.values())
    above_long = Counter([style for n, style in styles.items() if n + 1 < count and not short[n + 1]])
    words = {n: units[n].text.split(None, 1)[0] for n in styles}
    texts = Counter([units[n].text for n in styles])
    firsts = Counter(words.values())
    first = 0
    later = "above-all"
    while first < count:
        after = first
        while after < count and short[after]:
            after += 1
        run = _run(sheet, first, after) if after > first else ()
        for n in range(first, after):
            style = styles[n]
            below = units[n + 1].gap if n + 1 < count else 1
            here = (
                f"gap{min(2, units[n].gap)}{min(1, below)}",
                f"top{step(n, _EDGES)}",
                f"foot{step(count - 1 - n, _EDGES)}",
                f"alike{step(often[style], _COUNTS)}-{_share(above_long[style], often[style])}",
                f"again{step(texts[units[n].text], _COUNTS)}",
                f"firsts{step(firsts[words[n]], _COUNTS)}",
                f"of-run{min(3, n - first)}-{min(3, after - 1 - n)}",
                later,
            )
            yield n, here, run
        later = "later"
        first = after + 1


def sized(sheet: Sheet, short: Sequence[bool]) -> Looks:
    """What the whole text looks like: how many lines it has, and how many of them are short."""
    count = len(short)
    return (
        f"units{step(count, _UNITS)}",
        f"shorts{_share(sum(short), count)}",
        "spaced" if sheet.spaced else "tight",
    )


def _style(units: Sequence[Unit], n: int) -> Looks:
    """How a line is written and set apart: headings of one text are mostly of one style."""
    apart = f"{units[n].gap != 0}{n + 1 == len(units) or units[n + 1].gap > 0}"
    return (*written(units[n].text)[1:_STYLE], apart)


def _run(sheet: Sheet, first: int, after: int) -> Looks:
    """What the short lines [first, after) look like together: how many they are, and in how far they begin and end alike."""
    units = sheet.units[first:after]
    count = len(units)
    mark, same = Counter([unit.text[-1] for unit in units]).most_common(1)[0]
    begun, times = Counter([written(unit.text)[4] for unit in units]).most_common(1)[0]
    size = f"run{step(count, _COUNTS)}"
    marked = f"{begun}{_share(times, count)}"
    left = f"open{_share(len(units) - [unit.ends for unit in units].count(True), count)}"
    announced = "announced" if first and sheet.units[first - 1].text[-1] == ":" else "unannounced"
    return (
        size,
        f"ending{sort_of(mark)}{_share(same, count)}",
        f"marked-{marked}",
        left,
        announced,
        f"{size}-{left}",
        f"{size}-{marked}",
        f"{size}-{announced}-{begun}",
    )


def _marked(text: str) -> str:
    found = _MARKER.match(text)
    return found.lastgroup or "" if found else "unmarked"


def _share(part: int, whole: int) -> int:
    """In fifths."""
    return _FIFTHS * part // whole if whole else 0
