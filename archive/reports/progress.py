"""A progress bar while outcomes pass by; on no terminal, one line a minute on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from archive.reports.lines import Screen

T = TypeVar("T")


def watched(
    items: Iterable[T], *, what: str, total: int | None, when: str, on: Screen | None = None
) -> Iterator[T]:
    """The same items. `when` is always (a bar, whatever standard error is), never, or auto: a bar where it is a terminal.

    `on` is the console on which the results appear, if that is the same terminal: they then go above the bar.
    """
    if when == "never":
        yield from items
    elif when == "always" or sys.stderr.isatty():
        yield from _bar(items, what, total, on)
    else:
        yield from _log(items, what, total)


def _bar(items: Iterable[T], what: str, total: int | None, on: Screen | None) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    shared = on if isinstance(on, Console) and on.is_terminal else Console(stderr=True, force_terminal=True)
    # What is printed meanwhile is the result, on standard output; the bar must not take it over.
    with Progress(
        *columns, console=shared, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as progress:
        task = progress.add_task(what, total=total, rate="")
        begun = time.monotonic()
        for count, item in enumerate(items, 1):
            progress.update(
                task, advance=1, rate=f"{count / max(time.monotonic() - begun, 1e-3):,.0f} a second"
            )
            yield item


def _log(items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
    begun = said = time.monotonic()
    for count, item in enumerate(items, 1):
        now = time.monotonic()
        if now - said >= 60:
            said = now
            of = f" of {total:,}" if total else ""
            sys.stderr.write(f"{what}: {count:,}{of}, {count / (now - begun):,.0f} a second\n")
            sys.stderr.flush()
        yield item
