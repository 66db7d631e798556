"""A run shown as it goes, in the form that was asked for; what comes back is the exit status it calls for."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.reports import machine, plain, terminal
from archive.reports.progress import watched
from archive.reports.totals import Totals
from archive.workflows.results import PackageRun, ValidateRun

if TYPE_CHECKING:
    from archive.reports.html import About


@dataclass(frozen=True, slots=True)
class Show:
    """How: `form` is text, json, jsonl or junit; `begun` is when, by the monotonic clock."""

    form: str
    quiet: bool
    progress: str
    begun: float

    def seconds(self) -> float:
        return time.monotonic() - self.begun


def show_package(run: PackageRun, show: Show, out: str) -> int:
    totals = Totals()
    progress = "never" if show.quiet else show.progress
    outcomes = totals.packaged(watched(run.outcomes, what="packaging", total=run.total, when=progress))
    if show.quiet:
        deque(outcomes, maxlen=0)
    elif show.form == "text":
        collection = run.accession.collection
        terminal.show_lines(
            [f"{collection.title} · accession {run.accession.number} · {_count(run.total, 'seed')}"]
        )
        terminal.show_packaged(outcomes)
        terminal.show_lines(_package_end(totals, show.seconds(), out))
    else:
        rows = (plain.packaged_row(outcome) for outcome in outcomes)
        _write("package", "seeds", "seed", rows, totals, show)
    return totals.status


def show_validate(run: ValidateRun, show: Show) -> int:
    totals = Totals()
    progress = "never" if show.quiet else show.progress
    outcomes = totals.validated(watched(run.outcomes, what="validating", total=run.total, when=progress))
    if show.quiet:
        deque(outcomes, maxlen=0)
    elif show.form == "text":
        terminal.show_validated(outcomes)
        terminal.show_lines(_validate_end(totals, show.seconds()))
    else:
        rows = (plain.validated_row(outcome) for outcome in outcomes)
        _write("validate", "bags", "bag", rows, totals, show)
    return totals.status


def show_report(run: ValidateRun, show: Show, about: About, out: Path) -> int:
    """The page at `out`, and on the screen what it comes to."""
    from archive.reports.html import whole_file, write_report

    totals = Totals()
    progress = "never" if show.quiet else show.progress
    outcomes = watched(run.outcomes, what="validating", total=run.total, when=progress)
    with whole_file(out) as file:
        write_report(file, outcomes, about, totals, beside=out.parent)
    if not show.quiet:
        size = terminal.human_size(out.stat().st_size)
        terminal.show_lines(
            [
                _validated(totals, show.seconds()),
                f"{out} ({size}) is ready: open it in a browser, print it, mail it.",
            ]
        )
    return totals.status


def _write(
    command: str, name: str, key: str, rows: Iterator[dict[str, Any]], totals: Totals, show: Show
) -> None:
    match show.form:
        case "json":
            machine.write_json(command, name, rows, lambda: plain.tallied(totals.counts, show.seconds()))
        case "jsonl":
            machine.write_jsonl(rows)
        case _:
            machine.write_junit(command, key, rows)


def _package_end(totals: Totals, seconds: float, out: str) -> Iterator[str]:
    counts = totals.counts
    parts = [f"{counts['packaged']} packaged, {counts['unchanged']} unchanged, {counts['failed']} failed"]
    if counts["packaged"]:
        judged = (
            "all valid"
            if counts["valid"] == counts["packaged"]
            else f"{counts['valid']} of {counts['packaged']} valid"
        )
        parts.append(f"{judged} (deposit)")
    if counts["asked"]:
        parts.append(f"bagit-python agrees on {counts['agreed']} of {counts['asked']}")
    parts.append(f"{seconds:.1f} s")
    yield " · ".join(parts)
    if counts["failed"]:
        yield "Mend what failed and run it again: what is done stays as it is."
    elif counts["errors"]:
        yield "The bags are well made; what a person has still to say of the documents stands above (docs/record.md)."
    else:
        yield f"{out} can be judged again at any time:  python -m archive validate {out}"


def _validated(totals: Totals, seconds: float) -> str:
    counts = totals.counts
    failed = f", {counts['failed']} could not be judged" if counts["failed"] else ""
    size = terminal.human_size(counts["size"])
    return (
        f"{counts['valid']} valid, {counts['invalid']} invalid{failed} · {_count(counts['bags'], 'bag')}, "
        f"{counts['files']:,} files, {size} read in {seconds:.1f} s"
    )


def _validate_end(totals: Totals, seconds: float) -> Iterator[str]:
    counts = totals.counts
    yield _validated(totals, seconds)
    if counts["errors"] or counts["warnings"]:
        yield "What a code means and how to mend it:  python -m archive explain CODE"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
