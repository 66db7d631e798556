"""The command line, run as its users run it: another process, its output and its exit status."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
WARNINGS = (
    "error,ignore:'count' is passed as positional argument:DeprecationWarning"  # bagit-python on Python 3.13
)


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def archive(tmp_path):
    """`archive("package", ...)` runs the command in an empty folder with a bare environment."""

    def run(*args, cwd=tmp_path, env=None, umask=-1):
        full = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": WARNINGS,
            **(env or {}),
        }
        done = subprocess.run(
            [sys.executable, "-m", "archive", *map(str, args)],
            cwd=cwd,
            env=full,
            umask=umask,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def tree(root):
    """Every file below a folder with its bytes and mode."""
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mode & 0o777)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
