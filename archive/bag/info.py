"""bag-info.txt of anybody's bag, read leniently: its fields in order, and the faults of its form. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.bag.bag import LIMITS, Limits
from archive.bag.parsing import RFC, Version, split_lines
from archive.findings import Finding

_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANKS = " \t"
_WIDTH = 79


@dataclass(frozen=True, slots=True)
class Field:
    """One metadata element: `line` is where it begins. A folded value keeps its line breaks, not the padding."""

    label: str
    value: str
    line: int


def parse_info(
    text: str, where: str, *, version: Version = RFC, limits: Limits = LIMITS
) -> tuple[tuple[Field, ...], list[Finding]]:
    """The fields of bag-info.txt, in order, and its faults: B0115, B0401 to B0406, B0807 (RFC 8493 §2.2.2)."""
    lines, ended = split_lines(text)
    faults: list[Finding] = [] if ended or not lines else [Finding("B0115", where)]
    found: list[tuple[str, list[str], int]] = []
    for number, line in enumerate(lines, 1):
        at = f"{where}:{number}"
        if len(faults) > limits.faults:
            faults.append(Finding("B0807", at, f"at most {limits.faults} faults", "more"))
            break
        if _CONTROLS.search(line):
            faults.append(Finding("B0406", at, "no control character", line))
        if line.startswith((" ", "\t")) and line.strip(_BLANKS) and found:
            found[-1][1].append(line.strip(_BLANKS))
            continue
        field = _field(line, at, version, faults)
        if field is not None:
            found.append((field[0], [field[1]], number))
    if version >= RFC:
        faults.extend(_long_lines(lines, where))
    fields = tuple(Field(label, "\n".join(values), number) for label, values, number in found)
    empty = [field for field in fields if not field.value]
    faults += [
        Finding("B0405", f"{where}:{field.line}", "a value", field.label) for field in empty[: limits.faults]
    ]
    if len(empty) > limits.faults:
        faults.append(Finding("B0807", where, f"at most {limits.faults} faults", "more"))
    return fields, faults


def _field(line: str, at: str, version: Version, faults: list[Finding]) -> tuple[str, str] | None:
    written, colon, rest = line.partition(":")
    label, value = written.strip(_BLANKS), rest.strip(_BLANKS)
    if not colon or not label or line.startswith((" ", "\t")):
        faults.append(Finding("B0401", at, "Label: value", line))
        return None
    # Before 1.0 blanks around the colon were free, and form part of neither side.
    if version >= RFC and (
        written != label or not rest.startswith((" ", "\t")) or rest[1:] != rest[1:].lstrip(_BLANKS)
    ):
        faults.append(Finding("B0402", at, f"{label}: {value}", line))
    return label, value


def _long_lines(lines: list[str], where: str) -> list[Finding]:
    long = [(number, len(line)) for number, line in enumerate(lines, 1) if len(line) > _WIDTH]
    if not long:
        return []
    found = f"{len(long)} longer, the longest {max(length for _, length in long)}"
    return [Finding("B0404", f"{where}:{long[0][0]}", f"lines of at most {_WIDTH} characters", found)]
