"""The peers, put in a folder that may be thrown away: `python tests/peers/install.py FOLDER`, with pip and Maven."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = {"bdbag": "bdbag==1.8.0", "bagit-utils": "bagit-utils[cli]==1.2.5"}


def install(folder: Path) -> None:
    """Virtual environments for the peers from PyPI, and the one from Maven Central with its judge compiled."""
    for name, requirement in PYTHON.items():
        venv.create(folder / name, with_pip=True)
        _run(str(folder / name / "bin/python"), "-m", "pip", "install", "--quiet", requirement)
    if shutil.which("mvn") is None:
        return
    place = folder / "bagit-java"
    shutil.copytree(HERE / "programs", place, dirs_exist_ok=True)
    _run(
        "mvn", "-q", "-B", "-f", str(place), "dependency:copy-dependencies", f"-DoutputDirectory={place}/lib"
    )
    _run("javac", "-d", str(place), "-cp", f"{place}/lib/*", str(place / "Judge.java"))


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    install(Path(sys.argv[1]).absolute())
