"""What a server's JSON says, asked for by name and by kind: what is of another kind than the protocol has is told, not tripped over.

No message shows what stood there instead: it may open doors.
"""

from __future__ import annotations

from typing import Any, TypeVar

from archive.errors import Rejected

Tree = dict[str, Any]
T = TypeVar("T")


def part(tree: Any, *names: str) -> Tree:
    """The object under these names, one within the other; an empty one where a name is not there, or holds null.

    Raises Rejected E0629, as all here do, for what is there and of another kind.
    """
    found = tree
    for depth, name in enumerate(names):
        found = _of(dict, found, *names[:depth]).get(name)
        if found is None:
            return {}
    return _of(dict, found, *names)


def rows(tree: Any, *names: str) -> list[Tree]:
    """The objects of the list under these names; none where a name is not there, or holds null."""
    *above, last = names
    found = part(tree, *above).get(last)
    return [_of(dict, row, *names) for row in _of(list, [] if found is None else found, *names)]


def text(tree: Any, name: str) -> str:
    """The text under this name, which must be there."""
    return _of(str, part(tree).get(name), name)


def number(tree: Any, name: str) -> int:
    """The whole number under this name, which must be there; also where it is written as a text."""
    found = part(tree).get(name)
    if isinstance(found, str) and found.isascii() and found.isdecimal():
        found = int(found[:18])
    return _of(int, None if isinstance(found, bool) else found, name)


def _of(kind: type[T], found: Any, *names: str) -> T:
    if isinstance(found, kind):
        return found
    wanted = {dict: "an object", list: "a list", str: "a text", int: "a whole number"}[kind]
    raise Rejected("E0629", "the server's answer", f"{'.'.join(names) or 'it'} is not {wanted}")
