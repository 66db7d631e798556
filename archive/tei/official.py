"""TEI judged by the official grammar, or any other in RELAX NG, and the element that breaks it found."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from archive.errors import ArchiveError
from archive.findings import Finding
from archive.tei.hastening import NEVER, RNG, allowed, hastened, rooted

SHOWN = 12  # names that may stand there
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
            expected, seen = self._reason(culprit)
            yield Finding("T0104", f"{path}:{culprit.sourceline}", expected, seen)

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

    def _reason(self, culprit: Any) -> tuple[str | None, str]:
        name = _local(culprit)
        bare = copy(culprit)
        for attribute in culprit.attrib:
            value = bare.attrib.pop(attribute)
            if self.parts.validate(bare):
                return None, f'{name} with the attribute {_plain(attribute)}="{value}"'
            bare.attrib[attribute] = value
        names = allowed(self.root, name, _namespace(culprit))
        strange = [child for child in culprit.iterchildren("*") if _local(child) not in names]
        expected = ", ".join(names[:SHOWN]) + (
            f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        )
        if not names and not self._known(name):
            above = culprit.getparent()
            place = f" in {_local(above)}" if above is not None else ""
            return (
                None,
                f"an element {name}{place}, which the grammar does not know, or not with what it holds",
            )
        if strange:
            return f"in {name}: {expected or 'no element'}", f"{_local(strange[0])} in {name}"
        inside = ", ".join(map(_local, culprit.iterchildren("*"))) or (
            "text" if (culprit.text or "").strip() else "nothing"
        )
        return (
            f"in {name}, in the grammar's order: {expected or 'no element'}",
            f"{name} that holds {inside[:200]}",
        )

    def _known(self, name: str) -> bool:
        return any(element.get("name") == name for element in self.root.iter(f"{{{RNG}}}element"))


@lru_cache(maxsize=4)
def load(rng: bytes, where: str) -> OfficialGrammar:
    """The grammar in `rng`. Raises ArchiveError E0417 on what is no grammar that can be used."""
    grammar = OfficialGrammar(where, hastened(rng, where))
    _ = grammar.whole
    return grammar


def _compiled(root: Any, where: str) -> Any:
    from lxml import etree

    try:
        return etree.RelaxNG(root)
    except etree.RelaxNGParseError as error:
        raise ArchiveError("E0417", where, str(error)) from error


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _plain(attribute: str) -> str:
    return attribute.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")


def _namespace(element: Any) -> str:
    return str(element.tag).rpartition("}")[0].removeprefix("{")
