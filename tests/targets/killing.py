"""A deposit killed by SIGKILL at a moment, and asked for again: what each target's tests call with its own location."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from archive.journal import NAME
from archive.receipts import FOLDER

ROOT = Path(__file__).parent.parent.parent


def kill_and_repeat(bag, target, state, moment, *, options=(), env=None):
    """The outcome row of the second run, after a first that SIGKILL ended at `moment`, and a third that changed nothing."""
    full = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    first = subprocess.run(
        [sys.executable, "-m", "tests.targets.killed_run", str(bag), target, str(state), moment, *options],
        cwd=ROOT, env=full, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert first.returncode == -signal.SIGKILL, f"{moment} was not met: {first.stdout}{first.stderr}"
    second, third = (_deposit(bag, target, state, options, full) for _ in range(2))
    assert second["status"] in {"deposited", "present"}, second
    assert (third["status"], third["location"], third["version"]) == (
        "present",
        second["location"],
        second["version"],
    )
    assert len(list((state / FOLDER).glob("*.json"))) == 1
    assert json.loads((state / NAME).read_text().splitlines()[-1])["state"] == "verified"
    return second


def _deposit(bag, target, state, options, env):
    words = [word for option in options for word in ("--option", option)]
    done = subprocess.run(
        [sys.executable, "-m", "archive", "deposit", str(bag), "--to", target, "--state", str(state),
         "--format", "json", *words],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)["bags"][0]
