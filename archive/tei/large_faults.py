"""What is wrong with the TEI document of a large text, found by reading it in pieces.

Of such a text only the plain encoding is made (`plain`), and only that is judged so: all before the first paragraph is parsed and held
to the grammar, with one empty paragraph; of what follows it is seen that it is what the grammar allows there and no more: `p` without
attributes that holds characters and empty `lb`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from archive.errors import ArchiveError
from archive.findings import Finding
from archive.stored import Chunks
from archive.tei.faults import pointer_faults, unread
from archive.tei.flow import exact, first_parting, folded_parting, pieces
from archive.tei.parsing import fed, open_parser
from archive.tei.project import TEI
from archive.tei.schema import grammar_faults
from archive.xml import parse

HEADER = 1 << 24
"""The most bytes before the first paragraph."""

_P, _LB, _DIV, _BODY, _TEXT = (f"{TEI} {name}" for name in ("p", "lb", "div", "body", "text"))
_WHITE = " \t\n\r"


class NotPlainError(Exception):
    """The document is not of the plain form, `line` and `what` say where and why; it may be sound all the same."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(line, what)
        self.line, self.what = line, what


@dataclass(frozen=True, slots=True)
class Shell:
    """A plain document without its paragraphs: its root, parsed."""

    root: Any


def shell_of(tei: Chunks) -> Shell:
    """The document read once, its paragraphs seen to be plain. Raises NotPlainError, and ArchiveError E0408 on what is no XML."""
    form = _Form()
    for chunk in tei():
        form.feed(chunk)
    form.feed(b"", last=True)
    return Shell(parse(form.shell(), ids=False))


def form_faults(shell: Shell, path: str) -> Iterator[Finding]:
    """T0102 and T0301 to T0306: what the grammar and the pointers say of all but the paragraphs."""
    yield from grammar_faults(shell.root, path)
    yield from pointer_faults(shell.root, path)


def flow_faults(tei: Chunks, text: Iterable[str], again: Iterable[str], path: str) -> Iterator[Finding]:
    """T0201 if the text of a TEI document was changed, T0202 if its white space alone was; `text` and `again` are the normalized text."""
    parted = first_parting(text, exact(tei()))
    if parted is not None:
        intact = folded_parting(again, pieces(tei())) is None
        at, expected, seen = parted
        yield Finding("T0202" if intact else "T0201", f"{path}#char={at}", expected=expected, found=seen)


def unparsed(error: ArchiveError, path: str) -> Finding:
    """Why a large TEI document could not be read."""
    return Finding("T0103", path, found=error.detail) if error.code == "E0416" else unread(error, path)


class _At(IntEnum):
    """Where the parser is: before the paragraphs, between them, in one, in an `lb`, after them."""

    BEFORE = 0
    BETWEEN = 1
    WITHIN = 2
    LINE = 3
    AFTER = 4


class _Form:
    """The states that a plain document goes through, and all of it that stands before its first paragraph."""

    def __init__(self) -> None:
        self._at = _At.BEFORE
        self._above: list[str] = []
        self._kept = bytearray()
        self._end = 0  # of what stands before the first paragraph
        self._parser = open_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._ended
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        if self._at is _At.BEFORE:
            self._kept += chunk
            if len(self._kept) > HEADER + len(chunk):
                raise NotPlainError(
                    self._parser.CurrentLineNumber, f"more than {HEADER} bytes before the first paragraph"
                )
        fed(self._parser, chunk, last=last)

    def shell(self) -> bytes:
        if b"<TEI" not in self._kept:
            raise NotPlainError(1, "a TEI element with a prefix")
        return bytes(self._kept[: self._end]) + b"<p/></div></body></text></TEI>\n"

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._at is _At.WITHIN and name == _LB and not attributes:
            self._at = _At.LINE
        elif self._at is _At.BETWEEN and name == _P and not attributes:
            self._at = _At.WITHIN
        elif self._at is _At.BEFORE and name == _P and self._above[1:] == [_TEXT, _BODY, _DIV]:
            if attributes:
                self._refuse(name)
            self._end = self._parser.CurrentByteIndex
            self._at = _At.WITHIN
        elif self._at is _At.BEFORE:
            self._above.append(name)
        else:
            self._refuse(name)

    def _ended(self, name: str) -> None:
        match self._at:
            case _At.LINE:
                self._at = _At.WITHIN
            case _At.WITHIN:
                self._at = _At.BETWEEN
            case _At.BETWEEN:
                self._at = _At.AFTER
                self._above.pop()
            case _:
                if self._at is _At.BEFORE and name in {_TEXT, _BODY, _DIV}:
                    self._refuse(name)
                self._above.pop()

    def _characters(self, characters: str) -> None:
        if self._at is _At.LINE or (self._at in (_At.BETWEEN, _At.AFTER) and characters.strip(_WHITE)):
            self._refuse(repr(characters[:20]))

    def _refuse(self, what: str) -> None:
        raise NotPlainError(self._parser.CurrentLineNumber, what.rpartition(" ")[2])
