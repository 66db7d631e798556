"""One run of a command in a process of its own: how long, how much work, how much memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds on the wall and of CPU, peak memory in bytes, instructions; None where not measured.

    CPU is that of the process and of all that it waited for; memory is the peak of the largest single process.
    """

    wall: float | None = None
    cpu: float | None = None
    memory: int | None = None
    instructions: int | None = None


class MeasureError(Exception):
    """A measured command did not end as it should; its figures would mean nothing."""


def measure(
    command: Sequence[str], *, env: Mapping[str, str], log: Path, well: Collection[int] = (0,)
) -> Run:
    """What `command` took, start-up included. Its standard error goes to `log`. Raises MeasureError on another exit status.

    Linux counts the memory of whoever starts a process into the process's own peak, so the suite stays small.
    """
    with log.open("wb") as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, env=dict(env)
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    told = log.read_text(encoding="utf-8", errors="replace")
    if process.returncode not in well or "Traceback (most recent call last)" in told:
        raise _broken(command, process.returncode, told)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS_UNIT)


def answer(command: Sequence[str], *, env: Mapping[str, str]) -> str:
    """What `command` prints, where it measures itself. Raises MeasureError unless it ends well."""
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)
    if done.returncode:
        raise _broken(command, done.returncode, done.stderr)
    return done.stdout


_MAXRSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024


def _broken(command: Sequence[str], status: int, errors: str) -> MeasureError:
    return MeasureError(f"{' '.join(command)}\nended with {status}:\n{errors[-2000:]}")
