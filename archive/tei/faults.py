"""What is wrong with a TEI document: its form, its text against the source, and its pointers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.errors import ArchiveError
from archive.findings import Finding
from archive.record.model import Record
from archive.tei.project import TEI, body_of, first_difference, is_intact, projection
from archive.tei.schema import grammar_faults
from archive.xml import parse

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_POINTERS = ("ref", "who", "resp", "target", "scheme", "next", "prev", "corresp", "sameAs")
_DATING = ("when", "notBefore", "notAfter")
_ENTRIES = ("person", "org", "place", "event")
_KINDS = {"persName": ("person",), "orgName": ("org",), "placeName": ("place",), "said": ("person", "org")}


def faults(tei: bytes, text: str, *, path: str, record: Record | None = None) -> Iterator[Finding]:
    """Every finding on one TEI document: T01 form and grammar, T02 against `text` (the normalized text), T03 pointers and dates.

    With a `record`, its quotations are looked up in the encoded text too.
    """
    try:
        root = parse(tei)
    except ArchiveError as error:
        yield unread(error, path)
        return
    yield from document_faults(root, text, path=path, record=record)


def unread(error: ArchiveError, path: str) -> Finding:
    """T0101, or T0302 for an identifier that stands twice: why a TEI document could not be parsed."""
    code = "T0302" if "already defined" in error.detail else "T0101"
    return Finding(code, f"{path}:{_line(error.where)}", found=error.detail)


def document_faults(root: Any, text: str, *, path: str, record: Record | None = None) -> Iterator[Finding]:
    """What `faults` finds, of a document that is parsed already."""
    yield from grammar_faults(root, path)
    yield from text_faults(root, text, path, record)
    yield from pointer_faults(root, path)


def verify_text(tei: bytes, text: str, *, path: str) -> Iterator[Finding]:
    """What is wrong with the text of anybody's TEI, held against `text`: T0101, T0103, T0201, T0202; nothing if it is the same."""
    try:
        root = parse(tei)
    except ArchiveError as error:
        yield Finding("T0101", f"{path}:{_line(error.where)}", found=error.detail)
        return
    yield from text_faults(root, text, path)


def _line(where: str) -> str:
    return where.removeprefix("line ")


def text_faults(root: Any, text: str, path: str, record: Record | None = None) -> Iterator[Finding]:
    """T0201 if the text was changed, T0202 if its white space alone was, T0203 for a quotation of the record that is not there."""
    try:
        inner = body_of(root)
    except ValueError as error:
        yield Finding("T0103", path, found=str(error))
        return
    found = projection(inner)
    if found != text:
        intact = is_intact(inner, text)
        at, expected, seen = first_difference(text, found)
        yield Finding("T0202" if intact else "T0201", f"{path}#char={at}", expected=expected, found=seen)
    for statement in record.statements if record else ():
        for evidence in statement.evidence:
            start, end = evidence.start, evidence.end
            if start is not None and end is not None and found[start:end] != evidence.quote:
                where = f"{path}#char={start},{end}"
                yield Finding("T0203", where, expected=evidence.quote, found=found[start:end])


def pointer_faults(root: Any, path: str) -> Iterator[Finding]:
    """T0301 to T0306: what points nowhere or to the wrong thing, dates at odds, entries that nothing uses."""
    targets: dict[str, Any] = {}
    telling: list[tuple[Any, dict[str, str]]] = []  # the elements whose attributes point or date, with these
    for element in root.iter("*"):
        tells = False
        for name, value in element.items():
            if name in _DATING or ("#" in value and name in _POINTERS):
                tells = True
            elif name == _ID and value:
                targets[value] = element
        if tells:
            telling.append((element, dict(element.items())))
    pointed: set[str] = set()
    for element, attributes in telling:
        for name in _POINTERS:
            for pointer in attributes.get(name, "").split():
                if pointer.startswith("#"):
                    pointed.add(pointer[1:])
                    yield from _pointer_fault(element, name, pointer, targets, path)
        yield from _date_faults(element, attributes, path)
    for entry in root.iter(*_ENTRIES, *(f"{{{TEI}}}{name}" for name in _ENTRIES)):
        if (entry.get(_ID) or "") not in pointed:
            yield Finding("T0304", f"{path}:{entry.sourceline}", found=entry.get(_ID))


def _local(element: Any) -> str:
    return str(element.tag).removeprefix(f"{{{TEI}}}")


def _pointer_fault(
    element: Any, name: str, pointer: str, targets: dict[str, Any], path: str
) -> Iterator[Finding]:
    target = targets.get(pointer[1:])
    if target is None:
        yield Finding("T0301", f"{path}:{element.sourceline}", found=f'{name}="{pointer}"')
        return
    kinds = _KINDS.get(_local(element)) if name in ("ref", "who") else None
    if kinds and _local(target) not in kinds:
        where = f"{path}:{element.sourceline}"
        yield Finding("T0305", where, expected=" or ".join(kinds), found=f"{pointer}, a {_local(target)}")
    back = {"next": "prev", "prev": "next"}.get(name)
    if back and target.get(back) != f"#{element.get(_ID)}":
        where = f"{path}:{element.sourceline}"
        yield Finding("T0306", where, expected=f'{back}="#{element.get(_ID)}"', found=str(target.get(back)))


def _date_faults(element: Any, attributes: dict[str, str], path: str) -> Iterator[Finding]:
    when, first, last = (attributes.get(name) for name in _DATING)
    if when is not None and (first is not None or last is not None):
        yield Finding("T0303", f"{path}:{element.sourceline}", found="when beside notBefore or notAfter")
    if first is not None and last is not None:
        common = min(len(first), len(last))
        if not first.startswith("-") and not last.startswith("-") and first[:common] > last[:common]:
            yield Finding(
                "T0303",
                f"{path}:{element.sourceline}",
                expected=f"not before {first}",
                found=f"not after {last}",
            )
