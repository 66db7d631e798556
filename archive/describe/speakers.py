"""Who speaks, where a text is what one person said: `JANE DOE: Good evening.`, and no other label below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.describe.names import TITLE_WORDS, Kind, Name, kind_of, written_small
from archive.describe.wordlists import word_set

_TOP = 4  # lines among which the label is looked for: stage directions may stand above it
_LEAST = 400  # characters of a text that can be called a speech
_HEARD = 3000  # of its beginning, characters in which the speaker must say "I" or "we"
_LABEL = re.compile(r"(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.,'’ -]{3,60}):\s+(?=\S)")
_OTHER = re.compile(r"^[ \t]*(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,50}):\s", re.MULTILINE)
_DIRECTION = re.compile(r"[(\[][^()\[\]\n]*[)\]]\s*")
_OWN = re.compile(
    r"\b(?:I|I['’]m|I['’]ve|my|we|our|yo|mi|mis|nosotros|nosotras|nuestr[oa]s?|quiero|gracias)\b",
    re.IGNORECASE,
)
_CROWD = word_set("AUDIENCE CROWD DELEGATES PÚBLICO")
_OFFICES = TITLE_WORDS | word_set("sen gov rep former first lady acting vice hon honorable the of")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.)+")
_KEPT = re.compile(rf"{_INITIALS.pattern}|I{{2,3}}|I?V")
_CASED = re.compile(r"(?!MC|MAC|DE\b|LA\b|VAN\b|VON\b|LE\b)[A-ZÀ-Þ]+")


class Speaker(NamedTuple):
    """Who speaks the whole text, and where the words begin."""

    name: Name
    begins: int


def find_speaker(content: str, lines: Sequence[tuple[int, int]]) -> Speaker | None:
    """The one speaker whom a label in capitals before the first words names; None if several speak.

    The name is written as names are, but for one that capitals hide the form of (`MCCAIN`): that stays as it stands.
    """
    label = _top_label(content, lines)
    if label is None or len(content) - label.end() < _LEAST or _others(content, label):
        return None
    name = _person(content, *label.span("name"))
    own = len(_OWN.findall(content, label.end(), label.end() + _HEARD))
    if name is None or own < 3 or written_small(content, name.value):
        return None
    return Speaker(name, label.end())


def _top_label(content: str, lines: Sequence[tuple[int, int]]) -> re.Match[str] | None:
    """The label with which the text begins, or the first line below stage directions."""
    for start, end in lines[:_TOP]:
        said = start
        while (direction := _DIRECTION.match(content, said, end)) is not None:
            said = direction.end()
        if said < end:
            return _LABEL.match(content, said, end)
    return None


def _others(content: str, label: re.Match[str]) -> bool:
    """Whether somebody else speaks below: a crowd that answers is nobody."""
    return any(
        other["name"] != label["name"] and not _CROWD & set(other["name"].split())
        for other in _OTHER.finditer(content, label.end())
    )


def _person(content: str, start: int, end: int) -> Name | None:
    """The person in a label, without the offices before it: `FORMER PRESIDENT JANE DOE`."""
    words = list(re.finditer(r"\S+", content[start:end]))
    while words and words[0].group().rstrip(".,").casefold() in _OFFICES:
        words.pop(0)
    if len(words) < 2:
        return None
    start += words[0].start()
    text = content[start:end].rstrip(" ,")
    if kind_of(text) is not Kind.PERSON:
        return None
    return Name(cased(text.split()), start, start + len(text), Kind.PERSON)


def cased(words: list[str]) -> str:
    """`Jane Q. Doe`; as it stands where capitals hide how a word of it is written: `JANE MCCOY`."""
    if not all(_CASED.fullmatch(word.rstrip(".")) or _INITIALS.fullmatch(word) for word in words):
        return " ".join(words)
    return " ".join(word if _KEPT.fullmatch(word) else word.capitalize() for word in words)
