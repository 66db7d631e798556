"""record.json: lossless both ways, the same bytes, readable, and no way in for anything malformed."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import RecordError
from archive.record.model import (
    SOFTWARE,
    Agent,
    AgentKind,
    Description,
    Evidence,
    Origin,
    Record,
    Statement,
    Status,
)
from archive.record.serial_json import MAX_BYTES, from_json, to_json
from archive.resources import schema
from tests.record.strategies import records

ANA = Agent(AgentKind.PERSON, "Ana")
ABOUT = Description(
    (ANA,), datetime(2026, 11, 21, tzinfo=UTC), ("DACS",), "en", "http://creativecommons.org/x/"
)
SMALL = Record(
    "urn:x:1",
    (
        Statement(
            "title", "“Señor”", Origin.TRANSCRIBED, SOFTWARE, lang="es", evidence=(Evidence("Señor", 1, 6),)
        ),
        Statement("creator", None, Origin.SUPPLIED, ANA, status=Status.NOT_STATED, note="looked"),
    ),
    (),
    ABOUT,
)


@given(records())
@settings(deadline=None, max_examples=60)
def test_round_trip(record: Record) -> None:
    """A record read back from its JSON equals itself, and is written as the same bytes again."""
    assert from_json(to_json(record)) == record
    assert to_json(from_json(to_json(record))) == to_json(record)


@given(records())
@settings(deadline=None, max_examples=30)
def test_published_schema(record: Record) -> None:
    """What we write keeps our published JSON Schema."""
    validator().validate(json.loads(to_json(record)))


def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is in the extra [test]")
    rules = json.loads(schema("record.schema.json"))
    jsonschema.Draft202012Validator.check_schema(rules)
    return jsonschema.Draft202012Validator(rules)


def test_readable() -> None:
    """Text stands in the file as it is read, absent fields are left out, and one newline ends it."""
    text = to_json(SMALL).decode()
    assert '"value": "“Señor”"' in text
    assert "\\u" not in text
    assert '"role"' not in text
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")


def changed(path: tuple[str | int, ...], value: Any) -> bytes:
    """The small record with one part put in place of another, or taken out by Ellipsis."""
    tree = deepcopy(json.loads(to_json(SMALL)))
    node = tree
    for step in path[:-1]:
        node = node[step]
    if value is ...:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return json.dumps(tree).encode()


WRONG = [
    (("format",), "archive-record/2"),
    (("format",), ...),
    (("identifier",), 7),
    (("identifier",), ""),
    (("statements",), {}),
    (("statements", 0), "title"),
    (("statements", 0, "property"), "titel"),
    (("statements", 0, "property"), ...),
    (("statements", 0, "origin"), "guessed"),
    (("statements", 0, "value"), ...),
    (("statements", 0, "value"), None),
    (("statements", 0, "value"), ""),
    (("statements", 0, "status"), "stated"),
    (("statements", 0, "status"), "not-stated"),
    (("statements", 1, "value"), "Ana"),
    (("statements", 0, "colour"), "red"),
    (("statements", 0, "agent"), ...),
    (("statements", 0, "agent", "kind"), "robot"),
    (("statements", 0, "evidence"), []),
    (("statements", 0, "evidence", 0, "end"), 7),
    (("statements", 0, "evidence", 0, "end"), ...),
    (("statements", 0, "evidence", 0, "start"), -1),
    (("statements", 0, "evidence", 0, "start"), True),
    (("statements", 0, "evidence", 0, "start"), 1.0),
    (("statements", 0, "evidence", 0, "quote"), ...),
    (("description", "created"), "2026-11-21"),
    (("description", "created"), "2026-13-21T00:00:00Z"),
    (("description", "created"), "2026-11-21T00:00:00+00:00"),
    (("description", "makers"), "Ana"),
    (("description", "conformsTo"), [1]),
    (("extra",), 1),
]


@pytest.mark.parametrize("path, value", WRONG, ids=[f"{path[-1]}-{value!r}"[:40] for path, value in WRONG])
def test_wrong_parts(path: tuple[str | int, ...], value: Any) -> None:
    """A part that is missing, of another kind, or unknown is E0304 with its place."""
    with pytest.raises(RecordError) as caught:
        from_json(changed(path, value))
    assert caught.value.code == "E0304"
    assert caught.value.causes
    lenient = {"2026-13-21T00:00:00Z", 7, 1.0}  # what a schema cannot tell
    if value not in [*lenient, True] or path[-1] not in ("created", "end", "start"):
        assert list(validator().iter_errors(json.loads(changed(path, value))))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"{",
        b"[" * 100_000,
        b'{"format": "archive-record/1", "format": "archive-record/1"}',
        b'{"format": NaN}',
        b'{"format": ' + b"9" * 5000 + b"}",
        b'"\\ud800"',
        b" " * (MAX_BYTES + 1),
    ],
    ids=[
        "empty",
        "null",
        "list",
        "utf-16",
        "open",
        "deep",
        "twice",
        "nan",
        "long number",
        "surrogate",
        "large",
    ],
)
def test_hostile(data: bytes) -> None:
    """Bytes that are no record are E0304, whatever they are."""
    with pytest.raises(RecordError) as caught:
        from_json(data)
    assert caught.value.code == "E0304"


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(deadline=None)
def test_anything(data: bytes) -> None:
    """No bytes bring anything but a record or a RecordError."""
    with pytest.raises(RecordError):
        from_json(data)


def test_every_fault_at_once() -> None:
    """Two faults of one file are told together."""
    tree = json.loads(to_json(SMALL))
    tree["statements"][0]["origin"] = "guessed"
    tree["statements"][1]["property"] = "creatr"
    with pytest.raises(RecordError) as caught:
        from_json(json.dumps(tree).encode())
    assert [place for place, _ in caught.value.causes] == ["statements[0].origin", "statements[1].property"]
