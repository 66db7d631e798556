"""The TEI files of anybody's bag, held to a grammar, or the rules of a Schematron, that the user named."""

from __future__ import annotations

from collections.abc import Iterator

from archive.bag.bag import Bag, Kind
from archive.errors import ArchiveError
from archive.findings import Finding
from archive.tei.faults import identifier_faults
from archive.tei.official import OfficialGrammar
from archive.tei.schematron import Schematron
from archive.xml import parse

TEI = "{http://www.tei-c.org/ns/1.0}"
LIMIT = 256 << 20


def official(
    bag: Bag, grammar: OfficialGrammar | None, schematron: Schematron | None = None
) -> Iterator[Finding]:
    """T0104 for each place where a TEI document of the payload breaks the grammar, T0302, T0101 for one that cannot be read.

    T0105 to T0107 for what the rules of the Schematron say of it, T0108 where they could not be asked.
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
            if grammar is not None:
                yield from grammar.faults(root, path)
            if schematron is not None:
                yield from schematron.faults(root, path)
            yield from identifier_faults(root, path)
