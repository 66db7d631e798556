"""Which elements of a TEI document of anybody's are to be read, found as it is parsed: what `anybody.texts_of` says of one that is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.tei.anybody import P4_IDENTIFIER, no_text, not_chosen, number_in
from archive.tei.parsing import fed, named_in_p5, open_parser
from archive.tei.project import TEI

_TEXT, _GROUP, _HEADER = (f"{TEI} {name}" for name in ("text", "group", "teiHeader"))
_IDENTIFIER = "http://www.w3.org/XML/1998/namespace id"


def find_texts(chunks: Iterable[bytes], wanted: str | None = None) -> frozenset[int]:
    """The numbers of the elements that are to be read, in document order from 1. Raises ArchiveError E0408, E0416, E0435."""
    finder = _Finder(wanted)
    for chunk in chunks:
        fed(finder.parser, chunk, last=False)
    fed(finder.parser, b"", last=True)
    if not finder.outermost:
        raise no_text()
    if wanted is None:
        return frozenset(finder.outermost)
    counted = sorted(finder.counted)
    found = finder.named
    if (number := number_in(wanted)) is not None:
        found = counted[number - 1 : number] if number else []
    if not found:
        raise not_chosen(wanted, len(counted))
    return frozenset(found)


@dataclass(slots=True)
class _Open:
    """An element that is open: `counts` where it is a text that may be counted, or a group of such."""

    name: str
    number: int
    counts: bool
    has_group: bool = False


class _Finder:
    """`outermost` are the texts, `counted` those that hold no group, `named` what the identifier names."""

    def __init__(self, wanted: str | None) -> None:
        self.outermost: list[int] = []
        self.counted: list[int] = []
        self.named: list[int] = []
        self._wanted = wanted
        self._number = 0
        self._p4 = False
        self._within = 0  # the depth of the text that is open
        self._header = 0
        self._around = 0  # the depth of the element with the identifier, if its texts are wanted
        self._met = False
        self._above: list[_Open] = []
        self.parser = open_parser(doctype=True)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._number += 1
        self._p4 = self._p4 if self._number > 1 else " " not in name
        plain = self._p4 and " " not in name
        name = named_in_p5(name, p4=self._p4)
        above = self._above[-1] if self._above else None
        begins = name == _TEXT and not self._within and not self._header
        counts = begins
        if above and above.counts and above.name == _TEXT and name == _GROUP:
            above.has_group = counts = True
        elif above and above.counts and above.name == _GROUP:
            counts = name in (_TEXT, _GROUP)
        self._above.append(_Open(name, self._number, counts))
        depth = len(self._above)
        if begins:
            self._within = depth
            self.outermost.append(self._number)
        elif name == _HEADER and not self._within:
            self._header = self._header or depth
        identifier = attributes.get(_IDENTIFIER) or (attributes.get(P4_IDENTIFIER) if plain else None)
        if not self._met and self._wanted is not None and identifier == self._wanted:
            self._met, self._around = True, depth
            if self._within:
                self.named.append(self._number)
        elif self._around and begins:
            self.named.append(self._number)

    def _end(self, _: str) -> None:
        depth, ended = len(self._above), self._above.pop()
        if ended.name == _TEXT and ended.counts and not ended.has_group:
            self.counted.append(ended.number)
        self._within = 0 if self._within == depth else self._within
        self._header = 0 if self._header == depth else self._header
        self._around = 0 if self._around == depth else self._around
