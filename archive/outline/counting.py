"""Headings that count up through a text, and so are known together: laws with their titles, "Observation 3", numbers alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.outline.blocks import Part, Role
from archive.outline.dates import dated
from archive.outline.head import Head
from archive.outline.lines import Claim, Roles, Sheet

_BIG = r"[^\W\d_a-zà-ÿßſ]"
_LAW_WORDS = "ley|t[ií]tulo|law|loi|title|titre|gesetz|titel|cap[ií]tulo|canon|ordenanza"
_LAW = re.compile(
    rf"(?:¶\s?)?(?i:{_LAW_WORDS})[\s.]{{1,3}}(?!civil\b)"
    r"(?:\d{1,3}(?=[.:ªº°—–-]|\Z)|[ivxlcjIVXLCJ](?:\s?[ivxlcjIVXLCJ]){0,8}|prim\w{2,3}|segund[ao]|tercer[ao]|final|premi[eè]re?|erste[sr]?)"
    r"(?:\.?[ªº°ao]`?|er|re|me)?(?=\W|\Z)"
)
_COUNTED = re.compile(
    rf"(?P<word>{_BIG}[^\W\d_]{{1,13}}|N[o°º])\.?\s(?P<number>\d{{1,3}}|[IVXLC]{{1,7}})(?=[.:—–-]|\Z)"
)
_CAPTION_WORDS = """
abb fig figur figura figure taf tafel tabelle table tabla tableau plate planche lámina bild karte map mapa carte
page seite página pag pág fol blatt anm note nota vol band bd psalm room
"""
_CAPTIONS = frozenset(_CAPTION_WORDS.split())
_BARE = re.compile(r"(?:[\[(](?P<framed>\d{1,3})[\])]|(?P<stopped>\d{1,3})[.)])\Z")
_LEADERS = re.compile(r"[^\s.] ?(?:\.\s?){5,}\S")
_ANY = re.compile(  # asked of a whole text: most have no line, but maybe the first, that begins so
    rf"\n[^\w\n]{{0,9}}(?:(?i:{_LAW_WORDS})\b|(?:{_BIG}[^\W\d_]{{1,13}}|N[o°º])\.?\s(?:\d|[IVXLC]{{1,7}}(?=[.:—–\n-]|\Z))|\d{{1,3}}[.)\]]+(?:\n|\Z))"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LINE = 90  # characters of a counted title
_TITLE = 300  # and of that of a law
_FEWEST = 3
_LAWS = 2
_APART = 3  # lines from a number alone to the next, where it is a part's and not a paragraph's
_MOSTLY = 0.6  # share of numbers that follow the one before
_ROWS = 4  # entries of a table of contents
_DOTS = 5


class _Counted(NamedTuple):
    place: int
    word: str
    value: int


def counting(sheet: Sheet, roles: Roles) -> dict[int, Head]:
    """The lines that count up through the text, each above prose: laws with their titles, "Observation 3", "[4]"."""
    if _ANY.search(sheet.content) is None:
        return {}
    laws: list[int] = []
    named: dict[str, list[_Counted]] = {}
    for index, unit in enumerate(sheet.units):
        text = unit.text
        if roles[index] is not None or len(text) > _TITLE:
            continue
        is_law = _LAW.match(text) is not None
        number = None if is_law or len(text) > _LINE else _BARE.match(text) or _COUNTED.match(text)
        if not (is_law or number) or not _heads(sheet, roles, index):
            continue
        if is_law:
            laws.append(index)
        elif number and (found := _counted(index, number)) is not None:
            named.setdefault(found.word, []).append(found)
    found_ones = laws if len(laws) >= _LAWS else []
    found_ones += [one.place for word, run in named.items() if _rises(run, word) for one in run]
    return {index: Head(index, index, "headings/counted", "section") for index in found_ones}


def contents(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The entries of a table of contents, or of a list of prices: laws that stand one right below the other, or dots between two words."""
    dotted = "....." in sheet.content or ". . . . ." in sheet.content
    if not dotted and _ANY.search(sheet.content) is None:
        return
    first = 0
    for index in range(len(sheet) + 1):
        is_entry = index < len(sheet) and roles[index] is None and _enters(sheet.units[index].text)
        if is_entry and (index == first or sheet.units[index].gap == 0):
            continue
        if index - first >= _ROWS:
            for n in range(first, index):
                yield Claim(n, n, Role.LIST_ITEM, "lists/contents", 1)
        first = index + (not is_entry)


def _enters(text: str) -> bool:
    if len(text) > _TITLE:
        return False
    return _LAW.match(text) is not None or (text.count(".") >= _DOTS and _LEADERS.search(text) is not None)


def _heads(sheet: Sheet, roles: Roles, index: int) -> bool:
    """Whether prose stands below a line, and more of it than the line has."""
    if not sheet.prose(index + 1) or roles[index + 1] is not None:
        return False
    below = sheet.units[index + 1]
    return below.wrapped or len(below.text) > len(sheet.units[index].text)


def _counted(index: int, found: re.Match[str]) -> _Counted | None:
    """The number of a line, with the word or the marks that it stands beside; None of a caption, a page, a date."""
    told = found.groupdict()
    if "word" not in told:
        text = found.string
        return _Counted(index, text[-1] if told["stopped"] else text[0] + text[-1], int(text.strip("[(.)]")))
    if told["word"].casefold() in _CAPTIONS or dated(found.string) is not None:
        return None
    return _Counted(index, told["word"].casefold(), _value(told["number"]))


def _rises(run: Sequence[_Counted], word: str) -> bool:
    """Whether numbers follow one another; those that stand alone begin with the first or second, for days of a diary do not."""
    bare = not word[0].isalpha()
    if len(run) < _FEWEST or (bare and run[0].value > 2):
        return False
    if word in (".", ")") and run[-1].place - run[0].place < _APART * (len(run) - 1):
        return False  # paragraphs that their writer numbered
    steps = sum(later.value - earlier.value == 1 for earlier, later in pairwise(run))
    return steps >= (1 if bare else _MOSTLY) * (len(run) - 1)


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number.casefold()]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
