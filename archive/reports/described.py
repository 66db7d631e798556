"""Descriptions as lines for a person: whose word each value is, what the program would have said, and what is still owed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from archive.findings import Finding, Severity, severity
from archive.outcome import Failed, Outcome
from archive.record.drafted import READING_ORDER, owed
from archive.record.model import Origin, Record, Statement, Status
from archive.record.owed import OWED
from archive.record.serial_yaml import grouped
from archive.reports.lines import console, safe, say
from archive.reports.plain import code_of
from archive.reports.seen import Seen
from archive.reports.terminal import show_failure
from archive.reports.voices import Voice, not_taken, voice_of
from archive.workflows.described import Described

if TYPE_CHECKING:
    from archive.reports.lines import Screen

_PROPOSED = 3  # headings shown of one property before the rest are counted
SHORT, LONG = 60, 160  # characters of a quotation, and of a value, before they are cut
_OF_ALL = ("rights", "accessRights", "provenance")  # what a whole collection may share
_STYLES = {
    Voice.PERSON: "green",
    Voice.TEXT: "cyan",
    Voice.PROGRAM: "blue",
    Voice.COLLECTION: "",
    Voice.MEASURED: "dim",
    Voice.GUESS: "yellow",
}
_UNSHOWN = frozenset({"identifier", "hasFormat", "isPartOf", "type"})  # the same for all, or for machines


def show_described(outcomes: Iterable[Outcome[Described]], *, on: Screen | None = None) -> None:
    """Each seed with what is known of it, then each kind of thing that is owed once, with what to do."""
    out, seen, described = on or console(), Seen(), 0
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            say(out, f"{safe(outcome.item)}  ", "cannot be described", style="bold", rest="bold red")
            show_failure(out, outcome.error, "  ")
        else:
            _show_seed(out, outcome.value)
            seen.add(outcome.value.file, _grave(outcome.value))
            described += 1
        out.print()
    for code in seen.ordered():
        entry = code_of(code.code)
        times = f"{code.bags:,} of them" if code.bags > 1 else safe(code.examples[0])
        say(out, f"{code.code}  ", f"{entry.sentence}  ({times})", style="red")
        say(out, "       → ", entry.remedy, style="dim", rest="dim")
    shared = [name for name in _OF_ALL if seen.bags_with(OWED[name]) == described > 1]
    if shared:
        say(
            out,
            "",
            f"All owe {', '.join(shared)}: said once under `defaults:` in collection.yaml, it holds of all.",
        )
    if seen.codes:
        out.print()


def _show_seed(out: Screen, value: Described) -> None:
    missing, judgement = owed(value.judgement), value.judgement
    verdict = f"{len(missing)} owed" if missing else "complete" if judgement.gate else "to mend"
    apart = f", {judgement.not_stated} declared not stated" if judgement.not_stated else ""
    say(out, value.file, f"  {verdict} · {judgement.met} of {judgement.owed} elements{apart}", style="bold")
    for voice, lines in _by_voice(value.record).items():
        for number, (name, told) in enumerate(lines):
            label = voice.value if not number else ""
            say(out, f"  {label:<10}  {name:<15} ", told, style=_STYLES[voice])
    for statement in not_taken(value.record):
        told = f"{_cut(statement.value or '', LONG)}{_quoted(statement)}  (not taken, for a person says otherwise)"
        say(out, f"  {Voice.GUESS.value:<10}  {statement.property:<15} ", told, style=_STYLES[Voice.GUESS])
    _show_proposed(out, value.proposed)
    if missing:
        told = ", ".join(f"{item.property} {item.code}" for item in missing)
        say(out, f"  {'owed':<10}  ", told, style="red")
    others = [finding for finding in _grave(value) if not finding.code.startswith("R01")]
    for number, finding in enumerate(others):
        place = finding.where.rpartition("#dcterms:")[2] or finding.where
        told = f"{finding.code}: expected {_cut(finding.expected or '', SHORT)}, found {_cut(finding.found or '', SHORT)}"
        say(out, f"  {'' if number else 'to mend':<10}  {place:<15} ", told, style="red")


def _show_proposed(out: Screen, proposed: Iterable[Statement]) -> None:
    """Headings that a person may confirm: the first of each property, with what speaks for them."""
    for name, statements in grouped(proposed).items():
        for statement in statements[:_PROPOSED]:
            why = (statement.note or "").partition(";")[2].strip()
            told = f"{_cut(statement.value or '', SHORT)} [{statement.scheme}]{_quoted(statement)}  {_cut(why, SHORT)}"
            say(out, f"  {Voice.GUESS.value:<10}  {name:<15} ", told, style=_STYLES[Voice.GUESS])
        if len(statements) > _PROPOSED:
            more = f"… and {len(statements) - _PROPOSED} more; --write has them all"
            say(out, f"  {'':<10}  {'':<15} ", more, style=_STYLES[Voice.GUESS])


def _by_voice(record: Record) -> dict[Voice, list[tuple[str, str]]]:
    """For each voice its lines: a property, and its values with the words that they rest on."""
    groups: dict[Voice, dict[str, list[Statement]]] = {voice: {} for voice in Voice}
    for statement in sorted(record.statements, key=_rank):
        if statement.property in _UNSHOWN and voice_of(statement) in (Voice.MEASURED, Voice.COLLECTION):
            continue
        groups[voice_of(statement)].setdefault(statement.property, []).append(statement)
    found: dict[Voice, list[tuple[str, str]]] = {}
    for voice, properties in groups.items():
        if voice is Voice.MEASURED and properties:
            facts = [s.value or "" for statements in properties.values() for s in statements]
            found[voice] = [("", safe(", ".join(facts)))]
        elif properties:
            found[voice] = [(name, _told(statements)) for name, statements in properties.items()]
    return found


def _rank(statement: Statement) -> int:
    return (
        READING_ORDER.index(statement.property) if statement.property in READING_ORDER else len(READING_ORDER)
    )


def _told(statements: list[Statement]) -> str:
    """The values of one property, each with its role and its words; of many, the first words stand for all."""
    parts = []
    alone = len(statements) == 1 and statements[0].origin is not Origin.DEVISED
    for statement in statements:
        value = "not stated" if statement.status is Status.NOT_STATED else "not applicable"
        if statement.value is not None:
            value = _cut(statement.value, LONG if len(statements) == 1 else SHORT)
        role = f" [{statement.role}]" if statement.role else ""
        parts.append(f"{value}{role}{_quoted(statement) if alone else ''}")
    return " · ".join(parts)


def _quoted(statement: Statement) -> str:
    """The words that a value rests on, where they are not the value itself."""
    for evidence in statement.evidence:
        quote = " ".join(evidence.quote.split())
        if quote != statement.value:
            return f"  “{_cut(quote, SHORT)}”"
    return ""


def _grave(value: Described) -> list[Finding]:
    return [finding for finding in value.judgement.findings if severity(finding) is Severity.ERROR]


def _cut(text: str, room: int) -> str:
    plain = safe(" ".join(text.split()))
    return plain if len(plain) <= room else f"{plain[: room - 1].rstrip()}…"
