"""A run shown as it goes, in the form that was asked for; what comes back is the exit status it calls for."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from archive.findings import Severity
from archive.reports import machine, plain, terminal
from archive.reports.lines import console, counted, human_size, quoted, safe
from archive.reports.progress import watched
from archive.reports.totals import Totals
from archive.workflows.results import PackageRun, ValidateRun

if TYPE_CHECKING:
    from archive.reports.html import About
    from archive.reports.lines import Screen

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Show:
    """How: `form` is text, json, jsonl or junit; `begun` is when, by the monotonic clock."""

    form: str
    quiet: bool
    progress: str
    begun: float

    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def screen(self) -> Screen | None:
        """Where lines for a person go; None if a machine or nobody reads them."""
        return console() if self.form == "text" and not self.quiet else None


def show_package(run: PackageRun, show: Show, out: str) -> int:
    totals = Totals()
    screen = show.screen()
    outcomes = totals.packaged(watch(run.outcomes, "packaging", run.total, show, screen))
    if show.quiet:
        deque(outcomes, maxlen=0)
    elif screen:
        collection = run.accession.collection
        head = f"{collection.title} · accession {run.accession.number} · {counted(run.total, 'seed')}"
        terminal.show_lines([safe(head)], on=screen)
        terminal.show_packaged(outcomes, on=screen)
        terminal.show_lines(_package_end(totals, show.seconds(), out), on=screen)
    else:
        rows = (plain.packaged_row(outcome) for outcome in outcomes)
        _write("package", "seeds", "seed", rows, totals, show)
    return totals.status


def show_validate(run: ValidateRun, show: Show) -> int:
    totals = Totals()
    screen = show.screen()
    outcomes = totals.validated(watch(run.outcomes, "validating", run.total, show, screen))
    if show.quiet:
        deque(outcomes, maxlen=0)
    elif screen:
        terminal.show_validated(outcomes, on=screen)
        terminal.show_lines(_validate_end(totals, show.seconds()), on=screen)
    else:
        rows = (plain.validated_row(outcome) for outcome in outcomes)
        _write("validate", "bags", "bag", rows, totals, show)
    return totals.status


def show_report(run: ValidateRun, show: Show, about: About, out: Path) -> int:
    """The page at `out`, and on the screen what it comes to."""
    from archive.reports.html import whole_file, write_report

    totals = Totals()
    outcomes = watch(run.outcomes, "validating", run.total, show, None)
    with whole_file(out) as file:
        write_report(file, outcomes, about, totals, beside=out.parent)
    if not show.quiet:
        size = human_size(out.stat().st_size)
        terminal.show_lines(
            [
                _validated(totals, show.seconds()),
                f"{safe(str(out))} ({size}) is ready: open it in a browser, print it, mail it.",
            ]
        )
    return totals.status


def watch(items: Iterator[T], what: str, total: int, show: Show, screen: Screen | None) -> Iterator[T]:
    return watched(items, what=what, total=total, when="never" if show.quiet else show.progress, on=screen)


def _write(
    command: str, name: str, key: str, rows: Iterator[dict[str, Any]], totals: Totals, show: Show
) -> None:
    machine.write(show.form, command, (name, key), rows, lambda: plain.tallied(totals.counts, show.seconds()))


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
    elif counts["seeds"]:
        yield f"{safe(out)} is ready to deposit:  python -m archive deposit {quoted(out)} --to ocfl:store"
    else:
        yield "There was no seed. A seed is any file that is not hidden and describes no other (docs/package.md)."


def _validated(totals: Totals, seconds: float) -> str:
    counts = totals.counts
    failed = f", {counts['failed']} could not be judged" if counts["failed"] else ""
    size = human_size(counts["size"])
    return (
        f"{counts['valid']} valid, {counts['invalid']} invalid{failed} · {counted(counts['bags'], 'bag')}, "
        f"{counts['files']:,} files, {size} read in {seconds:.1f} s"
    )


def _validate_end(totals: Totals, seconds: float) -> Iterator[str]:
    counts = totals.counts
    yield _validated(totals, seconds)
    if counts["errors"] or counts["warnings"]:
        code = totals.first.get(Severity.ERROR) or totals.first[Severity.WARNING]
        yield f"What a code means and how to mend it:  python -m archive explain {code}"
    elif not counts["failed"]:
        yield "The same as a page to keep, print or mail:  python -m archive report BAG"
