"""The judges: ours and its peers, each a program of its own that is given a copy of a bag, and what it made of it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 20
TRACES = ("Traceback (most recent call last)", "Exception in thread", "TRACEBACK ")


class Outcome(StrEnum):
    """How it ended: a verdict, or none."""

    ACCEPTS = "accepts"
    REFUSES = "refuses"
    BREAKS = "breaks off"
    HANGS = "hangs"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One judge on one bag. `warnings` are kinds, without places; `changed` tells that it wrote where the bag lies."""

    outcome: Outcome
    warnings: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    changed: bool = False

    @property
    def accepts(self) -> bool:
        return self.outcome is Outcome.ACCEPTS


@dataclass(frozen=True, slots=True)
class Judge:
    """A program that judges bags: how it is called on one, and how its warnings are read from what it prints."""

    name: str
    version: str
    command: Callable[[Path, Path], list[str]]  # of the bag, and of a folder for its own files
    warnings: Callable[[str], frozenset[str]]
    codes: Callable[[str], tuple[str, ...]] = lambda text: ()

    def on(self, bag: Path, place: Path) -> Opinion:
        """Its opinion of `bag`, with `place` for its home and its temporary files; both are its to spoil."""
        before = tree(bag.parent)
        status, text = _run(self.command(bag, place), bag, place)
        changed = tree(bag.parent) != before
        text = text.replace(str(bag), "BAG")
        if status is None:
            outcome = Outcome.HANGS
        elif any(trace in text for trace in TRACES):
            outcome = Outcome.BREAKS
        else:
            outcome = Outcome.REFUSES if status else Outcome.ACCEPTS
        return Opinion(outcome, self.warnings(text), self.codes(text), changed)


def judges(peers: Path | None) -> tuple[list[Judge], list[str]]:
    """Ours, bagit-python, and those that are installed under `peers`; and the names of those that are not."""
    found, missing = [_ours(), _bagit_python()], []
    for name, make in (("bdbag", _bdbag), ("bagit-utils", _bagit_utils), ("bagit-java", _bagit_java)):
        judge = make(peers / name) if peers is not None and (peers / name).is_dir() else None
        if judge is None:
            missing.append(name)
        else:
            found.append(judge)
    return found, missing


def tree(root: Path) -> list[tuple[str, ...]]:
    """All that lies under `root`: names, kinds, modes and contents; no link is followed and no pipe opened."""
    rows = []
    for folder, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(folder, name)
            status = path.lstat()
            if path.is_symlink():
                content = str(path.readlink())
            elif path.is_file():
                content = hashlib.sha256(path.read_bytes()).hexdigest()
            else:
                content = ""
            rows.append((os.fsencode(path).hex(), oct(status.st_mode), content))
    return sorted(rows)


def _run(command: list[str], bag: Path, place: Path) -> tuple[int | None, str]:
    """Its exit status, None if it had to be ended, and all that it printed."""
    for name in ("home", "tmp"):
        (place / name).mkdir(parents=True)
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
    }
    if command[0] == sys.executable and "archive" in command:
        env["PYTHONPATH"] = str(ROOT)
    with subprocess.Popen(
        command,
        cwd=place,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None, ""
        return process.returncode, said.decode("utf-8", "replace")


def _ours() -> Judge:
    from archive.version import VERSION

    return Judge(
        "Archive",
        VERSION,
        lambda bag, _: [
            *(sys.executable, "-m", "archive", "validate", str(bag)),
            *("--level", "bag", "--second-opinion", "none", "--format", "json", "--progress", "never"),
        ],
        lambda text: frozenset(_ours_said(text, "warning")),
        lambda text: tuple(_ours_said(text, "error", "warning")),
    )


def _ours_said(text: str, *severities: str) -> list[str]:
    """The codes of these severities in the JSON that ours printed."""
    try:
        findings = [finding for bag in json.loads(text)["bags"] for finding in bag["findings"]]
    except (ValueError, KeyError):
        return []
    return sorted({finding["code"] for finding in findings if finding["severity"] in severities})


def _bagit_python() -> Judge:
    from importlib.metadata import version

    return Judge(
        "bagit-python",
        version("bagit"),
        lambda bag, _: [sys.executable, "-m", "bagit", "--validate", str(bag)],
        _logged,
    )


def _bdbag(folder: Path) -> Judge | None:
    program = folder / "bin/bdbag"
    return _if_there(
        program,
        lambda: Judge(
            "bdbag",
            _version_in(folder, "bdbag"),
            lambda bag, _: [str(program), "--validate", "full", str(bag)],
            _logged,
        ),
    )


def _bagit_utils(folder: Path) -> Judge | None:
    program = folder / "bin/bagit"
    return _if_there(
        program,
        lambda: Judge(
            "bagit-utils",
            _version_in(folder, "bagit-utils"),
            lambda bag, _: [str(program), "validate", "-v", "-i", str(bag)],
            lambda text: frozenset(re.findall(r"^\* warning: (.*)", text, re.MULTILINE)),
        ),
    )


def _bagit_java(folder: Path) -> Judge | None:
    jars = sorted((folder / "lib").glob("bagit-*.jar"))
    return _if_there(
        folder / "Judge.class",
        lambda: Judge(
            "bagit-java",
            jars[0].stem.removeprefix("bagit-"),
            lambda bag, place: [
                *("java", f"-Duser.home={place}/home", f"-Djava.io.tmpdir={place}/tmp", "-XX:-UsePerfData"),
                *("-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", f"{folder}/lib/*:{folder}"),
                *("Judge", str(bag)),
            ],
            lambda text: frozenset(re.findall(r"^WARNING (.*)", text, re.MULTILINE)),
        ),
    )


def _if_there(program: Path, make: Callable[[], Judge]) -> Judge | None:
    return make() if program.is_file() else None


def _version_in(environment: Path, name: str) -> str:
    """The version of a package in a virtual environment."""
    code = f"from importlib.metadata import version; print(version({name!r}))"
    done = subprocess.run(
        [environment / "bin/python", "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _logged(text: str) -> frozenset[str]:
    """The warnings, and the errors that led to no refusal, of a Python logger's lines."""
    return frozenset(re.findall(r"^[-\d]+ [:,\d]+ - (?:WARNING|ERROR) - (.*)", text, re.MULTILINE))
