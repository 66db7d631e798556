"""What a report sums up over all bags, counted as they pass: memory grows with the codes and the elements, not with the bags."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from archive.findings import Finding, Severity
from archive.outcome import Failed, Outcome
from archive.reports.plain import code_of
from archive.workflows.results import Validated

EXAMPLES = 3


@dataclass(slots=True)
class OfCode:
    """All findings of one code: how many, in how many bags, and the first few, each with its bag."""

    code: str
    kind: str
    count: int = 0
    bags: int = 0
    examples: list[tuple[str, Finding]] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """`elements` counts for each element of the profile how it stands; `dimensions` sums the quality vectors."""

    codes: dict[str, OfCode] = field(default_factory=dict)
    elements: dict[str, Counter[str]] = field(default_factory=dict)
    dimensions: dict[str, list[int]] = field(default_factory=dict)
    records: int = 0
    infos: int = 0
    unchecked: int = 0

    def add(self, outcome: Outcome[Validated]) -> None:
        if isinstance(outcome, Failed):
            error = outcome.error
            self._count(outcome.item, Finding(error.code, error.where, None, error.detail), "failure")
            self.codes[error.code].bags += 1
            return
        value = outcome.value
        seen: set[str] = set()
        for finding in value.judged.findings:
            kind = code_of(finding.code).severity
            self.infos += kind is Severity.INFO
            self._count(value.bag, finding, kind.value)
            if finding.code not in seen:
                seen.add(finding.code)
                self.codes[finding.code].bags += 1
        self.unchecked += not value.judged.digests_checked
        if value.judged.completeness:
            self._complete(value.judged.completeness)

    def ordered(self) -> list[OfCode]:
        """What could not be judged, then errors, warnings and notes; the most frequent first."""
        order = {"failure": 0, "error": 1, "warning": 2, "info": 3}
        return sorted(self.codes.values(), key=lambda of: (order[of.kind], -of.count, of.code))

    def _count(self, bag: str, finding: Finding, kind: str) -> None:
        of = self.codes.setdefault(finding.code, OfCode(finding.code, kind))
        of.count += 1
        if len(of.examples) < EXAMPLES:
            of.examples.append((bag, finding))

    def _complete(self, completeness: dict[str, Any]) -> None:
        self.records += 1
        for name, stands in completeness.get("elements", {}).items():
            self.elements.setdefault(name, Counter())[stands] += 1
        for name, (good, of) in completeness.get("vector", {}).items():
            sums = self.dimensions.setdefault(name, [0, 0])
            sums[0] += good
            sums[1] += of
