"""What an audit found of each copy, for a person and for machines; and the clauses of a framework beside the evidence."""

from __future__ import annotations

import json
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from archive.findings import Severity, severity
from archive.outcome import Failed, Outcome
from archive.reports import machine
from archive.reports.lines import counted, human_size, safe, say
from archive.reports.plain import error_row, finding_row, tallied
from archive.reports.seen import Seen
from archive.reports.show import Show, watch
from archive.reports.terminal import show_failure, show_findings, show_lines
from archive.workflows.audit import Audited, AuditRun
from archive.workflows.copies import Kept, State
from archive.workflows.evidence import Assessment, Clause, Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.reports.lines import Screen

Row = dict[str, Any]
_STYLES = {
    State.WELL: ("✓", "green"),
    State.CHANGED: ("✗", "bold red"),
    State.LOST: ("✗", "bold red"),
    State.INVALID: ("✗", "bold red"),
}
_STANDINGS = {
    Standing.HELD: ("evidence held", "green"),
    Standing.PARTLY: ("in part", "yellow"),
    Standing.MISSING: ("no evidence", "bold red"),
}
_COUNTS = (
    "copies", *State, "failed", "never", "late", "errors", "warnings", "files", "size",
    "changed_size", "lost_size", "unread_size", "never_size", "late_size",
)  # fmt: skip
_NAMED = 3  # of those not read, by name


def show_audit(run: AuditRun, show: Show, assessed: Callable[[], Assessment] | None = None) -> int:
    """The run shown as it goes, then what `assessed` gives; what comes back is its exit status."""
    counts: Counter[str] = Counter(dict.fromkeys(_COUNTS, 0))
    screen = show.screen()
    outcomes = _counted(watch(run.outcomes, "auditing", run.total, show, screen), counts)
    if show.quiet:
        deque(outcomes, maxlen=0)
    elif screen:
        show_lines(
            [f"{', '.join(counted(n, kind) for kind, n in run.kinds.items())}; {run.planned:,} to be read"],
            on=screen,
        )
        unread = _show(outcomes, screen)
        show_lines(_end(counts, unread, run, show.seconds()), on=screen)
        if assessed:
            _show_assessment(assessed(), screen)
    else:
        _write(outcomes, counts, show, assessed)
    if counts["failed"]:
        return 3
    return 1 if counts["errors"] else 0


def audited_row(outcome: Outcome[Audited]) -> Row:
    """One copy as `audit --format json` gives it (schemas/audit.schema.json)."""
    if isinstance(outcome, Failed):
        return {"copy": outcome.item, "state": "failed", "findings": [], "error": error_row(outcome.error)}
    value = outcome.value
    checked, unit = value.checked, value.checked.unit
    row: Row = {
        "copy": unit.name,
        "kind": unit.kind.value,
        "place": unit.place,
        "state": checked.state.value,
        "checked_at": value.at,
        "checked_before": unit.checked_at,
        "late": value.late,
        "key": checked.key,
        "identifier": checked.identifier,
        "location": checked.location,
        "version": checked.version,
        "files": checked.files,
        "size": checked.size,
        "event": value.event,
        "findings": [finding_row(finding) for finding in checked.findings],
    }
    if value.remedies is not None:
        row["repair"] = {
            "copies": [
                {"where": copy.where, "whole": copy.whole, "command": copy.command}
                for copy in value.remedies.copies
            ],
            "others": [{"where": where, "why": why} for where, why in value.remedies.others],
        }
    return row


def framework_row(assessment: Assessment) -> Row:
    """A framework as `audit --framework NAME --format json` gives it."""
    return {
        "title": assessment.title,
        "clauses": [
            {
                "number": clause.number,
                "asks": clause.asks,
                "standing": clause.standing.value,
                "evidence": [
                    {
                        "measure": measure.name,
                        "sentence": measure.sentence,
                        "count": measure.count,
                        "of": measure.total,
                        "shown_by": measure.shown_by,
                    }
                    for measure in clause.measures
                ],
                "not_shown": clause.beyond or None,
            }
            for clause in assessment.clauses
        ],
    }


def _counted(outcomes: Iterable[Outcome[Audited]], counts: Counter[str]) -> Iterator[Outcome[Audited]]:
    for outcome in outcomes:
        counts["copies"] += 1
        if isinstance(outcome, Failed):
            counts["failed"] += 1
            yield outcome
            continue
        checked, unit = outcome.value.checked, outcome.value.checked.unit
        counts[checked.state] += 1
        for finding in checked.findings:
            counts["errors"] += severity(finding) is Severity.ERROR
            counts["warnings"] += severity(finding) is Severity.WARNING
        counts["files"] += checked.files
        counts["size"] += checked.size
        size = unit.size or 0
        if checked.state in {State.CHANGED, State.LOST}:
            counts[f"{checked.state.value}_size"] += size
        if checked.state is State.UNREAD:
            counts["unread_size"] += size
            for name, holds in (("never", not unit.audited), ("late", outcome.value.late)):
                counts[name] += holds
                counts[f"{name}_size"] += size if holds else 0
        yield outcome


