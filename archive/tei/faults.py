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
_RANKS = {name: rank for rank, name in enumerate(_POINTERS)}
_BACK = {"next": "prev", "prev": "next"}
_MUTUAL = frozenset({"ref", "who", *_BACK})  # those of which more is asked than that they lead somewhere
_DATING = ("when", "notBefore", "notAfter")
_ENTRIES = ("person", "org", "place", "event")
_KINDS = {"persName": ("person",), "orgName": ("org",), "placeName": ("place",), "said": ("person", "org")}


def faults(tei: bytes, text: str, *, path: str, record: Record | None = None) -> Iterator[Finding]:
    """Every finding on one TEI document: T01 form and grammar, T02 against `text` (the normalized text), T03 pointers and dates.

    With a `record`, its quotations are looked up in the encoded text too.
    """
    try:
        root = parse(tei, ids=False)
    except ArchiveError as error:
        yield unread(error, path)
        return
    yield from document_faults(root, text, path=path, record=record)


def unread(error: ArchiveError, path: str) -> Finding:
    """T0101: why a TEI document could not be parsed."""
    return Finding("T0101", f"{path}:{_line(error.where)}", found=error.detail)


def document_faults(root: Any, text: str, *, path: str, record: Record | None = None) -> Iterator[Finding]:
    """What `faults` finds, of a document that is parsed already."""
    yield from grammar_faults(root, path)
    yield from text_faults(root, text, path, record)
    yield from pointer_faults(root, path)


def verify_text(tei: bytes, text: str, *, path: str) -> Iterator[Finding]:
    """What is wrong with the text of anybody's TEI, held against `text`: T0101, T0103, T0201, T0202; nothing if it is the same."""
    try:
        root = parse(tei, ids=False)
    except ArchiveError as error:
        yield unread(error, path)
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


def identifier_faults(root: Any, path: str) -> Iterator[Finding]:
    """T0302 for each element whose xml:id another before it has."""
    seen: set[str] = set()
    for element in root.iter("*"):
        value = element.get(_ID)
        if value in seen:
            yield Finding("T0302", f"{path}:{element.sourceline}", found=value)
        elif value is not None:
            seen.add(value)


def pointer_faults(root: Any, path: str) -> Iterator[Finding]:
    """T0301 to T0306: what points nowhere or to the wrong thing, dates at odds, entries that nothing uses."""
    targets: dict[str, Any] = {}
    telling: list[
        tuple[Any, list[tuple[str, str]], bool]
    ] = []  # each that points or is dated, and whether it is
    for element in root.iter("*"):
        pointers, dated = [], False
        for name, value in element.items():
            if name == _ID:
                if value in targets:
                    yield Finding("T0302", f"{path}:{element.sourceline}", found=value)
                targets[value] = element
            elif name in _DATING:
                dated = True
            elif "#" in value and name in _RANKS:
                pointers.append((name, value))
        if pointers or dated:
            telling.append((element, pointers, dated))
    targets.pop("", None)
    pointed: set[str] = set()
    for element, pointers, dated in telling:
        if len(pointers) > 1:
            pointers.sort(key=_rank)
        for name, value in pointers:
            for pointer in value.split():
                if pointer.startswith("#"):
                    pointed.add(pointer[1:])
                    target = targets.get(pointer[1:])
                    if (target is None or name in _MUTUAL) and (
                        fault := _pointer_fault(element, name, pointer, target, path)
                    ):
                        yield fault
        if dated:
            yield from _date_faults(element, path)
    for entry in root.iter(*_ENTRIES, *(f"{{{TEI}}}{name}" for name in _ENTRIES)):
        if (entry.get(_ID) or "") not in pointed:
            yield Finding("T0304", f"{path}:{entry.sourceline}", found=entry.get(_ID))


def _rank(pointer: tuple[str, str]) -> int:
    return _RANKS[pointer[0]]


def _local(element: Any) -> str:
    return str(element.tag).removeprefix(f"{{{TEI}}}")


def _pointer_fault(element: Any, name: str, pointer: str, target: Any, path: str) -> Finding | None:
    if target is None:
        return Finding("T0301", f"{path}:{element.sourceline}", found=f'{name}="{pointer}"')
    if name in ("ref", "who"):
        kinds = _KINDS.get(_local(element))
        if kinds and _local(target) not in kinds:
            where, found = f"{path}:{element.sourceline}", f"{pointer}, a {_local(target)}"
            return Finding("T0305", where, expected=" or ".join(kinds), found=found)
    back = _BACK.get(name)
    if back and target.get(back) != f"#{element.get(_ID)}":
        where = f"{path}:{element.sourceline}"
        return Finding("T0306", where, expected=f'{back}="#{element.get(_ID)}"', found=str(target.get(back)))
    return None


def _date_faults(element: Any, path: str) -> Iterator[Finding]:
    when, first, last = map(element.get, _DATING)
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
