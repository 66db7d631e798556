"""The body: components put into divisions, so that every outline whatever gives content that TEI allows.

A `div` takes its top, then its middle, then inner divisions, then its bottom (P5, the content model of `div`). A component
that may not stand where its turn comes closes the division and begins another beside it: a second letter in the same
file, or what follows a signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from archive.outline.blocks import Genre, Outline
from archive.tei.components import LETTERS, Component, Place, components
from archive.tei.inline import Inline
from archive.tei.spans import Attributes, Span

_DEEPEST = 8  # headings below this stand side by side
_OPENER = {"closer": "opener", "postscript": "opener"}


class _Phase(IntEnum):
    TOP = 0
    MIDDLE = 1
    INNER = 2  # inner divisions have begun
    BOTTOM = 3


@dataclass(slots=True)
class _Division:
    """A division that is still being filled; it lives inside `body` only."""

    level: int
    attributes: Attributes
    children: list[Span] = field(default_factory=list)
    phase: _Phase = _Phase.TOP
    heading: int = 0  # the level of the head that was put in last


def body(outline: Outline, inline: Inline) -> tuple[Span, ...]:
    """The children of `body`, in order. There is always one, though the text be empty."""
    found = components(outline, inline)
    main = _main(outline.genre)
    back = tuple(component for component in found if component.place is Place.BACK)
    front = _subtitled([component for component in found if component.place is not Place.BACK])
    divisions = _typed(_divide(front, main), outline.genre)
    ends = tuple(
        Span(part.spans[0].start, part.spans[-1].end, "div", (("type", "boilerplate"),), part.spans)
        for part in back
    )
    return (*divisions, *ends) or (Span(0, 0, "div", main, (Span(0, 0, "p"),)),)


def _main(genre: Genre) -> Attributes:
    if genre is Genre.OPEN_LETTER:
        return (("type", "letter"), ("subtype", "open-letter"))
    return (("type", str(genre)),)


def _subtitled(found: list[Component]) -> list[Component]:
    """Headings of a level that only ever stand right below a higher one are subtitles: they take its level."""
    heads = [at for at, component in enumerate(found) if component.place is Place.HEAD]
    below = {
        at
        for at in heads
        if at and found[at - 1].place is Place.HEAD and found[at - 1].level < found[at].level
    }
    free = {found[at].level for at in heads if at not in below}
    return [
        component._replace(level=found[at - 1].level)
        if at in below and component.level not in free
        else component
        for at, component in enumerate(found)
    ]


def _is_letter(children: Sequence[Span]) -> bool:
    return any(child.name == "opener" for child in children)


def _divide(found: Sequence[Component], main: Attributes) -> list[Span]:
    """The components as divisions of the body; every one of the first level has the attributes `main`."""
    done: list[Span] = []
    chain = [_Division(0, main)]
    title = _title(found)
    tail = next(
        (at for at in range(len(found), 0, -1) if found[at - 1].place not in (Place.BOTTOM, Place.ANYWHERE)),
        0,
    )
    for at, component in enumerate(found):
        if component.place is Place.HEAD:
            _head(component, chain, done, title, main)
            continue
        if component.place is Place.BOTTOM and at >= tail and not _is_letter(chain[-1].children):
            _unwind(chain, done, 0)
        if not _fits(component, chain[-1]):
            component, moved = _fitted(component, chain[-1])  # noqa: PLW2901  # the same component under another name
            if moved:
                _begin(chain, done, chain[-1].level, main)
        _add(component, chain[-1])
    _unwind(chain, done, -1)
    return done


def _title(found: Sequence[Component]) -> int:
    """The level of the heading that is the whole document's, the only one of its level, at its start; 0 if there is none."""
    heads = [component.level for component in found if component.place is Place.HEAD]
    if not heads or found[0].place is not Place.HEAD:
        return 0
    first = found[0].level
    run = next((at for at, component in enumerate(found) if component.place is not Place.HEAD), len(found))
    return max(first, 1) if all(level > first for level in heads[run:]) else 0


