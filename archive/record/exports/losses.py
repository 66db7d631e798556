"""What an export no longer tells of a record, counted: the same for every format that says which parts it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from archive.record.model import PROPERTIES, Record, Statement, Status

PARTS = ("lang", "scheme", "uri", "role", "origin", "evidence", "agent", "note")
"""The parts of a stated value besides the value itself."""

Kept = Callable[[Statement], frozenset[str] | None]
"""The parts of a stated value that a format keeps; None where it does not write the value at all."""

_LABELS = {
    "lang": "language of the value",
    "scheme": "vocabulary or syntax",
    "uri": "URI",
    "role": "role",
    "origin": "origin",
    "evidence": "evidence",
    "agent": "who says so",
    "note": "note",
}
_NAMED = 4  # properties named in a sentence before the rest are counted


def tally(
    record: Record, kept: Kept, *remarks: str, description: bool = False, order: bool = True
) -> tuple[str, ...]:
    """A sentence for each kind of thing that is lost, with how many and where; nothing for what the record has not.

    `remarks` of the format stand first; `description` and `order` say whether it keeps who described and by which rules, and the
    order of a property's values.
    """
    stated = [(statement, kept(statement)) for statement in record.statements if statement.value is not None]
    found = list(remarks)
    found += _counted("not written", (statement for statement, parts in stated if parts is None))
    for part in PARTS:
        found += _counted(
            _LABELS[part],
            (
                statement
                for statement, parts in stated
                if parts is not None and part not in parts and getattr(statement, part)
            ),
        )
    found += _counted(
        "declared not stated or not applicable",
        (s for s in record.statements if s.status is not Status.STATED),
    )
    if not order and _several(statement for statement, parts in stated if parts is not None):
        found.append("the order of a property's values")
    if record.superseded:
        found.append(f"what a person's words replaced: {_values(len(record.superseded))}")
    if not description:
        found.append("who described it, when, by which rules and under which licence")
    return tuple(found)


def _counted(label: str, statements: Iterable[Statement]) -> Iterator[str]:
    lost = list(statements)
    if not lost:
        return
    names = sorted({statement.property for statement in lost}, key=PROPERTIES.index)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    yield f"{label}: {_values(len(lost))} ({', '.join(names[:_NAMED])}{more})"


def _values(count: int) -> str:
    return f"{count} value{'' if count == 1 else 's'}"


def _several(statements: Iterable[Statement]) -> bool:
    names = [statement.property for statement in statements]
    return len(names) > len(set(names))
