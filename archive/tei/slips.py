"""Slips of whoever wrote the text: short words written twice, and words run together; each as it stands, with what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archive.tei.spans import Span

_TWICE: Mapping[str, tuple[str, ...]] = {
    "en": ("the", "of", "and", "an", "with", "from", "for"),
    "es": ("el", "los", "las", "una", "con", "por", "del"),
}
LANGUAGES = frozenset(_TWICE)
"""Those in which slips are looked for (BCP 47)."""

# Each is no word of the language in any sense; `anyway` is one, but not after `in` and before who does something in any way.
_TOGETHER: Mapping[str, Mapping[str, str]] = {
    "en": {
        "alot": "a lot",
        "atleast": "at least",
        "eachother": "each other",
        "infact": "in fact",
        "inspite": "in spite",
    },
    "es": {"apesar": "a pesar", "através": "a través", "enserio": "en serio"},
}
_ANY_WAY = re.compile(r" (?:that )?(?:I|you|he|she|it|we|they|one|possible)\b")


def slips(content: str, language: str, resp: str) -> Iterator[Span]:
    """A `choice` of `sic` and `corr` for each slip, those of one kind in order; `language` is that of the text (BCP 47)."""
    language = language.split("-", maxsplit=1)[0]
    for word in _TWICE.get(language, ()):
        for start, end in _places(content, f"{word} {word}"):
            yield _choice(start, end, word, "high", resp)
    for wrong, right in _TOGETHER.get(language, {}).items():
        for start, end in _places(content, wrong):
            yield _choice(start, end, right, "high", resp)
    if language == "en":
        for start, end in _places(content, "in anyway"):
            if _ANY_WAY.match(content, end):
                yield _choice(start + len("in "), end, "any way", "medium", resp)


def _places(content: str, words: str) -> Iterator[tuple[int, int]]:
    """Where these words stand by themselves; looked for plainly, a tenth of a pattern's time."""
    at = content.find(words)
    while at >= 0:
        end = at + len(words)
        if not content[at - 1 : at].isalnum() and not content[end : end + 1].isalnum():
            yield at, end
        at = content.find(words, end)


def _choice(start: int, end: int, meant: str, certainty: str, resp: str) -> Span:
    corr = Span(end, end, "corr", (("cert", certainty), ("resp", resp)), insert=meant)
    return Span(start, end, "choice", (), (Span(start, end, "sic"), corr))