def _head(
    component: Component, chain: list[_Division], done: list[Span], title: int, main: Attributes
) -> None:
    """A heading goes with the one right before it, if it is no deeper, or is the title's own; else it begins a division."""
    here = chain[-1]
    fresh = here.phase is _Phase.TOP and (not here.children or here.children[-1].name == "head")
    if (
        fresh and here.level == 0 and title and not (here.children and component.level > here.heading > 0)
    ) or (fresh and here.level > 0 and component.level <= here.heading):
        _put_head(component, here)
    else:
        level = min(max(component.level, 1), _DEEPEST)
        _unwind(chain, done, level - 1)
        _begin_inside(chain, done, level, main)
        _put_head(component, chain[-1])


def _put_head(component: Component, here: _Division) -> None:
    (span,) = component.spans
    kind: Attributes = (("type", "sub"),) if any(child.name == "head" for child in here.children) else ()
    here.children.append(span._replace(attributes=kind))
    here.heading = component.level


def _begin_inside(chain: list[_Division], done: list[Span], level: int, main: Attributes) -> None:
    """A new division under the innermost one that may still take any; none after a bottom."""
    while chain and chain[-1].phase is _Phase.BOTTOM:
        _close(chain, done)
    if not chain:
        chain.append(_Division(0, main))
    chain.append(_Division(level, (("type", "section"),)))


def _begin(chain: list[_Division], done: list[Span], level: int, main: Attributes) -> None:
    """Close the innermost division and begin one beside it."""
    _close(chain, done)
    chain.append(_Division(level, main if level == 0 else (("type", "section"),)))


def _unwind(chain: list[_Division], done: list[Span], level: int) -> None:
    """Close every division deeper than this level."""
    while chain and chain[-1].level > level:
        _close(chain, done)


def _close(chain: list[_Division], done: list[Span]) -> None:
    here = chain.pop()
    if not here.children:
        return
    span = Span(here.children[0].start, here.children[-1].end, "div", here.attributes, tuple(here.children))
    if chain:
        chain[-1].children.append(span)
        chain[-1].phase = max(chain[-1].phase, _Phase.INNER)
    else:
        done.append(span)


def _fits(component: Component, here: _Division) -> bool:
    match component.place:
        case Place.TOP:
            return here.phase is _Phase.TOP
        case Place.COMMON:
            return here.phase in (_Phase.TOP, _Phase.MIDDLE)
        case Place.BOTTOM:
            return here.phase is not _Phase.TOP
        case _:
            return True


def _fitted(component: Component, here: _Division) -> tuple[Component, bool]:
    """The component as it can stand, and whether in a new division: a bottom without a middle is a top."""
    if component.place is not Place.BOTTOM:
        return component, here.phase is not _Phase.TOP
    (first, *_) = component.spans
    if first.name == "postscript":
        return Component(Place.COMMON, first.children), False
    if first.name == "trailer":
        return Component(Place.COMMON, (first._replace(name="p"),)), False
    return Component(
        Place.TOP, tuple(span._replace(name=_OPENER.get(span.name, span.name)) for span in component.spans)
    ), False


def _add(component: Component, here: _Division) -> None:
    here.children.extend(component.spans)
    if component.place is Place.COMMON:
        here.phase = _Phase.MIDDLE
    elif component.place is Place.BOTTOM:
        here.phase = _Phase.BOTTOM


def _typed(divisions: list[Span], genre: Genre) -> list[Span]:
    """Letters told apart from what stands before, after or round them.

    Of several divisions those that have a frame keep their type. One that has none itself and holds some that do is `letters`.
    """
    if genre not in LETTERS:
        return divisions
    framed = [any(child.name in ("opener", "closer") for child in span.children) for span in divisions]
    inner = [any(_is_letter(child.children) for child in span.children) for span in divisions]
    if not any(framed) and not any(inner):
        return divisions
    first = next(at for at in range(len(divisions)) if framed[at] or inner[at])
    found = []
    for at, span in enumerate(divisions):
        if framed[at]:
            found.append(span)
        elif inner[at]:
            letters = tuple(_as_letter(child) for child in span.children)
            found.append(span._replace(attributes=(("type", "letters"),), children=letters))
        else:
            found.append(span._replace(attributes=(("type", "preface" if at < first else "addendum"),)))
    return found


def _as_letter(child: Span) -> Span:
    return child._replace(attributes=(("type", "letter"),)) if _is_letter(child.children) else child
