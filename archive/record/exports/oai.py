"""What the two Dublin Core files in XML no longer tell of a record."""

from __future__ import annotations

from archive.record import dcterms, oai_dc
from archive.record.exports.losses import tally
from archive.record.model import Record, Statement

_ELEMENTS = {name: element for element, names in oai_dc.REFINEMENTS.items() for name in names}


def dcterms_losses(record: Record) -> tuple[str, ...]:
    """What dcterms.xml no longer tells of this record."""
    typed = {(element.name, element.value): kind for element, kind in dcterms.typed(record)}

    def kept(statement: Statement) -> frozenset[str]:
        kind = typed.get((statement.property, statement.value or ""))
        return frozenset({"uri", "scheme"} if kind else {"uri", "lang"})

    return tally(record, kept)


def oai_dc_losses(record: Record) -> tuple[str, ...]:
    """What oai_dc.xml no longer tells of this record."""
    refined = sorted(
        {
            s.property
            for s in record.statements
            if s.value and _ELEMENTS.get(s.property, s.property) != s.property
        }
    )
    remarks = [f"which refinement it was: {', '.join(refined)}"] if refined else []
    return tally(record, _kept, *remarks, order=True)


def _kept(statement: Statement) -> frozenset[str] | None:
    element = _ELEMENTS.get(statement.property)
    if element is None:
        return None
    return frozenset({"lang", "uri"} if element == "rights" else {"lang"})
