"""Saxon in a process of its own: what a stylesheet says of one document after another, within a time and a memory that are bounded.

In this process its work could not be ended, by Ctrl-C neither, and what it says of errors would go to our standard error.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from archive.errors import ArchiveError

SECONDS = 60
"""For compiling, and for a document of no great size."""
_SPEED = 200_000  # bytes of a document for which it gets another second
_PROGRAM = Path(__file__).with_name("saxon_process.py")
_WIDTH = 8  # bytes of a length
_SAID = 400  # characters of an error
_PLACE = re.compile(r"( at char \d+)?( in xsl:[\w/@-]+)? on line \d+ column \d+ of \S*")


class Unanswered(Exception):
    """Why there is no answer on a document, in words."""


class Saxon:
    """One stylesheet, and the process that runs it: begun when it is needed, and again after one document ended it."""

    def __init__(self, sheet: bytes, where: str, seconds: int = SECONDS) -> None:
        self._sheet = sheet
        self._where = where
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._begun_by = 0
        self._lock = threading.Lock()

    def start(self) -> None:
        """Compiles the stylesheet. Raises ArchiveError E0430 if it does not compile, E0431 where saxonche is not installed."""
        with self._lock:
            self._running()

    def ask(self, document: bytes) -> str:
        """What the stylesheet says of the document. Raises Unanswered."""
        seconds = self._seconds + len(document) // _SPEED
        with self._lock:
            process = self._running()
            try:
                _send(process, seconds.to_bytes(_WIDTH, "big") + document)
                kind, answer = _received(process)
            except OSError:
                raise Unanswered(self._end(seconds)) from None
            except BaseException:
                self._end(seconds)  # or its answer would be taken for the next document's
                raise
        if kind != "0":
            raise Unanswered(_told(answer))
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        """The process. One that a fork of this process inherited is its parent's, and is left to it."""
        if self._process is not None and self._begun_by == os.getpid():
            return self._process
        if find_spec("saxonche") is None:
            raise ArchiveError("E0431", self._where, "saxonche is not installed")
        process = subprocess.Popen(  # noqa: S603 - this Python, and a file of ours
            [sys.executable, "-P", str(_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._process, self._begun_by = process, os.getpid()
        weakref.finalize(self, _stop, process, os.getpid())
        try:
            _send(process, self._seconds.to_bytes(_WIDTH, "big") + self._sheet)
            kind, answer = _received(process)
        except OSError:
            raise ArchiveError("E0430", self._where, self._end(self._seconds)) from None
        if kind != "0":
            self._end(self._seconds)
            code = "E0430" if kind == "1" else "E0431"
            raise ArchiveError(code, self._where, _told(answer))
        return process

    def _end(self, seconds: int) -> str:
        """Why the process ended, in words; the next document gets another."""
        process, self._process = self._process, None
        if process is None:
            return "it was ended"
        _stop(process, os.getpid())
        if process.returncode == -signal.SIGALRM:
            return f"the rules were not done with it in {seconds} seconds"
        return f"Saxon ended with status {process.returncode}, as it does where memory runs out"


def _told(error: str) -> str:
    """Saxon's words on one line, without the place in a stylesheet that nobody has seen."""
    return " ".join(_PLACE.sub("", error).split())[:_SAID]


def _send(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(len(data).to_bytes(_WIDTH, "big"))
    process.stdin.write(data)
    process.stdin.flush()


def _received(process: subprocess.Popen[bytes]) -> tuple[str, str]:
    """Whether it went well, and what was said. Raises OSError if the process ended before."""
    assert process.stdout is not None
    head = process.stdout.read(_WIDTH)
    size = int.from_bytes(head, "big")
    data = process.stdout.read(size) if len(head) == _WIDTH else b""
    if not data or len(data) < size:
        raise BrokenPipeError
    return data[:1].decode(), data[1:].decode("utf-8", "replace")


def _stop(process: subprocess.Popen[bytes], begun_by: int) -> None:
    """Ends the process if it is ours. One that ended by itself keeps its status."""
    if begun_by != os.getpid():
        return
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()
    try:
        process.wait(1)  # nothing more to read ends it, if it is not at work
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
