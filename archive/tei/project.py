"""TEI back to text: the three projections by which an encoding is held against its source (docs/tei.md).

I1, exact: every character of `text` in order, less what an editor put there. I2, folded: the same with white space as TEI
reads it (P5, "Characters, white space"), so that an indented copy still counts as intact. I3: where each element stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archive.tei.spans import EDITORIAL
from archive.text.faults import alike
from archive.xml import parse

TEI = "http://www.tei-c.org/ns/1.0"
_NS = f"{{{TEI}}}"
SKIPPED = frozenset(_NS + name for name in EDITORIAL)
_NOTE = f"{_NS}note"
WHITE = re.compile(r"[ \t\n\r]+")
_AT_BOUND = re.compile(r"[ \t\n\r]*\x00[ \t\n\r\x00]*")

# Before and after these a reader sees a line end or a blank, whether the file holds one or not.
_BLOCK_NAMES = """ab address addrLine argument back body byline castGroup castItem castList cell closer dateline div div1 div2 div3 div4 div5
div6 div7 docImprint docTitle epigraph epilogue event figure floatingText front fw group head headItem headLabel imprimatur item l lb lg list
listBibl listEvent listOrg listPerson listPlace milestone opener org p pb performance person place postscript prologue row salute set signed sp
spGrp speaker stage street table text titlePage titlePart trailer"""
BLOCKS = frozenset(_NS + name for name in _BLOCK_NAMES.split())

# White space directly in these is layout: their content is elements alone. The children of others of that kind have bounds.
_ONLY_NAMES = """app biblStruct choice cit div event front listBibl monogr org person place rdgGrp ruby sp subst titlePage"""
ONLY_ELEMENTS = frozenset(_NS + name for name in _ONLY_NAMES.split())
_BOUND = "\x00"  # no XML holds it


@dataclass(frozen=True, slots=True)
class Located:
    """An element of `text` and where its characters stand in the projection, [start, end) in code points."""

    element: Any
    start: int
    end: int


def project(tei: bytes) -> str:
    """The exact text of a TEI document. Raises ArchiveError E0408 on what is no XML, ValueError on XML without a `text`."""
    return projection(body_of(parse(tei)))


def fold(tei: bytes | str) -> str:
    """The folded text of a TEI document (bytes) or of a plain text (str). Raises as `project` does."""
    if isinstance(tei, str):
        return WHITE.sub(" ", tei).strip(" ")
    return folded(body_of(parse(tei)))


def body_of(root: Any) -> Any:
    """The `text` element of a parsed document. Raises ValueError if it has none."""
    text = root if root.tag == f"{_NS}text" else root.find(f"{_NS}text")
    if text is None:
        raise ValueError("no text element in the TEI namespace")
    return text


def projection(text: Any) -> str:
    """The characters of a parsed `text`, as they stand."""
    if any(map(is_editorial, text.iter(*SKIPPED, _NOTE))):
        return "".join([piece for piece, _ in _pieces(text)])
    return str(text.xpath("string()", smart_strings=False))


def folded(text: Any) -> str:
    """The characters of a parsed `text`, white space folded, with a blank at the bounds of blocks and lines."""
    return WHITE.sub(" ", _bounded(text).replace(_BOUND, " ")).strip(" ")


def is_intact(text: Any, source: str) -> bool:
    """Whether a parsed `text` has the words of `source`: white space may differ in kind everywhere, and in being there at bounds only."""
    return parting(text, source) is None


def parting(text: Any, source: str) -> tuple[int, str] | None:
    """Where a parsed `text` leaves the words of `source`, and its own words from there on; None if it never does.

    The place is an offset in the folded source.
    """
    return parting_of([text], source)


def parting_of(texts: Sequence[Any], source: str) -> tuple[int, str] | None:
    """What `parting` says of several texts that follow each other, a bound between them."""
    wanted = fold(source)
    at = 0
    bounded = _BOUND.join(["", *map(_bounded, texts), ""])
    runs = [WHITE.sub(" ", run) for run in _AT_BOUND.split(bounded)]
    for number, piece in enumerate(runs):
        if piece and at < len(wanted) and wanted[at] == " ":
            at += 1
        if not wanted.startswith(piece, at):
            same = first_difference(wanted[at : at + len(piece)], piece)[0]
            return at + same, " ".join([piece[same:], *runs[number + 1 : number + 20]]).rstrip(" ")
        at += len(piece)
    return None if at == len(wanted) else (at, "")


def _bounded(text: Any) -> str:
    return "".join([_BOUND if bound else piece for piece, bound in _pieces(text, bounds=True)])


def locate(text: Any) -> Iterator[Located]:
    """Every element of a parsed `text` that is projected, outermost first, with its place (invariant I3)."""
    found: list[Located] = []
    opened: list[tuple[int, Any, int]] = []
    at = 0
    for event, element in _walk(text):
        if event == "start":
            opened.append((len(found), element, at))
            found.append(Located(element, at, at))
            at += len(element.text or "") if isinstance(element.tag, str) else 0
        elif event == "end":
            index, ended, start = opened.pop()
            found[index] = Located(ended, start, at)
            at += len(ended.tail or "") if ended is not text else 0
        else:
            at += len(element.tail or "")
    yield from found


def _pieces(text: Any, *, bounds: bool = False) -> Iterator[tuple[str, bool]]:
    for event, element in _walk(text):
        if bounds and event != "skip" and element.tag in BLOCKS:
            yield " ", True
        if event == "start":
            piece, around = element.text or "", element
        elif element is not text:
            piece, around = element.tail or "", element.getparent()
        else:
            continue
        yield piece, bounds and is_layout(piece, within=around.tag in ONLY_ELEMENTS)


def is_layout(piece: str, *, within: bool) -> bool:
    """Whether these characters are white space `within` an element that has no characters of its own."""
    return within and bool(piece) and not piece.strip(" \t\n\r")


def _walk(text: Any) -> Iterator[tuple[str, Any]]:
    """(start, element), (end, element) in document order; (skip, node) for what is not the source's, its tail excepted."""
    stack: list[tuple[Any, Any]] = [(text, iter(text))]
    yield "start", text
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
        elif is_editorial(child):
            yield "skip", child
        else:
            yield "start", child
            stack.append((child, iter(child)))


def is_editorial(element: Any) -> bool:
    """Whether what stands in this node is an editor's, and not the source's."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return True
    return element.tag == _NOTE and (element.get("resp") is not None or element.get("type") == "editorial")


def first_difference(wanted: str, found: str, *, around: int = 24) -> tuple[int, str, str]:
    """Where two texts part, and what stands there in each, with a little before it."""
    low = alike(wanted, found)
    start = max(low - around, 0)
    return low, wanted[start : low + around], found[start : low + around]
