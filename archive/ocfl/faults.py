"""Findings as they are gathered, under the codes of OCFL; and how far a stranger's root may make us go."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.findings import Finding
from archive.ocfl.documents import shown


@dataclass(frozen=True, slots=True)
class Limits:
    """What a storage root may cost its reader; beyond a limit stands a code, not a crash. Sizes are bytes."""

    inventory: int = 1 << 27  # some 200,000 files with two digests each
    small: int = 1 << 16  # a declaration, a sidecar, ocfl_layout.json, config.json
    depth: int = 200  # folders within folders, and elements of a path
    path: int = 1 << 14  # characters
    faults: int = 10_000  # told of one object


LIMITS = Limits()


@dataclass(slots=True)
class Faults:
    """Findings of one object, each named by the place under which the object was asked for; told up to a limit."""

    limits: Limits = LIMITS
    found: list[Finding] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def add(self, code: str, where: str, expected: str | None = None, found: object = None) -> None:
        self.codes.add(code)
        if len(self.found) < self.limits.faults:
            quoted = None if found is None else shown(found)
            self.found.append(Finding(code, shown(where, 4096), expected, quoted))
        elif len(self.found) == self.limits.faults:
            self.found.append(Finding("F2003", "", f"at most {self.limits.faults} faults"))


def ocfl_code(code: str) -> str | None:
    """The code that OCFL itself gives to this fault (`E092`, `W004`); None for one that is ours alone.

    Ours are F0001 to F0112 for E001 to E112, F1001 to F1016 for W001 to W016, and F2001 on for what OCFL does not speak of.
    """
    if not code.startswith(("F0", "F1")):
        return None
    return f"{'E' if code[1] == '0' else 'W'}{code[2:]}"
