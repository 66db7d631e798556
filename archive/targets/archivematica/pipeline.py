"""a3m, the pipeline of Archivematica in one program, run as a process of its own: a transfer goes in, an AIP comes out.

It gets a home of its own in the staging folder, so that nothing of one run is left for the next, and it ends with us or is ended: it
holds a lock as long as it lives, and whoever takes a broken deposit back finds it by that.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import Rejected, Unavailable

HOME = "a3m"
"""The folder in the staging folder that is all of a3m's; nothing in it but the AIP is wanted."""
NEEDED = ("7z", "tree", "atool")
"""Programs that every run of a3m calls. Others it calls for what needs them: unar for packed transfers, ffmpeg, mediainfo …"""

_LOCK = "a3m.lock"
_LIMIT = 400  # letters of what it said
_PATIENCE = 10.0  # seconds that a killed process may take to be gone
_FELL = "_InactiveRpcError"  # its client asked its own server too soon and fell: no word on the transfer
_TRIES = 3
_SETTINGS = ("extract_packages=no", "transcribe_files=no")
_FRAMES = re.compile(r"[\u2500-\u257f]+")


def run(program: str, transfer: Path, staging: Path, seconds: int) -> Path:
    """The AIP that a3m makes of the folder `transfer`; all it writes is in `staging`.

    A run in which a3m's own parts lost each other is made again. Raises Rejected E0675 if it says no, Unavailable E0676 if it cannot
    be started, takes longer than `seconds` or fell each time, Rejected E0677 if it says yes and there is not exactly one AIP.
    """
    home = staging / HOME
    settings = [word for setting in _SETTINGS for word in ("--processing-config", setting)]
    command = [
        program,
        "--no-input",
        f"--name={transfer.name}",
        *settings,
        f"file://{transfer.absolute()}",  # a3m does not undo any %20
    ]
    with _locked(staging / _LOCK) as lock:
        for _ in range(_TRIES):
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            code, said = _ended(command, _environment(home), lock, seconds)
            if _FELL not in said:
                break
    if code < 0 or (code and _FELL in said):
        raise Unavailable("E0676", transfer.name, said)
    if code:
        raise Rejected("E0675", transfer.name, said)
    made = sorted(home.glob(".local/share/a3m/share/completed/*.7z"))
    if len(made) != 1:
        raise Rejected("E0677", transfer.name, f"{len(made)} AIPs were made")
    return made[0]


def end_left(staging: Path) -> None:
    """Ends an a3m that has outlived the deposit that started it; without one, does nothing."""
    try:
        lock = os.open(staging / _LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return
    try:
        number = os.read(lock, 16)
        until = time.monotonic() + _PATIENCE
        while not _free(lock) and time.monotonic() < until:
            # As long as the lock is held, a process of the group lives, and no other can have its number.
            if number.isdigit():
                _kill(int(number))
            time.sleep(0.02)
    finally:
        os.close(lock)


def _environment(home: Path) -> dict[str, str]:
    """Of our environment only where programs are; the wide line keeps what it says from being broken up."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "COLUMNS": "1000",
    }


def _ended(command: list[str], environment: dict[str, str], lock: int, seconds: int) -> tuple[int, str]:
    """How the program ended and what it said; a negative number if it was not of its own."""
    try:
        program = subprocess.Popen(  # noqa: S603 - the user's own program
            command, env=environment, pass_fds=(lock,), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except OSError as error:
        return -1, f"{command[0]}: {error.strerror or error}"
    try:
        os.pwrite(lock, str(program.pid).encode(), 0)
        said, _ = program.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return -1, f"no end after {seconds} seconds"
    finally:
        _kill(program.pid)
        program.wait()
        if program.stdout is not None:
            program.stdout.close()
    return program.returncode, _words(said.decode("utf-8", "replace"))


def _words(said: str) -> str:
    """What the failed job wrote to its standard error, else the end of all, as one line."""
    plain = _FRAMES.sub(" ", said)
    errors = re.findall(r"--- stderr(.*?)(?=Task [0-9a-f-]{36}|\Z)", plain, re.DOTALL)
    line = " ".join(" ".join(errors or [plain]).split())
    return line if len(line) <= _LIMIT else f"…{line[-_LIMIT:]}"


def _kill(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)
