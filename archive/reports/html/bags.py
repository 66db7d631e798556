"""One bag in the report: its row in the table, and its section with everything that was found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from archive.errors import ArchiveError
from archive.findings import Finding, Severity, severity
from archive.outcome import Failed, Outcome
from archive.reports.html.charts import kind_name
from archive.reports.html.markup import counted, isolated, number, said
from archive.reports.lines import human_size
from archive.reports.plain import code_of
from archive.resources import BAGIT_PROFILE
from archive.workflows.results import Validated

FIRST = 3  # places of one code in one bag that are in sight; the others are folded
PLACES = 200  # and those that are in the page at all
IN_SIGHT = 1000  # rows that a browser with a script lays out at a time
COLUMNS = ("bag", "title", "date", "verdict", "errors", "warnings", "completeness", "files", "size")
_DIGEST = re.compile(r"\b([0-9a-f]{10})[0-9a-f]{16,}([0-9a-f]{6})\b")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_NONE = '<td class="none" data-v="-1">–</td>'


def has_section(outcome: Outcome[Validated]) -> bool:
    return isinstance(outcome, Failed) or bool(outcome.value.judged.findings)


def row(place: int, outcome: Outcome[Validated], *, linked: bool) -> str:
    """The bag's row; `linked` where its section stands further down."""
    if isinstance(outcome, Failed):
        name, cells = outcome.item, f'{_NONE}{_NONE}<td data-v="2">{verdict("failed")}</td>{_NONE * 5}'
    else:
        name, cells = outcome.value.bag, _cells(outcome.value)
    shown = isolated(name)
    title = f'<a href="#bag-{place}">{shown}</a>' if linked else shown
    first = ' class="in"' if place <= IN_SIGHT else ""
    return f'<tr id="row-{place}"{first}><th scope="row">{title}</th>{cells}</tr>\n'


def section(place: int, outcome: Outcome[Validated]) -> str:
    """All that was found in the bag, those of one code together."""
    if isinstance(outcome, Failed):
        head = f"<h3>{isolated(outcome.item)} {verdict('failed')}</h3>\n"
        return f'<section class="bag" id="bag-{place}">\n{head}{_failure(outcome.error)}</section>\n'
    judged = outcome.value.judged
    about = [isolated(text) for text in (judged.title, judged.created) if text]
    about.append(f"judged at level {judged.level.value}")
    about += [f"held to the profile {isolated(one)}" for one in judged.profiles if one != BAGIT_PROFILE]
    if not judged.digests_checked:
        about.append("no digest was checked")
    about += [counted(judged.files, "payload file"), human_size(judged.size)]
    return (
        f'<section class="bag" id="bag-{place}">\n<h3>{isolated(outcome.value.bag)} '
        f"{verdict('valid' if judged.valid else 'invalid')}</h3>\n"
        f'<p class="quiet">{" · ".join(about)}</p>\n{"".join(_findings(judged.findings))}</section>\n'
    )


def verdict(name: str) -> str:
    """A verdict as a word, with a sign and a colour that only say it again."""
    sign, word = {
        "valid": ("✓", "valid"),
        "invalid": ("✗", "invalid"),
        "failed": ("!", "not judged"),
    }[name]
    return f'<span class="verdict v-{name}"><span aria-hidden="true">{sign}</span> {word}</span>'


def kind(name: str) -> str:
    return f'<span class="kind k-{name}">{kind_name(name)}</span>'


def place_of(finding: Finding, *, short: bool = False) -> str:
    """Where a finding stands, with what was expected and found there; `short` cuts digests, whose whole stands elsewhere."""
    parts = [f'<span class="where">{isolated(finding.where or "the bag")}</span>']
    for name, value in (("expected", finding.expected), ("found", finding.found)):
        if value is not None:
            told = _DIGEST.sub(r"\1…\2", value) if short else value
            parts.append(f'<span class="was">{name} <code>{isolated(told)}</code></span>')
    return " ".join(parts)


def remedy(code: str) -> str:
    """What to do, and by which clause."""
    entry = code_of(code)
    clause = f' <span class="clause">{said(entry.clause)}</span>' if entry.clause else ""
    return f'<p class="remedy">{said(entry.remedy)}{clause}</p>'


def _cells(value: Validated) -> str:
    judged = value.judged
    kinds = [severity(finding) for finding in judged.findings]
    stands = "valid" if judged.valid else "invalid"
    complete = _NONE
    if judged.completeness:
        met, owed = judged.completeness["met"], judged.completeness["owed"]
        level = judged.completeness.get("level")
        note = f' <span class="quiet">{said(str(level))}</span>' if level else ""
        complete = f'<td data-v="{met / owed if owed else 1:.4f}">{met}/{owed}{note}</td>'
    return (
        f'<td class="title">{isolated(judged.title or "")}</td>'
        f'<td class="date">{_date(judged.created or "")}</td>'
        f'<td data-v="{int(not judged.valid)}">{verdict(stands)}</td>'
        f"<td>{number(kinds.count(Severity.ERROR))}</td><td>{number(kinds.count(Severity.WARNING))}</td>"
        f'{complete}<td>{number(judged.files)}</td><td data-v="{judged.size}">{human_size(judged.size)}</td>'
    )


def _date(text: str) -> str:
    """A date on one line, an interval on two at most."""
    return "/<wbr>".join(f"<span>{said(part, 40)}</span>" for part in text.split("/", 1)) if text else ""


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    ordered = sorted(findings, key=lambda finding: (_ORDER[severity(finding)], finding.code))
    for name, group in groupby(ordered, key=lambda finding: finding.code):
        same, code = list(group), code_of(name)
        many = f' <span class="count">{number(len(same))} times</span>' if len(same) > 1 else ""
        yield (
            f'<div class="finding">\n<h4><a href="#code-{code.code}">{code.code}</a> {kind(code.severity.value)} '
            f"{said(code.sentence)}{many}</h4>\n{_places(same)}{remedy(name)}\n</div>\n"
        )


def _places(same: list[Finding]) -> str:
    items = [f"<li>{place_of(finding)}</li>\n" for finding in same[:PLACES]]
    shown = f'<ul class="places">\n{"".join(items[:FIRST])}</ul>\n'
    if len(same) <= FIRST:
        return shown
    left = len(same) - PLACES
    out = f"<p>{number(left)} more are left out of this page.</p>\n" if left > 0 else ""
    rest = "".join(items[FIRST:])
    return (
        f"{shown}<details><summary>{number(len(same) - FIRST)} more places</summary>"
        f'<ul class="places">\n{rest}</ul>\n{out}</details>\n'
    )


def _failure(error: ArchiveError) -> str:
    code = code_of(error.code)
    causes = "".join(
        f"<li>{isolated(where)}: {isolated(detail)}</li>\n" for where, detail in error.causes[:PLACES]
    )
    return (
        f'<div class="finding">\n<h4><a href="#code-{code.code}">{code.code}</a> {kind("failure")} '
        f'{said(code.sentence)}</h4>\n<ul class="places">\n<li><span class="where">{isolated(error.where)}</span> '
        f"{isolated(error.detail)}</li>\n{causes}</ul>\n{remedy(error.code)}\n</div>\n"
    )
