"""What people say of many documents in one table, a row a document: `metadata.csv` (RFC 4180; docs/record.md)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.errors import RecordError
from archive.record.cells import QUOTES, split, unguard
from archive.record.draft import UNNAMED, Draft, Place, admit, clean, is_todo, property_of
from archive.record.model import PROPERTIES, Agent, AgentKind, Origin, Statement
from archive.record.sidecar import Declared, count
from archive.record.vocabularies import charset_fault, nearest

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

MAX_FAULTS = 500
_SEPARATOR = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)
_LINE = re.compile(r"\r\n|\r|\n")
_BLANK = 100  # lines above the names of the columns
_ABOUT = ("filename", "cataloguer", "charset")
_KINDS = {kind.value: kind for kind in AgentKind}


def read_table(data: bytes, where: str) -> Mapping[str, Declared]:
    """What each row says of the file it names, in the table's order. Raises RecordError E0305, every fault in `causes`."""
    faults: list[tuple[int, Place]] = []
    rows = list(_rows_of(data, where, faults))
    faults.extend(fault for row in rows for fault in row.faults)
    if faults:
        raise _refusal(faults, where, "table")
    return {row.name: row.declared for row in rows}


def read_rows(data: bytes, where: str) -> Mapping[str, Declared | RecordError]:
    """As `read_table`, but a row that cannot be taken is the error (E0305) of its file alone.

    A row that names no file stands under its place, `metadata.csv:7`. Raises RecordError E0305 where the bytes are no table or a
    heading is wrong, for then no row can be understood.
    """
    faults: list[tuple[int, Place]] = []
    rows = list(_rows_of(data, where, faults))
    if faults:
        raise _refusal(faults, where, "table")
    wrong: dict[str, list[tuple[int, Place]]] = {}
    for row in rows:
        if row.faults:
            wrong.setdefault(row.name or f"{where}:{row.number}", []).extend(row.faults)
    taken = {row.name or f"{where}:{row.number}": row.declared for row in rows}
    return {name: _refusal(wrong[name], where, "row") if name in wrong else taken[name] for name in taken}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the file that it names, "" if none, what it says of it, and what is wrong with it, by column."""

    number: int
    name: str
    declared: Declared
    faults: tuple[tuple[int, Place], ...]


def _rows_of(data: bytes, where: str, faults: list[tuple[int, Place]]) -> Iterator[_Row]:
    """The rows that are not blank; faults of the headings go to `faults`."""
    lines = _lines(data, where)
    head = next((line for line in lines if any(cell.strip() for cell in line[1])), None)
    if head is None:
        raise RecordError("E0305", where, "the table is empty; its first row names the columns")
    layout = _layout(head[1], faults)
    first: dict[str, int] = {}
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        found: list[tuple[int, Place]] = []
        declared, name = _declared(layout, number, cells, found)
        if name in first:
            at = layout.about.get("filename", 0)
            found.append((at, (f"`filename`, row {number}", f'"{name}" stands in row {first[name]} already')))
        elif name:
            first[name] = number
        yield _Row(number, name, declared, tuple(found))


def _refusal(faults: list[tuple[int, Place]], where: str, what: str) -> RecordError:
    causes = [fault for _, fault in sorted(faults, key=lambda fault: fault[0])]
    if len(causes) > MAX_FAULTS:
        causes[MAX_FAULTS:] = [("…", f"and {len(causes) - MAX_FAULTS} more")]
    return RecordError("E0305", where, count([fault for _, fault in faults], what), tuple(causes))


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns that together tell the values of one property: `columns` from a part ("" the value) to its number."""

    name: str
    heading: str
    columns: dict[str, int]

    @property
    def first(self) -> int:
        return min(self.columns.values())


@dataclass(frozen=True, slots=True)
class _Layout:
    width: int
    about: dict[str, int]
    groups: tuple[_Group, ...]
    nameless: tuple[int, ...]  # spreadsheets leave such where something was; nothing may stand in them


def _lines(data: bytes, where: str) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = f"byte 0x{data[error.start]:02X} is not UTF-8; save the table as CSV in UTF-8"
        raise RecordError("E0305", f"{where}:{line}", sentence) from error
    told = _SEPARATOR.match(text)  # as Excel writes, and wants, it
    text = text[told.end() :] if told else text
    header = next((line for line in _LINE.split(text, maxsplit=_BLANK) if line.strip(" ,;\t")), "")
    delimiter = told[1] if told else max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from enumerate(reader, start=2 if told else 1)
    except csv.Error as error:
        raise RecordError("E0305", f"{where}:{reader.line_num}", f"no CSV: {error}") from error


