"""Word lists, written as a person reads them: words between blanks."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())
