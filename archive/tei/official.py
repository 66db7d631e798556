"""TEI judged by the official grammar, or any other in RELAX NG, and the element that breaks it found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from archive.errors import ArchiveError
from archive.findings import Finding
from archive.tei.blame import blame
from archive.tei.hastening import NEVER, hastened, rooted
from archive.tei.trial import SECONDS, try_grammars

_MOST = 20  # findings on one document


@dataclass(frozen=True)
class OfficialGrammar:
    """A grammar, hastened and compiled; `where` is how it was named."""

    where: str
    root: Any

    @cached_property
    def whole(self) -> Any:
        return _compiled(self.root, self.where)

    @cached_property
    def parts(self) -> Any:
        """The same grammar for parts of a document: any element may be the root."""
        return _compiled(rooted(self.root), self.where)

    def faults(self, root: Any, path: str) -> Iterator[Finding]:
        """T0104 for each innermost element that breaks the grammar, at most 20, with what may stand there; nothing if it is valid."""
        for element in root.iter(f"{{{NEVER}}}*"):
            yield Finding(
                "T0104",
                f"{path}:{element.sourceline}",
                found="an element of a name space that no document may use",
            )
            return
        if self.whole.validate(root):
            return
        found = list(self._culprits(root))[:_MOST] or [root]
        for culprit in found:
            told = blame(culprit, self.root, self.parts.validate)
            yield Finding("T0104", f"{path}:{told.line}", told.expected, told.found)

    def _culprits(self, element: Any) -> Iterator[Any]:
        """The elements that are wrong by themselves, and hold no other that is: what is within is wrong first."""
        waiting = [element]
        while waiting:
            one = waiting.pop()
            wrong = [child for child in one.iterchildren("*") if not self.parts.validate(child)]
            if wrong:
                waiting.extend(reversed(wrong))
            else:
                yield one


@lru_cache(maxsize=4)
def load(rng: bytes, where: str) -> OfficialGrammar:
    """The grammar in `rng`. Raises ArchiveError E0417 on what is no grammar that can be used."""
    grammar = OfficialGrammar(where, hastened(rng, where))
    _ = grammar.whole
    return grammar


def try_out(rng: bytes, where: str, seconds: int = SECONDS) -> None:
    """Looks whether the grammar can be loaded, in a process apart. Raises ArchiveError E0417, and E0437 if it takes too long."""
    root = hastened(rng, where)
    try_grammars((root, rooted(root)), where, seconds)


def _compiled(root: Any, where: str) -> Any:
    from lxml import etree

    try:
        return etree.RelaxNG(root)
    except etree.RelaxNGParseError as error:
        raise ArchiveError("E0417", where, str(error)) from error
