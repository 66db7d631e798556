"""The languages of a text: py3langid gives one opinion, our count of function words or the script another.

A language is claimed only where both agree; of a short or mixed-up text nothing is. Of plain English, German or French
our count is enough: of 480 texts that were tried with and without it, none was called by another name.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from io import BufferedIOBase
from typing import Any, NamedTuple

from archive.describe.sparse import read_steps, read_weights

SAMPLE = 1000  # characters that py3langid sees: its cost grows with them, its verdict hardly changes


class Spoken(NamedTuple):
    """A language and where the text speaks it: [start, end) is a sentence or line."""

    tag: str
    start: int
    end: int


def find_languages(content: str, blocks: Sequence[tuple[int, int]]) -> tuple[Spoken, ...]:
    """The languages of a text, the chief one first; `blocks` are where it speaks. Empty if nothing is sure."""
    places = [place for place in (blocks or [(0, len(content))]) if place[1] > place[0]]
    chief = _judge(content, places)
    if chief is None:
        return ()
    other = _second(content, places, chief.tag)
    return (chief, other) if other is not None else (chief,)


_LEAST = 20
_LETTERS = re.compile(rf"[\W\d_]*+(?:[^\W\d_][\W\d_]*+){{{_LEAST}}}")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_WORDS: dict[str, frozenset[str]] = {
    tag: frozenset(words.split())
    for tag, words in {
        "en": "the of and to in is that for it was with as his be on by at he they are this have from or had not an which but were "
        "their we been has you will would there its my our who your all she her them so",
        "es": "me mi te si el la los las de del que y en un una es por con para su se no al lo como más pero sus le ha este esta entre cuando "
        "muy sin sobre ser también fue hay desde está son nos",
        "fr": "je tu me te ma mon mes si y le la les de des du et un une est dans que qui pour par sur au aux il elle ne pas ce cette se son sa ses avec plus "
        "nous vous sont été mais ou leur être d'un d'une qu'il c'est",
        "de": "mich mir so wenn nur aber man war hatte der die das und ist in den von zu mit sich des auf für nicht ein eine dem im es an auch als wird sind werden bei "
        "oder einer aus wie nach noch ich wir sie er zum zur durch daß dass",
        "it": "mi ti si ci il la le di e che un una è per in con non del della dei delle al alla si da sono come più lo gli nel nella ma anche "
        "questo questa ha l'a dal sul",
        "pt": "me eu o a os as de do da dos das que e em um uma para com não por mais se no na nos nas ao foi são como mas à seu sua ou ser "
        "está também pelo pela",
        "nl": "de het een en van in is dat op te zijn met voor niet die aan er om ook als bij door maar naar uit dan nog wordt worden "
        "hij ze wij deze heeft",
        "ca": "el la els les de del que i en un una és per amb no al com més però seu seva ha aquest aquesta són dels pel als entre "
        "ser molt",
        "pl": "i w na z do się nie że jest to o jak po od za przez dla tym być które jego który oraz ale są był",
        "ru": "и в не на что с по это как он к но из у за от его то для о же так все бы было",
        "uk": "і в не на що з та це як у до за від його але для є про бути був які",
        "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi",
        "ro": "și de în a la cu pe nu o un din care se pentru că mai este sunt au prin ce să",
        "tr": "ve bir bu da de için ile olarak daha çok gibi olan ne en o kadar sonra ama her",
        "la": "et in est non ad ut cum quod qui sed ex de per quae si ab hoc sunt esse atque nec enim",
    }.items()
}
_TAGS: dict[str, tuple[str, ...]] = {
    word: tuple(tag for tag, words in _WORDS.items() if word in words)
    for word in sorted(frozenset[str]().union(*_WORDS.values()))
}
# Languages whose like the model does not know, or which are in our own count beside them.
_APART = frozenset({"de", "en", "fr"})
_ENOUGH = 40  # words, fewer of which leave doubt
_SCRIPTS = {
    "el": re.compile("[\u0370-\u03ff]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
}
_POLYTONIC = re.compile("[\u1f00-\u1fff]")
_SENTENCE = re.compile(r"[^\n.!?]*[.!?]?")


def _judge(content: str, places: Sequence[tuple[int, int]]) -> Spoken | None:
    """What both opinions call the first blocks, and a line that shows it."""
    sample = _sample(content, places)
    if _LETTERS.match(sample) is None:
        return None
    tag = _spoken(sample)
    return None if tag is None else _shown(content, places, tag)


def _spoken(sample: str) -> str | None:
    """The language in which both opinions agree; where the words alone leave no doubt, the other is not asked."""
    words = _WORD.findall(sample.casefold())
    counts = _counts(words)
    plain = _plainly(words, counts)
    if plain is not None:
        return plain
    tag = _by_model(sample)
    return tag if _agrees(tag, sample, words, counts) else None


def _plainly(words: list[str], counts: dict[str, int]) -> str | None:
    """The language of _APART of which every fifth word is a function word, if no other has a third as many; else None."""
    if len(words) < _ENOUGH:
        return None
    first, second = (*sorted(counts, key=lambda tag: (-counts[tag], tag)), "", "")[:2]
    count = counts.get(first, 0)
    plain = first in _APART and count * 5 >= len(words) and counts.get(second, 0) * 3 <= count
    return first if plain else None


def _sample(content: str, places: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    length = 0
    for start, end in places:
        pieces.append(content[start : min(end, start + SAMPLE - length)])
        length += len(pieces[-1])
        if length >= SAMPLE:
            break
    return "\n".join(pieces)


def _agrees(tag: str, sample: str, words: list[str], counts: dict[str, int]) -> bool:
    """Whether function words or the script speak for this language too, and for no other more than a tenth better."""
    count = counts.get(tag, 0)
    if count >= 3 and count * 5 >= len(words):
        return count * 10 >= max(counts.values()) * 9
    script = _SCRIPTS.get(tag)
    if len(_POLYTONIC.findall(sample)) > 3:
        return False  # which Greek it is, modern or ancient, we cannot tell
    return script is not None and len(script.findall(sample)) * 3 > len(_LETTER.findall(sample))


def _counts(words: list[str]) -> dict[str, int]:
    """How many function words of each language are among these."""
    counts: dict[str, int] = {}
    for word in words:
        for tag in _TAGS.get(word, ()):
            counts[tag] = counts.get(tag, 0) + 1
    return counts


def _by_model(sample: str) -> str:
    tag, _ = _model().classify(sample)
    return str(tag)


@cache
def _model() -> Any:
    """The model, for the first text that its words leave in doubt: half a second, and 25 MB, once a process."""
    import lzma

    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    # py3langid holds its tables cell by cell, and twice while it loads them: 75 MB, and 105 at the peak. Ours take 25.
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        tables = dict(_tables(packed))
    if tables.keys() != {"ptc", "pc", "classes", "nextmove", "nextmove_row", "out_feat"}:
        return LanguageIdentifier.from_model_file(MODEL_FILE)
    return _frugal(tables)


def _frugal(tables: dict[str, Any]) -> Any:
    """A classifier of py3langid that looks into sparse tables; its sums are the same, in the same order."""
    from py3langid.langid import LanguageIdentifier

    steps, row_of, feature_of = (tables[name] for name in ("nextmove", "nextmove_row", "out_feat"))

    class Frugal(LanguageIdentifier):  # type: ignore[misc]
        __slots__ = ()

        def _raw_score(self, text: bytes) -> Any:
            seen = map(feature_of.__getitem__, steps.walked(row_of, text))
            visits = Counter([feature for feature in seen if feature >= 0])
            return self._sparse_score(visits, self.nb_ptc) if visits else super()._raw_score(b"")

    return Frugal(tables["ptc"], tables["pc"], tables["classes"].tolist(), (), (), tk_row=())


def _tables(packed: BufferedIOBase) -> Iterator[tuple[str, Any]]:
    """The tables of a model by their names: the two large ones sparse, others as Python walks them or as numpy has them.

    They are stored members of a zip (APPNOTE §4.3.7), and come one after the other.
    """
    import numpy as np
    from numpy.lib import format as npy

    while (header := packed.read(30))[:4] == b"PK\3\4":
        name = packed.read(int.from_bytes(header[26:28], "little")).decode().removesuffix(".npy")
        packed.read(int.from_bytes(header[28:30], "little"))
        npy.read_magic(packed)
        shape, _, dtype = npy.read_array_header_1_0(packed)
        count = math.prod(shape)
        if name == "nextmove":
            yield name, read_steps(packed, count >> 8, dtype)
        elif name == "ptc":
            yield name, read_weights(packed, shape[0], shape[1], dtype)
        else:
            cells = np.frombuffer(packed.read(count * dtype.itemsize), dtype)
            yield name, cells if dtype.kind in "fU" else array(dtype.char, cells.tolist())


def _shown(content: str, places: Sequence[tuple[int, int]], tag: str) -> Spoken | None:
    """The first sentence of the sample with the most function words of this language."""
    known = _WORDS.get(tag, frozenset())
    best: tuple[int, int, int] | None = None
    for start, end in places[:4]:
        for sentence in _SENTENCE.finditer(content, start, min(end, start + SAMPLE)):
            bare = sentence.group().strip()
            if not bare:
                continue
            weight = min(sum(word.casefold() in known for word in _WORD.findall(bare)), 6)
            weight -= 3 * (bare[0].isdigit() or bare[0].islower())  # what an abbreviation's stop has cut off
            first = sentence.start() + sentence.group().index(bare)
            if best is None or weight > best[0]:
                best = (weight, first, first + len(bare))
    return Spoken(tag, best[1], best[2]) if best is not None else None


def _second(content: str, places: Sequence[tuple[int, int]], chief: str) -> Spoken | None:
    """Another language that a fifth of the blocks speak, by both opinions of the longest of them, if there is one."""
    step = max(1, len(places) // 40)
    whole = strange = 0
    longest = (0, 0)
    for start, end in places[::step]:
        length = min(end - start, SAMPLE)
        whole += length
        if length >= 120 and _is_strange(content[start : start + length], chief):
            strange += length
            longest = max(longest, (start, end), key=lambda place: place[1] - place[0])
    if strange < 250 or strange * 5 < whole:
        return None
    sample = content[longest[0] : min(longest[1], longest[0] + SAMPLE)]
    tag = _spoken(sample)
    return None if tag is None or tag == chief else _shown(content, [longest], tag)


def _is_strange(sample: str, chief: str) -> bool:
    """Whether some language has twice as many function words here as the chief one."""
    words = _WORD.findall(sample.casefold())
    known = [word for word in words if word in _TAGS]
    if sum(chief in _TAGS[word] for word in known) * 2 > len(known):
        return False  # so most blocks are done with: no language can have more words than all together
    counts = _counts(words)
    most = max(counts.values(), default=0)
    return most * 5 >= len(words) and most >= 3 and counts.get(chief, 0) * 2 <= most
