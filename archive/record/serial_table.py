"""Records as a table that `read_table` takes back.

Lost on the way: what `serial_yaml` loses, the superseded statements, and a cataloguer's version.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from archive.record.cells import QUOTES, guard, join
from archive.record.columns import SUFFIXES
from archive.record.draft import UNNAMED
from archive.record.model import Agent, AgentKind, Origin, Record, Statement, Status
from archive.record.serial_yaml import grouped


def to_table(records: Mapping[str, Record]) -> bytes:
    """A table that `read_table` takes back, by file name: UTF-8 with the mark by which spreadsheets know it, CRLF."""
    rows = {name: _cells(record) for name, record in records.items()}
    used = {column for cells in rows.values() for column in cells}
    names = grouped(statement for record in records.values() for statement in record.statements)
    columns = [
        column
        for column in (
            "cataloguer",
            *(
                f"dcterms.{name}{part}"
                for name in names
                for part in ("", *(f".{suffix}" for suffix in SUFFIXES))
            ),
        )
        if column in used
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["filename", *columns])
    for name, cells in rows.items():
        writer.writerow([guard(name), *(guard(cells.get(column, "")) for column in columns)])
    return out.getvalue().encode("utf-8-sig")


def _cells(record: Record) -> dict[str, str]:
    """The cells of one record by column, those that say something."""
    people = [agent for agent in record.description.makers if agent.kind is not AgentKind.SOFTWARE]
    own = Agent(people[0].kind, people[0].name) if people else UNNAMED
    cells = {"cataloguer": join(_written(agent) for agent in people)} if people else {}
    for name, statements in grouped(record.statements).items():
        told = [_parts(statement, own) for statement in statements]
        for part in ("", *SUFFIXES):
            texts = [parts.get(part, "") for parts in told]
            if not any(texts) and (part or len(texts) == 1):
                continue
            same = part and len(set(texts)) == 1
            cells[f"dcterms.{name}.{part}".rstrip(".")] = join(texts[:1] if same else texts)
    return cells


def _parts(statement: Statement, own: Agent) -> dict[str, str]:
    evidence = statement.evidence
    parts = {
        "": statement.value,
        "lang": statement.lang,
        "scheme": statement.scheme,
        "uri": statement.uri,
        "role": statement.role,
        "origin": None if statement.origin is Origin.SUPPLIED else statement.origin.value,
        "status": None if statement.status is Status.STATED else statement.status.value,
        "evidence": join((item.quote for item in evidence), QUOTES),
        "start": join(("" if item.start is None else str(item.start) for item in evidence), QUOTES)
        if any(item.start is not None for item in evidence)
        else None,
        "note": statement.note,
    }
    if statement.agent != own:
        parts |= {
            "agent": _written(statement.agent),
            "version": statement.agent.version,
            "rule": statement.agent.rule,
        }
    return {part: text for part, text in parts.items() if text}


def _written(agent: Agent) -> str:
    return f"{agent.kind.value}: {agent.name}"
