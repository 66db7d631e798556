"""What the catalog holds, for a person and for machines."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from archive.catalog.copies import sizes
from archive.errors import ArchiveError
from archive.outcome import Failed, Outcome
from archive.reports import machine
from archive.reports.lines import counted, fitted, human_size, safe, say
from archive.reports.plain import error_row, tallied
from archive.reports.progress import watched
from archive.reports.show import Show
from archive.reports.terminal import show_error, show_failure, show_lines
from archive.workflows.catalog import Described, RebuildRun, Source

if TYPE_CHECKING:
    from archive.reports.lines import Screen

Row = dict[str, Any]
_SHOWN = {
    "bags": ("bag", "title", "created", "copies", "checked_at"),
    "seeds": ("original", "size", "collection", "accession", "identifier"),
    "accessions": ("number", "title", "opened_at", "agent", "seeds"),
    "deposits": ("at", "state", "bag", "target", "reason"),
    "receipts": ("taken_at", "bag", "target", "version", "size", "checked_at", "checked"),
    "events": ("at", "type", "outcome", "bag", "target", "detail"),
    "findings": ("at", "code", "bag", "target", "place", "expected", "found"),
}
_WIDEST = {"title": 60, "agent": 30, "place": 40}
_LEARNT = 500  # rows by which the width of a column is found


def show_list(kind: str, rows: Iterator[Row], unread: Iterable[ArchiveError], show: Show) -> int:
    """The rows shown as they come; what comes back is the exit status."""
    failures = tuple(unread)
    counts: Counter[str] = Counter(dict.fromkeys(("rows",), 0))
    counting = _counted(rows, counts)
    screen = show.screen()
    if show.quiet:
        deque(counting, maxlen=0)
    elif screen:
        _table(kind, counting, screen)
        show_lines(
            [f"{counts['rows']:,} {kind if counts['rows'] != 1 else kind.removesuffix('s')}"], on=screen
        )
    elif show.form == "json":
        machine.write_json(f"catalog {kind}", kind, counting, lambda: tallied(counts, show.seconds()))
    else:
        machine.write_jsonl(counting)
    if not show.quiet:
        for error in failures:
            show_error(error)
    return 3 if failures else 0


def show_export(pieces: Iterable[str], unread: Iterable[ArchiveError]) -> int:
    """The pieces on standard output; what comes back is the exit status."""
    # Line ends are the format's, not the system's.
    out = sys.stdout.buffer
    for piece in pieces:
        out.write(piece.encode())
    out.flush()
    failures = tuple(unread)
    for error in failures:
        show_error(error)
    return 3 if failures else 0


def show_rebuild(run: RebuildRun, show: Show) -> int:
    """The run shown as it goes; what comes back is its exit status."""
    counts: Counter[str] = Counter(dict.fromkeys(("bags", *Source, "failed"), 0))
    screen = show.screen()
    when = "never" if show.quiet else show.progress
    outcomes = _tallied(watched(run.outcomes, what="cataloguing", total=None, when=when, on=screen), counts)
    if show.quiet:
        deque(outcomes, maxlen=0)
    elif screen:
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                say(screen, "✗ failed   ", safe(outcome.item), style="bold red")
                show_failure(screen, outcome.error, "    ")
    elif show.form == "json":
        rows = map(rebuilt_row, outcomes)
        machine.write_json("catalog rebuild", "bags", rows, lambda: tallied(counts, show.seconds()))
    else:
        machine.write_jsonl(map(rebuilt_row, outcomes))
    if screen:
        show_lines(_rebuilt(run, counts, show.seconds()), on=screen)
    return 3 if counts["failed"] else 0


def rebuilt_row(outcome: Outcome[Described]) -> Row:
    """One bag as `catalog rebuild --format json` gives it (schemas/catalog.schema.json)."""
    if isinstance(outcome, Failed):
        return {"bag": outcome.item, "error": error_row(outcome.error)}
    value = outcome.value
    return {"bag": value.bag, "key": value.key, "source": value.source.value, "where": value.where}


def _counted(rows: Iterable[Row], counts: Counter[str]) -> Iterator[Row]:
    for row in rows:
        counts["rows"] += 1
        yield row


def _tallied(outcomes: Iterable[Outcome[Described]], counts: Counter[str]) -> Iterator[Outcome[Described]]:
    for outcome in outcomes:
        counts["bags"] += 1
        counts["failed" if isinstance(outcome, Failed) else outcome.value.source] += 1
        yield outcome


def _table(kind: str, rows: Iterator[Row], out: Screen) -> None:
    """Columns under their names, as wide as the first rows ask for."""
    names = _SHOWN[kind]
    lines = ([_cell(name, row[name]) for name in names] for row in rows)
    first = list(islice(lines, _LEARNT))
    if not first:
        return
    widths = [
        min(_WIDEST.get(name, 100), max(len(name), *(len(line[place]) for line in first)))
        for place, name in enumerate(names)
    ]
    heading = "  ".join(
        fitted(name.replace("_", " "), width) for name, width in zip(names, widths, strict=True)
    )
    say(out, heading.rstrip(), style="bold")
    for line in chain(first, lines):
        say(out, "  ".join(fitted(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(name: str, value: object) -> str:
    if name == "checked_at":
        return safe(str(value)) if value else "never"
    if name == "size" and isinstance(value, int):
        return human_size(value)
    return "" if value is None else safe(str(value))


def _rebuilt(run: RebuildRun, counts: Counter[str], seconds: float) -> Iterator[str]:
    told = ", ".join(counted(number, name.removesuffix("s")) for name, number in sizes(run.catalog).items())
    failed = f", {counts['failed']} could not be read" if counts["failed"] else ""
    yield f"{told}{failed} · {counts[Source.BAG]} told by bags, {counts[Source.STORE]} by repositories · {seconds:.1f} s"
    yield "What is in it:  python -m archive catalog list"
