"""A document judged by a Schematron (ISO/IEC 19757-3): TEI's own, or any other in XPath, alone or within a RELAX NG grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.errors import ArchiveError
from archive.findings import Finding
from archive.tei.saxon import SECONDS, Saxon, Unanswered
from archive.tei.schematron_sheet import SCH, Rule, sheet_of
from archive.xml import parse

MOST = 20
"""Places that are named for one rule in one document; of more than these their number is told."""
_LONG = 600  # characters of what a rule says


@dataclass(frozen=True, slots=True)
class Schematron:
    """A Schematron, compiled; `where` is how it was named."""

    where: str
    rules: tuple[Rule, ...]
    saxon: Saxon

    def faults(self, root: Any, path: str) -> Iterator[Finding]:
        """T0105, T0106 or T0107, by its role, for each assertion not met and report made, in the order of the document.

        At most 20 places for each rule; T0108 for a document on which the rules could not be asked.
        """
        from lxml import etree

        tree = root.getroottree()
        try:
            told = self.saxon.ask(etree.tostring(tree, encoding="utf-8"))
        except Unanswered as error:
            yield Finding("T0108", path, found=str(error))
            return
        if not told:
            return
        elements = list(root.iter("*"))
        counts = [0] * len(self.rules)
        found = []
        for line in told.splitlines():
            number, place, name, said = line.split("\t", 3)
            counts[int(number)] += 1
            if counts[int(number)] <= MOST:
                found.append((int(place), int(number), name, said))
        for position, which, name, said in sorted(found):
            rule, shown = self.rules[which], said[:_LONG] or "(it says nothing)"
            where = f"{path}:{elements[position - 1].sourceline}"
            yield Finding(rule.code, where, found=f"{name}: {shown} [{rule.clause}]")
        for rule, count in zip(self.rules, counts, strict=True):
            if count > MOST:
                yield Finding(rule.code, path, found=f"{count - MOST} more places [{rule.clause}]")


@lru_cache(maxsize=4)
def load(schema: bytes, where: str, seconds: int = SECONDS) -> Schematron:
    """The Schematron in `schema`, or the one that a RELAX NG grammar holds; `seconds` bound its compiling and each document.

    Raises ArchiveError E0430 on what is none that can be used, E0431 where saxonche (the extra `schematron`) is not installed.
    """
    try:
        root = parse(schema, ids=False)
    except ArchiveError as error:
        raise ArchiveError("E0430", where, f"{error.where}: {error.detail}") from error
    sheet, rules = sheet_of(root, where)
    saxon = Saxon(sheet, where, seconds)
    saxon.start()
    return Schematron(where, rules, saxon)


def is_schematron(data: bytes) -> bool:
    """Whether this is a Schematron in a file of its own, by its root."""
    try:
        return bool(parse(data, ids=False).tag == f"{SCH}schema")
    except ArchiveError:
        return False
