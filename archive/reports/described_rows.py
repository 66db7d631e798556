"""Descriptions as plain dictionaries (schemas/describe.schema.json)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from archive.outcome import Failed, Outcome
from archive.record.drafted import Owed, owed
from archive.record.model import Statement, Status
from archive.record.serial_json import to_json
from archive.reports.plain import error_row, finding_row
from archive.reports.voices import not_taken, voice_of
from archive.workflows.described import Act, Change, Described


def described_row(outcome: Outcome[Described]) -> dict[str, Any]:
    """One seed as `describe --format json` gives it."""
    if isinstance(outcome, Failed):
        return {"seed": outcome.item, "status": Act.FAILED.value, "error": error_row(outcome.error)}
    value = outcome.value
    row: dict[str, Any] = {"seed": value.seed, "file": value.file, "status": value.act.value}
    if value.act is Act.DESCRIBED:
        return row | {
            "sidecars": list(value.sidecars),
            "record": json.loads(to_json(value.record)),
            "voices": [voice_of(statement).value for statement in value.record.statements],
            "not_taken": [_short(statement) for statement in not_taken(value.record)],
            "proposed": [
                _short(statement) | {"scheme": statement.scheme, "uri": statement.uri}
                for statement in value.proposed
            ],
            "owed": _owed(owed(value.judgement)),
            "completeness": value.judgement.as_dict(),
            "findings": [finding_row(finding) for finding in value.judgement.findings],
        }
    row |= {"files": list(value.files), "owed": _owed(owed(value.judgement))}
    if value.act is Act.EXPORTED:
        row["losses"] = {form: list(sentences) for form, sentences in value.losses}
    if value.act in (Act.IMPORTED, Act.UNCHANGED):
        row["kept"] = value.kept
        row["changes"] = [_change(change) for change in value.changes]
    return row


def _owed(items: Iterable[Owed]) -> list[dict[str, str]]:
    return [{"property": item.property, "code": item.code} for item in items]


def _change(change: Change) -> dict[str, Any]:
    return {
        "property": change.property,
        "before": [_short(statement) for statement in change.before],
        "after": [_short(statement) for statement in change.after],
    }


def _short(statement: Statement) -> dict[str, Any]:
    status = None if statement.status is Status.STATED else statement.status.value
    return {
        "property": statement.property,
        "value": statement.value,
        "status": status,
        "origin": statement.origin.value,
        "rule": statement.agent.rule,
        "evidence": [item.quote for item in statement.evidence],
    }
