"""What became of each bag at a target, for a person and for machines."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from archive.checks import Level
from archive.findings import Finding, Severity, severity
from archive.outcome import Failed, Outcome
from archive.reports import machine
from archive.reports.lines import counted, human_size, quoted, safe, say
from archive.reports.plain import error_row, finding_row, tallied
from archive.reports.seen import Seen
from archive.reports.show import Show, watch
from archive.reports.terminal import show_failure, show_findings, show_lines
from archive.workflows.results import Deposited, DepositRun, DepositStatus

if TYPE_CHECKING:
    from archive.reports.lines import Screen

_MARKS = {
    DepositStatus.DEPOSITED: ("✓", "deposited", "green"),
    DepositStatus.PRESENT: ("=", "already there", "dim"),
    DepositStatus.PLANNED: ("→", "would be sent", "green"),
    DepositStatus.REFUSED: ("✗", "kept back", "bold red"),
}
_FILES = 12  # of a dry run, shown of one bag


def show_deposit(run: DepositRun, show: Show) -> int:
    """The run shown as it goes; what comes back is its exit status."""
    counts: Counter[str] = Counter(
        dict.fromkeys(("bags", *DepositStatus, "failed", "errors", "files", "size"), 0)
    )
    screen = show.screen()
    outcomes = _counted(watch(run.outcomes, "depositing", run.total, show, screen), counts)
    if show.quiet:
        deque(outcomes, maxlen=0)
    elif screen:
        show_lines([f"{safe(run.target)} · {counted(run.total, 'bag')}"], on=screen)
        strict = _show(outcomes, screen)
        show_lines(_end(counts, show.seconds(), run.target, strict=strict), on=screen)
    else:
        rows = (deposited_row(outcome, run.target) for outcome in outcomes)
        machine.write(show.form, "deposit", ("bags", "bag"), rows, lambda: tallied(counts, show.seconds()))
    if counts["failed"]:
        return 3
    return 1 if counts["errors"] else 0


def deposited_row(outcome: Outcome[Deposited], target: str) -> dict[str, Any]:
    """One bag as `deposit --format json` gives it (schemas/deposit.schema.json)."""
    if isinstance(outcome, Failed):
        return {
            "bag": outcome.item,
            "status": "failed",
            "target": target,
            "findings": [],
            "error": error_row(outcome.error),
        }
    value = outcome.value
    row: dict[str, Any] = {
        "bag": value.bag,
        "status": value.status.value,
        "target": target,
        "level": value.level,
        "key": value.key,
        "location": value.location,
        "version": value.version,
        "persistent_identifier": value.persistent,
        "receipt": value.receipt,
        "files": value.files,
        "size": value.size,
        "findings": [finding_row(finding) for finding in value.findings],
    }
    if value.sending:
        row["sending"] = {
            "items": [{"place": place, "size": size} for place, size in value.sending.items],
            "description": [{"field": field, "value": text} for field, text in value.sending.description],
            "lost": list(value.sending.lost),
        }
    return row


def _counted(outcomes: Iterable[Outcome[Deposited]], counts: Counter[str]) -> Iterator[Outcome[Deposited]]:
    for outcome in outcomes:
        counts["bags"] += 1
        if isinstance(outcome, Failed):
            counts["failed"] += 1
        else:
            value = outcome.value
            counts[value.status] += 1
            counts["files"] += value.files
            counts["size"] += value.size
            counts["errors"] += sum(severity(finding) is Severity.ERROR for finding in value.findings)
        yield outcome


def _show(outcomes: Iterable[Outcome[Deposited]], out: Screen) -> bool:
    """Whether a bag was kept back that a less strict level might let through."""
    seen = Seen()
    strict = False
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            say(out, f"  ✗ failed         {safe(outcome.item)}", style="bold red")
            show_failure(out, outcome.error, "      ")
            continue
        value = outcome.value
        mark, word, style = _MARKS[value.status]
        files, size = value.files, value.size
        if value.sending:  # all that is listed below
            files, size = len(value.sending.items), sum(size for _, size in value.sending.items)
        told = [f"{safe(value.bag)}  {counted(files, 'file')}  {human_size(size)}"]
        if value.location:
            told.append(f"{safe(value.location)}{f' {value.version}' if value.version else ''}")
        if value.persistent:
            told.append(safe(value.persistent))
        say(out, f"  {mark} {word:<13}  ", "  ".join(told), style=style, rest="dim" if mark == "=" else "")
        errors = [finding for finding in value.findings if severity(finding) is Severity.ERROR]
        show_findings(out, errors or _preflighted(value), seen)
        seen.add(value.bag, errors)
        _show_sending(value, out)
        strict |= value.level == Level.DEPOSIT and not all(one.code.startswith("S") for one in errors)
    return strict


def _preflighted(value: Deposited) -> list[Finding]:
    """Warnings of the target, which a dry run is asked for; those of the gate `validate` tells."""
    return [finding for finding in value.findings if finding.code.startswith("S")] if value.sending else []


def _show_sending(value: Deposited, out: Screen) -> None:
    if value.sending is None:
        return
    for field, text in value.sending.description:
        say(out, f"      {safe(field)}: ", safe(text), style="dim")
    for place, size in value.sending.items[:_FILES]:
        say(out, f"      {human_size(size):>10}  ", safe(place))
    if len(value.sending.items) > _FILES:
        say(out, " " * 18, f"… and {len(value.sending.items) - _FILES:,} more files")
    for sentence in value.sending.lost:
        say(out, "      not kept there: ", safe(sentence), style="yellow")


def _end(counts: Counter[str], seconds: float, target: str, *, strict: bool) -> Iterator[str]:
    words = (
        (DepositStatus.DEPOSITED, "deposited, every byte read back"),
        (DepositStatus.PLANNED, "would be sent"),
        (DepositStatus.PRESENT, "already there"),
        (DepositStatus.REFUSED, "kept back"),
        ("failed", "failed"),
    )
    said = ", ".join(f"{counts[name]:,} {word}" for name, word in words if counts[name])
    yield f"{said or 'nothing to do'} · {human_size(counts['size'])} in {seconds:.1f} s"
    if counts["failed"]:
        yield "Run it again when what failed is mended: what is deposited stays as it is."
    elif counts[DepositStatus.REFUSED]:
        hint = "; --level bag takes anybody's valid bag" if strict else ""
        yield f"Nothing of a bag that was kept back was sent{hint}."
    elif counts[DepositStatus.PLANNED]:
        yield "The same command without --dry-run sends this."
    elif counts[DepositStatus.DEPOSITED] or counts[DepositStatus.PRESENT]:
        yield f"Whether it is still whole can be asked at any time:  python -m archive audit {quoted(target)}"
