"""A RELAX NG grammar made fast to load, its language kept: tei_all in a tenth of a second where libxml2 takes half a minute.

libxml2 compiles each content model into an automaton and looks whether it is deterministic, which is dear for TEI's large choices.
A model that holds an element with a name class other than a name is exempt. So each element pattern gets an optional element of one
of two names in a private name space that no document may use; patterns with data cannot be grouped (RELAX NG §7.2), and stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from archive.errors import ArchiveError
from archive.xml import parse

RNG = "http://relaxng.org/ns/structure/1.0"
NEVER = "urn:uuid:0c2f8f0e-2f0c-5a53-8a0e-5a1b6f1d9c77"
"""The private name space. A document that uses it is not valid, whatever the hastened grammar says."""

_OPTIONAL = (
    f'<optional xmlns="{RNG}"><element><choice><name ns="{NEVER}">never1</name><name ns="{NEVER}">never2</name></choice>'
    "<empty/></element></optional>"
)
_APART = frozenset({"attribute", "element"})
_DATA = frozenset({"data", "value", "list"})
_ANY = "archive-any-element"


def hastened(rng: bytes, where: str) -> Any:
    """The grammar in `rng` (lxml root), hastened, with one more definition: a choice of every element that it defines.

    Raises ArchiveError E0417 on what is no RELAX NG grammar in XML form, or one that includes other files.
    """
    root = _grammar(rng, where)
    if any(define.get("name") == _ANY for define in root.iterchildren(f"{{{RNG}}}define")):
        return root  # kept in its fast form
    definitions: dict[str, list[Any]] = {}
    for define in root.iter(f"{{{RNG}}}define"):
        definitions.setdefault(define.get("name", ""), []).append(define)
    known: dict[str, bool] = {}
    addition = parse(_OPTIONAL.encode())
    for element in list(root.iter(f"{{{RNG}}}element")):
        if not _holds_data(element, definitions, known, frozenset()):
            element.append(deepcopy(addition))
    _define_any(root, definitions)
    return root


def rooted(root: Any) -> Any:
    """The same grammar with every element that it defines allowed as root: to ask of a part whether it is valid by itself."""
    copy = deepcopy(root)
    for start in copy.findall(f"{{{RNG}}}start"):
        copy.remove(start)
    copy.insert(0, parse(f'<start xmlns="{RNG}"><ref name="{_ANY}"/></start>'.encode()))
    return copy


def allowed(root: Any, name: str, namespace: str) -> tuple[str, ...]:
    """The names of the elements that may stand in the element `name`, sorted; nothing for one that is not defined."""
    definitions = {define.get("name", ""): define for define in root.iter(f"{{{RNG}}}define")}
    found: set[str] = set()
    for element in root.iter(f"{{{RNG}}}element"):
        if element.get("name") == name and _namespace(element) == namespace:
            found.update(_children(element, definitions, set()))
    return tuple(sorted(found))


def _grammar(rng: bytes, where: str) -> Any:
    try:
        root = parse(rng)
    except ArchiveError as error:
        raise ArchiveError("E0417", where, f"{error.where}: {error.detail}") from error
    if root.tag != f"{{{RNG}}}grammar":
        raise ArchiveError("E0417", where, f"its root is {root.tag}, not grammar in RELAX NG's name space")
    if any(True for _ in root.iter(f"{{{RNG}}}include", f"{{{RNG}}}externalRef")):
        raise ArchiveError("E0417", where, "it includes other files; flatten it first")
    return root


def _holds_data(
    node: Any, definitions: Mapping[str, list[Any]], known: dict[str, bool], seen: frozenset[str]
) -> bool:
    """Whether data stands in this content itself, by reference too; attributes and inner elements are contents of their own."""
    for child in node.iterchildren(f"{{{RNG}}}*"):
        kind = child.tag.rpartition("}")[2]
        if kind in _DATA:
            return True
        if kind in _APART:
            continue
        if kind == "ref":
            name = child.get("name", "")
            if name not in known and name not in seen:
                inner = definitions.get(name, ())
                known[name] = any(_holds_data(one, definitions, known, seen | {name}) for one in inner)
            if known.get(name):
                return True
        elif _holds_data(child, definitions, known, seen):
            return True
    return False


def _define_any(root: Any, definitions: Mapping[str, list[Any]]) -> None:
    names = [
        name
        for name, same in definitions.items()
        if any(one.find(f"{{{RNG}}}element") is not None for one in same)
    ]
    choice = "".join(f'<ref name="{name}"/>' for name in sorted(names)) or "<notAllowed/>"
    root.append(parse(f'<define xmlns="{RNG}" name="{_ANY}"><choice>{choice}</choice></define>'.encode()))


def _namespace(element: Any) -> str:
    holder = element
    while holder is not None and holder.get("ns") is None:
        holder = holder.getparent()
    return holder.get("ns", "") if holder is not None else ""


def _children(node: Any, definitions: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    for child in node.iterchildren(f"{{{RNG}}}*"):
        kind = child.tag.rpartition("}")[2]
        if kind == "element":
            if child.get("name"):
                yield child.get("name")
        elif kind == "ref":
            name = child.get("name", "")
            if name not in seen and name in definitions:
                seen.add(name)
                yield from _children(definitions[name], definitions, seen)
        elif kind != "attribute":
            yield from _children(child, definitions, seen)
