"""The text of a TEI document that is too large to be held: the projections of `project`, drawn from the file as it is parsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.errors import ArchiveError
from archive.tei.anybody import P4_SOURCES, unknown_entity
from archive.tei.parsing import fed, named_in_p5, open_parser
from archive.tei.project import BLOCKS, ONLY_ELEMENTS, SKIPPED, TEI, WHITE, is_layout

BOUND = "\x00"
"""Stands among the pieces where a block or a line begins or ends; no XML holds it."""

_TEXT = f"{TEI} text"
_NOTE = f"{TEI} note"
_BLOCKS = frozenset(name[1:].replace("}", " ") for name in BLOCKS)
_SKIPPED = frozenset(name[1:].replace("}", " ") for name in SKIPPED)
_ONLY = frozenset(name[1:].replace("}", " ") for name in ONLY_ELEMENTS)
_AROUND = 24


def pieces(chunks: Iterable[bytes], texts: frozenset[int] | None = None) -> Iterator[str]:
    """The characters of the document's `text`, in order, and BOUND where blocks and lines begin and end.

    With `texts`, the document is anybody's, and these elements of it are read (`anybody_large`): it may have a document type.
    Raises ArchiveError E0408 on what is no XML or has a document type, E0416 on XML without a TEI `text`; of
    anybody's, E0436 on an entity.
    """
    projector = _Projector(texts)
    for chunk in chunks:
        projector.feed(chunk)
        yield from projector.drawn()
    projector.feed(b"", last=True)
    yield from projector.drawn()
    if not projector.seen:
        raise ArchiveError("E0416", "", "no text element in the TEI namespace")


def exact(chunks: Iterable[bytes], texts: frozenset[int] | None = None) -> Iterator[str]:
    """The characters of `pieces`, as many together as come with one chunk."""
    projector = _Projector(texts)
    for chunk in chunks:
        projector.feed(chunk)
        yield "".join([piece for piece in projector.drawn() if piece != BOUND])
    projector.feed(b"", last=True)
    yield "".join([piece for piece in projector.drawn() if piece != BOUND])
    if not projector.seen:
        raise ArchiveError("E0416", "", "no text element in the TEI namespace")


class _Projector:
    """What `project` counts as the text, told apart as the parser comes to it."""

    def __init__(self, texts: frozenset[int] | None = None) -> None:
        self.seen = False
        self._texts = texts
        self._number = 0  # of elements begun
        self._p4 = False
        self._depth = self._skipped = 0
        self._inside = 0  # the depth of `text`
        self._only: list[bool] = []  # of each element that is open in it, whether white space in it is layout
        self._out: list[str] = []
        self._parser = open_parser(doctype=texts is not None)
        self._parser.SkippedEntityHandler = self._entity
        self._parser.ExternalEntityRefHandler = self._external
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        fed(self._parser, chunk, last=last)

    def drawn(self) -> list[str]:
        out, self._out = self._out, []
        return out

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._number += 1
        if self._texts is not None:
            self._p4 = self._p4 if self._number > 1 else " " not in name
            name, reading = named_in_p5(name, p4=self._p4), _reading(name, attributes, p4=self._p4)
        else:
            reading = None
        if not self._inside:
            if self._begins(name):
                self._inside, self.seen = self._depth, True
                self._open(name)
        elif self._skipped:
            self._skipped += 1
        elif reading is not None:
            self._out.append(reading)
            self._skipped = 1
        elif name in _SKIPPED or (
            name == _NOTE and ("resp" in attributes or attributes.get("type") == "editorial")
        ):
            self._skipped = 1
        else:
            self._open(name)

    def _begins(self, name: str) -> bool:
        if self._texts is not None:
            return self._number in self._texts
        return name == _TEXT and self._depth <= 2 and not self.seen

    def _entity(self, name: str, is_parameter: bool) -> None:
        if self._inside and not self._skipped and not is_parameter:
            raise unknown_entity(self._parser.CurrentLineNumber, name)

    def _external(self, context: str, *_: object) -> int:
        self._entity(context.rpartition("\f")[2], False)
        return 1

    def _open(self, name: str) -> None:
        self._only.append(name in _ONLY)
        if name in _BLOCKS:
            self._out.append(BOUND)

    def _end(self, name: str) -> None:
        name = named_in_p5(name, p4=self._p4)
        if self._inside:
            if self._skipped:
                self._skipped -= 1
            else:
                self._only.pop()
                if name in _BLOCKS:
                    self._out.append(BOUND)
                if self._depth == self._inside:
                    self._inside = 0
        self._depth -= 1

    def _characters(self, characters: str) -> None:
        if self._inside and not self._skipped:
            layout = is_layout(characters, within=self._only[-1])
            self._out.extend((BOUND, characters, BOUND) if layout else (characters,))


def _reading(name: str, attributes: dict[str, str], *, p4: bool) -> str | None:
    """What the source has, where P4 keeps it in an attribute of the editor's word."""
    return attributes.get(P4_SOURCES.get(name, "")) if p4 else None


