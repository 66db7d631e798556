"""Words between single quotation marks that a writer does not take as his own: `the 'winner' of the vote`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.tei.spans import Span

_WORDS = r"[^\W_](?:[\w,&/ -]{0,48}[^\W_])?"
_STRAIGHT = re.compile(rf"(?<![^\s(\[—–])'(?P<words>{_WORDS})'(?![\w'])")
_CURLY = re.compile(rf"(?<![^\s(\[—–])‘(?P<words>{_WORDS})’(?![\w’])")
_OPENS = re.compile(r"(?<![^\s(\[—–])['‘](?=\w)")
_CLOSES = re.compile(r"(?<=[^\Ws])'(?![\w'])")
_ELIDED = frozenset(["tis", "twas", "twill", "twere", "em", "til", "till", "cause", "bout", "round", "n", "ere", "im", "is", "er", "e", "tween", "neath", "gainst"])  # fmt: skip
_CUT = frozenset(
    ["an", "o", "th", "wi", "d", "t", "ol", "gi"]
)  # words that end in an apostrophe, as some write them
_MOST = 6  # words; more are speech


def phrases(content: str, start: int, end: int) -> Iterator[Span]:
    """A `q` for each short run of words in [start, end) between single marks, in order.

    An apostrophe looks like the closing mark, and may begin a word too; so nothing is marked where one of those that open a word, or
    close one that does not end in s, is no part of such a run.
    """
    if content.find("'", start, end) < 0 and content.find("‘", start, end) < 0:
        return
    found = [
        match
        for pattern, mark in ((_STRAIGHT, "'"), (_CURLY, "‘"))
        for match in _found(pattern, mark, content, start, end)
        if _is_phrase(match["words"])
    ]
    if not found:
        return
    opening = {match.start() for match in found}
    closing = {match.end() - 1 for match in found}
    if any(mark.start() not in opening for mark in _OPENS.finditer(content, start, end)):
        return
    if any(mark.start() not in closing for mark in _CLOSES.finditer(content, start, end)):
        return
    for match in sorted(found, key=re.Match.start):
        yield Span(match.start(), match.end(), "q")


def _found(
    pattern: re.Pattern[str], mark: str, content: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins with this mark, looked for by the mark: many times faster than to ask at every character."""
    at = content.find(mark, start, end)
    while at >= 0:
        match = pattern.match(content, at, end)
        if match is not None:
            yield match
        at = content.find(mark, match.end() if match else at + 1, end)


def _is_phrase(words: str) -> bool:
    """Whether these are so few words that none of the two marks is likely an apostrophe."""
    each = words.split(" ")
    if len(each) > _MOST or each[0].casefold() in _ELIDED or each[-1] in _CUT or each[0][0].isdigit():
        return False
    return len(each) == 1 or not words.endswith("s")
