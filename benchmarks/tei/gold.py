"""What an editor's TEI says of a text: its plain text, and what each line of it is.

The plain text is what a reader of the edition sees: a line a block, notes and deletions left out, line ends inside paragraphs
taken for blanks. `layouts` says where blank lines stand, and how lines are broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from lxml import etree

from benchmarks.tei.edition_lines import TEI, lines
from benchmarks.tei.layouts import PUBLISHED, Layout, apart, laid_out

XML = "{http://www.w3.org/XML/1998/namespace}"
_DIVS = (TEI + "div", TEI + "div1", TEI + "div2", TEI + "div3")
_WHOLE = frozenset(["letter", "document", "writingSession", "lettre", "chapter", "transcription"])
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
    for pieces, its_group in lines(top, layout):
        grouped = its_group == group
        if content and apart(layout, grouped=grouped, row=grouped and pieces[0][1] in _ROWS):
            content.append("\n")
            at += 1
        group = its_group
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