def _show(outcomes: Iterable[Outcome[Audited]], out: Screen) -> list[str]:
    """The copies that were read, a line each; what comes back is the names of the first of the others."""
    seen = Seen()
    unread: list[str] = []
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            say(out, "  ✗ failed    ", safe(outcome.item), style="bold red")
            show_failure(out, outcome.error, "      ")
            continue
        value = outcome.value
        checked = value.checked
        if checked.state is State.UNREAD:
            if any(finding.code == "K0107" for finding in checked.findings):
                say(out, "  · too large ", f" {_named(value)}", style="yellow")
            elif value.late or not checked.unit.audited:
                unread += [_named(value)] if len(unread) < _NAMED else []
            continue
        mark, style = _STYLES[checked.state]
        before = (
            f"checked before on {checked.unit.checked_at[:10]}"
            if checked.unit.checked_at
            else "never checked before"
        )
        told = (
            [counted(checked.files, "file"), human_size(checked.size), before] if checked.files else [before]
        )
        say(out, f"  {mark} {checked.state.value:<8}  ", f"{_named(value)}  {' · '.join(told)}", style=style)
        show_findings(out, checked.findings, seen)
        seen.add(_named(value), checked.findings)
        _show_repair(value, out)
    return unread


def _named(value: Audited) -> str:
    unit = value.checked.unit
    name = unit.name or "the storage root"
    return safe(
        unit.path if unit.kind is Kept.BAG else f"object {name}" if unit.kind is Kept.OBJECT else name
    )


def _show_repair(value: Audited, out: Screen) -> None:
    if value.remedies is None:
        return
    for copy in value.remedies.copies:
        say(
            out,
            "      right bytes: ",
            f"{safe(copy.where)}, read just now{'' if copy.whole else ', the damaged files'}",
            style="green",
        )
        if copy.command:
            say(
                out,
                "      to do, once the cause is known and what is damaged was moved away there: ",
                safe(copy.command),
            )
    for where, why in value.remedies.others:
        say(out, "      not from: ", f"{safe(where)}: {safe(why)}", rest="dim")
    if not value.remedies.copies:
        say(
            out,
            "      ",
            "no other copy with the right bytes is known here",
            style="bold red",
            rest="bold red",
        )


def _write(
    outcomes: Iterable[Outcome[Audited]],
    counts: Counter[str],
    show: Show,
    assessed: Callable[[], Assessment] | None,
) -> None:
    rows = (audited_row(outcome) for outcome in outcomes if _is_told(outcome))
    match show.form:
        case "json":
            machine.write_json("audit", "copies", rows, lambda: _summary(counts, show, assessed))
        case "jsonl":
            machine.write_jsonl(rows)
            if assessed:
                sys.stdout.write(
                    json.dumps({"framework": framework_row(assessed())}, ensure_ascii=False) + "\n"
                )
        case _:
            machine.write_junit("audit", "copy", rows)


def _is_told(outcome: Outcome[Audited]) -> bool:
    """Of copies that were not read, only those of which that is to be said stand in a machine's rows; all are counted."""
    if isinstance(outcome, Failed):
        return True
    return outcome.value.checked.state is not State.UNREAD or bool(outcome.value.checked.findings)


def _summary(counts: Counter[str], show: Show, assessed: Callable[[], Assessment] | None) -> Row:
    summary = tallied(counts, show.seconds())
    return {**summary, "framework": framework_row(assessed())} if assessed else summary


def _end(counts: Counter[str], unread: list[str], run: AuditRun, seconds: float) -> Iterator[str]:
    parts = [f"{counts[State.WELL]:,} well"]
    parts += [
        f"{counts[state]:,} {state.value}"
        + (f" ({human_size(counts[f'{state.value}_size'])})" if counts[state] else "")
        for state in (State.CHANGED, State.LOST)
    ]
    parts += [f"{counts[name]:,} {name}" for name in (State.INVALID, "failed") if counts[name]]
    yield f"{', '.join(parts)} · {counts['files']:,} files, {human_size(counts['size'])} read in {seconds:.1f} s"
    if counts[State.UNREAD]:
        yield (
            f"{counts[State.UNREAD]:,} not read ({human_size(counts['unread_size'])}): {counts['never']:,} never audited "
            f"({human_size(counts['never_size'])}), {counts['late']:,} not checked in {run.every.days} days "
            f"({human_size(counts['late_size'])})"
        )
    if unread:
        yield f"Next are: {', '.join(unread)}"
    if counts["errors"]:
        yield "Nothing was mended. Find out what did the damage before a copy is put in its place (docs/audit.md)."
    else:
        yield "Each result is an event:  python -m archive catalog list events --type fix"


def _show_assessment(assessment: Assessment, out: Screen) -> None:
    say(out, "")
    say(out, assessment.title, style="bold")
    for clause in assessment.clauses:
        word, style = _STANDINGS[clause.standing]
        say(out, f"  {word:<13} ", f"{clause.number}: {clause.asks}", style=style)
        for line in _evidence(clause):
            say(out, " " * 16, line, rest="dim")
    say(out, "This says what is recorded here, not whether a clause is met: that is for an auditor.")


def _evidence(clause: Clause) -> Iterator[str]:
    for measure in clause.measures:
        yield f"{measure.count:,} of {measure.total:,} {measure.sentence} (python -m archive {measure.shown_by})"
    if clause.beyond:
        yield f"Not shown: {clause.beyond}"
