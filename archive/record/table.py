"""What people say of many documents in one table, a row a document: `metadata.csv` (RFC 4180; docs/record.md)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from archive.errors import RecordError
from archive.record.cells import QUOTES, split, unguard
from archive.record.columns import Group, Layout, layout_of
from archive.record.draft import UNNAMED, Draft, Place, admit, clean, is_todo
from archive.record.model import Agent, AgentKind, Origin, Statement
from archive.record.sidecar import Declared, count
from archive.record.vocabularies import charset_fault

MAX_FAULTS = 500
_SEPARATOR = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)
_LINE = re.compile(r"\r\n|\r|\n")
_BLANK = 100  # lines above the names of the columns
_KINDS = {kind.value: kind for kind in AgentKind}


def read_table(data: bytes, where: str) -> Mapping[str, Declared]:
    """What each row says of the file it names, in the table's order. Raises RecordError E0305, every fault in `causes`."""
    faults: list[tuple[int, Place]] = []
    rows = _rows(data, where, faults)
    found: dict[str, Declared] = {}
    for row in sorted((row for same in rows.lines.values() for row in same), key=itemgetter(0)):
        declared, name = _declared(rows.layout, *row, faults)
        faults.extend(rows.twice(name, row[0]))
        found[name] = declared
    if faults:
        raise _refusal(faults, where, "table")
    return found


def read_rows(data: bytes, where: str) -> Mapping[str, Declared | RecordError]:
    """As `read_table`, but a row that cannot be taken is the error (E0305) of its file alone, and each is read when it is asked for.

    A row that names no file stands under its place, `metadata.csv:7`. Raises RecordError E0305 where the bytes are no table or a
    heading is wrong, for then no row can be understood.
    """
    faults: list[tuple[int, Place]] = []
    rows = _rows(data, where, faults)
    if faults:
        raise _refusal(faults, where, "table")
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class _Rows(Mapping[str, Declared | RecordError]):
    """What the rows say by the file they name: of several processes, each takes its own rows apart, and not all of them."""

    where: str
    layout: Layout
    lines: Mapping[str, Sequence[tuple[int, list[str]]]]  # number and cells of each row that names the file

    def __getitem__(self, name: str) -> Declared | RecordError:
        faults: list[tuple[int, Place]] = []
        for number, cells in self.lines[name]:
            declared, written = _declared(self.layout, number, cells, faults)
            faults.extend(self.twice(written, number))
        return _refusal(faults, self.where, "row") if faults else declared

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def twice(self, name: str, number: int) -> Iterator[tuple[int, Place]]:
        """The fault of a row whose file another row above it names already."""
        if name and (first := self.lines[name][0][0]) != number:
            at = self.layout.about["filename"]
            yield at, (f"`filename`, row {number}", f'"{name}" stands in row {first} already')


def _rows(data: bytes, where: str, faults: list[tuple[int, Place]]) -> _Rows:
    """The rows that are not blank; faults of the headings go to `faults`. Raises RecordError E0305 where the bytes are no table."""
    lines = _lines(data, where)
    head = next((line for line in lines if any(cell.strip() for cell in line[1])), None)
    if head is None:
        raise RecordError("E0305", where, "the table is empty; its first row names the columns")
    layout = layout_of(head[1], faults)
    rows: dict[str, list[tuple[int, list[str]]]] = {}
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            rows.setdefault(_name(layout, cells) or f"{where}:{number}", []).append((number, cells))
    return _Rows(where, layout, rows)


def _refusal(faults: list[tuple[int, Place]], where: str, what: str) -> RecordError:
    causes = [fault for _, fault in sorted(faults, key=lambda fault: fault[0])]
    if len(causes) > MAX_FAULTS:
        causes[MAX_FAULTS:] = [("…", f"and {len(causes) - MAX_FAULTS} more")]
    return RecordError("E0305", where, count([fault for _, fault in faults], what), tuple(causes))


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


def _declared(
    layout: Layout, number: int, cells: list[str], faults: list[tuple[int, Place]]
) -> tuple[Declared, str]:
    def cell(column: int) -> str:
        return _cell(cells, column)

    if any(extra.strip() for extra in cells[layout.width :]):
        faults.append(
            (layout.width, (f"row {number}", f"has {len(cells)} cells; the table has {layout.width} columns"))
        )
    for column in layout.nameless:
        if cell(column):
            faults.append(
                (column, (f"row {number}", f"has a value in column {column + 1}, which has no name"))
            )
    name = _name(layout, cells)
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


def _name(layout: Layout, cells: list[str]) -> str:
    """The file that a row names; "" if none."""
    return _cell(cells, layout.about["filename"]) if "filename" in layout.about else ""


def _cell(cells: list[str], column: int) -> str:
    return clean(unguard(cells[column])) if column < len(cells) else ""


def _drafts(group: Group, cells: dict[str, str], faults: list[Place]) -> Iterator[Draft]:
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
