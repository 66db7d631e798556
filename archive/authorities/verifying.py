"""What is wrong with the headings of a description: a URI that no longer bears the label, or names nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.authorities.index import Index, Verdict
from archive.findings import Finding
from archive.record.model import Statement


def verified(statements: Iterable[Statement], index: Index, *, where: str = "") -> Iterator[Finding]:
    """R0391 to R0393, one a statement whose URI and value do not agree with the vocabularies that are indexed.

    URIs of other vocabularies are passed over. `where` comes before the number of the statement among those of its property.
    """
    counts: dict[str, int] = {}
    for statement in statements:
        counts[statement.property] = counts.get(statement.property, 0) + 1
        if statement.uri is None or statement.value is None:
            continue
        place = f"{where}#{statement.property}[{counts[statement.property]}]"
        verdict, heading = index.verify(statement.uri, statement.value)
        said = f"{statement.value} <{statement.uri}>"
        expected = f"{heading.label} <{heading.uri}>" if heading is not None else None
        match verdict:
            case Verdict.OTHER_LABEL:
                yield Finding("R0391", place, expected, said)
            case Verdict.OTHER_FORM:
                yield Finding("R0392", place, expected, said)
            case Verdict.UNKNOWN:
                yield Finding("R0393", place, _meant(index, statement.value), said)


def _meant(index: Index, label: str) -> str | None:
    """The heading that has this label, if there is one: the URI is then the one that is wrong."""
    for heading in index.by_label(label):
        return f"{heading.label} <{heading.uri}>"
    return None
