# ruff: noqa: INP001 - a folder of scripts
"""The pictures of the terminal: the real commands on the real seeds, with their colours, as SVG.

    python docs/pictures/terminal.py        (writes docs/images/package.svg and docs/images/validate.svg)

How many seconds they took is taken out, so that the same program gives the same pictures.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from folders import ENVIRONMENT, IMAGES, empty, vendor
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

COLUMNS = 132
TERMINAL = {**ENVIRONMENT, "COLUMNS": str(COLUMNS), "LINES": "50", "TERM": "xterm-256color"}
THEME = TerminalTheme(
    (27, 29, 33), (230, 230, 227),
    [(27, 29, 33), (255, 138, 128), (134, 214, 156), (239, 192, 99), (143, 188, 242), (210, 168, 255), (126, 205, 215), (230, 230, 227)],
    [(139, 144, 152), (255, 138, 128), (134, 214, 156), (239, 192, 99), (143, 188, 242), (210, 168, 255), (126, 205, 215), (255, 255, 255)],
)  # fmt: skip
FONTS = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def main() -> None:
    with empty() as folder:
        draw("package", folder)
        vendor(folder / "bags", folder / "vendor")
        draw("validate vendor --level bag", folder)


def draw(command: str, folder: Path) -> None:
    """What the command prints in the folder, below its prompt, as docs/images/COMMAND.svg."""
    name, *_ = args = command.split()
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, highlight=False)
    console.print(Text(f"$ python -m archive {command}", style="bold"))
    console.print(Text.from_ansi(printed(folder, args).rstrip("\n")), soft_wrap=True)
    console.print()  # the frame cuts the feet of the last line's letters
    svg = console.export_svg(title="", theme=THEME, unique_id=f"archive-{name}")
    (IMAGES / f"{name}.svg").write_text(without_fonts(svg), encoding="utf-8")


def printed(folder: Path, args: list[str]) -> str:
    """What the command prints on a terminal of 132 columns, without the time it took."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "archive", *args, "--progress", "never"]
    process = subprocess.Popen(  # noqa: S603 - a command of ours
        command, cwd=folder, env=TERMINAL, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    data = b""
    while chunk := _read(ours):
        data += chunk
    os.close(ours)
    if process.wait() not in {0, 1}:
        raise SystemExit(data.decode(errors="replace"))
    return re.sub(r"(?: ·| in) \d+\.\d s\b", "", data.decode().replace("\r\n", "\n"))


def without_fonts(svg: str) -> str:
    """The drawing without its web fonts: nothing is fetched, and everybody sees the type of their own terminal."""
    svg = re.sub(r"@font-face \{.*?\}\n?", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", svg)
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines() if line.strip())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # the command has ended, and its end of the terminal is closed
        return b""


if __name__ == "__main__":
    main()
