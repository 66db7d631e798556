"""The seven dimensions of a description's quality (Bruce & Hillmann 2004), each as a count that can be made again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.findings import Finding, Severity, severity
from archive.record import edtf
from archive.record.conditions import Case
from archive.record.consistency import Numbered, dates_of
from archive.record.draft import UNNAMED
from archive.record.identifiers import is_global
from archive.record.languages import tag_fault
from archive.record.model import AgentKind, Origin, Statement
from archive.record.value_checks import iri
from archive.record.vocabularies import COAR_ACCESS, MEDIA_TYPE, is_rights_uri


@dataclass(frozen=True, slots=True)
class Dimension:
    """`good` of `of` things are as they should be; docs/record.md says for each dimension which things."""

    name: str
    good: int
    of: int


def vector(
    case: Case, statements: Numbered, findings: Iterable[Finding], met: int, owed: int
) -> tuple[Dimension, ...]:
    """Completeness, accuracy, provenance, conformance, consistency, timeliness, accessibility, in this order."""
    stated = [statement for _, statement in statements if statement.value]
    faults = [finding for finding in findings if severity(finding) is not Severity.INFO]
    malformed = {finding.where for finding in faults if finding.code.startswith("R02")}
    disagreeing = {finding.where for finding in faults if finding.code.startswith("R03")}
    return (
        Dimension("completeness", met, owed),
        _accuracy(case, stated),
        Dimension("provenance", sum(_explained(statement) for statement in stated), len(stated)),
        Dimension("conformance", max(len(stated) - len(malformed), 0), len(stated)),
        Dimension("consistency", max(len(stated) - len(disagreeing), 0), len(stated)),
        _timeliness(case, statements),
        _accessibility(case),
    )


def _accuracy(case: Case, stated: list[Statement]) -> Dimension:
    """Quotes of the evidence that stand in the text where it says."""
    quotes = [item for statement in stated for item in statement.evidence]
    text = case.text
    if text is None:
        return Dimension("accuracy", 0, 0)
    good = sum(item.start is not None and text[item.start : item.end] == item.quote for item in quotes)
    return Dimension("accuracy", good, len(quotes))


def _explained(statement: Statement) -> bool:
    """Whether it can be told where a value comes from: words of the text, an authority's URI, or somebody named."""
    match statement.origin:
        case Origin.TRANSCRIBED | Origin.INFERRED:
            return bool(statement.evidence)
        case Origin.AUTHORITY:
            return iri(statement) is not None
        case Origin.MEASURED:
            return statement.agent.kind is AgentKind.SOFTWARE and statement.agent.version is not None
        case _:
            return statement.agent != UNNAMED


def _timeliness(case: Case, statements: Numbered) -> Dimension:
    """Dates that can be read and do not lie after the description."""
    today = (case.opened_at.year, case.opened_at.month, case.opened_at.day)
    good = of = 0
    for _, statement in dates_of(statements):
        of += 1
        try:
            lower = edtf.parse(statement.value or "").lower
        except ValueError:
            continue
        good += lower is None or lower <= today
    return Dimension("timeliness", good, of)


def _accessibility(case: Case) -> Dimension:
    """What a program needs to act: a global identifier, rights, access, format, language, the description's licence."""
    record = case.record
    tests = (
        is_global(record.identifier),
        any(is_rights_uri(iri(statement) or "") for statement in record.of("rights", "license")),
        any((iri(statement) or "").startswith(COAR_ACCESS) for statement in record.of("accessRights")),
        any(MEDIA_TYPE.fullmatch(statement.value or "") for statement in record.of("format")),
        any(tag_fault(statement.value or "") is None for statement in record.of("language")),
        is_rights_uri(record.description.license),
    )
    return Dimension("accessibility", sum(tests), len(tests))
