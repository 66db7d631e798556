"""Records as the metadata.csv of an Archivematica transfer: `dc.` and `dcterms.` columns, repeated for more values than one.

Archivematica does not look at a column's name, and a second row for a file takes the place of the first: so names come from the closed
list, and a file has one row. No byte-order mark, which it would read as part of the first name, and no apostrophes before signs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from archive.record.dcterms import stated
from archive.record.exports.losses import tally
from archive.record.model import PROPERTIES, Record, Statement
from archive.record.oai_dc import REFINEMENTS

_ELEMENTS = frozenset(REFINEMENTS)


def to_archivematica(records: Mapping[str, Record], base: str = "objects/") -> bytes:
    """The bytes of a metadata.csv, by the path of each file below `base`: `objects/` of a transfer, `data/` of a zipped bag."""
    rows = {path: _values(record) for path, record in records.items()}
    widths = {
        name: max((len(row.get(name, ())) for row in rows.values()), default=0)
        for name in sorted(PROPERTIES, key=lambda name: (name not in _ELEMENTS, PROPERTIES.index(name)))
    }
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["filename", *(column(name) for name, width in widths.items() for _ in range(width))])
    for path, row in rows.items():
        cells = [
            value
            for name, width in widths.items()
            for value in (*row.get(name, ()), *[""] * (width - len(row.get(name, ()))))
        ]
        writer.writerow([f"{base}{path}", *cells])
    return out.getvalue().encode()


def column(name: str) -> str:
    """`dc.title` for the fifteen elements, `dcterms.created` for the other terms."""
    return f"dc.{name}" if name in _ELEMENTS else f"dcterms.{name}"


def losses(record: Record) -> tuple[str, ...]:
    """What Archivematica's table no longer tells of this record."""
    return tally(record, _kept)


def _values(record: Record) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value, statement in stated(record):
        values = found.setdefault(name, [])
        uri = (
            statement.uri if statement is not None and name in {"rights", "license", "accessRights"} else None
        )
        values += [text for text in (value, uri) if text and text not in values]
    return found


def _kept(statement: Statement) -> frozenset[str]:
    return frozenset({"uri"} if statement.property in {"rights", "license", "accessRights"} else ())
