"""Other programs that know OCFL, each found in a place of its own, or the test is skipped and says why.

ocfl-py is run by the Python that OCFL_PY names, or by this one if it has it: it wants a botocore of its own, so it is no
dependency of the tests. ROCFL names the program rocfl; OCFL_JAVA the class path of ocfl-java-core and what it depends on.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).with_name("programs")


def ocfl_py(command, *paths):
    """What programs/ocfl_py.py prints for a command."""
    python = os.environ.get("OCFL_PY", sys.executable)
    known = subprocess.run([python, "-c", "import ocfl"], capture_output=True, text=True, check=False)
    if known.returncode:
        pytest.skip(
            "ocfl-py is not installed here (pip install ocfl-py; OCFL_PY names the Python that has it)"
        )
    done = subprocess.run(
        [python, str(PROGRAMS / "ocfl_py.py"), command, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rocfl(root, *words):
    """The exit status of rocfl and what it prints; its settings and its caches are nobody's."""
    program = os.environ.get("ROCFL") or shutil.which("rocfl")
    if not program:
        pytest.skip("rocfl is not installed here (cargo install rocfl --no-default-features; ROCFL names it)")
    home = root.parent / "home"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [program, "-r", str(root), "-S", *map(str, words)], capture_output=True, text=True, check=False,
        env={"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def ocfl_java(*words):
    """The lines that programs/OcflJava.java prints."""
    classes = os.environ.get("OCFL_JAVA")
    if not classes or not shutil.which("java"):
        pytest.skip(
            "ocfl-java is not here (OCFL_JAVA names the class path of io.ocfl:ocfl-java-core, 2.2 or later)"
        )
    done = subprocess.run(
        ["java", "-cp", classes, str(PROGRAMS / "OcflJava.java"), *map(str, words)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
