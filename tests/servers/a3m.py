"""The real pipeline of Archivematica: a3m from PyPI in an environment of its own, and the Debian programs that it calls.

It is run as a program, once a transfer; nothing of it is imported, and there is no server to start.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.servers import Unobtainable, cache, install

RELEASE = "0.7.14"
PYTHON = "3.11"
"""The release's own; later ones of a3m ask for a later Python."""

DEBIAN = {"7z": "p7zip-full", "tree": "tree", "unar": "unar", "atool": "atool"}


def installed() -> Path:
    """The program a3m, installed where it was not yet. Raises Unobtainable with what is missing."""
    debian()
    folder = cache("a3m")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return environment(folder / f"venv-{RELEASE}")


def debian() -> None:
    """The programs that it calls; installed by apt if one is not there and we are root."""
    if missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [package for program, package in DEBIAN.items() if program in missing()]
        quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        if subprocess.run(
            [*quiet, "install", "-y", "-q", *packages], capture_output=True, check=False
        ).returncode:
            install([*quiet, "update", "-q"])
            install([*quiet, "install", "-y", "-q", *packages])
    if missing():
        raise Unobtainable(f"these programs are missing: {', '.join(missing())}")


def missing() -> list[str]:
    return [program for program in DEBIAN if shutil.which(program) is None]


def environment(folder: Path) -> Path:
    program = folder / "bin/a3m"
    done = folder / "done"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        install([python(), "-m", "venv", str(folder)])
        install([str(folder / "bin/pip"), "install", "-q", "--disable-pip-version-check", f"a3m=={RELEASE}"])
        done.touch()
    return program


def python() -> str:
    if sys.version_info[:2] == tuple(map(int, PYTHON.split("."))):
        return sys.executable
    found = shutil.which(f"python{PYTHON}")
    if found is None:
        raise Unobtainable(f"a3m {RELEASE} runs on Python {PYTHON}, which is not installed")
    return found
