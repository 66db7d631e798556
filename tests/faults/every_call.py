"""A command broken off, or failed, at each of its system calls in turn, and run again: what was there, what is left, what it comes to.

    python -m tests.faults.every_call [package validate deposit audit] [--fault kill] [--step 1] [--others 25] [--folder DIR]

The calls that change or sync something, or print, are taken each `--step`th, the rest each `--others`th. A line of JSON a command: how many were
tried, and of which calls. The first loss ends it, with status 1. Nothing is started anew for a try: the command runs in a fork of this process, which
has everything loaded, and strace takes hold of it before its first own call. Status 77: strace cannot be used here.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import tests.faults.commands as commands
from archive.errors import ArchiveError

FAULTS = {"kill": "signal=KILL", "interrupt": "signal=INT"}
ERRORS = ("EIO", "ENOSPC", "EACCES", "EMFILE")
MAY_GIVE = {
    "EIO": "read write pread64 pwrite64 fsync fdatasync syncfs getdents64 close rename renameat2 unlink unlinkat mkdir mkdirat",
    "ENOSPC": "openat write pwrite64 mkdir mkdirat rename renameat2 fsync fdatasync syncfs ftruncate link linkat",
    "EACCES": "openat mkdir mkdirat rename renameat2 unlink unlinkat rmdir fchmod fchmodat chmod link linkat",
    "EMFILE": "openat",
}
CHANGING = re.compile(
    r"write|writev|pwrite64|pwritev2?|sendfile|copy_file_range|fallocate|f?truncate|fsync|fdatasync|syncfs|sync_file_range|rename(at2?)?|"
    r"unlink(at)?|mkdir(at)?|rmdir|link(at)?|symlink(at)?|flock|fcntl|f?chmod(at2?)?|f?chown(at)?|utimensat"
)
_LINE = re.compile(r"^(\w+)\((.*)")
STOPPED, CRASHED, CANNOT = 130, 70, 77


@dataclass(frozen=True)
class Call:
    name: str
    number: int  # among the calls of this name
    changing: bool


def forked(work: Callable[[], int], *, held: bool = False) -> int:
    """The process that does the work and exits by what it returns; 130 if it is interrupted, 70 with a traceback if it raises."""
    pid = os.fork()
    if pid:
        return pid
    status = CRASHED
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if held:
            os.kill(os.getpid(), signal.SIGSTOP)
        status = work()
    except KeyboardInterrupt:
        status = STOPPED
    except BaseException:  # noqa: BLE001 - whatever it is, it is told and is a loss
        traceback.print_exc()
    finally:
        os._exit(status)


def traced(work: Callable[[], int], *options: str) -> int:
    """How the work ended under strace with these options, as waitpid says it."""
    pid = forked(work, held=True)
    os.waitpid(pid, os.WUNTRACED)
    tracer = subprocess.Popen(["strace", "-qq", "-p", str(pid), *options], stderr=subprocess.PIPE)
    try:
        while not _held_by(pid):
            if tracer.poll() is not None:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                sys.stderr.write(tracer.stderr.read().decode())
                sys.exit(CANNOT)
            time.sleep(0.001)
        os.kill(pid, signal.SIGCONT)
        _, status = os.waitpid(pid, 0)
    finally:
        tracer.wait()
        tracer.stderr.close()
    return status


def _held_by(pid: int) -> bool:
    return "TracerPid:\t0\n" not in Path(f"/proc/{pid}/status").read_text()


def calls_of(work: Callable[[], int], log: Path) -> list[Call]:
    """Every call of an undisturbed run, in order."""
    status = traced(work, "-o", str(log))
    assert os.waitstatus_to_exitcode(status) in (0, 1), status
    counts: Counter[str] = Counter()
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if match := _LINE.match(line):
            name, arguments = match.groups()
            counts[name] += 1
            changing = bool(CHANGING.fullmatch(name)) or (
                name == "openat" and bool(re.search(r"O_CREAT|O_TRUNC", arguments))
            )
            if name not in ("exit_group", "kill"):
                found.append(Call(name, counts[name], changing))
    return found


def chosen(calls: list[Call], fault: str, step: int, others: int) -> list[Call]:
    if fault in MAY_GIVE:
        calls = [call for call in calls if call.name in MAY_GIVE[fault].split()]
    changing = [call for call in calls if call.changing]
    rest = [call for call in calls if not call.changing]
    return [*changing[::step], *(rest[::others] if others else [])]


def tried(command: commands.Command, fault: str, step: int, others: int, folder: Path) -> dict[str, object]:
    """What came of the tries. Raises AssertionError at the first loss."""
    template, state = folder / "template", folder / "state"
    template.mkdir(parents=True)
    command.prepare(template)

    def fresh() -> None:
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(template, state, symlinks=True)

    for _ in range(2):  # whatever is loaded once is loaded now
        fresh()
        assert command.work(state) in (0, 1)
        command.verify(template, state)
    expected = command.result(state)
    fresh()
    calls = calls_of(lambda: command.work(state), folder / "log")
    picked = chosen(calls, fault, step, others)
    ended: Counter[str] = Counter()
    inject = FAULTS.get(fault) or f"error={fault}"
    for call in picked:
        fresh()
        option = f"inject={call.name}:{inject}:when={call.number}"
        status = traced(
            lambda: command.work(state), "-o", os.devnull, "-e", f"trace={call.name}", "-e", option
        )
        ended[_told(status, fault, call)] += 1
        _, after = os.waitpid(forked(lambda: _judged(command, template, state, expected, fault)), 0)
        assert after == 0, f"{command.name}: {call} {fault}: see above"
    return {
        "command": command.name,
        "fault": fault,
        "calls": len(calls),
        "tried": len(picked),
        "changing": sum(call.changing for call in picked),
        "ended": dict(ended),
        "of": dict(Counter(call.name for call in picked).most_common()),
    }


def _told(status: int, fault: str, call: Call) -> str:
    """How it ended: only as the fault allows."""
    if os.WIFSIGNALED(status):
        assert (fault, os.WTERMSIG(status)) == ("kill", signal.SIGKILL), (call, status)
        return "killed"
    code = os.WEXITSTATUS(status)
    assert code != CRASHED, f"{call} {fault}: a traceback, see above"
    assert code in ((0, 1, STOPPED) if fault in FAULTS else (0, 1, 3, 4)), (call, fault, code)
    return f"status {code}"


def _judged(command: commands.Command, template: Path, state: Path, expected: object, fault: str) -> int:
    command.check(template, state, litter=fault != "interrupt")
    assert command.work(state) in (0, 1), "running again does not complete"
    command.verify(template, state)
    found = command.result(state)
    if fault in ERRORS:
        found, expected = command.failing(found), command.failing(expected)
    assert found == expected, commands.difference(found, expected)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    known = {command.name: command for command in commands.COMMANDS}
    parser.add_argument("commands", nargs="*", default=list(known))
    parser.add_argument("--fault", choices=[*FAULTS, *ERRORS], nargs="+", default=["kill"])
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--others", type=int, default=25, help="0: none")
    parser.add_argument("--folder", type=Path, default=None)
    args = parser.parse_args()
    if shutil.which("strace") is None:
        sys.stderr.write("strace is not installed\n")
        return CANNOT
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        for name, fault in product(args.commands, args.fault):
            begun = time.monotonic()
            try:
                told = tried(known[name], fault, args.step, args.others, Path(folder, name, fault))
            except (AssertionError, ArchiveError) as error:
                sys.stderr.write(f"{name}: {type(error).__name__}: {error}\n")
                return 1
            sys.stdout.write(json.dumps({**told, "seconds": round(time.monotonic() - begun)}) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
