"""Where pages began in the text as received: the form feeds that normalization took out."""

from __future__ import annotations

from collections.abc import Sequence

from archive.text.text import Change, Text

_FEED = "\f"


def page_breaks(text: Text) -> tuple[int, ...]:
    """Offsets in the normalized content, in order, at which a form feed was removed."""
    places: list[int] = []
    for step in text.steps:
        if places:
            places = _moved(places, step.changes)
        for change in step.changes:
            if _FEED in change.was and _FEED not in change.now:
                kept = _kept(change.now, change.was)
                places.extend(
                    change.start + min(kept, at)
                    for at, character in enumerate(change.was)
                    if character == _FEED
                )
        places.sort()
    return tuple(min(place, len(text.content)) for place in places)


def _kept(now: str, was: str) -> int:
    """How many characters at the start of what stood here stand here now."""
    kept = 0
    while kept < len(now) and kept < len(was) and now[kept] == was[kept]:
        kept += 1
    return kept


def _moved(places: Sequence[int], changes: Sequence[Change]) -> list[int]:
    """The places as they stand after a step's changes."""
    moved: list[int] = []
    shift = 0
    remaining = list(changes)[::-1]
    for place in places:
        while remaining and remaining[-1].start <= place + shift:
            change = remaining[-1]
            if change.start - shift + len(change.was) > place and change.was:
                break
            shift += len(change.now) - len(change.was)
            remaining.pop()
        moved.append(place + shift)
    return moved
