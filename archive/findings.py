"""What is wrong with a bag, and the register in which every code stands once.

The register is the folder `codes/`: one TOML file a family, one table a code:

    [B0301]
    severity = "error"
    sentence = "A payload file's digest differs from its manifest."
    clause   = "RFC 8493 §3"
    remedy   = "Get the file again from where the bag came from; do not edit the manifest."
    example  = "9f3c… data/a.txt   (the file's own digest is 77ab…)"

A MUST of a standard is an error, a SHOULD a warning. Codes are never reused or renumbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

_SECTION = re.compile(r"^\[(\w+)\]\n", re.MULTILINE)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault of one bag: its code, and where, with what was expected and found there.

    `where` names the file as it stands in the bag, with `:line` or `#xpath` where there is one.
    """

    code: str
    where: str = ""
    expected: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the register."""

    code: str
    severity: Severity
    sentence: str
    clause: str
    remedy: str
    example: str = ""


@cache
def register() -> Mapping[str, Code]:
    """Every code, in order. An entry is parsed when it is asked for: a run asks for few, and all take a start-up's while.

    Raises KeyError or ValueError on a register that is not whole.
    """
    sections: dict[str, str] = {}
    for path in sorted(files("archive").joinpath("codes").iterdir(), key=lambda item: item.name):
        if not path.name.endswith(".toml"):
            continue
        _, *parts = _SECTION.split(path.read_text(encoding="utf-8"))
        for code, section in zip(parts[::2], parts[1::2], strict=True):
            if code in sections:
                raise ValueError(f"{code} stands twice in the register")
            sections[code] = section
    return _Register(dict(sorted(sections.items())), {})


@dataclass(frozen=True, slots=True)
class _Register(Mapping[str, Code]):
    """The entries by their codes, as TOML until each is asked for."""

    sections: dict[str, str]
    known: dict[str, Code]

    def __getitem__(self, code: str) -> Code:
        found = self.known.get(code)
        if found is None:
            import tomllib

            row = tomllib.loads(self.sections[code])
            found = self.known[code] = Code(code=code, severity=Severity(row.pop("severity")), **row)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.sections)

    def __len__(self) -> int:
        return len(self.sections)


def severity(finding: Finding) -> Severity:
    return register()[finding.code].severity


def errors(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of severity error: what makes a bag invalid."""
    return tuple(finding for finding in found if severity(finding) is Severity.ERROR)
