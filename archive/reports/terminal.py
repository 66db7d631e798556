"""Outcomes as lines for a person: what it is, how it stands, what is wrong with it, and what to do next."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from archive.errors import ArchiveError
from archive.findings import Finding, Severity, severity
from archive.outcome import Failed, Outcome
from archive.reports.plain import code_of
from archive.workflows.results import Packaged, Status, Validated

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 3  # places shown of one code's findings before the rest are counted
_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)


def show_error(error: ArchiveError) -> None:
    """An error that kept a whole command from beginning, on standard error."""
    out = console(stderr=True)
    for line in _error_lines(error):
        out.print(line, style="red" if line.lstrip().startswith(error.code) else None)


def show_packaged(outcomes: Iterable[Outcome[Packaged]]) -> None:
    """A line a seed; under it, what failed or what is still owed."""
    out = console()
    width = max(60, out.width if out.is_terminal else 132)
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            out.print(f"  ✗ {outcome.item}", style="bold red")
            for line in _error_lines(outcome.error):
                out.print(f"      {line}")
            continue
        value = outcome.value
        out.print(_packaged_line(value, width), style="dim" if value.status is Status.UNCHANGED else None)
        if value.judged:
            _show_findings(out, value.judged.findings, "      ")


def show_validated(outcomes: Iterable[Outcome[Validated]]) -> None:
    """A line a bag; under it, its findings, those of one code together."""
    out = console()
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            out.print(f"{outcome.item}  failed", style="bold red")
            for line in _error_lines(outcome.error):
                out.print(f"  {line}")
            continue
        judged = outcome.value.judged
        parts = [outcome.value.bag, "valid" if judged.valid else "invalid"]
        if judged.findings:
            parts.append(_counted(judged.findings))
        parts.append(f"level {judged.level.value}")
        if not judged.digests_checked:
            parts.append("no digest was checked")
        out.print("   ".join(parts), style=None if judged.valid else "bold red")
        _show_findings(out, judged.findings, "  ")


def show_lines(lines: Iterable[str]) -> None:
    out = console()
    for line in lines:
        out.print(line)


def human_size(size: int) -> str:
    """`31.2 kB`: powers of a thousand, one decimal."""
    value, unit = float(size), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{size} bytes" if unit == "bytes" else f"{value:.1f} {unit}"


def _packaged_line(value: Packaged, width: int) -> str:
    judged = value.judged
    if value.status is Status.UNCHANGED:
        mark, verdict = "=", "unchanged"
    elif judged and judged.completeness:
        whole = judged.completeness["gate"]
        counted = f"{judged.completeness['met']}/{judged.completeness['owed']}"
        mark, verdict = (
            ("✓", f"complete {counted}") if whole and judged.valid else ("·", f"incomplete {counted}")
        )
    else:
        mark, verdict = "·", "packaged"
    tail = f"{value.created or 'undated':<12.12}  {verdict:<18}  {value.files} files  {human_size(value.size):>8}"
    room = max(12, width - len(tail) - len(value.seed) - 8)
    title = value.title or "no title"
    title = title if len(title) <= room else f"{title[: room - 1]}…"
    return f"  {mark} {value.seed}  {title:<{room}}  {tail}"


def _counted(findings: Iterable[Finding]) -> str:
    kinds = [severity(finding) for finding in findings]
    counts = [(kinds.count(Severity.ERROR), "error"), (kinds.count(Severity.WARNING), "warning")]
    return (
        ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count)
        or "notes only"
    )


def _show_findings(out: Console, findings: Iterable[Finding], indent: str) -> None:
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    ordered = sorted(findings, key=lambda finding: (order[severity(finding)], finding.code))
    for name, group in groupby(ordered, key=lambda finding: finding.code):
        same, code = list(group), code_of(name)
        out.print(
            f"{indent}{name} {code.severity.value:<7}  {code.sentence}  [{code.clause}]",
            style=_STYLES[code.severity],
        )
        for finding in same[:SHOWN]:
            out.print(f"{indent}    {'  '.join(_place(finding))}")
        if len(same) > SHOWN:
            out.print(f"{indent}    … and {len(same) - SHOWN} more")
        out.print(f"{indent}    → {code.remedy}", style="dim")


def _place(finding: Finding) -> Iterator[str]:
    yield _safe(finding.where or "the bag")
    if finding.expected is not None:
        yield f"expected {_safe(finding.expected)}"
    if finding.found is not None:
        yield f"found {_safe(finding.found)}"


def _error_lines(error: ArchiveError) -> Iterator[str]:
    code = code_of(error.code)
    yield f"{error.code}  {code.sentence}"
    yield f"    {_safe(error.where)}: {_safe(error.detail)}"
    for place, what in error.causes:
        yield f"    {_safe(place)}: {_safe(what)}"
    yield f"    → {code.remedy}"


def _safe(text: str) -> str:
    """Text from outside, without what could steer a terminal."""
    shown = text.encode("utf-8", "backslashreplace").decode() if not text.isprintable() else text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in shown)


def warn(line: str) -> None:
    print(line, file=sys.stderr)
