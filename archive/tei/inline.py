"""What stands inside a run of text: line and page breaks, names, dates, quotations, and the parts that the outline saw."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.describe.names import BODY_WORDS, TITLE_WORDS, WITHIN_NAMES
from archive.describe.wordlists import word_set
from archive.outline.blocks import Part, Role
from archive.tei.quotations import Speakers, quotations
from archive.tei.spans import Attributes, Span, nest

BLANK = " \t\n\r"
"""The white space of XML; a no-break space is a character like any other."""

_FIRST = re.compile(r"[^ \t\n\r]")
_LINE = re.compile(r"\n[ \t]*(?=[^ \t\n\r])")

# The parts that need no more than an element around them.
_PLAIN: dict[Role, tuple[str, Attributes]] = {
    Role.MARKER: ("label", ()),
    Role.LABEL: ("label", ()),
    Role.NAME: ("persName", ()),
    Role.OFFICE: ("roleName", (("type", "office"),)),
    Role.SIGNATORY: ("name", ()),
    Role.PLACE: ("placeName", ()),
    Role.DATE: ("date", ()),
    Role.CREDIT: ("seg", (("type", "credit"),)),
    Role.BYLINE: ("seg", (("type", "byline"),)),
    Role.DATELINE: ("seg", (("type", "dateline"),)),
    Role.SALUTATION: ("seg", (("type", "salute"),)),
    Role.CLOSING: ("seg", (("type", "salute"),)),
    Role.SIGNATURE: ("seg", (("type", "signed"),)),
    Role.SPEAKER: ("seg", (("type", "speaker"),)),
}


_NAMED = frozenset({Role.NAME, Role.PLACE})
_NO_NAME = word_set(
    "for to with para pour für interviewer: interviewed printed references notes bibliography"
)
_OPENING = word_set("Le Les Un Une O The Very Yours Sincerely Your Ein Eine Los Las Der Die Das")
_LONGEST = 18  # letters of a word in a place's name
_INITIAL = 3  # letters of `St.` or `Bad`
_WHOLE = frozenset({"persName", "roleName", "name", "placeName"})


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes that exactly one anchor points to, by the place of their markers: `anchors` start → id, `notes` start → id."""

    anchors: dict[int, str]
    notes: dict[int, str]


@dataclass(frozen=True, slots=True)
class Inline:
    """All that may be marked inside blocks, in order of place: `marks` hold names, dates, sic and page breaks."""

    content: str
    marks: tuple[Span, ...]
    starts: tuple[int, ...]
    speakers: Speakers
    notes: Notes

    def fill(
        self,
        start: int,
        end: int,
        parts: Sequence[Part] = (),
        *,
        speech: bool = False,
    ) -> tuple[Span, ...]:
        """The children of an element at [start, end); `speech` where quotations are looked for."""
        marks = self.within(start, end)
        if not (parts or marks or speech or self.content.find("\n", start, end) >= 0):
            return ()
        breaks = [Span(at, at, "lb") for at in self.line_starts(start, end)]
        if not (parts or speech):
            return nest([*breaks, *marks])
        taken = {(mark.start, mark.end) for mark in marks}
        seen = [span for part in parts if (span := self._part(part, start, end)) is not None]
        labels = [span for span in seen if span.name == "label" and not _held(span, marks)]
        phrases = [
            span
            for span in seen
            if span.name != "label"
            and (span.start, span.end) not in taken
            and not _dated(span, marks)
            and not _crossed(span, marks)
            and not _guessed(span, marks)
        ]
        said = quotations(self.content, start, end, self.speakers) if speech else ()
        if any(_held(span, others) for others in (marks, phrases, labels) if others for span in said):
            said = ()
        return nest([*breaks, *labels, *said, *phrases, *marks])

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """The marks that lie in [start, end)."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return tuple(mark for mark in self.marks[first:last] if mark.end <= end)

    def line_starts(self, start: int, end: int) -> list[int]:
        """Where each line of [start, end) after its first begins, its indent left out."""
        if self.content.find("\n", start, end) < 0:
            return []
        return [match.end() for match in _LINE.finditer(self.content, start, end)]

    def _part(self, part: Part, start: int, end: int) -> Span | None:
        if part.start < start or part.end > end or (part.start == part.end) != (part.role is Role.GAP):
            return None
        if part.role is Role.GAP:
            return Span(part.start, part.start, "gap", (("reason", "lost"),))
        if part.role is Role.NOTE_REFERENCE:
            return self._anchor(part)
        name, attributes = _PLAIN.get(part.role, ("", ()))
        words = self.content[part.start : part.end]
        if not name or (part.role in _NAMED and not _is_name(words)):
            return None
        if part.role is Role.PLACE and max(map(len, words.split())) > _LONGEST:
            return None
        begins = _place_begins(words) if part.role is Role.PLACE else 0
        return Span(part.start + begins, part.end, name, attributes)

    def _anchor(self, part: Part) -> Span | None:
        target = self.notes.anchors.get(part.start)
        attributes: Attributes = (("target", f"#{target}"),) if target else ()
        return Span(
            part.start, part.end, "ref" if target else "seg", (("type", "note-reference"), *attributes)
        )


def _is_name(words: str) -> bool:
    """Whether a person or place may be written so; a sentence in brackets, a heading and a body (`Chicago Times`) are none."""
    if not words.strip() or words[0] in "([" or words[-1] == ":" or any(map(str.isdigit, words)):
        return False
    each = words.split()
    folded = words.casefold().replace("-", " ").split()
    if not folded or each[0] in _OPENING:
        return False
    if not BODY_WORDS.isdisjoint(folded) or not _NO_NAME.isdisjoint(folded):
        return False
    if folded[0] in TITLE_WORDS and folded[-1].rstrip(".") in TITLE_WORDS:
        return False  # `Chief Editor`
    small = sum(word[0].islower() and word not in WITHIN_NAMES for word in each)
    return small < 2 or small * 2 < len(each)


def _place_begins(words: str) -> int:
    """Where the place's own name begins: after a sentence (`Franz Joseph. Wien`), or small words (`la ciudad de La Esperanza`)."""
    stop = words.rfind(". ")
    at = stop + len(". ") if stop > _INITIAL else 0
    while words[0].islower() and at < len(words) - 1 and not words[at].isupper():
        at += 1
    return at


