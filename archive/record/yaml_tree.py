"""A YAML file as a tree of strings with line numbers: no type is guessed, no tag is obeyed, no alias can grow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_BYTES = 1 << 20
MAX_DEPTH = 12
MAX_NODES = 20_000

Faults = list[tuple[str, str]]
"""What is wrong and where: (place, sentence)."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """`text` is what stood in the file; `empty` is true of nothing, `~` and `null` without quotation marks."""

    text: str
    line: int
    empty: bool
    size: int = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int
    size: int = 1


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs in the file's order; each key once."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    size: int = 1


Node = Scalar | Sequence | Mapping


class TreeError(ValueError):
    """The file is no tree that we read; `line` counts from 1, 0 means the whole file."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def parse(data: bytes, faults: Faults) -> Node | None:
    """The one document of a YAML file, None if it is empty; keys that stand twice go to `faults`.

    Raises TreeError on what cannot be read to its end: no UTF-8, no YAML, too large, too deep, a tag, a second document.
    """
    import yaml

    if len(data) > MAX_BYTES:
        raise TreeError(0, f"{len(data)} bytes; a file of this kind has {MAX_BYTES} at most")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TreeError(
            line, f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8"
        ) from error
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Builder(faults).document(iter(yaml.parse(text, Loader=loader)))
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        line = mark.line if mark is not None else -1
        hint = "; indent with spaces, not with tabs" if _begins_with_tab(text, line) else ""
        raise TreeError(line + 1, f"{problem}{hint}") from error


def _begins_with_tab(text: str, line: int) -> bool:
    lines = text.split("\n", line + 1) if line >= 0 else []
    return line < len(lines) and line >= 0 and lines[line].lstrip(" ").startswith("\t")


class _Builder:
    """Makes nodes of PyYAML's events, so that each bound is checked before memory is spent."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._anchors: dict[str, Node] = {}
        self._count = 0

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise TreeError(event.start_mark.line + 1, "a second document begins; a file holds one")
            elif kind not in {"StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"}:
                root = self._node(event, events, 1)
        return None if isinstance(root, Scalar) and root.empty else root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        line = event.start_mark.line + 1
        kind = type(event).__name__
        if depth > MAX_DEPTH:
            raise TreeError(line, f"nested more than {MAX_DEPTH} levels deep")
        if kind == "AliasEvent":
            return self._alias(event.anchor, line)
        if event.tag is not None and event.tag != "!":
            raise TreeError(line, f"the tag {event.tag}; values here are plain text and take no tag")
        self._spend(1, line)
        node: Node
        if kind == "ScalarEvent":
            plain = event.style in (None, "")
            node = Scalar(event.value, line, plain and event.value.lower() in {"", "~", "null"})
        elif kind == "SequenceStartEvent":
            node = self._sequence(events, line, depth)
        else:
            node = self._mapping(events, line, depth)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _sequence(self, events: Iterator[Any], line: int, depth: int) -> Sequence:
        items: list[Node] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self._node(event, events, depth + 1))
        return Sequence(tuple(items), line, 1 + sum(item.size for item in items))

    def _mapping(self, events: Iterator[Any], line: int, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        size = 1
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            size += key.size + value.size
            if not isinstance(key, Scalar):
                self._faults.append((f"line {key.line}", "a key is a word, not a list or a mapping"))
            elif key.text in pairs:
                first = pairs[key.text][0].line
                self._faults.append(
                    (f"line {key.line}: {key.text[:60]}", f"stands twice; first in line {first}")
                )
            else:
                pairs[key.text] = (key, value)
        return Mapping(tuple(pairs.values()), line, size)

    def _alias(self, anchor: str, line: int) -> Node:
        node = self._anchors.get(anchor)
        if node is None:
            raise TreeError(line, f"*{anchor} is used before &{anchor} is whole")
        self._spend(node.size, line)
        return node

    def _spend(self, size: int, line: int) -> None:
        self._count += size
        if self._count > MAX_NODES:
            raise TreeError(line, f"more than {MAX_NODES} values, aliases counted at their full size")
