"""Spans over a text: elements as [start, end) in its code points, and the one writer that interleaves them with it.

A TEI body is made of these and of nothing else, so that the characters between the tags are the text's own, each
once and in order (invariant I1): an encoder that only makes spans cannot lose or add a character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.xml import attribute, escape, forbidden

Attributes = tuple[tuple[str, str], ...]

_PLAIN = re.compile(r"[A-Za-z0-9#:/._-]*")
_SPECIAL = "&<>\r"

EDITORIAL = frozenset({"corr", "reg", "expan", "supplied"})
"""Elements whose characters are an editor's and not the source's; projection skips them."""


class Span(NamedTuple):
    """One element; its children lie within it, in order, and do not overlap.

    `insert` is an editor's text, allowed in the elements of EDITORIAL only.
    """

    start: int
    end: int
    name: str
    attributes: Attributes = ()
    children: tuple[Span, ...] = ()
    insert: str | None = None


def write(content: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """`content[start:end]` as XML, with the tags of the spans in it."""
    said: Callable[[str], str] = escape if any(map(content.__contains__, _SPECIAL)) else str
    out: list[str] = []
    at = start
    siblings = iter(spans)
    # Of each element that is open: what follows it, its name and its end.
    opened: list[tuple[Iterator[Span], str, int]] = []
    while True:
        for first, last, name, attributes, children, insert in siblings:
            if at < first:
                out.append(said(content[at:first]))
            tag = open_tag(name, attributes) if attributes else f"<{name}"
            at = first
            if insert is not None:
                out.append(f"{tag}>{escape(insert)}</{name}>")
            elif children:
                out.append(f"{tag}>")
                opened.append((siblings, name, last))
                siblings = iter(children)
                break
            elif first == last:
                out.append(f"{tag}/>")
            else:
                out.append(f"{tag}>{said(content[first:last])}</{name}>")
                at = last
        else:
            if not opened:
                break
            siblings, name, last = opened.pop()
            out.append(f"{said(content[at:last])}</{name}>")
            at = last
    out.append(escape(content[at:end]))
    return "".join(out)


@lru_cache(maxsize=1024)  # a document names the same persons again and again
def open_tag(name: str, attributes: Attributes) -> str:
    """`<name a="b"`, still open at its end."""
    return f"<{name}" + "".join(
        [
            f' {key}="{value if _PLAIN.fullmatch(value) else attribute(held(value))}"'
            for key, value in attributes
        ]
    )


def held(text: str) -> str:
    """`text` with each character that XML cannot hold by its number: a file name may hold any."""
    if text.isprintable() or forbidden(text) is None:
        return text
    return "".join([f"\\u{ord(char):04x}" if forbidden(char) else char for char in text])


def nest(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Flat spans as a tree by their places, outermost first; one that crosses an earlier one is left out.

    Of spans with the same place the first given is the outer one; an empty one stands before what starts where it is.
    A span that brings children keeps them as they are, and takes in no others.
    """
    spans = tuple(spans)
    if len(spans) < 2 or _is_flat(spans):
        return spans
    roots: list[Span] = []
    chain: list[tuple[Span, list[Span]]] = []
    for span in sorted(spans, key=_place):
        while chain and chain[-1][0].end <= span.start:
            _close(chain, roots)
        if not chain or (span.end <= chain[-1][0].end and not chain[-1][0].children):
            chain.append((span, []))
    while chain:
        _close(chain, roots)
    return tuple(roots)


def _is_flat(spans: Sequence[Span]) -> bool:
    """Whether these stand in order and none in another, as most do."""
    at = 0
    for span in spans:
        if span.start < at:
            return False
        at = span.end
    return True


def _place(span: Span) -> tuple[int, bool, int]:
    return span.start, span.start != span.end, -span.end


def _close(chain: list[tuple[Span, list[Span]]], roots: list[Span]) -> None:
    span, children = chain.pop()
    if children:
        span = Span(span.start, span.end, span.name, span.attributes, tuple(children), span.insert)
    (chain[-1][1] if chain else roots).append(span)


def bounds(spans: Sequence[Span]) -> tuple[int, int]:
    """From where the first starts to where the last ends."""
    return spans[0].start, max(span.end for span in spans)
