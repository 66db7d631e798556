"""Anybody's TEI as it is met: with a document type, of TEI P4, with several texts; and which of its parts is to be read.

The texts of a document are its outermost `text` elements, wherever they stand but in a header. One is chosen by an identifier, or by
its number among those that hold no `group`: these are what a reader counts. An entity is never replaced and a DTD never read, so that
a text that refers to an entity is not known (XML 1.0 §4.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.errors import ArchiveError
from archive.tei.project import TEI, is_editorial
from archive.xml import parse

_NS = f"{{{TEI}}}"
_TEXT, _GROUP, _HEADER = (f"{_NS}{name}" for name in ("text", "group", "teiHeader"))
_DIGITS = 12
IDENTIFIER = "{http://www.w3.org/XML/1998/namespace}id"
P4_IDENTIFIER = "id"
P4_SOURCES = {"corr": "sic", "reg": "orig", "expan": "abbr"}
"""Elements of TEI P4 with the attribute, and since P5 the element, that holds what the source has."""


def read_anybodys(tei: bytes) -> Any:
    """The root of a TEI document, in the name space of P5. Raises ArchiveError E0408 on what is no XML."""
    root = parse(tei, ids=False, doctype=True)
    if not root.tag.startswith("{"):
        _bring_to_p5(root)
    return root


def texts_of(root: Any, wanted: str | None = None) -> list[Any]:
    """What is to be read of a document from `read_anybodys`, in document order: all its texts, or what is `wanted` of them.

    Raises ArchiveError E0416 where there is no text, E0435 where nothing is of this number or identifier, E0436 on an entity.
    """
    found = list(_outermost(root))
    if not found:
        raise no_text()
    if wanted is not None:
        found = _chosen(root, found, wanted)
    for text in found:
        _refuse_entities(text)
    return found


def number_in(wanted: str) -> int | None:
    """The number that a user gave; None for an identifier, which never begins with a digit."""
    return int(wanted) if wanted.isdecimal() and len(wanted) < _DIGITS else None


def no_text() -> ArchiveError:
    """The error of a document without a text."""
    return ArchiveError("E0416", "", "no text element in the TEI namespace")


def not_chosen(wanted: str, count: int) -> ArchiveError:
    """The error of a number or identifier that no text has."""
    return ArchiveError("E0435", f"--text {wanted}", f"no such text; {count} can be counted")


def unknown_entity(line: int, name: str) -> ArchiveError:
    """The error of a text that cannot be known without its DTD."""
    return ArchiveError("E0436", f"line {line}", f"&{name};")


def _outermost(element: Any) -> Iterator[Any]:
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag == _TEXT:
            yield one
        elif one.tag != _HEADER:
            waiting.extend(reversed(list(one.iterchildren("*"))))


def _counted(texts: list[Any]) -> list[Any]:
    """The texts that hold no group, of those that do the ones within it."""
    found: list[Any] = []
    waiting = list(reversed(texts))
    while waiting:
        one = waiting.pop()
        if one.tag == _TEXT and one.find(_GROUP) is None:
            found.append(one)
        else:
            below = (_GROUP,) if one.tag == _TEXT else (_TEXT, _GROUP)
            waiting.extend(reversed(list(one.iterchildren(*below))))
    return found


def _chosen(root: Any, texts: list[Any], wanted: str) -> list[Any]:
    counted = _counted(texts)
    if (number := number_in(wanted)) is not None:
        if not 0 < number <= len(counted):
            raise not_chosen(wanted, len(counted))
        return [counted[number - 1]]
    named = next((one for one in root.iter("*") if one.get(IDENTIFIER) == wanted), None)
    if named is None or not wanted:
        raise not_chosen(wanted, len(counted))
    inside = any(one in texts for one in (named, *named.iterancestors()))
    found = [named] if inside else list(_outermost(named))
    if not found:
        raise not_chosen(wanted, len(counted))
    return found


def _between(node: Any, text: Any) -> Iterator[Any]:
    """What stands around a node, up to the text that is read."""
    for above in node.iterancestors():
        if above is text:
            return
        yield above


def _refuse_entities(text: Any) -> None:
    from lxml import etree

    for entity in text.iter(etree.Entity):
        if not any(map(is_editorial, _between(entity, text))):
            raise unknown_entity(entity.sourceline or entity.getparent().sourceline, entity.name)


def _bring_to_p5(root: Any) -> None:
    """Names of P4 have no name space; what the source has may stand there in an attribute of the editor's word."""
    for element in list(root.iter("*")):
        if element.tag.startswith("{"):
            continue
        name = element.tag
        element.tag = _NS + name
        if (identifier := element.get(P4_IDENTIFIER)) and element.get(IDENTIFIER) is None:
            element.set(IDENTIFIER, identifier)
        source = P4_SOURCES.get(name)
        if source and (reading := element.get(source)) is not None:
            for child in list(element):
                element.remove(child)
            element.tag, element.text = _NS + source, reading
