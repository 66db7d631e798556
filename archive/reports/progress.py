"""A progress bar on standard error while outcomes pass by; on no terminal, one line a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def watched(items: Iterable[T], *, what: str, total: int | None, when: str) -> Iterator[T]:
    """The same items. `when` is always, never, or auto: a bar where standard error is a terminal."""
    if when == "never":
        yield from items
    elif when == "always" or sys.stderr.isatty():
        yield from _bar(items, what, total)
    else:
        yield from _log(items, what, total)


def _bar(items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        for item in items:
            progress.advance(task)
            yield item


def _log(items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
    begun = said = time.monotonic()
    for count, item in enumerate(items, 1):
        now = time.monotonic()
        if now - said >= 60:
            said = now
            of = f" of {total}" if total else ""
            print(f"{what}: {count}{of}, {count / (now - begun):.0f} a second", file=sys.stderr, flush=True)
        yield item
