"""How many values share one cell of a table, and how text passes a spreadsheet unharmed. Every rule has its inverse.

` | ` parts values, ` ¦ ` the quotes of one value's evidence. A run of such a bar that stands free within a value is written
with one bar more. A cell that a spreadsheet would compute (`=`, `+`, `-`, `@` at its start) begins with an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

VALUES = "|"
QUOTES = "¦"

_RUNS = {bar: re.compile(rf"(?:(?<=[ ])|(?<=\A)){re.escape(bar)}+(?=[ ]|\Z)") for bar in (VALUES, QUOTES)}
_FORMULA = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")


def split(cell: str, bar: str = VALUES) -> list[str]:
    """The parts of a cell, free of white space at their ends; empty ones are kept, for they hold a place."""
    parts: list[str] = []
    start = 0
    for run in _RUNS[bar].finditer(cell):
        if len(run[0]) == 1:
            parts.append(cell[start : run.start()])
            start = run.end()
    parts.append(cell[start:])
    return [_RUNS[bar].sub(lambda run: run[0][1:], part.strip()) for part in parts]


def join(parts: Iterable[str], bar: str = VALUES) -> str:
    """One cell that `split` takes apart again, for parts free of white space at their ends."""
    return f" {bar} ".join(_RUNS[bar].sub(lambda run: run[0] + bar, part) for part in parts).strip(" ")


def guard(cell: str) -> str:
    """The cell as no spreadsheet computes it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if _GUARDED.match(cell) else cell
