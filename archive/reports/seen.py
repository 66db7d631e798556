"""What was found in a whole run, by code: a cause that a thousand bags share is told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.findings import Finding, Severity
from archive.reports.plain import code_of

EXAMPLES = 3
ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(slots=True)
class SeenCode:
    """How often a code was found, in how many bags, and the names of the first of them."""

    code: str
    count: int = 0
    bags: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Seen:
    """`bags` counts those in which anything was found."""

    codes: dict[str, SeenCode] = field(default_factory=dict)
    bags: int = 0

    def add(self, name: str, findings: Iterable[Finding]) -> None:
        counts = Counter(finding.code for finding in findings)
        self.bags += bool(counts)
        for code, count in counts.items():
            seen = self.codes.setdefault(code, SeenCode(code))
            seen.count += count
            seen.bags += 1
            if len(seen.examples) < EXAMPLES:
                seen.examples.append(name)

    def bags_with(self, code: str) -> int:
        return self.codes[code].bags if code in self.codes else 0

    def ordered(self) -> list[SeenCode]:
        """Errors first, then warnings and notes; the most frequent first."""
        return sorted(
            self.codes.values(), key=lambda seen: (ORDER[code_of(seen.code).severity], -seen.count, seen.code)
        )
