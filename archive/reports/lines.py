"""Lines on a screen: wrapped to its width, cut to their room, and without anything that could steer a terminal."""

from __future__ import annotations

import os
import re
import shlex
import sys
import textwrap
from typing import IO, TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.console import Console

_ASKING = frozenset({"FORCE_COLOR", "TTY_COMPATIBLE"})  # variables that rich heeds
_DIGEST = re.compile(r"\b([0-9a-f]{10})[0-9a-f]{16,}([0-9a-f]{6})\b")


class Plain:
    """A screen that is no terminal: lines are written as they are. Rich takes longer to load than a bag to be judged."""

    is_terminal = False
    width = 80

    def __init__(self, *, stderr: bool) -> None:
        self._stderr = stderr

    @property
    def file(self) -> IO[str]:
        return sys.stderr if self._stderr else sys.stdout

    def print(self) -> None:
        """Writes a blank line."""
        self.file.write("\n")


Screen: TypeAlias = "Console | Plain"


def console(*, stderr: bool = False) -> Screen:
    """Where lines for a person go: rich where it is a terminal, or where the environment asks that it be taken for one."""
    plain = Plain(stderr=stderr)
    if not plain.file.isatty() and _ASKING.isdisjoint(os.environ):
        return plain
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)


def say(out: Screen, head: str, body: str = "", *, style: str = "", rest: str = "") -> None:
    """`head` in one style and `body` in another; on a terminal, what is too long goes on below the body's beginning.

    Elsewhere a line stays a line, so that `grep` and `cut` find it whole.
    """
    if isinstance(out, Plain) or not out.is_terminal:
        out.file.write(f"{head}{body}\n")
        out.file.flush()
        return
    from rich.text import Text

    if len(head) + len(body) > out.width:
        hang = " " * min(len(head), out.width // 2)
        wrapped = textwrap.wrap(
            body, max(20, out.width - len(hang)), break_on_hyphens=False, drop_whitespace=True
        )
        body = f"\n{hang}".join(wrapped)
    out.print(Text.assemble((head, style), (body, rest)))


def safe(text: str) -> str:
    r"""Text from outside, without what could steer a terminal; a byte of a name that is no UTF-8 is `\xff`."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def quoted(path: str) -> str:
    """A path as a shell takes it, for a command that is to be copied."""
    return safe(shlex.quote(path))


def short(text: str) -> str:
    """The same, digests cut to their ends: nobody compares sixty-four digits by eye, and `--format json` has them whole."""
    return _DIGEST.sub(r"\1…\2", safe(text))


def fitted(text: str, room: int) -> str:
    """Text in exactly `room` columns, where a Chinese character takes two; what is cut is marked."""
    if text.isascii():
        return text.ljust(room) if len(text) <= room else f"{text[: room - 1].rstrip()}…".ljust(room)
    from rich.cells import cell_len, set_cell_size

    cut = text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"
    return set_cell_size(cut, room)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def human_size(size: int) -> str:
    """`31.2 kB`: powers of a thousand, one decimal."""
    value, unit = float(size), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if round(value, 1) < 1000:
            break
        value, unit = value / 1000, larger
    return counted(size, "byte") if unit == "bytes" else f"{value:.1f} {unit}"


def _escape(char: str) -> str:
    point = ord(char)
    return f"\\x{point - 0xDC00:02x}" if 0xDC80 <= point <= 0xDCFF else ascii(char)[1:-1]
