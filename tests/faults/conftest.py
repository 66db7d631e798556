"""What the tries with faults share: the small run, traced or not, and the judgement of what it left."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import bagit
import pytest

SCRIPT = Path(__file__).with_name("small_run.py")
_spec = importlib.util.spec_from_file_location("small_run", SCRIPT)
small_run = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(small_run)

OLDER = b"The text of old as it was before.\n"
# No site packages and no bytecode: every run makes the same calls in the same order.
COMMAND = (sys.executable, "-I", "-S", "-B", str(SCRIPT))
CALLS = (
    "openat,mkdir,mkdirat,write,fsync,syncfs,flock,close,fchmod,fchmodat,chmod,"
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir"
)
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")


def _expected():
    bags = {name: small_run.bag(name, f"The text of {name}.\n".encode()) for name in small_run.NAMES}
    trees = {name: {str(file.path): file.data for file in files} for name, files in bags.items()}
    trees["older"] = {str(file.path): file.data for file in small_run.bag("old", OLDER)}
    return trees


EXPECTED = _expected()


def tree(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def visible(output):
    return sorted(path.name for path in output.iterdir() if not path.name.startswith("."))


def assert_nothing_damaged(output):
    """Every bag that has its name is whole: the new one byte for byte, or the old one that was there before."""
    for name in visible(output):
        if name == "one.zip":
            with zipfile.ZipFile(io.BytesIO((output / name).read_bytes())) as archive:
                assert archive.testzip() is None
                assert len(archive.namelist()) == 7
            continue
        found = tree(output / name)
        assert found in (EXPECTED[name], EXPECTED["older"] if name == "old" else None), name
        bagit.Bag(str(output / name)).validate()


def assert_completes(output, *options):
    """Running again, undisturbed, gives every bag and leaves nothing else."""
    again = run(output, *options)
    assert again.returncode == 0, again.stdout + again.stderr
    assert sorted(path.name for path in output.iterdir()) == ["old", "one", "one.zip", "two"]
    assert_nothing_damaged(output)
    assert tree(output / "old") == EXPECTED["old"]


def run(output, *options, before=()):
    return subprocess.run(
        [*before, *COMMAND, str(output), *options], capture_output=True, text=True, check=False, timeout=60
    )


def prepared(folder):
    """An output that holds an older bag, which the small run replaces."""
    output = folder / "bags"
    with small_run.open_store(output, durability=small_run.Durability.NONE) as store:
        small_run.publish([small_run.stage("old", small_run.bag("old", OLDER), store)], store)
    return output


def injected(output, call, number, fault, *options):
    """The small run with one fault at the given call, counted from the start of the process."""
    trace = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}")
    return run(output, *options, before=(*trace, "-e", f"inject={call}:{fault}:when={number}"))


@pytest.fixture(scope="session")
def calls(tmp_path_factory):
    """Every call of an undisturbed run that touches the output: its name, its number among those, and its arguments."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    folder = tmp_path_factory.mktemp("calls")
    output, log = prepared(folder), folder / "log"
    done = run(output, before=("strace", "-f", "-qq", "-y", "-o", str(log), "-e", f"trace={CALLS}"))
    if done.returncode:
        pytest.skip(f"strace cannot trace here: {done.stderr.strip()[:200]}")
    counts: dict[str, int] = {}
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if match := _LINE.match(line):
            name, arguments = match.groups()
            counts[name] = counts.get(name, 0) + 1
            if str(output) in arguments:
                found.append(SimpleNamespace(name=name, number=counts[name], arguments=arguments))
    assert len(found) > 80, "the run's own calls were not seen"
    return found


@pytest.fixture(scope="session")
def faults():
    """The functions above, for the tests beside this file."""
    return sys.modules[__name__]
