"""The columns of a table that describes documents, from its first row: which file, and what part of which property each tells."""

from __future__ import annotations

from dataclasses import dataclass

from archive.record.draft import Place, property_of
from archive.record.model import PROPERTIES
from archive.record.vocabularies import nearest

SUFFIXES = (
    "lang",
    "scheme",
    "uri",
    "role",
    "origin",
    "status",
    "evidence",
    "start",
    "note",
    "agent",
    "version",
    "rule",
)
"""What may follow a property in a column's name; `dcterms.creator.role` tells the role of the creator to its left."""

_ABOUT = ("filename", "cataloguer", "charset")


@dataclass(frozen=True, slots=True)
class Group:
    """The columns that together tell the values of one property: `columns` from a part ("" the value) to its number."""

    name: str
    heading: str
    columns: dict[str, int]

    @property
    def first(self) -> int:
        return min(self.columns.values())


@dataclass(frozen=True, slots=True)
class Layout:
    width: int
    about: dict[str, int]
    groups: tuple[Group, ...]
    nameless: tuple[int, ...]  # spreadsheets leave such where something was; nothing may stand in them


def layout_of(header: list[str], faults: list[tuple[int, Place]]) -> Layout:
    about: dict[str, int] = {}
    groups: list[Group] = []
    nameless: list[int] = []
    for number, cell in enumerate(header):
        heading = cell.strip()
        if heading.casefold() in _ABOUT:
            if heading.casefold() in about:
                faults.append((number, (f"`{heading}`", "is the name of two columns")))
            about.setdefault(heading.casefold(), number)
            continue
        name, part = _column(heading)
        if not heading:
            nameless.append(number)
            continue
        if name is None:
            faults.append((number, (f"`{heading[:60]}`", _no_column(heading))))
            continue
        last = next((group for group in reversed(groups) if group.name == name), None)
        if last is None or (not part and "" in last.columns):
            last = Group(name, heading.removesuffix(f".{part}") if part else heading, {})
            groups.append(last)
        if part in last.columns:
            sentence = (
                "stands twice for one column of values; put it to the right of the values it belongs to"
            )
            faults.append((number, (f"`{heading}`", sentence)))
        last.columns.setdefault(part, number)
    if "filename" not in about:
        faults.append((0, ("`filename`", "is missing: the column that names each row's file")))
    return Layout(len(header), about, tuple(groups), tuple(nameless))


def _column(heading: str) -> tuple[str | None, str]:
    """The property and the part that a heading means; None for a heading of neither."""
    name = property_of(heading)
    if name is not None:
        return name, ""
    start, _, part = heading.rpartition(".")
    return (property_of(start), part) if part in SUFFIXES else (None, "")


def _no_column(heading: str) -> str:
    start, dot, part = heading.rpartition(".")
    if dot and property_of(start) is not None:
        meant = nearest(part, SUFFIXES)
        known = f"{start}.{meant}" if meant else None
    else:
        prefix = next(
            (p for p in ("dcterms.", "dcterms:", "dc.", "dc:") if heading.casefold().startswith(p)), ""
        )
        near = nearest(heading[len(prefix) :], (*PROPERTIES, *_ABOUT))
        known = f"{'' if near in _ABOUT else prefix}{near}" if near else None
    return f"no such column; did you mean `{known}`?" if known else "no such column; columns are DCMI terms"
