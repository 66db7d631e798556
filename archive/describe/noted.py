"""Who wrote, as the note below an article says of its author: `Jane Roe teaches economics and is the author of …`."""

from __future__ import annotations

import re

from archive.describe.names import Kind, Name, named
from archive.describe.reading import Reading
from archive.outline.blocks import Genre, Role

_BIG = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*"
_NOTE = re.compile(
    rf"[\s(*–—-]*(?P<name>{_BIG}(?: (?:(?:de|del|la|von|van|der) )*{_BIG}){{1,3}}),?[ \n]"
    r"(?:is|was|teaches|writes|works|serves|directs|covers|lectures|lives|es|enseña|escribe|dirige|est|enseigne|écrit|dirige|ist|lehrt|"
    r"schreibt|leitet)\b"
)
_CALLING = re.compile(
    r"\b(?:author of|writer|columnist|professor|teaches|journalist|correspondent|editor|director|fellow|historian|economist|novelist|poet|"
    r"lawyer|researcher|scholar|activist|lives in|autora? de|escritora?|periodista|profesora?|columnista|historiadora?|economista|abogad[oa]|"
    r"auteure? de|écrivaine?|professeure?|journaliste|historien(?:ne)?|Autor(?:in)?|Professor(?:in)?|Journalist(?:in)?|Historiker(?:in)?)\b"
)
_LONGEST = 500  # characters of a note
_BODY = 3  # paragraphs above it, at least
_GENRES = frozenset({Genre.OPINION, Genre.PROSE, Genre.PLAIN, Genre.ARTICLE})


def noted(reading: Reading) -> Name | None:
    """The person of whom the last paragraph tells what an author's note does, and of whom nothing above it speaks."""
    if reading.outline.genre not in _GENRES:
        return None
    body = [block for block in reading.outline.blocks if block.role is Role.PARAGRAPH]
    if len(body) <= _BODY or body[-1].end - body[-1].start > _LONGEST:
        return None
    last = body[-1]
    note = _NOTE.match(reading.content, last.start, last.end)
    if note is None or _CALLING.search(reading.content, note.end("name"), last.end) is None:
        return None
    name = named(reading.content, *note.span("name"))
    if name is None or name.kind is not Kind.PERSON:
        return None
    surname = name.value.rpartition(" ")[2]
    return None if reading.content.find(surname, 0, name.start) >= 0 else name
