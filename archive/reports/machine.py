"""Outcomes for machines: one JSON object, JSON lines, or JUnit XML, on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

from archive.xml import attribute, escape, forbidden

Row = dict[str, Any]


def write(
    form: str, command: str, names: tuple[str, str], rows: Iterable[Row], summary: Callable[[], Row]
) -> None:
    """The rows as `json`, `jsonl` or `junit`; `names` say what many of them are called, and what names one."""
    many, one = names
    match form:
        case "json":
            write_json(command, many, rows, summary)
        case "jsonl":
            write_jsonl(rows)
        case _:
            write_junit(command, one, rows)


def write_json(command: str, name: str, rows: Iterable[Row], summary: Callable[[], Row]) -> None:
    """One object, written as the rows come, so that a million need no memory; the summary stands last."""
    out = sys.stdout
    out.write(f'{{"command": {json.dumps(command)}, "{name}": [')
    for number, row in enumerate(rows):
        out.write(("," if number else "") + "\n " + json.dumps(row, ensure_ascii=False))
    out.write(f'\n], "summary": {json.dumps(summary(), ensure_ascii=False)}}}\n')


def write_jsonl(rows: Iterable[Row]) -> None:
    """One line an item, as it is done."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def write_junit(command: str, key: str, rows: Iterable[Row]) -> None:
    """A JUnit test suite: a test case a seed or bag, a failure for its errors, an error where it could not be judged."""
    cases: list[str] = []
    failures = errors = 0
    for row in rows:
        found = [item for item in row.get("findings", ()) if item["severity"] == "error"]
        inner = ""
        if row.get("error"):
            errors += 1
            inner = f'<error type="{row["error"]["code"]}" message="{_said(row["error"]["message"])}"/>'
        elif found:
            failures += 1
            lines = "\n".join(
                f"{item['code']} {item['where']}: {item['message']} expected {item['expected']}, found {item['found']}"
                for item in found
            )
            inner = f'<failure type="{found[0]["code"]}" message="{len(found)} errors">{escape(_plain(lines))}</failure>'
        cases.append(
            f' <testcase classname="archive.{command}" name="{_said(row[key])}">{inner}</testcase>\n'
        )
    sys.stdout.write(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="archive {command}" tests="{len(cases)}" '
        f'failures="{failures}" errors="{errors}">\n{"".join(cases)}</testsuite>\n'
    )


def _said(text: str) -> str:
    return attribute(_plain(text))


def _plain(text: str) -> str:
    """Text that XML can hold; what it cannot hold is written as an escape."""
    return "".join(ascii(char)[1:-1] if forbidden(char) else char for char in text)
