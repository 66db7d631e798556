"""What an editor's TEI says of a text: its plain text, and what each line of it is.

The plain text is what a reader of the edition sees: a line a block, notes and deletions left out, line ends inside paragraphs
taken for blanks. `layouts` says where blank lines stand, and how lines are broken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from lxml import etree

from benchmarks.tei.kinds import kind_of
from benchmarks.tei.layouts import DIVIDED, LINE_END, PUBLISHED, Layout, apart, laid_out, line_end

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
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
_DIVS = (TEI + "div", TEI + "div1", TEI + "div2", TEI + "div3")
_WHOLE = frozenset(["letter", "document", "writingSession", "lettre", "chapter", "transcription"])
_GROUPS = frozenset(
    ["div", "div1", "div2", "div3", "list", "lg", "address", "quote", "opener", "closer", "postscript"]
)
_JOINED = frozenset(["dateline", "salute", "signed", "opener", "closer"])
_ROWS = frozenset(["l", "item", "address", "signed"])


@dataclass(frozen=True, slots=True)
class Run:
    """[start, end) of the plain text is of this kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its gold; `dates` hold @when as their kind."""

    name: str
    language: str
    content: str
    runs: tuple[Run, ...]
    dates: tuple[Run, ...]


@dataclass(slots=True)
class _Line:
    """A line being filled: its pieces with their kind, and what it stands in."""

    pieces: list[tuple[str, str, str]]
    group: int


def documents(path: Path, layout: Layout | None = None) -> Iterator[Document]:
    """A document for each letter of a file, or for its body where no division is a letter."""
    tree = etree.parse(path, etree.XMLParser(recover=False, huge_tree=True))
    root = tree.getroot()
    language = _language(root)
    for number, top in enumerate(_tops(root)):
        name = f"{path.stem}-{number}"
        chosen = layout or PUBLISHED[crc32(name.encode()) % len(PUBLISHED)]
        found = document(f"{name}-{chosen.name.lower()}", language, top, chosen)
        if found.runs:
            yield found


def document(name: str, language: str, top: etree._Element, layout: Layout) -> Document:
    """The plain text of an element in a layout, with its gold."""
    number = crc32(name.encode())
    content: list[str] = []
    runs: list[Run] = []
    dates: list[Run] = []
    at = 0
    group = -1
    for line in _lines(top, layout):
        pieces = _folded(line.pieces)
        if not pieces:
            continue
        grouped = line.group == group
        if content and apart(layout, grouped=grouped, row=grouped and pieces[0][1] in _ROWS):
            content.append("\n")
            at += 1
        group = line.group
        longest = max(pieces, key=lambda piece: len(piece[0]))
        put = laid_out("".join(words for words, _, _ in pieces), longest[1], layout, number)
        place = 0
        for words, kind, when in pieces:
            start = place + (len(words) - len(words.lstrip()))
            end = place + len(words.rstrip())
            place += len(words)
            if start >= end:
                continue
            here = Run(at + put.places[start], at + put.places[end - 1] + 1, kind)
            _add(runs, here, at, at)
            if when:
                _add(dates, replace(here, kind=when), at, here.start - 1)
        content.append(put.content + "\n")
        at += len(put.content) + 1
    return Document(name, language, "".join(content), tuple(runs), tuple(dates))


def _add(runs: list[Run], run: Run, line: int, reach: int) -> None:
    """The run, which goes on with the last one if that is of its kind, begins on this line, and ends at `reach` or beyond."""
    if runs and runs[-1].kind == run.kind and runs[-1].start >= line and runs[-1].end >= reach:
        runs[-1] = replace(runs[-1], end=run.end)
    else:
        runs.append(run)


def _tops(root: etree._Element) -> list[etree._Element]:
    letters = [
        div
        for div in root.iter(*_DIVS)
        if div.get("type") in _WHOLE
        and not any(above.get("type") in _WHOLE for above in div.iterancestors(*_DIVS))
    ]
    texts = [text for text in root.iter(TEI + "text") if not len(text.findall(f".//{TEI}text"))]
    return letters or texts


def _language(root: etree._Element) -> str:
    for found in (*root.iter(TEI + "text"), root):
        if code := found.get(XML + "lang"):
            return code[:2]
    for found in root.iter(TEI + "language"):
        return (found.get("ident") or "und")[:2]
    return "und"


def _lines(top: etree._Element, layout: Layout) -> list[_Line]:
    lines: list[_Line] = [_Line([], 0)]
    groups = [0]
    written = layout is Layout.AS_WRITTEN

    def begin(new_group: bool, path: list[str]) -> None:
        if layout is Layout.LONG and path and path[-1] in _JOINED and not _JOINED.isdisjoint(path[:-1]):
            lines[-1].pieces.append((" ", kind_of(path), ""))
            return
        if new_group:
            groups[0] += 1
        if lines[-1].pieces and "".join(words for words, _, _ in lines[-1].pieces).strip():
            lines.append(_Line([], groups[0]))
        else:
            lines[-1] = _Line([], groups[0])

    def walk(element: etree._Element, path: list[str], when: str) -> None:
        if callable(element.tag):  # a comment, or an instruction to a program
            return
        name = etree.QName(element).localname
        if name in _SKIPPED or (name == "add" and element.get("resp")):
            return
        if name == "space":
            lines[-1].pieces.append((" ", kind_of(path), ""))
            return
        if name == "choice":
            kept = next((c for c in element if etree.QName(c).localname in ("corr", "reg", "expan")), None)
            kept = next((c for c in element if etree.QName(c).localname == "abbr"), kept)
            if kept is not None:
                walk(kept, path, when)
            return
        if name == "lb":
            framed = any(above in ("opener", "closer", "dateline", "signed", "address") for above in path)
            if framed and not (path[-1] in ("opener", "closer", "salute", "p") and _running(element)):
                begin(False, path)
            elif element.get("break") != "no" and element.get("rendition") != "#hyphen":
                lines[-1].pieces.append((LINE_END if written else " ", kind_of(path), ""))
            elif written:
                lines[-1].pieces.append((DIVIDED, kind_of(path), ""))
            return
        name = _DIVISIONS.get(element.get("type", ""), name) if name.startswith("div") else name
        if name == "signed" and any(follower.tag == TEI + "signed" for follower in element.itersiblings()):
            name = "closer"  # of two, the first is the close
        inside = [*path, name]
        block = (
            name in _BLOCKS and not (name == "title" and "opener" not in path) and not _runs_in(name, path)
        )
        if (block or name in _GROUPS) and not (name in ("quote", "address", "list") and "p" in path):
            framed = any(above in ("opener", "closer", "address", "signed", "lg", "list") for above in path)
            begin(not framed, inside)
        stated = element.get("when") or element.get("when-iso") or "" if name == "date" else when
        kind = kind_of(inside)
        if element.text:
            lines[-1].pieces.append((element.text, kind, stated))
        for child in element:
            walk(child, inside, stated)
            if child.tail:
                lines[-1].pieces.append((child.tail, kind, stated))
        if block:
            begin(False, inside)

    walk(top, [], "")
    return lines


def _running(element: etree._Element) -> bool:
    """Whether what a line end stands in is running text, not a row of short lines."""
    above = element.getparent()
    return above is not None and sum(map(len, above.itertext())) > 30 * (1 + len(above.findall(TEI + "lb")))


_DIVISIONS = {
    "opener": "opener",
    "closer": "closer",
    "signature": "signed",
    "dateline": "dateline",
    "postscript": "postscript",
}


def _runs_in(name: str, path: list[str]) -> bool:
    """Whether a salutation or date stands within a paragraph's line."""
    return name in ("salute", "dateline", "signed", "label") and "p" in path


def _folded(pieces: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The pieces with white space folded, none at the ends."""
    done: list[tuple[str, str, str]] = []
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


def _strip_end(pieces: list[tuple[str, str, str]]) -> None:
    """Takes the blanks from the end of the last piece that has anything else."""
    while pieces and not pieces[-1][0].rstrip():
        pieces.pop()
    if pieces:
        words, kind, when = pieces[-1]
        pieces[-1] = (words.rstrip(), kind, when)
