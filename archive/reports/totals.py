"""What a run came to, counted as its outcomes pass by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive.findings import Finding, Severity, severity
from archive.outcome import Failed, Outcome
from archive.workflows.results import Packaged, Status, Validated


@dataclass(slots=True)
class Totals:
    """Counts by name, filled while outcomes pass: then `status` is the exit status that they call for, and `first` has each severity's first code."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[Severity, str] = field(default_factory=dict)

    def packaged(self, outcomes: Iterable[Outcome[Packaged]]) -> Iterator[Outcome[Packaged]]:
        """The same outcomes, counted: seeds, packaged, unchanged, failed, valid, errors, warnings, bytes."""
        self.counts.update(
            dict.fromkeys(("seeds", "packaged", "unchanged", "failed", "valid", "errors", "warnings"), 0)
        )
        for outcome in outcomes:
            self.counts["seeds"] += 1
            if isinstance(outcome, Failed):
                self.counts[Status.FAILED] += 1
            else:
                self.counts[outcome.value.status] += 1
                self._found(outcome.value.findings)
                judged = outcome.value.judged
                if judged:
                    self.counts["valid"] += judged.valid
                    self.counts["agreed"] += judged.second_opinion is True
                    self.counts["asked"] += judged.second_opinion is not None
            yield outcome

    def validated(self, outcomes: Iterable[Outcome[Validated]]) -> Iterator[Outcome[Validated]]:
        """The same outcomes, counted: bags, valid, invalid, failed, errors, warnings, files, bytes."""
        self.counts.update(
            dict.fromkeys(("bags", "valid", "invalid", "failed", "errors", "warnings", "files", "size"), 0)
        )
        for outcome in outcomes:
            self.counts["bags"] += 1
            if isinstance(outcome, Failed):
                self.counts["failed"] += 1
            else:
                judged = outcome.value.judged
                self.counts["invalid"] += not judged.valid
                self.counts["files"] += judged.files
                self.counts["size"] += judged.size
                self.counts["valid"] += judged.valid
                self._found(judged.findings)
            yield outcome

    @property
    def status(self) -> int:
        """0 well, 1 findings of severity error, 3 some seeds or bags failed."""
        if self.counts["failed"]:
            return 3
        return 1 if self.counts["errors"] else 0

    def _found(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.first.setdefault(severity(finding), finding.code)
            self.counts["errors"] += severity(finding) is Severity.ERROR
            self.counts["warnings"] += severity(finding) is Severity.WARNING
