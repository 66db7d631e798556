"""A record as `record.json`, both ways and without loss (schemas/record.schema.json; docs/record.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any

from archive.errors import RecordError
from archive.record.model import Agent, Evidence, Record, Statement, Status
from archive.record.sound import sound

FORMAT = "archive-record/1"
MAX_BYTES = 8 << 20


def to_json(record: Record) -> bytes:
    """The bytes of record.json: UTF-8, statements in the record's order, absent fields left out, one final newline."""
    about = record.description
    lines = [
        "{",
        f'  "format": {_quoted(FORMAT)},',
        f'  "identifier": {_quoted(record.identifier)},',
        '  "description": {',
        f'    "makers": {_array(map(_agent, about.makers))},',
        f'    "created": "{time_text(about.created_at)}",',
        f'    "conformsTo": {_array(map(_quoted, about.conforms_to))},',
        f'    "language": {_quoted(about.language)},',
        f'    "license": {_quoted(about.license)}',
        "  },",
        f'  "statements": {_block(record.statements)},',
        f'  "superseded": {_block(record.superseded)}',
        "}\n",
    ]
    return "\n".join(lines).encode()


def from_json(data: bytes, where: str = "record.json") -> Record:
    """The record that these bytes hold. Raises RecordError E0304, with every fault of the file, on anything else."""
    tree = _loaded(data, where)
    record = sound(tree)
    if record is not None:
        return record
    from archive.record.received import taken

    record, faults = taken(tree)
    if record is None:
        detail = f"{len(faults)} fault{'s' if len(faults) != 1 else ''} in this record"
        raise RecordError("E0304", where, detail, faults[:100])
    return record


def time_text(time: datetime) -> str:
    """An aware time in UTC as all our files write it: `2026-11-21T00:00:00Z`, with a fraction only where it has one."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _block(statements: tuple[Statement, ...]) -> str:
    if not statements:
        return "[]"
    return "[\n" + ",\n".join(map(_statement, statements)) + "\n  ]"


def _statement(statement: Statement) -> str:
    status = None if statement.status is Status.STATED else statement.status.value
    fields = (
        ("property", statement.property),
        ("value", statement.value),
        ("status", status),
        ("lang", statement.lang),
        ("scheme", statement.scheme),
        ("uri", statement.uri),
        ("role", statement.role),
        ("origin", statement.origin.value),
    )
    lines = [f'      "{name}": {_quoted(text)}' for name, text in fields if text is not None]
    if statement.evidence:
        quotes = ",\n".join(f"        {_evidence(item)}" for item in statement.evidence)
        lines.append(f'      "evidence": [\n{quotes}\n      ]')
    lines.append(f'      "agent": {_agent(statement.agent)}')
    if statement.note is not None:
        lines.append(f'      "note": {_quoted(statement.note)}')
    return "    {\n" + ",\n".join(lines) + "\n    }"


def _evidence(evidence: Evidence) -> str:
    if evidence.start is None:
        return f'{{"quote": {_quoted(evidence.quote)}}}'
    return f'{{"quote": {_quoted(evidence.quote)}, "start": {evidence.start}, "end": {evidence.end}}}'


@lru_cache(maxsize=1024)
def _agent(agent: Agent) -> str:
    fields = (
        ("kind", agent.kind.value),
        ("name", agent.name),
        ("version", agent.version),
        ("rule", agent.rule),
    )
    return "{" + ", ".join(f'"{name}": {_quoted(text)}' for name, text in fields if text is not None) + "}"


def _array(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _loaded(data: bytes, where: str) -> Any:
    if len(data) > MAX_BYTES:
        raise RecordError("E0304", where, f"{len(data)} bytes; a record has {MAX_BYTES} at most")
    try:
        text = data.decode("utf-8")
        tree = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
        # JSON can escape what UTF-8 cannot hold
        if "\\u" in text:
            json.dumps(tree, ensure_ascii=False).encode()
    except RecursionError:
        raise RecordError("E0304", where, "nested too deep") from None
    except json.JSONDecodeError as error:
        raise RecordError("E0304", f"{where}:{error.lineno}", f"no JSON: {error.msg}") from error
    except UnicodeError as error:
        raise RecordError("E0304", where, "not UTF-8, or an escape of half a character") from error
    except ValueError as error:
        raise RecordError("E0304", where, str(error)[:200]) from error
    return tree


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise ValueError(f'the key "{twice[:60]}" stands twice in one object')
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
