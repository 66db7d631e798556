"""Identifiers that several documents bear, found as their records go by: one identifier is of one resource (DCMI Metadata Terms)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.findings import Finding
from archive.record.model import Origin, Statement
from archive.record.value_checks import place


def identifiers_said(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The identifiers that people state of a document. Those that the program makes are one document's, by how they are made."""
    return tuple(
        statement.value
        for statement in statements
        if statement.property == "identifier" and statement.value and statement.origin is not Origin.MEASURED
    )


@dataclass(slots=True)
class Bearers:
    """Who bears each identifier that people stated in one run: so much is kept of a document, and nothing of one without."""

    _known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def meet(self, document: str, called: str, said: Iterable[str]) -> tuple[Finding, ...]:
        """R0311 for each identifier that another document bears. Two copies of one `document` bear what they bear.

        A warning, and told of the later one: whether a bag is valid is not for its neighbours to say.
        """
        found = []
        for identifier in dict.fromkeys(said):
            first, where = self._known.setdefault(identifier, (document, called))
            if first != document:
                told = f"{identifier}, which {where} bears too"
                found.append(Finding("R0311", place("identifier"), "an identifier of its own", told))
        return tuple(found)
