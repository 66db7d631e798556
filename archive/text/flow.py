"""Normalization of a text that is too large to be held: the very steps of `normalize`, block by block.

A block is cut where no step can reach across: before the run of line ends, controls, blanks or uncomposed characters that it ends with,
which waits for what comes. So the blocks' size changes nothing in what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

from archive.errors import TextError
from archive.text.compose import SAFE, compose, long_run
from archive.text.normalize import STEPS
from archive.text.offsets import Spool, StoredStep
from archive.text.text import Change

RUN = 1 << 20
"""The longest run, in characters, of what a step takes together; in a text that is held any length is taken."""

_CONTROLS = "".join(map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)))


class Keeper(Protocol):
    """Whoever is told what a step changed, and how far on that stands."""

    def add(self, changes: Sequence[Change], shift: int = 0) -> object: ...


class Forgetting:
    """A keeper of nothing."""

    def add(self, changes: Sequence[Change], shift: int = 0) -> None:
        del changes, shift


def normalized(
    chunks: Iterable[str], steps: Sequence[Keeper] = (Forgetting(),) * len(STEPS), where: str = ""
) -> Iterator[str]:
    """The characters of `chunks` normalized, each of `steps` told what it changed.

    Raises TextError E0210, E0211, and E0214 on a run that is too long.
    """
    flow: Iterator[str] = iter(chunks)
    for (name, step), kept in zip(STEPS, steps, strict=True):
        flow = Stage(name, step, kept.add, where).passed(flow)
    return flow


def stored_steps(spool: Spool) -> tuple[StoredStep, ...]:
    """A place for the changes of each step."""
    return tuple(StoredStep(name, spool) for name, _ in STEPS)


Told = Callable[[Sequence[Change], int], object]


class Stage:
    """One step of normalization on its way through a text; `told` gets its changes, and how far on they stand."""

    def __init__(
        self, name: str, step: Callable[[str, str], tuple[str, tuple[Change, ...]]], told: Told, where: str
    ) -> None:
        self.name = name
        self._step = step
        self._told = told
        self._where = where
        self._hold = _HOLDS[name]
        self.taken = self._given = 0  # characters before what waits, as they came and as they went
        self.waiting = ""

    def passed(self, chunks: Iterable[str]) -> Iterator[str]:
        """The characters after this step."""
        for chunk in chunks:
            done = self.feed(chunk)
            if done:
                yield done
        yield self.end()

    def feed(self, chunk: str) -> str:
        """What of the characters so far is done. Raises TextError E0211, E0214."""
        whole = self.waiting + chunk if self.waiting else chunk
        cut = self._hold(whole, self.taken)
        if len(whole) - cut > RUN:
            self._refuse(whole, cut)
        self.waiting = whole[cut:]
        return self._done(whole[:cut] if self.waiting else whole, last=False) if cut else ""

    def end(self) -> str:
        """The rest, done. Raises TextError E0211."""
        return self._done(self.waiting, last=True)

    def _done(self, block: str, *, last: bool) -> str:
        if (self.name == "final-newline" and not last) or (self.name == "byte-order-mark" and self.taken):
            self.taken += len(block)
            self._given += len(block)
            return block
        try:
            done, changes = self._step(block, self._where)
        except TextError as error:
            raise TextError(
                error.code, error.where, f"{error.detail}, counted from character {self.taken} on"
            ) from None
        if changes:
            self._told(changes, self._given)
        self.taken += len(block)
        self._given += len(done)
        return done

    def _refuse(self, whole: str, cut: int) -> None:
        place = self.taken + cut
        if self.name == "nfc" and long_run(whole[cut:]) is not None:
            compose(whole[cut:], self._where)
        raise TextError(
            "E0214",
            self._where,
            f"more than {RUN} characters from character {place} on, in the step {self.name}",
        )


def _line_ends(block: str, _: int) -> int:
    return len(block) - block.endswith("\r")


def _controls(block: str, _: int) -> int:
    return len(block.rstrip(_CONTROLS))


def _mark(block: str, taken: int) -> int:
    return len(block) if taken or block.strip("\ufeff") else 0


def _composable(block: str, _: int) -> int:
    """Where the last character stands before which normalization may be cut; the beginning if there is none."""
    found = _last_safe().match(block)
    return found.end() - 1 if found else 0


def _blanks(block: str, _: int) -> int:
    return len(block.rstrip(" \t"))


def _newlines(block: str, _: int) -> int:
    return len(block.rstrip("\n"))


@cache
def _last_safe() -> re.Pattern[str]:
    return re.compile(f"(?s:.*)[{SAFE}]")


_HOLDS: dict[str, Callable[[str, int], int]] = {
    "line-ends": _line_ends,
    "control-characters": _controls,
    "byte-order-mark": _mark,
    "nfc": _composable,
    "trailing-blanks": _blanks,
    "final-newline": _newlines,
}
