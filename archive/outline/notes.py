"""Footnotes: paragraphs that open with a note's marker, and the places in the text that refer to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet

_NOTE = re.compile(
    r"(?P<marker>\[(?P<square>\d{1,3}|[a-z*†‡])\]|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})|(?P<star>\*{1,3}|†|‡)(?=\s?\S)(?!\s?\*)|\[(?:Footnote|Note|Nota|Anmerkung|Fußnote)\s?(?P<word>\d{0,3}|[A-Z])\s?:)\s*(?=\S)"
)
_NOTED = re.compile(
    r"(?:Note|Nota|N\. ?del ?[ET]\.|Nota del (?:editor|traductor)|Editor[’']s note|Note de l[’']éditeur|Anm\. d\. Red\.|Anmerkung(?: der Redaktion)?|NB|N\.B\.)\s?:\s+(?=\S)"
)
_REFERENCE = re.compile(
    r"(?<=[^\s\[])(?:\[(?P<square>\d{1,3}|[a-z*†‡])\]|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})|(?P<star>\*{1,3}|†|‡)(?=[\s.,;:)”\"]|\Z)|\[(?:Footnote|Note|Nota|Anmerkung|Fußnote)\s?(?P<word>\d{0,3}|[A-Z])\])"
)
_SIGNS = ("[", "*", "†", "‡", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁰")


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Notes whose marker is referred to in the text above, or which stand in a row; and the references."""
    if not any(sign in sheet.content for sign in _SIGNS) and ":" not in sheet.content:
        return
    opened = [
        (n, found)
        for n, unit in enumerate(sheet.units)
        if roles[n] is None and (found := _NOTE.match(unit.text))
    ]
    notes = {n for n, _ in opened}
    marks = {_mark(found) for _, found in opened}
    references = list(_references(sheet, notes, marks)) if opened else []
    referred = {mark for mark, _ in references}
    for number, found in opened:
        mark = _mark(found)
        if (
            mark in referred
            or found["word"] is not None
            or (found["square"] is not None and _in_row(sheet, notes, number))
        ):
            yield Claim(number, number, Role.NOTE, "notes/marked")
            yield sheet.units[number].part(Role.MARKER, found.span("marker"), "notes/marked")
    yield from (part for _, part in references)
    for number in range(max(1, len(sheet) - 6), len(sheet)):
        if roles[number] is None and number not in notes and _NOTED.match(sheet.units[number].text):
            yield Claim(number, number, Role.NOTE, "notes/labelled")


def _mark(found: re.Match[str]) -> str:
    return found["square"] or found["raised"] or found["star"] or f"note {found['word'] or ''}"


def _in_row(sheet: Sheet, notes: set[int], number: int) -> bool:
    """Whether notes stand in a row in the second half of the text."""
    return number * 2 >= len(sheet) and (number - 1 in notes or number + 1 in notes)


def _references(sheet: Sheet, notes: set[int], marks: set[str]) -> Iterator[tuple[str, Part]]:
    for number, unit in enumerate(sheet.units):
        if number in notes:
            continue
        for found in _REFERENCE.finditer(unit.text):
            if _mark(found) in marks:
                yield _mark(found), unit.part(Role.NOTE_REFERENCE, found.span(), "notes/reference")