def _held(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of these (in order, without overlap) holds the span and more: TEI allows no label and no speech inside a name."""
    at = bisect_right(others, span.start, key=_start) - 1
    return (
        at >= 0
        and others[at].end >= span.end
        and (others[at].start, others[at].end) != (span.start, span.end)
    )


def _dated(span: Span, marks: Sequence[Span]) -> bool:
    """Whether this is a date in which, or around which, a mark already says which."""
    first, last = bisect_left(marks, span.start, key=_start), bisect_left(marks, span.end, key=_start)
    return span.name == "date" and any(
        mark.name == "date" and mark.end > span.start for mark in marks[max(0, first - 1) : last]
    )


def _crossed(span: Span, marks: Sequence[Span]) -> bool:
    """Whether a date begins in this part and ends beyond it, or the other way round: then the date is read, the part is guessed."""
    first, last = bisect_left(marks, span.start, key=_start), bisect_left(marks, span.end, key=_start)
    return any(
        mark.start < span.start < mark.end < span.end or span.start < mark.start < span.end < mark.end
        for mark in marks[max(0, first - 1) : last]
        if mark.name == "date"
    )


def _guessed(span: Span, marks: Sequence[Span]) -> bool:
    """Whether this is taken for a name or an office as a whole line is, and a person's name in it is known."""
    if span.name not in _WHOLE:
        return False
    if _held(span, marks):
        return True
    first, last = bisect_left(marks, span.start, key=_start), bisect_left(marks, span.end, key=_start)
    return any(mark.name == "persName" and mark.end <= span.end for mark in marks[first:last])


def apart(names: Iterable[Span], dated: Sequence[Span]) -> list[Span]:
    """These names, both in order, but for those that a date crosses: it is read, a name is guessed."""
    kept: list[Span] = []
    place, many = 0, len(dated)
    for name in names:
        while place < many and dated[place].end <= name.start:
            place += 1
        if place < many:
            start, end = dated[place].start, dated[place].end
            if start < name.start < end < name.end or name.start < start < name.end < end:
                continue
        kept.append(name)
    return kept


def _start(span: Span) -> int:
    return span.start


def trim(content: str, start: int, end: int) -> tuple[int, int] | None:
    """[start, end) without the white space at its ends; None if there is nothing else in it."""
    if start < end and content[start] not in BLANK and content[end - 1] not in BLANK:
        return start, end
    match = _FIRST.search(content, start, end)
    if match is None:
        return None
    while content[end - 1] in BLANK:
        end -= 1
    return match.start(), end


def lines(content: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of [start, end) that are not blank, each trimmed."""
    found = []
    at = start
    while at < end:
        stop = content.find("\n", at, end)
        stop = end if stop < 0 else stop
        if trimmed := trim(content, at, stop):
            found.append(trimmed)
        at = stop + 1
    return found
