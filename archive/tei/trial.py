"""A grammar tried in a process of its own before it is compiled in ours, where libxml2 could not be ended, by Ctrl-C neither."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError

SECONDS = 60
"""Of CPU. The largest grammar of TEI takes a tenth of one."""
_WALL = 10  # times as long, on a machine with other work
_PROGRAM = Path(__file__).with_name("grammar_process.py")
_WIDTH = 8  # bytes of a length


def try_grammars(roots: tuple[Any, ...], where: str, seconds: int = SECONDS) -> None:
    """Compiles these grammars (lxml) elsewhere. Raises ArchiveError E0417 on one that is none, E0437 where it takes too long or too much."""
    from lxml import etree

    documents = [etree.tostring(root) for root in roots]
    given = b"".join(len(one).to_bytes(_WIDTH, "big") + one for one in documents)
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and a file of ours
            [sys.executable, "-P", str(_PROGRAM)],
            input=seconds.to_bytes(_WIDTH, "big") + given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds * _WALL,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ArchiveError("E0437", where, f"not compiled in {seconds * _WALL} seconds") from error
    if done.returncode == 1 and done.stdout:
        raise ArchiveError("E0417", where, done.stdout.decode("utf-8", "replace").strip())
    if done.returncode:
        raise ArchiveError("E0437", where, f"not compiled in {seconds} seconds of CPU, or memory ran out")
