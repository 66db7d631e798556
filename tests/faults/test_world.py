"""Disks that are full or read-only, other packagers, dead and living runs: what the world does to an output folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

HOLDING = """
import sys
sys.path.insert(0, {repository!r})
from pathlib import Path
from archive.bag.store import open_store
with open_store(Path(sys.argv[1])) as store:
    (store.staging / "half").mkdir()
    print(store.staging, flush=True)
    sys.stdin.read()
"""


@contextmanager
def mounted(folder, options):
    """A small file system of its own at `folder`; skips where this user may not mount one."""
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small file system needs root")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def running(output):
    """A run that holds its store open until its input ends, and the staging folder that it has."""
    script = HOLDING.format(repository=str(Path(__file__).resolve().parents[2]))
    command = [sys.executable, "-I", "-S", "-B", "-c", script, str(output)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, Path(process.stdout.readline().strip())
        finally:
            process.kill()


@pytest.mark.parametrize(
    "options", ["size=4k", "size=36k", "size=60k", "nr_inodes=4", "nr_inodes=12", "nr_inodes=25"]
)
def test_a_disk_that_is_full(options, faults, tmp_path):
    """Without room for bytes or names, some bags fail with E0406, the others stand whole; with room again, all do."""
    with mounted(tmp_path / "disk", options) as disk:
        output = disk / "bags"
        done = faults.run(output)
        assert done.returncode in (3, 4), done
        assert "Traceback" not in done.stderr
        assert set(done.stdout.split()) <= {"done", "E0406", "E0404"}
        if output.exists():
            faults.assert_nothing_damaged(output)
            assert len(faults.visible(output)) == done.stdout.split().count("done")
        subprocess.run(["mount", "-o", "remount,size=4m,nr_inodes=1k", str(disk)], check=True)
        faults.assert_completes(output)


@pytest.mark.parametrize("limit", [0, 1, 60, 100, 240, 500])
def test_files_may_not_grow(limit, faults, tmp_path):
    """A write cut short by a limit on the size of files is seen: what could not be written whole is not published."""
    if shutil.which("prlimit") is None:
        pytest.skip("prlimit is not installed")
    output = faults.prepared(tmp_path)
    done = faults.run(output, before=("prlimit", f"--fsize={limit}"))
    assert (done.returncode, "E0406" in done.stdout) == (3, True), done
    assert "Traceback" not in done.stderr
    faults.assert_nothing_damaged(output)
    faults.assert_completes(output)


@pytest.mark.parametrize("limit", [3, 4, 5])
def test_too_few_files_may_be_open(limit, faults, tmp_path):
    """A process that may open next to nothing says so by a code and publishes nothing that is not whole."""
    output = faults.prepared(tmp_path)
    script = f"import resource, runpy, sys; sys.argv = sys.argv[1:]; resource.setrlimit(resource.RLIMIT_NOFILE, ({limit}, {limit})); runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [*faults.COMMAND[:-1], "-c", script, faults.COMMAND[-1], str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    faults.assert_nothing_damaged(output)
    faults.assert_completes(output)


def test_an_output_that_is_read_only(faults, tmp_path):
    """An output that may not be written is E0404, and the run does not begin."""
    if os.geteuid() != 0:
        output = tmp_path / "bags"
        output.mkdir(mode=0o555)
        done = faults.run(output)
    else:
        with mounted(tmp_path / "disk", "ro") as disk:
            done = faults.run(disk)
    assert (done.returncode, done.stdout.split()) == (4, ["E0404"])


def test_two_packagers_on_one_output(faults, tmp_path):
    """Of two runs on one output each bag is published once; whoever is second is told E0407, or finds the bag there."""
    for attempt in range(3):
        output = tmp_path / f"{attempt}"
        command = [*faults.COMMAND, str(output), "batch", "keep"]
        pair = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        told = [process.communicate(timeout=60) for process in pair]
        assert [errors for _, errors in told] == ["", ""]
        codes = [code for out, _ in told for code in out.split()]
        assert codes.count("done") == 4
        assert set(codes) <= {"done", "E0407"}
        faults.assert_completes(output)


def test_two_packagers_that_commit_at_one_moment(calls, faults, tmp_path):
    """Both have staged all before either publishes: the second to rename gets E0407 for every bag, and spoils none."""
    output = tmp_path / "bags"
    slow = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=syncfs")
    command = [*slow, "-e", "inject=syncfs:delay_exit=700000", *faults.COMMAND, str(output), "batch", "keep"]
    pair = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    codes = [code for process in pair for code in process.communicate(timeout=60)[0].split()]
    assert sorted(codes) == ["E0407"] * 4 + ["done"] * 4
    faults.assert_completes(output)


def test_a_living_run_is_left_alone_and_a_dead_one_cleared(faults, tmp_path):
    """What a run has staged stays while it lives, and is gone after the next run once it was killed."""
    output = tmp_path / "bags"
    with running(output) as (process, staging):
        assert faults.run(output).returncode == 0
        assert (staging / "half").is_dir()
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (staging / "half").is_dir()
    faults.assert_completes(output)


def test_a_run_that_was_killed_while_it_cleared(faults, tmp_path):
    """A half cleared folder, its lock file still there, is cleared to the end by the next run."""
    output = tmp_path / "bags"
    with running(output) as (process, staging):
        process.kill()
        process.wait()
        staging.rename(staging.with_name(f"{staging.name}.dead"))
    faults.assert_completes(output)


def test_what_is_not_a_runs_is_left_alone(faults, tmp_path):
    """A file of somebody's in the hidden folder stays, and so does the folder."""
    output = tmp_path / "bags"
    (output / ".archive-staging" / "mine").mkdir(parents=True)
    (output / ".archive-staging" / "mine" / "a.txt").write_bytes(b"mine")
    assert faults.run(output).returncode == 0
    assert (output / ".archive-staging/mine/a.txt").read_bytes() == b"mine"


def test_an_interrupt_from_the_keyboard(faults, tmp_path):
    """Ctrl-C while a run holds its store ends it with its staging folder gone."""
    output = tmp_path / "bags"
    with running(output) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) != 0
    deadline = time.monotonic() + 5
    while list(output.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(output.iterdir()) == []
