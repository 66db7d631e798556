"""A record as `record.json`, both ways and without loss (schemas/record.schema.json; docs/record.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from json.encoder import encode_basestring as _quoted
from typing import Any, TypeGuard, TypeVar

from archive.errors import RecordError
from archive.record.model import (
    PROPERTIES,
    Agent,
    AgentKind,
    Description,
    Evidence,
    Origin,
    Record,
    Statement,
    Status,
)

FORMAT = "archive-record/1"
MAX_BYTES = 8 << 20

T = TypeVar("T")

_PROPERTIES = {name: name for name in PROPERTIES}
_ORIGINS = {origin.value: origin for origin in Origin}
_KINDS = {kind.value: kind for kind in AgentKind}
_WITHOUT_VALUE: dict[str, Status] = {status.value: status for status in Status if status is not Status.STATED}
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?Z")


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
    reader = _Reader()
    record = reader.record(tree)
    if reader.faults or record is None:
        number = len(reader.faults)
        detail = f"{number} fault{'s' if number != 1 else ''} in this record"
        raise RecordError("E0304", where, detail, tuple(reader.faults[:100]))
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


class _Reader:
    """Takes a tree of JSON apart; each thing that is not as it must be goes to `faults`, as (place, sentence)."""

    def __init__(self) -> None:
        self.faults: list[tuple[str, str]] = []

    def record(self, tree: Any) -> Record | None:
        fields = self._object(
            tree, "record", ("format", "identifier", "description", "statements", "superseded")
        )
        if fields is None:
            return None
        if fields.get("format") != FORMAT:
            self._fault("format", f"is not {FORMAT}")
        return Record(
            identifier=self._text(fields, "identifier", "record"),
            statements=tuple(self._statements(fields.get("statements"), "statements")),
            superseded=tuple(self._statements(fields.get("superseded"), "superseded")),
            description=self._description(fields.get("description")),
        )

    def _fault(self, place: str, sentence: str) -> None:
        self.faults.append((place, sentence))

    def _object(
        self, node: Any, place: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, Any] | None:
        if not isinstance(node, dict):
            self._fault(place, "is not an object")
            return None
        for name in required:
            if name not in node:
                self._fault(place, f"has no `{name}`")
        for name in node:
            if name not in required and name not in optional:
                self._fault(place, f"has an unknown key `{name[:60]}`")
        return node

    def _list(self, node: Any, place: str) -> Iterator[tuple[str, Any]]:
        if not isinstance(node, list):
            self._fault(place, "is not a list")
            return
        for number, item in enumerate(node):
            yield f"{place}[{number}]", item

    def _text(self, fields: dict[str, Any], name: str, place: str) -> str:
        found = fields.get(name)
        if isinstance(found, str) and found:
            return found
        if name in fields:
            self._fault(f"{place}.{name}", "is not a text of one character or more")
        return ""

    def _maybe(self, fields: dict[str, Any], name: str, place: str) -> str | None:
        return self._text(fields, name, place) if name in fields else None

    def _term(self, fields: dict[str, Any], name: str, place: str, known: dict[str, T]) -> T:
        found = fields.get(name)
        if isinstance(found, str) and found in known:
            return known[found]
        if self._text(fields, name, place):
            self._fault(f"{place}.{name}", f'"{fields[name][:60]}" is none of those there are')
        return next(iter(known.values()))

    def _statements(self, node: Any, place: str) -> Iterator[Statement]:
        for where, item in self._list(node, place):
            optional = ("value", "status", "lang", "scheme", "uri", "role", "evidence", "note")
            fields = self._object(item, where, ("property", "origin", "agent"), optional)
            if fields is None:
                continue
            status = (
                self._term(fields, "status", where, _WITHOUT_VALUE) if "status" in fields else Status.STATED
            )
            value = self._maybe(fields, "value", where)
            if (value is None) is (status is Status.STATED):
                self._fault(where, f"is {status} and has {'no' if value is None else 'a'} value")
            if fields.get("evidence") == []:
                self._fault(f"{where}.evidence", "is empty; it is left out where there is none")
            yield Statement(
                property=self._term(fields, "property", where, _PROPERTIES),
                value=value,
                origin=self._term(fields, "origin", where, _ORIGINS),
                agent=self._agent(fields.get("agent"), f"{where}.agent"),
                status=status,
                lang=self._maybe(fields, "lang", where),
                scheme=self._maybe(fields, "scheme", where),
                uri=self._maybe(fields, "uri", where),
                role=self._maybe(fields, "role", where),
                evidence=tuple(self._evidence(fields.get("evidence", []), f"{where}.evidence")),
                note=self._maybe(fields, "note", where),
            )

    def _evidence(self, node: Any, place: str) -> Iterator[Evidence]:
        for where, item in self._list(node, place):
            fields = self._object(item, where, ("quote",), ("start", "end"))
            if fields is None:
                continue
            quote, start, end = self._text(fields, "quote", where), fields.get("start"), fields.get("end")
            if "start" not in fields and "end" not in fields:
                yield Evidence(quote)
            elif not _is_offset(start) or not _is_offset(end) or end != start + len(quote):
                self._fault(where, "has a place that is not [start, start + length of the quote)")
            else:
                yield Evidence(quote, start, end)

    def _agent(self, node: Any, place: str) -> Agent:
        fields = self._object(node, place, ("kind", "name"), ("version", "rule")) or {}
        return Agent(
            kind=self._term(fields, "kind", place, _KINDS),
            name=self._text(fields, "name", place),
            version=self._maybe(fields, "version", place),
            rule=self._maybe(fields, "rule", place),
        )

    def _description(self, node: Any) -> Description:
        place = "description"
        fields = self._object(node, place, ("makers", "created", "conformsTo", "language", "license")) or {}
        rules = [{"rule": item} for _, item in self._list(fields.get("conformsTo"), f"{place}.conformsTo")]
        return Description(
            makers=tuple(
                self._agent(item, where)
                for where, item in self._list(fields.get("makers"), f"{place}.makers")
            ),
            created_at=self._time(fields),
            conforms_to=tuple(self._text(rule, "rule", f"{place}.conformsTo") for rule in rules),
            language=self._text(fields, "language", place),
            license=self._text(fields, "license", place),
        )

    def _time(self, fields: dict[str, Any]) -> datetime:
        found = self._text(fields, "created", "description")
        if _TIME.fullmatch(found):
            try:
                return datetime.fromisoformat(found[:-1]).replace(tzinfo=UTC)
            except ValueError:
                pass
        if found:
            self._fault(
                "description.created", f'"{found[:60]}" is no time in UTC such as 2026-11-21T00:00:00Z'
            )
        return datetime.min.replace(tzinfo=UTC)


def _is_offset(node: Any) -> TypeGuard[int]:
    return isinstance(node, int) and not isinstance(node, bool) and 0 <= node < 1 << 40
