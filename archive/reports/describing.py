"""A run of `describe` shown as it goes: what is known, what was drafted, taken from elsewhere or exported, and what to do next."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from archive.findings import Severity, severity
from archive.outcome import Done, Failed, Outcome
from archive.record.drafted import owed
from archive.reports import machine
from archive.reports.described import show_described
from archive.reports.described_rows import described_row
from archive.reports.lines import console, counted, safe, say
from archive.reports.plain import tallied
from archive.reports.show import Show, watch
from archive.reports.terminal import show_failure, show_lines
from archive.reports.voices import brief
from archive.workflows.described import Act, Change, Described, DescribeRun
from archive.workflows.exporting import together

if TYPE_CHECKING:
    from archive.record.exports.formats import Format
    from archive.reports.lines import Screen


def show_describe(run: DescribeRun, show: Show, asked: Act, seeds: str) -> int:
    """The run shown as it goes; what comes back is its exit status. `asked` is what the user wants done, with the folder `seeds`."""
    counts: Counter[str] = Counter(dict.fromkeys(("seeds", *_COUNTED[asked], "owed", "failed"), 0))
    screen = show.screen()
    outcomes = _counted(watch(run.outcomes, "describing", run.total, show, screen), counts, asked)
    if show.quiet:
        deque(outcomes, maxlen=0)
    elif screen:
        collection = run.accession.collection
        head = f"{collection.title} · accession {run.accession.number} · {counted(run.total, 'seed')}"
        show_lines([safe(head), ""] if asked is Act.DESCRIBED else [safe(head)], on=screen)
        if asked is Act.DESCRIBED:
            show_described(outcomes, on=screen)
        else:
            _show_done(outcomes, screen)
        show_lines(_end(counts, asked, show.seconds(), seeds), on=screen)
    else:
        rows = (described_row(outcome) for outcome in outcomes)
        machine.write(show.form, "describe", ("seeds", "seed"), rows, lambda: tallied(counts, show.seconds()))
    if counts["failed"]:
        return 3
    return 1 if asked is Act.DESCRIBED and counts["errors"] else 0


def show_exported(run: DescribeRun, form: Format, show: Show) -> int:
    """The export of all documents on standard output, all else on standard error; what comes back is the exit status."""
    counts: Counter[str] = Counter()
    outcomes = watch(run.outcomes, "describing", run.total, show, None)
    data, done = together(_counted(outcomes, counts, Act.EXPORTED), form)
    show_bytes(data)
    if not show.quiet:
        out = console(stderr=True)
        for outcome in done:
            if isinstance(outcome, Failed):
                say(out, f"✗ failed  {safe(outcome.item)}", style="bold red")
                show_failure(out, outcome.error, "    ")
        show_losses([outcome.value for outcome in done if isinstance(outcome, Done)], out)
    return 3 if counts["failed"] else 0


def show_bytes(data: bytes) -> None:
    """Bytes as they are on standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def show_losses(values: Iterable[Described], out: Screen) -> None:
    """For each format what it no longer tells of these documents: of one in full, of many each kind once, with how many have it."""
    told = [value.losses for value in values]
    for number, (form, _) in enumerate(told[0] if told else ()):
        sentences = [losses[number][1] for losses in told]
        if len(told) == 1:
            kinds = list(sentences[0])
        else:
            counts = Counter(kind for found in sentences for kind in dict.fromkeys(map(_kind, found)))
            common = [(kind, count) for kind, count in counts.items() if count > 1]
            kinds = [kind if count == len(told) else f"{kind} (of {count:,})" for kind, count in common]
            if len(common) < len(counts):
                kinds.append("and what single documents lose; --format json has all of it")
        say(out, f"{form} does not tell: ", safe("; ".join(kinds) or "nothing is lost"), style="yellow")


def _kind(sentence: str) -> str:
    return sentence.partition(":")[0]


_COUNTED: dict[Act, tuple[str, ...]] = {
    Act.DESCRIBED: (Act.DESCRIBED, "complete", "errors"),
    Act.DRAFTED: (Act.DRAFTED, Act.STANDS),
    Act.IMPORTED: (Act.IMPORTED, Act.UNCHANGED),
    Act.EXPORTED: (Act.EXPORTED,),
}


