"""Which charset bytes are written in when nobody says, and which others they could be as well.

Two opinions are weighed: what the statistics of chardet say of all that was read, and what they say of the words alone that hold a byte
above 0x7F, for a name in Russian within pages of English is lost in the whole. A reading with misfits (`misfits`) loses by them. Where
another reading comes near, or one opinion is for it, the decision is told with it: a guess is never silent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.text.charsets import DETECTABLE, shown_name
from archive.text.misfits import misfits
from archive.text.text import Other

SAMPLE = 65_536
Read = Callable[[str], str | None]
_NAMED_ELSE = {
    "euc_jis_2004": "euc_jp",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
    "cp949": "euc_kr",
}
_WIDE = frozenset({"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
_ALWAYS = ("cp1252", "iso8859-15", "mac-roman", "cp850", "cp437")
"""What most texts of the West are in: read whatever the statistics say."""

_LEANING = {
    "cp1252": 0.012,
    "iso8859-15": 0.006,
    "cp1250": 0.006,
    "cp1251": 0.006,
    "mac-roman": 0.005,
    "iso8859-2": 0.005,
    "cp850": 0.003,
    "cp437": 0.001,
}
"""Of readings that are as likely, the one in the commoner charset; those of `_RARE` were hardly ever used."""

_RARE = frozenset(DETECTABLE) & {
    "iso8859-3", "iso8859-4", "iso8859-10", "iso8859-14", "iso8859-16", "hp-roman8", "cp775", "cp855", "cp857", "cp858", "cp860",
    "cp861", "cp862", "cp863", "cp864", "cp865", "cp869", "kz1048", "ptcp154",
}  # fmt: skip
_OF_RARE = -0.01  # and those that are none of ours
_OF_MISFITS = 0.3  # of a reading all of whose characters are misfits
_OF_WORDS = 2
_REACH = 0.12, 0.08  # how far below the likeliest a reading is looked at: by all, by the words alone
_PART = 400  # misfits are counted in so many bytes of the beginning, the middle and the end
_SPARSE = 8  # fewer bytes above 0x7F than one in so many: the words alone are asked too
_NEAR = 0.03  # how near another reading is a doubt,
_ENOUGH = 32  # with up to so many bytes above 0x7F; with more, nearer
_FAINT, _FAINTER = 0.15, 0.1  # statistics that say too little: of a text with many such bytes, of any
_MANY = 100
_SPOILT, _SUSPECT = 10, 25  # one misfit in so many bytes is too many, or a doubt
_FEW = 3  # with so few, all that fits is a doubt
_TOLD = 4  # others that are told
_HIGH = bytes(range(0x80, 0x100))


@dataclass(frozen=True, slots=True)
class Opinion:
    """The charset concluded upon, and readings that are nearly as likely; None where no charset of ours fits, `perhaps` then says which may."""

    charset: str | None
    others: tuple[Other, ...] = ()
    perhaps: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    charset: str
    text: str
    whole: float
    words: float
    misfits: int
    weight: float


def detect(data: bytes) -> Opinion:
    """In which charset `data`, which is neither UTF-8 nor control-heavy, is most likely written."""
    sample = _sample(data)
    return detect_in(sample, lambda charset: _read(data, sample, charset))


def detect_in(sample: bytes, read: Read) -> Opinion:
    """What `detect` says of the data that `sample` was taken from; `read` gives the sample in a charset, if all the data is in it."""
    words = [word for word in sample.split() if not word.isascii()]
    high = sum(map(_high, words))
    excerpt = b" ".join(words) if high * _SPARSE < len(sample) else sample
    found = sorted(_readings(sample, excerpt, read), key=lambda reading: -reading.weight)
    if not found:
        return Opinion(None)
    near = _NEAR * min(1.0, (_ENOUGH / max(1, high)) ** 0.5)
    best = _best(found, near)
    looked_at = max(1, _high(_parts(excerpt)))
    bad = best.misfits * _SPOILT > looked_at or (best.whole < _FAINTER and high > _MANY)
    if bad or best.charset not in DETECTABLE:
        return Opinion(None, (), _perhaps(best))
    others = list(_doubts(best, found, high, near))
    if not others:
        others = list(_forced(best, found, high, looked_at))[:1]
    return Opinion(best.charset, tuple(_told(best, others)))


def detect_wide(data: bytes) -> str | None:
    """`utf-16-le` and the like, where bytes without a byte order mark have the look of it and read as sound text."""
    return detect_wide_in(data[:SAMPLE], lambda charset: _sound(data, charset))


def detect_wide_in(sample: bytes, sound: Callable[[str], bool]) -> str | None:
    """What `detect_wide` says of data that begins so; `sound` is whether all of it reads as sound text in a charset."""
    return next((name for name in _statistics(sample, least=True) if name in _WIDE and sound(name)), None)


def _readings(sample: bytes, excerpt: bytes, read: Read) -> Iterator[_Reading]:
    whole = _statistics(sample)
    words = whole if excerpt is sample else _statistics(excerpt)
    most, most_words = max(whole.values(), default=0.0), max(words.values(), default=0.0)
    heeded = 1 if excerpt is sample else _OF_WORDS
    looked_at = _parts(excerpt)
    high = max(1, _high(looked_at))
    known: dict[str, int] = {}  # many charsets read the same
    for name in dict.fromkeys((*whole, *words, *_ALWAYS)):
        of_whole, of_words = whole.get(name, 0.0), words.get(name, 0.0)
        if name not in _ALWAYS and of_whole < most - _REACH[0] and of_words < most_words - _REACH[1]:
            continue
        text = read(name)
        if text is None:
            continue
        count = known.get(text)
        if count is None:
            count = known[text] = misfits(looked_at.decode(name, "ignore"))
        weight = of_whole + heeded * of_words + _leaning(name) - _OF_MISFITS * count / high
        yield _Reading(name, text, of_whole, of_words, count, weight)


def _parts(excerpt: bytes) -> bytes:
    if len(excerpt) <= 3 * _PART:
        return excerpt
    middle = len(excerpt) // 2
    return b" ".join((excerpt[:_PART], excerpt[middle : middle + _PART], excerpt[-_PART:]))


def _best(found: list[_Reading], near: float) -> _Reading:
    """The likeliest reading, in the commonest charset that reads so; one in a charset of ours, if any is as near as to be a doubt."""
    first = found[0]
    if first.charset not in DETECTABLE:
        first = next(
            (one for one in found if one.charset in DETECTABLE and one.weight > first.weight - near), first
        )
    return max((one for one in found if one.text == first.text), key=lambda one: _leaning(one.charset))


def _leaning(charset: str) -> float:
    return _LEANING.get(charset, _OF_RARE if charset in _RARE or charset not in DETECTABLE else 0.0)


def _doubts(best: _Reading, rest: list[_Reading], high: int, near: float) -> Iterator[_Reading]:
    """The readings that are other than the best one and nearly as likely, or likelier by one of the two opinions."""
    for one in rest:
        if one.text == best.text or (one.misfits >= best.misfits + 3 and one.misfits >= 2 * best.misfits):
            continue
        likelier = _likelier(one.words, best.words) or _likelier(one.whole, best.whole)
        if (
            one.weight >= best.weight - near
            or (likelier and one.misfits <= best.misfits + 0.1 * high)
            or (
                high <= _FEW
                and one.charset not in _RARE
                and one.misfits <= best.misfits
                and one.words > 0.6 * best.words
            )
        ):
            yield one


def _forced(best: _Reading, found: list[_Reading], high: int, looked_at: int) -> Iterator[_Reading]:
    """The next readings where nothing speaks against them but that the best one, faint or with misfits, is likelier."""
    suspect = best.misfits > 2 and best.misfits * _SUSPECT > looked_at
    if best.whole < (_FAINT if high > _MANY else _FAINTER) or suspect:
        for one in found:
            if one.text != best.text and (suspect or one.misfits <= best.misfits):
                yield one


def _likelier(one: float, other: float) -> bool:
    return one > 1.2 * other and one > other + 0.01


def _told(best: _Reading, others: list[_Reading]) -> Iterator[Other]:
    """Each other reading once, in the commoner charsets first, with the first words in which it parts from the best."""
    seen: set[str] = set()
    for one in sorted(others, key=lambda one: _leaning(one.charset) < 0):
        if one.text not in seen and len(seen) < _TOLD:
            seen.add(one.text)
            ours, theirs = _parting(best.text, one.text)
            yield Other(shown_name(one.charset), theirs, ours)


def _parting(one: str, other: str) -> tuple[str, str]:
    """The first words at which two readings part; they may be of different lengths."""
    for left, right in zip(one.split(), other.split(), strict=False):
        if left != right:
            return _printable(left), _printable(right)
    return _printable(one[:40]), _printable(other[:40])


def _printable(word: str) -> str:
    word = unicodedata.normalize("NFC", word[:40])
    return "".join(char if char.isprintable() else "\ufffd" for char in word)


def _perhaps(best: _Reading) -> str:
    first = next((word for word in best.text.split() if not word.isascii()), best.text[:40])
    return f"{shown_name(best.charset)}, in which it has {_printable(first)!r}"


def _statistics(sample: bytes, *, least: bool = False) -> dict[str, float]:
    """What chardet thinks, most likely first, in the names of Python's codecs; with `least` not what it thinks unlikely."""
    import chardet

    found: dict[str, float] = {}
    for row in chardet.detect_all(sample, compat_names=False, ignore_threshold=not least):
        if row["encoding"]:
            name = str(row["encoding"])
            found.setdefault(_NAMED_ELSE.get(name, name), float(row["confidence"]))
    return found


def _high(data: bytes) -> int:
    return len(data) - len(data.translate(None, _HIGH))


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
    except (UnicodeError, LookupError):
        return None
    return whole if sample is data else sample.decode(charset, "replace")


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
