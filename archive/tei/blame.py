"""What is wrong with one element that breaks a grammar though all that is within it is right, in words."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from archive.tei.hastening import allowed, may_begin, patterns, required

SHOWN = 12  # names that may stand there
_MOST = 60  # children that are tried one by one
_VALUES = ("x", "1", "2000-01-01", "en", "true")  # one of them is of nearly every type
_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Blame:
    """The line in the file, what may stand there where that can be said, and what does."""

    line: int
    expected: str | None
    found: str


def blame(culprit: Any, grammar: Any, is_valid: Callable[[Any], bool]) -> Blame:
    """What is to blame, of an element whose children are valid by themselves: an attribute, a child, characters, its place, or the whole.

    `grammar` is its root, `is_valid` says of an element by itself whether it is valid.
    """
    name, line = _local(culprit), culprit.sourceline
    if is_valid(culprit):
        return Blame(line, f"at the root: {_listed(may_begin(grammar))}", f"{name} at the root")
    needed = required(grammar, name, _namespace(culprit))
    if attribute := _wrong_attribute(culprit, needed, is_valid):
        return Blame(line, None, f"{name} with the attribute {attribute}")
    children = list(culprit.iterchildren("*"))
    names = allowed(grammar, name, _namespace(culprit))
    if not names and not patterns(grammar, name, _namespace(culprit)):
        return Blame(line, None, _unknown(culprit))
    listed = _listed(names)
    if (strange := _strange(children, names)) is not None:
        return Blame(strange.sourceline, f"in {name}: {listed}", f"{_named(strange, culprit)} in {name}")
    if missing := [one for one in needed if _clark(one) not in culprit.attrib]:
        return Blame(line, f"the attribute {' and '.join(missing)}", f"{name} without it")
    if _is_right_without_characters(culprit, is_valid):
        return Blame(line, f"in {name}, no text but: {listed}", f"text in {name}")
    if (wrong := _misplaced(culprit, is_valid)) is not None:
        where = f"in {name}, in the grammar's order: {listed}"
        return Blame(wrong.sourceline, where, f"{_local(wrong)} in {name}, at a place where it may not stand")
    inside = ", ".join(map(_local, children)) or ("text" if (culprit.text or "").strip() else "nothing")
    return Blame(line, f"in {name}, in the grammar's order: {listed}", f"{name} that holds {inside[:200]}")


def _wrong_attribute(culprit: Any, needed: tuple[str, ...], is_valid: Callable[[Any], bool]) -> str | None:
    """The attribute without which, or with another value of which where it must be there, the element is right."""
    bare = _bare(culprit)
    for attribute, value in culprit.attrib.items():
        name = attribute.replace(_XML, "xml:")
        del bare.attrib[attribute]
        if is_valid(bare):
            return f'{name}="{value}"'
        for other in _VALUES if name in needed else ():
            bare.attrib[attribute] = other
            if is_valid(bare):
                return f'{name}="{value}"'
        bare.attrib[attribute] = value
    return None


def _unknown(culprit: Any) -> str:
    above = culprit.getparent()
    own = _named(culprit, above) if above is not None else _named(culprit, None)
    place = f" in {_local(above)}" if above is not None else ""
    return f"an element {own}{place}, which the grammar does not know, or not with what it holds"


def _named(element: Any, beside: Any) -> str:
    """Its name, with its name space where that is not the one of the element around it."""
    space = _namespace(element)
    if beside is not None and space == _namespace(beside):
        return _local(element)
    return f"{_local(element)} of the name space {space}" if space else f"{_local(element)} of no name space"


def _strange(children: list[Any], names: tuple[tuple[str, str], ...]) -> Any | None:
    """The first child that may stand nowhere in its parent."""
    if ("*", "") in names:
        return None
    return next((child for child in children if (_local(child), _namespace(child)) not in names), None)


def _listed(names: tuple[tuple[str, str], ...]) -> str:
    shown = [name for name, _ in names if name != "*"]
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    return ", ".join(shown[:SHOWN]) + more or "no element"


def _is_right_without_characters(culprit: Any, is_valid: Callable[[Any], bool]) -> bool:
    bare = _bare(culprit)
    if not any((piece or "").strip() for piece in (bare.text, *(child.tail for child in bare))):
        return False
    bare.text = None
    for child in bare:
        child.tail = None
    return is_valid(bare)


def _misplaced(culprit: Any, is_valid: Callable[[Any], bool]) -> Any | None:
    """The last child without which the others are right."""
    children = list(culprit.iterchildren("*"))
    if 1 < len(children) <= _MOST:
        for number in reversed(range(len(children))):
            bare = _bare(culprit)
            bare.remove(list(bare.iterchildren("*"))[number])
            if is_valid(bare):
                return children[number]
    return None


def _bare(element: Any) -> Any:
    """A copy without what follows it, which is no part of it."""
    bare = copy(element)
    bare.tail = None
    return bare


def _clark(attribute: str) -> str:
    return attribute.replace("xml:", _XML)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _namespace(element: Any) -> str:
    return str(element.tag).rpartition("}")[0].removeprefix("{")
