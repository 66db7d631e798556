"""The small run killed, interrupted or failed at its calls: no bag that has its name is damaged, and running again completes.

The default run takes a sample of the calls, `-m slow` all of them.
"""

from __future__ import annotations

import signal

import pytest

TELLING = {"renameat2", "syncfs", "fsync", "flock", "rename", "rmdir"}
ERRORS = {
    "openat": ("EACCES", "EMFILE", "ENOSPC"),
    "mkdir": ("EACCES", "ENOSPC"),
    "mkdirat": ("ENOSPC",),
    "write": ("ENOSPC", "EIO"),
    "close": ("EIO",),
    "fsync": ("EIO",),
    "syncfs": ("EIO", "ENOSPC", "ENOSYS"),
    "renameat2": ("EIO", "EACCES", "ENOSPC", "EINVAL", "ENOSYS"),
    "rename": ("EIO",),
    "unlink": ("EIO",),
    "unlinkat": ("EIO",),
    "rmdir": ("EIO",),
    "flock": ("ENOLCK",),
}


def sample(calls):
    """Every call that makes a state of its own, and every ninth of the others."""
    return [call for at, call in enumerate(calls) if call.name in TELLING or at % 9 == 0]


def failing(calls):
    """Each call with each error that the system may give there; not close where nothing was written."""
    for call in calls:
        if call.name == "close" and not ("/.archive-staging/" in call.arguments and ".txt" in call.arguments):
            continue
        for error in ERRORS[call.name]:
            yield call, error


def try_killing(calls, faults, folder):
    for at, call in enumerate(calls):
        output = faults.prepared(folder / f"{at}")
        done = faults.injected(output, call.name, call.number, "signal=KILL")
        assert done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL), (call, done)
        faults.assert_nothing_damaged(output)
        assert "old" in faults.visible(output), call
        faults.assert_completes(output)


def try_interrupting(calls, faults, folder):
    for at, call in enumerate(calls):
        output = faults.prepared(folder / f"{at}")
        done = faults.injected(output, call.name, call.number, "signal=INT")
        assert done.returncode == 130, (call, done)
        assert [path.name for path in output.iterdir() if path.name.startswith(".")] == [], call
        faults.assert_nothing_damaged(output)
        assert "old" in faults.visible(output), call
        faults.assert_completes(output)


def try_failing(pairs, faults, folder):
    for at, (call, error) in enumerate(pairs):
        output = faults.prepared(folder / f"{at}")
        done = faults.injected(output, call.name, call.number, f"error={error}")
        assert done.returncode in (0, 3, 4), (call, error, done)
        assert "Traceback" not in done.stderr, (call, error, done.stderr)
        assert (done.returncode == 0) == ("E04" not in done.stdout), (call, error, done)
        faults.assert_nothing_damaged(output)
        assert "old" in faults.visible(output), (call, error)
        faults.assert_completes(output)


def test_killed_at_a_sample_of_calls(calls, faults, tmp_path):
    """SIGKILL at every sync and rename, and at some of the rest, damages and loses nothing."""
    try_killing(sample(calls), faults, tmp_path)


@pytest.mark.slow
def test_killed_at_every_call(calls, faults, tmp_path):
    """SIGKILL at any call that touches the output damages and loses nothing."""
    try_killing(calls, faults, tmp_path)


def test_interrupted_at_a_sample_of_calls(calls, faults, tmp_path):
    """An interrupt leaves whole bags and no litter."""
    try_interrupting(
        [call for call in sample(calls) if call.name in ("write", "syncfs", "renameat2")], faults, tmp_path
    )


@pytest.mark.slow
def test_interrupted_at_every_call(calls, faults, tmp_path):
    """An interrupt at any call that touches the output leaves whole bags and no litter."""
    try_interrupting(calls, faults, tmp_path)


def test_failed_at_a_sample_of_calls(calls, faults, tmp_path):
    """An error of the system at a sync, a rename, or some of the rest fails bags by their codes, by no traceback."""
    pairs = list(failing(sample(calls)))
    try_failing(pairs[::2], faults, tmp_path)


@pytest.mark.slow
def test_failed_at_every_call(calls, faults, tmp_path):
    """An error of the system at any call fails bags by their codes, by no traceback, and damages nothing."""
    try_failing(failing(calls), faults, tmp_path)


@pytest.mark.parametrize("lie", ["retval=1", "retval=0"])
def test_a_write_that_says_what_is_not_so(lie, calls, faults, tmp_path):
    """A call that reports bytes it never wrote, or writes nothing for ever, fails the bag with E0406."""
    writes = [call for call in calls if call.name == "write"]
    for at, call in enumerate(writes[::5]):
        output = faults.prepared(tmp_path / f"{at}")
        done = faults.injected(output, "write", call.number, lie)
        assert (done.returncode, done.stdout.count("E0406")) == (3, 1), (call, done)
        faults.assert_nothing_damaged(output)
        faults.assert_completes(output)


@pytest.mark.parametrize("durability", ["batch", "each"])
def test_a_failed_sync_publishes_nothing_and_is_not_tried_again(durability, calls, faults, tmp_path):
    """After EIO of syncfs no bag of that batch gets its name: E0410; with `each`, the other bags do."""
    output = faults.prepared(tmp_path)
    done = faults.injected(output, "syncfs", 1, "error=EIO", durability)
    others = ["E0410" if durability == "batch" else "done"] * 3
    assert done.stdout.split() == ["E0410", *others]
    assert faults.tree(output / "old") == faults.EXPECTED["older" if durability == "batch" else "old"]
    assert "one" not in faults.visible(output)
    faults.assert_completes(output)


def test_a_failed_sync_of_the_folder_takes_the_names_back(calls, faults, tmp_path):
    """After EIO of the output folder's fsync the new names are withdrawn, and the old bag is there again: E0410."""
    output = faults.prepared(tmp_path)
    number = [call.number for call in calls if call.name == "fsync"][-1]
    done = faults.injected(output, "fsync", number, "error=EIO")
    assert done.stdout.split() == ["E0410"] * 4
    assert faults.visible(output) == ["old"]
    assert faults.tree(output / "old") == faults.EXPECTED["older"]
    faults.assert_completes(output)


@pytest.mark.parametrize("error", ["ENOSYS", "EINVAL"])
def test_a_file_system_without_the_flags_of_renameat2(error, calls, faults, tmp_path):
    """Where every renameat2 fails as on NFS, bags are published all the same; a folder is not replaced: E0412."""
    output = faults.prepared(tmp_path)
    done = faults.injected(output, "renameat2", "1+", f"error={error}")
    assert done.stdout.split() == ["done", "done", "E0412", "done"], done
    assert faults.tree(output / "old") == faults.EXPECTED["older"]
    faults.assert_nothing_damaged(output)
    faults.assert_completes(output)


def test_a_system_without_syncfs(calls, faults, tmp_path):
    """Where syncfs is missing every file is synced by itself, and all is published."""
    output, log = faults.prepared(tmp_path), tmp_path / "log"
    trace = ("strace", "-f", "-qq", "-y", "-o", str(log), "-e", "trace=syncfs,fsync")
    done = faults.run(output, before=(*trace, "-e", "inject=syncfs:error=ENOSYS"))
    assert done.stdout.split() == ["done"] * 4
    synced = [line for line in log.read_text().splitlines() if "fsync(" in line]
    assert len([line for line in synced if ".txt>" in line]) == 3 * 5
    assert len([line for line in synced if "one.zip>" in line]) == 1
    faults.assert_completes(output)
