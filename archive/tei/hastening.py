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
from archive.tei.simplifying import hold_bounded, simplify
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
_DATATYPES = "http://www.w3.org/2001/XMLSchema-datatypes"
_ANY = "archive-any-element"


def hastened(rng: bytes, where: str) -> Any:
    """The grammar in `rng` (lxml root), hastened, with one more definition: a choice of every element that it defines.

    Raises ArchiveError E0417 on what is no RELAX NG grammar in XML form, or one that includes other files; E0437 on one whose
    patterns, written out, have no end in sight.
    """
    root = named(_grammar(rng, where))
    if any(define.get("name") == _ANY for define in root.iterchildren(f"{{{RNG}}}define")):
        return root  # kept in its fast form
    hold_bounded(root, _definitions(root), where)
    simplify(root, _definitions(root))
    _set_apart(root)
    definitions = _definitions(root)
    known: dict[str, bool] = {}
    addition = parse(_OPTIONAL.encode())
    for element in list(root.iter(f"{{{RNG}}}element")):
        if not _holds_data(element, definitions, known, frozenset()):
            element.append(deepcopy(addition))
    _define_any(root, definitions)
    return root


def is_kept_form(rng: bytes) -> bool:
    """Whether these are the bytes of a grammar that `hastened` made, as `schema add` keeps them."""
    return f'name="{_ANY}"'.encode() in rng


def rooted(root: Any) -> Any:
    """The same grammar with every element that it defines allowed as root: to ask of a part whether it is valid by itself."""
    copy = deepcopy(root)
    for start in copy.findall(f"{{{RNG}}}start"):
        copy.remove(start)
    copy.insert(0, parse(f'<start xmlns="{RNG}"><ref name="{_ANY}"/></start>'.encode()))
    return copy


def named(root: Any) -> Any:
    """The same grammar with plain names for the values of `xml:id`, its root: that each stands once is looked at apart (T0302).

    libxml2 says of an identifier that stands twice no more than that something is wrong somewhere above it.
    """
    for data in root.iter(f"{{{RNG}}}data"):
        holder = data.getparent()
        if (
            data.get("type") == "ID"
            and holder.tag == f"{{{RNG}}}attribute"
            and holder.get("name") == "xml:id"
        ):
            data.set("type", "NCName")
            data.set("datatypeLibrary", _DATATYPES)
    return root


def allowed(root: Any, name: str, namespace: str) -> tuple[tuple[str, str], ...]:
    """The elements that may stand in the element `name`, as (name, name space), sorted; nothing for one that is not defined.

    A name `*` stands for any.
    """
    definitions = _definitions(root)
    found: set[tuple[str, str]] = set()
    for element in patterns(root, name, namespace):
        found.update(_children(element, definitions, set()))
    return tuple(sorted(found))


def may_begin(root: Any) -> tuple[tuple[str, str], ...]:
    """The elements that may be the root of a document, as `allowed` has them."""
    definitions = _definitions(root)
    return tuple(
        sorted(
            {one for start in root.iter(f"{{{RNG}}}start") for one in _children(start, definitions, set())}
        )
    )


def required(root: Any, name: str, namespace: str) -> tuple[str, ...]:
    """The attributes that the element `name` must have, sorted; of several patterns for it, those that all of them want."""
    definitions = _definitions(root)
    found = [set(_attributes(element, definitions, set())) for element in patterns(root, name, namespace)]
    return tuple(sorted(set.intersection(*found))) if found else ()


def patterns(root: Any, name: str, namespace: str) -> list[Any]:
    """The patterns of the element `name`."""
    elements = root.iter(f"{{{RNG}}}element")
    return [one for one in elements if one.get("name") == name and _namespace(one) == namespace]


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


def _set_apart(root: Any) -> None:
    """Each element that is defined within another pattern gets a definition of its own, so that it can be the root of a part."""
    for number, element in enumerate(list(root.iter(f"{{{RNG}}}element"))):
        holder = element.getparent()
        if holder.tag == f"{{{RNG}}}define" and sum(1 for _ in holder.iterchildren(f"{{{RNG}}}*")) == 1:
            continue
        if next(element.iterancestors(f"{{{RNG}}}grammar")) is not root:
            continue
        name = f"archive-element-{number}"
        define = parse(f'<define xmlns="{RNG}" name="{name}"/>'.encode())
        for inherited in ("ns", "datatypeLibrary"):
            if (value := _inherited(element, inherited)) is not None:
                define.set(inherited, value)
        holder.replace(element, parse(f'<ref xmlns="{RNG}" name="{name}"/>'.encode()))
        element.tail = None
        define.append(element)
        root.append(define)


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
    return _inherited(element, "ns") or ""


def _inherited(node: Any, attribute: str) -> str | None:
    holder = node
    while holder is not None and holder.get(attribute) is None:
        holder = holder.getparent()
    value: str | None = holder.get(attribute) if holder is not None else None
    return value


def _definitions(root: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for define in root.iter(f"{{{RNG}}}define"):
        found.setdefault(define.get("name", ""), []).append(define)
    return found


def _children(node: Any, definitions: Mapping[str, list[Any]], seen: set[str]) -> Iterator[tuple[str, str]]:
    for child in _inlined(node, definitions, seen):
        kind = child.tag.rpartition("}")[2]
        if kind == "element":
            if child.get("name"):
                yield child.get("name"), _namespace(child)
            elif child.find(f"{{{RNG}}}choice/{{{RNG}}}name[@ns='{NEVER}']") is None:
                yield "*", ""
        elif kind != "attribute":
            yield from _children(child, definitions, seen)


def _attributes(node: Any, definitions: Mapping[str, list[Any]], seen: set[str]) -> Iterator[str]:
    for child in _inlined(node, definitions, seen):
        kind = child.tag.rpartition("}")[2]
        if kind == "attribute":
            if child.get("name"):
                yield child.get("name")
        elif kind in ("group", "interleave", "oneOrMore", "mixed"):
            yield from _attributes(child, definitions, seen)


def _inlined(node: Any, definitions: Mapping[str, list[Any]], seen: set[str]) -> Iterator[Any]:
    """The patterns right inside a node, with those of each definition in the place of its first reference."""
    for child in node.iterchildren(f"{{{RNG}}}*"):
        if child.tag != f"{{{RNG}}}ref":
            yield child
        elif (name := child.get("name", "")) not in seen:
            seen.add(name)
            for define in definitions.get(name, ()):
                yield from _inlined(define, definitions, seen)
