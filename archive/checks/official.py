"""The TEI files of anybody's bag, held to a schema that the user named."""

from __future__ import annotations

from collections.abc import Iterator

from archive.bag.bag import Bag, Kind
from archive.errors import ArchiveError
from archive.findings import Finding
from archive.tei.faults import identifier_faults
from archive.tei.official import OfficialGrammar
from archive.xml import parse

TEI = "{http://www.tei-c.org/ns/1.0}"
LIMIT = 256 << 20


def official(bag: Bag, grammar: OfficialGrammar) -> Iterator[Finding]:
    """T0104 for each place where a TEI document of the payload breaks the grammar, T0302, T0101 for one that cannot be read.

    TEI is told by its root, of the payload files whose name ends in `.xml`; other XML is passed over.
    """
    for path, entry in bag.entries.items():
        if entry.kind is not Kind.FILE or not path.startswith("data/") or not path.lower().endswith(".xml"):
            continue
        try:
            root = parse(bag.read(path, LIMIT), ids=False)
        except ArchiveError as error:
            yield Finding("T0101", path, found=f"{error.where}: {error.detail}")
            continue
        if str(root.tag).startswith(TEI):
            yield from grammar.faults(root, path)
            yield from identifier_faults(root, path)