def _counted(
    outcomes: Iterable[Outcome[Described]], counts: Counter[str], asked: Act
) -> Iterator[Outcome[Described]]:
    for outcome in outcomes:
        counts["seeds"] += 1
        if isinstance(outcome, Failed):
            counts["failed"] += 1
        else:
            judgement = outcome.value.judgement
            counts[outcome.value.act] += 1
            counts["owed"] += bool(owed(judgement))
            if asked is Act.DESCRIBED:
                counts["complete"] += judgement.gate
                counts["errors"] += sum(severity(found) is Severity.ERROR for found in judgement.findings)
        yield outcome


def _show_done(outcomes: Iterable[Outcome[Described]], out: Screen) -> None:
    """A line a seed: what was done with its description, in which file. Then what exports lose, on standard error."""
    exported: list[Described] = []
    named: set[str] = set()
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            say(out, f"  ✗ failed     {safe(outcome.item)}", style="bold red")
            show_failure(out, outcome.error, "      ")
            continue
        value = outcome.value
        mark, style = _MARKS[value.act]
        told = ", ".join(safe(file) for file in value.files if file not in named)
        named.update(value.files)
        if value.act is Act.DRAFTED:
            told += f"  {counted(len(owed(value.judgement)), 'todo')}"
        if value.kept:
            told += f"  (the old one is {safe(value.kept)})"
        say(out, f"  {mark} {value.act.value:<10} {value.file}  ", told, style=style)
        for change in value.changes:
            _show_change(out, change)
        if value.losses:
            exported.append(value)
    show_losses(exported, console(stderr=True))


_MARKS = {
    Act.DRAFTED: ("✓", "green"),
    Act.IMPORTED: ("✓", "green"),
    Act.EXPORTED: ("✓", "green"),
    Act.STANDS: ("=", "dim"),
    Act.UNCHANGED: ("=", "dim"),
}


def _show_change(out: Screen, change: Change) -> None:
    for statement in change.before:
        if statement not in change.after:
            say(out, f"      - {change.property:<15} ", brief(statement), style="red")
    for statement in change.after:
        if statement not in change.before:
            say(out, f"      + {change.property:<15} ", brief(statement), style="green")


def _end(counts: Counter[str], asked: Act, seconds: float, seeds: str) -> Iterator[str]:
    words = {
        Act.DESCRIBED: f"{counts['complete']} of {counts['seeds']} complete",
        Act.DRAFTED: f"{counts[Act.DRAFTED]} drafted, {counts[Act.STANDS]} have a sidecar and are left as they are",
        Act.IMPORTED: f"{counts[Act.IMPORTED]} imported, {counts[Act.UNCHANGED]} say nothing new",
        Act.EXPORTED: f"{counts[Act.EXPORTED]} exported",
    }
    failed = f", {counts['failed']} failed" if counts["failed"] else ""
    yield f"{words[asked]}{failed} · {seconds:.1f} s"
    if counts["failed"]:
        yield "Mend what failed and run it again; the others are as above."
    if not counts["failed"] or (asked is Act.DESCRIBED and counts["owed"]):
        yield _next(counts, asked, seeds)


def _next(counts: Counter[str], asked: Act, seeds: str) -> str:
    again = "" if seeds == "seeds" else f" {seeds}"
    if asked is Act.DESCRIBED and counts["owed"]:
        return f"To write what is owed beside each text:  python -m archive describe{again} --write"
    if asked is Act.DRAFTED and counts[Act.DRAFTED]:
        return f"Write in the place of each `todo`, then look again:  python -m archive describe{again}"
    if asked is Act.EXPORTED:
        return f"A table that was edited is taken back with:  python -m archive describe{again} --import FILE.csv"
    if counts["owed"]:
        return f"{counted(counts['owed'], 'seed')} still {'owes' if counts['owed'] == 1 else 'owe'} something:  python -m archive describe{again}"
    return f"Nothing is owed:  python -m archive package{again}"
