"""Which charset bytes are written in when nobody says: chardet's opinion, weighed against a second one by rules.

The second opinion reads the bytes in each Western charset and counts the misfits: characters that stand where a typist would hardly
have put them (`caf‚`, `MŸller`, `c½ur`, `donÕt`). It decides between Western charsets, which chardet finds nearly alike, and where
there are too few bytes for statistics.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from archive.text.charsets import DETECTABLE

SHORT = 16
"""With fewer bytes above 0x7F than this the statistics are not trusted where a Western reading fits well."""

SAMPLE = 65_536
Read = Callable[[str], str | None]
_WESTERN = ("cp1252", "iso8859-15", "mac-roman", "cp850", "cp437")
_LIKE_WESTERN = frozenset(
    {
        *_WESTERN,
        "iso8859-1",
        "iso8859-4",
        "iso8859-9",
        "iso8859-10",
        "iso8859-14",
        "hp-roman8",
        "cp858",
        "cp860",
        "cp863",
        "cp865",
    }
)
_NAMED_ELSE = {
    "euc_jis_2004": "euc_jp",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
    "cp949": "euc_kr",
}
_WIDE = frozenset({"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŒŠŽ")
_OPENING = frozenset("“‘«„‚‹¿¡")
_CLOSING = frozenset("”’»›")
_FREE = frozenset("–—…•·\xa0\xad")
_SIGNS = frozenset("§©®°€£™ºª½¼¾²³†‡±×¢")
_HIGH = bytes(range(0x80, 0x100))
_ALONE = re.compile(r"([^\x00-\x7f])(?<=([\x00-\x7f])[^\x00-\x7f])(?=([\x00-\x7f]))")
_TOGETHER = re.compile(r"[^\x00-\x7f]{2,}")
_BOX = range(0x2500, 0x25A0)


def detect(data: bytes) -> str | None:
    """The charset in which `data`, which is neither UTF-8 nor control-heavy, is most likely written; None where no reading fits."""
    sample = _sample(data)
    return detect_in(sample, lambda charset: _read(data, sample, charset))


def detect_in(sample: bytes, read: Read) -> str | None:
    """What `detect` says of the data that `sample` was taken from; `read` gives the sample in a charset, if all the data is in it."""
    statistics = _statistics(sample)
    misfits = {charset: _misfits(text) for charset in _WESTERN if (text := read(charset)) is not None}
    high = len(sample) - len(sample.translate(None, _HIGH))
    best = _best(misfits, dict(statistics))
    fits = best is not None and misfits[best] * 10 <= high
    first, confidence = _first(statistics, read)
    if fits and (high < SHORT or first is None or first in _LIKE_WESTERN):
        return best
    if first is not None and (confidence >= 0.1 or (high < SHORT and confidence >= 0.05)):
        return first
    return None


def detect_wide(data: bytes) -> str | None:
    """`utf-16-le` and the like, where bytes without a byte order mark have the look of it and read as sound text."""
    return detect_wide_in(data[:SAMPLE], lambda charset: _sound(data, charset))


def detect_wide_in(sample: bytes, sound: Callable[[str], bool]) -> str | None:
    """What `detect_wide` says of data that begins so; `sound` is whether all of it reads as sound text in a charset."""
    return next((name for name, _ in _statistics(sample) if name in _WIDE and sound(name)), None)


def _statistics(sample: bytes) -> list[tuple[str, float]]:
    """What chardet thinks, most likely first, in the names of Python's codecs."""
    import chardet

    found = chardet.detect_all(sample, compat_names=False)
    return [
        (_NAMED_ELSE.get(str(row["encoding"]), str(row["encoding"])), float(row["confidence"]))
        for row in found
        if row["encoding"]
    ]


def _best(misfits: dict[str, int], statistics: dict[str, float]) -> str | None:
    """The Western charset with the fewest misfits; of equal ones the commonest, unless another is clearly likelier."""
    fewest = min(misfits.values(), default=0)
    equal = [charset for charset in _WESTERN if misfits.get(charset) == fewest]
    if not equal:
        return None
    likeliest = max(equal, key=lambda charset: statistics.get(charset, 0.0))
    sure = statistics.get(likeliest, 0.0)
    clearly = sure > 0.03 and sure > 1.2 * statistics.get(equal[0], 0.0)
    return likeliest if clearly else equal[0]


def _first(statistics: list[tuple[str, float]], read: Read) -> tuple[str | None, float]:
    """The most likely charset that is one of ours, and how likely; None where a likelier one is not and reads otherwise."""
    for name, confidence in statistics:
        text = read(name) if name in DETECTABLE else None
        if text is None:
            continue
        likelier, more = statistics[0]
        if likelier not in DETECTABLE and more >= 0.2 and read(likelier) not in {None, text}:
            return None, 0.0
        return name, confidence
    return None, 0.0


def _sample(data: bytes) -> bytes:
    """Lines that hold a byte above 0x7F first, so that a long text with one accent at its end is judged by it."""
    if len(data) <= SAMPLE:
        return data
    lines, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size >= SAMPLE:
                break
    return b"".join(lines)[: 4 * SAMPLE] or data[:SAMPLE]


def _read(data: bytes, sample: bytes, charset: str) -> str | None:
    """The sample in this charset, if all the data can be read in it."""
    try:
        whole = data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None
    return whole if sample is data else sample.decode(charset, "replace")


def _misfits(text: str) -> int:
    """How many characters outside ASCII stand where a Western typist would hardly have put them."""
    framed = f" {text} "
    alone = Counter(
        _ALONE.findall(framed)
    )  # a text says the same letters between the same others again and again
    count = sum(times for (char, before, after), times in alone.items() if _misfit(char, before, after))
    for run in _TOGETHER.finditer(framed):
        first, end = run.span()
        count += end - first - 2
        for at in (first, first + 1):
            count += _misfit(framed[at], framed[at - 1], framed[at + 1])
    return count


def _misfit(char: str, before: str, after: str) -> bool:
    if char in _LETTERS:
        return char.isupper() and (before.islower() or (before.isalpha() and after.islower()))
    if char in _OPENING:
        return before.isalnum() or after.isspace()
    if char in _CLOSING:
        return after.isalnum() and not before.isalpha()
    if char in _SIGNS:
        return before.isalpha() and after.isalpha()
    return char not in _FREE and not (ord(char) in _BOX and (ord(before) in _BOX or ord(after) in _BOX))


def _sound(data: bytes, charset: str) -> bool:
    """Whether these bytes decode to assigned characters, controls nearly none, most of them of few neighbouring blocks."""
    try:
        text = data.decode(charset)
    except UnicodeDecodeError:
        return False
    return looks_sound(text)


def looks_sound(text: str) -> bool:
    """Whether a text begins with assigned characters, controls nearly none."""
    sample = text[:SAMPLE]
    kinds = [unicodedata.category(char) for char in set(sample)]
    controls = sum(char < " " and char not in "\t\n\r\f" for char in sample)
    return not {"Cn", "Co", "Cs"} & set(kinds) and controls * 20 <= len(sample)
