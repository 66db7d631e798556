"""Slips of whoever wrote the text: short words written twice, and words run together; each as it stands, with what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archive.tei.spans import Span

_TWICE = {
    "en": ("the", "of", "and", "an", "with", "from", "for"),
    "es": ("el", "los", "las", "una", "con", "por", "del"),
}
_DOUBLED = {
    language: (tuple(f"{word} {word}" for word in words), re.compile(rf"\b({'|'.join(words)}) \1\b"))
    for language, words in _TWICE.items()
}
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
_ANY_WAY = re.compile(r"(?<=\bin )anyway(?= (?:that )?(?:I|you|he|she|it|we|they|one|possible)\b)")


def slips(content: str, language: str, resp: str) -> Iterator[Span]:
    """A `choice` of `sic` and `corr` for each slip, those of one kind in order; `language` is that of the text (BCP 47)."""
    language = language.split("-", maxsplit=1)[0]
    twice, pattern = _DOUBLED.get(language, ((), _ANY_WAY))
    if any(words in content for words in twice):  # looked for plainly, a tenth of the pattern's time
        for match in pattern.finditer(content):
            yield _choice(match, match[1], "high", resp)
    for wrong, right in _TOGETHER.get(language, {}).items():
        if wrong in content:
            for match in re.finditer(rf"\b{wrong}\b", content):
                yield _choice(match, right, "high", resp)
    if language == "en" and "in anyway " in content:
        for match in _ANY_WAY.finditer(content):
            yield _choice(match, "any way", "medium", resp)


def _choice(match: re.Match[str], meant: str, certainty: str, resp: str) -> Span:
    start, end = match.span()
    corr = Span(end, end, "corr", (("cert", certainty), ("resp", resp)), insert=meant)
    return Span(start, end, "choice", (), (Span(start, end, "sic"), corr))