def _layout(header: list[str], faults: list[tuple[int, Place]]) -> _Layout:
    about: dict[str, int] = {}
    groups: list[_Group] = []
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
            last = _Group(name, heading.removesuffix(f".{part}") if part else heading, {})
            groups.append(last)
        if part in last.columns:
            sentence = (
                "stands twice for one column of values; put it to the right of the values it belongs to"
            )
            faults.append((number, (f"`{heading}`", sentence)))
        last.columns.setdefault(part, number)
    if "filename" not in about:
        faults.append((0, ("`filename`", "is missing: the column that names each row's file")))
    return _Layout(len(header), about, tuple(groups), tuple(nameless))


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


def _declared(
    layout: _Layout, number: int, cells: list[str], faults: list[tuple[int, Place]]
) -> tuple[Declared, str]:
    def cell(column: int) -> str:
        return clean(unguard(cells[column])) if column < len(cells) else ""

    if any(extra.strip() for extra in cells[layout.width :]):
        faults.append(
            (layout.width, (f"row {number}", f"has {len(cells)} cells; the table has {layout.width} columns"))
        )
    for column in layout.nameless:
        if cell(column):
            faults.append(
                (column, (f"row {number}", f"has a value in column {column + 1}, which has no name"))
            )
    name = cell(layout.about["filename"]) if "filename" in layout.about else ""
    if "filename" in layout.about and not name:
        faults.append(
            (layout.about["filename"], (f"`filename`, row {number}", "is empty; it names the row's file"))
        )
    people = split(cell(layout.about["cataloguer"])) if "cataloguer" in layout.about else []
    cataloguers = tuple(_agent(text, None, None) for text in people if text and not is_todo(text))
    charset = (cell(layout.about["charset"]) if "charset" in layout.about else "") or None
    charset = None if is_todo(charset) else charset
    if charset and (fault := charset_fault(charset)):
        faults.append((layout.about["charset"], (f"`charset`, row {number}", fault)))
    own = cataloguers[0] if cataloguers else UNNAMED
    statements: list[Statement] = []
    for group in layout.groups:
        found: list[Place] = []
        for draft in _drafts(group, {part: cell(column) for part, column in group.columns.items()}, found):
            statement = admit(draft, own, Origin.SUPPLIED, found)
            if statement is not None:
                statements.append(statement)
        faults.extend((group.first, (f"`{place}`, row {number}", sentence)) for place, sentence in found)
    return Declared(tuple(statements), charset, cataloguers), name


def _drafts(group: _Group, cells: dict[str, str], faults: list[Place]) -> Iterator[Draft]:
    """The values of one row's cells; a part told once holds of all of them."""
    if not any(cells.values()):
        return
    parts = {part: split(cell) for part, cell in cells.items() if cell}
    number = max(len(split(cells.get("", ""))), 1)
    for part, texts in list(parts.items()):
        if part and len(texts) == 1:
            parts[part] = texts * number
        elif len(texts) != number:
            values = f"{number} value{'s' if number > 1 else ''}"
            faults.append(
                (f"{group.heading}.{part}", f"tells {len(texts)} parts of {values}; ` | ` parts them alike")
            )
            return
    for index in range(number):
        told = {part: texts[index] for part, texts in parts.items() if texts[index]}
        if is_todo(told.get("")) and "evidence" not in told:
            continue
        evidence = _evidence(group.heading, told, faults)
        yield Draft(
            place=group.heading if number == 1 else f"{group.heading}[{index + 1}]",
            property=group.name,
            value=told.get("", None if "status" in told else ""),
            lang=told.get("lang"),
            scheme=told.get("scheme"),
            uri=told.get("uri"),
            role=told.get("role"),
            origin=told.get("origin"),
            status=told.get("status"),
            note=told.get("note"),
            evidence=evidence,
            agent=_agent(told["agent"], told.get("version"), told.get("rule")) if "agent" in told else None,
        )


def _evidence(heading: str, told: dict[str, str], faults: list[Place]) -> tuple[tuple[str, str | None], ...]:
    if "evidence" not in told:
        return ()
    quotes = split(told["evidence"], QUOTES)
    starts = split(told["start"], QUOTES) if "start" in told else [""] * len(quotes)
    if len(starts) != len(quotes):
        faults.append(
            (
                f"{heading}.start",
                f"tells {len(starts)} places of {len(quotes)} quotes; ` ¦ ` parts them alike",
            )
        )
        return ()
    return tuple((quote, start or None) for quote, start in zip(quotes, starts, strict=True))


def _agent(text: str, version: str | None, rule: str | None) -> Agent:
    kind, colon, name = text.partition(": ")
    known = _KINDS.get(kind) if colon else None
    return (
        Agent(known, name.strip(), version, rule) if known else Agent(AgentKind.PERSON, text, version, rule)
    )
