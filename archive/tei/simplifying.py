"""A RELAX NG grammar without the patterns that say nothing, its language kept (RELAX NG §4.21), and how large its patterns are in full.

`oneOrMore` of `zeroOrMore` of `empty`, as customizations of TEI leave it where a class lost its members, is a loop in which libxml2
does not end; patterns that refer to patterns that refer twice to others double with each step, and it writes each of them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archive.errors import ArchiveError

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_TIMES = {
    "optional": (0, 1),
    "zeroOrMore": (0, 2),
    "oneOrMore": (1, 2),
}  # how often: at least, at most (2 is without end)
_NAMED = {times: name for name, times in _TIMES.items()}
_ALL = frozenset({"group", "interleave", "element", "define", *_TIMES})  # whose patterns must all be met
_SEVERAL = frozenset({"group", "interleave", "choice"})
_HOLDERS = _ALL | _SEVERAL
_APART = frozenset({"element", "attribute"})

MOST = 1 << 18
"""Patterns of one element, written out. The largest element of TEI has 1,500; libxml2 takes a tenth of a second for so many."""
ALTOGETHER = 16 * MOST
"""Patterns of all elements. All of TEI has 280,000."""
DEEPEST = 100
"""Patterns within patterns, and behind references. TEI has a dozen."""

_Definitions = Mapping[str, list[Any]]


def simplify(root: Any, definitions: _Definitions) -> None:
    """Takes out of the grammar `root` (lxml) what adds nothing: repeated nothing, nothing beside something, repeated repetition."""
    nothing: dict[str, bool] = {}
    for node in reversed(list(root.iter(f"{_RNG}*"))):  # what is within comes before what is around it
        kind = _kind(node)
        if kind in _HOLDERS and kind not in _APART | {"define"} and _says_nothing(node, definitions, nothing):
            _replace(node, node.makeelement(f"{_RNG}empty"))
            continue
        if kind in _ALL:
            _drop_empty(node)
        if kind in _TIMES:
            _once(node, kind)
        elif kind in _SEVERAL and len(inner := _patterns(node)) == 1:
            _replace(node, inner[0])  # libxml2 takes a group of one reference for something else


def hold_bounded(root: Any, definitions: _Definitions, where: str) -> None:
    """Raises ArchiveError E0437 where more patterns, or patterns within patterns, come of a grammar than one can have that describes documents."""
    known: dict[str, tuple[int, int]] = {}
    total = 0
    for holder in root.iter(f"{_RNG}define", f"{_RNG}start", f"{_RNG}element"):
        size, depth = _extent(holder, definitions, known)
        if size > MOST or depth > DEEPEST:
            told = f"more than {MOST:,} patterns" if size > MOST else f"patterns more than {DEEPEST} deep"
            name = holder.get("name") or "without a name"
            raise ArchiveError("E0437", where, f"{_kind(holder)} {name}: {told}, its references written out")
        total += size if _kind(holder) == "element" else 0
    if total > ALTOGETHER:
        raise ArchiveError("E0437", where, f"more than {ALTOGETHER:,} patterns, its references written out")


def _says_nothing(node: Any, definitions: _Definitions, known: dict[str, bool]) -> bool:
    """Whether only nothing meets this pattern."""
    kind = _kind(node)
    if kind == "empty":
        return True
    if kind == "ref":
        name = node.get("name", "")
        if name not in known:
            known[name] = False  # of a reference to itself
            inner = [part for one in definitions.get(name, ()) for part in _patterns(one)]
            known[name] = bool(inner) and all(_says_nothing(one, definitions, known) for one in inner)
        return known[name]
    inner = _patterns(node)
    return (
        kind in _HOLDERS
        and kind not in _APART
        and bool(inner)
        and all(_says_nothing(one, definitions, known) for one in inner)
    )


def _drop_empty(node: Any) -> None:
    inner = _patterns(node)
    empty = [one for one in inner if _kind(one) == "empty"]
    for one in empty[len(empty) == len(inner) :]:
        node.remove(one)


def _once(node: Any, kind: str) -> None:
    """A repetition of one repetition is one repetition."""
    inner = _patterns(node)
    if len(inner) != 1 or _kind(inner[0]) not in _TIMES:
        return
    (least, most), (fewest, often) = _TIMES[kind], _TIMES[_kind(inner[0])]
    node.tag = f"{_RNG}{_NAMED[min(least, fewest), max(most, often)]}"
    parts = list(inner[0])
    node.remove(inner[0])
    node.extend(parts)


def _extent(
    node: Any, definitions: _Definitions, known: dict[str, tuple[int, int]], within: int = 0
) -> tuple[int, int]:
    """How many patterns there are in this one, and how deep, each reference written out; counted no further than to what is too much."""
    size = depth = 0
    for child in node.iterchildren(f"{_RNG}*"):
        kind, more, deeper = _kind(child), 0, 0
        if within > DEEPEST:
            deeper = within
        elif kind == "ref":
            name = child.get("name", "")
            if name not in known:
                known[name] = (0, 0)  # a reference to itself is an error that libxml2 tells
                parts = [_extent(one, definitions, known, within + 1) for one in definitions.get(name, ())]
                known[name] = (sum(part[0] for part in parts), max((part[1] for part in parts), default=0))
            more, deeper = known[name]
        elif kind != "element":
            more, deeper = _extent(child, definitions, known, within + 1)
        size, depth = size + 1 + more, max(depth, deeper + 1)
        if size > MOST or depth > DEEPEST:
            break
    return size, depth


def _patterns(node: Any) -> list[Any]:
    """The patterns right within one; the name of an element is none."""
    inner = list(node.iterchildren(f"{_RNG}*"))
    return inner[1:] if _kind(node) == "element" and node.get("name") is None else inner


def _replace(old: Any, new: Any) -> None:
    new.tail = old.tail
    old.getparent().replace(old, new)


def _kind(node: Any) -> str:
    name: str = node.tag.rpartition("}")[2]
    return name