def first_parting(
    wanted: Iterable[str], found: Iterable[str], *, around: int = _AROUND
) -> tuple[int, str, str] | None:
    """Where two texts part, and what stands there in each, with a little before it; None if they are the same."""
    one, two = iter(wanted), iter(found)
    left = right = before = ""
    base = 0
    while True:
        left = left or next((piece for piece in one if piece), "")
        right = right or next((piece for piece in two if piece), "")
        length = min(len(left), len(right))
        if left[:length] != right[:length] or not length:
            if not (left or right):
                return None
            at = next((at for at in range(length) if left[at] != right[at]), length)
            before = (before + left[:at])[-around:]
            return base + at, before + _some(left[at:], one, around), before + _some(right[at:], two, around)
        before = (before + left[:length])[-around:]
        left, right, base = left[length:], right[length:], base + length


def _some(begun: str, coming: Iterator[str], most: int) -> str:
    for piece in coming:
        if len(begun) >= most:
            break
        begun += piece
    return begun[:most]


def folded_parting(source: Iterable[str], found: Iterable[str]) -> tuple[int, bool, str] | None:
    """Where the pieces of a TEI text leave the words of `source`, and its own words from there on; None if they never do.

    The place counts the characters of the source that are no white space, and says whether white space follows it there.
    White space may differ in kind everywhere, and in being there at bounds only.
    """
    wanted = _Folded(source)
    bound, blank = True, False
    coming = iter(found)
    for piece in coming:
        if piece == BOUND:
            bound, blank = True, False
            continue
        run = WHITE.sub(" ", f" {piece}" if blank else piece)
        blank = run.endswith(" ")
        run = run.lstrip(" ") if bound else run
        run = run.removesuffix(" ")
        if not run:
            continue
        if bound:
            wanted.pass_blank()
            bound = False
        expected = wanted.take(len(run))
        if expected != run:
            same = next(
                (at for at, (a, b) in enumerate(zip(expected, run, strict=False)) if a != b),
                min(len(expected), len(run)),
            )
            letters = wanted.letters - len(expected.replace(" ", "")) + len(expected[:same].replace(" ", ""))
            return letters, expected[same : same + 1] == " ", _words(run[same:] + " " * blank, coming)
    before, rest = wanted.letters, wanted.take(1)
    return (before, rest == " ", "") if rest else None


def _words(begun: str, coming: Iterator[str]) -> str:
    for piece in coming:
        if len(begun) >= 64 and len(WHITE.sub(" ", begun).strip(" ")) >= 64:
            break
        begun += " " if piece == BOUND else piece
    return WHITE.sub(" ", begun).rstrip(" ")


class _Folded:
    """A text with its white space folded, taken from its beginning; `letters` are those taken that are no white space."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self._chunks = iter(chunks)
        self._waiting = ""
        self._begun = self._blank = False
        self.letters = 0

    def pass_blank(self) -> None:
        if self._there(1) and self._waiting[0] == " ":
            self._waiting = self._waiting[1:]

    def take(self, length: int) -> str:
        self._there(length)
        taken, self._waiting = self._waiting[:length], self._waiting[length:]
        self.letters += len(taken.replace(" ", ""))
        return taken

    def _there(self, length: int) -> bool:
        parts, size = [self._waiting], len(self._waiting)
        while size < length:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            run = WHITE.sub(" ", f" {chunk}" if self._blank else chunk)
            run = run if self._begun else run.lstrip(" ")
            self._blank = run.endswith(" ") or (self._blank and not run.strip(" "))
            run = run.removesuffix(" ")
            self._begun = self._begun or bool(run)
            parts.append(run)
            size += len(run)
        self._waiting = "".join(parts)
        return bool(self._waiting)


def letters_until(chunks: Iterable[str], count: int, *, blank: bool = False) -> int:
    """How many characters stand before the one that follows `count` that are no white space; all, if none follows.

    With `blank`, it is the white space that follows them.
    """
    count -= blank
    base = left = 0
    for chunk in chunks:
        visible = len(chunk) - sum(map(chunk.count, " \t\n\r"))
        if left + visible > count:
            for at, char in enumerate(chunk):
                if char not in " \t\n\r":
                    if left == count:
                        return base + at + blank
                    left += 1
        left, base = left + visible, base + len(chunk)
    return base
