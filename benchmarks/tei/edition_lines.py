"""The lines of an editor's TEI: the words of each, with what the editor says of them, white space folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from benchmarks.tei.kinds import kind_of
from benchmarks.tei.layouts import DIVIDED, LINE_END, Layout, line_end

TEI = "{http://www.tei-c.org/ns/1.0}"
_SKIPPED = frozenset(
    [
        "note",
        "del",
        "fw",
        "figDesc",
        "graphic",
        "pb",
        "sic",
        "orig",
        "metamark",
        "index",
        "figure",
        "table",
        "gap",
        "surplus",
        "rdg",
        "back",
        "interp",
        "stamp",
        "idno",
    ]
)
_BLOCKS = frozenset(
    [
        "head",
        "dateline",
        "salute",
        "signed",
        "p",
        "ab",
        "l",
        "item",
        "addrLine",
        "byline",
        "opener",
        "closer",
        "postscript",
        "trailer",
        "sp",
        "speaker",
        "docDate",
        "title",
        "lg",
        "label",
    ]
)
_GROUPS = frozenset(
    ["div", "div1", "div2", "div3", "list", "lg", "address", "quote", "opener", "closer", "postscript"]
)
_JOINED = frozenset(["dateline", "salute", "signed", "opener", "closer"])
_FRAMING = ("opener", "closer", "address", "signed", "lg", "list")
_BROKEN = (
    "opener",
    "closer",
    "dateline",
    "signed",
    "address",
)  # of which a line end of the source is one of the text
_RUNNING = ("opener", "closer", "salute", "p")  # but where running text stands in these
_DIVISIONS = {
    "opener": "opener",
    "closer": "closer",
    "signature": "signed",
    "dateline": "dateline",
    "postscript": "postscript",
}

Piece: TypeAlias = tuple[str, str, str]  # words, their kind, and the day that they tell


def lines(top: etree._Element, layout: Layout) -> Iterator[tuple[list[Piece], int]]:
    """The pieces of each line that is not blank, and the number of the group of lines that it is of."""
    filling = _Filling(layout)
    filling.walk(top, [], "")
    for pieces, group in filling.lines:
        if folded := _folded(pieces):
            yield folded, group


class _Filling:
    """Lines that are being filled, each with the number of its group."""

    def __init__(self, layout: Layout) -> None:
        self.lines: list[tuple[list[Piece], int]] = [([], 0)]
        self._group = 0
        self._long = layout is Layout.LONG
        self._written = layout is Layout.AS_WRITTEN

    def walk(self, element: etree._Element, path: list[str], when: str) -> None:
        """Puts down an element that stands in those of `path`, on the day `when`."""
        if callable(element.tag):  # a comment, or an instruction to a program
            return
        name = etree.QName(element).localname
        if name in _SKIPPED or (name == "add" and element.get("resp")):
            return
        if name == "space":
            self._put(" ", path)
        elif name == "choice":
            kept = next((c for c in element if etree.QName(c).localname in ("corr", "reg", "expan")), None)
            kept = next((c for c in element if etree.QName(c).localname == "abbr"), kept)
            if kept is not None:
                self.walk(kept, path, when)
        elif name == "lb":
            self._end_of_line(element, path)
        else:
            self._element(element, _named(element, name), path, when)

    def _element(self, element: etree._Element, name: str, path: list[str], when: str) -> None:
        inside = [*path, name]
        block = (
            name in _BLOCKS and not (name == "title" and "opener" not in path) and not _runs_in(name, path)
        )
        if (block or name in _GROUPS) and not (name in ("quote", "address", "list") and "p" in path):
            self._begin(inside, new_group=not any(above in _FRAMING for above in path))
        stated = element.get("when") or element.get("when-iso") or "" if name == "date" else when
        if element.text:
            self._put(element.text, inside, stated)
        for child in element:
            self.walk(child, inside, stated)
            if child.tail:
                self._put(child.tail, inside, stated)
        if block:
            self._begin(inside, new_group=False)

    def _put(self, words: str, path: list[str], when: str = "") -> None:
        self.lines[-1][0].append((words, kind_of(path), when))

    def _begin(self, path: list[str], *, new_group: bool) -> None:
        """Begins a line, but where a layout has the parts of openers and closers on one."""
        if self._long and path and path[-1] in _JOINED and not _JOINED.isdisjoint(path[:-1]):
            self._put(" ", path)
            return
        self._group += new_group
        if not "".join(words for words, _, _ in self.lines[-1][0]).strip():
            self.lines.pop()
        self.lines.append(([], self._group))

    def _end_of_line(self, element: etree._Element, path: list[str]) -> None:
        """What the end of a line of the source is: one of the text, a blank, or nothing within a word."""
        framed = any(above in _BROKEN for above in path)
        if framed and not (path[-1] in _RUNNING and _running(element)):
            self._begin(path, new_group=False)
        elif element.get("break") != "no" and element.get("rendition") != "#hyphen":
            self._put(LINE_END if self._written else " ", path)
        elif self._written:
            self._put(DIVIDED, path)


def _named(element: etree._Element, name: str) -> str:
    """The name of an element, or of the part that a division is; of two signatures, the first is the close."""
    if name.startswith("div"):
        name = _DIVISIONS.get(element.get("type", ""), name)
    if name == "signed" and any(follower.tag == TEI + "signed" for follower in element.itersiblings()):
        return "closer"
    return name


def _runs_in(name: str, path: list[str]) -> bool:
    """Whether a salutation or date stands within a paragraph's line."""
    return name in ("salute", "dateline", "signed", "label") and "p" in path


def _running(element: etree._Element) -> bool:
    """Whether what a line end stands in is running text, not a row of short lines."""
    above = element.getparent()
    return above is not None and sum(map(len, above.itertext())) > 30 * (1 + len(above.findall(TEI + "lb")))


def _folded(pieces: list[Piece]) -> list[Piece]:
    """The pieces with white space folded, none at the ends."""
    done: list[Piece] = []
    blank = True
    for words, kind, when in pieces:
        if words in (LINE_END, DIVIDED):
            _strip_end(done)
            done.append((line_end(done[-1][0] if done else "", words), kind, ""))
            blank = True
            continue
        folded = re.sub(r"\s+", " ", unicodedata.normalize("NFC", words.replace("\u00ad", "")))
        if blank:
            folded = folded.lstrip()
        if folded:
            blank = folded.endswith(" ")
            done.append((folded, kind, when))
    _strip_end(done)
    return done


def _strip_end(pieces: list[Piece]) -> None:
    """Takes the blanks from the end of the last piece that has anything else."""
    while pieces and not pieces[-1][0].rstrip():
        pieces.pop()
    if pieces:
        words, kind, when = pieces[-1]
        pieces[-1] = (words.rstrip(), kind, when)
