"""Outcomes as lines for a person: what it is, how it stands, what is wrong with it, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from archive.errors import ArchiveError
from archive.findings import Finding, Severity, severity
from archive.outcome import Failed, Outcome
from archive.reports.lines import console, counted, fitted, human_size, safe, say, short
from archive.reports.plain import code_of
from archive.reports.seen import ORDER, Seen
from archive.resources import BAGIT_PROFILE
from archive.workflows.results import Packaged, Status, Validated

if TYPE_CHECKING:
    from archive.reports.lines import Screen

SHOWN = 3  # places shown of one code's findings in a bag before the rest are counted
BAGS = 10  # bags in which a code is told with its places, before it is only counted
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_GOOD, _BAD = "green", "bold red"


def show_error(error: ArchiveError) -> None:
    """An error that kept a whole command from beginning, on standard error."""
    show_failure(console(stderr=True), error, "")


def show_packaged(outcomes: Iterable[Outcome[Packaged]], *, on: Screen | None = None) -> None:
    """A line a seed; under it, why it failed or what is still to be said of it. Then each cause once, with what to do."""
    out = on or console()
    width = max(60, out.width if out.is_terminal else 132)
    seen = Seen()
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            say(out, f"  ✗ {safe(outcome.item)}  failed", style=_BAD)
            show_failure(out, outcome.error, "      ")
            continue
        value = outcome.value
        mark, rest = _packaged_line(value, width)
        if value.status is Status.UNCHANGED:
            say(out, f"  {mark}", rest, style="dim", rest="dim")
        else:
            say(out, f"  {mark}", rest, style=_GOOD if mark == "✓" else "yellow")
        seen.add(value.seed, value.findings)
        _show_to_do(out, value.findings)
    if seen.bags:
        out.print()
    for code in seen.ordered():
        entry = code_of(code.code)
        say(
            out, f"  {code.code} {entry.severity.value:<7}  ", _said(code.code), style=_STYLES[entry.severity]
        )
        more = f" and {code.bags - len(code.examples):,} more" if code.bags > len(code.examples) else ""
        say(out, " " * 17, f"{_times(code.count, code.bags)}: {', '.join(map(safe, code.examples))}{more}")
        say(out, f"{' ' * 17}→ ", entry.remedy, style="dim", rest="dim")
    if seen.bags:
        out.print()


def show_validated(outcomes: Iterable[Outcome[Validated]], *, on: Screen | None = None) -> None:
    """A line a bag; under it, its findings, those of one code together. Then, of many, how often each code was."""
    out = on or console()
    seen, room = Seen(), 20
    for outcome in outcomes:
        name = safe(outcome.item if isinstance(outcome, Failed) else outcome.value.bag)
        room = min(60, max(room, len(name)))
        if isinstance(outcome, Failed):
            say(out, "✗ failed   ", name, style=_BAD)
            show_failure(out, outcome.error, "    ")
            continue
        judged = outcome.value.judged
        verdict = "✓ valid    " if judged.valid else "✗ invalid  "
        told = [_faults(judged.findings)] if judged.findings else []
        told += [
            f"level {judged.level.value}",
            *_profiles(judged.profiles),
            counted(judged.files, "file"),
            human_size(judged.size),
        ]
        if not judged.digests_checked:
            told.append("no digest was checked")
        say(
            out,
            verdict,
            f"{fitted(name, max(room, len(name)))}  {' · '.join(told)}",
            style=_GOOD if judged.valid else _BAD,
        )
        show_findings(out, judged.findings, seen)
        seen.add(outcome.value.bag, judged.findings)
    if seen.bags > SHOWN:
        out.print()
        for code in seen.ordered():
            entry = code_of(code.code)
            times = f"{_times(code.count, code.bags):<24}  "
            say(
                out,
                f"{code.code} {entry.severity.value:<7}  ",
                times + entry.sentence,
                style=_STYLES[entry.severity],
            )


def _profiles(held: tuple[str, ...]) -> list[str]:
    """The BagIt profiles that a bag was held to; our own is said by the level."""
    return [f"profile {safe(fitted(one, 80).rstrip())}" for one in held if one != BAGIT_PROFILE]


def show_lines(lines: Iterable[str], *, on: Screen | None = None) -> None:
    out = on or console()
    for line in lines:
        say(out, "", line)


def _packaged_line(value: Packaged, width: int) -> tuple[str, str]:
    judged = value.judged
    if value.status is Status.UNCHANGED:
        mark, verdict = "=", "unchanged"
    elif judged and judged.completeness:
        whole = judged.completeness["gate"] and judged.valid
        met, owed = judged.completeness["met"], judged.completeness["owed"]
        mark, verdict = ("✓", f"complete {met}/{owed}") if whole else ("·", f"incomplete {met}/{owed}")
    else:
        mark, verdict = "·", "packaged"
    created = fitted(safe(value.created or "undated"), 21 if width >= 120 else 10)
    tail = f"{created}  {verdict:<16}"
    if width >= 100:
        tail += f"  {counted(value.files, 'file')}  {human_size(value.size):>8}"
    name = safe(value.seed)
    title = fitted(safe(value.title or "no title"), max(12, width - len(tail) - len(name) - 8))
    return mark, f" {name}  {title}  {tail}"


def _show_to_do(out: Screen, findings: Iterable[Finding]) -> None:
    """What a person has still to say of one document, on one line; the sentences stand below, once for all."""
    owed = [finding for finding in findings if severity(finding) is Severity.ERROR]
    if owed:
        places = dict.fromkeys(f"{safe(_element(finding))} {finding.code}" for finding in owed)
        say(out, "      to do: ", ", ".join(places), rest="red")


def _element(finding: Finding) -> str:
    return finding.where.rpartition("#dcterms:")[2] or "the bag"


def _faults(findings: Iterable[Finding]) -> str:
    kinds = Counter(severity(finding) for finding in findings)
    told = [counted(kinds[kind], kind.value) for kind in (Severity.ERROR, Severity.WARNING) if kinds[kind]]
    return ", ".join(told) or counted(kinds[Severity.INFO], "note")


def _times(count: int, bags: int) -> str:
    return "once" if count == 1 else f"{count:,} times in {counted(bags, 'bag')}"


def _said(code: str) -> str:
    entry = code_of(code)
    return f"{entry.sentence}  ({entry.clause})" if entry.clause else entry.sentence


def show_findings(out: Screen, findings: Iterable[Finding], seen: Seen) -> None:
    """Each code with its places; what to do where the code is met first, and the code alone where it was met often."""
    ordered = sorted(findings, key=lambda finding: (ORDER[severity(finding)], finding.code))
    often: list[str] = []
    for name, group in groupby(ordered, key=lambda finding: finding.code):
        same, code, before = list(group), code_of(name), seen.bags_with(name)
        if before >= BAGS:
            often.append(f"{name} × {len(same):,}" if len(same) > 1 else name)
            continue
        many = f"{len(same):,} times: " if len(same) > SHOWN else ""
        say(out, f"    {name} {code.severity.value:<7}  ", many + _said(name), style=_STYLES[code.severity])
        for finding in same[:SHOWN]:
            _show_place(out, finding)
        if len(same) > SHOWN:
            say(out, " " * 19, f"… and {len(same) - SHOWN:,} more")
        if not before:
            say(out, f"{' ' * 19}→ ", code.remedy, style="dim", rest="dim")
    if often:
        say(out, "    ", f"{', '.join(often)}: as in the bags above", rest="dim")


def _show_place(out: Screen, finding: Finding) -> None:
    """The place, and what was expected and found there: on one line if it has room, else on lines of their own."""
    indent, place = " " * 19, safe(finding.where or "the bag")
    parts = [
        (label, short(value))
        for label, value in (("expected", finding.expected), ("found", finding.found))
        if value is not None
    ]
    one = "  ".join([place, *(f"{label} {value}" for label, value in parts)])
    if not out.is_terminal or len(indent) + len(one) <= out.width:
        say(out, indent, one)
        return
    say(out, indent, place)
    for label, value in parts:
        say(out, f"{indent}  {label:<8} ", value)


def show_failure(out: Screen, error: ArchiveError, indent: str) -> None:
    code = code_of(error.code)
    say(out, f"{indent}{error.code}  ", code.sentence, style="red")
    for place, what in ((error.where, error.detail), *error.causes):
        say(out, f"{indent}       ", f"{safe(place)}: {safe(what)}" if place else safe(what))
    say(out, f"{indent}       → ", code.remedy, style="dim", rest="dim")
