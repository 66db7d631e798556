"""Real servers for the tests: each module installs one into the cache, starts it, and stops it with all its children.

Each offers `running() -> Iterator[Server]`, a context manager that raises Unobtainable where it cannot be had.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CACHE = "ARCHIVE_TEST_CACHE"


class Unobtainable(Exception):
    """The server cannot be had here; the reason is what a skipped test prints."""


@dataclass(frozen=True)
class Server:
    """A server that answers: its address, its folder, and what else a client needs to know."""

    base: str
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None
    details: Mapping[str, str] = field(default_factory=dict)


def cache(name: str) -> Path:
    """The folder in which the server of this name is installed; it stays for the next run."""
    root = os.environ.get(CACHE) or Path(tempfile.gettempdir()) / f"archive-test-cache-{os.getuid()}"
    folder = Path(root) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def install(command: Sequence[str], *, seconds: float = 600, cwd: Path | None = None) -> None:
    """One step of an install. Raises Unobtainable with the last words of a command that is missing, fails or hangs."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, cwd=cwd, check=False)
    except FileNotFoundError:
        raise Unobtainable(f"there is no {command[0]}") from None
    except subprocess.TimeoutExpired:
        raise Unobtainable(f"{command[0]} was not done within {seconds:g} s") from None
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        told = [line for line in said if "ERROR" in line][:3] or said[-3:]
        raise Unobtainable(f"{command[0]} ended with {done.returncode}: {' / '.join(told)[:400]}")


@contextmanager
def started(
    command: Sequence[str], log: Path, *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> "Iterator[subprocess.Popen[bytes]]":
    """A process with a group of its own, which is ended as a whole; what it prints goes to `log`.

    It does not outlive the tests, even where they are killed (`setpriv` sees to that where there is one).
    """
    bound = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*bound, *command], stdin=subprocess.DEVNULL, stdout=out, stderr=out, env={**os.environ, **(env or {})},
            cwd=cwd, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            stop(process)


def stop(process: "subprocess.Popen[bytes]", *, seconds: float = 10) -> None:
    """The whole group ended: asked first, then killed."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def wait_for_port(
    port: int, process: "subprocess.Popen[bytes]", log: Path, *, host: str = "127.0.0.1", seconds: float = 60
) -> None:
    """Returns when the port takes a connection. Raises Unobtainable when the process died or the time is over."""

    def connects() -> bool:
        try:
            with socket.create_connection((host, port), 1):
                return True
        except OSError:
            return False

    _wait(connects, process, log, seconds, f"port {port}")


def wait_for_answer(
    url: str,
    process: "subprocess.Popen[bytes]",
    log: Path,
    *,
    seconds: float = 120,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Returns when GET `url` gives a status below 400. Raises Unobtainable as `wait_for_port`."""

    def answers() -> bool:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=dict(headers or {})), timeout=5):
                return True
        except (OSError, ValueError, urllib.error.URLError):
            return False

    _wait(answers, process, log, seconds, url)


def _wait(ready, process, log: Path, seconds: float, what: str) -> None:
    until = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise Unobtainable(f"it ended with {process.returncode} before {what} answered: {_last(log)}")
        if time.monotonic() > until:
            raise Unobtainable(f"{what} did not answer within {seconds:g} s: {_last(log)}")
        time.sleep(0.1)


def _last(log: Path) -> str:
    lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return " / ".join(lines[-3:])[-400:] or "it printed nothing"
